"""Which typed facts a report rests on, which of them nobody gave yet, and which an approved report prints. Pure.

A fact is typed once and shared by all reports of the unit, so 'whose report waits for which figure' and 'which approved
reports would no longer say what stands' are questions about the reports that use it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from agreements.enums import Aggregation, Formula, ReportStatus, TermTakes
from reports.inputs import IndicatorEntry, LineEntry, ReportInputs, TermEntry, UnitFacts
from reports.layouts import layout_for
from reports.layouts.parts import Text
from reports.tree import ids_above, with_below

FINAL = frozenset({ReportStatus.APPROVED, ReportStatus.RECEIVED})
"""States in which the figures of a report are the ones that its superior approved."""


def indicator_anchor(indicator_id: int) -> str:
    """Return the anchor of an indicator's cell in the entry grid: 'indikator-12'."""
    return f"indikator-{indicator_id}"


def line_anchor(line_id: int) -> str:
    """Return the anchor of a budget line's cell in the entry grid: 'anggaran-7'."""
    return f"anggaran-{line_id}"


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


def is_entered(entry: IndicatorEntry) -> bool:
    """Return whether somebody types the realization (or terms of it).

    A mean of children is never typed, nor is a ratio all of whose terms are other indicators' figures.
    """
    if entry.formula == Formula.RATIO and entry.terms and not typed_terms(entry):
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


def facts_used(inputs: ReportInputs) -> FactIds:
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


def _with_children(facts: UnitFacts, chosen: set[int]) -> set[int]:
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


def reports_once(found: Iterable[Sequence[ReportInputs]]) -> tuple[ReportInputs, ...]:
    """Return the reports that stand in any of the given rows, each once, earlier quarters first."""
    once = {(inputs.facts.quarter, inputs.position_slug): inputs for rows in found for inputs in rows}
    return tuple(sorted(once.values(), key=lambda inputs: inputs.facts.quarter))


def approved_usage(reports: Sequence[ReportInputs], later: Sequence[ReportInputs] = ()) -> Usage:
    """Return, per typed fact of a quarter, the approved or received reports whose figures a correction would change.

    `reports` are those of the quarter. `later` are those of the year's later quarters: they rest on the quarter's
    indicators too, except where the figure typed last already counts from 1 January, as that of a budget line does.
    """
    held = usage(inputs for inputs in reports if inputs.status in FINAL)
    behind = usage(inputs for inputs in later if inputs.status in FINAL)
    indicators = dict(held.indicators)
    for key, rows in behind.indicators.items():
        if rows[0].facts.indicators[key].aggregation != Aggregation.CUMULATIVE:
            indicators[key] = (*indicators.get(key, ()), *rows)
    return Usage(indicators=indicators, lines=held.lines)
