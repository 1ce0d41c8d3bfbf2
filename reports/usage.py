"""Which typed facts a report rests on, which of them nobody gave yet, and which an approved report prints. Pure.

A fact is typed once and shared by all reports of the unit, so 'whose report waits for which figure' and 'which approved
reports would no longer say what stands' are questions about the reports that use it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from agreements.enums import Aggregation, Formula, ReportForm, ReportStatus, TermTakes
from reports.inputs import IndicatorEntry, LineEntry, ReportInputs, TermEntry, UnitFacts
from reports.layouts import layout_for
from reports.layouts.parts import Text
from reports.period import Quarter
from reports.tree import ids_above, with_below

FINAL = frozenset({ReportStatus.APPROVED, ReportStatus.RECEIVED})
"""States in which the figures of a report are the ones that its superior approved."""

HANDED_IN = FINAL | {ReportStatus.SUBMITTED}
"""States in which a report is with somebody else, or done."""


@dataclass(frozen=True)
class FactIds:
    """Facts that somebody types: indicators entered or given by the terms of a ratio, and lines that hold amounts."""

    indicators: frozenset[int]
    lines: frozenset[int]

    @property
    def count(self) -> int:
        """How many facts these are."""
        return len(self.indicators) + len(self.lines)

    def common(self, other: "FactIds") -> "FactIds":
        """Return the facts that stand in both."""
        return FactIds(self.indicators & other.indicators, self.lines & other.lines)


@dataclass(frozen=True)
class Usage:
    """Per fact id, the reports that use it, in the order of the posts."""

    indicators: Mapping[int, tuple[ReportInputs, ...]]
    lines: Mapping[int, tuple[ReportInputs, ...]]


# -- what of a report says on which facts it rests ---------------------------------------------------------------------
#
# The parts of `reports.inputs` that `facts_used` reads, under the same names. To know which approved reports print a
# fact, an entry grid asks up to 36 of them, and reading all that they say would cost more than the page.


@dataclass(frozen=True)
class TermUse:
    """Of a `TermEntry`."""

    source_id: int | None = None
    takes: TermTakes = TermTakes.REALIZATION


@dataclass(frozen=True)
class IndicatorUse:
    """Of an `IndicatorEntry`."""

    aggregation: Aggregation
    formula: Formula
    parent_id: int | None
    terms: tuple[TermUse, ...] = ()
    used: bool = True


@dataclass(frozen=True)
class LineUse:
    """Of a `LineEntry`."""

    id: int
    parent_id: int | None
    holds_amounts: bool
    indicator_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class UnitUse:
    """Of a `UnitEntry`."""

    goal_indicator_id: int | None = None


@dataclass(frozen=True)
class FactsUse:
    """Of `UnitFacts`."""

    unit: UnitUse
    quarter: Quarter
    indicators: Mapping[int, IndicatorUse]
    lines: Mapping[int, LineUse]


@dataclass(frozen=True)
class ItemUse:
    """Of an `ItemEntry`."""

    indicator_id: int


@dataclass(frozen=True)
class BudgetUse:
    """Of a `BudgetItemEntry`."""

    line_id: int


@dataclass(frozen=True)
class AgreementUse:
    """Of an `AgreementEntry`."""

    items: tuple[ItemUse, ...]
    budgets: tuple[BudgetUse, ...]


@dataclass(frozen=True)
class ReportUse:
    """Of `ReportInputs`."""

    facts: FactsUse
    position: str
    position_slug: str
    form: ReportForm
    agreement: AgreementUse | None


USES: Mapping[type, str] = {
    TermUse: "TermEntry",
    IndicatorUse: "IndicatorEntry",
    LineUse: "LineEntry",
    UnitUse: "UnitEntry",
    FactsUse: "UnitFacts",
    ItemUse: "ItemEntry",
    BudgetUse: "BudgetItemEntry",
    AgreementUse: "AgreementEntry",
    ReportUse: "ReportInputs",
}
"""What each is a part of, in `reports.inputs`."""


# -- which facts -------------------------------------------------------------------------------------------------------


def is_entered(entry: IndicatorEntry | IndicatorUse) -> bool:
    """Return whether somebody types the realization (or terms of it).

    A mean of children is never typed, nor is a ratio all of whose terms are other indicators' figures.
    """
    if entry.formula == Formula.RATIO and entry.terms and all(term.source_id is not None for term in entry.terms):
        return False
    return entry.used and entry.formula != Formula.MEAN_OF_CHILDREN


def typed_terms(entry: IndicatorEntry) -> tuple[TermEntry, ...]:
    """Return the terms of a ratio that are typed with it; the others take another indicator's figure."""
    return tuple(term for term in entry.terms if term.source_id is None)


