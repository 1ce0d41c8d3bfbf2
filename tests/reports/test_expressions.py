"""Formulas as values: what they come to, and what is done with the outcome."""

from decimal import Decimal

import pytest

from reports.expressions import Added, Count, Formula, formula
from reports.rounding import published, round_half_up


def made(names, expression, **more):
    return formula("contoh", "Contoh", "Aturan.", "Sumber", names, expression, **more)


def test_a_formula_computes_what_is_written_down():
    lower = made(["R", "T"], lambda r, t: (2 * t - r) / t * 100)
    assert lower.value([Decimal(4), Decimal(5)]) == 120


def test_sums_and_counts_go_over_the_members():
    mean = made(["anggota"], lambda members: Added(members) / Count(members))
    assert mean.value([(Decimal(1), Decimal(2), Decimal(6))]) == 3
    assert made(["anggota"], Added).value([()]) == 0


@pytest.mark.parametrize(
    ("rounding", "value", "expected"),
    [
        (round_half_up, "2.005", "2.01"),
        (round_half_up, "0.004", "0"),
        (published, "0.004", "0.004"),
        (None, "2.005", "2.005"),
    ],
)
def test_rounding_is_the_last_step(rounding, value, expected):
    assert made(["a"], lambda a: a - 0, rounding=rounding).value([Decimal(value)]) == Decimal(expected)


@pytest.mark.parametrize(("value", "expected"), [(-21, -20), (-20, -20), (5, 5), (21, 20)])
def test_limits_hold_the_rounded_outcome(value, expected):
    limited = made(["a"], lambda a: a + 0, limits=(Decimal(-20), Decimal(20)))
    assert limited.value([Decimal(value)]) == expected
    assert limited.outcome([Decimal(value)]) == value, "the outcome itself is told beside the limit"


def test_what_is_typed_has_no_expression():
    typed = Formula("ketikan", "Diketik", "Diketik sekali.", "Sumber")
    with pytest.raises(AssertionError):
        typed.value([])
