"""What waits for an account to decide on it: how many reports, and which, with what their rows tell. Reads only.

Who decides is worked out in `reports/queries/people.py`, with everybody who plays a part. The count stands on every
page, so here the one part is worked out from plain values, in one query where nothing waits;
`tests/reports/test_queries_inbox.py` holds the two together.
"""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q

from agreements.enums import ReportStatus, Role
from agreements.models import RoleGrant, User
from agreements.policies import standing_of
from agreements.queries import appointment_on, appointments_on
from reports.models import Comment, Reading, Report, Submission
from reports.queries.people import People, people_of_reports, seated_in
from reports.snapshot import changes

HIGHEST = 8
"""Posts above one that are looked at; from a staf pelaksana to the Bupati there are six."""

CHAIN = tuple("position__" + "__".join(["superior"] * level) for level in range(1, HIGHEST + 1))
"""The posts above a report's, nearest first, as lookups."""


def waiting_for(user: User, today: datetime.date) -> tuple[int, ...]:
    """Return the ids of the submitted reports on which the account decides today, or records an answer on paper.

    Costs what `decided_and_recorded` does.
    """
    decided, recorded = decided_and_recorded(user, today)
    return (*decided, *recorded)


def decided_and_recorded(user: User, today: datetime.date) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the ids of the submitted reports on which the account decides, and of those whose answer it records.

    One query where nothing waits, two where something may. Who records for others asks who sits where besides, an
    administrator also who else records.
    """
    if not user.is_authenticated or not user.is_active:
        return (), ()
    standing, official = standing_of(user), getattr(user, "official", None)
    records = standing.organisasi or standing.admin
    if official is None and not records:
        return (), ()
    asked = _answered_on_paper(today) if records else Q(pk__in=())
    if official is not None:
        held = appointments_on(today).filter(official=official).values("position")
        for post in CHAIN:
            asked |= Q(**{f"{post}__in": held})
    submitted = Report.objects.filter(asked, status=ReportStatus.SUBMITTED)
    rows = tuple(submitted.values_list("pk", "position__unit", "position", *CHAIN))
    return _decided_by(user, rows, today) if rows else ((), ())


def _answered_on_paper(today: datetime.date) -> Q:
    """Return which reports may be answered on paper: all but those that the post above surely decides itself.

    Whoever records for others would else read every report that a whole kabupaten has handed in, for each of its pages.
    """
    above = appointments_on(today).filter(position=OuterRef("position__superior"))
    of_the_post = appointments_on(today).filter(position=OuterRef(OuterRef("position")), official=OuterRef("official"))
    return ~Exists(above) | Exists(above.filter(~Q(official__account__is_active=True) | Exists(of_the_post)))


def _decided_by(
    user: User, rows: tuple[tuple[int | None, ...], ...], today: datetime.date
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return those reports of (id, unit, post, posts above) on which the account decides, and records what was."""
    held = _held({post for row in rows for post in row[2:] if post is not None}, today)
    found, on_paper = [], []
    for report, unit, post, *above in rows:
        own = {row.official for row in held.get(post, ())}
        decider = _decider(above, own, held, today)
        if decider is not None and decider.official__account__is_active:
            if decider.official__account == user.pk:
                found.append(report)
        else:
            on_paper.append((report, unit, {row.official__account for row in held.get(post, ())}))
    return tuple(found), _recorded_by(user, on_paper, today)


def _held(posts: Iterable[int], today: datetime.date) -> Mapping[int, list]:
    """Return who holds each post today, with the account and whether it may sign in."""
    fields = ("pk", "position", "kind", "start", "end", "official", "official__account", "official__account__is_active")
    rows = appointments_on(today).filter(position__in=posts).order_by("position", "-start")
    found: dict[int, list] = {}
    for row in rows.values_list(*fields, named=True):
        found.setdefault(row.position, []).append(row)
    return found


def _decider(above: Iterable[int | None], own: set[int], held: Mapping[int, list], today: datetime.date):
    """Return the appointment of the nearest official above who does not hold the report's own post."""
    for post in above:
        in_charge = appointment_on(held.get(post, ()), today)
        if in_charge is not None and in_charge.official not in own:
            return in_charge
    return None


def _recorded_by(
    user: User, on_paper: Iterable[tuple[int, int, set[int | None]]], today: datetime.date
) -> tuple[int, ...]:
    """Return those reports of (id, unit, accounts of the holders) whose answers on paper the account records.

    Bagian Organisasi records but where it sits itself; administrators where nobody else may. Of each only what the
    account needs to know whether it is among them.
    """
    standing = standing_of(user)
    if not on_paper or not (standing.organisasi or standing.admin):
        return ()
    organisasi = {user.pk} if standing.organisasi else set()
    operators = {unit: {user.pk} for unit in standing.operated}
    if standing.admin:
        operators = {}
        grants = RoleGrant.objects.filter(role__in=(Role.ORGANISASI, Role.OPERATOR), user__is_active=True)
        for role, unit, account in grants.values_list("role", "unit", "user"):
            members = organisasi if role == Role.ORGANISASI else operators.setdefault(unit, set())
            members.add(account)
    seated = seated_in({unit for _, unit, _ in on_paper}, organisasi, today)
    found = []
    for report, unit, holders in on_paper:
        outsiders = organisasi - holders - seated.get(unit, frozenset()) - operators.get(unit, set())
        if user.pk in outsiders or (standing.admin and not outsiders and user.pk not in holders):
            found.append(report)
    return tuple(found)


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
        Report.objects.filter(pk__in=waiting_for(user, today))
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
