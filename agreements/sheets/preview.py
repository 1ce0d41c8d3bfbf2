"""The answer of an import before anything is written: row by row, what was read and what it would change."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class RowState(StrEnum):
    """What applying would do with a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"
    STALE = "stale"

    @property
    def words(self) -> str:
        """How a page calls the state."""
        return STATE_WORDS[self]


STATE_WORDS = {
    RowState.NEW: "baru",
    RowState.CHANGED: "berubah",
    RowState.SAME: "tetap",
    RowState.REFUSED: "ditolak",
    RowState.STALE: "sudah diubah orang lain",
}
"""What stands beside every row, so that no state is told by its colour alone."""


@dataclass(frozen=True)
class Difference:
    """One value of a row that would change: its name, and both texts as people read them ('' for none)."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class PreviewRow:
    """A row of the sheet: its number there, its state, what was read per column of the preview, and why it is refused.

    `reasons` are sentences; a row that is not refused may have some too, as remarks.
    """

    number: int
    state: RowState
    cells: tuple[str, ...]
    changes: tuple[Difference, ...] = ()
    reasons: tuple[str, ...] = ()


LabelledRow = tuple[PreviewRow, tuple[tuple[str, str], ...]]
"""A row with the heading of each of its cells."""


@dataclass(frozen=True)
class Preview:
    """All rows of a sheet under the headings of the preview, with remarks on the sheet as a whole.

    `seen` is a hash of what the database held for them: applying is refused when it is another by then.
    """

    sheet: str
    columns: tuple[str, ...]
    rows: tuple[PreviewRow, ...]
    seen: str = ""
    remarks: tuple[str, ...] = ()

    @cached_property
    def counts(self) -> Mapping[RowState, int]:
        """How many rows are in each state; 0 for those that none is in."""
        found = Counter(row.state for row in self.rows)
        return {state: found[state] for state in RowState}

    @property
    def counted(self) -> tuple[tuple[RowState, int], ...]:
        """The states that rows are in, with how many."""
        return tuple((state, count) for state, count in self.counts.items() if count)

    @property
    def moving(self) -> tuple[LabelledRow, ...]:
        """The rows that applying would change, or that stand in its way, and those with a remark."""
        return self._labelled(row for row in self.rows if row.state is not RowState.SAME or row.reasons)

    @property
    def standing(self) -> tuple[LabelledRow, ...]:
        """The rows that say what is stored already."""
        return self._labelled(row for row in self.rows if row.state is RowState.SAME and not row.reasons)

    def _labelled(self, rows: Iterable[PreviewRow]) -> tuple[LabelledRow, ...]:
        return tuple((row, tuple(zip(self.columns, row.cells, strict=True))) for row in rows)

    @property
    def has_refused(self) -> bool:
        """Whether a row can't be read."""
        return bool(self.counts[RowState.REFUSED])

    @property
    def is_refused(self) -> bool:
        """Whether a row stands in the way: nothing is applied while one is refused or was changed by somebody else."""
        return bool(self.counts[RowState.REFUSED] or self.counts[RowState.STALE])

    @property
    def changes_something(self) -> bool:
        """Whether there is anything to apply."""
        return bool(self.counts[RowState.NEW] or self.counts[RowState.CHANGED])
