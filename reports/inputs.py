"""What the computation reads: plain frozen values, filled by `queries.load_inputs` and by nobody else.

Pure: no Django but the enums. Amounts are rupiah, figures are in the indicator's unit of measure; both are `Decimal`
or `None` where nobody gave one. Ids are database keys and only serve to join these values with one another.
`INPUTS_SCHEMA` numbers the shape, because issued reports keep their inputs frozen.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from agreements.enums import (
    Aggregation,
    AgreementKind,
    AppointmentKind,
    BudgetLevel,
    CeilingDocument,
    CitationPurpose,
    Direction,
    Echelon,
    EfficiencyDefinition,
    Formula,
    ObjectiveLevel,
    ReportForm,
    ReportStatus,
    ResponseOption,
    TermRole,
    TermTakes,
    UnitKind,
)
from reports.background import Background, ReasonEntry, SheetSums
from reports.period import Quarter
from reports.tree import leaves_under

INPUTS_SCHEMA = 1


# -- facts of the unit: shared by all of its reports -------------------------------------------------------------------


@dataclass(frozen=True)
class TermEntry:
    """A named part of a ratio, with its value per quarter (quarter number -> value or None).

    One with a source takes its values from that indicator; nobody types it.
    """

    id: int
    role: TermRole
    label: str
    factor: Decimal
    factor_label: str
    values: Mapping[int, Decimal | None]
    source_id: int | None = None
    takes: TermTakes = TermTakes.REALIZATION


@dataclass(frozen=True)
class TargetEntry:
    """The target of the year: value (lower bound of a range), upper bound, planned cumulative quarter values."""

    value: Decimal | None
    upper: Decimal | None = None
    shown: str = ""
    quarters: tuple[Decimal | None, Decimal | None, Decimal | None, Decimal | None] = (None, None, None, None)


@dataclass(frozen=True)
class RealizationEntry:
    """What was typed for one quarter."""

    value: Decimal | None
    shown: str = ""
    note: str = ""
    missing_reason: str = ""
    version: int = 0


@dataclass(frozen=True)
class PastEntry:
    """Target and realization of a year (quarter None) or quarter before the system."""

    year: int
    quarter: int | None
    target: Decimal | None
    realization: Decimal | None


@dataclass(frozen=True)
class YearEntry:
    """What the system itself holds of an indicator for an earlier year: target, and what was typed per quarter."""

    target: TargetEntry | None
    realizations: Mapping[int, RealizationEntry]
    terms: tuple[TermEntry, ...] = ()
    used_in: tuple[int, ...] = ()
    """Quarters at whose end something of that year pointed at the indicator."""


@dataclass(frozen=True)
class IndicatorEntry:
    """An indicator with everything known of it up to the report's quarter.

    `realizations` maps quarter numbers 1..n of the report's year to what was typed; a quarter nobody touched is absent.
    `earlier` maps years to what the system holds of them, `past` is what was copied from years before the system.
    """

    id: int
    name: str
    unit_of_measure: str
    level: ObjectiveLevel
    direction: Direction
    aggregation: Aggregation
    formula: Formula
    parent_id: int | None
    target: TargetEntry | None
    realizations: Mapping[int, RealizationEntry]
    terms: tuple[TermEntry, ...] = ()
    past: tuple[PastEntry, ...] = ()
    earlier: Mapping[int, YearEntry] = field(default_factory=dict)
    long_term: tuple[tuple[str, int, Decimal], ...] = ()
    definition: str = ""
    on_time_rule: str = ""
    note: str = ""
    used: bool = True
    """False for an indicator that nothing of this year points at: it is never missed."""


@dataclass(frozen=True)
class CeilingEntry:
    """The ceiling in force at the quarter's end."""

    amount: Decimal
    document: CeilingDocument
    from_date: datetime.date


