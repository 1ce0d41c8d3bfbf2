"""Ways up and down the budget tree, each walked once. Pure.

A line whose parent isn't in the mapping stands at the top; a line that is its own ancestor ends the walk.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Protocol, TypeVar


class Hanging(Protocol):
    """What a way up or down needs to know of a budget line (`inputs.LineEntry`)."""

    @property
    def id(self) -> int:
        """Its id."""

    @property
    def parent_id(self) -> int | None:
        """The id of the line that it is under; None at the top."""

    @property
    def holds_amounts(self) -> bool:
        """Whether money is typed on it."""


Line = TypeVar("Line", bound=Hanging)


def ids_above(key: int, lines: Mapping[int, Hanging]) -> tuple[int, ...]:
    """Return the ids over a line, nearest first; the last may be of a line that the mapping does not hold."""
    found: list[int] = []
    line = lines.get(key)
    while line is not None and line.parent_id is not None and line.parent_id not in (key, *found):
        found.append(line.parent_id)
        line = lines.get(line.parent_id)
    return tuple(found)


def above(key: int, lines: Mapping[int, Line]) -> tuple[Line, ...]:
    """Return the lines over a line, nearest first."""
    return tuple(lines[parent] for parent in ids_above(key, lines) if parent in lines)


def with_below(keys: Iterable[int], lines: Mapping[int, Hanging]) -> set[int]:
    """Return the ids of lines and of everything under them."""
    found = set(keys)
    while below := {key for key, line in lines.items() if line.parent_id in found} - found:
        found |= below
    return found


def leaves_under(named: Collection[int], lines: Mapping[int, Line]) -> Iterator[tuple[Line, Line | None]]:
    """Yield the leaves that some lines rest on with the nearest of these above them, None for one of their own."""
    for leaf in lines.values():
        if not leaf.holds_amounts:
            continue
        path = above(leaf.id, lines)
        if any(line.holds_amounts for line in path):
            continue
        if leaf.id in named:
            yield leaf, None
        else:
            nearest = next((line for line in path if line.id in named), None)
            if nearest is not None:
                yield leaf, nearest
