"""What the report of the quarter before holds that this one may take over. Reads only."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from agreements.models import AgreementItem, BudgetLine
from reports.inputs import ReportInputs, StrategyEntry
from reports.models import Report
from reports.period import Quarter
from reports.queries.writing import Writing, load_writing


@dataclass(frozen=True)
class LastReport:
    """What people wrote in the report of the quarter before, with strategies for the subjects of this quarter."""

    quarter: Quarter
    writing: Writing = field(default_factory=Writing)
    """A strategy for something that this quarter's plan no longer has is left out."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """section -> edited text"""


def load_last(report: Report, inputs: ReportInputs) -> LastReport:
    """Return what the same post wrote in the quarter before; nothing where it had no report. At most nine queries."""
    quarter = Quarter(report.year, report.quarter).previous
    last = Report.objects.filter(position=report.position_id, year=quarter.year, quarter=quarter.number).first()
    if last is None:
        return LastReport(quarter)
    writing = load_writing(last)
    aimed = _aimed(writing.strategies, inputs)
    texts = dict(last.texts.values_list("section", "text"))
    return LastReport(quarter, replace(writing, strategies=aimed), texts)


def _aimed(strategies: tuple[StrategyEntry, ...], inputs: ReportInputs) -> tuple[StrategyEntry, ...]:
    """Return strategies with the items and lines of this quarter's plan in place of those of then.

    A Perubahan and a new year have items and lines of their own: the same indicator, the same code and name.
    """
    then = dict(
        AgreementItem.objects.filter(pk__in={row.item_id for row in strategies}).values_list("pk", "indicator_id")
    )
    lines = {
        key: (code, name)
        for key, code, name in BudgetLine.objects.filter(pk__in={row.line_id for row in strategies}).values_list(
            "pk", "code", "name"
        )
    }
    items = {item.indicator_id: item.id for item in inputs.agreement.items} if inputs.agreement else {}
    own = {(entry.code, entry.name): key for key, entry in inputs.facts.lines.items()}
    aimed = []
    for row in strategies:
        changes: dict[str, Any] = {}
        if row.item_id is not None:
            changes = {"item_id": items.get(then[row.item_id])}
        elif row.line_id is not None:
            changes = {"line_id": own.get(lines[row.line_id])}
        elif row.indicator_id not in inputs.facts.indicators:
            continue
        if None not in changes.values():
            aimed.append(replace(row, **changes))
    return tuple(aimed)
