"""The reports of a quarter for those who receive them: what waits, since when, and what is issued. Reads only."""

import datetime
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import F, Q, QuerySet

from agreements.enums import DecisionOutcome, ReportStatus
from agreements.models import Position, Unit, User
from agreements.policies import standing_of
from agreements.queries import posts_held
from reports.models import Decision, IssuedReport, Report, Submission
from reports.period import Quarter
from reports.queries.inbox import decided_and_recorded
from reports.queries.people import People, people_of_reports
from reports.queries.rows import plain
from reports.workflow import Part


class Office(NamedTuple):
    """The unit of a report, as lists name it."""

    pk: int
    slug: str
    name: str


@dataclass(frozen=True)
class Receivable:
    """What lists are narrowed, ordered and counted by of a report that an account receives, or answers for on paper."""

    id: int
    unit: Office
    status: ReportStatus
    receives: bool
    """The account receives it."""
    on_paper: bool
    """It waits for an answer that the account writes down for a superior without account."""
    late: bool
    """It was handed in late."""
    since: datetime.datetime | None
    """Since when it stands approved, or handed in; None in other states."""

    @property
    def waits_to_be_received(self) -> bool:
        """Whether it is approved and the account receives it."""
        return self.receives and self.status == ReportStatus.APPROVED


@dataclass(frozen=True)
class Received:
    """One of them as a page shows it."""

    waiting: Receivable
    report: Report
    people: People | None
    """Who plays which part, where it waits for an answer on paper."""
    issued: int | None
    """The newest revision that was issued."""


def received_by(
    user: User, quarter: Quarter, today: datetime.date, recorded: Collection[int] | None = None
) -> tuple[Receivable, ...]:
    """Return the reports of a quarter that the account receives or answers for on paper, by unit and post.

    Plain values, for a whole kabupaten: who plays which part is only looked up where it is not clear from the unit.
    `recorded` are the second part of `decided_and_recorded`, where that is known.
    """
    rows = plain(
        Report.objects.filter(year=quarter.year, quarter=quarter.number).order_by(
            "position__unit__name", "position__order", "position__name"
        ),
        *("pk", "status", "round", "position__unit_id", "position__unit__slug", "position__unit__name"),
    )
    whole = _received_whole(user, {row.position__unit_id for row in rows}, today)
    received = {row.pk for row in rows if row.position__unit_id in whole}
    received |= _received_of([row.pk for row in rows if row.position__unit_id not in whole], user, today)
    on_paper = set(decided_and_recorded(user, today)[1] if recorded is None else recorded)
    mine = [row for row in rows if row.pk in received or row.pk in on_paper]
    since, late = _handed_in({row.pk for row in mine if row.status == ReportStatus.SUBMITTED}, quarter)
    since |= _approved({row.pk for row in mine if row.status == ReportStatus.APPROVED}, quarter)
    return tuple(
        Receivable(
            id=row.pk,
            unit=Office(row.position__unit_id, row.position__unit__slug, row.position__unit__name),
            status=ReportStatus(row.status),
            receives=row.pk in received,
            on_paper=row.pk in on_paper,
            late=row.pk in late,
            since=since.get(row.pk),
        )
        for row in mine
    )


def _received_whole(user: User, units: Collection[int], today: datetime.date) -> frozenset[int]:
    """Return the units all of whose reports the account receives: Bagian Organisasi those where it is nobody else.

    Where it sits itself, enters figures, or decides from further above, `people_of_reports` says what it does.
    """
    standing = standing_of(user)
    if not standing.organisasi:
        return frozenset()
    sits = getattr(user, "official", None) is not None
    held = set(posts_held(user, today).values_list("pk", flat=True)) if sits else set()
    elsewhere = set(standing.operated) | set(_units_at_or_below(held))
    return frozenset(set(units) - elsewhere)


