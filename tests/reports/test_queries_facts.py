"""Facts out of rows: what is in force at the quarter's end, what counts as used, and a fixed number of queries."""

import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.enums import AgreementKind, BudgetLevel, CeilingDocument, Formula, TermTakes
from agreements.models import Agreement
from reports.period import Quarter
from reports.queries import load_facts
from tests import factories
from tests.reports.workplace import QUARTER, line, make_workplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return make_workplace()


def test_the_ceiling_in_force_at_the_quarters_end_counts(place):
    factories.CeilingFactory(
        budget_line=place.line, from_date=datetime.date(2024, 6, 30), amount=9_000_000, document=CeilingDocument.SHIFT
    )
    factories.CeilingFactory(budget_line=place.line, from_date=datetime.date(2024, 7, 1), amount=8_000_000)

    ceiling = load_facts(place.unit, QUARTER).lines[place.line.pk].ceiling

    assert (ceiling.amount, ceiling.document) == (Decimal(9_000_000), CeilingDocument.SHIFT)
    assert load_facts(place.unit, Quarter(2024, 1)).lines[place.line.pk].ceiling.amount == Decimal(10_000_000)
    assert load_facts(place.unit, Quarter(2024, 3)).lines[place.line.pk].ceiling.amount == Decimal(8_000_000)


def test_only_what_was_typed_up_to_the_quarter_is_read(place):
    for quarter, value in ((1, 10), (2, 21), (3, 30)):
        factories.IndicatorRealizationFactory(indicator=place.direct, quarter=quarter, value=Decimal(value))
    factories.IndicatorRealizationFactory(indicator=place.direct, year=2023, value=Decimal(99))
    factories.BudgetRealizationFactory(budget_line=place.line, quarter=1, amount=Decimal(1))

    facts = load_facts(place.unit, QUARTER)

    typed = facts.indicators[place.direct.pk].realizations
    assert {quarter: entry.value for quarter, entry in typed.items()} == {1: 10, 2: 21}
    assert facts.lines[place.line.pk].spent is None


def test_terms_carry_their_values_per_quarter(place):
    for quarter, on_time in ((1, 4), (2, 10)):
        realization = factories.IndicatorRealizationFactory(indicator=place.ratio, quarter=quarter, value=None)
        factories.TermValueFactory(realization=realization, term=place.on_time, value=Decimal(on_time))

    terms = {term.id: term.values for term in load_facts(place.unit, QUARTER).indicators[place.ratio.pk].terms}

    assert terms == {place.on_time.pk: {1: 4, 2: 10}, place.villages.pk: {}}


def test_facts_of_other_units_and_years_stay_out(place):
    stranger = make_workplace()
    factories.BudgetLineFactory(unit=place.unit, year=2023)

    facts = load_facts(place.unit, QUARTER)

    assert set(facts.lines) == {place.program.pk, place.kegiatan.pk, place.line.pk, place.other_line.pk}
    assert stranger.direct.pk not in facts.indicators


class TestUsed:
    def test_agreements_targets_and_lines_make_an_indicator_used(self, place):
        idle = factories.IndicatorFactory(unit=place.unit)
        linked = factories.IndicatorFactory(unit=place.unit)
        factories.IndicatorBudgetLineFactory(budget_line=place.line, indicator=linked)

        indicators = load_facts(place.unit, QUARTER).indicators

        assert {key for key, entry in indicators.items() if entry.used} == {
            place.mean.pk,
            place.direct.pk,
            place.ratio.pk,
            linked.pk,
        }
        assert not indicators[idle.pk].used

    def test_children_of_a_used_mean_are_used_down_to_the_leaves(self, place):
        middle = factories.IndicatorFactory(
            unit=place.unit, parent=place.mean, formula=Formula.MEAN_OF_CHILDREN, unit_of_measure="%"
        )
        leaf = factories.IndicatorFactory(unit=place.unit, parent=middle)
        below_entered = factories.IndicatorFactory(unit=place.unit, parent=place.direct)

        indicators = load_facts(place.unit, QUARTER).indicators

        assert indicators[middle.pk].used
        assert indicators[leaf.pk].used
        assert not indicators[below_entered.pk].used

    @pytest.mark.parametrize(
        ("signed_on", "used"),
        [(datetime.date(2024, 6, 30), False), (datetime.date(2024, 7, 1), True), (None, True)],
    )
    def test_what_a_perubahan_drops_is_used_until_it_is_signed(self, place, signed_on, used):
        dropped = factories.IndicatorFactory(unit=place.unit)
        murni = Agreement.objects.get(position=place.kasi)
        factories.AgreementItemFactory(agreement=murni, indicator=dropped)
        factories.AgreementFactory(
            position=place.kasi, kind=AgreementKind.PERUBAHAN, supersedes=murni, signed_on=signed_on
        )

        assert load_facts(place.unit, QUARTER).indicators[dropped.pk].used is used

    def test_an_item_of_another_year_uses_nothing(self, place):
        assert not any(entry.used for entry in load_facts(place.unit, Quarter(2023, 2)).indicators.values())


