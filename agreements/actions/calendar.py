"""The calendar of a year, from the known holidays."""

import datetime
import logging
from dataclasses import dataclass

from django.db import transaction

from agreements.holidays import ESTIMATE, is_final, public_holidays
from agreements.models import CalendarYear, Holiday, User

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class CalendarLoad:
    """What loading a year changed: days added, estimates given up or confirmed, and whether the year is final now."""

    year: int
    added: tuple[datetime.date, ...]
    removed: tuple[datetime.date, ...]
    confirmed: tuple[datetime.date, ...]
    final: bool


@transaction.atomic
def load_calendar(*, year: int, by: User | None) -> CalendarLoad:
    """Fill the calendar of a year from the known holidays; loading again changes nothing.

    A day that stands in the table keeps its name, and days entered by hand stay. Only an estimate ('(perkiraan)') is
    touched: it is removed when the source has given its date up, since two dates of one holiday would move due dates,
    and takes the final name when the date is confirmed. A year marked final stays final.

    Args:
        year: the calendar year.
        by: who loads; None for the system.

    Raises:
        ValueError: nothing is known of the year.
    """
    known = dict(public_holidays(year))
    stored = {day.date: day for day in Holiday.objects.filter(date__year=year)}
    estimates = [day for day in stored.values() if day.name.endswith(ESTIMATE)]
    outdated = [day for day in estimates if day.date not in known]
    confirmed = [day for day in estimates if not known.get(day.date, ESTIMATE).endswith(ESTIMATE)]
    missing = [Holiday(date=date, name=name) for date, name in known.items() if date not in stored]
    for day in confirmed:
        day.name = known[day.date]
    Holiday.objects.filter(pk__in=[day.pk for day in outdated]).delete()
    Holiday.objects.bulk_update(confirmed, ["name"])
    Holiday.objects.bulk_create(missing)
    calendar, _ = CalendarYear.objects.get_or_create(year=year)
    if is_final(year) and not calendar.final:
        calendar.final = True
        calendar.save(update_fields=["final"])
    result = CalendarLoad(
        year=year,
        added=tuple(day.date for day in missing),
        removed=tuple(sorted(day.date for day in outdated)),
        confirmed=tuple(sorted(day.date for day in confirmed)),
        final=calendar.final,
    )
    changes = (len(result.added), len(result.removed), len(result.confirmed))
    logger.info("Calendar %s loaded by %s: %s added, %s removed, %s confirmed", year, by or "the system", *changes)
    return result
