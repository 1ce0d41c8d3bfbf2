"""Realization to date, achievement, predikat, roll-ups."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.enums import Aggregation, Direction, Formula, TermRole
from reports.computation.facts import compute_facts
from reports.computation.figures import missing
from reports.computation.indicators import achievement, is_percent, predicate, ratio, to_date
from reports.results import Figure, Reason
from tests.reports.builders import facts, figure, indicator, mean_indicator, number, ratio_terms, target, term
from tests.reports.offices import candipuro, rowokangkung_indicators

positive = st.decimals(min_value="0.01", max_value=10**9, places=2)
typed = st.decimals(min_value=0, max_value=10**9, places=2)


def results(*indicators, **choices):
    return compute_facts(facts(indicators, **choices)).indicators


# -- achievement -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("direction", "of", "reached", "expected"),
    [
        (Direction.HIGHER, target(35), 21, "60.00"),  # Rowokangkung 04, printed 29,18
        (Direction.HIGHER, target("96.83"), "49.23", "50.84"),  # Rowokangkung 01, printed 49,23
        (Direction.HIGHER, target("93.33"), "33.33", "35.71"),  # Candipuro
        (Direction.HIGHER, target("83.6"), "35.19", "42.09"),  # Candipuro
        (Direction.HIGHER, target(6), 6, "100.00"),  # Rowokangkung 12, printed 50
        (Direction.HIGHER, target(50), "58.1", "116.20"),  # never capped
        (Direction.HIGHER, target(10), -1, "-10.00"),
        (Direction.LOWER, target(10), 10, "100"),
        (Direction.LOWER, target(10), 8, "120"),
        (Direction.LOWER, target(10), 15, "50"),
        (Direction.LOWER, target(10), 25, "0"),
        (Direction.RANGE, target(20, 40), 20, "100"),
        (Direction.RANGE, target(20, 40), 40, "100"),
        (Direction.RANGE, target(20, 40), 50, "125"),
        (Direction.RANGE, target(20, 40), 10, "50"),
        (Direction.RANGE, target(0, 40), 0, "100"),
    ],
)
def test_achievement(direction, of, reached, expected):
    assert achievement(direction, of, figure(reached)) == figure(expected)


@pytest.mark.parametrize(
    ("direction", "of", "reached", "reason"),
    [
        (Direction.HIGHER, None, figure(1), Reason.NO_TARGET),
        (Direction.HIGHER, target(None), figure(1), Reason.NO_TARGET),
        (Direction.RANGE, target(20), figure(1), Reason.NO_TARGET),
        (Direction.HIGHER, target(0), figure(0), Reason.ZERO_TARGET),
        (Direction.LOWER, target(0), figure(0), Reason.ZERO_TARGET),
        (Direction.RANGE, target(0, 40), figure(-1), Reason.ZERO_TARGET),
        (Direction.RANGE, target(-2, 0), figure(1), Reason.ZERO_TARGET),
        (Direction.HIGHER, target(-5), figure(-2), Reason.NEGATIVE_TARGET),
        (Direction.HIGHER, target(35), missing(Reason.NO_REALIZATION), Reason.NO_REALIZATION),
        (Direction.HIGHER, None, missing(Reason.EXPLAINED), Reason.EXPLAINED),
    ],
)
def test_no_achievement_without_its_figures(direction, of, reached, reason):
    assert achievement(direction, of, reached) == missing(reason)


def test_achievement_of_a_partial_figure_is_partial():
    assert achievement(Direction.HIGHER, target(100), Figure(Decimal(50), left_out=2)).left_out == 2
    assert achievement(Direction.RANGE, target(0, 100), Figure(Decimal(50), left_out=2)).left_out == 2


@given(positive, typed, typed)
def test_more_is_never_worse_where_higher_is_better(of, first, second):
    low, high = sorted([first, second])
    assert achievement(Direction.HIGHER, target(of), Figure(low)).value <= (
        achievement(Direction.HIGHER, target(of), Figure(high)).value
    )


@given(positive, typed, typed)
def test_more_is_never_better_where_lower_is_better_and_never_below_zero(of, first, second):
    low, high = sorted([first, second])
    better, worse = (achievement(Direction.LOWER, target(of), Figure(value)).value for value in (low, high))
    assert better >= worse >= 0


@given(st.integers(1, 10**6), st.integers(0, 10**6), st.integers(1, 1000))
def test_scale_does_not_matter(of, reached, times):
    """Counting in dozens or in pieces gives the same percentage."""
    for direction in (Direction.HIGHER, Direction.LOWER):
        assert achievement(direction, target(of), figure(reached)) == achievement(
            direction, target(of * times), figure(reached * times)
        )


@given(
    st.sampled_from(Direction),
    st.one_of(st.none(), st.decimals(-(10**15), 10**15, places=4)),
    st.one_of(st.none(), st.decimals(-(10**15), 10**15, places=4)),
    st.decimals(-(10**15), 10**15, places=4),
)
def test_any_figures_give_a_figure_or_a_reason(direction, lower, upper, reached):
    result = achievement(direction, target(lower, upper), Figure(reached))
    assert (result.value is None) != (result.reason is None)
    assert result.value is None or result.value.as_tuple().exponent >= -2


# -- predikat ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "label"),
    [
        ("116.2", "Sangat tinggi"),
        ("91", "Sangat tinggi"),
        ("90.99", "Tinggi"),
        ("76", "Tinggi"),
        ("75.99", "Sedang"),
        ("66", "Sedang"),
        ("65.99", "Rendah"),
        ("51", "Rendah"),
        ("50.99", "Sangat rendah"),
        ("0", "Sangat rendah"),
        ("-3", "Sangat rendah"),
        (None, ""),
    ],
)
def test_predicate(value, label):
    assert predicate(number(value)) == label


def test_predicate_of_a_kabupaten():
    bands = ((Decimal(0), "Kurang"), (Decimal(75), "Baik"))
    assert [predicate(Decimal(value), bands) for value in (80, 75, 74)] == ["Baik", "Baik", "Kurang"]
    assert results(indicator(1, 80), bands=bands)[1].predicate == "Baik"
    assert results(indicator(1, 80))[1].predicate == "Tinggi"


# -- to date -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("aggregation", "entries", "explained", "expected"),
    [
        (Aggregation.CUMULATIVE, {1: 3, 2: 7}, (), figure(7)),
        (Aggregation.CUMULATIVE, {1: 3}, (), missing(Reason.NO_REALIZATION)),
        (Aggregation.CUMULATIVE, {1: 3, 2: None}, (2,), missing(Reason.EXPLAINED)),
        (Aggregation.CUMULATIVE, {2: 7, 3: 9}, (), figure(7)),
        (Aggregation.SUM, {1: 3, 2: 7, 3: 100}, (), figure(10)),
        (Aggregation.SUM, {1: 0, 2: 7}, (), figure(7)),
        (Aggregation.SUM, {2: 7}, (), missing(Reason.MISSING_QUARTER)),
        (Aggregation.SUM, {2: 7}, (1,), missing(Reason.MISSING_QUARTER)),
        (Aggregation.SUM, {1: 3}, (), missing(Reason.NO_REALIZATION)),
        (Aggregation.SUM, {1: 3}, (2,), missing(Reason.EXPLAINED)),
        (Aggregation.LAST, {1: 3, 2: 7}, (), figure(7)),
        (Aggregation.LAST, {1: 3, 2: None}, (2,), figure(3)),
        (Aggregation.LAST, {3: 3}, (), missing(Reason.NO_REALIZATION)),
        (Aggregation.LAST, {}, (2,), missing(Reason.EXPLAINED)),
        (Aggregation.MEAN, {1: 3, 2: 8}, (), figure("5.5")),
        (Aggregation.MEAN, {1: 80, 2: 81, 3: 0}, (), figure("80.5")),
        (Aggregation.MEAN, {2: 8}, (), Figure(Decimal(8), left_out=1)),
        (Aggregation.MEAN, {1: 3}, (), missing(Reason.NO_REALIZATION)),
        (Aggregation.MEAN, {1: 3}, (2,), Figure(Decimal(3), left_out=1)),
        (Aggregation.MEAN, {}, (2,), missing(Reason.EXPLAINED)),
    ],
)
def test_to_date(aggregation, entries, explained, expected):
    entries = {quarter: number(value) for quarter, value in entries.items()}
    assert to_date(aggregation, entries, 2, explained) == expected


@given(st.sampled_from(Aggregation), st.dictionaries(st.integers(1, 4), st.one_of(st.none(), typed)), st.integers(1, 4))
def test_later_quarters_never_count(aggregation, entries, quarter):
    past = {key: value for key, value in entries.items() if key <= quarter}
    assert to_date(aggregation, entries, quarter) == to_date(aggregation, past, quarter)


@given(st.lists(typed, min_size=4, max_size=4))
def test_sum_is_the_sum_and_mean_a_quarter_of_it(values):
    entries = dict(enumerate(values, 1))
    total = to_date(Aggregation.SUM, entries, 4).value
    assert total == sum(values)
    assert abs(to_date(Aggregation.MEAN, entries, 4).value - total / 4) <= Decimal("0.005")


# -- ratios ------------------------------------------------------------------------------------------------------------


def test_candipuro():
    inputs = candipuro()
    found = compute_facts(inputs.facts).indicators
    assert (found[1].realization, found[1].achievement) == (figure("35.19"), figure("42.09"))
    assert (found[2].realization, found[2].achievement) == (figure("33.33"), figure("35.71"))
    fraction = found[2].fraction
    assert (fraction.numerator, fraction.denominator) == (10, 30)
    assert [part.value for part in fraction.numerator_terms] == [0, 0, 10]
    only = fraction.denominator_terms[0]
    assert (only.value, only.factor, only.product) == (10, 3, 30)


def test_ratio_outside_per_cent_is_the_plain_quotient():
    assert results(indicator(1, formula=Formula.RATIO, unit="orang/desa", terms=ratio_terms([7], [2])))[
        1
    ].realization == figure("3.5")
    assert is_percent(" Persen ")
    assert is_percent("%")
    assert not is_percent("persen desa")


def two_quarters(first, second):
    return (
        term(1, TermRole.NUMERATOR, {1: first[0], 2: second[0]}),
        term(2, TermRole.DENOMINATOR, {1: first[1], 2: second[1]}),
    )


@pytest.mark.parametrize(
    ("aggregation", "expected"),
    [
        (Aggregation.CUMULATIVE, "90.00"),  # 9 / 10
        (Aggregation.LAST, "90.00"),
        (Aggregation.SUM, "50.00"),  # (1 + 9) / (10 + 10)
        (Aggregation.MEAN, "50.00"),
    ],
)
def test_ratio_over_quarters_adds_terms(aggregation, expected):
    assert ratio(two_quarters((1, 10), (9, 10)), aggregation, 2)[0] == figure(expected)


def test_ratio_is_pooled_and_not_the_mean_of_percentages():
    """1/2 and 9/90: pooled 10/92 is 10,87, the mean of 50 and 10 would be 30."""
    assert ratio(two_quarters((1, 2), (9, 90)), Aggregation.MEAN, 2)[0] == figure("10.87")


@pytest.mark.parametrize(
    ("terms", "aggregation", "explained", "reason"),
    [
        (ratio_terms([None], [54]), Aggregation.CUMULATIVE, (), Reason.MISSING_TERM),
        (ratio_terms([19], []), Aggregation.CUMULATIVE, (), Reason.MISSING_TERM),
        ((), Aggregation.CUMULATIVE, (), Reason.MISSING_TERM),
        (ratio_terms([None], [None]), Aggregation.CUMULATIVE, (), Reason.NO_REALIZATION),
        (ratio_terms([None], [None]), Aggregation.CUMULATIVE, (2,), Reason.EXPLAINED),
        (ratio_terms([None], [54]), Aggregation.CUMULATIVE, (2,), Reason.EXPLAINED),
        (two_quarters((None, None), (9, 10)), Aggregation.SUM, (), Reason.MISSING_QUARTER),
        (two_quarters((None, 10), (9, 10)), Aggregation.SUM, (), Reason.MISSING_TERM),
        (two_quarters((1, 10), (None, 10)), Aggregation.LAST, (), Reason.MISSING_TERM),
    ],
)
def test_no_ratio_without_its_terms(terms, aggregation, explained, reason):
    assert ratio(terms, aggregation, 2, explained=explained) == (missing(reason), None)


def test_half_typed_quarter_matters_only_where_it_is_looked_at():
    terms = two_quarters((None, 10), (9, 10))
    assert ratio(terms, Aggregation.CUMULATIVE, 2)[0] == figure(90)
    assert ratio(terms, Aggregation.LAST, 2)[0] == figure(90)


def test_zero_denominator_shows_its_fraction():
    found, fraction = ratio(ratio_terms([0], [0]), Aggregation.CUMULATIVE, 2)
    assert found == missing(Reason.ZERO_DENOMINATOR)
    assert (fraction.numerator, fraction.denominator) == (0, 0)


def test_mean_of_a_ratio_leaves_quarters_out():
    assert ratio(two_quarters((None, None), (9, 10)), Aggregation.MEAN, 2)[0] == Figure(Decimal(90), left_out=1)


@given(st.lists(st.integers(0, 100), min_size=1, max_size=4), st.lists(st.integers(1, 100), min_size=1, max_size=4))
def test_factor_on_both_sides_cancels(above, below):
    plain, tripled = (
        ratio(ratio_terms(above, below, factor=factor), Aggregation.CUMULATIVE, 2)[0] for factor in (1, 3)
    )
    assert plain == tripled


# -- roll-up -----------------------------------------------------------------------------------------------------------


def test_rowokangkung_rolls_up():
    """Report 02: 62,50, 73,33 and 55,56 as printed; 50,00 and 55,91 where one slip (41,67) gave 47,22 and 55,52."""
    found = results(*rowokangkung_indicators())
    kegiatan = [str(found[key].achievement.value) for key in (10, 20, 30, 40, 50, 60, 70)]
    assert kegiatan == ["100.00", "62.50", "50.00", "73.33", "0.00", "50.00", "55.56"]
    assert found[1].realization == found[1].achievement == figure("55.91")
    assert found[1].children == (10, 20, 30, 40, 50, 60, 70)


def test_mean_is_the_realization_and_is_measured_against_its_own_target():
    found = results(mean_indicator(1, target="96.83"), indicator(2, "49.23", parent=1))[1]
    assert (found.realization, found.achievement) == (figure("49.23"), figure("50.84"))
    assert found.target == figure("96.83")


def test_child_without_a_figure_is_left_out():
    found = results(
        mean_indicator(1),
        indicator(2, 50, parent=1),
        indicator(3, parent=1),
        indicator(4, 10, target=None, parent=1),
        indicator(5, parent=1, reason="menunggu hasil survei"),
    )
    assert found[1].realization == Figure(Decimal(50), left_out=3)
    assert found[1].children == (2,)
    assert found[1].achievement.left_out == 3


def test_left_out_rises_to_the_top():
    found = results(
        mean_indicator(1),
        mean_indicator(2, parent=1),
        indicator(3, parent=2),
        indicator(4, parent=2),
        indicator(5, 80, parent=1),
    )
    assert found[2].realization == missing(Reason.NOTHING_TO_AVERAGE, 2)
    assert found[1].realization == Figure(Decimal(80), left_out=2)


def test_unused_child_is_no_child():
    """An indicator of other years is not missed, but counts once somebody gives it a figure."""
    unused = indicator(2, parent=1, target=None, used=False)
    assert results(mean_indicator(1), unused)[1].realization == missing(Reason.NO_CHILDREN)
    counted = indicator(2, 50, parent=1, used=False)
    assert results(mean_indicator(1), counted)[1].realization == figure(50)


def test_mean_can_be_explained():
    explained = mean_indicator(1, reason="baru mulai Triwulan III")
    assert results(explained)[1].realization == missing(Reason.EXPLAINED)
    assert results(explained, indicator(2, parent=1))[1].realization == missing(Reason.EXPLAINED, 1)
    assert results(explained, indicator(2, 50, parent=1))[1].realization == figure(50)


def test_ring_of_parents_has_no_mean():
    found = results(
        mean_indicator(1, parent=3),
        mean_indicator(2, parent=1),
        mean_indicator(3, parent=2),
        indicator(4, 50, parent=2),
        mean_indicator(5, parent=5),
        mean_indicator(6),
        mean_indicator(7, parent=6),
        indicator(8, 40, parent=7),
    )
    assert {key: found[key].realization.reason for key in (1, 2, 3, 5)} == dict.fromkeys((1, 2, 3, 5), Reason.CIRCULAR)
    assert found[4].achievement == figure(50)
    assert found[6].achievement == figure(40)


def test_results_keep_the_order_of_the_facts():
    assert list(results(mean_indicator(9), indicator(3, 1, parent=9), indicator(5, 1))) == [9, 3, 5]


def test_deep_chain_is_no_recursion():
    chain = [mean_indicator(key, parent=key - 1 if key > 1 else None) for key in range(1, 3000)]
    assert results(*chain, indicator(3000, 50, parent=2999))[1].achievement == figure(50)


entries = st.builds(
    lambda key, parent, formula, direction, aggregation, of, value, used: (
        key,
        parent,
        formula,
        direction,
        aggregation,
        of,
        value,
        used,
    ),
    st.integers(1, 8),
    st.one_of(st.none(), st.integers(1, 9)),
    st.sampled_from(Formula),
    st.sampled_from(Direction),
    st.sampled_from(Aggregation),
    st.one_of(st.none(), st.integers(-5, 200)),
    st.one_of(st.none(), st.integers(-5, 200)),
    st.booleans(),
)


@given(st.lists(entries, max_size=8, unique_by=lambda entry: entry[0]), st.randoms(use_true_random=False))
def test_any_tree_gives_figures_or_reasons_whatever_the_order(rows, random):
    built = [
        indicator(
            key,
            value,
            target=target(of, of),
            parent=parent,
            formula=formula,
            direction=direction,
            aggregation=aggregation,
            used=used,
            terms=ratio_terms([value], [of]),
        )
        for key, parent, formula, direction, aggregation, of, value, used in rows
    ]
    found = results(*built)
    for result in found.values():
        for measured in (result.target, result.realization, result.achievement):
            assert (measured.value is None) != (measured.reason is None)
    shuffled = results(*random.sample(built, len(built)))
    for key, result in found.items():
        assert shuffled[key].achievement == result.achievement
        assert set(shuffled[key].children) == set(result.children)
