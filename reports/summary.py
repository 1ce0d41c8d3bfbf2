"""Puts the figures of a unit and of its reports into the shape that lists, charts and recaps read.

Nothing is computed here: every figure comes from `reports.computation`, in the words of `reports.data`, so that a recap
cannot differ from the JSON of a report. They are the figures of today, also where a report was issued with others:
whoever shows them beside an issued report says so (`Report.changed_since_approval`).
"""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from agreements.enums import BudgetLevel, ReportStatus, Severity
from reports.checks import check_report
from reports.computation import compute_facts, compute_unit
from reports.data import Json, figure, indicator_data, line_data, reason, reasons_data, report_data, totals_data
from reports.frozen import digest, facts_digest, fingerprint
from reports.inputs import LineEntry, ReportInputs, UnitFacts
from reports.layouts import compute_in_form
from reports.results import CostTotals, Figure, IndicatorResult, LineResult, UnitResults
from reports.tree import ids_above

Plain = dict[str, Any]
"""Figures as JSON: strings with a point, None where there is none."""

COMPARED_INDICATOR = ("id", "name", "unit", "target", "realization", "achievement", "reason", "used")
COMPARED_LINE = (
    "id",
    "code",
    "level",
    "name",
    "ceiling",
    "spent",
    "remaining",
    "absorption",
    "reason",
    "left_out",
    "paid_for",
)
COST_LINE = ("indicators", "cost_planned", "cost_per_outcome", "cost_ratio", "cost_reason")
"""Of a budget line that pays for an outcome, beside `COMPARED_LINE`."""


@dataclass(frozen=True)
class Ranked:
    """The figures by which lists rank: percentages, percentage points, rupiah; None where there is none."""

    achievement: Decimal | None
    """Plain mean."""
    absorption: Decimal | None
    """Total spent / total ceiling."""
    efficiency: Decimal | None
    """By the kabupaten's definition."""
    ceiling: Decimal | None
    spent: Decimal | None


@dataclass(frozen=True)
class UnitSummaryValue(Ranked):
    """The figures of a unit at the end of a quarter."""

    computed_at: datetime.datetime | None = None
    """None: just now, on the way."""
    figures: Mapping[str, Json] | None = None
    """`unit_figures`; None where they were not asked for."""
    compared: Mapping[str, Json] | None = None
    """`compared_figures`, as `figures`."""
    costs: Mapping[str, Json] | None = None
    """`cost_figures`, as `figures`."""


@dataclass(frozen=True)
class ReportSummaryValue(Ranked):
    """The figures of one post's report, opened or not, and how much the checks find in it."""

    errors: int
    warnings: int
    notes: int
    unexplained: int
    """Warnings that nobody gave a reason for yet."""
    inputs_hash: str
    """`frozen.digest`: SHA-256 of everything that the report is made from."""
    fingerprint: str
    """SHA-256 of what a submitted report says now, to compare with what was handed in; '' in other states."""
    computed_at: datetime.datetime | None = None
    figures: Mapping[str, Json] | None = None
    """`data.report_data` without its approval; None where they were not asked for."""


@dataclass(frozen=True)
class Summary:
    """A unit with all of its reports, these by the slug of the post."""

    unit: UnitSummaryValue
    reports: Mapping[str, ReportSummaryValue]
    peers: Sequence[Sequence[str]]
    """`peer_figures`."""


def summarize(facts: UnitFacts, reports: Sequence[ReportInputs]) -> Summary:
    """Compute, check and shape a unit with its reports, which share `facts`."""
    results = compute_facts(facts)
    unit = compute_unit(facts, [inputs.agreement for inputs in reports if inputs.agreement], results)
    posts = {inputs.position: inputs.position_slug for inputs in reports}
    shared = facts_digest(facts)
    values = {}
    for inputs in reports:
        found = compute_in_form(inputs, results)
        findings = check_report(inputs, found)
        counted = Counter(finding.severity for finding in findings)
        values[inputs.position_slug] = ReportSummaryValue(
            **_ranked(found.totals),
            errors=counted[Severity.ERROR.value],
            warnings=counted[Severity.WARNING.value],
            notes=counted[Severity.NOTE.value],
            unexplained=sum(1 for finding in findings if finding.open_warning),
            # It takes as long as a third of the checks, and is compared while a report waits for its superior.
            fingerprint=fingerprint(inputs) if inputs.status == ReportStatus.SUBMITTED else "",
            inputs_hash=digest(inputs, shared),
            figures={key: value for key, value in report_data(inputs, found, findings).items() if key != "approval"},
        )
    figures = unit_figures(facts, unit, posts)
    return Summary(
        unit=UnitSummaryValue(
            **_ranked(unit.totals), figures=figures, compared=compared_figures(figures), costs=cost_figures(figures)
        ),
        reports=values,
        peers=peer_figures(figures),
    )


def _ranked(totals: CostTotals) -> dict[str, Decimal | None]:
    return {
        "achievement": totals.mean_achievement.value,
        "absorption": totals.absorption.value,
        "efficiency": totals.efficiency.value,
        "ceiling": totals.ceiling.value,
        "spent": totals.spent.value,
    }


