"""Ways up and down the budget tree, each walked once. Pure.

A line whose parent isn't in the mapping stands at the top; a line that is its own ancestor ends the walk.
"""

from collections.abc import Iterable, Mapping

from reports.inputs import LineEntry


def ids_above(key: int, lines: Mapping[int, LineEntry]) -> tuple[int, ...]:
    """Return the ids over a line, nearest first; the last may be of a line that the mapping does not hold."""
    found: list[int] = []
    line = lines.get(key)
    while line is not None and line.parent_id is not None and line.parent_id not in (key, *found):
        found.append(line.parent_id)
        line = lines.get(line.parent_id)
    return tuple(found)


def above(key: int, lines: Mapping[int, LineEntry]) -> tuple[LineEntry, ...]:
    """Return the lines over a line, nearest first."""
    return tuple(lines[parent] for parent in ids_above(key, lines) if parent in lines)


def with_below(keys: Iterable[int], lines: Mapping[int, LineEntry]) -> set[int]:
    """Return the ids of lines and of everything under them."""
    found = set(keys)
    while below := {key for key, line in lines.items() if line.parent_id in found} - found:
        found |= below
    return found
