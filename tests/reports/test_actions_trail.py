"""The one way into the trail: numbers without gaps, each line sealed to the one before it."""

import datetime
from decimal import Decimal

import pytest
from django.db import transaction

from reports.actions import BudgetChange, save_entries
from reports.actions.trail import Line, record
from reports.models import Event
from reports.sealing import FIRST
from tests import factories
from tests.reports.sealed import sealed
from tests.reports.workplace import QUARTER, make_workplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return factories.UnitFactory()


def lines(*names):
    return [Line(name, f"reports.report:{place}", None, {"text": name}) for place, name in enumerate(names, 1)]


def chain(unit):
    """Return the lines of a unit, each with whether it is sealed to the one before it."""
    previous, found = FIRST, []
    for row in Event.objects.filter(unit=unit).order_by("number"):
        found.append((row.number, row.action, row.seal == sealed(row, previous)))
        previous = row.seal
    return found


def test_lines_are_numbered_and_sealed_over_several_calls(unit):
    by = factories.UserFactory()
    record(unit=unit, by=by, lines=lines("a", "b"))
    record(unit=unit, by=None, lines=lines("c"))
    assert chain(unit) == [(1, "a", True), (2, "b", True), (3, "c", True)]
    first, _, last = Event.objects.order_by("number")
    assert (first.by, last.by) == (by, None)
    assert (first.subject, first.before, first.after) == ("reports.report:1", None, {"text": "a"})


def test_each_unit_has_a_chain_of_its_own(unit):
    other = factories.UnitFactory()
    for place in (unit, other, unit):
        record(unit=place, by=None, lines=lines("a"))
    assert [number for number, _, _ in chain(unit)] == [1, 2]
    assert chain(other) == [(1, "a", True)]
    assert Event.objects.get(unit=other).seal != Event.objects.get(unit=unit, number=1).seal


def test_nothing_to_say_writes_nothing(unit):
    record(unit=unit, by=None, lines=[])
    assert not Event.objects.exists()


def test_lost_transaction_leaves_no_gap(unit):
    record(unit=unit, by=None, lines=lines("a"))
    with transaction.atomic():
        record(unit=unit, by=None, lines=lines("lost", "lost"))
        transaction.set_rollback(True)
    record(unit=unit, by=None, lines=lines("b"))
    assert chain(unit) == [(1, "a", True), (2, "b", True)]


def test_seal_holds_for_what_the_database_gives_back(unit):
    content = {
        "text": "“Kecamatan” — 100 %\n\ttabulasi \\ \x7f é 😀",
        "z": None,
        "a": [1, ["b", {"c": True}]],
        "amount": "123456789012345678901234567890.12345",
        "terms": {"10": "1", "9": "2"},
    }
    record(unit=unit, by=None, lines=[Line("save_text", "reports.report:1", content, content)])
    assert chain(unit) == [(1, "save_text", True)]
    assert Event.objects.get().after == content


def test_lines_of_one_call_share_their_time(unit):
    before = datetime.datetime.now(datetime.UTC)
    record(unit=unit, by=None, lines=lines("a", "b"))
    first, second = Event.objects.values_list("at", flat=True)
    assert before <= first == second <= datetime.datetime.now(datetime.UTC)


def test_actions_leave_a_whole_chain():
    place = make_workplace()
    for version, amount in enumerate((1000, 2000)):
        change = BudgetChange(place.line.pk, version, amount=Decimal(amount))
        save_entries(unit=place.unit, quarter=QUARTER, changes=[change], by=place.operator)
    assert chain(place.unit) == [(1, "save_entry", True), (2, "save_entry", True)]


@pytest.mark.parametrize("count", [1, 30])
def test_lines_cost_the_same_however_many(unit, count, django_assert_num_queries):
    # Savepoint, the held unit, the last line, the new lines, release.
    with django_assert_num_queries(5):
        record(unit=unit, by=None, lines=lines(*["a"] * count))
