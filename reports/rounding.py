"""The one rounding function, and the precision that formulas work with before it. Pure.

Rule: every published figure (realization of a ratio or a mean, achievement, absorption, efficiency, cost per outcome)
is rounded once, half up to 2 decimals, as the last step of its own formula. A formula that builds on published figures
takes them as published, so that a reader can recompute every figure from the figures printed beside it: Candipuro
prints 33,33 on a target of 93,33 as 35,71, where the unrounded 10/30 would give 35,72.

A total of amounts is the exact sum of the amounts (rupiah with sen), rounded nowhere; a mean of percentages is the
rounded mean of the percentages as published. Neither is ever the sum of parts that were rounded for it alone.
"""

from decimal import (
    MAX_EMAX,
    MIN_EMIN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
)

WORKING = Context(
    prec=100,
    rounding=ROUND_HALF_EVEN,
    Emin=MIN_EMIN,
    Emax=MAX_EMAX,
    traps=[InvalidOperation, DivisionByZero],
)
"""Context of the arithmetic before the rounding. Formulas divide by one operand, once. Database figures have at most
20 digits, so products and sums are exact here, and a quotient that is not a tie at x.xx5 is further away from it than
100 digits resolve: rounding to 2 decimals after the division gives what rounding the exact fraction would. A division
by 100 or a product with it only moves the point."""


def round_half_up(value: Decimal, places: int = 2) -> Decimal:
    """Return the value with `places` decimals, halves away from zero, never -0.

    The seeds round so (62,646... printed 62,64 is on their list of slips). Raises ValueError for NaN and infinities.
    """
    if not value.is_finite():
        raise ValueError(f"only a finite figure can be rounded, got {value}")
    digits = max(WORKING.prec, value.adjusted() + places + 2)
    context = Context(prec=digits, rounding=ROUND_HALF_UP, Emin=MIN_EMIN, Emax=MAX_EMAX)
    rounded = value.quantize(Decimal(1).scaleb(-places, context), context=context)
    return rounded if rounded else abs(rounded)


def published(value: Decimal) -> Decimal:
    """Return a typed target or realization (4 decimals are kept) as it is printed: with 2 decimals.

    Formulas take it so, that a reader can recompute them. One that would vanish (0,004) stands as it was typed, for
    a target that isn't 0 must not be called 0.
    """
    rounded = round_half_up(value)
    return value if value and not rounded else rounded