def is_indicator_missing(entry: IndicatorEntry, quarter: int) -> bool:
    """Return whether the quarter still waits for the figure: nothing typed and no reason given for its absence.

    `Aggregation.LAST` waits only until one quarter of the year so far has its figure.
    """
    if not is_entered(entry):
        return False
    typed = entry.realizations.get(quarter)
    if typed is not None and typed.missing_reason:
        return False
    # What is measured once a year keeps its figure: the newest quarter in which anything was typed decides, as in the
    # computation. A fraction of which only a part is typed still waits for the rest.
    looked_at = range(quarter, 0, -1) if entry.aggregation == Aggregation.LAST else (quarter,)
    for number in looked_at:
        typed = entry.realizations.get(number)
        given = [value is not None for value in _typed_values(entry, number)]
        if all(given):
            return False
        if any(given) and not (typed and typed.missing_reason):
            return True
    return True


def _typed_values(entry: IndicatorEntry, quarter: int) -> list[Decimal | None]:
    """Return the figure of a quarter, or the typed terms of a ratio."""
    if entry.formula == Formula.RATIO:
        return [term.values.get(quarter) for term in typed_terms(entry)]
    typed = entry.realizations.get(quarter)
    return [typed.value if typed else None]


def is_line_missing(entry: LineEntry) -> bool:
    """Return whether a line that holds amounts has neither an amount nor a reason."""
    return entry.holds_amounts and entry.spent is None and not entry.missing_reason


def entered_facts(facts: UnitFacts) -> FactIds:
    """Return all facts that somebody types in the quarter."""
    return FactIds(
        indicators=frozenset(key for key, entry in facts.indicators.items() if is_entered(entry)),
        lines=frozenset(key for key, entry in facts.lines.items() if entry.holds_amounts),
    )


def missing_facts(facts: UnitFacts) -> FactIds:
    """Return the facts of the quarter that nobody gave yet."""
    return FactIds(
        indicators=frozenset(
            key for key, entry in facts.indicators.items() if is_indicator_missing(entry, facts.quarter.number)
        ),
        lines=frozenset(key for key, entry in facts.lines.items() if is_line_missing(entry)),
    )


def facts_used(inputs: ReportInputs | ReportUse) -> FactIds:
    """Return the typed facts that a report's figures are computed from, down to the leaves.

    The agreement names indicators and budget lines; a line brings the outcomes it pays for, a mean its children, a
    ratio what its terms are taken from, a sum the leaves below it. Forms that tell of the goal rest on its indicator
    too.
    """
    if inputs.agreement is None:
        return FactIds(frozenset(), frozenset())
    facts = inputs.facts
    lines = {item.line_id for item in inputs.agreement.budgets}
    indicators = {item.indicator_id for item in inputs.agreement.items}
    indicators |= {key for line in lines if line in facts.lines for key in facts.lines[line].indicator_ids}
    goal = facts.unit.goal_indicator_id
    if goal is not None and Text("goal") in layout_for(inputs.form).parts:
        indicators.add(goal)
    return FactIds(
        indicators=frozenset(key for key in _with_children(facts, indicators) if is_entered(facts.indicators[key])),
        lines=frozenset(
            key for key in with_below(lines & facts.lines.keys(), facts.lines) if facts.lines[key].holds_amounts
        ),
    )


def facts_told(inputs: ReportInputs) -> FactIds:
    """Return all facts, typed or computed, that a report may tell of; no other one changes a word of it.

    Rather too many than too few: all lines over and under those of the report, what they pay for, and all indicators
    over and under these. A report whose agreement names no line tells of the whole budget.
    """
    facts, agreement = inputs.facts, inputs.agreement
    promised = {item.indicator_id for item in agreement.items} if agreement else set()
    named = {budget.line_id for budget in agreement.budgets} if agreement else set()
    lines = named | {row.line_id for row in inputs.strategies if row.line_id is not None}
    lines |= {key for key, line in facts.lines.items() if promised & set(line.indicator_ids)}
    lines = with_below(lines & facts.lines.keys(), facts.lines)
    lines |= {parent for key in lines for parent in ids_above(key, facts.lines)}
    if not named & facts.lines.keys():
        lines = set(facts.lines)
    indicators = promised | {row.indicator_id for row in inputs.strategies if row.indicator_id is not None}
    indicators |= {key for line in lines if line in facts.lines for key in facts.lines[line].indicator_ids}
    if facts.unit.goal_indicator_id is not None:
        indicators.add(facts.unit.goal_indicator_id)
    return FactIds(
        indicators=frozenset(_family(facts, indicators & facts.indicators.keys())),
        lines=frozenset(lines & facts.lines.keys()),
    )