def unit_figures(facts: UnitFacts, results: UnitResults, posts: Mapping[str, str]) -> Plain:
    """Return all indicators and the whole budget tree of a unit, in order, as plain values.

    `posts` gives the slug of a reporting post by its name.
    """
    promised = frozenset(results.promised)
    return {
        "indicators": [
            {
                "id": key,
                "level": str(entry.level),
                **indicator_data(entry, results.facts.indicators[key], entry.name),
                "reasons": _indicator_reasons(results.facts.indicators[key]),
                "predicate": results.facts.indicators[key].predicate or None,
                "promised": key in promised,
                "used": entry.used,
            }
            for key, entry in facts.indicators.items()
        ],
        "lines": [_line(facts, results, line, posts) for line in facts.lines.values()],
        "totals": {
            **totals_data(results.totals),
            "left_out": left_out_data(
                {
                    **_amounts(results.totals),
                    "mean_achievement": results.totals.mean_achievement,
                    "efficiency": results.totals.efficiency,
                }
            ),
            "promised": len(results.promised),
            "without_achievement": sum(
                results.facts.indicators[key].achievement.value is None
                for key in results.promised
                if key in results.facts.indicators
            ),
            "efficiency": figure(results.totals.efficiency),
            "efficiency_reason": reason(results.totals.efficiency),
            "efficiency_definition": str(facts.choices.efficiency),
        },
    }


def compared_figures(figures: Plain) -> Plain:
    """Return what of `unit_figures` a comparison of many units reads: the year's indicators, and the programmes.

    Of 21 units over four quarters the whole would be 5 MB of JSON, this is a tenth.
    """
    return {
        "indicators": [_only(entry, COMPARED_INDICATOR) for entry in figures["indicators"] if entry["used"]],
        "lines": [_only(line, COMPARED_LINE) for line in figures["lines"] if line["level"] == BudgetLevel.PROGRAM],
        "totals": figures["totals"],
    }


def cost_figures(figures: Plain) -> Plain:
    """Return what of `unit_figures` a comparison of costs reads: all budget lines, and the outcomes they pay for."""
    paid = {key for line in figures["lines"] for key in line["indicators"]}
    return {
        "indicators": [_only(entry, COMPARED_INDICATOR) for entry in figures["indicators"] if entry["id"] in paid],
        "lines": [
            _only(line, COMPARED_LINE + COST_LINE if line["indicators"] else COMPARED_LINE) for line in figures["lines"]
        ],
        "totals": figures["totals"],
    }


def peer_figures(figures: Plain) -> list[list[str]]:
    """Return what the checks of other units compare theirs with: rows of measure, what it is compared by, and figure.

    Each page that shows findings reads it for every office of the kind.
    """
    rows = []
    for entry in figures["indicators"]:
        if entry["achievement"] is not None:
            rows.append(["achievement", *named_by(entry["name"], entry["unit"]), entry["achievement"]])
    units = {entry["id"]: entry["unit"] for entry in figures["indicators"]}
    for line in figures["lines"]:
        key = coded_by(line["code"] or "", line["name"])
        if line["absorption"] is not None:
            rows.append(["absorption", key, line["absorption"]])
        if line["cost_per_outcome"] is not None and len(line["indicators"]) == 1:
            rows.append(["cost", key, units[line["indicators"][0]].casefold(), line["cost_per_outcome"]])
    return rows


def named_by(name: str, unit_of_measure: str) -> tuple[str, str]:
    """Return what an indicator is compared by: name and unit of measure, however they are spaced."""
    return " ".join(name.casefold().split()), unit_of_measure.casefold().strip()


def coded_by(code: str, name: str) -> str:
    """Return what a budget line is compared by: its code, else its name."""
    return code or " ".join(name.casefold().split())


def _only(entry: Mapping[str, Any], keys: Iterable[str]) -> Plain:
    return {key: entry[key] for key in keys}


def _indicator_reasons(result: IndicatorResult) -> dict[str, Json]:
    """Return why figures of an indicator are missing, each by its own name."""
    return reasons_data({"target": result.target, "realization": result.realization, "achievement": result.achievement})


def _amounts(line: LineResult | CostTotals) -> dict[str, Figure]:
    """Return the figures of money by the names that they have as plain values."""
    return {
        "ceiling": line.ceiling,
        "spent": line.spent,
        "remaining": line.remaining,
        "absorption": line.absorption,
    }


def left_out_data(values: Mapping[str, Figure]) -> dict[str, Json]:
    """Return how many members the sums and means had to leave out, of those that had to leave any."""
    return {key: value.left_out for key, value in values.items() if value.partial}


def _line(facts: UnitFacts, results: UnitResults, line: LineEntry, posts: Mapping[str, str]) -> dict[str, Json]:
    """Return a budget line with its place in the tree, who answers for it, and what its outcome cost."""
    cost, result = results.costs[line.id], results.facts.lines[line.id]
    money = _amounts(result)
    costs = {
        "cost_planned": cost.planned if cost else None,
        "cost_per_outcome": cost.realized if cost else None,
        "cost_ratio": cost.ratio if cost else None,
    }
    return {
        "id": line.id,
        **line_data(line, result),
        "reasons": reasons_data(money | costs),
        "partial": [key for key, value in money.items() if value.partial],
        "left_out": left_out_data(money),
        "depth": len(ids_above(line.id, facts.lines)),
        "responsible": posts.get(line.responsible),
        "responsible_name": line.responsible or None,
        "indicators": list(line.indicator_ids),
        **{key: figure(value) for key, value in costs.items()},
        "cost_reason": reason(cost.realized) if cost else None,
        "paid_for": _paid_for(results, line.id),
    }


def _paid_for(results: UnitResults, line_id: int) -> Json:
    """Return what the money of a programme reached; None for a line below one."""
    found = results.programmes.get(line_id)
    if found is None:
        return None
    reached = [results.facts.indicators.get(key) for key in found.indicators]
    return {
        "achievement": figure(found.achievement),
        "reason": reason(found.achievement),
        "left_out": found.achievement.left_out,
        "indicators": len(found.indicators),
        "without": len([result for result in reached if result is None or result.achievement.value is None]),
    }
