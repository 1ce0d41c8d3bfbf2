"""Refreshing stores what is stale and nothing else, and loses no change that comes in meanwhile."""

import threading

import pytest
from django.db import connection, transaction

from reports import refreshing
from reports.actions import summaries as actions
from reports.models import BudgetRealization, ReportSummary, UnitChange, UnitSummary
from reports.period import Quarter
from reports.queries.summaries import Scope, compute_summary, stale_summaries
from reports.refreshing import Refreshed, refresh_summaries
from reports.triggers import install
from tests import factories
from tests.reports.racing import alone, apart, share_database
from tests.reports.workplace import QUARTER, make_workplace


@pytest.fixture(autouse=True)
def _set(db):
    """Have the triggers even after a test that took the migrations back."""
    install()


@pytest.fixture
def place():
    made = make_workplace()
    factories.BudgetRealizationFactory(budget_line=made.line, amount=10)
    factories.BudgetRealizationFactory(budget_line=made.other_line, amount=5)
    return made


def spent(place) -> int:
    return UnitSummary.objects.get(unit=place.unit, quarter=2).spent


def test_all_that_have_reports_are_stored_once(place):
    factories.ReportFactory(position=place.kasi, quarter=1)
    assert refresh_summaries() == Refreshed(stored=2, overtaken=0)
    assert spent(place) == 15
    assert ReportSummary.objects.filter(quarter=2).count() == 2
    assert not UnitChange.objects.exists()
    assert refresh_summaries() == Refreshed(stored=0, overtaken=0)


def test_a_unit_that_opened_nothing_is_ready_too(place):
    late = make_workplace(opened=False)
    refresh_summaries()
    assert UnitSummary.objects.filter(unit=late.unit).count() == 1


def test_a_part_is_refreshed_and_the_rest_stays_stale(place):
    other = make_workplace()
    assert refresh_summaries(place.unit, [QUARTER]).stored == 1
    BudgetRealization.objects.update(amount=7)
    other_key = (other.unit.pk, QUARTER)
    assert refresh_summaries(place.unit, [QUARTER]).stored == 1
    assert stale_summaries({place.unit.pk, other.unit.pk}, [QUARTER]) == {other_key}
    assert spent(place) == 14


def test_changes_are_counted_for_quarters_that_were_not_asked_for(place):
    """Taking a change must not forget the summaries that it went into beside those that are computed now."""
    quarters = [QUARTER, Quarter(2024, 3)]
    refresh_summaries(quarters=quarters)
    BudgetRealization.objects.update(amount=7)
    refresh_summaries(place.unit, [QUARTER])
    assert not UnitChange.objects.exists()
    assert stale_summaries({place.unit.pk}, quarters) == {(place.unit.pk, Quarter(2024, 3))}


def test_a_post_that_reports_no_more_leaves(place):
    refresh_summaries()
    place.report(place.kasi).delete()
    type(place.kasi).objects.filter(pk=place.kasi.pk).update(reports=False)
    refresh_summaries()
    assert set(ReportSummary.objects.values_list("position", flat=True)) == {place.camat.pk}


def test_a_change_while_it_is_computed_keeps_it_stale(place, monkeypatch):
    """Both when the change still waits and when another worker has counted it already."""

    def meanwhile(unit, quarter):
        summary = compute_summary(unit, quarter)
        BudgetRealization.objects.update(amount=9)
        return summary

    monkeypatch.setattr(refreshing, "compute_summary", meanwhile)
    assert refresh_summaries() == Refreshed(stored=1, overtaken=0)
    assert stale_summaries({place.unit.pk}, [QUARTER]) == {(place.unit.pk, QUARTER)}

    def taken(unit, quarter):
        summary = meanwhile(unit, quarter)
        actions.take_changes(by=None)
        return summary

    monkeypatch.setattr(refreshing, "compute_summary", taken)
    assert refresh_summaries() == Refreshed(stored=0, overtaken=1)
    monkeypatch.undo()
    assert refresh_summaries() == Refreshed(stored=1, overtaken=0)
    assert spent(place) == 18


@pytest.mark.parametrize("most", [1, 2, 5000])
def test_many_changes_are_taken_in_parts(place, monkeypatch, most):
    refresh_summaries()
    for _ in range(3):
        factories.UnitChangeFactory()
    factories.UnitChangeFactory(unit=place.unit, year=2024, quarter=2)
    monkeypatch.setattr(actions, "MOST_TAKEN", most)
    assert refresh_summaries().stored == 1
    assert not UnitChange.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_committed_late_is_not_taken_for_one_that_was_read(monkeypatch, tmp_path):
    """Its number is smaller than that of one which was taken before it could be seen."""
    share_database(monkeypatch, tmp_path)
    place = alone(make_workplace)
    alone(lambda: factories.BudgetRealizationFactory(budget_line=place.line, amount=10))
    alone(refresh_summaries)
    written, go_on = threading.Event(), threading.Event()

    def slow():
        with transaction.atomic():
            BudgetRealization.objects.update(amount=99)
            written.set()
            go_on.wait(10)

    waiting = apart(slow)
    assert written.wait(10)
    if connection.vendor == "postgresql":
        # SQLite lets nobody write in between.
        alone(lambda: factories.BudgetRealizationFactory(budget_line=place.other_line, amount=1))
        assert alone(refresh_summaries).stored == 1
        assert alone(lambda: spent(place)) == 11
    go_on.set()
    waiting()
    assert alone(refresh_summaries).stored == 1
    assert alone(lambda: spent(place)) == (100 if connection.vendor == "postgresql" else 99)


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets nobody write in between")
@pytest.mark.django_db(transaction=True)
def test_a_change_between_reading_and_deleting_is_not_taken(monkeypatch):
    place = alone(make_workplace)
    alone(lambda: factories.BudgetRealizationFactory(budget_line=place.line, amount=10))
    alone(refresh_summaries)
    alone(lambda: BudgetRealization.objects.update(amount=20))

    class Late(Scope):
        @classmethod
        def of(cls, *row):
            alone(lambda: BudgetRealization.objects.update(amount=30))
            return Scope(row[0], None)

    monkeypatch.setattr(actions, "Scope", Late)
    alone(lambda: actions.take_changes(by=None))
    assert alone(UnitChange.objects.exists)
    monkeypatch.undo()
    alone(refresh_summaries)
    assert alone(lambda: spent(place)) == 30


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_leave_everything_right(monkeypatch, tmp_path):
    share_database(monkeypatch, tmp_path)
    places = [alone(make_workplace) for _ in range(3)]
    for worker in [apart(refresh_summaries) for _ in range(2)]:
        assert isinstance(worker(), Refreshed)
    keys = {place.unit.pk for place in places}
    assert alone(lambda: stale_summaries(keys, [QUARTER])) == set()
    assert alone(ReportSummary.objects.count) == 6
