"""What the base layout says of the account."""

import pytest
from django.contrib.auth.models import AnonymousUser

from agreements.enums import Role
from reports.views.context import navigation, role_name
from tests import factories
from tests.pages import client_of, text_of
from tests.reports.workplace import account_of, make_workplace

pytestmark = pytest.mark.django_db


def test_roles_in_a_word():
    place = make_workplace()
    assert role_name(place.operator) == "Operator"
    assert role_name(account_of(place.kasi)) == "Pejabat"
    assert role_name(factories.RoleGrantFactory(role=Role.ORGANISASI, unit=None).user) == "Bagian Organisasi"
    assert role_name(factories.RoleGrantFactory(role=Role.INSPECTOR, unit=None).user) == "Inspektorat"
    assert role_name(factories.UserFactory(is_superuser=True)) == "Admin"


def test_says_who_is_signed_in_and_whether_this_is_a_demo(rf, settings):
    settings.DEMO = False
    request = rf.get("/")
    request.user = factories.UserFactory(username="ani")
    told = navigation(request)
    assert told.pop("unread")() == 0
    assert told.pop("waiting")() == 0
    assert told == {
        "demo": False,
        "account_name": "ani",
        "account_role": "Pejabat",
        "decides": True,
        "may_receive": False,
        "sees_all": False,
        "keeps_organisation": False,
        "help_part": "",
        "plan_year": None,
    }


def test_nobody_is_signed_in(rf, settings):
    settings.DEMO = True
    request = rf.get("/")
    expected = {"demo": True, "account_name": "", "account_role": ""}
    expected |= {"unread": 0, "waiting": 0, "decides": False, "may_receive": False, "sees_all": False}
    expected |= {"keeps_organisation": False, "help_part": "", "plan_year": None}
    assert navigation(request) == expected
    request.user = AnonymousUser()
    assert navigation(request) == expected


def test_what_waits_is_counted_once_however_often_it_is_shown(rf, django_assert_num_queries):
    request = rf.get("/")
    request.user = account_of(make_workplace().camat)
    waiting = navigation(request)["waiting"]
    with django_assert_num_queries(1):
        assert waiting() == waiting() == 0


def test_way_to_the_inbox_is_shown_to_those_who_decide():
    place = make_workplace()
    assert "Kotak masuk" in text_of(client_of(account_of(place.camat)).get("/"))
    assert "Kotak masuk" not in text_of(client_of(place.operator).get("/"))


@pytest.mark.parametrize(("role", "keeps"), [(Role.ORGANISASI, True), (Role.INSPECTOR, False)])
def test_who_keeps_the_organisation_is_shown_the_way(rf, role, keeps):
    request = rf.get("/")
    request.user = factories.RoleGrantFactory(role=role, unit=None).user
    assert navigation(request)["keeps_organisation"] is keeps
