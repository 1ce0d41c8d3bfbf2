"""Which quarters are closed, and for whom they are open again. Reads only."""

import datetime
from dataclasses import dataclass

from agreements.enums import ReportStatus
from agreements.models import Unit
from reports.models import QuarterClosing, QuarterReopening, Report
from reports.period import Quarter


@dataclass(frozen=True)
class ClosingNotice:
    """What a unit must know of a closed quarter."""

    closing: QuarterClosing
    reopening: QuarterReopening | None
    """The one that ends last."""
    closed: bool
    """Nothing may be changed now: never reopened for the unit, or not any more."""


def closing_of(quarter: Quarter) -> QuarterClosing | None:
    """Return the closing of a quarter, if Bagian Organisasi closed it."""
    return QuarterClosing.objects.filter(year=quarter.year, quarter=quarter.number).first()


def is_closed(unit: Unit, quarter: Quarter, today: datetime.date) -> bool:
    """Return whether a quarter is closed for a unit: closed, and not reopened for it until today or later."""
    closings = QuarterClosing.objects.filter(year=quarter.year, quarter=quarter.number)
    reopened = QuarterReopening.objects.filter(
        closing__year=quarter.year, closing__quarter=quarter.number, unit=unit, until__gte=today
    )
    return closings.exclude(pk__in=reopened.values("closing")).exists()


def closing_notice(unit: Unit, quarter: Quarter, today: datetime.date) -> ClosingNotice | None:
    """Return what a unit must know of a quarter that was closed, None of any other."""
    closing = closing_of(quarter)
    if closing is None:
        return None
    reopening = closing.reopenings.filter(unit=unit).order_by("-until", "-at").first()
    return ClosingNotice(closing, reopening, closed=reopening is None or reopening.until < today)


def not_received(quarter: Quarter) -> tuple[tuple[str, int, int], ...]:
    """Return (unit, reports not yet received, reports) for each unit where some are missing, by name."""
    counted: dict[str, list[bool]] = {}
    found = Report.objects.filter(year=quarter.year, quarter=quarter.number).order_by("position__unit__name")
    for unit, status in found.values_list("position__unit__name", "status"):
        counted.setdefault(unit, []).append(status != ReportStatus.RECEIVED)
    return tuple((unit, len([row for row in rows if row]), len(rows)) for unit, rows in counted.items() if any(rows))
