"""Rows, totals, counts and comparisons of one report."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.enums import BudgetLevel, Direction, EfficiencyDefinition
from reports.computation.facts import compute_facts
from reports.computation.figures import missing
from reports.computation.report import compute_unit
from reports.inputs import PastEntry
from reports.results import Figure, OutcomeHalf, Reason
from tests.reports.builders import (
    budget,
    compute,
    facts,
    figure,
    indicator,
    item,
    line,
    number,
    report,
    target,
)
from tests.reports.offices import bagian_organisasi, candipuro, rowokangkung


def kinds(results):
    return [(row.kind, row.no, row.item_id, row.line_id) for row in results.rows]


# -- the seeds -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("linked", [True, False])
@pytest.mark.parametrize("combined", [True, False])
def test_bagian_organisasi(linked, combined):
    """Efficiency 13,68 (printed 12,85 after a slip), absorption 43,12 weighted and 68,06 as a mean."""
    totals = compute(bagian_organisasi(linked=linked), combined=combined).totals
    assert (totals.ceiling, totals.spent, totals.remaining) == (
        figure(690440500),
        figure(297697991),
        figure(392742509),
    )
    assert (totals.absorption, totals.mean_absorption) == (figure("43.12"), figure("68.06"))
    assert (totals.mean_achievement, totals.efficiency) == (figure("81.74"), figure("13.68"))
    assert totals.technical_efficiency is None


def test_bagian_organisasi_by_the_other_definitions():
    totals = compute(bagian_organisasi(efficiency=EfficiencyDefinition.INDEX)).totals
    assert (totals.efficiency, totals.technical_efficiency) == (figure("1.20"), figure("0.20"))
    totals = compute(bagian_organisasi(efficiency=EfficiencyDefinition.PMK_22_2021)).totals
    assert totals.efficiency == figure(20), "568.738.741,85 was due, 297.697.991 spent: the limit"
    unlinked = bagian_organisasi(linked=False, efficiency=EfficiencyDefinition.PMK_22_2021)
    assert compute(unlinked).totals.efficiency == missing(Reason.NO_OUTCOME, 6)


def test_sekretaris_shows_kegiatan_for_promised_programmes():
    """Rowokangkung 02: the lines' own outcomes stand for the programme indicator above them; Jumlah 48,80."""
    shared = rowokangkung()
    lines = {
        key: line
        if key % 100 or not key % 1000
        else line.__class__(**{**vars(line), "indicator_ids": (key // 10 % 100,)})
        for key, line in shared.lines.items()
    }
    shared = facts(shared.indicators.values(), lines.values())
    kegiatan = [key for key in lines if not key % 100 and key % 1000]
    results = compute(report(shared, items=[1], budgets=kegiatan), combined=True)
    assert {row.kind for row in results.rows} == {"budget"}
    assert [row.no for row in results.rows] == list(range(1, 15))
    assert (results.totals.ceiling, results.totals.spent) == (figure(1917807147), figure(935840699))
    assert results.totals.absorption == figure("48.80")
    row = results.rows[1]
    assert (row.line_id, row.outcomes[0].achievement, row.money.absorption) == (1200, figure("62.50"), figure("56.51"))
    assert row.efficiency == figure("5.99")


def test_camat_counts_the_money_of_three_indicators_once():
    """Rowokangkung 01: programme 6 has three indicators on one line."""
    shared = facts(
        [indicator(key, value) for key, value in ((1, 0), (2, 0), (3, "33.33"), (9, "49.23"))],
        [line(6, 25725000, 0, level=BudgetLevel.PROGRAM, pays_for=[1, 2, 3]), line(7, 1000, 500)],
    )
    results = compute(report(shared, items=[9], budgets=[6, 7]))
    assert kinds(results) == [("indicator", 1, 9, None), ("budget", 1, None, 6), ("budget", 2, None, 7)]
    row = results.rows[1]
    assert [half.indicator_id for half in row.outcomes] == [1, 2, 3]
    assert row.efficiency == figure("11.11"), "mean of the three, as nothing was spent"
    assert row.cost.realized == row.cost.planned == row.cost.ratio == missing(Reason.SEVERAL_OUTCOMES)
    assert results.totals.ceiling == figure(25726000)
    assert results.totals.mean_achievement == figure("49.23"), "over the agreement's rows"


# -- rows ----------------------------------------------------------------------------------------------------------------


def two_and_two(*, combined, pays_for=(1,), items=(1, 2), budgets=(7, 8), **choices):
    shared = facts(
        [indicator(1, 50, target=100), indicator(2, 80), indicator(3, 20)],
        [line(7, 1000, 400, pays_for=pays_for), line(8, 500, 500)],
        **choices,
    )
    return compute(report(shared, items=items, budgets=budgets), combined=combined)


def test_split_table():
    results = two_and_two(combined=False)
    assert kinds(results) == [
        ("indicator", 1, 1, None),
        ("indicator", 2, 2, None),
        ("budget", 1, None, 7),
        ("budget", 2, None, 8),
    ]
    promise, _, paying, idle = results.rows
    assert (promise.money, promise.efficiency, promise.cost) == (None, missing(Reason.NO_MONEY), None)
    assert paying.outcomes == (OutcomeHalf(1, figure(100), figure(50), figure(50)),)
    assert paying.efficiency == figure(10)
    assert (paying.cost.realized, paying.cost.planned, paying.cost.ratio) == (figure(8), figure(10), figure("0.8"))
    assert (idle.outcomes, idle.efficiency, idle.cost) == ((), missing(Reason.NO_OUTCOME), None)


def test_combined_table_keeps_items_that_no_line_pays_for():
    results = two_and_two(combined=True)
    assert kinds(results) == [("budget", 1, 1, 7), ("budget", 2, None, 8), ("indicator", 3, 2, None)]
    assert results.rows[0].objective_id == 1, "that of the item it pays for"
    assert results.totals.mean_achievement == figure(65), "over all that the table shows"


def test_combined_table_of_another_level_stands_for_the_promise():
    assert kinds(two_and_two(combined=True, pays_for=(3,))) == [("budget", 1, None, 7), ("budget", 2, None, 8)]


def test_combined_table_without_any_outcome_keeps_all_items():
    results = two_and_two(combined=True, pays_for=())
    assert kinds(results)[2:] == [("indicator", 3, 1, None), ("indicator", 4, 2, None)]
    assert results.totals.mean_achievement == figure(65)


def test_combined_table_without_money():
    results = two_and_two(combined=True, budgets=())
    assert kinds(results) == [("indicator", 1, 1, None), ("indicator", 2, 2, None)]
    assert results.totals.spent == results.totals.mean_absorption == missing(Reason.NO_MONEY)
    assert results.totals.efficiency == missing(Reason.NO_MONEY)


def test_line_that_pays_for_two_items_belongs_to_neither():
    results = two_and_two(combined=True, pays_for=(1, 2))
    assert kinds(results) == [("budget", 1, None, 7), ("budget", 2, None, 8)]


def test_objective_of_the_agreement_comes_first():
    shared = facts([indicator(1, 50)], [line(7, 1, 1, pays_for=[1])])
    inputs = report(shared, items=[item(1, objective_id=4)], budgets=[budget(7, objective_id=5)])
    assert [row.objective_id for row in compute(inputs).rows] == [4, 5]
    assert [row.objective_id for row in compute(inputs, combined=True).rows] == [5]


def test_row_with_half_a_figure_has_no_efficiency():
    shared = facts(
        [indicator(1), indicator(2, 50), indicator(3, 50)],
        [line(7, 10, 5, pays_for=[1]), line(8, 10, pays_for=[2]), line(9, pays_for=[3])],
    )
    rows = compute(report(shared, items=[1], budgets=[7, 8, 9])).rows
    assert [row.efficiency.reason for row in rows[1:]] == [
        Reason.NO_REALIZATION,
        Reason.NO_REALIZATION,
        Reason.NO_AMOUNTS,
    ]
    assert rows[3].cost is None, "the money of this line stands above it"


def test_lower_is_better_has_no_cost():
    shared = facts([indicator(1, 5, direction=Direction.LOWER, target=10)], [line(7, 10, 5, pays_for=[1])])
    row = compute(report(shared, items=[1], budgets=[7])).rows[1]
    assert row.cost.realized == missing(Reason.LOWER_IS_BETTER)
    assert row.efficiency == figure(100)


def test_agreement_may_name_what_the_facts_do_not_know():
    results = compute(report(facts(), items=[1], budgets=[7]))
    assert results.rows[0].outcomes[0].achievement == missing(Reason.NO_REALIZATION)
    assert (results.rows[1].money, results.rows[1].efficiency) == (None, missing(Reason.NO_MONEY))


def test_post_without_agreement():
    results = compute(report(facts([indicator(1, 50)]), agreement=None))
    assert (results.rows, results.comparisons, results.counts.indicators) == ((), (), 0)
    assert results.totals.efficiency == missing(Reason.NO_OUTCOME)


# -- totals --------------------------------------------------------------------------------------------------------------


def test_ancestor_and_descendant_in_one_table_count_once():
    shared = facts(lines=[line(1), line(2, 100, 50, parent=1), line(3, 300, 30, parent=1), line(4, 50, 50)])
    totals = compute(report(shared, budgets=[2, 1, 3, 4, 4])).totals
    assert (totals.ceiling, totals.spent) == (figure(450), figure(130))
    assert totals.mean_absorption == figure(60), "of 20 and 100"


def test_totals_leave_blanks_out_and_say_so():
    shared = facts(
        [indicator(1, 50), indicator(2)],
        [line(7, 100, 40), line(8, 100), line(9, 0, 0), line(10)],
    )
    totals = compute(report(shared, items=[1, 2], budgets=[7, 8, 9, 10])).totals
    assert totals.spent == Figure(Decimal(40), left_out=1)
    assert totals.mean_absorption == Figure(Decimal(40), left_out=2)
    assert totals.mean_achievement == Figure(Decimal(50), left_out=1)
    assert totals.efficiency == Figure(Decimal(10), left_out=3)


def test_totals_of_lines_below_the_level_of_amounts():
    totals = compute(report(facts([indicator(1, 50)], [line(7), line(8)]), items=[1], budgets=[7, 8])).totals
    assert totals.ceiling == totals.mean_absorption == totals.absorption == missing(Reason.NO_AMOUNTS)


# -- counts --------------------------------------------------------------------------------------------------------------


def test_counts_are_positions():
    values = (25, 100, None, "91.67", "116.2", 0)
    shared = facts([indicator(key, value) for key, value in enumerate(values, 1)])
    counts = compute(report(shared, items=range(1, 7))).counts
    assert (counts.indicators, counts.reached, counts.not_reached, counts.without_figure) == (
        6,
        (2, 5),
        (1, 4, 6),
        (3,),
    )


def test_bagian_organisasi_reached_its_second_and_third():
    counts = compute(bagian_organisasi()).counts
    assert (counts.reached, counts.not_reached) == ((2, 3), (1, 4, 5, 6))


def test_reached_is_what_is_published():
    """A table that prints 100,00 and a sentence that says 'belum tercapai' would contradict each other."""
    shared = facts([indicator(1, 199999, target=200000), indicator(2, 19999, target=20000)])
    found = compute(report(shared, items=[1, 2]))
    assert [half.achievement for row in found.rows for half in row.outcomes] == [figure("100.00"), figure("100.00")]
    assert found.counts.reached == (1, 2)


# -- comparisons ---------------------------------------------------------------------------------------------------------


def test_candipuro_compared():
    """Tables 3.3 and 3.4 with the achievements they announce and do not print."""
    first, second = compute(candipuro()).comparisons
    assert (first.same_quarter.achievement, first.achievement_change) == (figure("42.90"), figure("-0.81"))
    assert first.realization_change == figure("-4.06")
    assert (second.same_quarter.target, second.same_quarter.realization) == (figure(82), figure("33.33"))
    assert (second.same_quarter.achievement, second.achievement_change) == (figure("40.65"), figure("-4.94"))
    assert second.realization_change == figure("0.00")
    assert [(past.year, past.realization) for past in second.earlier_years] == [
        (2022, figure("86.66")),
        (2023, figure("96.67")),
    ]
    assert [past.achievement.reason for past in second.earlier_years] == [Reason.NO_TARGET] * 2
    (goal,) = second.long_term
    assert (goal.document, goal.year, goal.target, goal.progress) == (
        "Renstra 2024-2026",
        2024,
        Decimal("93.33"),
        figure("35.71"),
    )


def test_nothing_known_of_the_past():
    shared = facts(
        [indicator(1, 50, past=(PastEntry(2023, 1, number(1), number(1)), PastEntry(2023, 2, number(90), None)))]
    )
    (found,) = compute(report(shared, items=[1])).comparisons
    assert found.same_quarter.target == figure(90)
    assert found.same_quarter.achievement == found.realization_change == missing(Reason.NO_PAST)
    assert [past.realization for past in found.earlier_years] == [missing(Reason.NO_PAST)] * 2
    assert found.long_term == ()


def test_long_term_of_a_range_needs_both_bounds():
    shared = facts(
        [indicator(1, 50, target=target(40, 60), direction=Direction.RANGE, long_term=(("Renstra", 2026, number(55)),))]
    )
    (found,) = compute(report(shared, items=[1])).comparisons
    assert found.long_term[0].progress == missing(Reason.NO_TARGET)


# -- anything --------------------------------------------------------------------------------------------------------------

amounts = st.one_of(st.none(), st.integers(0, 1000))


@given(
    values=st.lists(amounts, min_size=1, max_size=5),
    money=st.lists(
        st.tuples(amounts, amounts, st.integers(0, 6), st.lists(st.integers(1, 6), unique=True)), max_size=5
    ),
    named=st.lists(st.integers(10, 16), max_size=6, unique=True),
    promised=st.lists(st.integers(1, 6), max_size=6, unique=True),
    definition=st.sampled_from(EfficiencyDefinition),
    combined=st.booleans(),
)
def test_any_report_gives_figures_or_reasons_and_loses_no_promise(values, money, named, promised, definition, combined):
    shared = facts(
        [indicator(key, value) for key, value in enumerate(values, 1)],
        [
            line(10 + key, ceiling, spent, parent=10 + above if above else None, pays_for=pays_for)
            for key, (ceiling, spent, above, pays_for) in enumerate(money)
        ],
        efficiency=definition,
    )
    results = compute(report(shared, items=promised, budgets=named), combined=combined)
    totals = vars(results.totals).values()
    for measured in [*totals, *(row.efficiency for row in results.rows)]:
        assert measured is None or (measured.value is None) != (measured.reason is None)
    shown = {half.indicator_id for row in results.rows for half in row.outcomes}
    if combined and shown and not shown & set(promised):
        assert all(row.kind == "budget" for row in results.rows)
    else:
        assert set(promised) <= shown
    assert len([row for row in results.rows if row.kind == "budget"]) == len(named)
    assert sorted(results.counts.reached + results.counts.not_reached + results.counts.without_figure) == list(
        range(1, len(promised) + 1)
    )
    everything = compute_facts(shared)
    # Money below a line that is its own ancestor stands in no total of the unit (the database refuses such lines).
    if all(found.spent.reason != Reason.CIRCULAR for found in everything.lines.values()):
        assert (results.totals.spent.value or 0) <= (everything.total.spent.value or 0)


def test_a_programme_is_told_by_its_own_outcomes_or_by_those_below_it_never_both():
    entries = facts(
        [indicator(1, 40), indicator(2, 60), indicator(3), indicator(4, 90)],
        [
            line(10, level=BudgetLevel.PROGRAM),
            line(11, parent=10, level=BudgetLevel.KEGIATAN, pays_for=[1, 3]),
            line(12, 100, 50, parent=11, pays_for=[4]),
            line(13, 100, 50, parent=10, pays_for=[1, 2]),
            line(20, 100, 50, level=BudgetLevel.PROGRAM),
        ],
    )
    found = compute_unit(entries, [], compute_facts(entries)).programmes
    assert found.keys() == {10, 20}
    assert found[10].indicators == (1, 3, 2), "the kegiatan speaks for its sub kegiatan, and each indicator once"
    assert found[10].achievement == Figure(Decimal("50.00"), left_out=1)
    assert (found[20].indicators, found[20].achievement.reason) == ((), Reason.NO_OUTCOME)
