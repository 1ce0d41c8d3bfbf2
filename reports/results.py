"""What the computation returns: figures with reasons. Pure.

Percentages are plain numbers (50.84 means 50,84 %); amounts are rupiah, exact to the sen. Every figure here is final
and has 2 decimals at most: rounded once, half up (`rounding.py`). Documents, spreadsheets and JSON only draw them.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from agreements.enums import FindingTopic, Severity
from reports.background import ReasonEntry
from reports.expressions import Formula
from reports.inputs import TermEntry
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
    NO_REPORTS = "no_reports"
    """Nobody owes a report."""
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
    how: "How | None" = field(default=None, compare=False, repr=False)
    """How it came about; says nothing about which figure it is."""

    def __post_init__(self) -> None:
        if (self.value is None) == (self.reason is None):
            raise ValueError("a figure has either a value or a reason")

    @property
    def partial(self) -> bool:
        """Whether members without a figure were left out."""
        return self.left_out > 0


@dataclass(frozen=True, slots=True)
class How:
    """How a figure came about: the formula that computed it, or that could not, and the very figures it was given.

    An operand is a figure, or several of them where a sum or mean goes over them, those left out included. Of what is
    typed, `quarter` and `term` say which of the indicator's figures it is.
    """

    formula: Formula
    operands: tuple[Figure | tuple[Figure, ...], ...] = ()
    quarter: int | None = None
    term: TermEntry | None = None


def members(operand: Figure | tuple[Figure, ...]) -> tuple[Figure, ...]:
    """Return the figures of an operand; of a single figure, that figure."""
    return operand if isinstance(operand, tuple) else (operand,)


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
    aim: Figure
    """The target, as the progress was computed against it."""


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
class PaidFor:
    """The indicators that a budget line pays for, itself or in the lines below it, and their mean achievement."""

    indicators: tuple[int, ...]
    achievement: Figure


@dataclass(frozen=True)
class UnitResults:
    """The figures of a unit as a whole."""

    facts: FactResults
    promised: tuple[int, ...]
    """Indicators that any of its posts promised, each once."""
    totals: CostTotals
    """Mean achievement over the promised indicators; money, and its mean absorption, over the programmes."""
    costs: Mapping[int, CostPerOutcome | None]
    """Cost per outcome by budget line; None for a line without outcome or without money of its own."""
    programmes: Mapping[int, "PaidFor"] = field(default_factory=dict)
    """What the money of a top line reached, by its id."""


class Kept(StrEnum):
    """What a finding wants mended that is kept apart from the report: it has a page of its own, and other hands."""

    FIGURE = "figure"
    """What is typed in the entry grid; said only where something else may be at fault too."""
    PROMISE = "promise"
    """Indicators of the post's agreement."""
    SIGNATURE = "signature"
    """When the post's agreement was signed."""
    TARGET = "target"
    """The year's target of the indicator at `link`, in the agreement that promises it."""
    MONEY = "money"
    """Amounts of the post's agreement, that of the line at `link` first."""
    PARTY = "party"
    """What the post's agreement calls its second party."""
    TARGET_WORDS = "target_words"
    """How the year's target of the indicator at `link` is written, where it is not its figure and unit."""
    WORDING = "wording"
    """How the post's agreement words the indicator at `link`."""
    NAME = "name"
    """Name of the indicator at `link`."""
    MEASURE = "measure"
    """Unit of measure of the indicator at `link`."""
    SHAPE = "shape"
    """How the indicator at `link` is computed: formula, parts of a ratio, what it rests on."""
    CEILING = "ceiling"
    """Ceilings of the unit."""
    HOLDER = "holder"
    """Who holds the post."""
    SUPERIOR_HOLDER = "superior_holder"
    """Who holds the post above."""
    SECOND_PARTY = "second_party"
    """As what somebody held the post above when the agreement was signed."""
    SUPERIOR = "superior"
    """Which post stands above."""
    GOAL = "goal"
    """The indicator of the unit's goal, and its target: no agreement promises it."""
    OFFICIAL = "official"
    """The official with the NIP `nip`."""
    REGISTER = "register"
    """The register of regulations."""


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
    topic: FindingTopic = FindingTopic.FIGURES
    title: str = ""
    """What people call the check."""
    reason: ReasonEntry | None = None
    """Why it stands, where somebody said so; only a warning has one."""
    kept: tuple[Kept, ...] = ()
    """What is to be mended for it, if it is neither the figure at `link` nor the text on `page`."""
    nip: str = ""
    """Of the official whom it is about, where it is about one."""

    @property
    def place(self) -> str:
        """Where it is, in a way that does not change with the figures: an anchor, a page, or a name."""
        return self.link or self.page or self.where

    @property
    def key(self) -> str:
        """What tells the finding from all others: the same as long as check, place and sentence are the same."""
        return finding_key(self.code, self.place, self.message)

    @property
    def open_warning(self) -> bool:
        """Whether it is a warning that nobody gave a reason for yet."""
        return self.severity == Severity.WARNING and self.reason is None


def finding_key(code: str, place: str, message: str) -> str:
    """Return the key of a finding, or of the reason that answers it: 24 hex digits."""
    return hashlib.sha256("\x1f".join((code, place, message)).encode()).hexdigest()[:24]
