"""Printed expressions: read back by another hand, each gives the figure that was published."""

from dataclasses import fields, is_dataclass
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.enums import Aggregation, Direction, EfficiencyDefinition, Formula, TermRole
from reports.computation.figures import apply, missing
from reports.computation.formulas import DIFFERENCE, LOWER, MEAN_OF_CHILDREN, PAST, REMAINING, TARGET
from reports.explanation.equations import exact, expression, is_copied
from reports.expressions import formula
from reports.inputs import PastEntry
from reports.results import Figure, Reason
from reports.rounding import published, round_half_up
from tests.reports.builders import compute, facts, figure, indicator, line, mean_indicator, report, target, term
from tests.reports.evaluator import evaluate, to_the_cent
from tests.reports.golden import every_report


def figures_in(value):
    """Yield every figure of results, and every figure that those were computed from."""
    if isinstance(value, Figure):
        yield value
        for operand in value.how.operands if value.how else ():
            yield from figures_in(operand)
    elif isinstance(value, dict):
        for member in value.values():
            yield from figures_in(member)
    elif isinstance(value, tuple):
        for member in value:
            yield from figures_in(member)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from figures_in(getattr(value, field.name))


def read_back(found):
    """Return what a figure's printed expression comes to, rounded and limited as its formula says."""
    made = found.how.formula
    value = evaluate(expression(found))
    cents = to_the_cent(value)
    if made.rounding is round_half_up or (made.rounding is published and cents):
        value = cents
    lowest, highest = made.limits
    if lowest is not None:
        value = max(value, Fraction(lowest))
    return value if highest is None else min(value, Fraction(highest))


def check(results):
    """Hold every printed expression against its figure; return how many there were."""
    computed = 0
    for found in figures_in(results):
        if found.value is None:
            assert expression(found) == ""
            continue
        assert found.how is not None, found
        if found.how.formula.expression is not None:
            assert read_back(found) == Fraction(found.value), (expression(found), found)
            computed += 1
    return computed


@pytest.mark.django_db
def test_every_figure_of_the_fifteen_reports_follows_from_its_printed_expression():
    reports = every_report()
    assert {file: check(prepared.results) > 10 for file, prepared in reports.items()} == dict.fromkeys(reports, True)


def test_the_second_hand_can_tell_a_wrong_figure():
    reached = apply(DIFFERENCE, figure("81.74"), figure("68.06"))
    object.__setattr__(reached, "value", Decimal("12.85"))
    with pytest.raises(AssertionError):
        check(reached)


# -- random offices ----------------------------------------------------------------------------------------------------

typed = st.one_of(st.none(), st.decimals(min_value=0, max_value=10**7, places=4), st.integers(-3, 200).map(Decimal))
aims = st.one_of(st.none(), st.decimals(min_value=-1, max_value=500, places=4), st.integers(0, 5).map(Decimal))
amounts = st.one_of(st.none(), st.decimals(min_value=0, max_value=10**11, places=2), st.integers(0, 2).map(Decimal))
quarters = st.dictionaries(st.integers(1, 2), typed.filter(lambda value: value is not None))


@st.composite
def indicators(draw):
    """Draw a mean with children below it: typed in all directions and aggregations, a ratio, one taken from another."""
    children = []
    for key in range(2, draw(st.integers(3, 6))):
        children.append(
            indicator(
                key,
                target=target(draw(aims), draw(aims)),
                direction=draw(st.sampled_from(Direction)),
                aggregation=draw(st.sampled_from(Aggregation)),
                values=draw(quarters),
                parent=1,
                past=(PastEntry(2023, 2, draw(aims), draw(typed)),),
                long_term=(("Renstra", 2026, Decimal(draw(st.integers(1, 90)))),),
            )
        )
    terms = (
        term(1, TermRole.NUMERATOR, draw(quarters)),
        term(2, TermRole.NUMERATOR, draw(quarters)),
        term(3, TermRole.DENOMINATOR, draw(quarters), factor=draw(st.integers(0, 3))),
    )
    ratio = indicator(
        9,
        parent=1,
        terms=terms,
        formula=Formula.RATIO,
        aggregation=draw(st.sampled_from(Aggregation)),
        unit=draw(st.sampled_from(["%", "dokumen"])),
    )
    return [mean_indicator(1, target=draw(aims)), *children, ratio]


@st.composite
def offices(draw):
    entries = draw(indicators())
    lines = [line(20), *(line(key, draw(amounts), draw(amounts), parent=20, holds_amounts=True) for key in (21, 22))]
    pays = draw(st.lists(st.sampled_from([entry.id for entry in entries]), max_size=2, unique=True))
    lines.append(line(23, draw(amounts), draw(amounts), holds_amounts=True, pays_for=pays))
    lines.append(line(24, draw(amounts), draw(amounts), holds_amounts=True, pays_for=[entries[0].id]))
    found = facts(entries, lines, efficiency=draw(st.sampled_from(EfficiencyDefinition)))
    return report(found, items=[entry.id for entry in entries], budgets=[20, 23, 24])


@given(offices(), st.booleans())
def test_every_figure_of_any_office_follows_from_its_printed_expression(inputs, combined):
    check(compute(inputs, combined=combined))


# -- how it is printed -------------------------------------------------------------------------------------------------


def test_the_sentence_of_the_issue():
    assert expression(apply(LOWER, figure(4), figure(5))) == "(2 × 5 − 4) / 5 × 100"


def test_members_without_a_figure_are_not_printed():
    members = (figure(50), missing(Reason.NO_REALIZATION), figure("66.67"))
    assert expression(apply(MEAN_OF_CHILDREN, members)) == "(50 + 66,67) / 2"


def test_what_is_below_zero_stands_in_brackets():
    assert expression(apply(REMAINING, figure(-5), figure(3))) == "3 − (−5)"


def test_a_ratio_prints_its_terms_with_their_factors():
    terms = (
        term(1, TermRole.NUMERATOR, 4),
        term(2, TermRole.NUMERATOR, 6),
        term(3, TermRole.DENOMINATOR, 10, factor=3),
    )
    inputs = report(facts([indicator(1, terms=terms, formula=Formula.RATIO)]), items=[1])
    assert expression(compute(inputs).facts.indicators[1].realization) == "(4 + 6) / (10 × 3) × 100"


def test_brackets_follow_the_signs():
    nested = formula("a", "A", "", "", ["a", "b"], lambda a, b: a - (b - a) - b / (a * b))
    assert expression(apply(nested, figure(2), figure(3))) == "2 − (3 − 2) − 3 / (2 × 3)"


@pytest.mark.parametrize(
    ("value", "text"),
    [("33.3333", "33,3333"), ("1500.00", "1.500"), ("0.004", "0,004"), ("17000000.125125", "17.000.000,125125")],
)
def test_figures_are_printed_with_all_their_decimals(value, text):
    assert exact(Decimal(value)) == text


def test_what_is_only_taken_over_has_no_equation_to_tell():
    entered = indicator(1, "33.3333")
    assert expression(compute(report(facts([entered]))).facts.indicators[1].realization) == "33,3333"
    assert not is_copied(compute(report(facts([entered]))).facts.indicators[1].realization), "rounding tells something"
    assert is_copied(compute(report(facts([indicator(1, 33)]))).facts.indicators[1].realization)
    assert is_copied(Figure(Decimal(3)))
    assert PAST.expression is TARGET.expression is None
