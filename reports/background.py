"""What stands beside a report and is not printed: what the checks compare it with, and why their warnings stand. Pure.

Values of `ReportInputs`; their home apart keeps `inputs.py` to what a report says.
"""

import datetime
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class ReasonEntry:
    """Why a warning of the checks stands: the warning it answers (check, place, sentence), the answer, who and when."""

    code: str
    place: str
    message: str
    text: str
    by: str
    on: datetime.date


@dataclass(frozen=True)
class PeerEntry:
    """Where a figure of the other offices of the kind lies (`computation.outliers.Middle`), and of how many."""

    anchor: str
    """Of the own indicator or line: 'indikator-12'."""
    measure: str
    """'achievement' or 'absorption' in per cent, 'cost' in rupiah per unit of outcome."""
    median: Decimal
    deviation: Decimal
    units: int


@dataclass(frozen=True)
class CopiedEntry:
    """A text that was copied from the report of a quarter and that nobody has read here yet.

    `key` is its place: 'teks-closing' for a section, else the list and the number in it ('strategi-1', 'lanjut-2',
    'penutup-1', 'hambatan-1', 'aktivitas-3').
    """

    key: str
    year: int
    quarter: int


@dataclass(frozen=True)
class SheetSums:
    """What an imported sheet said of a line above others, where it was not the sum of the rows below it.

    `row` is its number in the sheet; rupiah, None where nothing was said or it was the sum; `from_date` that of the
    ceilings which were imported with it.
    """

    row: int
    ceiling: Decimal | None = None
    from_date: datetime.date | None = None
    spent: Decimal | None = None


@dataclass(frozen=True)
class Background:
    """What the checks hold a report's texts against; the report itself says nothing of it."""

    other_units: tuple[str, ...] = ()
    """Short names of the regency's other units of the same kind, whose reports texts are copied from: 'Ranuyoso'."""
    regulations: tuple[tuple[str, str], ...] = ()
    """The register: (short name, about)."""
    last_texts: tuple[tuple[str, str], ...] = ()
    """What was written by hand in the last quarter's report: (page, text)."""
    last_plans: tuple[str, ...] = ()
    """The plans among these."""
    copied: tuple[CopiedEntry, ...] = ()
    """What was copied and not read yet, in the order of the report."""
    peers: tuple[PeerEntry, ...] = ()
    """Filled by `queries.with_peers` where the checks are shown, never for what is issued or summed up."""
    others_known: int = 0
    """Other offices of the kind; 0 where nobody asked for them, as in what is issued."""
    others_ready: int = 0
    """Those of them whose figures of the quarter are summed up; `peers` come from these alone."""
