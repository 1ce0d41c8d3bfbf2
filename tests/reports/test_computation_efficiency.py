"""Efficiency by its three definitions, and cost per outcome."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.enums import Direction, EfficiencyDefinition
from reports.computation.efficiency import (
    cost_per_outcome,
    efficiency_difference,
    efficiency_index,
    pmk_efficiency,
    row_efficiency,
    technical_efficiency,
)
from reports.computation.figures import missing
from reports.computation.money import line_result
from reports.results import CostPerOutcome, Figure, Reason
from tests.reports.builders import figure, number

BLANK = missing(Reason.NO_REALIZATION)
percentages = st.decimals(0, 200, places=2)
rupiah = st.integers(1, 10**12)


def money(ceiling, spent):
    return line_result(1, figure(ceiling), figure(spent))


def test_difference_of_the_seeds():
    assert efficiency_difference(figure("81.74"), figure("68.06")) == figure("13.68")
    assert efficiency_difference(BLANK, figure(50)) == BLANK


def test_index_and_its_level():
    index = efficiency_index(figure("81.74"), figure("68.06"))
    assert index == figure("1.20")
    assert technical_efficiency(index) == figure("0.20")
    assert technical_efficiency(BLANK) == BLANK
    assert efficiency_index(figure(50), figure(0)) == missing(Reason.ZERO_ABSORPTION)
    assert efficiency_index(figure(50), missing(Reason.NO_CEILING)) == missing(Reason.NO_CEILING)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([(100, 1000, 900)], "10.00"),
        ([(50, 1000, 450)], "10.00"),
        ([(100, 1000, 100)], "20"),  # limited
        ([(50, 1000, 1000)], "-20"),
        ([(100, 1000, 1200)], "-20"),
        ([(100, 1000, 950), (50, 2000, 1000)], "2.50"),  # due 2000, spent 1950
    ],
)
def test_pmk(rows, expected):
    rows = [(figure(achievement), money(ceiling, spent)) for achievement, ceiling, spent in rows]
    assert pmk_efficiency(rows) == figure(expected)


def test_pmk_leaves_rows_out():
    rows = [
        (figure(100), money(1000, 900)),
        (BLANK, money(5000, 5000)),
        (figure(100), line_result(2, missing(Reason.NO_CEILING), figure(1))),
        (figure(100), line_result(3, figure(10), missing(Reason.EXPLAINED))),
    ]
    assert pmk_efficiency(rows) == Figure(Decimal("10.00"), left_out=3)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([], Reason.NO_OUTCOME),
        ([(figure(0), money(1000, 0))], Reason.ZERO_OUTCOME),
        ([(figure(100), money(0, 0))], Reason.ZERO_CEILING),
        ([(missing(Reason.NO_TARGET), money(10, 0))], Reason.NO_TARGET),
    ],
)
def test_no_pmk_without_anything_due(rows, reason):
    assert pmk_efficiency(rows).reason == reason


@given(st.lists(st.tuples(percentages, rupiah, rupiah), max_size=6))
def test_pmk_stays_in_its_limits(rows):
    value = pmk_efficiency([(figure(a), money(ceiling, spent)) for a, ceiling, spent in rows]).value
    assert value is None or -20 <= value <= 20


def test_row_follows_the_choice_of_the_kabupaten():
    row = (figure(60), money(1000, 500))
    assert row_efficiency(EfficiencyDefinition.DIFFERENCE, *row) == figure(10)
    assert row_efficiency(EfficiencyDefinition.INDEX, *row) == figure("1.20")
    assert row_efficiency(EfficiencyDefinition.PMK_22_2021, *row) == figure("16.67")


def cost(direction=Direction.HIGHER, *, target=35, reached=21, ceiling=19740750, spent=5760000):
    figures = (value if isinstance(value, Figure) else figure(value) for value in (target, reached, ceiling, spent))
    return cost_per_outcome(direction, *figures)


def test_cost_per_keluarga():
    """Rowokangkung 04: 5.760.000 for 21 of 35 keluarga, 19.740.750 planned."""
    assert cost() == CostPerOutcome(figure("274285.71"), figure("564021.43"), figure("0.49"))


@pytest.mark.parametrize(
    ("given", "realized", "planned", "ratio"),
    [
        ({"reached": 0}, Reason.ZERO_OUTCOME, None, Reason.ZERO_OUTCOME),
        ({"reached": -1}, Reason.ZERO_OUTCOME, None, Reason.ZERO_OUTCOME),
        ({"reached": BLANK}, Reason.NO_REALIZATION, None, Reason.NO_REALIZATION),
        ({"spent": missing(Reason.EXPLAINED)}, Reason.EXPLAINED, None, Reason.EXPLAINED),
        ({"target": 0}, None, Reason.ZERO_TARGET, Reason.ZERO_TARGET),
        ({"target": -1}, None, Reason.NEGATIVE_TARGET, Reason.NEGATIVE_TARGET),
        ({"target": missing(Reason.NO_TARGET)}, None, Reason.NO_TARGET, Reason.NO_TARGET),
        ({"ceiling": missing(Reason.NO_CEILING)}, None, Reason.NO_CEILING, Reason.NO_CEILING),
        ({"ceiling": 0}, None, None, Reason.ZERO_CEILING),
        ({"direction": Direction.RANGE}, None, Reason.RANGE_TARGET, Reason.RANGE_TARGET),
        (
            {"direction": Direction.LOWER},
            Reason.LOWER_IS_BETTER,
            Reason.LOWER_IS_BETTER,
            Reason.LOWER_IS_BETTER,
        ),
    ],
)
def test_no_cost_without_its_figures(given, realized, planned, ratio):
    found = cost(**given)
    assert (found.realized.reason, found.planned.reason, found.ratio.reason) == (realized, planned, ratio)


def test_nothing_spent_costs_nothing():
    assert cost(spent=0).realized == figure(0)
    assert cost(spent=0).ratio == figure(0)


@given(st.integers(1, 1000), st.integers(1, 1000), rupiah)
def test_more_outcome_for_the_same_money_is_never_dearer(few, more, spent):
    few, more = sorted([few, more])
    assert cost(reached=more, spent=spent).realized.value <= cost(reached=few, spent=spent).realized.value


@given(
    st.sampled_from(Direction),
    *[st.one_of(st.none(), st.decimals(-(10**12), 10**12, places=2)) for _ in range(4)],
)
def test_any_figures_give_a_cost_or_a_reason(direction, target, reached, ceiling, spent):
    figures = [BLANK if value is None else Figure(number(value)) for value in (target, reached, ceiling, spent)]
    found = cost_per_outcome(direction, *figures)
    for measured in (found.realized, found.planned, found.ratio):
        assert (measured.value is None) != (measured.reason is None)
