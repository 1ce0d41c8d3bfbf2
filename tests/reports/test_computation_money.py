"""Ceilings, spending and absorption of the budget tree."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.enums import BudgetLevel
from reports.computation.facts import compute_facts, compute_quarter_before
from reports.computation.figures import missing
from reports.period import Quarter
from reports.results import Figure, Reason
from tests.reports.builders import facts, figure, line
from tests.reports.offices import rowokangkung

rupiah = st.decimals(min_value=0, max_value=10**12, places=2)


def lines(*entries):
    return compute_facts(facts(lines=entries)).lines


def test_quarter_before_is_the_same_tree_with_what_was_spent_then():
    office = rowokangkung()
    spent = {key: entry.spent for key, entry in office.lines.items() if entry.holds_amounts}
    before = compute_quarter_before(office, spent)
    assert before.total.spent == figure(935840699)
    assert {result.realization.reason for result in before.indicators.values()} >= {Reason.NO_REALIZATION}
    assert compute_quarter_before(office, {}).total.spent.value is None
    first = replace(office, quarter=Quarter(office.quarter.year, 1))
    assert compute_quarter_before(first, spent) is None


def test_rowokangkung_adds_up():
    """The reconstructed tree: office total, programme 1, and the kegiatan whose line of 3.600.000 report 02 forgot."""
    found = compute_facts(rowokangkung())
    assert (found.total.id, found.total.ceiling, found.total.spent) == (0, figure(1917807147), figure(935840699))
    assert (found.total.remaining, found.total.absorption) == (figure(981966448), figure("48.80"))
    program = found.lines[1000]
    assert (program.ceiling, program.spent, program.absorption) == (
        figure(1710803647),
        figure(913775699),
        figure("53.41"),
    )
    finance = found.lines[1200]
    assert (finance.ceiling, finance.spent, finance.absorption) == (
        figure(1346916618),
        figure(761126149),
        figure("56.51"),
    )
    assert found.lines[3000].spent == figure(10535000), "printed 10.353.000"
    assert found.lines[6000].absorption == figure("0.00")


def test_below_the_level_of_amounts_there_are_none():
    found = compute_facts(rowokangkung()).lines
    assert found[1400].absorption == figure("62.65")
    for measured in (found[1401].ceiling, found[1401].spent, found[1401].remaining, found[1401].absorption):
        assert measured == missing(Reason.NO_AMOUNTS)


def test_ancestor_and_descendant_never_both_count():
    """A line that wrongly claims amounts below another that holds them is not added."""
    found = compute_facts(facts(lines=[line(1, 100, 50), line(2, 60, 30, parent=1), line(3, 40, 20, parent=2)]))
    assert found.total.spent == figure(50)
    assert found.lines[3].spent == missing(Reason.NO_AMOUNTS)


def test_leaf_that_nobody_filled_makes_the_sum_partial():
    found = compute_facts(
        facts(
            lines=[
                line(1, level=BudgetLevel.PROGRAM),
                line(2, parent=1),
                line(3, 100, 40, parent=2),
                line(4, 100, None, parent=2),
                line(5, 100, reason="SPJ belum terbit", parent=1),
            ]
        )
    )
    assert found.lines[2].spent == Figure(Decimal(40), left_out=1)
    assert found.lines[1].spent == found.total.spent == Figure(Decimal(40), left_out=2)
    assert found.lines[1].spent.partial
    assert found.lines[1].absorption == Figure(Decimal("13.33"), left_out=2)
    assert found.lines[1].remaining == Figure(Decimal(260), left_out=2)


@pytest.mark.parametrize(
    ("entry", "spent", "absorption"),
    [
        (line(1, 100, None), Reason.NO_REALIZATION, Reason.NO_REALIZATION),
        (line(1, 100, reason="SPJ belum terbit"), Reason.EXPLAINED, Reason.EXPLAINED),
        (line(1, None, 5), None, Reason.NO_CEILING),
        (line(1, 0, 0), None, Reason.ZERO_CEILING),
        (line(1), Reason.NO_AMOUNTS, Reason.NO_AMOUNTS),
        (line(1, 1, 1, parent=1), Reason.CIRCULAR, Reason.CIRCULAR),
    ],
)
def test_no_absorption_without_its_amounts(entry, spent, absorption):
    found = lines(entry)[1]
    assert (found.spent.reason, found.absorption.reason) == (spent, absorption)


def test_ring_of_lines_has_no_amounts():
    found = lines(line(1, 1, 1, parent=2), line(2, parent=1))
    for measured in (found[1].ceiling, found[1].spent, found[2].ceiling, found[2].spent):
        assert measured == missing(Reason.CIRCULAR)


def test_total_of_no_lines():
    assert compute_facts(facts()).total.spent == missing(Reason.NO_MONEY)


def test_total_of_a_ring_says_what_it_lacks():
    total = compute_facts(facts(lines=[line(1, parent=2), line(2, parent=1), line(3, 10, 5)])).total
    assert total.spent == Figure(Decimal(5), left_out=2)


def test_overspending_leaves_a_negative_rest():
    found = lines(line(1, 100, "150.25"))[1]
    assert (found.remaining, found.absorption) == (figure("-50.25"), figure("150.25"))


def test_sen_are_kept():
    found = compute_facts(facts(lines=[line(1), line(2, "0.10", "0.01", parent=1), line(3, "0.20", "0.02", parent=1)]))
    assert found.total.ceiling == figure("0.30")
    assert found.total.spent == figure("0.03")


trees = st.lists(
    st.tuples(
        st.one_of(st.none(), st.integers(0, 9)),
        st.booleans(),
        st.one_of(st.none(), rupiah),
        st.one_of(st.none(), rupiah),
    ),
    max_size=10,
)


@given(trees, st.randoms(use_true_random=False))
def test_any_tree_adds_up_to_its_leaves(rows, random):
    """Whatever points at whatever, the total is the sum of the highest lines that hold amounts, in any order."""
    entries = [
        line(key, ceiling, spent, parent=parent, holds_amounts=holds)
        for key, (parent, holds, ceiling, spent) in enumerate(rows)
    ]
    parents = {key: parent for key, (parent, *_) in enumerate(rows)}
    holders = {key for key, (_, holds, *_) in enumerate(rows) if holds}

    def above(key):
        path = []
        while (key := parents.get(key)) is not None and key not in path:
            path.append(key)
        return path

    rings = {key for key in parents if key in above(key)}
    leaves = [key for key in holders - rings if not (holders - rings).intersection(above(key))]
    leaves = [key for key in leaves if not rings.intersection(above(key))]
    amounts = [rows[key][3] for key in leaves if rows[key][3] is not None]
    found = compute_facts(facts(lines=entries))
    assert found.total.spent.value == (sum(amounts) if amounts else None)
    for result in found.lines.values():
        for measured in (result.ceiling, result.spent, result.remaining, result.absorption):
            assert (measured.value is None) != (measured.reason is None)
    assert compute_facts(facts(lines=random.sample(entries, len(entries)))).total == found.total


@given(st.lists(st.tuples(rupiah, rupiah), min_size=1, max_size=6), st.integers(2, 1000))
def test_absorption_of_a_group_lies_between_its_lines_and_has_no_scale(rows, times):
    rows = [(ceiling + 1, spent) for ceiling, spent in rows]

    def group(scale):
        below = [line(key, a * scale, b * scale, parent=100) for key, (a, b) in enumerate(rows, 1)]
        return lines(line(100), *below)

    found = group(1)
    each = [found[key].absorption.value for key in range(1, len(rows) + 1)]
    assert min(each) <= found[100].absorption.value <= max(each)
    assert group(times)[100].absorption == found[100].absorption
