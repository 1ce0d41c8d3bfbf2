"""What people write in a report beside its figures, and who wrote it last. Reads only."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from reports.inputs import StrategyEntry
from reports.models import Copied, Event, Photo, Report, ReportText, StrategyItem
from reports.queries.accounts import account_name
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


ListedRows = Mapping[str, list[tuple[Any, Copied]]]
"""By field of `Writing`: its entries, each with the row that holds it."""


def load_writing(report: Report) -> Writing:
    """Return the lists of a report."""
    return writing_of(listed_rows(report))


def writing_of(rows: ListedRows) -> Writing:
    """Return the lists without their rows."""
    return Writing(**{name: tuple(entry for entry, _ in pairs) for name, pairs in rows.items()})


def listed_rows(report: Report) -> ListedRows:
    """Return what stands in each list of a report, in order, with the rows that hold it."""
    follow_ups = list(report.follow_ups.all())
    strategies = report.strategies.prefetch_related(Prefetch("items", StrategyItem.objects.order_by("order")))
    return {
        "strategies": [(strategy_entry(row, row.items.all()), row) for row in strategies],
        "follow_ups": [(row.text, row) for row in follow_ups if not row.closing],
        "closing_points": [(row.text, row) for row in follow_ups if row.closing],
        "obstacles": [((row.text, row.solution), row) for row in report.obstacles.all()],
        "activities": [((row.group, row.text), row) for row in report.activities.all()],
    }


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
