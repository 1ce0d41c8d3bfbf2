"""What an account was told, what it should be told, and who gets it by mail."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agreements.enums import AppointmentKind, ReportStatus, Role
from reports.models import Report
from reports.queries import digest_readers, due_soon, notices, notices_of, unread_count
from tests import factories
from tests.reports.workplace import account_of, make_workplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def camat():
    return factories.UserFactory()


def test_only_the_unread_of_the_account_count(camat):
    factories.NoticeFactory.create_batch(2, user=camat)
    factories.NoticeFactory(user=camat, read_at=timezone.now())
    factories.NoticeFactory()
    assert unread_count(camat) == 2


def test_counting_stops_somewhere(camat, monkeypatch):
    monkeypatch.setattr(notices, "MOST_COUNTED", 2)
    factories.NoticeFactory.create_batch(3, user=camat)
    assert unread_count(camat) == 2


def test_count_is_one_query(camat, django_assert_num_queries):
    factories.NoticeFactory.create_batch(3, user=camat)
    with django_assert_num_queries(1):
        unread_count(camat)


def test_newest_first_and_nobody_elses(camat):
    now = timezone.now()
    old = factories.NoticeFactory(user=camat, at=now - datetime.timedelta(days=1))
    new = factories.NoticeFactory(user=camat, at=now)
    same_time_later = factories.NoticeFactory(user=camat, at=now)
    factories.NoticeFactory()
    assert list(notices_of(camat)) == [same_time_later, new, old]


def test_list_brings_what_it_names(camat):
    factories.NoticeFactory.create_batch(2, user=camat)
    with CaptureQueriesContext(connection) as captured:
        assert all(row.report.position.unit.name for row in notices_of(camat))
    assert len(captured) == 1


# -- what is due soon ----------------------------------------------------------------------------------------------------

THURSDAY = datetime.date(2024, 7, 4)
"""The fifth working day after 30 June 2024, a Sunday, is Friday 5 July."""


@pytest.fixture
def place():
    return make_workplace()


def soon(today):
    return {row.report.position.slug: row for row in due_soon(today)}


@pytest.mark.parametrize(
    ("today", "told"),
    [
        (datetime.date(2024, 7, 1), False),  # Monday: four working days
        (datetime.date(2024, 7, 2), True),  # Tuesday: three
        (THURSDAY, True),
        (datetime.date(2024, 7, 5), True),  # the day itself
        (datetime.date(2024, 7, 6), False),  # late is no more soon
    ],
)
def test_three_working_days_before_and_on_the_day(place, today, told):
    found = soon(today)
    assert found.keys() == ({"camat", "kasi-desa"} if told else set())
    assert all(row.date == datetime.date(2024, 7, 5) for row in found.values())


def test_holidays_move_it(place):
    factories.HolidayFactory(date=datetime.date(2024, 7, 5))
    for today in (datetime.date(2024, 7, 2), datetime.date(2024, 7, 6), datetime.date(2024, 7, 8)):
        assert soon(today)["camat"].date == datetime.date(2024, 7, 8)


def test_calendar_that_may_still_move_is_said(place):
    assert not soon(THURSDAY)["camat"].final
    factories.CalendarYearFactory(year=2024, final=True)
    assert soon(THURSDAY)["camat"].final


def test_last_quarter_is_due_in_the_next_year(place):
    Report.objects.update(quarter=4)
    factories.HolidayFactory(date=datetime.date(2025, 1, 1))
    assert soon(datetime.date(2025, 1, 3))["camat"].date == datetime.date(2025, 1, 8)


def test_own_number_of_days_of_a_post_counts(place):
    place.kasi.deadline_days = 10
    place.kasi.save()
    assert soon(THURSDAY).keys() == {"camat"}
    assert soon(datetime.date(2024, 7, 11)).keys() == {"kasi-desa"}


@pytest.mark.parametrize("status", ReportStatus)
def test_only_what_nobody_handed_in(place, status):
    Report.objects.filter(position=place.kasi).update(status=status, round=1)
    assert ("kasi-desa" in soon(THURSDAY)) is (status in {ReportStatus.DRAFT, ReportStatus.RETURNED})


def test_who_holds_the_post_and_the_units_operators_are_told(place):
    holder, stranger = account_of(place.kasi), make_workplace().operator
    acting = factories.AppointmentFactory(position=place.kasi, kind=AppointmentKind.PLT, start=THURSDAY).official
    former = factories.AppointmentFactory(position=place.kasi, end=datetime.date(2024, 7, 3)).official
    coming = factories.AppointmentFactory(
        position=place.kasi, kind=AppointmentKind.PLT, start=datetime.date(2024, 7, 5)
    ).official
    for official in (acting, former, coming):
        official.account = factories.UserFactory()
        official.save()
    factories.RoleGrantFactory(role=Role.ORGANISASI, unit=None)
    found = {row.report.position_id: row.users for row in due_soon(THURSDAY)}
    assert set(found[place.kasi.pk]) == {place.operator, holder, acting.account}
    assert found[place.camat.pk] == (place.operator,)
    assert stranger not in found[place.kasi.pk]


def test_what_is_due_costs_the_same_whatever_its_number(place, django_assert_num_queries):
    for offices in (1, 2):
        with django_assert_num_queries(9):
            assert len(due_soon(THURSDAY)) == 2 * offices
        make_workplace()


# -- who gets mail -------------------------------------------------------------------------------------------------------


def reader(**options):
    return factories.UserFactory(**{"email": "ani@example.go.id"} | options)


def test_whoever_waits_for_something_and_wants_it_is_mailed():
    waiting = reader()
    factories.NoticeFactory(user=waiting)
    factories.NoticeFactory(user=waiting)
    reader()
    for options in ({"email": ""}, {"mail_digest": False}, {"is_active": False}):
        factories.NoticeFactory(user=reader(**options))
    assert digest_readers() == (waiting,)


@pytest.mark.parametrize(
    "options",
    [
        {"mailed_at": timezone.now()},
        {"read_at": timezone.now()},
        {"at": timezone.now() - notices.NEWS},
    ],
    ids=["mailed", "read", "old"],
)
def test_what_was_mailed_or_read_or_is_no_news_is_not(options):
    factories.NoticeFactory(user=reader(), **options)
    assert digest_readers() == ()
