"""Axes: which round numbers stand on them, and where a value lies. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal, localcontext
from enum import Enum

from agreements.numbers import NBSP, format_figure
from reports.rounding import WORKING

STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))
FULL = Decimal(100)

SCALES = (
    (Decimal(10) ** 12, "triliun"),
    (Decimal(10) ** 9, "miliar"),
    (Decimal(10) ** 6, "juta"),
    (Decimal(10) ** 3, "ribu"),
)


class Measure(Enum):
    """What an axis counts."""

    PERCENT = "percent"
    MONEY = "money"


def ticks(lowest: Decimal, highest: Decimal, most: int = 6) -> tuple[Decimal, ...]:
    """Return evenly spaced round numbers (steps of 1, 2 or 5 and zeros) that enclose both values, in order.

    About `most` of them; at least two. Where both values are the same, the space around it.
    """
    with localcontext(WORKING):
        if lowest == highest:
            lowest, highest = (lowest - 1, highest + 1) if lowest else (lowest, lowest + FULL)
        raw = (highest - lowest) / most
        unit = Decimal(1).scaleb(raw.adjusted())
        step = next(unit * times for times in STEPS if unit * times >= raw)
        first = (lowest / step).to_integral_value(ROUND_FLOOR)
        last = (highest / step).to_integral_value(ROUND_CEILING)
        return tuple((first + place) * step for place in range(int(last - first) + 1))


def tick_labels(values: Sequence[Decimal], measure: Measure) -> tuple[str, ...]:
    """Return what stands beside the ticks: '50 %', or amounts in one scale: '0', '0,5 miliar', '1 miliar'."""
    if measure == Measure.PERCENT:
        return tuple(f"{format_figure(value)}{NBSP}%" for value in values)
    largest = max(abs(value) for value in values)
    scale, name = next(((scale, name) for scale, name in SCALES if largest >= scale), (Decimal(1), ""))
    with localcontext(WORKING):
        return tuple(f"{format_figure(value / scale)}{NBSP}{name}".rstrip() if value else "0" for value in values)


def ceiling_of(values: Sequence[Decimal]) -> Decimal | None:
    """Return where an axis of percentages ends although values go on, None where it can show them all.

    One unit at 10.000 % would press all others to the edge: the axis then ends at twice what three of four units
    reach, and what lies beyond stands at its end with an arrow and its figure.
    """
    if not values:
        return None
    ordered = sorted(values)
    usual = max(2 * ordered[(len(ordered) - 1) * 3 // 4], 120 * FULL / 100)
    return usual if len(ordered) > 1 and ordered[-1] > usual else None


@dataclass(frozen=True)
class Axis:
    """Values from the first to the last tick, laid out from `start` to `end` (which may be the smaller)."""

    ticks: tuple[Decimal, ...]
    start: int
    end: int

    def at(self, value: Decimal) -> int:
        """Return where a value lies; one beyond an end lies at the end."""
        first, last = self.ticks[0], self.ticks[-1]
        with localcontext(WORKING):
            share = (min(max(value, first), last) - first) / (last - first)
            return self.start + int((share * (self.end - self.start)).to_integral_value(ROUND_HALF_UP))

    def beyond(self, value: Decimal) -> bool:
        """Whether the value lies past the last tick."""
        return value > self.ticks[-1]
