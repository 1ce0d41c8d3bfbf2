"""Computes the summaries that no longer hold, and stores them: what the worker does every few seconds.

Safe to run in several places at once, and to kill at any time: what was not stored is computed by the next run.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import F
from django.utils import timezone

from agreements.models import Unit, User
from reports.actions.summaries import expect_summaries, keep_summary, take_changes
from reports.models import UnitChange, UnitSummary
from reports.period import Quarter
from reports.queries import quarters_with_reports
from reports.queries.summaries import LONG, compute_summary, figures_version, holds


@dataclass(frozen=True)
class Refreshed:
    """What a run did."""

    stored: int
    """Summaries of a unit and quarter that were computed and hold now."""
    overtaken: int
    """Those that changed again while they were computed; the next run finds them."""


def refresh_summaries(
    unit: Unit | None = None, quarters: Iterable[Quarter] | None = None, *, by: User | None = None
) -> Refreshed:
    """Compute and store what is stale: of one unit or all, for some quarters or all that have reports.

    Each unit and quarter is stored by itself, so that what is done is done.
    """
    units = [unit] if unit is not None else list(Unit.objects.filter(positions__reports=True).distinct())
    wanted = tuple(quarters_with_reports() if quarters is None else quarters)
    _prepare(units, wanted, by)
    results = [
        keep_summary(row=row, summary=compute_summary(row.unit, quarter), at=timezone.now(), by=by)
        for row, quarter in _stale(units, wanted)
    ]
    return Refreshed(stored=results.count(True), overtaken=results.count(False))


def _prepare(units: Iterable[Unit], quarters: Iterable[Quarter], by: User | None) -> None:
    """Have a row for every summary, with all changes counted that wait; without a transaction where that is so."""
    there = set(UnitSummary.objects.values_list("unit_id", "year", "quarter"))
    missing = [(unit, q) for unit in units for q in quarters if (unit.pk, q.year, q.number) not in there]
    if missing:
        expect_summaries(missing=missing, by=by)
    while UnitChange.objects.exists() and take_changes(by=by):
        continue


def _stale(units: Iterable[Unit], quarters: Iterable[Quarter]) -> Iterator[tuple[UnitSummary, Quarter]]:
    """Yield the rows that do not hold, each read anew just before it is computed."""
    wanted = frozenset(quarters)
    rows = UnitSummary.objects.filter(unit__in=units).exclude(computed=F("changes"), rules=figures_version())
    for pk, year, number in rows.order_by("-year", "-quarter", "unit").values_list("pk", "year", "quarter"):
        quarter = Quarter(year, number)
        if quarter not in wanted:
            continue
        row = UnitSummary.objects.select_related("unit__regency", "unit__parent").defer(*LONG, "peers").get(pk=pk)
        if not holds(row):
            yield row, quarter
