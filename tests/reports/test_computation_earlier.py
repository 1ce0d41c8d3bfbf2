"""Comparisons with years that the system holds itself: by the computation of then, and before any stored value."""

from dataclasses import replace
from decimal import Decimal

import pytest

from agreements.enums import Aggregation, Direction, Formula
from reports.computation import compute_facts, compute_report
from reports.computation.figures import missing
from reports.computation.indicators import results_then
from reports.inputs import PastEntry, YearEntry
from reports.period import Quarter
from reports.results import Reason
from tests.reports.builders import (
    facts,
    figure,
    indicator,
    mean_indicator,
    number,
    ratio_terms,
    realization,
    report,
    target,
)


def year(goal=None, values=(), *, terms=(), used_in=(1, 2, 3, 4)) -> YearEntry:
    """Return what the system holds of a year: a target, and values per quarter from the first."""
    typed = {place: realization(value) for place, value in enumerate(values, 1) if value is not None}
    held = goal if not isinstance(goal, int) else target(goal)
    return YearEntry(target=held, realizations=typed, terms=tuple(terms), used_in=used_in)


def compared(entry, *others):
    inputs = report(facts([entry, *others]), items=[entry.id])
    (found,) = compute_report(inputs, compute_facts(inputs.facts), combined=False).comparisons
    return found


def told(past) -> tuple:
    return past.target, past.realization, past.achievement


def test_last_years_quarter_and_the_years_before_come_from_the_systems_own_figures():
    held = {2023: year(80, (10, 30, 50, 72)), 2022: year(50, (10, 20, 30, 25))}
    found = compared(indicator(1, 40, target=100, earlier=held))
    assert told(found.same_quarter) == (figure(80), figure(30), figure("37.50"))
    assert [(past.year, *told(past)) for past in found.earlier_years] == [
        (2022, figure(50), figure(25), figure(50)),
        (2023, figure(80), figure(72), figure(90)),
    ]
    assert (found.realization_change, found.achievement_change, found.target_change) == (
        figure(10),
        figure("2.50"),
        figure(20),
    )


def test_the_systems_own_figure_wins_over_a_stored_one():
    stored = (PastEntry(2023, 2, number(99), number(99)), PastEntry(2023, None, number(99), number(98)))
    found = compared(indicator(1, 40, earlier={2023: year(80, (10, 30, 50, 72))}, past=stored))
    assert told(found.same_quarter) == (figure(80), figure(30), figure("37.50"))
    assert found.earlier_years[1].realization == figure(72)


def test_a_stored_value_stands_for_what_the_system_does_not_hold():
    stored = (PastEntry(2023, 2, number(90), number(45)), PastEntry(2022, None, None, number(7)))
    found = compared(indicator(1, 40, earlier={2023: year(80, (None, None, 50, 72))}, past=stored))
    assert told(found.same_quarter) == (figure(80), figure(45), figure("56.25")), "each half for itself"
    assert [past.realization for past in found.earlier_years] == [figure(7), figure(72)]
    untargeted = compared(indicator(1, 40, earlier={2023: year(None, (10, 30))}, past=stored))
    assert told(untargeted.same_quarter) == (figure(90), figure(30), figure("33.33"))


def test_a_year_that_nobody_finished_has_no_figure():
    found = compared(indicator(1, 40, earlier={2023: year(80, (10, 30))}))
    assert found.same_quarter.realization == figure(30)
    assert found.earlier_years[1].realization == missing(Reason.NO_PAST)
    assert found.earlier_years[1].target == figure(80)


@pytest.mark.parametrize(
    ("aggregation", "then", "whole"),
    [
        (Aggregation.CUMULATIVE, 30, 72),
        (Aggregation.SUM, 40, 162),
        (Aggregation.LAST, 30, 72),
        (Aggregation.MEAN, 20, "40.50"),
    ],
)
def test_quarters_are_put_together_as_then(aggregation, then, whole):
    entry = indicator(1, values={1: 1, 2: 2}, aggregation=aggregation, earlier={2023: year(80, (10, 30, 50, 72))})
    found = compared(entry)
    assert found.same_quarter.realization == figure(then)
    assert found.earlier_years[1].realization == figure(whole)


