"""Which quarters are closed, and for whom they are open again."""

import datetime

import pytest

from reports.queries import closing_of, is_closed
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
