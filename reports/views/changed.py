"""What differs between two readings of a report, for whoever made it and whoever decides on it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from reports.document.edited import Run, compared
from reports.snapshot import Change, Snapshot, changes


@dataclass(frozen=True)
class ChangeRow:
    """What differs at a place, the words that differ marked, and where it is changed ('' where that is not offered)."""

    change: Change
    address: str = ""

    @cached_property
    def runs(self) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
        """(before, after), as `document.edited.compared` returns them."""
        return compared(self.change.before, self.change.after)


@dataclass(frozen=True)
class Changes:
    """What differs between two readings, figures apart from words."""

    figures: tuple[ChangeRow, ...]
    words: tuple[ChangeRow, ...]

    @classmethod
    def between(cls, before: Snapshot, after: Snapshot, address: Callable[[str], str] = lambda _: "") -> "Changes":
        """Compare two readings; `address` tells where what an anchor names is changed."""
        rows = tuple(ChangeRow(change, address(change.anchor)) for change in changes(before, after))
        return cls(tuple(row for row in rows if row.change.figure), tuple(row for row in rows if not row.change.figure))

    @property
    def count(self) -> int:
        """How many places differ."""
        return len(self.figures) + len(self.words)
