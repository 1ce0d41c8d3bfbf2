"""The money of an agreement as signed: sums per kegiatan and in all, each rupiah once."""

from decimal import Decimal

from agreements.enums import BudgetLevel
from reports.inputs import BudgetItemEntry
from reports.results import NOTHING_SIGNED, Figure, Reason
from tests.reports.document.making import inputs, line, results_of


def signed(lines, amounts):
    """Return the signed budget of an agreement that names lines with amounts (None: not recorded)."""
    budgets = tuple(
        BudgetItemEntry(key, place, "", amount_signed=None if amount is None else Decimal(amount))
        for place, (key, amount) in enumerate(amounts.items(), 1)
    )
    return results_of(inputs(lines=lines, budgets=budgets)).signed


KEGIATAN = line(1, None, None, level=BudgetLevel.KEGIATAN, holds_amounts=False)
OTHER = line(2, None, None, level=BudgetLevel.KEGIATAN, holds_amounts=False)


def test_sums_per_kegiatan_and_in_all_as_in_ranuyoso():
    lines = (
        KEGIATAN,
        line(11, parent_id=1),
        line(12, parent_id=1),
        line(13, parent_id=1),
        OTHER,
        line(21, parent_id=2),
    )
    found = signed(lines, {11: "2700000", 12: "5995000", 13: "94160000", 21: "22900000"})
    assert [(group.line_id, group.line_ids, group.total.value) for group in found.groups] == [
        (1, (11, 12, 13), 102855000),
        (2, (21,), 22900000),
    ]
    assert found.total == Figure(Decimal(125755000))
    assert found.amounts[12] == Figure(Decimal(5995000))


def test_the_signed_amount_wins_over_the_ceiling_of_today_which_stands_in_where_none_was_recorded():
    lines = (KEGIATAN, line(11, "500", parent_id=1), line(12, "700", parent_id=1))
    found = signed(lines, {11: "400", 12: None})
    assert [found.amounts[key].value for key in (11, 12)] == [400, 700]
    assert found.total.value == 1100


def test_a_line_under_another_one_of_the_agreement_counts_once():
    found = signed((KEGIATAN, line(11, "500", parent_id=1)), {1: "900", 11: "500"})
    assert found.total.value == 900
    assert [group.line_id for group in found.groups] == [1]
    assert found.amounts[11].value == 500


def test_a_line_without_any_amount_makes_the_sum_partial():
    found = signed((KEGIATAN, line(11, None, parent_id=1), line(12, "700", parent_id=1)), {11: None, 12: None})
    assert found.amounts[11].reason is Reason.NO_CEILING
    assert found.total == Figure(Decimal(700), left_out=1)


def test_a_line_of_another_year_is_its_own_group_without_a_figure():
    found = signed((), {99: None})
    assert found.groups[0].line_ids == (99,)
    assert found.total.reason is Reason.NO_CEILING


def test_lines_that_go_round_in_a_circle_do_no_harm():
    lines = (line(1, "5", parent_id=2), line(2, "6", parent_id=1))
    assert signed(lines, {1: "5"}).total.value == 5


def test_no_agreement_and_no_budget_have_no_money():
    assert results_of(inputs(agreement=None)).signed == NOTHING_SIGNED
    assert signed((), {}) == NOTHING_SIGNED
