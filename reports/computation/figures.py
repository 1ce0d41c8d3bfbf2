"""Sums, means, quotients and differences of figures that may be missing. Pure.

A blank is not 0: a figure without a value is left out of every sum and mean and counted in `left_out`; where nothing
is left there is no figure, but a reason.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal, localcontext

from reports.results import Figure, Reason
from reports.rounding import WORKING, round_half_up

HUNDRED = Decimal(100)
ORDER_OF_REASONS = {reason: place for place, reason in enumerate(Reason)}


def published(value: Decimal) -> Decimal:
    """Return a typed target or realization (4 decimals are kept) as it is printed: with 2 decimals.

    Formulas take it so, that a reader can recompute them. One that would vanish (0,004) stands as it was typed, for
    a target that isn't 0 must not be called 0.
    """
    rounded = round_half_up(value)
    return value if value and not rounded else rounded


def known(value: Decimal) -> Figure:
    """Return the figure of a typed target or realization."""
    return Figure(published(value))


def missing(reason: Reason, left_out: int = 0) -> Figure:
    """Return the figure that isn't there."""
    return Figure(None, reason, left_out)


def total(figures: Sequence[Figure], *, empty: Reason) -> Figure:
    """Return the exact sum of the figures that are there (not rounded: amounts and counts as typed).

    Members without a figure are counted in `left_out`. With no member at all the reason is `empty`; with none that
    has a figure it is the first of their reasons in the order of `Reason`.
    """
    values = [figure.value for figure in figures if figure.value is not None]
    left_out = _left_out(figures)
    if not values:
        return missing(_first_reason(figures, empty), left_out)
    with localcontext(WORKING):
        return Figure(sum(values, Decimal(0)), left_out=left_out)


def mean(figures: Sequence[Figure], *, empty: Reason = Reason.NOTHING_TO_AVERAGE) -> Figure:
    """Return the plain mean of the figures that are there, rounded to 2 decimals.

    Proved by Rowokangkung 02: mean(50, 50, 50, 100) is 62,50 and mean(66,67, 100, 0) is 55,56. With no member the
    reason is `empty`, with none that has a figure `NOTHING_TO_AVERAGE`.
    """
    values = [figure.value for figure in figures if figure.value is not None]
    left_out = _left_out(figures)
    if not values:
        return missing(Reason.NOTHING_TO_AVERAGE if figures else empty, left_out)
    with localcontext(WORKING):
        return Figure(round_half_up(sum(values, Decimal(0)) / len(values)), left_out=left_out)


def quotient(part: Decimal, whole: Decimal, *, times: Decimal = Decimal(1)) -> Decimal:
    """Return part x times / whole, rounded to 2 decimals. Raises ZeroDivisionError for a whole of 0."""
    with localcontext(WORKING):
        return round_half_up(part * times / whole)


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """Return part / whole x 100, rounded to 2 decimals. Raises ZeroDivisionError for a whole of 0."""
    return quotient(part, whole, times=HUNDRED)


def minus(first: Decimal, second: Decimal) -> Decimal:
    """Return the exact difference."""
    with localcontext(WORKING):
        return first - second


def from_two(
    first: Figure,
    second: Figure,
    formula: Callable[[Decimal, Decimal], Decimal | Reason],
    *,
    same_leaves: bool = False,
) -> Figure:
    """Return what a formula makes of two figures, or the reason: of the first that is missing, or the formula's own.

    The `left_out` of both add up, unless they count the same leaves (ceiling and spending of one line).
    """
    left_out = max(first.left_out, second.left_out) if same_leaves else first.left_out + second.left_out
    for figure in (first, second):
        if figure.reason is not None:
            return missing(figure.reason, left_out)
    assert first.value is not None
    assert second.value is not None
    result = formula(first.value, second.value)
    return missing(result, left_out) if isinstance(result, Reason) else Figure(result, left_out=left_out)


def points(first: Figure, second: Figure) -> Figure:
    """Return first - second: two percentages differ by percentage points, never by per cent.

    Bagian Organisasi: 81,74 - 68,06 = 13,68.
    """
    return from_two(first, second, lambda a, b: round_half_up(minus(a, b)))


def displayed(figure: Figure, cap: Decimal | None) -> Figure:
    """Return what is shown under the kabupaten's display cap (100 or 120; None shows all).

    For showing only: achievements are never capped in storage, sums, means or counts. Published reports go far above
    100 %.
    """
    if cap is None or figure.value is None or figure.value <= cap:
        return figure
    return Figure(cap, left_out=figure.left_out)


def bottom_up(parents: Mapping[int, int | None]) -> tuple[list[int], list[int]]:
    """Return the ids with every child before its parent, and apart the ids that are their own ancestors.

    A parent that isn't in the mapping counts as none.
    """
    waiting = dict.fromkeys(parents, 0)
    for parent in parents.values():
        if parent in waiting:
            waiting[parent] += 1
    ordered = [key for key, children in waiting.items() if children == 0]
    for key in ordered:
        parent = parents[key]
        if parent in waiting:
            waiting[parent] -= 1
            if waiting[parent] == 0:
                ordered.append(parent)
    done = set(ordered)
    return ordered, [key for key in parents if key not in done]


def _left_out(figures: Iterable[Figure]) -> int:
    return sum(figure.left_out or (figure.value is None) for figure in figures)


def _first_reason(figures: Iterable[Figure], empty: Reason) -> Reason:
    reasons = [figure.reason for figure in figures if figure.reason is not None]
    return min(reasons, key=ORDER_OF_REASONS.__getitem__, default=empty)
