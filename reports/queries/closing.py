"""Which quarters are closed, and for whom they are open again. Reads only."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from agreements.models import Unit
from reports.models import QuarterClosing, QuarterReopening
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


def reopened_until(closing: QuarterClosing, today: datetime.date) -> dict[int, datetime.date]:
    """Return the units (ids) for which a closed quarter is open again today, and the last day of each."""
    lasting = closing.reopenings.filter(until__gte=today).order_by("until")
    return dict(lasting.values_list("unit", "until"))


def open_units(units: Iterable[int], quarter: Quarter, today: datetime.date) -> frozenset[int]:
    """Return those of the units (ids) for which a quarter is not closed today; in one query or two."""
    asked = frozenset(units)
    closing = closing_of(quarter)
    if closing is None:
        return asked
    return asked & frozenset(closing.reopenings.filter(until__gte=today).values_list("unit", flat=True))


def closed_among(pairs: Iterable[tuple[int, Quarter]], today: datetime.date) -> frozenset[tuple[int, Quarter]]:
    """Return those pairs of a unit (id) and quarter that are closed for the unit today; in two queries."""
    asked = frozenset(pairs)
    closings = {
        pk: Quarter(year, number)
        for pk, year, number in QuarterClosing.objects.filter(
            year__in={quarter.year for _, quarter in asked}
        ).values_list("pk", "year", "quarter")
    }
    reopened = QuarterReopening.objects.filter(closing__in=closings, until__gte=today)
    still_open = {(unit, closings[pk]) for unit, pk in reopened.values_list("unit", "closing")}
    closed = frozenset(closings.values())
    return frozenset(pair for pair in asked if pair[1] in closed and pair not in still_open)
