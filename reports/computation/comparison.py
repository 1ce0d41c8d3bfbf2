"""Many units side by side: the middle of their figures, their ranks, and sums over all of them. Pure.

Source: the comparisons that Permenpan RB 53/2014 lampiran II asks for; medians and ranks as statistics define them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports.computation.figures import apply, from_two, mean, missing
from reports.computation.formulas import IN_TIME, MEAN_ACHIEVEMENT, MEDIAN, UNITS
from reports.computation.money import summed
from reports.results import Figure, How, LineResult, Reason


def median(figures: Sequence[Figure]) -> Figure:
    """Return the middle of the figures that are there: half of them lie below, half above; others are left out.

    Of an even number it is the mean of the two in the middle, rounded half up to 2 decimals. Unlike the mean it stays
    where it is when one unit reports 10.000 %. Without any figure: `NOTHING_TO_AVERAGE`.
    """
    there = sorted((figure for figure in figures if figure.value is not None), key=lambda figure: figure.value or 0)
    left_out = len(figures) - len(there)
    if not there:
        return missing(Reason.NOTHING_TO_AVERAGE, left_out, How(MEDIAN, (tuple(figures),)))
    return apply(MEDIAN, tuple(there[(len(there) - 1) // 2 : len(there) // 2 + 1]), left_out=left_out)


def average(achievements: Sequence[Figure]) -> Figure:
    """Return the plain mean of the achievements of units that have one, rounded half up to 2 decimals."""
    return mean(achievements, formula=MEAN_ACHIEVEMENT)


def share_in_time(came: int, owed: int) -> Figure:
    """Return how many per cent of the reports that are owed were handed in, the first time in time.

    What still may come counts among those that are owed, so the share only grows. With none owed: `NO_REPORTS`.
    """
    return from_two(
        IN_TIME,
        Figure(Decimal(came)),
        Figure(Decimal(owed)),
        lambda _came, of: None if of else Reason.NO_REPORTS,
    )


def ranks(figures: Sequence[Figure]) -> tuple[int | None, ...]:
    """Return the rank of each figure, the highest first; equal figures share one (1, 2, 2, 4), none has none.

    Figures are compared as published, with 2 decimals: what prints the same ranks the same.
    """
    values = sorted((figure.value for figure in figures if figure.value is not None), reverse=True)
    first = {value: place for place, value in reversed(list(enumerate(values, start=1)))}
    return tuple(None if figure.value is None else first[figure.value] for figure in figures)


@dataclass(frozen=True)
class Together:
    """The same budget line of several units, or their whole budgets, as one: exact sums (id 0)."""

    whole: LineResult
    """Over all units: what was spent / all ceilings, also those of units that have no realization at all."""
    filled: LineResult
    """Over the units that have both amounts, the same units above and below the line."""
    units: int
    """Units that have a ceiling or spent something: those without any money have nothing to wait for."""
    filled_units: int
    without_spending: int
    """Units with a ceiling and no realization."""
    unfinished: int
    """Units that have both, but whose realization leaves lines out."""

    @property
    def uneven(self) -> bool:
        """Whether the absorption of the whole divides by ceilings of units that told nothing."""
        return self.without_spending > 0 and self.whole.absorption.value is not None


def over_units(lines: Sequence[LineResult]) -> Together:
    """Return the same budget line of several units as one: total spent / total ceiling, and of those that have both.

    A unit that told nothing of its spending spent something all the same: against its ceiling the county looks idler
    than it is, so totals of units are compared with each other by `filled`.
    """
    filled = [line for line in lines if line.ceiling.value is not None and line.spent.value is not None]
    return Together(
        whole=summed(0, lines, empty=Reason.NO_MONEY, formula=UNITS),
        filled=summed(0, filled, empty=Reason.NO_MONEY, formula=UNITS),
        units=sum(line.ceiling.value is not None or line.spent.value is not None for line in lines),
        filled_units=len(filled),
        without_spending=sum(line.ceiling.value is not None and line.spent.value is None for line in lines),
        unfinished=sum(line.spent.partial for line in filled),
    )
