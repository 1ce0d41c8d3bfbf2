"""What people write in a report beside its figures, and who wrote it last. Reads only."""

import datetime
from dataclasses import dataclass

from django.db.models import Prefetch

from reports.inputs import StrategyEntry
from reports.models import Event, Photo, Report, ReportText, StrategyItem
from reports.queries.lists import account_name
from reports.queries.reports import strategy_entry


@dataclass(frozen=True)
class Writing:
    """The lists of a report: strategies, follow-ups, points of the closing, obstacles with solutions, activities."""

    strategies: tuple[StrategyEntry, ...] = ()
    follow_ups: tuple[str, ...] = ()
    closing_points: tuple[str, ...] = ()
    obstacles: tuple[tuple[str, str], ...] = ()
    """(cause, solution or '')"""
    activities: tuple[tuple[str, str], ...] = ()
    """(kind of facilitation, activity)"""


def load_writing(report: Report) -> Writing:
    """Return the lists of a report."""
    follow_ups = list(report.follow_ups.all())
    strategies = report.strategies.prefetch_related(Prefetch("items", StrategyItem.objects.order_by("order")))
    return Writing(
        strategies=tuple(strategy_entry(row) for row in strategies),
        follow_ups=tuple(row.text for row in follow_ups if not row.closing),
        closing_points=tuple(row.text for row in follow_ups if row.closing),
        obstacles=tuple((row.text, row.solution) for row in report.obstacles.all()),
        activities=tuple((row.group, row.text) for row in report.activities.all()),
    )


def load_photos(report: Report) -> tuple[Photo, ...]:
    """Return the photographs of a report, in order."""
    return tuple(report.photos.all())


def text_editors(report: Report) -> dict[str, tuple[str, datetime.datetime]]:
    """Return who edited each section text last, and when, by section."""
    rows = ReportText.objects.filter(report=report).select_related("updated_by__official")
    return {row.section: (account_name(row.updated_by), row.updated_at) for row in rows}


def last_change(report: Report) -> tuple[str, datetime.datetime] | None:
    """Return who changed the report's own contents last, and when; None where nobody did."""
    event = (
        Event.objects.filter(subject=f"{report._meta.label_lower}:{report.pk}")
        .select_related("by__official")
        .order_by("-number")
        .first()
    )
    return (account_name(event.by), event.at) if event else None
