"""Writes a report's figures as JSON: the file that `render_report` gives and that the PDF carries as an attachment.

The keys are a contract (docs, `render_report`); a change of meaning raises `SCHEMA`. Every figure is a string with a
point, so that no reader's floating point rounds it; a missing one is null with the code of its reason beside it.
"""

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal

from reports.background import ReasonEntry
from reports.document.blocks import RenderedFile
from reports.document.build import file_stem
from reports.inputs import ApprovalEntry, IndicatorEntry, LineEntry, ReportInputs
from reports.layouts import layout_for
from reports.narrative import Story
from reports.results import (
    CostRow,
    CostTotals,
    Figure,
    Finding,
    IndicatorResult,
    LineResult,
    OutcomeHalf,
    Reason,
    ReportResults,
)
from reports.tree import with_below

SCHEMA = 1
JSON_TYPE = "application/json"

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]

_CENTS = Decimal("0.01")


def render_json(inputs: ReportInputs, results: ReportResults, findings: Iterable[Finding]) -> RenderedFile:
    """Return the figures and findings of one report as a JSON file, equal bytes for equal figures."""
    data = report_data(inputs, results, findings)
    content = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    return RenderedFile(f"{file_stem(inputs)}.json", JSON_TYPE, content.encode())


def report_data(inputs: ReportInputs, results: ReportResults, findings: Iterable[Finding]) -> dict[str, Json]:
    """Return the figures and findings of one report as plain values."""
    story = Story(inputs, results, layout_for(inputs.form))
    facts = inputs.facts
    return {
        "schema": SCHEMA,
        "unit": facts.unit.slug,
        "unit_name": facts.unit.name,
        "position": inputs.position_slug,
        "position_name": inputs.position,
        "year": facts.quarter.year,
        "quarter": facts.quarter.number,
        "indicators": [_indicator(story, item.indicator_id, story.item_name(item)) for item in story.agreement.items],
        "rows": [_row(story, row) for row in results.rows],
        "lines": _lines(inputs, results),
        "totals": totals_data(results.totals),
        "efficiency": {
            "definition": str(facts.choices.efficiency),
            "value": figure(results.totals.efficiency),
            "reason": reason(results.totals.efficiency),
        },
        "findings": [finding_data(finding) for finding in findings],
        "approval": _approval(inputs.approval),
    }


def _approval(approval: ApprovalEntry | None) -> Json:
    """Return who approved the report, when, and how that is checked; None until it is approved."""
    if approval is None:
        return None
    return {
        "code": approval.code,
        "address": approval.address,
        "revision": approval.revision,
        "approved_on": approval.approved_on.isoformat(),
        "name": approval.name,
        "title": approval.title,
        "on_paper": approval.on_paper,
    }


def finding_data(finding: Finding) -> dict[str, Json]:
    """Return a finding as plain values."""
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "message": finding.message,
        "where": finding.where,
        "mend": finding.mend,
        "reason": _given(finding.reason),
    }


def _given(given: ReasonEntry | None) -> Json:
    """Return why a warning stands: the sentence, who said so and when; None where nobody did."""
    return None if given is None else {"text": given.text, "by": given.by, "on": given.on.isoformat()}


# -- figures -----------------------------------------------------------------------------------------------------------


def figure(value: Figure | None) -> str | None:
    """Return a published figure with two decimals: '60.00'."""
    return None if value is None or value.value is None else f"{value.value:.2f}"


def quantity(value: Figure | None) -> str | None:
    """Return a target or realization: whole ones without decimals ('21'), others with two or as many as were typed."""
    if value is None or value.value is None:
        return None
    number = value.value
    if number == number.to_integral_value():
        return f"{number:.0f}"
    return f"{number:.2f}" if number == number.quantize(_CENTS) else f"{number.normalize():f}"


def money(value: Figure | None) -> str | None:
    """Return an amount in rupiah, with sen only where there are any: '19740750', '0.50'."""
    return quantity(value)


def reason(*values: Figure | None) -> str | None:
    """Return the code of why the first missing figure is missing, None where none is."""
    return next((str(value.reason) for value in values if value is not None and value.reason is not None), None)


# -- parts -------------------------------------------------------------------------------------------------------------


def _indicator(story: Story, indicator_id: int, name: str) -> dict[str, Json]:
    """Return a row of table 2.2."""
    entry, result = story.inputs.facts.indicators[indicator_id], story.results.facts.indicators[indicator_id]
    return indicator_data(entry, result, name)


