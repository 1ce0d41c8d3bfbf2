"""What lies far from the rest: medians and deviations worked out by hand."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.computation.outliers import FEWEST, Middle, growths, is_far, middle


def decimals(*values):
    return [Decimal(value) for value in values]


def test_the_middle_of_five():
    # 10 20 30 40 1000: median 30, distances 20 10 0 10 970, their median 10.
    assert middle(decimals(1000, 10, 30, 20, 40)) == Middle(Decimal(30), Decimal(10), 5)


def test_four_are_too_few():
    assert middle(decimals(1, 2, 3, 4)) is None
    assert FEWEST == 5


@pytest.mark.parametrize(("value", "far"), [("104.12", False), ("104.13", True), ("-44.13", True), ("30", False)])
def test_the_limit_is_seven_deviations_and_a_bit(value, far):
    # 5 / 0,6745 = 7,4129...; of a deviation of 10 that is 74,129.
    assert is_far(Decimal(value), Middle(Decimal(30), Decimal(10), 5), least=Decimal(20)) is far


def test_where_all_are_equal_the_least_distance_counts():
    where = Middle(Decimal(100), Decimal(0), 20)
    assert not is_far(Decimal(81), where, least=Decimal(20))
    assert is_far(Decimal(79), where, least=Decimal(20))


@pytest.mark.parametrize(
    ("others", "far"),
    [
        ((0, 0, 0, 0, 42, 42, 42), False),
        ((0, 0, 0, 0, 0, 40, 45), False),
        ((0, 0, 0, 0, 0, 0, 42), True),
        ((0, 0, 0, 0, 0, 0, 10_000), True),
        ((0, 0, 0, 0, 0, 42, 42, 42), False),
        ((0, 0, 0, 0, 0, 0, 42, 42), True),
        ((0, 0, 0, 42, 42), False),
        ((0, 0, 0, 0, 42), True),
    ],
)
def test_who_is_where_more_than_a_quarter_of_the_others_are_is_not_far(others, far):
    where = middle(decimals(*others))
    assert where is not None
    assert where.median == 0
    assert is_far(Decimal(42), where, least=Decimal(20)) is far


def test_one_wrong_figure_moves_nothing():
    right = middle(decimals(*range(40, 61)))
    wrong = middle(decimals(*range(40, 60), 10_000))
    assert right is not None
    assert wrong is not None
    assert abs(right.median - wrong.median) <= 1
    assert is_far(Decimal(10_000), wrong, least=Decimal(20))


def test_growth_from_quarter_to_quarter():
    assert growths(decimals(3, 5, 5)) == decimals(3, 2, 0)
    assert growths([Decimal(3), None, Decimal(9)]) == decimals(3)
    assert growths([]) == []


@given(
    st.lists(
        st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**12), max_value=10**12), min_size=5
    )
)
def test_no_figures_make_it_fail_and_the_median_is_never_far(values):
    where = middle(values)
    assert where is not None
    assert where.deviation >= 0
    assert not is_far(where.median, where, least=Decimal(0))
