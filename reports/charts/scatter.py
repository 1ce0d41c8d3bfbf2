"""Two percentages of many units in one picture: what each reached against what it spent. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from agreements.numbers import format_percent
from reports.charts.axes import Axis, Measure, ceiling_of, tick_labels, ticks
from reports.charts.lettering import shortened, text_width
from reports.charts.placing import Placed, Wanted, place
from reports.charts.shapes import (
    NARROW,
    SIZE,
    Box,
    Dot,
    Drawing,
    Frame,
    Line,
    Shape,
    Text,
    Tone,
    backed,
    inside,
    triangle,
)

MOST_NAMES = 40
"""Of more points only those furthest from the middle are named."""
RADIUS = 5
HEIGHT, NARROW_HEIGHT = 560, 400
LEFT, RIGHT, TOP, BOTTOM = 62, 14, 30, 52
PAD = 10
"""Keeps points, and the numbers beside them, off the frame."""
LINE = SIZE * 21 // 20
LONGEST_NAME = 200


@dataclass(frozen=True)
class Point:
    """One unit: `x` and `y` in %, and the number of its row in the table beside the picture."""

    number: int
    name: str
    x: Decimal
    y: Decimal


@dataclass(frozen=True)
class Scatter:
    """Points with the middle of both figures, which parts them into four corners; two of these are worth a name."""

    name: str
    title: str
    description: str
    x_title: str
    y_title: str
    points: tuple[Point, ...]
    middle: tuple[Decimal, Decimal] | None = None
    upper_left: str = ""
    lower_right: str = ""


def draw(picture: Scatter, width: int) -> Drawing:
    """Return the picture, `width` units wide; one for phones has no room for names: points carry their numbers."""
    height = NARROW_HEIGHT if width < NARROW else HEIGHT
    across = _axis([point.x for point in picture.points], LEFT + PAD, width - RIGHT - PAD)
    up = _axis([point.y for point in picture.points], height - BOTTOM - PAD, TOP + PAD)
    room = Frame(LEFT, TOP, width - RIGHT, height - BOTTOM)
    marks = [_mark(point, across, up) for point in picture.points]
    corners = [text for text in _corners(picture, room) if not any(text.frame.meets(mark.frame) for mark in marks)]
    grounded = [shape for text in corners for shape in backed(text)]
    taken = [text.frame for text in corners] + [mark.frame for mark in marks]
    fixed = [*_middle(picture, across, up, room, taken), *grounded]
    shapes = [
        *_grid(picture, across, up, room),
        *fixed,
        *_names(marks, fixed, room, narrow=width < NARROW),
    ]
    return Drawing(f"{picture.name}-{width}", width, height, picture.title, picture.description, tuple(shapes))


def _axis(values: Sequence[Decimal], start: int, end: int) -> Axis:
    most = 5 if abs(end - start) < NARROW else 8
    if not values:
        return Axis(ticks(Decimal(0), Decimal(100), most), start, end)
    last = ceiling_of(values)
    return Axis(ticks(min(values), max(values) if last is None else last, most), start, end)


def _grid(picture: Scatter, across: Axis, up: Axis, room: Frame) -> Iterator[Shape]:
    yield Box(room.left, room.top, room.right - room.left, room.bottom - room.top, "none", Tone.SOFT)
    labels = tick_labels(across.ticks, Measure.PERCENT)
    every = _every(across, max(text_width(label, SIZE) for label in labels) + SIZE)
    for place_, (value, label) in enumerate(zip(across.ticks, labels, strict=True)):
        x = across.at(value)
        yield Line(((x, room.top), (x, room.bottom)), Tone.GRID)
        if place_ % every == 0:
            yield inside(Text(x, room.bottom + SIZE + 5, label, "middle", Tone.SOFT), room.right + RIGHT)
    labels = tick_labels(up.ticks, Measure.PERCENT)
    every = _every(up, 2 * SIZE)
    for place_, (value, label) in enumerate(zip(up.ticks, labels, strict=True)):
        y = up.at(value)
        yield Line(((room.left, y), (room.right, y)), Tone.GRID)
        if place_ % every == 0:
            yield Text(
                room.left - 6, y + SIZE // 3, shortened(label, SIZE, room.left - 8), anchor="end", tone=Tone.SOFT
            )
    yield Text(2, SIZE + 4, shortened(f"↑ {picture.y_title}", SIZE, room.right), tone=Tone.INK)
    title = shortened(f"{picture.x_title} →", SIZE, room.right)
    yield Text(room.right, room.bottom + BOTTOM - 8, title, anchor="end", tone=Tone.INK)


def _every(axis: Axis, needed: int) -> int:
    """Return which ticks are labelled, so that the labels don't touch: every one, every second, ..."""
    between = abs(axis.at(axis.ticks[1]) - axis.at(axis.ticks[0]))
    return max(1, -(-needed // max(between, 1)))


def _corners(picture: Scatter, room: Frame) -> Iterator[Text]:
    space = room.right - room.left - 16
    if picture.upper_left:
        text = shortened(picture.upper_left, SIZE, space)
        yield Text(room.left + 8, room.top + SIZE + 6, text, tone=Tone.BRAND)
    if picture.lower_right:
        text = shortened(picture.lower_right, SIZE, space)
        yield Text(room.right - 8, room.bottom - 9, text, anchor="end", tone=Tone.WORST)


def _middle(picture: Scatter, across: Axis, up: Axis, room: Frame, taken: list[Frame]) -> Iterator[Shape]:
    """Yield the lines of both medians, with their figures where nothing is taken."""
    if picture.middle is None:
        return
    x, y = across.at(picture.middle[0]), up.at(picture.middle[1])
    yield Line(((x, room.top), (x, room.bottom)), Tone.SOFT, dashes="6 4")
    yield Line(((room.left, y), (room.right, y)), Tone.SOFT, dashes="6 4")
    if room.right - room.left < NARROW:
        return
    x_text, y_text = (f"median {format_percent(value)}" for value in picture.middle)
    low, high = room.bottom - 9, room.top + SIZE + 6
    beside = [
        Text(x + 5, low, x_text),
        Text(x - 5, low, x_text, "end"),
        Text(x + 5, high, x_text),
        Text(x - 5, high, x_text, "end"),
    ]
    right, left = room.right - 8, room.left + 8
    along = [
        Text(right, y - 6, y_text, "end"),
        Text(right, y + SIZE + 4, y_text, "end"),
        Text(left, y - 6, y_text),
        Text(left, y + SIZE + 4, y_text),
    ]
    for places in (beside, along):
        clear = (text for text in places if room.holds(text.frame) and not any(text.frame.meets(one) for one in taken))
        if text := next(clear, None):
            taken.append(text.frame)
            yield from backed(replace(text, tone=Tone.SOFT))


@dataclass(frozen=True)
class _Mark:
    point: Point
    x: int
    y: int
    right: bool
    """Lies beyond the end of the axis."""
    above: bool

    @property
    def told(self) -> str:
        beyond = [format_percent(self.point.y)] if self.above else []
        beyond += [format_percent(self.point.x)] if self.right else []
        return f"{self.point.name} ({', '.join(beyond)})" if beyond else self.point.name

    @property
    def hint(self) -> str:
        return f"{self.point.name}: {format_percent(self.point.y)}; {format_percent(self.point.x)}"

    @property
    def frame(self) -> Frame:
        return Frame(self.x - RADIUS, self.y - RADIUS, self.x + RADIUS, self.y + RADIUS)

    def shape(self) -> Shape:
        if self.right or self.above:
            towards = (0, -1) if self.above else (1, 0)
            return triangle(self.x, self.y, RADIUS, Tone.SECOND, self.hint, towards=towards)
        return Dot(self.x, self.y, RADIUS, Tone.BRAND, self.hint)


def _mark(point: Point, across: Axis, up: Axis) -> _Mark:
    return _Mark(point, across.at(point.x), up.at(point.y), across.beyond(point.x), up.beyond(point.y))


def _names(marks: Sequence[_Mark], fixed: Sequence[Shape], room: Frame, *, narrow: bool) -> Iterator[Shape]:
    """Yield all points, with the names of as many as have room, and how many have none."""
    labels = [str(mark.point.number) if narrow else shortened(mark.told, SIZE, LONGEST_NAME) for mark in marks]
    named = _told_apart(marks, room) if not narrow and len(marks) > MOST_NAMES else range(len(marks))
    wanted = [
        Wanted(marks[index].x, marks[index].y, RADIUS, text_width(labels[index], SIZE) + 2, LINE) for index in named
    ]
    taken = [shape.frame for shape in fixed if isinstance(shape, Text)]
    chosen = set(named)
    taken += [mark.frame for index, mark in enumerate(marks) if index not in chosen]
    placed = place(wanted, taken, room)
    for spot in placed:
        if spot and spot.leader:
            yield Line(spot.leader, Tone.SOFT)
    for mark in marks:
        yield mark.shape()
    for index, spot in zip(named, placed, strict=True):
        if spot:
            yield from backed(_set(labels[index], spot))
    unnamed = len(marks) - sum(1 for spot in placed if spot)
    if unnamed:
        text = f"{unnamed} unit tanpa {'nomor' if narrow else 'nama'}: lihat tabel"
        yield Text(2, room.bottom + BOTTOM - 8, text, tone=Tone.SOFT)


def _set(label: str, spot: Placed) -> Text:
    return Text(spot.frame.left + 1, spot.frame.top + SIZE * 4 // 5, label)


def _told_apart(marks: Sequence[_Mark], room: Frame) -> list[int]:
    """Return the points furthest from the middle of the picture: they are what people look for."""
    x, y = (room.left + room.right) // 2, (room.top + room.bottom) // 2
    far = sorted(range(len(marks)), key=lambda index: (-(abs(marks[index].x - x) + abs(marks[index].y - y)), index))
    return sorted(far[:MOST_NAMES])