def indicator_data(entry: IndicatorEntry, result: IndicatorResult, name: str) -> dict[str, Json]:
    """Return an indicator under the name that is printed for it."""
    return {
        "name": name,
        "target": quantity(result.target),
        "unit": entry.unit_of_measure,
        "realization": quantity(result.realization),
        "achievement": figure(result.achievement),
        "reason": reason(result.achievement, result.realization),
    }


def _row(story: Story, row: CostRow) -> dict[str, Json]:
    """Return a row of the cost-per-outcome table; a line with several outcomes lists them and has no plain half."""
    line = story.inputs.facts.lines[row.line_id] if row.line_id is not None else None
    item = story.items.get(row.item_id) if row.item_id is not None else None
    names = [story.item_name(item) if item else story.indicator_name(half.indicator_id) for half in row.outcomes]
    only = row.outcomes[0] if len(row.outcomes) == 1 else None
    achievement = only.achievement if only else None
    absorption = row.money.absorption if row.money else None
    return {
        "kind": row.kind,
        "name": story.line_name(row.line_id) if row.kind == "budget" and row.line_id is not None else "; ".join(names),
        "indicator": "; ".join(names) or None,
        "code": (line.code or None) if line else None,
        "level": str(line.level) if line else None,
        "target": quantity(only.target) if only else None,
        "realization": quantity(only.realization) if only else None,
        "achievement": figure(achievement),
        "ceiling": money(row.money.ceiling) if row.money else None,
        "spent": money(row.money.spent) if row.money else None,
        "absorption": figure(absorption),
        "efficiency": figure(row.efficiency),
        "cost_per_outcome": figure(row.cost.realized) if row.cost else None,
        "reason": reason(achievement, absorption),
        "reasons": reasons_data(
            {
                "achievement": achievement,
                "absorption": absorption,
                "efficiency": row.efficiency,
                "cost_per_outcome": row.cost.realized if row.cost else None,
            }
        ),
        "outcomes": [
            _outcome(story, half, name) for half, name in zip(row.outcomes, names, strict=True) if only is None
        ],
    }


def _outcome(story: Story, half: OutcomeHalf, name: str) -> dict[str, Json]:
    """Return one of several performance halves of a row."""
    return {
        "indicator": name,
        "target": quantity(half.target),
        "unit": story.inputs.facts.indicators[half.indicator_id].unit_of_measure,
        "realization": quantity(half.realization),
        "achievement": figure(half.achievement),
        "reason": reason(half.achievement, half.realization),
    }


def _lines(inputs: ReportInputs, results: ReportResults) -> list[Json]:
    """Return the budget lines that the agreement names and all below them, in the order of the tree."""
    lines = inputs.facts.lines
    shown = {budget.line_id for budget in inputs.agreement.budgets} if inputs.agreement else set()
    shown = with_below(shown, lines)
    return [line_data(line, results.facts.lines[key]) for key, line in lines.items() if key in shown]


def line_data(line: LineEntry, result: LineResult) -> dict[str, Json]:
    """Return a budget line."""
    return {
        "code": line.code or None,
        "level": str(line.level),
        "name": line.name,
        "ceiling": money(result.ceiling),
        "spent": money(result.spent),
        "remaining": money(result.remaining),
        "absorption": figure(result.absorption),
        "reason": reason(result.absorption, result.ceiling, result.spent),
    }


def totals_data(totals: CostTotals) -> dict[str, Json]:
    """Return what stands under the table; `partial` names the figures that had to leave rows out."""
    amounts = {"ceiling": totals.ceiling, "spent": totals.spent, "remaining": totals.remaining}
    shares = {
        "absorption": totals.absorption,
        "mean_absorption": totals.mean_absorption,
        "mean_achievement": totals.mean_achievement,
    }
    return {
        **{key: money(value) for key, value in amounts.items()},
        **{key: figure(value) for key, value in shares.items()},
        "partial": [key for key, value in (amounts | shares).items() if value.partial],
        "reasons": reasons_data(amounts | shares),
    }


def reasons_data(values: Mapping[str, Figure | None]) -> dict[str, Json]:
    """Return the reason of every figure that was asked for and is missing."""
    found: dict[str, Reason | None] = {key: value.reason for key, value in values.items() if value is not None}
    return {key: str(code) for key, code in found.items() if code is not None}
