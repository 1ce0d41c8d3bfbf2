"""The two short transactions of a refresh, each by itself; together they stand in test_refreshing.py."""

import pytest
from django.utils import timezone

from reports.actions.summaries import expect_summaries, keep_summary, take_changes
from reports.models import ReportSummary, UnitChange, UnitSummary
from reports.period import Quarter
from reports.queries.summaries import compute_summary
from tests import factories
from tests.reports.workplace import QUARTER, make_workplace

pytestmark = pytest.mark.django_db


def counted() -> dict[tuple[int, int], int]:
    return {(row.unit_id, row.quarter): row.changes for row in UnitSummary.objects.all()}


def test_changes_are_counted_where_they_go_and_taken_once():
    one, two = factories.UnitFactory(), factories.UnitFactory()
    expect_summaries(missing=[(unit, Quarter(2024, n)) for unit in (one, two) for n in (1, 2)], by=None)
    UnitChange.objects.all().delete()
    factories.UnitChangeFactory(unit=one, year=2024, quarter=2)
    factories.UnitChangeFactory(unit=one, year=2024, quarter=2)
    assert take_changes(by=None) == 2
    assert counted() == {(one.pk, 1): 0, (one.pk, 2): 1, (two.pk, 1): 0, (two.pk, 2): 0}
    factories.UnitChangeFactory()
    assert take_changes(by=None) == 1
    assert set(counted().values()) == {1, 2}
    assert take_changes(by=None) == 0


def test_a_row_that_is_there_stays():
    row = factories.UnitSummaryFactory(changes=3)
    expect_summaries(missing=[(row.unit, Quarter(2024, 2)), (row.unit, Quarter(2024, 3))], by=None)
    assert counted() == {(row.unit_id, 2): 3, (row.unit_id, 3): 0}


def test_figures_of_before_a_change_are_not_kept():
    place = make_workplace()
    row = factories.UnitSummaryFactory(unit=place.unit, computed=None, computed_at=None)
    summary = compute_summary(place.unit, QUARTER)
    UnitSummary.objects.update(changes=1)
    assert keep_summary(row=row, summary=summary, at=timezone.now(), by=None) is False
    assert not ReportSummary.objects.exists()
    row.refresh_from_db()
    assert row.computed is None
    assert keep_summary(row=row, summary=summary, at=timezone.now(), by=None) is True
    assert ReportSummary.objects.count() == 2
    row.refresh_from_db()
    assert (row.computed, row.ceiling) == (1, 15_000_000)
