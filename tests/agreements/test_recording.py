"""Changes of master data on their way into the trail: in the same transaction, and never unheard."""

import datetime
from decimal import Decimal

import pytest
from django.db import transaction

from agreements import recording
from agreements.enums import Echelon
from agreements.recording import NobodyRecordsError, added, changed, described, printed, record, removed
from reports.models import Event
from reports.queries import sealed_lines
from reports.sealing import walk
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def post():
    return factories.PositionFactory(name="Camat", slug="camat", echelon=Echelon.III_A)


def events(unit):
    return list(Event.objects.filter(unit=unit).order_by("number").values_list("action", "subject", "before", "after"))


def test_changes_reach_the_trail_of_the_unit(post):
    by = factories.UserFactory()
    before = described(post)
    post.echelon = Echelon.III_B
    post.save()
    record(unit=post.unit, by=by, changes=[changed(post, before)])
    name, subject = str(post), f"agreements.position:{post.pk}"
    assert events(post.unit) == [
        (
            "change_row",
            subject,
            {"kind": "jabatan", "name": name, "fields": [["eselon", "III.a"]]},
            {"kind": "jabatan", "name": name, "fields": [["eselon", "III.b"]]},
        )
    ]
    assert Event.objects.get(unit=post.unit).by == by
    assert walk(sealed_lines(post.unit)).broken is None


def test_new_and_deleted_rows_are_told_with_what_they_hold(post):
    record(unit=post.unit, by=None, changes=[added(post, name="Camat"), removed(post, name="Camat", without=["slug"])])
    (_, _, nothing, new), (_, _, old, gone) = events(post.unit)
    assert (nothing, gone) == (None, None)
    assert (new["name"], old["name"]) == ("Camat", "Camat")
    assert ["eselon", "III.a"] in new["fields"]
    assert "camat" in [value for _, value in new["fields"]]
    assert "camat" not in [value for _, value in old["fields"]]


def test_nothing_changed_tells_nothing(post):
    assert changed(post, described(post)) is None
    record(unit=post.unit, by=None, changes=[None])
    assert events(post.unit) == []


def test_a_change_that_nobody_records_fails(post, monkeypatch):
    monkeypatch.setattr(recording, "_connected", [])
    with pytest.raises(NobodyRecordsError, match="connected"):
        record(unit=post.unit, by=None, changes=[])


@pytest.mark.django_db(transaction=True)
def test_a_change_outside_a_transaction_fails(post):
    with pytest.raises(NobodyRecordsError, match="one transaction"):
        record(unit=post.unit, by=None, changes=[added(post)])
    with transaction.atomic():
        record(unit=post.unit, by=None, changes=[added(post)])
    assert len(events(post.unit)) == 1


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_taken_back_leaves_no_line(post):
    with transaction.atomic():
        record(unit=post.unit, by=None, changes=[added(post)])
        transaction.set_rollback(True)
    assert events(post.unit) == []


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "ya"),
        (False, "tidak"),
        (Decimal("1234.5"), "1.234,5"),
        (datetime.date(2024, 7, 1), "1 Juli 2024"),
        ([7, 8], "7, 8"),
        ("Camat", "Camat"),
    ],
)
def test_values_are_written_as_people_read_them(value, text):
    assert printed(value).replace("\N{NO-BREAK SPACE}", " ") == text
