"""Which quarters are closed, and for whom they are open again."""

import datetime

import pytest
from django.utils import timezone

from reports.models import QuarterClosing, QuarterReopening
from reports.period import Quarter
from reports.queries import closed_among, closing_of, is_closed, open_units, reopened_until
from tests import factories
from tests.reports.workplace import QUARTER

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2024, 8, 1)


@pytest.fixture
def unit():
    return factories.UnitFactory()


def test_quarter_is_open_until_it_is_closed(unit):
    assert closing_of(QUARTER) is None
    assert not is_closed(unit, QUARTER, TODAY)
    closing = factories.QuarterClosingFactory(year=QUARTER.year, quarter=QUARTER.number)
    assert closing_of(QUARTER) == closing
    assert is_closed(unit, QUARTER, TODAY)
    assert not is_closed(unit, QUARTER.previous, TODAY)


def test_reopened_for_one_unit_up_to_and_including_the_date(unit):
    closing = factories.QuarterClosingFactory(year=QUARTER.year, quarter=QUARTER.number)
    factories.QuarterReopeningFactory(closing=closing, unit=unit, until=TODAY)
    assert not is_closed(unit, QUARTER, TODAY)
    assert is_closed(unit, QUARTER, TODAY + datetime.timedelta(days=1))
    assert is_closed(factories.UnitFactory(), QUARTER, TODAY)


def test_open_again_for_anybody(unit):
    closing = factories.QuarterClosingFactory(year=QUARTER.year, quarter=QUARTER.number)
    assert not reopened_until(closing, TODAY)
    factories.QuarterReopeningFactory(closing=closing, unit=unit, until=TODAY)
    assert reopened_until(closing, TODAY)
    assert not reopened_until(closing, TODAY + datetime.timedelta(days=1))


# -- several units and quarters ----------------------------------------------------------------------------------------


def test_units_and_quarters_that_are_closed_are_told_apart():
    first, second = factories.UnitFactory(), factories.UnitFactory()
    by = factories.UserFactory()
    closing = QuarterClosing.objects.create(year=2024, quarter=2, at=timezone.now(), by=by)
    day = datetime.date(2024, 9, 2)
    QuarterReopening.objects.create(closing=closing, unit=first, reason="Data.", until=day, at=timezone.now(), by=by)
    two, three = Quarter(2024, 2), Quarter(2024, 3)
    pairs = {(first.pk, two), (first.pk, three), (second.pk, two), (second.pk, Quarter(2023, 2))}
    assert closed_among(pairs, day) == {(second.pk, two)}
    assert closed_among(pairs, day + datetime.timedelta(days=1)) == {(first.pk, two), (second.pk, two)}
    assert closed_among([], day) == frozenset()
    assert open_units([first.pk, second.pk], two, day) == {first.pk}
    assert open_units([first.pk, second.pk], three, day) == {first.pk, second.pk}
