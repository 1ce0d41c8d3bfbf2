"""Closing a quarter for everybody, reopening it for one unit or all, and closing it again."""

import datetime
from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils import timezone

from agreements.models import Unit, User
from reports.actions.trail import Line, record
from reports.models import QuarterClosing, QuarterReopening, Report, subject_of
from reports.period import Quarter
from reports.policies import check_can_close_quarter


class QuarterNotEndedError(ValueError):
    """A quarter that still runs is not closed."""


class AlreadyClosedError(Exception):
    """Somebody closed the quarter first."""


class ReopeningError(ValueError):
    """A reopening without a reason, or that ends before it begins."""


@transaction.atomic
def close_quarter(*, quarter: Quarter, by: User) -> QuarterClosing:
    """Close a quarter: nothing is entered, edited or handed in any more. Each unit with reports in it is told so.

    Raises:
        QuarterNotEndedError: the quarter still runs.
        AlreadyClosedError: it is closed.
        Refused: only Bagian Organisasi and administrators close.
    """
    check_can_close_quarter(by)
    if timezone.localdate() <= quarter.end:
        raise QuarterNotEndedError(f"{quarter} has not ended")
    try:
        with transaction.atomic():
            closing = QuarterClosing.objects.create(year=quarter.year, quarter=quarter.number, at=timezone.now(), by=by)
    except IntegrityError as error:
        raise AlreadyClosedError(f"{quarter} is closed") from error
    reports = Report.objects.filter(year=quarter.year, quarter=quarter.number)
    # In one order, so that two transactions which hold several units can't wait for each other.
    for unit in Unit.objects.filter(pk__in=reports.values("position__unit")).order_by("pk"):
        after = {"year": quarter.year, "quarter": quarter.number}
        record(unit=unit, by=by, lines=[Line("close_quarter", subject_of(unit), None, after)])
    return closing


@transaction.atomic
def reopen_quarter(
    *, closing: QuarterClosing, unit: Unit, reason: str, until: datetime.date, by: User
) -> QuarterReopening:
    """Reopen a closed quarter for one unit, with a reason, up to and including a date.

    Raises:
        ReopeningError: no reason, or a date that has passed.
        Refused: only Bagian Organisasi and administrators reopen.
    """
    check_can_close_quarter(by)
    reason = reason.strip()
    if not reason or until < timezone.localdate():
        raise ReopeningError("a reason and a date to come")
    reopening = QuarterReopening.objects.create(
        closing=closing, unit=unit, reason=reason, until=until, at=timezone.now(), by=by
    )
    after = {
        "year": closing.year,
        "quarter": closing.quarter,
        "reason": reason,
        "until": until.isoformat(),
    }
    record(unit=unit, by=by, lines=[Line("reopen_quarter", subject_of(unit), None, after)])
    return reopening


@transaction.atomic
def reopen_quarter_for_all(
    *, closing: QuarterClosing, units: Iterable[Unit], reason: str, until: datetime.date, by: User
) -> int:
    """Reopen a closed quarter for several units in one go, all or none; return how many there are.

    Raises:
        ReopeningError, Refused: see `reopen_quarter`.
    """
    # In one order, as in `close_quarter`.
    rows = sorted(units, key=lambda unit: unit.pk)
    for unit in rows:
        reopen_quarter(closing=closing, unit=unit, reason=reason, until=until, by=by)
    return len(rows)


@transaction.atomic
def close_again(*, closing: QuarterClosing, units: Iterable[Unit], by: User) -> int:
    """End the reopenings of units that still last, as of yesterday; return for how many units.

    The trail keeps until when they were to last.

    Raises:
        Refused: only Bagian Organisasi and administrators close.
    """
    check_can_close_quarter(by)
    today, ended = timezone.localdate(), 0
    for unit in sorted(units, key=lambda unit: unit.pk):
        lasting = closing.reopenings.filter(unit=unit, until__gte=today)
        if lasting.update(until=today - datetime.timedelta(days=1)):
            after = {"year": closing.year, "quarter": closing.quarter}
            record(unit=unit, by=by, lines=[Line("close_quarter", subject_of(unit), None, after)])
            ended += 1
    return ended
