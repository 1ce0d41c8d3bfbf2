"""What an account was told, what it should be told, and who gets it by mail. Reads only."""

import datetime
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from agreements.enums import ReportStatus
from agreements.models import User
from reports.models import Notice, Report
from reports.period import Quarter, due_date, working_days_left
from reports.queries.lists import final_years, holidays
from reports.queries.people import people_of_reports
from reports.queries.reports import deadline_of
from reports.workflow import Part

MOST_COUNTED = 100

SOON = 3
"""Working days before a due date from which on it is told of."""

NEWS = datetime.timedelta(days=14)
"""Age to which a notice is still worth a mail: who switches the digest on is not sent the past year."""


def unread_count(user: User) -> int:
    """Return how many notices the account has not read, counting no further than `MOST_COUNTED`."""
    return Notice.objects.filter(user=user, read_at=None).order_by()[:MOST_COUNTED].count()


def notices_of(user: User) -> QuerySet[Notice]:
    """Return the notices of an account, newest first, with what each is about and its unit."""
    return Notice.objects.filter(user=user).select_related("report__position__unit", "batch__unit")


def notices_to_mail() -> QuerySet[Notice]:
    """Return the notices that a digest may tell of: never mailed, not read meanwhile, and still news."""
    return Notice.objects.filter(mailed_at=None, read_at=None, at__gt=timezone.now() - NEWS)


def digest_readers() -> tuple[User, ...]:
    """Return the accounts with an address and the digest switched on that something waits for."""
    waiting = notices_to_mail().filter(user=OuterRef("pk"))
    readers = User.objects.filter(Exists(waiting), is_active=True, mail_digest=True).exclude(email="")
    return tuple(readers.select_related("official").order_by("pk"))


@dataclass(frozen=True)
class DueSoon:
    """A report that nobody handed in yet, with its near due date, and whom to tell."""

    report: Report
    date: datetime.date
    final: bool
    """Whether the holidays of the date's year are laid down."""
    users: tuple[User, ...]


def due_soon(today: datetime.date) -> tuple[DueSoon, ...]:
    """Return the reports in draft or returned that are due today or within `SOON` working days."""
    years = range(today.year - 1, today.year + 2)
    days_off, final = holidays(years), final_years(years)
    found = []
    rows = Report.objects.filter(
        status__in=(ReportStatus.DRAFT, ReportStatus.RETURNED), year__in=(today.year - 1, today.year)
    )
    for report in rows.select_related("position__unit", "position__superior"):
        due = due_date(Quarter(report.year, report.quarter), deadline_of(report.position), days_off)
        if today <= due and working_days_left(today, due, days_off) <= SOON:
            found.append((report, due))
    people = people_of_reports([report for report, _ in found], today)
    makers = {pk: played.parts[Part.HOLDER] | played.parts[Part.OPERATOR] for pk, played in people.items()}
    accounts = User.objects.in_bulk({account for told in makers.values() for account in told})
    return tuple(
        DueSoon(report, date, date.year in final, tuple(accounts[pk] for pk in sorted(makers[report.pk])))
        for report, date in found
    )
