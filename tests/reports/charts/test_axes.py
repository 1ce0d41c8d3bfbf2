"""Axes carry round numbers in order, enclose their values, and keep proportions."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.numbers import NBSP
from reports.charts.axes import Axis, Measure, ceiling_of, tick_labels, ticks

VALUES = st.decimals(min_value=-(10**6), max_value=10**14, places=2, allow_nan=False, allow_infinity=False)


@given(VALUES, VALUES, st.integers(2, 10))
def test_ticks_are_round_evenly_spaced_and_enclose(one, other, most):
    low, high = min(one, other), max(one, other)
    found = ticks(low, high, most)
    assert found[0] <= low
    assert high <= found[-1]
    assert 2 <= len(found) <= most + 2
    steps = {after - before for before, after in pairwise(found)}
    (step,) = steps
    assert step > 0
    assert step.normalize().as_tuple().digits in {(1,), (2,), (5,)}


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [("0", "98.1", ["0", "20", "40", "60", "80", "100"]), ("0", "0", ["0", "20", "40", "60", "80", "100"])],
)
def test_ticks_of_percentages(low, high, expected):
    assert [f"{value:f}" for value in ticks(Decimal(low), Decimal(high))] == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["0", "500000000", "1000000000"], ["0", "0,5_miliar", "1_miliar"]),
        (["0", "200000"], ["0", "200_ribu"]),
        (["0", "2500000"], ["0", "2,5_juta"]),
        (["0", "2000000000000"], ["0", "2_triliun"]),
        (["0", "500"], ["0", "500"]),
        (["-20000", "0"], ["−20_ribu", "0"]),
    ],
)
def test_amounts_are_written_in_one_scale(values, expected):
    labels = tick_labels([Decimal(value) for value in values], Measure.MONEY)
    assert list(labels) == [label.replace("_", NBSP) for label in expected]


def test_percentages_are_written_as_such():
    assert tick_labels([Decimal(0), Decimal("2.5")], Measure.PERCENT) == (f"0{NBSP}%", f"2,5{NBSP}%")


@given(st.lists(VALUES, min_size=2), st.integers(0, 400), st.integers(500, 900))
def test_what_is_more_lies_further_and_never_outside(values, start, end):
    values.sort()
    axis = Axis(ticks(values[0], values[-1]), start, end)
    places = [axis.at(value) for value in values]
    assert places == sorted(places)
    assert all(start <= place <= end for place in places)
    assert not any(axis.beyond(value) for value in values)


def test_an_axis_may_run_upwards_and_holds_back_what_lies_beyond():
    axis = Axis((Decimal(0), Decimal(50), Decimal(100)), 400, 0)
    assert [axis.at(Decimal(value)) for value in (0, 25, 100, 10_000)] == [400, 300, 0, 0]
    assert axis.beyond(Decimal("100.01"))
    assert not axis.beyond(Decimal(100))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], None),
        (["10000"], None),
        (["80", "90", "110"], None),
        (["80", "82", "90", "95", "10000"], 190),
        (["50", "10000"], 120),
        (["300", "310", "320"], None),
        (["0", "0", "0", "500"], 120),
    ],
)
def test_one_far_above_all_others_does_not_press_them_together(values, expected):
    assert ceiling_of([Decimal(value) for value in values]) == expected
