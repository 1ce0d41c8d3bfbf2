"""The budget as an import finds it (reports.queries.budget)."""

import datetime

import pytest

from reports.models import BudgetRealization
from reports.queries import budget_seen, standing_budget
from tests import factories
from tests.reports.workplace import make_workplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return make_workplace()


def test_lines_carry_their_ceilings_and_what_was_spent(place):
    factories.CeilingFactory(budget_line=place.line, amount=5, document="dppa", from_date=datetime.date(2024, 9, 1))
    BudgetRealization.objects.create(budget_line=place.line, quarter=2, amount=3)
    (line,) = [line for line in standing_budget(place.unit, 2024) if line.id == place.line.pk]
    assert [ceiling.amount for ceiling in line.ceilings] == [10_000_000, 5]
    assert line.ceiling_on(datetime.date(2024, 8, 31)).amount == 10_000_000
    assert line.ceiling_on(datetime.date(2024, 9, 1)).amount == 5
    assert line.ceiling_on(datetime.date(2023, 12, 31)) is None
    assert (line.spent[2].amount, line.spent[2].version) == (3, 1)
    assert line.has_amounts


def test_three_queries_whatever_the_number_of_lines(place, django_assert_num_queries):
    with django_assert_num_queries(3):
        assert standing_budget(place.unit, 2024)


@pytest.mark.parametrize("change", ["ceiling", "spent", "name"])
def test_hash_tells_every_change(place, change):
    before = budget_seen(standing_budget(place.unit, 2024))
    assert before == budget_seen(standing_budget(place.unit, 2024))
    if change == "ceiling":
        place.line.ceilings.update(amount=1)
    elif change == "spent":
        BudgetRealization.objects.create(budget_line=place.line, quarter=1, amount=3)
    else:
        type(place.line).objects.filter(pk=place.line.pk).update(name="Lain")
    assert budget_seen(standing_budget(place.unit, 2024)) != before
