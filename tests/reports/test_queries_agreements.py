"""Which agreements there are, and what the paper of one tells, whatever came later."""

import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.enums import AgreementKind
from agreements.models import Agreement
from reports.outputs import prepare_agreement
from reports.period import Quarter
from reports.queries import agreements_of_post, agreements_of_unit, load_agreement_inputs
from reports.queries.reports import quarter_of_signing
from tests import factories
from tests.reports.workplace import make_workplace

pytestmark = pytest.mark.django_db

QUERIES = 24
"""What the paper of an agreement costs, whatever it promises."""


@pytest.fixture
def place():
    return make_workplace()


def amended(old: Agreement, signed_on: datetime.date) -> Agreement:
    return factories.AgreementFactory(
        position=old.position, kind=AgreementKind.PERUBAHAN, supersedes=old, signed_on=signed_on
    )


def test_the_murni_and_the_last_perubahan_of_each_post(place):
    first = place.kasi.agreements.get()
    second = amended(first, datetime.date(2024, 7, 1))
    third = amended(second, datetime.date(2024, 10, 2))
    camats = place.camat.agreements.get()
    factories.AgreementFactory(position=place.kasi, year=2023)
    make_workplace()

    assert agreements_of_post(place.kasi, 2024) == (first, third)
    assert agreements_of_unit(place.unit, 2024) == (camats, first, third)
    assert agreements_of_post(place.kasi, 2025) == ()


@pytest.mark.parametrize(
    ("kind", "signed_on", "number"),
    [
        (AgreementKind.MURNI, None, 1),
        (AgreementKind.PERUBAHAN, None, 4),
        (AgreementKind.MURNI, datetime.date(2024, 4, 1), 2),
        (AgreementKind.MURNI, datetime.date(2023, 12, 28), 1),
        (AgreementKind.PERUBAHAN, datetime.date(2025, 1, 3), 4),
    ],
)
def test_the_quarter_of_signing(kind, signed_on, number):
    agreement = Agreement(year=2024, kind=kind, signed_on=signed_on)
    assert quarter_of_signing(agreement) == Quarter(2024, number)


def test_an_agreement_keeps_the_ceiling_of_its_signing(place):
    agreement = place.kasi.agreements.get()
    agreement.signed_on = datetime.date(2024, 2, 1)
    agreement.save()
    factories.CeilingFactory(budget_line=place.line, from_date=datetime.date(2024, 9, 1), amount=Decimal(1))
    amended(agreement, datetime.date(2024, 10, 2))

    (murni, _) = agreements_of_post(place.kasi, 2024)
    inputs = load_agreement_inputs(murni)

    assert inputs.agreement.kind is AgreementKind.MURNI
    assert inputs.facts.quarter == Quarter(2024, 1)
    (money,) = [table for table in prepare_agreement(murni).tables if table.key == "signed_budget"]
    assert [row.cells[-1].text for row in money.rows] == ["10.000.000", "10.000.000"]


def test_the_officials_of_the_day_of_signing_sign(place):
    agreement = place.kasi.agreements.get()
    agreement.signed_on = datetime.date(2024, 2, 1)
    agreement.save()
    now = place.kasi.appointments.get()
    now.start = datetime.date(2024, 3, 1)
    now.save()
    before = factories.AppointmentFactory(
        position=place.kasi, start=datetime.date(2022, 1, 1), end=datetime.date(2024, 2, 29)
    )
    (found,) = agreements_of_post(place.kasi, 2024)
    assert load_agreement_inputs(found).agreement.first_party.name == before.official.name


@pytest.mark.parametrize("more", [0, 3])
def test_costs_a_fixed_number_of_queries(place, more):
    agreement = place.kasi.agreements.get()
    for _ in range(more):
        indicator = factories.IndicatorFactory(unit=place.unit)
        factories.AgreementItemFactory(agreement=agreement, indicator=indicator)
    with CaptureQueriesContext(connection) as asked:
        (found,) = agreements_of_post(place.kasi, 2024)
        load_agreement_inputs(found)
    assert len(asked) == QUERIES
    with CaptureQueriesContext(connection) as asked:
        agreements_of_unit(place.unit, 2024)
    assert len(asked) == 1
