"""A signed agreement in the admin: its content is locked, a date that was noted wrongly can be mended."""

import datetime

import pytest
from django.urls import reverse

from agreements.models import Agreement
from tests import factories
from tests.pages import client_of, read

pytestmark = pytest.mark.django_db
CONTENT = ("objectives-0-text", "items-0-wording", "budgets-0-amount_signed")


@pytest.fixture
def client():
    return client_of(factories.UserFactory(is_staff=True, is_superuser=True))


@pytest.fixture
def agreement():
    made = factories.AgreementItemFactory().agreement
    factories.AgreementBudgetFactory(agreement=made)
    return made


def page(client, agreement, action="change"):
    return client.get(reverse(f"admin:agreements_agreement_{action}", args=[agreement.pk]))


def sign(agreement):
    agreement.signed_on = datetime.date(2024, 1, 10)
    agreement.save()


def test_a_draft_is_open(client, agreement):
    assert set(CONTENT) <= read(page(client, agreement)).fields.keys()
    assert page(client, agreement, "delete").status_code == 200


def test_a_signed_one_is_locked_but_for_its_signature(client, agreement):
    sign(agreement)
    fields = read(page(client, agreement)).fields
    assert {"signed_on", "signed_place"} <= fields.keys()
    assert not {"year", "superior_title", *CONTENT} & fields.keys()
    assert page(client, agreement, "delete").status_code == 403
    response = client.post(
        reverse("admin:agreements_agreement_change", args=[agreement.pk]),
        fields | {"signed_on": "11 Januari 2024", "year": "2023", "objectives-0-text": "Lain"},
    )
    assert response.status_code == 302
    stored = Agreement.objects.get(pk=agreement.pk)
    assert (stored.signed_on, stored.year) == (datetime.date(2024, 1, 11), 2024)
    assert stored.objectives.get().text != "Lain"
