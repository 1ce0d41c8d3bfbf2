"""Percentages over the quarters of a year: a line each, told apart by its marks, its dashes and its name. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from agreements.numbers import NBSP, format_figure, format_percent
from reports.charts.axes import Axis, Measure, ceiling_of, tick_labels, ticks
from reports.charts.lettering import shortened, text_width
from reports.charts.shapes import NARROW, SIZE, Box, Dot, Drawing, Frame, Line, Shape, Text, Tone, backed, triangle

HEIGHT, NARROW_HEIGHT = 320, 280
LEFT, TOP, BOTTOM = 56, 26, 28
RADIUS = 5
LINE = SIZE * 5 // 4

Span = tuple[Decimal, Decimal]


@dataclass(frozen=True)
class Series:
    """A figure at the end of each quarter, None where there is none; `spans` from the lowest to the highest unit."""

    name: str
    values: tuple[Decimal | None, ...]
    spans: tuple[Span | None, ...] = ()


@dataclass(frozen=True)
class Trend:
    """One or two series over the same quarters."""

    name: str
    title: str
    description: str
    quarters: tuple[str, ...]
    series: tuple[Series, ...]


@dataclass(frozen=True)
class _Look:
    tone: Tone
    dashes: str
    mark: str


LOOKS = (_Look(Tone.BRAND, "", "dot"), _Look(Tone.SECOND, "7 4", "square"))


def draw(picture: Trend, width: int) -> Drawing:
    """Return the picture, `width` units wide; the names of the lines stand over it."""
    height = NARROW_HEIGHT if width < NARROW else HEIGHT
    legend = tuple(_legend(picture, width))
    top = max((shape.frame.bottom for shape in legend), default=0) + TOP
    room = Frame(LEFT, top, width - 8, height - BOTTOM)
    values = [value for series in picture.series for value in series.values if value is not None]
    spans = [value for series in picture.series for span in series.spans if span for value in span]
    axis = _axis([*values, *spans], room)
    places = [
        room.left + (room.right - room.left) * (2 * number + 1) // (2 * len(picture.quarters))
        for number in range(len(picture.quarters))
    ]
    shapes = [*legend, *_grid(picture, axis, places, room)]
    looks = tuple(zip(LOOKS, picture.series, strict=False))
    for (look, series), shift in zip(looks, (-8, 8), strict=False):
        shapes += _spans(series, look, axis, [x + shift for x in places])
    for look, series in looks:
        shapes += _line(series, look, axis, places)
    shapes += _figures(picture, axis, places, (room.right - room.left) // max(len(places), 1))
    for look, series in looks:
        shapes += _marks(series, look, axis, places)
    return Drawing(f"{picture.name}-{width}", width, height, picture.title, picture.description, tuple(shapes))


def _axis(values: Sequence[Decimal], room: Frame) -> Axis:
    zero, full = Decimal(0), Decimal(100)
    # Below the lowest line there is room for the figure of a point on it.
    start = room.bottom - SIZE - RADIUS
    if not values:
        return Axis(ticks(zero, full, 5), start, room.top)
    last = ceiling_of(values)
    high = max(values) if last is None else last
    return Axis(ticks(min([*values, zero]), max(high, full), 5), start, room.top)


def _legend(picture: Trend, width: int) -> Iterator[Shape]:
    """Yield a sample of each line with its name, in as many rows as they need."""
    x, y = 4, SIZE + 2
    for look, series in zip(LOOKS, picture.series, strict=False):
        name = shortened(series.name, SIZE, width - 44)
        needed = 38 + text_width(name, SIZE) + 18
        if x > 4 and x + needed > width:
            x, y = 4, y + LINE + 4
        yield Line(((x, y - 4), (x + 30, y - 4)), look.tone, width=3, dashes=look.dashes)
        yield _mark(x + 15, y - 4, look, "")
        yield Text(x + 36, y, name)
        x += needed


def _grid(picture: Trend, axis: Axis, places: Sequence[int], room: Frame) -> Iterator[Shape]:
    for value, label in zip(axis.ticks, tick_labels(axis.ticks, Measure.PERCENT), strict=True):
        y = axis.at(value)
        yield Line(((room.left, y), (room.right, y)), Tone.GRID)
        yield Text(room.left - 6, y + SIZE // 3, shortened(label, SIZE, room.left - 8), "end", Tone.SOFT)
    for x, quarter in zip(places, picture.quarters, strict=True):
        yield Text(x, room.bottom + SIZE + 8, quarter, "middle", Tone.SOFT)


def _mark(x: int, y: int, look: _Look, hint: str) -> Shape:
    if look.mark == "dot":
        return Dot(x, y, RADIUS, look.tone, hint)
    return Box(x - RADIUS, y - RADIUS, 2 * RADIUS, 2 * RADIUS, look.tone, hint=hint)


def _spans(series: Series, look: _Look, axis: Axis, places: Sequence[int]) -> Iterator[Shape]:
    for x, span in zip(places, series.spans, strict=False):
        if span:
            low, high = axis.at(span[0]), axis.at(span[1])
            yield Line(((x, low), (x, high)), look.tone, width=2)
            for y in (low, high):
                yield Line(((x - 4, y), (x + 4, y)), look.tone, width=2)


def _line(series: Series, look: _Look, axis: Axis, places: Sequence[int]) -> Iterator[Shape]:
    spots = [None if value is None else (x, axis.at(value)) for x, value in zip(places, series.values, strict=True)]
    for one, next_one in pairwise(spots):
        if one and next_one:
            yield Line((one, next_one), look.tone, width=3, dashes=look.dashes)


def _marks(series: Series, look: _Look, axis: Axis, places: Sequence[int]) -> Iterator[Shape]:
    for x, value in zip(places, series.values, strict=True):
        if value is None:
            continue
        y, hint = axis.at(value), f"{series.name}: {format_percent(value)}"
        yield triangle(x, y, RADIUS + 1, look.tone, hint) if axis.beyond(value) else _mark(x, y, look, hint)


def _figures(picture: Trend, axis: Axis, places: Sequence[int], width: int) -> Iterator[Shape]:
    """Yield the figure of each point: over the higher one of a quarter, under the lower one."""
    for number, x in enumerate(places):
        column = sorted(
            (axis.at(value), look, value)
            for look, series in enumerate(picture.series)
            if (value := series.values[number]) is not None
        )
        for place, (y, look, value) in enumerate(column):
            baseline = y - RADIUS - 5 if place == 0 else y + RADIUS + SIZE + 2
            if text := _fitting(value, width):
                yield from backed(Text(x, baseline, text, "middle", LOOKS[look].tone))


def _fitting(value: Decimal, width: int) -> str:
    """Return a figure in the room of a quarter: with its decimals, without, or nothing but its mark."""
    written = (format_percent(value), f"{format_figure(value, decimals=0)}{NBSP}%")
    return next((text for text in written if text_width(text, SIZE) <= width - 4), "")
