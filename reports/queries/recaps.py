"""What the recaps of a quarter are made of, for some units: their figures, and where their reports stand. Reads only.

A fixed number of queries, whatever the number of units, while their summaries hold.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain

from django.db.models import F
from django.utils import timezone

from agreements.enums import DecisionOutcome, EfficiencyDefinition, ReportStatus
from agreements.models import Unit
from reports.board import Cell, Timing
from reports.computation.comparison import over_units, share_in_time
from reports.computation.money import line_result
from reports.data import figure, money
from reports.models import Decision, Submission
from reports.narrative.across import division, unfinished
from reports.period import Quarter
from reports.queries.accounts import account_name
from reports.queries.board import load_cells
from reports.queries.summaries import report_summaries, unit_summaries
from reports.recaps import UNIT_PARTS, Need, RecapKind, RecapSource, ReportSource, UnitSource
from reports.recaps.sources import Figures, Json
from reports.recaps.table import reason_of
from reports.results import Figure, LineResult, Reason
from reports.usage import FINAL

PUNCTUALITY: Mapping[Timing, str] = {
    Timing.IN_TIME: "in_time",
    Timing.LATE: "late",
    Timing.OVERDUE: "overdue",
    Timing.TODAY: "waiting",
    Timing.RUNNING: "waiting",
    Timing.UNKNOWN: "unrecorded",
}
TOLD = ("totals", "efficiency", "findings")
"""Parts of a report's figures that recaps tell of."""
NO_FIGURES: Figures = {"totals": {}, "efficiency": {}, "findings": []}


@dataclass(frozen=True)
class Days:
    """When a report went its way, and who handed it in first."""

    handed_in: datetime.datetime | None = None
    by: str = ""
    approved: datetime.datetime | None = None
    received: datetime.datetime | None = None


def load_recap_source(
    units: Iterable[Unit], quarter: Quarter, kinds: Iterable[RecapKind], today: datetime.date
) -> RecapSource:
    """Return what some recaps need of some units (fetched with their regency), seen from a day."""
    offices = tuple(sorted(units, key=lambda unit: unit.name))
    needs = frozenset(need for kind in kinds for need in kind.needs)
    figures: Mapping[int, Figures] = {}
    if keys := [key for need, key in UNIT_PARTS.items() if need in needs]:
        found = unit_summaries(offices, quarter, keys=keys)
        figures = {unit: _unit_figures(value.figures or {}) for unit, value in found.items()}
    reports: Mapping[int, tuple[ReportSource, ...]] = {}
    if Need.STANDING in needs:
        reports = _reports(offices, quarter, today, with_figures=Need.REPORT_FIGURES in needs)
    sources = tuple(
        UnitSource(
            unit.slug,
            unit.name,
            figures.get(unit.pk, NO_FIGURES),
            own := reports.get(unit.pk, ()),
            _in_time(own) if Need.STANDING in needs else {},
        )
        for unit in offices
    )
    regency = offices[0].regency if offices else None
    together = over_units([_money(source.figures) for source in sources if "totals" in source.figures])
    return RecapSource(
        quarter=quarter,
        regency=regency.name if regency else "",
        efficiency=EfficiencyDefinition(regency.efficiency) if regency else EfficiencyDefinition.DIFFERENCE,
        units=sources,
        totals={**_totals(together.whole), "told": division(together)},
        filled={
            **_totals(together.filled),
            "told": unfinished(together),
            "called": f"Jumlah unit yang sudah ada realisasinya ({together.filled_units} dari {together.units})",
        }
        if together.uneven
        else None,
        in_time=_in_time(chain.from_iterable(reports.values())) if Need.STANDING in needs else {},
    )


# -- figures -----------------------------------------------------------------------------------------------------------


def _unit_figures(figures: Figures) -> Figures:
    """Return the figures of a unit with the reason of its efficiency among the others."""
    totals = figures.get("totals")
    if not isinstance(totals, dict):
        return figures
    reasons = totals.get("reasons")
    assert isinstance(reasons, dict)
    if totals.get("efficiency_reason"):
        reasons = {**reasons, "efficiency": totals["efficiency_reason"]}
    return {**figures, "totals": {**totals, "reasons": reasons}}


