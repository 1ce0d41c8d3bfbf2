"""Closing a quarter for everybody, and reopening it for one unit."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from agreements.enums import Role
from agreements.policies import Refused
from reports import actions
from reports.actions import AlreadyClosedError, BudgetChange, QuarterNotEndedError, ReopeningError
from reports.models import Event, QuarterClosing, QuarterReopening
from tests import factories
from tests.reports.workplace import QUARTER, make_workplace

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2024, 8, 1)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: TODAY)


@pytest.fixture
def place():
    return make_workplace()


@pytest.fixture
def organisasi():
    return factories.RoleGrantFactory(role=Role.ORGANISASI, unit=None).user


@pytest.fixture
def closing(place, organisasi):
    return actions.close_quarter(quarter=QUARTER, by=organisasi)


def reopen(closing, place, by, reason="Data desa baru masuk.", until=TODAY):
    return actions.reopen_quarter(closing=closing, unit=place.unit, reason=reason, until=until, by=by)


def enter(place):
    change = BudgetChange(place.line.pk, 0, amount=Decimal(1))
    return actions.save_entries(unit=place.unit, quarter=QUARTER, changes=[change], by=place.operator).count


def test_closed_quarter_takes_no_figures_and_no_texts(place, closing):
    with pytest.raises(Refused, match="sudah ditutup oleh Bagian Organisasi"):
        enter(place)
    report = place.report(place.kasi)
    with pytest.raises(Refused, match=f"dibuka kembali untuk {place.unit.name}"):
        actions.reset_text(report=report, section="closing_counts", version=report.version, by=place.operator)


def test_reopened_for_one_unit_alone(place, organisasi, closing):
    other = make_workplace()
    reopen(closing, place, organisasi)
    assert enter(place) == 1
    with pytest.raises(Refused):
        enter(other)


def test_closing_stands_in_the_trail_of_each_unit(place, organisasi, closing):
    reopen(closing, place, organisasi)
    assert list(Event.objects.filter(unit=place.unit).values_list("action", flat=True)) == [
        "close_quarter",
        "reopen_quarter",
    ]


def test_quarter_is_closed_once_and_not_before_its_end(place, organisasi, closing):
    with pytest.raises(AlreadyClosedError):
        actions.close_quarter(quarter=QUARTER, by=organisasi)
    with pytest.raises(QuarterNotEndedError):
        actions.close_quarter(quarter=QUARTER.from_date(TODAY), by=organisasi)
    assert QuarterClosing.objects.count() == 1


@pytest.mark.parametrize(("reason", "until"), [(" ", TODAY), ("Perlu.", TODAY - datetime.timedelta(days=1))])
def test_reopening_needs_a_reason_and_a_date_to_come(place, organisasi, closing, reason, until):
    with pytest.raises(ReopeningError):
        reopen(closing, place, organisasi, reason, until)
    assert not QuarterReopening.objects.exists()


def test_only_bagian_organisasi_and_administrators_close(place, closing):
    admin = factories.UserFactory(is_superuser=True)
    assert reopen(closing, place, admin)
    for user in (place.operator, factories.RoleGrantFactory(role=Role.INSPECTOR, unit=None).user):
        with pytest.raises(Refused):
            reopen(closing, place, user)
        with pytest.raises(Refused):
            actions.close_quarter(quarter=QUARTER.previous, by=user)
