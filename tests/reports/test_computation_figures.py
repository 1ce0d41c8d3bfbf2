"""Sums, means, quotients and differences of figures that may be missing."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.computation.figures import (
    bottom_up,
    displayed,
    from_two,
    known,
    mean,
    missing,
    points,
    total,
)
from reports.computation.formulas import ABSORPTION, REMAINING
from reports.results import Figure, Reason
from reports.rounding import published
from tests.reports.builders import figure

BLANK = missing(Reason.NO_REALIZATION)
percentages = st.decimals(min_value=-500, max_value=500, places=2)
figures = st.lists(st.one_of(percentages.map(Figure), st.sampled_from(Reason).map(missing)), max_size=12)


def test_means_of_the_seeds():
    assert mean([figure(50), figure(50), figure(50), figure(100)]) == figure("62.50")
    assert mean([figure("66.67"), figure(100), figure(0)]) == figure("55.56")


def test_blank_is_not_zero():
    assert mean([figure(50), BLANK]) == Figure(Decimal(50), left_out=1)
    assert mean([figure(50), figure(0)]) == figure(25)
    assert total([figure(50), BLANK], empty=Reason.NO_AMOUNTS) == Figure(Decimal(50), left_out=1)


def test_nothing_left():
    assert mean([BLANK, BLANK]) == missing(Reason.NOTHING_TO_AVERAGE, 2)
    assert mean([], empty=Reason.NO_CHILDREN) == missing(Reason.NO_CHILDREN)
    assert total([], empty=Reason.NO_MONEY) == missing(Reason.NO_MONEY)
    explained = missing(Reason.EXPLAINED)
    assert total([explained, BLANK], empty=Reason.NO_MONEY) == missing(Reason.NO_REALIZATION, 2)
    assert total([explained], empty=Reason.NO_MONEY) == missing(Reason.EXPLAINED, 1)


def test_left_out_counts_leaves():
    """A partial sum inside a sum hands on its leaves; one without any figure counts the leaves it lacks."""
    assert total(
        [Figure(Decimal(1), left_out=2), missing(Reason.EXPLAINED, 3), BLANK], empty=Reason.NO_MONEY
    ) == Figure(Decimal(1), left_out=6)


def test_points_are_a_difference():
    assert points(figure("100.33"), figure("87.02")) == figure("13.31")
    assert points(figure("68.06"), figure("81.74")) == figure("-13.68")
    assert points(BLANK, missing(Reason.NO_PAST)).reason == Reason.NO_REALIZATION
    assert points(figure(1), missing(Reason.NO_PAST, 2)) == missing(Reason.NO_PAST, 2)


def test_same_leaves_are_not_counted_twice():
    first, second = Figure(Decimal(1), left_out=2), Figure(Decimal(2), left_out=1)
    assert from_two(REMAINING, first, second).left_out == 3
    assert from_two(REMAINING, first, second, same_leaves=True).left_out == 2


def test_display_cap_only_shows():
    above = Figure(Decimal("116.20"), left_out=1)
    assert displayed(above, Decimal(100)) == Figure(Decimal(100), left_out=1)
    assert displayed(above, Decimal(120)) == above
    assert displayed(above, None) == above
    assert displayed(BLANK, Decimal(100)) == BLANK


def test_typed_figures_are_published_with_two_decimals():
    assert known(Decimal("33.3333")) == figure("33.33")
    assert str(published(Decimal(5))) == "5.00"
    assert published(Decimal("0.004")) == Decimal("0.004"), "a target that isn't 0 must not become 0"
    assert str(published(Decimal("0.0000"))) == "0.00"


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (47000, 10265000, "0.46"),
        (42057690, 67135649, "62.65"),
        (90558360, 191928000, "47.18"),
        (19299500, 58565932, "32.95"),
        (1, 3, "33.33"),
        (2, 3, "66.67"),
    ],
)
def test_percent(part, whole, expected):
    assert from_two(ABSORPTION, figure(part), figure(whole)) == figure(expected)


def test_quotient_of_nothing_is_the_callers_mistake():
    with pytest.raises(ArithmeticError):
        from_two(ABSORPTION, figure(1), figure(0))


def test_long_amounts_lose_nothing():
    """28 digits of the default context would lose the sen."""
    large = Decimal("12345678901234567890123456789.01")
    assert total([Figure(large), Figure(Decimal("0.01"))], empty=Reason.NO_MONEY).value == Decimal(
        "12345678901234567890123456789.02"
    )


@given(figures, st.randoms(use_true_random=False))
def test_order_does_not_matter(members, random):
    shuffled = random.sample(members, len(members))
    assert mean(shuffled) == mean(members)
    assert total(shuffled, empty=Reason.NO_MONEY) == total(members, empty=Reason.NO_MONEY)


@given(st.lists(percentages, min_size=1, max_size=12))
def test_mean_lies_between_and_total_adds_up(values):
    members = [Figure(value) for value in values]
    assert min(values) <= mean(members).value <= max(values)
    assert total(members, empty=Reason.NO_MONEY).value == sum(values)


@given(st.lists(percentages, min_size=1, max_size=8), st.integers(1, 5))
def test_mean_of_repeated_members_is_the_same(values, times):
    members = [Figure(value) for value in values]
    assert mean(members * times) == mean(members)


@given(st.dictionaries(st.integers(1, 12), st.one_of(st.none(), st.integers(1, 14)), max_size=12))
def test_bottom_up_puts_children_first(parents):
    """Whatever points at whatever: everything comes once, and only rings are set apart."""
    ordered, circular = bottom_up(parents)
    assert sorted([*ordered, *circular]) == sorted(parents)
    places = {key: place for place, key in enumerate(ordered)}
    assert all(places[key] < places[parents[key]] for key in ordered if parents[key] in places)
    for key in circular:
        above, steps = parents[key], 0
        while above != key and steps <= len(parents):
            above, steps = parents.get(above), steps + 1
        assert above == key, "only what is its own ancestor is a ring"
