"""Units side by side: medians, ranks and sums, worked out by hand."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.computation.comparison import median, over_units, ranks, share_in_time
from reports.computation.money import line_result
from reports.results import Figure, Reason

GONE = Figure(None, Reason.NO_REALIZATION)


def figures(*values):
    return [GONE if value is None else Figure(Decimal(value)) for value in values]


@pytest.mark.parametrize(
    ("values", "expected", "left_out"),
    [
        (["61"], "61", 0),
        (["90", "61", "70"], "70", 0),
        (["61", "70"], "65.50", 0),
        (["61.00", "61.01"], "61.01", 0),
        (["10000", "80", None, "82", "81"], "81.50", 1),
    ],
)
def test_median(values, expected, left_out):
    found = median(figures(*values))
    assert (found.value, found.left_out) == (Decimal(expected), left_out)


@pytest.mark.parametrize("values", [[], [None, None]])
def test_there_is_no_middle_of_nothing(values):
    assert median(figures(*values)).reason == Reason.NOTHING_TO_AVERAGE


@given(st.lists(st.decimals(0, 10_000, places=2), min_size=1))
def test_half_lies_on_each_side_of_the_median(values):
    middle = median([Figure(value) for value in values]).value
    assert sum(value < middle for value in values) * 2 <= len(values)
    assert sum(value > middle for value in values) * 2 <= len(values)


def test_ranks_go_down_equal_ones_share_theirs_and_nothing_has_none():
    assert ranks(figures("80", "95", None, "95", "70")) == (3, 1, None, 1, 4)
    assert ranks(figures("80.00", "80")) == (1, 1)
    assert ranks([]) == ()


@pytest.mark.parametrize(
    ("came", "owed", "share"), [(25, 36, "69.44"), (1, 8, "12.50"), (0, 12, "0.00"), (7, 7, "100.00")]
)
def test_reports_in_time_are_a_share_of_all_that_are_owed(came, owed, share):
    assert share_in_time(came, owed) == Figure(Decimal(share))


def test_there_is_no_share_of_no_reports():
    assert share_in_time(0, 0).reason == Reason.NO_REPORTS


def test_a_programme_over_units_is_total_against_total():
    one = line_result(7, Figure(Decimal(100)), Figure(Decimal(90)))
    other = line_result(8, Figure(Decimal(300)), Figure(Decimal(30)))
    together = over_units([one, other])
    found = together.whole
    assert together.filled == found
    assert not together.uneven
    assert (found.ceiling.value, found.spent.value, found.absorption.value) == (400, 120, Decimal("30.00"))


def test_a_unit_that_filled_nothing_leaves_the_sum_partial():
    one = line_result(7, Figure(Decimal(100)), Figure(Decimal(90)))
    found = over_units([one, line_result(8, Figure(Decimal(300)), GONE)])
    assert found.whole.spent == Figure(Decimal(90), left_out=1)
    assert found.whole.absorption.value == Decimal("22.50")
    assert (found.filled.ceiling.value, found.filled.absorption.value) == (100, Decimal("90.00"))
    assert (found.units, found.filled_units, found.without_spending, found.uneven) == (2, 1, 1, True)
    assert over_units([]).whole.spent.reason == Reason.NO_MONEY


def test_a_unit_that_filled_a_part_counts_among_those_that_have_both_and_is_told():
    half = line_result(7, Figure(Decimal(100)), Figure(Decimal(40), left_out=2))
    found = over_units([half, line_result(8, GONE, Figure(Decimal(5)))])
    assert (found.filled_units, found.unfinished, found.without_spending, found.uneven) == (1, 1, 0, False)
    assert found.filled.absorption == Figure(Decimal("40.00"), left_out=2)
