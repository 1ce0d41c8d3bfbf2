"""Reminding the makers of reports that are not handed in, once a day."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from agreements.enums import NoticeKind
from agreements.models import Position, Unit, User
from reports.actions.entries import open_quarter
from reports.actions.notices import notify
from reports.actions.trail import Line, record
from reports.board import reminder_words
from reports.models import Report, subject_of
from reports.period import Quarter, due_date
from reports.policies import can_open_quarter, check_can_remind
from reports.queries import (
    account_name,
    deadline_of,
    hold_unit,
    holidays,
    is_closed,
    reached_by_reminders,
    reminded_posts,
    reminder_key,
)
from reports.queries.reminders import CLOSED, HANDED, NO_REPORT
from reports.usage import HANDED_IN


@dataclass(frozen=True)
class Reminded:
    """What came of reminding the makers of a unit's reports."""

    posts: tuple[str, ...]
    """Names of the posts that were reminded."""
    accounts: frozenset[int]
    """Accounts that were told."""
    opened: tuple[str, ...]
    """Posts whose reports came to life, so that the reminder leads to something."""
    skipped: tuple[tuple[str, str], ...]
    """(post, why it was not reminded)."""


@transaction.atomic
def remind_posts(*, unit: Unit, quarter: Quarter, posts: Collection[int], today: datetime.date, by: User) -> Reminded:
    """Remind the makers of the reports of some posts (ids) of a unit; nobody twice on the same day.

    A post whose report nobody opened gets it opened: a reminder leads to what it is about. The unit is held, so that of
    two who remind at the same time the second finds everybody reminded.

    Raises:
        Refused: only Bagian Organisasi and administrators remind.
    """
    check_can_remind(by)
    hold_unit(unit)
    rows = {row.pk: row for row in Position.objects.filter(unit=unit, pk__in=posts).select_related("superior")}
    if is_closed(unit, quarter, today):
        return Reminded((), frozenset(), (), tuple((row.name, CLOSED) for row in rows.values()))
    reports = _reports(unit, quarter, rows)
    opened: tuple[str, ...] = ()
    if rows.keys() - reports.keys() and can_open_quarter(by, unit, quarter, today):
        opened = tuple(row.position.name for row in open_quarter(unit=unit, quarter=quarter, by=by))
        reports = _reports(unit, quarter, rows)
    reached = reached_by_reminders(dict.fromkeys(rows, unit.pk), today)
    before = reminded_posts(quarter, today)
    days_off = holidays({quarter.year, quarter.year + 1, today.year})
    told, skipped, lines, accounts = [], [], [], set()
    for row in sorted(rows.values(), key=lambda row: (row.order, row.name)):
        report = reports.get(row.pk)
        if why := _why_not(report) or reached[row.pk].why_not(by, reminded=row.pk in before):
            skipped.append((row.name, why))
            continue
        users = [user for user in reached[row.pk].users if user != by]
        due = due_date(quarter, deadline_of(row), days_off)
        notify(
            report=report,
            kind=NoticeKind.REMINDED,
            key=reminder_key(today),
            text=reminder_words(row.name, quarter, report.status, due, today),
            users=users,
            by=by,
        )
        told.append(row.name)
        accounts |= {user.pk for user in users}
        after = {"due_on": due.isoformat(), "told": [account_name(user) for user in users]}
        lines.append(Line("remind_posts", subject_of(report), None, after))
    if lines:
        record(unit=unit, by=by, lines=lines)
    return Reminded(tuple(told), frozenset(accounts), opened, tuple(skipped))


def _reports(unit: Unit, quarter: Quarter, posts: Collection[int]) -> dict[int, Report]:
    rows = Report.objects.filter(
        position__unit=unit, position__in=posts, year=quarter.year, quarter=quarter.number
    ).select_related("position")
    return {row.position_id: row for row in rows}


def _why_not(report: Report | None) -> str:
    """Say why nobody is reminded of a report, whoever its makers are; '' where they may be."""
    if report is None:
        return NO_REPORT
    return HANDED if report.status in HANDED_IN else ""
