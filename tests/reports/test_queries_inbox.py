"""What waits for an account: the same as the rule in Python says, late in front, in a fixed number of queries."""

import datetime
import random

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from agreements.enums import AppointmentKind, ReportStatus, Role
from agreements.models import User
from reports.models import Report
from reports.queries import people_of_reports
from reports.queries.inbox import inbox_of, reading_of, waiting_for
from reports.workflow import Part
from tests import factories
from tests.reports.reviewing import make_office

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2024, 7, 8)


def waits(user):
    return set(waiting_for(user, TODAY))


def by_rule(user):
    """Return what waits for an account as `people_of_reports` has it."""
    rows = list(Report.objects.filter(status=ReportStatus.SUBMITTED))
    people = people_of_reports(rows, TODAY)
    return {row.pk for row in rows if Part.SUPERIOR in people[row.pk].parts_played(user)}


def test_submitted_report_waits_for_the_superior_alone():
    office = make_office(ReportStatus.SUBMITTED)
    assert {who for who, user in office.users.items() if waits(user)} == {"superior"}
    Report.objects.update(status=ReportStatus.APPROVED, round=1)
    assert not waits(office.users["superior"])


def test_nothing_waits_for_nobody():
    make_office(ReportStatus.SUBMITTED)
    assert not waits(AnonymousUser())
    assert not waits(factories.UserFactory(is_superuser=True, is_active=False))


def test_report_whose_superior_has_no_account_waits_for_bagian_organisasi():
    office = make_office(ReportStatus.SUBMITTED)
    official = office.users["superior"].official
    official.account = None
    official.save()
    assert {who for who, user in office.users.items() if waits(user)} == {"organisasi"}


def random_tree(seed):
    """Make posts below each other, some empty, some held by an acting official who also holds another."""
    chance = random.Random(seed)
    unit = factories.UnitFactory()
    officials = [factories.AppointmentFactory(start=datetime.date(2023, 1, 1)).official for _ in range(5)]
    for official in officials[:4]:
        official.account = factories.UserFactory(is_active=chance.random() < 0.8)
        official.save()
    posts = []
    for _ in range(6):
        post = factories.PositionFactory(unit=unit, superior=chance.choice([None, *posts]))
        posts.append(post)
        for kind in chance.choice([(), ("definitive",), ("definitive", "plt")]):
            factories.AppointmentFactory(
                position=post,
                official=chance.choice(officials),
                kind=AppointmentKind(kind),
                start=datetime.date(2023, 1, 1) if kind == "definitive" else datetime.date(2024, 6, 1),
                end=chance.choice([None, datetime.date(2024, 7, 5)]),
            )
        factories.ReportFactory(position=post, status=ReportStatus.SUBMITTED)
    for user in [official.account for official in officials[:2]] if chance.random() < 0.5 else []:
        factories.RoleGrantFactory(user=user, role=Role.ORGANISASI, unit=None)
    if chance.random() < 0.5:
        outside = factories.RoleGrantFactory(role=Role.ORGANISASI, unit=None).user
        if chance.random() < 0.5:
            factories.RoleGrantFactory(user=outside, role=Role.OPERATOR, unit=unit)
    factories.UserFactory(is_superuser=True)


@pytest.mark.parametrize("seed", range(24))
def test_database_says_what_the_rule_says(seed):
    random_tree(seed)
    answers = {user.pk: (waits(user), by_rule(user)) for user in User.objects.all()}
    assert {pk: found for pk, (found, _) in answers.items()} == {pk: rule for pk, (_, rule) in answers.items()}
    assert any(rule for _, rule in answers.values())


@pytest.mark.parametrize(
    ("status", "costs"),
    [
        (ReportStatus.DRAFT, {"superior": 1, "holder": 1, "organisasi": 1, "admin": 1, "operator": 0, "inspector": 0}),
        (ReportStatus.SUBMITTED, {"superior": 2, "holder": 1, "organisasi": 1, "admin": 1, "operator": 0}),
    ],
)
def test_count_costs_one_query_where_nothing_waits_and_none_for_those_who_never_decide(
    django_assert_num_queries, status, costs
):
    office = make_office(status)
    for who, queries in costs.items():
        user = User.objects.select_related("official").prefetch_related("grants").get(pk=office.users[who].pk)
        getattr(user, "official", None)
        with django_assert_num_queries(queries):
            assert len(waiting_for(user, TODAY)) == (who == "superior" and status == ReportStatus.SUBMITTED)


# -- the list ----------------------------------------------------------------------------------------------------------


def add_report(office, day, *, late=None):
    """Add a submitted report under the camat, handed in on a day of July 2024."""
    report = factories.ReportFactory(
        position=factories.PositionFactory(unit=office.place.unit, superior=office.place.camat),
        status=ReportStatus.SUBMITTED,
    )
    at = datetime.datetime(2024, 7, day, 2, tzinfo=datetime.UTC)
    factories.SubmissionFactory(report=report, round=1, at=at, late_days=late)
    return report


def test_late_reports_stand_in_front_then_the_oldest():
    office = make_office()
    names = {
        add_report(office, 3).pk: "third",
        add_report(office, 1).pk: "first",
        add_report(office, 9, late=2).pk: "late",
        add_report(office, 8, late=0).pk: "weekend",
    }
    rows = inbox_of(office.users["superior"], TODAY)
    assert [names[row.report.pk] for row in rows] == ["weekend", "late", "first", "third"]


def test_row_tells_of_changes_remarks_and_reading():
    office = make_office(ReportStatus.SUBMITTED)
    report, camat = office.report, office.users["superior"]
    (row,) = inbox_of(camat, TODAY)
    assert (row.submission, row.first, row.figures, row.words, row.remarks, row.reading) == (None,) * 4 + (0, None)
    Report.objects.filter(pk=report.pk).update(round=2)
    before = {"indikator-1/realisasi": ["Realisasi – A", "1", "0"], "teks-closing": ["Penutup", "Satu.", "1"]}
    after = {"indikator-1/realisasi": ["Realisasi – A", "2", "0"], "teks-closing": ["Penutup", "Dua.", "1"]}
    factories.SubmissionFactory(report=report, round=1, snapshot=before, late_days=1)
    factories.SubmissionFactory(report=report, round=2, snapshot=after)
    factories.CommentFactory(report=report)
    factories.CommentFactory(report=report, mended_at=timezone.now(), mended_by=camat)
    factories.ReadingFactory(report=report, round=1, by=camat)
    (row,) = inbox_of(camat, TODAY)
    assert (row.figures, row.words, row.remarks, row.reading, row.late) == (1, 1, 1, None, True)
    assert row.submission.round == 2
    reading = factories.ReadingFactory(report=report, round=2, by=camat)
    factories.ReadingFactory(report=report, round=2)
    assert inbox_of(camat, TODAY)[0].reading == reading


@pytest.mark.parametrize("reports", [1, 3])
def test_list_costs_a_fixed_number_of_queries(django_assert_num_queries, reports):
    office = make_office()
    for _ in range(reports):
        add_report(office, 3)
    camat = User.objects.select_related("official").get(pk=office.users["superior"].pk)
    with django_assert_num_queries(16):
        assert len(inbox_of(camat, TODAY)) == reports


def test_reading_is_the_own_one_of_this_round():
    report = factories.ReportFactory(status=ReportStatus.SUBMITTED, round=2)
    user = factories.UserFactory()
    factories.ReadingFactory(report=report, round=1, by=user)
    factories.ReadingFactory(report=report, round=2)
    assert reading_of(report, user) is None
    own = factories.ReadingFactory(report=report, round=2, by=user)
    assert reading_of(report, user) == own