def _family(facts: UnitFacts, chosen: set[int]) -> set[int]:
    """Close a set of indicators over those above them, and over those under them."""
    parents = {key: entry.parent_id for key, entry in facts.indicators.items()}
    found = set(chosen)
    while up := {parents[key] for key in found} & facts.indicators.keys() - found:
        found |= {key for key in up if key is not None}
    below = set(chosen)
    while down := {key for key, parent in parents.items() if parent in below} - below:
        below |= down
    return found | below


def _with_children(facts: UnitFacts | FactsUse, chosen: set[int]) -> set[int]:
    """Close a set of indicators over what their means and ratios are computed from."""
    means = {key for key, entry in facts.indicators.items() if entry.formula == Formula.MEAN_OF_CHILDREN}
    found = chosen & facts.indicators.keys()
    while True:
        below = {
            key
            for key, entry in facts.indicators.items()
            if entry.used and entry.parent_id in means and entry.parent_id in found
        }
        below |= {
            term.source_id
            for key in found
            if facts.indicators[key].formula == Formula.RATIO
            for term in facts.indicators[key].terms
            if term.source_id is not None and term.source_id in facts.indicators and term.takes == TermTakes.REALIZATION
        }
        if below <= found:
            return found
        found |= below


def usage(reports: Iterable[ReportInputs]) -> Usage:
    """Return, for the reports of one unit, which of them use each typed fact."""
    indicators: dict[int, list[ReportInputs]] = {}
    lines: dict[int, list[ReportInputs]] = {}
    for inputs in reports:
        used = facts_used(inputs)
        for key in used.indicators:
            indicators.setdefault(key, []).append(inputs)
        for key in used.lines:
            lines.setdefault(key, []).append(inputs)
    return Usage(
        indicators={key: tuple(rows) for key, rows in indicators.items()},
        lines={key: tuple(rows) for key, rows in lines.items()},
    )


# -- approved reports --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Approved:
    """An approved or received report, and the typed facts that its figures are computed from."""

    position: str
    position_slug: str
    quarter: Quarter
    used: FactIds
    gathered: frozenset[int]
    """Its indicators whose figure is gathered from the year's quarters, and does not count from 1 January by itself."""


@dataclass(frozen=True)
class ApprovedUsage:
    """Per fact id, the approved reports that print it, earlier quarters first."""

    indicators: Mapping[int, tuple[Approved, ...]]
    lines: Mapping[int, tuple[Approved, ...]]


def approved(report: ReportInputs | ReportUse) -> Approved:
    """Return what of an approved report a correction asks for."""
    used, indicators = facts_used(report), report.facts.indicators
    return Approved(
        position=report.position,
        position_slug=report.position_slug,
        quarter=report.facts.quarter,
        used=used,
        gathered=frozenset(key for key in used.indicators if indicators[key].aggregation != Aggregation.CUMULATIVE),
    )


def approved_usage(reports: Iterable[Approved], quarter: Quarter) -> ApprovedUsage:
    """Return, per typed fact of a quarter, the approved reports whose figures a correction would change.

    `reports` are those of the quarter and of the year's later ones. The later ones rest on the quarter's indicators
    too, except where the figure typed last already counts from 1 January, as that of a budget line does.
    """
    indicators: dict[int, list[Approved]] = {}
    lines: dict[int, list[Approved]] = {}
    for report in sorted(reports, key=lambda report: report.quarter):
        now = report.quarter == quarter
        for key in report.used.indicators if now else report.gathered:
            indicators.setdefault(key, []).append(report)
        for key in report.used.lines if now else ():
            lines.setdefault(key, []).append(report)
    return ApprovedUsage(
        indicators={key: tuple(rows) for key, rows in indicators.items()},
        lines={key: tuple(rows) for key, rows in lines.items()},
    )


def reports_once(found: Iterable[Sequence[Approved]]) -> tuple[Approved, ...]:
    """Return the reports that stand in any of the given rows, each once, earlier quarters first."""
    once = {(report.quarter, report.position_slug): report for rows in found for report in rows}
    return tuple(sorted(once.values(), key=lambda report: report.quarter))
