"""Who may do what with a quarter, as a table of accounts."""

import datetime

import pytest
from django.utils import timezone

from agreements.enums import EnteredBy, Role
from agreements.policies import Refused
from reports import policies
from reports.models import QuarterClosing, QuarterReopening
from reports.period import Quarter
from reports.workflow import Step
from tests.factories import RoleGrantFactory, UserFactory
from tests.reports.workplace import QUARTER, account_of, make_workplace

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2024, 7, 1)


@pytest.fixture
def place():
    return make_workplace()


@pytest.fixture
def accounts(place):
    return {
        "operator": place.operator,
        "stranger": make_workplace().operator,
        "official": account_of(place.kasi),
        "organisasi": RoleGrantFactory(role=Role.ORGANISASI, unit=None).user,
        "inspector": RoleGrantFactory(role=Role.INSPECTOR, unit=None).user,
        "admin": UserFactory(is_superuser=True),
    }


def allowed(accounts, ask):
    return {name for name, user in accounts.items() if ask(user)}


def test_who_enters(place, accounts):
    assert allowed(accounts, lambda user: policies.can_enter(user, place.unit)) == {"operator", "organisasi"}


def test_who_enters_a_quarter_that_is_open(place, accounts):
    ask = policies.can_enter_quarter
    assert allowed(accounts, lambda user: ask(user, place.unit, QUARTER)) == {"operator", "organisasi"}
    assert allowed(accounts, lambda user: ask(user, place.unit, QUARTER.previous)) == set()


def test_who_changes_a_fact_of_the_unit(place, accounts):
    ask = policies.can_change_fact
    assert allowed(accounts, lambda user: ask(user, place.unit, EnteredBy.UNIT)) == {"operator"}


def test_who_changes_a_fact_that_bagian_organisasi_supplies(place, accounts):
    ask = policies.can_change_fact
    assert allowed(accounts, lambda user: ask(user, place.unit, EnteredBy.ORGANISASI)) == {"organisasi"}


def test_who_corrects_what_approved_reports_print(place, accounts):
    ask = policies.can_correct
    assert allowed(accounts, lambda user: ask(user, place.unit, [QUARTER], TODAY)) == {"operator", "organisasi"}


def test_nobody_corrects_what_a_report_of_a_closed_quarter_prints(place, accounts):
    later = Quarter(2024, 3)
    closing = QuarterClosing.objects.create(year=2024, quarter=3, at=timezone.now(), by=accounts["organisasi"])
    with pytest.raises(Refused, match=r"Triwulan III 2024 sudah ditutup"):
        policies.check_can_correct(place.operator, place.unit, [QUARTER, later], TODAY)
    QuarterReopening.objects.create(
        closing=closing, unit=place.unit, reason="Salah ketik.", until=TODAY, at=timezone.now(), by=accounts["admin"]
    )
    assert policies.can_correct(place.operator, place.unit, [QUARTER, later], TODAY)


def test_who_opens_a_quarter(place, accounts):
    ask = policies.can_open_quarter
    following = QUARTER.from_date(TODAY)
    assert allowed(accounts, lambda user: ask(user, place.unit, following, TODAY)) == {"operator", "organisasi"}


def test_quarter_opens_on_its_first_day(place):
    following = QUARTER.from_date(TODAY)
    ask = policies.can_open_quarter
    assert ask(place.operator, place.unit, following, following.start)
    assert not ask(place.operator, place.unit, following, QUARTER.end)


def test_who_edits_a_report(place, accounts):
    accounts["superior"] = account_of(place.camat)
    ask = policies.can_edit_report
    assert allowed(accounts, lambda user: ask(user, place.report(place.kasi), TODAY)) == {"operator", "official"}
    assert allowed(accounts, lambda user: ask(user, place.report(place.camat), TODAY)) == {"operator", "superior"}


def test_official_edits_while_the_post_is_held(place, accounts):
    place.kasi.appointments.update(end=TODAY)
    ask = policies.can_edit_report
    assert ask(accounts["official"], place.report(place.kasi), TODAY)
    assert not ask(accounts["official"], place.report(place.kasi), TODAY + datetime.timedelta(days=1))


@pytest.mark.parametrize(
    ("status", "open_"),
    [("draft", True), ("returned", True), ("submitted", False), ("approved", False), ("received", False)],
)
def test_report_is_edited_until_it_is_handed_in(place, status, open_):
    report = place.report(place.kasi)
    report.status = status
    assert policies.can_edit_report(place.operator, report, TODAY) is open_


def test_who_compares_forms(accounts):
    assert allowed(accounts, policies.can_compare_forms) == {"organisasi", "admin"}


@pytest.mark.parametrize("name", [name for name in dir(policies) if name.startswith("check_can_")])
def test_refusals_are_sentences(place, name):
    arguments = {
        "check_can_enter": (place.unit,),
        "check_can_enter_quarter": (place.unit, QUARTER),
        "check_can_change_fact": (place.unit, EnteredBy.UNIT),
        "check_can_correct": (place.unit, [QUARTER], TODAY),
        "check_can_open_quarter": (place.unit, QUARTER, TODAY),
        "check_can_edit_report": (place.report(place.kasi), TODAY),
        "check_can_compare_forms": (),
        "check_can_take": (place.report(place.kasi), Step.SUBMIT, TODAY),
        "check_can_review": (place.report(place.kasi), TODAY),
        "check_can_mend": (place.report(place.kasi), TODAY),
        "check_can_explain": (place.report(place.kasi), TODAY),
        "check_can_close_quarter": (),
        "check_can_reopen_quarter": (None,),
        "check_can_open_reception": (False,),
        "check_can_download": (None,),
    }.get(name, ())
    with pytest.raises(Refused) as refusal:
        getattr(policies, name)(UserFactory(), *arguments)
    sentence = str(refusal.value)
    assert sentence[0].isupper()
    assert sentence.endswith(".")
