"""What the computation returns: figures with reasons. Pure.

Percentages are plain numbers (50.84 means 50,84 %); amounts are rupiah, exact to the sen. Every figure here is final
and has 2 decimals at most: rounded once, half up (`rounding.py`). Documents, spreadsheets and JSON only draw them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from reports.period import Quarter


class Reason(StrEnum):
    """Why there is no figure. The sentence people read stands in `narrative.REASONS`."""

    NO_REALIZATION = "no_realization"
    EXPLAINED = "explained"
    """Nobody gave a figure, but a reason for its absence was typed."""
    NO_TARGET = "no_target"
    ZERO_TARGET = "zero_target"
    NEGATIVE_TARGET = "negative_target"
    """The formulas of achievement hold for targets above 0 only."""
    RANGE_TARGET = "range_target"
    """There is no planned cost of one unit of outcome where the target is a range."""
    ZERO_DENOMINATOR = "zero_denominator"
    MISSING_TERM = "missing_term"
    MISSING_QUARTER = "missing_quarter"
    NO_CHILDREN = "no_children"
    NO_CEILING = "no_ceiling"
    ZERO_CEILING = "zero_ceiling"
    ZERO_ABSORPTION = "zero_absorption"
    """Nothing was spent, so achievement / absorption has no value."""
    NO_AMOUNTS = "no_amounts"
    """The line stands below the level at which money is kept."""
    NOTHING_TO_AVERAGE = "nothing_to_average"
    ZERO_OUTCOME = "zero_outcome"
    LOWER_IS_BETTER = "lower_is_better"
    NO_OUTCOME = "no_outcome"
    SEVERAL_OUTCOMES = "several_outcomes"
    """One amount pays for several outcomes and can't be divided among them."""
    NO_MONEY = "no_money"
    NO_PAST = "no_past"
    """Nothing is known of the earlier year or quarter."""
    CIRCULAR = "circular"


@dataclass(frozen=True)
class Figure:
    """A figure, or None with the reason.

    `left_out` counts what a sum or mean had to leave out, at the bottom of the tree: leaves without a figure, not
    the sums in between. It is carried along by every figure computed from a partial one.
    """

    value: Decimal | None
    reason: Reason | None = None
    left_out: int = 0

    def __post_init__(self) -> None:
        if (self.value is None) == (self.reason is None):
            raise ValueError("a figure has either a value or a reason")

    @property
    def partial(self) -> bool:
        """Whether members without a figure were left out."""
        return self.left_out > 0


@dataclass(frozen=True)
class TermResult:
    """A named part of a ratio, to date: value before the factor, and the product."""

    label: str
    factor: Decimal
    factor_label: str
    value: Decimal
    product: Decimal


@dataclass(frozen=True)
class Fraction:
    """The displayed fraction of a ratio indicator (19 / 54)."""

    numerator: Decimal
    denominator: Decimal
    numerator_terms: tuple[TermResult, ...]
    denominator_terms: tuple[TermResult, ...]


@dataclass(frozen=True)
class IndicatorResult:
    """An indicator at the quarter's end. `target` is the year's; `achievement` in % and never capped."""

    id: int
    target: Figure
    realization: Figure
    achievement: Figure
    predicate: str = ""
    fraction: Fraction | None = None
    children: tuple[int, ...] = ()
    """Ids of the indicators whose achievements were averaged."""


@dataclass(frozen=True)
class LineResult:
    """A budget line: ceiling, spent and remaining in rupiah, absorption in %."""

    id: int
    ceiling: Figure
    spent: Figure
    remaining: Figure
    absorption: Figure


@dataclass(frozen=True)
class FactResults:
    """Results of all facts of the unit, by id; computed once, read by every report."""

    indicators: Mapping[int, IndicatorResult]
    lines: Mapping[int, LineResult]
    total: LineResult
    """The unit as a whole (id 0): sum of its top lines."""
    earlier: Mapping[Quarter, Mapping[int, IndicatorResult]] = field(default_factory=dict)
    """Indicators at the end of the earlier quarters that reports compare with, where the system holds any of them."""


