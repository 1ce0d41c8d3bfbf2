"""Who typed a fact: of an indicator and of a line, in one query for each kind."""

from decimal import Decimal

import pytest

from reports.actions import BudgetChange, IndicatorChange, save_entries
from reports.explanation.explain import Source
from reports.queries import account_name, typists
from tests.reports.workplace import QUARTER, make_workplace

pytestmark = pytest.mark.django_db


def test_each_fact_names_its_typist(django_assert_num_queries):
    place = make_workplace()
    changes = [
        IndicatorChange(place.direct.pk, 0, value=Decimal(21)),
        BudgetChange(place.line.pk, 0, amount=Decimal(400)),
        BudgetChange(place.other_line.pk, 0, amount=Decimal(5)),
    ]
    save_entries(unit=place.unit, quarter=QUARTER, changes=changes, by=place.operator)
    reached = Source(place.direct.pk, None, 2024, 2)
    spent, other = (Source(None, line.pk, 2024, 2) for line in (place.line, place.other_line))
    blank = Source(place.direct.pk, None, 2024, 1)
    with django_assert_num_queries(2):
        found = typists([reached, spent, other, blank])
    assert found.keys() == {reached, spent, other}
    assert {typist.name for typist in found.values()} == {account_name(place.operator)}
    assert {typist.version for typist in found.values()} == {1}


def test_nothing_asked_costs_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert typists([]) == {}
