"""Formulas put to figures that may be missing: sums, means, quotients and differences. Pure.

A blank is not 0: a figure without a value is left out of every sum and mean and counted in `left_out`; where nothing
is left there is no figure, but a reason.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, localcontext
from typing import Any

from reports.computation.formulas import CHANGE, LINES, MEAN_OF_CHILDREN, TARGET
from reports.expressions import Formula
from reports.results import Figure, How, Reason
from reports.rounding import WORKING, published

Operand = Figure | tuple[Figure, ...]
ORDER_OF_REASONS = {reason: place for place, reason in enumerate(Reason)}


def known(value: Decimal, formula: Formula = TARGET) -> Figure:
    """Return the figure of a target or realization that is laid down, as it is printed."""
    return Figure(published(value), how=How(formula))


def given(value: Decimal | None, formula: Formula, absent: Reason, **which: Any) -> Figure:
    """Return a figure as somebody gave it, or the one that nobody gave; `which` is what `How` says of it."""
    how = How(formula, **which)
    return Figure(None, absent, how=how) if value is None else Figure(value, how=how)


def missing(reason: Reason, left_out: int = 0, how: How | None = None) -> Figure:
    """Return the figure that isn't there."""
    return Figure(None, reason, left_out, how)


def apply(formula: Formula, *operands: Operand, left_out: int = 0) -> Figure:
    """Return the figure that a formula makes of its operands; those without a value are left out of sums and means."""
    with localcontext(WORKING):
        return Figure(formula.value(_values(operands)), left_out=left_out, how=How(formula, operands))


def unlimited(figure: Figure) -> Decimal | None:
    """Return what a figure's formula came to before its limits; None where it has none, or nothing was computed."""
    how = figure.how
    if figure.value is None or how is None or how.formula.expression is None or how.formula.limits == (None, None):
        return None
    with localcontext(WORKING):
        return how.formula.outcome(_values(how.operands))


def _values(operands: Iterable[Operand]) -> list[Any]:
    return [
        tuple([member.value for member in operand if member.value is not None])
        if isinstance(operand, tuple)
        else operand.value
        for operand in operands
    ]


def total(figures: Sequence[Figure], *, empty: Reason, formula: Formula = LINES) -> Figure:
    """Return the exact sum of the figures that are there (not rounded: amounts and counts as typed).

    Members without a figure are counted in `left_out`. With no member at all the reason is `empty`; with none that
    has a figure it is the first of their reasons in the order of `Reason`.
    """
    members, left_out = tuple(figures), _left_out(figures)
    if all(figure.value is None for figure in members):
        return missing(_first_reason(members, empty), left_out, How(formula, (members,)))
    return apply(formula, members, left_out=left_out)


def mean(
    figures: Sequence[Figure], *, empty: Reason = Reason.NOTHING_TO_AVERAGE, formula: Formula = MEAN_OF_CHILDREN
) -> Figure:
    """Return the plain mean of the figures that are there, rounded to 2 decimals.

    Proved by Rowokangkung 02: mean(50, 50, 50, 100) is 62,50 and mean(66,67, 100, 0) is 55,56. With no member the
    reason is `empty`, with none that has a figure `NOTHING_TO_AVERAGE`.
    """
    members, left_out = tuple(figures), _left_out(figures)
    if all(figure.value is None for figure in members):
        return missing(Reason.NOTHING_TO_AVERAGE if members else empty, left_out, How(formula, (members,)))
    return apply(formula, members, left_out=left_out)


def from_two(
    formula: Formula,
    first: Figure,
    second: Figure,
    refuse: Callable[[Decimal, Decimal], Reason | None] | None = None,
    *,
    same_leaves: bool = False,
) -> Figure:
    """Return what a formula makes of two figures, or the reason: of the first that is missing, or why it is refused.

    The `left_out` of both add up, unless they count the same leaves (ceiling and spending of one line).
    """
    left_out = max(first.left_out, second.left_out) if same_leaves else first.left_out + second.left_out
    for figure in (first, second):
        if figure.reason is not None:
            return missing(figure.reason, left_out, How(formula, (first, second)))
    assert first.value is not None
    assert second.value is not None
    refused = refuse(first.value, second.value) if refuse else None
    if refused is not None:
        return missing(refused, left_out, How(formula, (first, second)))
    return apply(formula, first, second, left_out=left_out)


def points(first: Figure, second: Figure, formula: Formula = CHANGE) -> Figure:
    """Return first - second: two percentages differ by percentage points, never by per cent.

    Bagian Organisasi: 81,74 - 68,06 = 13,68.
    """
    return from_two(formula, first, second)


def displayed(figure: Figure, cap: Decimal | None) -> Figure:
    """Return what is shown under the kabupaten's display cap (100 or 120; None shows all).

    For showing only: achievements are never capped in storage, sums, means or counts. Published reports go far above
    100 %.
    """
    if cap is None or figure.value is None or figure.value <= cap:
        return figure
    return replace(figure, value=cap)


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
