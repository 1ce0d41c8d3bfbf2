"""Whom a reminder reaches, and who was reminded today."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.enums import NoticeKind
from reports.period import Quarter
from reports.queries import account_name, reached_by_reminders, reminded_posts, reminder_key
from tests import factories
from tests.reports.workplace import QUARTER, account_of, make_workplace

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2024, 7, 9)


def reached(*places):
    return reached_by_reminders(
        {post.pk: place.unit.pk for place in places for post in (place.camat, place.kasi)}, TODAY
    )


def test_official_is_reached_and_the_operators_for_who_has_no_account():
    place = make_workplace()
    kasi = account_of(place.kasi)
    found = reached(place)
    assert (found[place.kasi.pk].users, found[place.kasi.pk].by_operator) == ((kasi,), False)
    assert (found[place.camat.pk].users, found[place.camat.pk].by_operator) == ((place.operator,), True)


def test_of_a_post_that_nobody_holds_the_operators_are_told():
    place = make_workplace()
    place.kasi.appointments.update(end=TODAY - datetime.timedelta(days=1))
    assert reached(place)[place.kasi.pk].users == (place.operator,)


def test_many_cost_what_one_costs():
    places = [make_workplace() for _ in range(3)]
    for place in places:
        account_of(place.kasi)

    def cost(*asked):
        with CaptureQueriesContext(connection) as captured:
            for found in reached(*asked).values():
                [account_name(user) for user in found.users]
        return len(captured)

    assert cost(places[0]) == cost(*places) == 2


def test_reminders_are_those_of_the_day_and_quarter():
    place = make_workplace()
    report, user = place.report(place.kasi), factories.UserFactory()
    factories.NoticeFactory(report=report, user=user, kind=NoticeKind.REMINDED, key=reminder_key(TODAY))
    factories.NoticeFactory(report=place.report(place.camat), user=user, kind=NoticeKind.DUE, key=reminder_key(TODAY))
    assert reminded_posts(QUARTER, TODAY) == {place.kasi.pk}
    assert reminded_posts(Quarter(2024, 1), TODAY) == frozenset()
    assert reminded_posts(QUARTER, TODAY + datetime.timedelta(days=1)) == frozenset()