def _units_at_or_below(posts: Collection[int]) -> Iterator[int]:
    """Yield the units of some posts and of all posts under them; a query for each level."""
    seen: set[int] = set()
    level = set(posts)
    while level:
        seen |= level
        rows = Position.objects.filter(Q(pk__in=level) | Q(superior__in=level)).values_list("pk", "unit_id")
        found = dict(rows)
        yield from found.values()
        level = found.keys() - seen


def _received_of(reports: Collection[int], user: User, today: datetime.date) -> set[int]:
    """Return those of some reports that the account receives, looked up one by one."""
    rows = tuple(Report.objects.filter(pk__in=reports)) if reports else ()
    people = people_of_reports(rows, today) if rows else {}
    return {row.pk for row in rows if Part.RECEIVER in people[row.pk].parts_played(user)}


def received_rows(waiting: Iterable[Receivable], today: datetime.date) -> tuple[Received, ...]:
    """Return some of these reports as a page shows them, in the same order."""
    wanted = tuple(waiting)
    if not wanted:
        return ()
    reports = Report.objects.select_related("position__unit", "position__superior").in_bulk([row.id for row in wanted])
    answered = [reports[row.id] for row in wanted if row.on_paper and row.id in reports]
    people = people_of_reports(answered, today) if answered else {}
    issued = _newest_issues(reports.values())
    # One that was taken away since is no line any more.
    return tuple(
        Received(row, reports[row.id], people.get(row.id), issued.get(row.id)) for row in wanted if row.id in reports
    )


def receives_below(user: User, posts: Iterable[Position], today: datetime.date) -> bool:
    """Return whether the account receives an approved report of a post right below one of the given posts."""
    rows = tuple(Report.objects.filter(position__superior__in=posts, status=ReportStatus.APPROVED))
    if not rows:
        return False
    people = people_of_reports(rows, today)
    return any(Part.RECEIVER in found.parts_played(user) for found in people.values())


def _handed_in(waiting: Collection[int], quarter: Quarter) -> tuple[dict[int, datetime.datetime], frozenset[int]]:
    """Return since when reports that wait with it stand handed in, and which of a quarter were late the first time."""
    rows = Submission.objects.filter(report__year=quarter.year, report__quarter=quarter.number)
    rows = rows.filter(Q(round=1) | Q(round=F("report__round"))).order_by()
    found = tuple(rows.values_list("report_id", "round", "report__round", "at", "late_days"))
    since = {report: at for report, number, now, at, _ in found if number == now and report in waiting}
    return since, frozenset(report for report, number, _, _, late in found if number == 1 and late is not None)


def _approved(waiting: Collection[int], quarter: Quarter) -> dict[int, datetime.datetime]:
    """Return since when reports that wait to be received stand approved, by id."""
    rows = Decision.objects.filter(report__year=quarter.year, report__quarter=quarter.number)
    rows = rows.filter(outcome=DecisionOutcome.APPROVED, round=F("report__round"), report__status=ReportStatus.APPROVED)
    return {report: at for report, at in rows.order_by().values_list("report_id", "at") if report in waiting}


def _newest_issues(rows: Iterable[Report]) -> dict[int, int]:
    """Return the newest issued revision by report id."""
    found = IssuedReport.objects.filter(report__in=[row.pk for row in rows]).order_by("revision")
    return dict(found.values_list("report_id", "revision"))


def newest_quarter(today: datetime.date) -> Quarter:
    """Return the newest quarter that any unit opened, else the one that ended last."""
    row = Report.objects.order_by("-year", "-quarter").values_list("year", "quarter").first()
    return Quarter(*row) if row else Quarter.from_date(today).previous


def quarters_with_reports(units: QuerySet[Unit] | None = None) -> tuple[Quarter, ...]:
    """Return the quarters that any unit opened, or any of some, newest first."""
    reports = Report.objects.all() if units is None else Report.objects.filter(position__unit__in=units)
    rows = reports.order_by("-year", "-quarter").values_list("year", "quarter").distinct()
    return tuple(Quarter(year, number) for year, number in rows)
