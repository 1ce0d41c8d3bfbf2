"""The one rounding function."""

from decimal import ROUND_HALF_UP, Context, Decimal, getcontext, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.rounding import WORKING, round_half_up

amounts = st.decimals(min_value=0, max_value=10**16, places=4)


@pytest.mark.parametrize(
    ("value", "rounded"),
    [
        ("0.005", "0.01"),
        ("1.005", "1.01"),
        ("2.675", "2.68"),
        ("8.145", "8.15"),
        ("62.646", "62.65"),  # printed 62,64 in Rowokangkung 02: 42.057.690 of 67.135.649
        ("1.00499999999999999999999999999999999999999999", "1.00"),
        ("-1.005", "-1.01"),
        ("-0.004", "0.00"),
        ("50", "50.00"),
        ("1e30", "1000000000000000000000000000000.00"),
    ],
)
def test_halves_go_up(value, rounded):
    assert str(round_half_up(Decimal(value))) == rounded


def test_other_places():
    assert str(round_half_up(Decimal("2.5"), 0)) == "3"
    assert str(round_half_up(Decimal("0.00005"), 4)) == "0.0001"


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_only_finite_figures(value):
    with pytest.raises(ValueError, match="finite"):
        round_half_up(Decimal(value))


def test_context_of_the_caller_does_not_matter():
    """Whatever precision another library left behind, and however long the figure is."""
    with localcontext(Context(prec=3)):
        assert str(round_half_up(Decimal("1917807147.005"))) == "1917807147.01"
    assert len(str(round_half_up(Decimal(10) ** 150))) == 154
    assert getcontext().prec == 28


@given(part=amounts, whole=amounts.filter(bool))
def test_division_then_rounding_is_exact(part, whole):
    """Rounding after the division with the working precision equals rounding the exact fraction half up."""
    with localcontext(WORKING):
        ours = round_half_up(part * 100 / whole)
    hundredths = Fraction(part) * 10000 / Fraction(whole)
    assert ours == Decimal(int(hundredths + Fraction(1, 2))).scaleb(-2, Context(prec=60, rounding=ROUND_HALF_UP))


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20))
def test_never_further_than_half_a_hundredth(value):
    with localcontext(WORKING):
        assert abs(round_half_up(value) - value) <= Decimal("0.005")
        assert round_half_up(round_half_up(value)) == round_half_up(value)
