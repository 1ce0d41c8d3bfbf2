"""What waits for an account to decide on it: how many reports, and which, with what their rows tell. Reads only.

Who decides is worked out in `reports/queries/people.py`, post by post. The count stands on every page, so here the same
rule is put to the database in one query; `tests/reports/test_queries_inbox.py` holds the two together.
"""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When

from agreements.enums import AppointmentKind, ReportStatus, Role
from agreements.models import Appointment, Official, RoleGrant, User
from agreements.policies import standing_of
from reports.models import Comment, Reading, Report, Submission
from reports.queries.people import People, people_of_reports
from reports.snapshot import changes

HIGHEST = 8
"""Posts above one that are looked at; from a staf pelaksana to the Bupati there are six."""


def waiting_for(user: User, today: datetime.date) -> QuerySet[Report]:
    """Return the submitted reports on which the account decides today, or records what was decided on paper."""
    if not user.is_authenticated or not user.is_active:
        return Report.objects.none()
    standing, official = standing_of(user), getattr(user, "official", None)
    if official is None and not standing.organisasi and not standing.admin:
        return Report.objects.none()
    decided_by = Q(decider=official.pk) if official is not None else Q(pk__in=())
    submitted = Report.objects.filter(status=ReportStatus.SUBMITTED).annotate(
        **{f"in_charge_{level}": _in_charge(level, today) for level in range(1, HIGHEST + 1)}
    )
    submitted = submitted.annotate(decider=_decider(today))
    on_paper = Q(decider=None) | ~Q(decider__in=Official.objects.filter(account__is_active=True).values("pk"))
    if standing.organisasi:
        decided_by |= on_paper & ~Exists(_holders(OuterRef("position"), today).filter(official__account=user))
    elif standing.admin:
        decided_by |= (
            on_paper
            & ~Exists(_recorders(today))
            & ~Exists(_holders(OuterRef("position"), today).filter(official__account=user))
        )
    return submitted.filter(decided_by)


def waiting_count(user: User, today: datetime.date) -> int:
    """Return how many reports wait for the account, in one query at most."""
    return waiting_for(user, today).order_by().count()


def _holders(position: object, today: datetime.date) -> QuerySet[Appointment]:
    """Return the appointments to a post that hold today."""
    return Appointment.objects.filter(Q(end=None) | Q(end__gte=today), position=position, start__lte=today)


def _in_charge(level: int, today: datetime.date) -> Subquery:
    """Return the official in charge of the post so many levels above the report's; see `queries.appointment_on`."""
    post = "position__" + "__".join(["superior"] * level)
    definitive = Case(When(kind=AppointmentKind.DEFINITIVE, then=Value(True)), default=Value(False))
    return Subquery(_holders(OuterRef(post), today).order_by(definitive, "-start").values("official")[:1])


def _decider(today: datetime.date) -> Case:
    """Return the nearest official above who does not hold the report's own post; null where there is none."""
    own = _holders(OuterRef("position"), today).values("official")
    levels = [f"in_charge_{level}" for level in range(1, HIGHEST + 1)]
    return Case(
        *(
            When(
                Q(**{f"{name}__isnull": False}) & ~Q(**{f"{name}__in": own}),
                then=F(name),
            )
            for name in levels
        ),
        default=None,
    )


def _recorders(today: datetime.date) -> QuerySet[RoleGrant]:
    """Return the accounts of Bagian Organisasi that may record an answer on a report: not those who hold its post."""
    own = _holders(OuterRef(OuterRef("position")), today).filter(official__account=OuterRef("user"))
    return RoleGrant.objects.filter(~Exists(own), role=Role.ORGANISASI, user__is_active=True)


# -- the list ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Waiting:
    """A report in the inbox."""

    report: Report
    people: People
    submission: Submission | None
    """This round's."""
    first: Submission | None
    """The first round's: whether the report came in time is decided by it."""
    figures: int | None
    """Figures that changed since the last round; None in the first round, or where nobody kept it."""
    words: int | None
    """Texts, lists and names that changed since then."""
    remarks: int
    """Remarks of any round that are not mended."""
    reading: Reading | None
    """The account's own, of this round."""

    @property
    def late(self) -> bool:
        """Whether the report came after its due date."""
        return self.first is not None and self.first.late


def inbox_of(user: User, today: datetime.date) -> tuple[Waiting, ...]:
    """Return what waits for the account: late reports in front, then those that have waited longest."""
    reports = tuple(
        waiting_for(user, today)
        .select_related("position__unit", "position__superior")
        .prefetch_related("position__appointments__official")
    )
    if not reports:
        return ()
    people = people_of_reports(reports, today)
    rounds = _submissions(reports)
    remarks = Counter(Comment.objects.filter(report__in=reports, mended_at=None).values_list("report", flat=True))
    readings = {
        (row.report_id, row.round): row for row in Reading.objects.filter(report__in=reports, by=user).defer("snapshot")
    }
    rows = [
        _waiting(row, people[row.pk], rounds, remarks[row.pk], readings.get((row.pk, row.round))) for row in reports
    ]
    return tuple(sorted(rows, key=_urgency))


def _waiting(
    report: Report,
    people: People,
    rounds: dict[tuple[int, int], Submission],
    remarks: int,
    reading: Reading | None,
) -> Waiting:
    now, before = rounds.get((report.pk, report.round)), rounds.get((report.pk, report.round - 1))
    found = changes(before.snapshot, now.snapshot) if now and before else None
    return Waiting(
        report=report,
        people=people,
        submission=now,
        first=rounds.get((report.pk, 1)),
        figures=None if found is None else sum(1 for change in found if change.figure),
        words=None if found is None else sum(1 for change in found if not change.figure),
        remarks=remarks,
        reading=reading,
    )


def _submissions(reports: Iterable[Report]) -> dict[tuple[int, int], Submission]:
    """Return the first submission of each report, the last, and the one before it, by report id and round."""
    wanted = Q(round=1) | Q(round=F("report__round")) | Q(round=F("report__round") - 1)
    return {(row.report_id, row.round): row for row in Submission.objects.filter(wanted, report__in=reports)}


def _urgency(row: Waiting) -> tuple[bool, datetime.datetime, int]:
    since = row.submission.at if row.submission else row.report.updated_at
    return not row.late, since, row.report.pk


def reading_of(report: Report, user: User) -> Reading | None:
    """Return the account's reading of the report's present round."""
    return Reading.objects.filter(report=report, round=report.round, by=user).first()