@dataclass(frozen=True)
class LineEntry:
    """A budget line. `ceiling` and `spent` are only read where `holds_amounts`."""

    id: int
    parent_id: int | None
    level: BudgetLevel
    order: int
    code: str
    name: str
    holds_amounts: bool
    ceiling: CeilingEntry | None
    spent: Decimal | None
    note: str = ""
    missing_reason: str = ""
    version: int = 0
    indicator_ids: tuple[int, ...] = ()
    planned_months: tuple[int, ...] = ()
    responsible: str = ""
    spent_before: Mapping[int, Decimal] = field(default_factory=dict)
    """What was spent to date at the end of the year's earlier quarters, by quarter; for the checks alone."""
    sheet: SheetSums | None = None
    """For the checks alone."""


@dataclass(frozen=True)
class PostEntry:
    """A post of the unit as the organisation list and chart need it; `superior_id` may be that of another unit's."""

    id: int
    name: str
    superior_id: int | None
    echelon: Echelon
    holder: str = ""
    """Who holds it at the quarter's end, with Plt., Plh. or Pj.; '' where nobody does."""


@dataclass(frozen=True)
class UnitEntry:
    """The unit and its profile."""

    slug: str
    name: str
    short_name: str
    kind: UnitKind
    regency: str
    place: str
    address: str = ""
    phone: str = ""
    parent_name: str = ""
    villages: int | None = None
    civil_servants: int | None = None
    other_staff: int | None = None
    goal: str = ""
    goal_indicator: str = ""
    goal_indicator_id: int | None = None
    """The goal's indicator among those of the unit; None while only its name is known."""
    goal_aspects: tuple[str, ...] = ()
    main_problem: str = ""
    issues: tuple[tuple[str, str], ...] = ()
    posts: tuple[PostEntry, ...] = ()
    """In display order."""
    arms: str = ""
    """Arms for the cover: their name in the store of uploads, '' for none."""
    arms_of: str = ""
    """Whose arms these are."""


@dataclass(frozen=True)
class Choices:
    """What the kabupaten chose (domain.md section 4); defaults are those of `rules.py`."""

    display_cap: Decimal | None = None
    efficiency: EfficiencyDefinition = EfficiencyDefinition.DIFFERENCE
    bands: tuple[tuple[Decimal, str], ...] = ()
    cost_per_outcome: bool = False
    """Whether cost tables print what a unit of outcome was to cost and has cost."""


@dataclass(frozen=True)
class UnitFacts:
    """Everything that all reports of a unit share in a quarter, by id, in display order."""

    unit: UnitEntry
    quarter: Quarter
    choices: Choices
    indicators: Mapping[int, IndicatorEntry]
    lines: Mapping[int, LineEntry]


# -- what belongs to one report ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Signer:
    """Who signs for a post on the report's date; `name` is empty where nobody is appointed on it."""

    position: str
    title: str
    """Post as printed under a signature, without Plt./Plh. and not upper-cased."""
    echelon: Echelon
    kind: AppointmentKind | None = None
    name: str = ""
    nip: str = ""
    rank: str = ""


@dataclass(frozen=True)
class DutyEntry:
    """A duty with its sub-items."""

    text: str
    children: tuple["DutyEntry", ...] = ()


@dataclass(frozen=True)
class CitationEntry:
    """A regulation cited by a post, from the one register."""

    purpose: CitationPurpose
    regulation: str
    about: str
    article: str


@dataclass(frozen=True)
class ObjectiveEntry:
    """A sasaran of the agreement."""

    id: int
    level: ObjectiveLevel
    order: int
    text: str


@dataclass(frozen=True)
class ItemEntry:
    """A row of the agreement: indicator under objective; `target_text` is set where the signed text differs."""

    id: int
    order: int
    objective_id: int
    indicator_id: int
    wording: str
    target_signed: Decimal | None = None
    target_text: str = ""
    upper_signed: Decimal | None = None


