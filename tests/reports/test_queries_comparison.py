"""Figures of units for comparisons: those of their summaries, in a fixed number of queries."""

from dataclasses import replace
from decimal import Decimal

import pytest

from agreements.models import Unit
from reports.comparison.reading import read_unit
from reports.period import Quarter
from reports.queries import bands_of, costs_of, figures_of, totals_of, unit_summaries
from reports.refreshing import refresh_summaries
from tests import factories
from tests.reports.comparing import CODE, make_compared
from tests.reports.workplace import QUARTER

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_a_fixed_number_of_queries(count, django_assert_num_queries):
    for _ in range(count):
        place = make_compared()
    factories.ReportFactory(position=place.camat, quarter=1)
    refresh_summaries()
    units = list(Unit.objects.order_by("pk"))
    with django_assert_num_queries(3):
        figures = figures_of(units, [QUARTER])
    with django_assert_num_queries(3):
        costs = costs_of(units, [QUARTER])
    with django_assert_num_queries(3):
        totals = totals_of(units, [Quarter(2024, 1), QUARTER])
    assert [len(figures[QUARTER]), len(costs[QUARTER]), len(totals[QUARTER])] == [count] * 3


@pytest.mark.parametrize("refreshed", [True, False])
def test_figures_are_those_of_the_summary(refreshed):
    place = make_compared()
    if refreshed:
        refresh_summaries()
    unit = Unit.objects.get(pk=place.unit.pk)
    summary = unit_summaries([unit], QUARTER)[unit.pk]
    (full,) = figures_of([unit], [QUARTER])[QUARTER]
    (costs,) = costs_of([unit], [QUARTER])[QUARTER]
    (short,) = totals_of([unit], [QUARTER])[QUARTER]
    for found in (full, costs, short):
        assert (found.slug, found.short_name, found.kind) == (unit.slug, unit.short_name, unit.kind)
        assert found.achievement.value == summary.achievement == Decimal("60.00")
        assert found.total.absorption.value == summary.absorption == Decimal("16.67")
        assert found.total.spent.value == summary.spent == 2_500_000
    line = costs.line(CODE)
    assert line.outcomes[0].cost.realized.value == Decimal("119047.62")
    assert line.outcomes[0].unit_of_measure == "keluarga"
    assert short.lines == ()


def test_what_a_comparison_reads_is_what_the_whole_summary_says():
    place = make_compared()
    unit = Unit.objects.get(pk=place.unit.pk)
    whole = unit_summaries([unit], QUARTER, figures=True)[unit.pk].figures
    every = read_unit(unit.slug, unit.name, unit.short_name, unit.kind, whole)
    (compared,) = figures_of([unit], [QUARTER])[QUARTER]
    (costs,) = costs_of([unit], [QUARTER])[QUARTER]
    assert compared == replace(every, lines=tuple(replace(line, outcomes=()) for line in every.programmes))
    assert compared.programmes
    assert compared.indicators
    assert costs.lines == every.lines
    assert any(line.outcomes for line in costs.lines)


def test_the_scale_of_the_kabupaten():
    place = make_compared()
    factories.PredicateBandFactory(regency=place.unit.regency, lower=Decimal(80), label="Baik")
    assert bands_of([place.unit]) == ((Decimal(80), "Baik"),)
    assert bands_of([]) == ()
