"""The reports of a quarter for those who receive them: what waits, since when, and what is issued. Reads only."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from agreements.enums import DecisionOutcome, ReportStatus
from agreements.models import Position, User
from reports.models import Decision, IssuedReport, Report, Submission
from reports.period import Quarter
from reports.queries.people import People, people_of_reports
from reports.workflow import Part


@dataclass(frozen=True)
class Received:
    """A report that an account receives, or whose answer on paper it records."""

    report: Report
    people: People
    since: datetime.datetime | None
    """Since when it stands approved, or handed in; None in other states."""
    issued: int | None
    """The newest revision that was issued."""
    receives: bool
    """The account receives it; else it records the superior's answer alone."""

    @property
    def waits_to_be_received(self) -> bool:
        """Whether it is approved and the account receives it."""
        return self.receives and self.report.status == ReportStatus.APPROVED


def received_by(user: User, quarter: Quarter, today: datetime.date) -> tuple[Received, ...]:
    """Return the reports of a quarter that the account receives or answers for on paper, by unit and post."""
    rows = tuple(
        Report.objects.filter(year=quarter.year, quarter=quarter.number)
        .select_related("position__unit", "position__superior")
        .order_by("position__unit__name", "position__order", "position__name")
    )
    people = people_of_reports(rows, today)
    played = {row.pk: people[row.pk].parts_played(user) for row in rows}
    mine = [row for row in rows if Part.RECEIVER in played[row.pk] or _on_paper(row, people[row.pk], played[row.pk])]
    since, issued = _waiting_since(mine), _newest_issues(mine)
    return tuple(
        Received(row, people[row.pk], since.get(row.pk), issued.get(row.pk), Part.RECEIVER in played[row.pk])
        for row in mine
    )


def receives_below(user: User, posts: Iterable[Position], today: datetime.date) -> bool:
    """Return whether the account receives an approved report of a post right below one of the given posts."""
    rows = tuple(Report.objects.filter(position__superior__in=posts, status=ReportStatus.APPROVED))
    if not rows:
        return False
    people = people_of_reports(rows, today)
    return any(Part.RECEIVER in found.parts_played(user) for found in people.values())


def records_on_paper(row: Received, user: User) -> bool:
    """Return whether a report waits for an answer that the account writes down for a superior without account."""
    return _on_paper(row.report, row.people, row.people.parts_played(user))


def _on_paper(row: Report, people: People, played: frozenset[Part]) -> bool:
    return row.status == ReportStatus.SUBMITTED and people.on_paper and Part.SUPERIOR in played


def _waiting_since(rows: Iterable[Report]) -> dict[int, datetime.datetime]:
    """Return, by report id, when what a report waits with was done: approved, or handed in."""
    states = {row.pk: (ReportStatus(row.status), row.round) for row in rows}
    approved = Decision.objects.filter(report__in=states, outcome=DecisionOutcome.APPROVED)
    handed_in = Submission.objects.filter(report__in=states)
    dates: Mapping[ReportStatus, Iterable[tuple[int, int, datetime.datetime]]] = {
        ReportStatus.APPROVED: approved.values_list("report_id", "round", "at"),
        ReportStatus.SUBMITTED: handed_in.values_list("report_id", "round", "at"),
    }
    return {
        report_id: at
        for status, found in dates.items()
        for report_id, number, at in found
        if states[report_id] == (status, number)
    }


def _newest_issues(rows: Iterable[Report]) -> dict[int, int]:
    """Return the newest issued revision by report id."""
    found = IssuedReport.objects.filter(report__in=[row.pk for row in rows]).order_by("revision")
    return dict(found.values_list("report_id", "revision"))


def newest_quarter(today: datetime.date) -> Quarter:
    """Return the newest quarter that any unit opened, else the one that ended last."""
    row = Report.objects.order_by("-year", "-quarter").values_list("year", "quarter").first()
    return Quarter(*row) if row else Quarter.from_date(today).previous


def quarters_with_reports() -> tuple[Quarter, ...]:
    """Return the quarters that any unit opened, newest first."""
    rows = Report.objects.order_by("-year", "-quarter").values_list("year", "quarter").distinct()
    return tuple(Quarter(year, number) for year, number in rows)