@dataclass(frozen=True)
class BudgetItemEntry:
    """A budget line named by the agreement, with the amount as signed (None: not recorded)."""

    line_id: int
    order: int
    wording: str
    objective_id: int | None = None
    amount_signed: Decimal | None = None


@dataclass(frozen=True)
class PhotoEntry:
    """A photograph of the annex; `file` is its name in the store of uploads, '' while it is missing."""

    caption: str
    taken_on: datetime.date | None = None
    file: str = ""


@dataclass(frozen=True)
class AgreementEntry:
    """The agreement in force at the quarter's end.

    `first_party` and `second_party` held the two posts when it was signed (None: not recorded).
    """

    year: int
    kind: AgreementKind
    superior_title: str
    signed_on: datetime.date | None
    objectives: tuple[ObjectiveEntry, ...]
    items: tuple[ItemEntry, ...]
    budgets: tuple[BudgetItemEntry, ...]
    first_party: Signer | None = None
    second_party: Signer | None = None
    signed_place: str = ""


@dataclass(frozen=True)
class StrategyEntry:
    """Strategies for one subject; exactly one of the three ids is set."""

    item_id: int | None
    indicator_id: int | None
    line_id: int | None
    lead_in: str
    months: str
    items: tuple[tuple[str, str], ...]
    """(text, own months or '')"""


@dataclass(frozen=True)
class ApprovalEntry:
    """The approval that a document carries: who gave it, when, and how anybody can check the paper.

    `title` is the post of who approved, with Plt. or Plh. where it was held so; `name` is '' where nobody held it.
    """

    code: str
    """In groups, from `reports.codes`."""
    address: str
    """The page that answers for the code, as in the QR code."""
    revision: int
    approved_on: datetime.date
    name: str
    title: str
    on_paper: bool = False
    """True where the superior has no account: the response came on paper and Bagian Organisasi recorded it."""


@dataclass(frozen=True)
class ReportInputs:
    """One report: the post and its people, its agreement, its texts, and the facts it shares."""

    facts: UnitFacts
    position: str
    position_slug: str
    signer: Signer
    superior: Signer | None
    form: ReportForm
    status: ReportStatus
    period_sentence: str
    """'cumulative' or 'quarter' (domain.md section 4): wording only, the figure stays cumulative."""
    deadline_days: int | None
    signed_on: datetime.date
    agreement: AgreementEntry | None
    main_duty: str = ""
    """What the post is for, above its functions: 'membantu Bupati dalam mengoordinasikan ...'; '' for none."""
    duties: tuple[DutyEntry, ...] = ()
    delegated: tuple[DutyEntry, ...] = ()
    citations: tuple[CitationEntry, ...] = ()
    strategies: tuple[StrategyEntry, ...] = ()
    follow_ups: tuple[str, ...] = ()
    closing_points: tuple[str, ...] = ()
    obstacles: tuple[tuple[str, str], ...] = ()
    activities: tuple[tuple[str, str], ...] = ()
    photos: tuple[PhotoEntry, ...] = ()
    texts: Mapping[str, str] | None = None
    """section -> hand-edited text that replaces the generated one"""
    generated: Mapping[str, str] | None = None
    """section -> what was generated when its text was edited"""
    response_options: tuple[ResponseOption, ...] = ()
    response_note: str = ""
    approval: ApprovalEntry | None = None
    """Filled at approval; None until then."""
    reasons: tuple[ReasonEntry, ...] = ()
    """Given for warnings of the checks; one whose figures have changed since answers nothing any more."""
    background: Background = field(default_factory=Background)
    schema: int = INPUTS_SCHEMA

    @cached_property
    def leaves(self) -> tuple[tuple[LineEntry, LineEntry | None], ...]:
        """The leaves that the agreement's lines rest on with the named sum above them, None for a named leaf.

        Every check of money asks for them, so that the way up the tree is gone once for a report.
        """
        named = {budget.line_id for budget in self.agreement.budgets} if self.agreement else set()
        return tuple(leaves_under(named, self.facts.lines))
