"""Keeping what was computed for lists and recaps. `reports.refreshing` calls these one after the other.

Computing takes longer than a writer may wait, so it happens between two short transactions. The first takes the changes
that wait and counts them in the summaries they go into; the second stores figures only where that count is still the
one from before the rows were read. A change that comes in between waits in `UnitChange`, or was counted by another
worker: either way the summary stays one that is to be computed.
"""

from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime

from django.db import transaction
from django.db.models import F

from agreements.models import Unit, User
from reports.models import ReportSummary, UnitChange, UnitSummary
from reports.period import Quarter
from reports.queries.summaries import Scope, figures_version, post_ids
from reports.summary import Ranked, ReportSummaryValue, Summary

MOST_TAKEN = 5000
REPLACED = [*(field.name for field in fields(ReportSummaryValue)), "rules"]


@transaction.atomic
def take_changes(
    *,
    by: User | None,  # noqa: ARG001 -- every action says who acts: here the worker, who is nobody
) -> int:
    """Count the changes that wait in the summaries they go into; return how many were taken, `MOST_TAKEN` at most.

    Exactly the rows that were read are deleted, not 'all up to the newest': one with a smaller number may still be
    uncommitted. Changes that another worker is taking are left to it.
    """
    waiting = UnitChange.objects.select_for_update(skip_locked=True).order_by("pk")
    taken = list(waiting.values_list("pk", "unit_id", "year", "quarter")[:MOST_TAKEN])
    scopes = {Scope.of(*row[1:]) for row in taken}
    # Held in one order, so that two workers can't wait for each other.
    rows = UnitSummary.objects.select_for_update().order_by("pk")
    if not any(scope.unit is None for scope in scopes):
        rows = rows.filter(unit__in={scope.unit for scope in scopes})
    touched = [
        pk
        for pk, unit, year, quarter in rows.values_list("pk", "unit_id", "year", "quarter")
        if any(scope.covers(unit, Quarter(year, quarter)) for scope in scopes)
    ]
    UnitSummary.objects.filter(pk__in=touched).update(changes=F("changes") + 1)
    UnitChange.objects.filter(pk__in=[row[0] for row in taken]).delete()
    return len(taken)


@transaction.atomic
def expect_summaries(
    *,
    missing: Iterable[tuple[Unit, Quarter]],
    by: User | None,  # noqa: ARG001 -- as in `take_changes`
) -> None:
    """Make rows of summaries that are not there yet, uncomputed, so that changes can be counted in them."""
    UnitSummary.objects.bulk_create(
        [UnitSummary(unit=unit, year=quarter.year, quarter=quarter.number) for unit, quarter in missing],
        ignore_conflicts=True,
    )


@transaction.atomic
def keep_summary(
    *,
    row: UnitSummary,
    summary: Summary,
    at: datetime,
    by: User | None,  # noqa: ARG001 -- as in `take_changes`
) -> bool:
    """Store the figures of a unit and of its reports; False where they changed since `row` was read.

    `row` is that of before the figures were read: its count of changes is compared and swapped.
    """
    stored = UnitSummary.objects.filter(pk=row.pk, changes=row.changes).update(
        **_columns(summary.unit, at), computed=row.changes, peers=summary.peers
    )
    if not stored:
        return False
    posts = post_ids(row.unit)
    reports = [
        ReportSummary(
            position_id=posts[slug],
            year=row.year,
            quarter=row.quarter,
            **_columns(value, at),
        )
        for slug, value in summary.reports.items()
        if slug in posts
    ]
    kept = ReportSummary.objects.filter(position__unit=row.unit, year=row.year, quarter=row.quarter)
    kept.exclude(position__in=[report.position_id for report in reports]).delete()
    ReportSummary.objects.bulk_create(
        reports, update_conflicts=True, unique_fields=["position", "year", "quarter"], update_fields=REPLACED
    )
    return True


def _columns(value: Ranked, at: datetime) -> dict[str, object]:
    """Return the fields of a value, which are columns of the same names, and what they were computed with."""
    kept = {field.name: getattr(value, field.name) for field in fields(value)}
    return kept | {"computed_at": at, "rules": figures_version()}
