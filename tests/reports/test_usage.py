"""Which facts a report rests on, without a database."""

from dataclasses import fields, replace
from typing import get_args, get_origin, get_type_hints

import pytest

from agreements.enums import Aggregation, Formula, ObjectiveLevel, ReportForm, TermRole, TermTakes
from reports import inputs as inputs_module
from reports.computation.indicators import indicator_results
from reports.inputs import StrategyEntry
from reports.period import Quarter
from reports.usage import (
    USES,
    ApprovedUsage,
    FactIds,
    approved,
    approved_usage,
    entered_facts,
    facts_told,
    facts_used,
    is_entered,
    is_indicator_missing,
    is_line_missing,
    missing_facts,
    reports_once,
    usage,
)
from tests.reports.builders import facts, indicator, line, mean_indicator, ratio_terms, report, term

EMPTY = FactIds(frozenset(), frozenset())


def office():
    """A mean (1) over 11 and 12, a lone 20; program 100 -> kegiatan 110 -> leaves 111, 112, which pays for 20."""
    return facts(
        [
            mean_indicator(1, name="Rata-rata", level=ObjectiveLevel.PROGRAM),
            indicator(11, 6, target=12, parent=1),
            indicator(12, None, target=12, parent=1),
            indicator(20, None, target=12),
        ],
        [
            line(100),
            line(110, parent=100),
            line(111, 1000, 500, parent=110),
            line(112, 1000, parent=110, pays_for=[20]),
        ],
    )


@pytest.mark.parametrize(("form", "rests"), [(ReportForm.CAMAT_LENGKAP, True), (ReportForm.CAMAT_RINGKAS, False)])
def test_a_form_that_tells_of_the_goal_rests_on_its_indicator(form, rests):
    inputs = report(office(), items=[11])
    unit = replace(inputs.facts.unit, goal_indicator_id=20)
    inputs = replace(inputs, form=form, facts=replace(inputs.facts, unit=unit))
    assert (20 in facts_used(inputs).indicators) == rests


def taken(*, both: bool):
    """A ratio (1) of what indicator 20 reached; its denominator is 20's target, or typed."""
    above, below = ratio_terms([None], [None])
    above = replace(above, source_id=20)
    if both:
        below = replace(below, source_id=20, takes=TermTakes.TARGET)
    ratio = indicator(1, formula=Formula.RATIO, terms=(above, below))
    return facts([ratio, indicator(20, 5, target=12)])


@pytest.mark.parametrize(("both", "entered"), [(True, {20}), (False, {1, 20})])
def test_a_taken_term_is_not_typed_but_the_report_rests_on_its_source(both, entered):
    shared = taken(both=both)
    assert entered_facts(shared).indicators == entered
    assert facts_used(report(shared, items=[1])).indicators == entered
    assert missing_facts(shared).indicators == entered - {20}


def test_a_taken_target_is_no_typed_fact():
    above, below = ratio_terms([3], [None])
    below = replace(below, source_id=20, takes=TermTakes.TARGET)
    shared = facts([indicator(1, formula=Formula.RATIO, terms=(above, below)), indicator(20, 5, target=12)])
    assert facts_used(report(shared, items=[1])).indicators == {1}


def test_mean_is_never_typed():
    shared = office()
    assert [key for key, entry in shared.indicators.items() if is_entered(entry)] == [11, 12, 20]
    assert entered_facts(shared) == FactIds(frozenset({11, 12, 20}), frozenset({111, 112}))


def test_unused_indicator_is_never_typed():
    assert not is_entered(indicator(1, used=False))


def test_missing_facts():
    assert missing_facts(office()) == FactIds(frozenset({12, 20}), frozenset({112}))
    assert missing_facts(office()).count == 3


def test_reason_stands_for_a_figure():
    assert is_indicator_missing(indicator(1), 2)
    assert not is_indicator_missing(indicator(1, reason="Menunggu BPS."), 2)
    assert is_line_missing(line(1, 1000))
    assert not is_line_missing(line(1, 1000, reason="Belum dicatat."))


def test_zero_is_a_figure():
    assert not is_indicator_missing(indicator(1, 0, target=12), 2)
    assert not is_line_missing(line(1, 1000, 0))


def test_ratio_misses_any_term():
    assert is_indicator_missing(indicator(1, formula=Formula.RATIO, terms=ratio_terms([19], [None])), 2)
    assert not is_indicator_missing(indicator(1, formula=Formula.RATIO, terms=ratio_terms([19], [54])), 2)


@pytest.mark.parametrize("aggregation", list(Aggregation))
def test_only_what_is_measured_once_a_year_keeps_its_figure(aggregation):
    entry = indicator(1, values={1: 5}, aggregation=aggregation)
    assert is_indicator_missing(entry, 2) is (aggregation != Aggregation.LAST)
    assert is_indicator_missing(indicator(1, values={3: 5}, aggregation=aggregation), 2)


def two_quarters(first, second, aggregation=Aggregation.LAST):
    """A fraction with (numerator, denominator) in both quarters."""
    terms = tuple(
        term(key, role, {1: first[side], 2: second[side]})
        for side, (key, role) in enumerate(((1, TermRole.NUMERATOR), (101, TermRole.DENOMINATOR)))
    )
    return indicator(1, formula=Formula.RATIO, terms=terms, aggregation=aggregation)