def test_a_ratio_takes_the_terms_of_then():
    terms = ratio_terms([8], [10])
    then = tuple(replace(row, values={2: Decimal(value)}) for row, value in zip(terms, (3, 4), strict=True))
    entry = indicator(1, formula=Formula.RATIO, terms=terms, earlier={2023: year(100, terms=then)})
    found = compared(entry)
    assert found.same_quarter.realization == figure(75)
    assert found.realization_change == figure(5)


def test_a_ratio_of_which_the_system_holds_nothing_does_not_take_todays_terms():
    entry = indicator(1, formula=Formula.RATIO, terms=ratio_terms([8], [10]), earlier={2023: year(100)})
    other = indicator(2, 5, earlier={2022: year(10, (1, 2, 3, 4))})
    results = results_then(facts([entry, other]), Quarter(2022, 4))
    assert results[1].realization.value is None
    assert results[1].target == missing(Reason.NO_TARGET)
    assert results[2].achievement == figure(40)


def test_a_mean_averages_what_its_children_reached_then():
    mean = mean_indicator(1, earlier={2023: year(100)})
    children = [
        indicator(2, 10, target=10, parent=1, earlier={2023: year(10, (1, 5))}),
        indicator(3, 10, target=10, parent=1, earlier={2023: year(10, (1, 10))}),
        indicator(4, 10, target=10, parent=1),
    ]
    found = compared(mean, *children)
    assert told(found.same_quarter) == (figure(100), figure(75), figure(75)), "a newer child does not count"


def test_a_mean_of_which_the_system_holds_a_part_yields_to_a_stored_one():
    held = {2023: year(100)}
    children = [
        indicator(2, 10, target=10, parent=1, earlier={2023: year(10, (1, 5))}),
        indicator(3, 10, target=10, parent=1, earlier={2023: year(10)}),
    ]
    partial = compared(mean_indicator(1, earlier=held), *children)
    assert partial.same_quarter.realization == replace(figure(50), left_out=1)
    stored = (PastEntry(2023, 2, None, number(61)),)
    assert compared(mean_indicator(1, earlier=held, past=stored), *children).same_quarter.realization == figure(61)


def test_a_range_that_the_system_holds_has_its_bounds_still():
    entry = indicator(
        1, 50, target=target(40, 60), direction=Direction.RANGE, earlier={2023: year(target(20, 30), (25, 25))}
    )
    assert compared(entry).same_quarter.achievement == figure(100)
    stored = replace(entry, earlier={}, past=(PastEntry(2023, 2, number(20), number(25)),))
    assert compared(stored).same_quarter.achievement == missing(Reason.NO_TARGET)


def test_the_same_figures_as_the_report_of_then():
    """What this year's report says of last year is what last year's report said of itself."""
    held = year(35, (7, 21, 30, 35), terms=())
    now = indicator(1, 33, target=40, unit="keluarga", earlier={2023: held})
    then = indicator(1, values={1: 7, 2: 21}, target=35, unit="keluarga")
    published = compute_facts(replace(facts([then]), quarter=Quarter(2023, 2))).indicators[1]
    assert told(compared(now).same_quarter) == (published.target, published.realization, published.achievement)


def test_only_quarters_of_which_something_is_held_are_computed():
    nothing = compute_facts(facts([indicator(1, 5)]))
    assert nothing.earlier == {}
    some = compute_facts(facts([indicator(1, 5, earlier={2022: year(10, (1, 2, 3, 4))})]))
    assert list(some.earlier) == [Quarter(2022, 4)]
    last = compute_facts(facts([indicator(1, 5, earlier={2023: year(10, (1, 2, 3, 4))})]))
    assert list(last.earlier) == [Quarter(2023, 2), Quarter(2023, 4)]