@dataclass(frozen=True)
class CostPerOutcome:
    """Rp per unit of outcome: realized, planned, and realized / planned."""

    realized: Figure
    planned: Figure
    ratio: Figure


@dataclass(frozen=True)
class OutcomeHalf:
    """The performance half of a row for one indicator."""

    indicator_id: int
    target: Figure
    realization: Figure
    achievement: Figure


@dataclass(frozen=True)
class CostRow:
    """A row of the cost-per-outcome table; either half may be missing.

    `kind` is 'indicator' (a row of the agreement) or 'budget' (a line the agreement names). A line that pays for
    several outcomes has several halves and its money once.
    """

    kind: str
    no: int
    objective_id: int | None
    item_id: int | None
    line_id: int | None
    outcomes: tuple[OutcomeHalf, ...]
    money: LineResult | None
    efficiency: Figure
    cost: CostPerOutcome | None


@dataclass(frozen=True)
class CostTotals:
    """What stands under the table. Absorption both ways, named, because they differ a lot (68,06 against 43,12)."""

    ceiling: Figure
    spent: Figure
    remaining: Figure
    absorption: Figure
    """total spent / total ceiling"""
    mean_absorption: Figure
    """plain mean of the lines' percentages"""
    mean_achievement: Figure
    efficiency: Figure
    """by the kabupaten's definition; the seeds': mean achievement - mean absorption, in percentage points"""
    technical_efficiency: Figure | None = None
    """TE = IE - 1, where the kabupaten chose IE; else None"""


@dataclass(frozen=True)
class Counts:
    """Counts that sentences need, over the agreement's indicators, as 1-based positions."""

    indicators: int
    reached: tuple[int, ...]
    not_reached: tuple[int, ...]
    without_figure: tuple[int, ...]


@dataclass(frozen=True)
class PastResult:
    """Target, realization and achievement of an earlier year (quarter None) or quarter."""

    year: int
    quarter: int | None
    target: Figure
    realization: Figure
    achievement: Figure


@dataclass(frozen=True)
class LongTermResult:
    """A medium-term target, and how far this quarter's realization comes towards it (in %)."""

    document: str
    year: int
    target: Decimal
    progress: Figure


@dataclass(frozen=True)
class Comparison:
    """The comparisons of Permenpan RB 53/2014 (lampiran II, bab III A) for one indicator of the agreement."""

    indicator_id: int
    same_quarter: PastResult
    """The same quarter of last year."""
    realization_change: Figure
    """Realization now - then, in the unit of measure; percentage points where that is %."""
    achievement_change: Figure
    """Achievement now - then, in percentage points."""
    earlier_years: tuple[PastResult, ...]
    """The two years before, oldest first."""
    long_term: tuple[LongTermResult, ...]
    target_change: Figure = Figure(None, Reason.NO_PAST)
    """Target now - then, in the unit of measure."""


@dataclass(frozen=True)
class SignedGroup:
    """The signed money of one kegiatan (or of a line that stands for itself): its lines in order, and their sum."""

    line_id: int
    line_ids: tuple[int, ...]
    total: Figure


@dataclass(frozen=True)
class SignedBudget:
    """The money of the agreement as signed, in rupiah: by line id, per kegiatan, and in all."""

    amounts: Mapping[int, Figure]
    groups: tuple[SignedGroup, ...]
    total: Figure


NOTHING_SIGNED = SignedBudget(amounts={}, groups=(), total=Figure(None, Reason.NO_MONEY))


@dataclass(frozen=True)
class ReportResults:
    """All figures of one report."""

    facts: FactResults
    rows: tuple[CostRow, ...]
    totals: CostTotals
    counts: Counts
    comparisons: tuple[Comparison, ...] = ()
    """One for each item of the agreement, in its order."""
    signed: SignedBudget = NOTHING_SIGNED


@dataclass(frozen=True)
class Finding:
    """Something a check found: code, severity value, a sentence, where it is, how to mend it."""

    code: str
    severity: str
    message: str
    where: str
    mend: str = ""
    link: str = ""
    """Anchor of the field in the entry grid, e.g. 'indikator-12' or 'anggaran-7'."""
    page: str = ""
    """Page on which a text is mended, under the report's address: 'teks/closing', 'uraian', 'foto'."""