def test_a_term_takes_the_figure_of_its_source(place):
    place.on_time.source = place.villages.source = place.direct
    place.villages.takes = TermTakes.TARGET
    place.on_time.save()
    place.villages.save()
    typed = factories.IndicatorRealizationFactory(indicator=place.ratio, value=None)
    factories.TermValueFactory(realization=typed, term=place.on_time, value=Decimal(99))
    factories.IndicatorRealizationFactory(indicator=place.direct, value=Decimal(21))

    terms = {term.id: term for term in load_facts(place.unit, QUARTER).indicators[place.ratio.pk].terms}

    assert terms[place.on_time.pk].values == {2: 21}
    assert terms[place.villages.pk].values == {1: 35, 2: 35}
    assert {term.source_id for term in terms.values()} == {place.direct.pk}


def test_what_a_used_ratio_takes_from_is_used(place):
    source = factories.IndicatorFactory(unit=place.unit)
    assert not load_facts(place.unit, QUARTER).indicators[source.pk].used
    place.on_time.source = source
    place.on_time.save()
    assert load_facts(place.unit, QUARTER).indicators[source.pk].used


class TestEarlierYears:
    """What the system holds of the two years before."""

    def test_target_values_and_terms_of_each_year(self, place):
        factories.YearTargetFactory(indicator=place.direct, year=2023, value=Decimal(30))
        for year, quarter, value in ((2023, 4, 28), (2023, 2, 12), (2022, 1, 5), (2021, 4, 99), (2024, 2, 21)):
            factories.IndicatorRealizationFactory(
                indicator=place.direct, year=year, quarter=quarter, value=Decimal(value)
            )
        ratio = factories.IndicatorRealizationFactory(indicator=place.ratio, year=2023, quarter=3, value=None)
        factories.TermValueFactory(realization=ratio, term=place.on_time, value=Decimal(4))

        found = load_facts(place.unit, QUARTER).indicators

        direct = found[place.direct.pk]
        assert set(direct.earlier) == {2023, 2022}
        assert direct.earlier[2023].target.value == 30
        assert {number: row.value for number, row in direct.earlier[2023].realizations.items()} == {2: 12, 4: 28}
        assert direct.earlier[2022].target is None
        assert {number: row.value for number, row in direct.realizations.items()} == {2: 21}
        on_time = next(row for row in found[place.ratio.pk].earlier[2023].terms if row.id == place.on_time.pk)
        assert on_time.values == {3: 4}
        assert all(row.values == {} for row in found[place.ratio.pk].terms)
        assert found[place.mean.pk].earlier == {}

    def test_what_pointed_at_it_at_the_end_of_each_quarter(self, place):
        old = factories.AgreementFactory(position=place.kasi, year=2023)
        factories.AgreementItemFactory(agreement=old, indicator=place.direct)
        factories.AgreementFactory(
            position=place.kasi,
            year=2023,
            kind=AgreementKind.PERUBAHAN,
            supersedes=old,
            signed_on=datetime.date(2023, 8, 1),
        )
        found = load_facts(place.unit, QUARTER).indicators
        assert found[place.direct.pk].earlier[2023].used_in == (1, 2)
        assert found[place.direct.pk].used
        assert found[place.ratio.pk].earlier == {}


def queries_of(unit):
    with CaptureQueriesContext(connection) as queries:
        load_facts(unit, QUARTER)
    return len(queries)


def test_the_number_of_queries_does_not_grow_with_the_rows(place):
    unit = type(place.unit).objects.select_related("regency", "parent").get(pk=place.unit.pk)
    factories.IndicatorRealizationFactory(indicator=place.direct)
    few = queries_of(unit)

    for _ in range(3):
        indicator = factories.IndicatorFactory(unit=place.unit, parent=place.mean, formula=Formula.RATIO)
        term = factories.IndicatorTermFactory(indicator=indicator)
        realization = factories.IndicatorRealizationFactory(indicator=indicator, value=None)
        factories.TermValueFactory(realization=realization, term=term)
        factories.PastValueFactory(indicator=indicator)
        for year in (2022, 2023):
            then = factories.IndicatorRealizationFactory(indicator=indicator, year=year, value=None)
            factories.TermValueFactory(realization=then, term=term)
            factories.YearTargetFactory(indicator=indicator, year=year)
        factories.LongTermTargetFactory(indicator=indicator)
        leaf = line(place.unit, place.kegiatan, BudgetLevel.SUB_KEGIATAN, "Sub Kegiatan", 1000)
        factories.BudgetRealizationFactory(budget_line=leaf)
        factories.IndicatorBudgetLineFactory(budget_line=leaf, indicator=indicator)

    # Term values are one query more as soon as there is a realization; both sides have one.
    assert queries_of(unit) == few


def test_the_goals_indicator_lends_its_name(place):
    place.unit.goal_indicator = "Indeks"
    assert (
        load_facts(place.unit, QUARTER).unit.goal_indicator,
        load_facts(place.unit, QUARTER).unit.goal_indicator_id,
    ) == (
        "Indeks",
        None,
    )
    place.unit.goal_measure = place.direct
    found = load_facts(place.unit, QUARTER).unit
    assert (found.goal_indicator, found.goal_indicator_id) == (place.direct.name, place.direct.pk)