def _totals(found: LineResult) -> dict[str, Json]:
    """Return the money of several units, as the totals of one."""
    amounts = {"ceiling": found.ceiling, "spent": found.spent, "remaining": found.remaining}
    every = {**amounts, "absorption": found.absorption}
    return {
        **{key: money(value) for key, value in amounts.items()},
        "absorption": figure(found.absorption),
        "partial": [key for key, value in every.items() if value.partial],
        "reasons": {key: str(value.reason) for key, value in every.items() if value.reason is not None},
    }


def _money(figures: Figures) -> LineResult:
    """Return the money of a unit as it was computed."""
    totals = figures.get("totals")
    assert isinstance(totals, dict)
    return line_result(0, _amount(totals, "ceiling"), _amount(totals, "spent"))


def _amount(totals: Mapping[str, Json], key: str) -> Figure:
    value, partial = totals.get(key), totals.get("partial")
    left_out = 1 if isinstance(partial, list) and key in partial else 0
    if value is not None:
        return Figure(Decimal(str(value)), left_out=left_out)
    return Figure(None, Reason(reason_of(totals, key) or Reason.NO_MONEY), left_out)


# -- reports -----------------------------------------------------------------------------------------------------------


def _reports(
    units: Iterable[Unit], quarter: Quarter, today: datetime.date, *, with_figures: bool
) -> dict[int, tuple[ReportSource, ...]]:
    """Return what each unit's posts owe and handed in, by unit id."""
    offices = tuple(units)
    figures = report_summaries(offices, quarter, parts=TOLD) if with_figures else {}
    days = _days(offices, quarter)
    found: dict[int, list[ReportSource]] = {}
    for cell in load_cells([quarter], today, offices)[quarter]:
        value = figures.get(cell.post.id)
        known = days.get(cell.report.id, Days()) if cell.report else Days()
        source = _report(cell, known, (value.figures if value else None) or NO_FIGURES)
        found.setdefault(cell.post.unit_id, []).append(source)
    return {unit: tuple(rows) for unit, rows in found.items()}


def _report(cell: Cell, days: Days, figures: Figures) -> ReportSource:
    report = cell.report
    status = ReportStatus(report.status) if report else None
    return ReportSource(
        position=cell.post.name,
        position_slug=cell.post.slug,
        official=cell.post.official,
        status=status,
        revision=report.revision if report else 1,
        changed=report.changed if report else False,
        punctuality=PUNCTUALITY[cell.timing],
        due_on=cell.due,
        late_days=cell.days if cell.late else None,
        handed_in_on=_day(days.handed_in),
        handed_in_by=days.by,
        # An approval that was given back since says nothing any more.
        approved_on=_day(days.approved) if status in FINAL else None,
        received_on=_day(days.received) if status == ReportStatus.RECEIVED else None,
        figures=figures,
    )


def _in_time(reports: Iterable[ReportSource]) -> Figures:
    """Return how many of some reports came in time, and their share, as a summary would hold it."""
    owed = tuple(reports)
    came = sum(report.punctuality == PUNCTUALITY[Timing.IN_TIME] for report in owed)
    share = share_in_time(came, len(owed))
    reasons: dict[str, Json] = {} if share.reason is None else {"in_time_share": str(share.reason)}
    return {"in_time": came, "in_time_share": figure(share), "reasons": reasons}


def _day(at: datetime.datetime | None) -> datetime.date | None:
    return None if at is None else timezone.localtime(at).date()


def _days(units: Iterable[Unit], quarter: Quarter) -> dict[int, Days]:
    """Return when reports were handed in first, and approved and received in the round that stands, by report id."""
    where = {
        "report__position__unit__in": units,
        "report__year": quarter.year,
        "report__quarter": quarter.number,
    }
    first = Submission.objects.filter(**where, round=1).select_related("by__official").defer("snapshot")
    found = {row.report_id: Days(handed_in=row.at, by=account_name(row.by)) for row in first}
    decided = Decision.objects.filter(**where, round=F("report__round")).exclude(outcome=DecisionOutcome.RETURNED)
    names = {DecisionOutcome.APPROVED: "approved", DecisionOutcome.RECEIVED: "received"}
    for report, outcome, at in decided.order_by("at").values_list("report_id", "outcome", "at"):
        found[report] = replace(found.get(report, Days()), **{names[DecisionOutcome(outcome)]: at})
    return found
