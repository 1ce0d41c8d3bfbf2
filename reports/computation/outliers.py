"""What lies far from the rest: a figure against those of other units or quarters, by a rule that few can upset. Pure.

Source: the modified z-score of Iglewicz and Hoaglin (How to Detect and Handle Outliers, ASQC 1993): the distance from
the median in units of the median absolute deviation, which one wrong figure among twenty does not move as it moves mean
and standard deviation; 0,6745 makes the deviation comparable to a standard deviation. They call distances above 3,5
outliers. An office holds a hundred figures, so we begin at 5: of 4,200 synthetic figures in order 5 are called far
instead of 30, and of 200 with a digit too many none is missed (`tests/reports/test_checks_outliers.py`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports.computation.comparison import median
from reports.results import Figure
from reports.rounding import round_half_up

FEWEST = 5
"""Figures that a median must rest on before anything is called far from it."""

LIMIT = Decimal(5)
HUNDREDTH = Decimal("0.01")
SCALE = Decimal("0.6745")


@dataclass(frozen=True)
class Middle:
    """Where figures lie: their median, how far from it they usually are (`middle`), and how many there are."""

    median: Decimal
    deviation: Decimal
    count: int


def middle(values: Sequence[Decimal]) -> Middle | None:
    """Return where figures lie, rounded half up to 2 decimals; None for fewer than `FEWEST`.

    The deviation is the median absolute one. Where that is 0, since more than half of the figures are equal, it is the
    upper quartile of the distances: of four offices at 0 and three at 42 nobody is called far, of six and one the one.
    """
    if len(values) < FEWEST:
        return None
    center = _median(sorted(values))
    distances = sorted(abs(value - center) for value in values)
    deviation = _median(distances)
    return Middle(center, deviation or distances[_quartile(len(values))], len(values))


def _median(ordered: Sequence[Decimal]) -> Decimal:
    """Return the median of sorted figures: that of the one or two in the middle."""
    found = median([Figure(value) for value in ordered[(len(ordered) - 1) // 2 : len(ordered) // 2 + 1]]).value
    assert found is not None
    return found


def _quartile(count: int) -> int:
    """Return the place of the upper quartile among so many sorted figures: 5 (the sixth) of 7."""
    return (3 * count + 3) // 4 - 1


def is_far(value: Decimal, where: Middle, *, least: Decimal) -> bool:
    """Return whether a figure lies far from the others, and by more than `least`.

    Where most figures are equal their deviation is 0, and any other would be infinitely far: `least` is the distance
    that is worth a word at all.
    """
    distance = abs(value - where.median)
    return distance > least and SCALE * distance > LIMIT * where.deviation


def is_far_by_share(value: Decimal, where: Middle, *, share: Decimal, of: Decimal) -> bool:
    """Return whether a figure lies far from the others, and by more than a share of something: 0,25 of the target."""
    return is_far(value, where, least=share * of)


def is_times(value: Decimal, times: Decimal, other: Decimal) -> bool:
    """Return whether a figure is at least so many times another."""
    return value >= times * other


def points_of_one(target: Decimal | None, unit_of_measure: str) -> Decimal:
    """Return the points that one thing more or less makes of a counted target: 25 of 4 laporan, 0 in per cent.

    Two reports of four where the others have one is no outlier, though it is twice as much. Both figures were rounded
    before they are compared, so that one package of three (66,67 after 33,33) may seem a hundredth more than it is.
    """
    if not target or target < 0 or unit_of_measure == "%":
        return Decimal(0)
    return round_half_up(100 / target) + HUNDREDTH


def growths(totals: Sequence[Decimal | None]) -> list[Decimal]:
    """Return what each quarter added to a figure that counts from 1 January; nothing beside a quarter without one."""
    found = []
    for place, total in enumerate(totals):
        before = totals[place - 1] if place else Decimal(0)
        if total is not None and before is not None:
            found.append(total - before)
    return found
