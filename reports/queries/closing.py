"""Which quarters are closed, and for whom they are open again. Reads only."""

import datetime

from agreements.models import Unit
from reports.models import QuarterClosing, QuarterReopening
from reports.period import Quarter


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