@pytest.mark.parametrize(
    ("first", "second", "missing"),
    [
        ((19, 54), (None, None), False),
        ((19, None), (None, None), True),
        ((19, 54), (20, None), True),
        ((None, 54), (20, 54), False),
        ((None, None), (None, None), True),
    ],
)
def test_last_ratio_waits_for_what_the_computation_misses(first, second, missing):
    entry = two_quarters(first, second)
    assert is_indicator_missing(entry, 2) is missing
    assert (indicator_results(facts([entry]))[1].realization.value is None) is missing


def test_report_rests_on_the_children_of_a_mean():
    assert facts_used(report(office(), items=[1])) == FactIds(frozenset({11, 12}), frozenset())


def test_report_rests_on_the_leaves_of_a_line():
    assert facts_used(report(office(), budgets=[110])) == FactIds(frozenset(), frozenset({111, 112}))


def test_line_brings_the_outcome_it_pays_for():
    assert facts_used(report(office(), budgets=[112])) == FactIds(frozenset({20}), frozenset({112}))


def test_report_without_agreement_rests_on_nothing():
    assert facts_used(report(office(), agreement=None)) == EMPTY


def test_usage_names_reports_in_order():
    shared = office()
    camat, kasi = report(shared, items=[1]), report(shared, items=[11])
    found = usage([camat, kasi])
    assert found.indicators[11] == (camat, kasi)
    assert found.indicators[12] == (camat,)
    assert found.lines == {}


def test_what_is_gathered_from_quarters_prints_those_before_it_too():
    """A figure that counts from 1 January stands for itself: last quarter's changes nothing of it."""
    shared = facts(
        [indicator(11, 6, target=12), indicator(12, 1, target=12, aggregation=Aggregation.SUM)],
        [line(100), line(111, 1000, 500, parent=100)],
    )
    now = approved(report(shared, items=[11, 12], budgets=[100]))
    later = replace(now, quarter=Quarter(2024, 4))
    held = approved_usage([later, now], now.quarter)
    assert held.indicators == {11: (now,), 12: (now, later)}
    assert held.lines == {111: (now,)}
    assert approved_usage([], now.quarter) == ApprovedUsage({}, {})


def in_words(hint):
    """Name a type by the whole that it is a part of."""
    parts = get_args(hint)
    return (get_origin(hint), *map(in_words, parts)) if parts else USES.get(hint, getattr(hint, "__name__", hint))


@pytest.mark.parametrize("use", USES)
def test_parts_of_the_inputs_have_the_names_types_and_defaults_of_the_whole(use):
    whole = getattr(inputs_module, USES[use])
    types, defaults = get_type_hints(whole), {field.name: field.default for field in fields(whole)}
    hints = get_type_hints(use)
    assert {name: in_words(hint) for name, hint in hints.items()} == {name: in_words(types[name]) for name in hints}
    assert {field.name: field.default for field in fields(use)} == {name: defaults[name] for name in hints}


def test_reports_of_several_facts_stand_once_and_in_the_order_of_quarters():
    shared = office()
    camat = approved(report(shared, items=[1]))
    kasi, later = replace(camat, position_slug="kasi"), replace(camat, quarter=Quarter(2024, 3))
    assert reports_once([(later, camat), (camat, kasi), ()]) == (camat, kasi, later)
    assert reports_once([]) == ()


def test_common_facts():
    one = FactIds(frozenset({1, 2}), frozenset({3}))
    assert one.common(FactIds(frozenset({2}), frozenset({4}))) == FactIds(frozenset({2}), frozenset())


# -- what a report may tell of -----------------------------------------------------------------------------------------


def told(shared=None, **more):
    found = facts_told(report(shared or office(), **{"strategies": (), **more}))
    return found.indicators, found.lines


def test_a_report_tells_of_what_stands_over_and_under_its_facts():
    assert told(budgets=[112]) == ({20}, {100, 110, 112})
    assert told(budgets=[110]) == ({20}, {100, 110, 111, 112})
    assert told(items=[11], budgets=[111]) == ({1, 11}, {100, 110, 111})
    assert told(items=[1], budgets=[111])[0] == {1, 11, 12}


def test_a_report_tells_of_the_lines_that_pay_for_its_indicators():
    assert told(items=[20], budgets=[111]) == ({20}, {100, 110, 111, 112})


def test_a_report_tells_of_what_its_strategies_are_for():
    shared = office()
    plans = (
        StrategyEntry(None, 12, None, "", "", (("Rapat", ""),)),
        StrategyEntry(None, None, 112, "", "", (("Rapat", ""),)),
    )
    assert told(shared, budgets=[111], strategies=plans) == ({1, 12, 20}, {100, 110, 111, 112})


def test_a_report_whose_agreement_names_no_line_tells_of_the_whole_budget():
    assert told(items=[11]) == ({1, 11, 20}, {100, 110, 111, 112})
    assert told(agreement=None) == ({20}, {100, 110, 111, 112})


def test_a_report_tells_of_the_goal():
    shared = office()
    shared = replace(shared, unit=replace(shared.unit, goal_indicator_id=12))
    assert told(shared, budgets=[111])[0] == {1, 12}
    assert told(replace(shared, unit=replace(shared.unit, goal_indicator_id=77)), budgets=[111])[0] == set()


def test_facts_that_the_unit_does_not_have_are_left_out():
    assert told(items=[77], budgets=[78, 111]) == (set(), {100, 110, 111})


def test_parents_in_a_circle_end():
    shared = facts([mean_indicator(1, parent=2), mean_indicator(2, parent=1)], [line(5, parent=6), line(6, parent=5)])
    assert told(shared, items=[1], budgets=[5]) == ({1, 2}, {5, 6})
