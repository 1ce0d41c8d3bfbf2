"""Bars, one below the other: a figure of many units in order, or money spent inside its ceiling. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from reports.charts.axes import Axis, Measure, ceiling_of, tick_labels, ticks
from reports.charts.lettering import shortened, text_width, wrapped
from reports.charts.shapes import NARROW, SIZE, Box, Drawing, Line, Shape, Text, Tone, backed, inside, triangle

TOP = 24
ROW = 22
THICK = 14
OVER = 18
"""Room of a line of label over a bar."""
GAP = 8
EDGE = 2
ARROW = 6
ZERO = Decimal(0)


@dataclass(frozen=True)
class Bar:
    """A unit or programme: what is printed, and how long that is; without `value` the text says why there is none.

    `whole` is drawn as an outline around the bar (the ceiling of what was spent), `mark` as a stroke across it (what
    was planned).
    """

    label: str
    value: Decimal | None
    text: str
    tone: Tone = Tone.BRAND
    whole: Decimal | None = None
    mark: Decimal | None = None


@dataclass(frozen=True)
class Bars:
    """A picture of bars; `steps` are values with a name that stand as dashed lines (lower bounds of predikat)."""

    name: str
    title: str
    description: str
    measure: Measure
    bars: tuple[Bar, ...]
    steps: tuple[tuple[Decimal, str], ...] = ()
    legend: tuple[tuple[Literal["bar", "whole", "mark"], str], ...] = ()
    """What each part of a bar stands for, where it has more than one."""


def parted(picture: Bars, most: int) -> tuple[Bars, ...]:
    """Return the picture in parts of at most `most` bars each, for pages: all on one scale."""
    count = -(-len(picture.bars) // most)
    if count < 2:
        return (picture,)
    each = -(-len(picture.bars) // count)
    return tuple(
        replace(picture, name=f"{picture.name}-{part + 1}", bars=picture.bars[part * each : (part + 1) * each])
        for part in range(count)
    )


def draw(picture: Bars, width: int, whole: Bars | None = None) -> Drawing:
    """Return the picture, `width` units wide; as a part of `whole` it has that one's scale.

    For phones the labels stand over the bars.
    """
    everything = whole or picture
    narrow = width < NARROW
    # Behind the stroke of what was planned, a figure would be read as the plan's.
    aligned = any(bar.mark is not None for bar in everything.bars)
    if narrow:
        axis = _axis(everything, EDGE, width - EDGE - 2 * ARROW)
    else:
        left = _label_room(everything.bars, width)
        axis = _axis(everything, left, width - _text_room(everything.bars, width))
    shapes: list[Shape] = [*_legend(picture, width)]
    start = max((shape.frame.bottom for shape in shapes), default=0)
    top = y = start + TOP + (0 if narrow or not picture.steps else OVER)
    for bar in picture.bars:
        if narrow:
            shapes += _stacked(bar, axis, y, width)
            y += OVER + ROW + GAP
        else:
            lines = wrapped(bar.label, SIZE, axis.start - GAP - EDGE, 2)
            height = max(ROW, 2 + len(lines) * (SIZE + 2))
            shapes += _beside(bar, lines, axis, y + height // 2, width, aligned=aligned)
            y += height
    grid = [*_grid(everything, axis, start, y, width)]
    steps = [] if narrow else [*_steps(everything, axis, top, y, width)]
    shapes = [*grid, *steps, *shapes]
    return Drawing(f"{picture.name}-{width}", width, y + EDGE, picture.title, picture.description, tuple(shapes))


def _label_room(bars: Sequence[Bar], width: int) -> int:
    """Return the room for labels at the left: what they need, at most a third."""
    widest = max((text_width(bar.label, SIZE) for bar in bars), default=0)
    return min(widest + GAP + EDGE, width // 3)


def _text_room(bars: Sequence[Bar], width: int) -> int:
    """Return the room for what is printed behind the bars: what it needs, at most 2/5."""
    widest = max((text_width(bar.text, SIZE) for bar in bars if bar.value is not None), default=0)
    return min(widest + GAP + 2 * ARROW + EDGE, width * 2 // 5)


def _axis(picture: Bars, start: int, end: int) -> Axis:
    values = [value for bar in picture.bars for value in (bar.value, bar.whole, bar.mark) if value is not None]
    # Amounts have no usual size: what is far above the others is their news, and stays in sight.
    last = ceiling_of(values) if picture.measure == Measure.PERCENT else None
    most = 3 if end - start < NARROW // 2 else 5 if picture.measure == Measure.MONEY else 8
    high = max([*values, ZERO]) if last is None else last
    return Axis(ticks(min([*values, ZERO]), high, most), start, end)


def _legend(picture: Bars, width: int) -> Iterator[Shape]:
    """Yield a sample of each part of a bar with its name, in as many rows as they need."""
    x, y = EDGE, SIZE + 2
    for part, label in picture.legend:
        needed = 24 + text_width(label, SIZE) + 2 * GAP
        if x > EDGE and x + needed > width:
            x, y = EDGE, y + OVER
        if part == "mark":
            yield Line(((x + 9, y - SIZE), (x + 9, y + 3)), Tone.SECOND, width=3)
        else:
            whole = part == "whole"
            yield Box(x, y - 10, 18, 11, Tone.PALE if whole else Tone.BRAND, Tone.BRAND if whole else "none")
        yield Text(x + 24, y, shortened(label, SIZE, width - x - 24))
        x += needed


def _grid(picture: Bars, axis: Axis, start: int, bottom: int, width: int) -> Iterator[Shape]:
    end = -1
    for value, label in zip(axis.ticks, tick_labels(axis.ticks, picture.measure), strict=True):
        x = axis.at(value)
        yield Line(((x, start + TOP - 4), (x, bottom)), Tone.GRID)
        text = inside(Text(x, start + SIZE + 3, label, "middle", Tone.SOFT), width)
        if text.frame.left > end:
            yield text
            end = text.frame.right + GAP


def _steps(picture: Bars, axis: Axis, top: int, bottom: int, width: int) -> Iterator[Shape]:
    end = -1
    for value, label in sorted(picture.steps):
        if axis.ticks[0] < value <= axis.ticks[-1]:
            x = axis.at(value)
            yield Line(((x, top - OVER), (x, bottom)), Tone.SOFT, dashes="4 3")
            text = inside(Text(x + 3, top - GAP // 2, label, "start", Tone.SOFT), width)
            if text.frame.left > end:
                yield text
                end = text.frame.right + GAP // 2


def _stacked(bar: Bar, axis: Axis, y: int, width: int) -> Iterator[Shape]:
    """Yield a bar with its label and its figure over it."""
    room = width - 2 * EDGE
    if bar.value is None and bar.whole is None:
        yield from backed(Text(EDGE, y + SIZE, shortened(bar.label, SIZE, room)))
        yield from backed(Text(EDGE, y + OVER + SIZE, shortened(bar.text, SIZE, room), tone=Tone.SOFT))
        return
    text = shortened(bar.text, SIZE, max(room * 2 // 3, room - text_width(bar.label, SIZE) - GAP))
    label = shortened(bar.label, SIZE, room - text_width(text, SIZE) - GAP)
    yield from backed(Text(EDGE, y + SIZE, label))
    yield from backed(Text(width - EDGE, y + SIZE, text, "end", Tone.INK if bar.value is not None else Tone.SOFT))
    yield from _bar(bar, axis, y + OVER + ROW // 2)


def _beside(bar: Bar, lines: Sequence[str], axis: Axis, middle: int, width: int, *, aligned: bool) -> Iterator[Shape]:
    """Yield a bar with its label to the left, and its figure behind it or `aligned` at the right."""
    baseline = middle - (len(lines) - 1) * (SIZE + 2) // 2 + SIZE // 3
    for number, line in enumerate(lines):
        yield Text(axis.start - GAP, baseline + number * (SIZE + 2), line, anchor="end")
    drawn = tuple(_bar(bar, axis, middle))
    yield from drawn
    end = max((shape.frame.right for shape in drawn), default=axis.at(ZERO)) + 5
    tone = Tone.INK if bar.value is not None else Tone.SOFT
    text = Text(end, middle + SIZE // 3, shortened(bar.text, SIZE, width - end), tone=tone)
    yield from backed(replace(text, x=width - EDGE, anchor="end") if aligned else text)


def _bar(bar: Bar, axis: Axis, middle: int) -> Iterator[Shape]:
    top, zero = middle - THICK // 2, axis.at(ZERO)
    hint = f"{bar.label}: {bar.text}"
    if bar.whole is not None:
        yield Box(zero, top, axis.at(bar.whole) - zero, THICK, Tone.PALE, Tone.BRAND, hint)
    if bar.value is not None:
        x = axis.at(bar.value)
        yield Box(min(zero, x), top, abs(x - zero), THICK, bar.tone, hint=hint)
        if axis.beyond(bar.value):
            yield triangle(x + ARROW - 1, middle, ARROW + 1, bar.tone, towards=(1, 0))
    if bar.mark is not None:
        x = axis.at(bar.mark)
        yield Line(((x, top - 3), (x, top + THICK + 3)), Tone.PAPER, width=5)
        yield Line(((x, top - 3), (x, top + THICK + 3)), Tone.SECOND, width=3)
