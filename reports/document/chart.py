"""Places the boxes of an organisation chart on a drawing, for the template that draws it as SVG. Pure.

A post with few posts below it has them side by side, each with its own column under it; otherwise they stand in a
list, every level a step to the right, which always fits a page. All lengths are whole units; the drawing is `WIDTH`
of them wide and as tall as its posts need.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap

from reports.document.blocks import Chart, ChartPost

WIDTH = 1000
GAP = 16
"""Between columns, and between a box and what stands under it."""
STEP = 36
"""How far a level of a list stands in."""
PADDING = 8
EDGE = 2
"""Keeps the outlines of the outermost boxes inside the drawing."""
WIDEST = 380
"""Width of a box that has the row to itself."""
MOST_COLUMNS = 5


@dataclass(frozen=True)
class Lettering:
    """How a text is set: size, height of a line, and the width that a letter takes on average, capitals included."""

    size: int
    height: int
    letter: int
    bold: bool


NAME = Lettering(size=20, height=25, letter=12, bold=True)
HOLDER = Lettering(size=17, height=22, letter=12, bold=False)


@dataclass(frozen=True)
class TextLine:
    """A line of text, centred on `x` with its baseline on `y`."""

    x: int
    y: int
    text: str
    lettering: Lettering


@dataclass(frozen=True)
class Box:
    """A box with its lines of text."""

    x: int
    y: int
    width: int
    height: int
    lines: tuple[TextLine, ...]

    @property
    def bottom(self) -> int:
        """Where the box ends."""
        return self.y + self.height

    @property
    def middle(self) -> int:
        """Centre from left to right."""
        return self.x + self.width // 2


@dataclass(frozen=True)
class Drawing:
    """A chart, placed: boxes and the connecting lines as SVG paths."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    paths: tuple[str, ...]


def place(chart: Chart) -> Drawing:
    """Return the drawing of a chart; several posts at the top stand below one another."""
    boxes: list[Box] = []
    paths: list[str] = []
    bottom = 0
    for post in chart.posts:
        tree_boxes, tree_paths = _tree(post, bottom + GAP if boxes else EDGE)
        boxes += tree_boxes
        paths += tree_paths
        bottom = max(box.bottom for box in boxes)
    return Drawing(WIDTH, bottom + EDGE, tuple(boxes), tuple(paths))


def _tree(post: ChartPost, y: int) -> tuple[list[Box], list[str]]:
    """Place a post at the top with its columns, or as a list where they are too many or too narrow."""
    columns = len(post.below)
    if columns < 2:
        return _listed(post, (WIDTH - WIDEST) // 2, y, WIDEST)
    width = (WIDTH - 2 * EDGE - GAP * (columns - 1)) // columns
    longest = max(len(word) for below in post.below for word in below.name.split())
    narrowest = WIDTH // 8 + STEP * max(map(_depth, post.below))
    if columns > MOST_COLUMNS or longest > _letters(width, NAME) or narrowest > width:
        return _listed(post, EDGE, y, WIDEST)
    top = _box(post, (WIDTH - WIDEST) // 2, y, WIDEST)
    boxes, paths = [top], []
    rail = top.bottom + GAP
    tallest = max(_height(below, width) for below in post.below)
    for place_in_row, below in enumerate(post.below):
        column_boxes, column_paths = _listed(
            below, EDGE + place_in_row * (width + GAP), rail + GAP, width, at_least=tallest
        )
        boxes += column_boxes
        paths += [f"M{top.middle} {top.bottom}V{rail}H{column_boxes[0].middle}V{column_boxes[0].y}", *column_paths]
    return boxes, paths


def _depth(post: ChartPost) -> int:
    """Return how many levels stand below a post."""
    return max((1 + _depth(below) for below in post.below), default=0)


def _listed(post: ChartPost, x: int, y: int, width: int, *, at_least: int = 0) -> tuple[list[Box], list[str]]:
    """Place a post with all posts below it in a list, a step to the right."""
    own = _box(post, x, y, width, at_least=at_least)
    boxes, paths = [own], []
    bottom = own.bottom
    for below in post.below:
        below_boxes, below_paths = _listed(below, x + STEP, bottom + GAP, max(width - STEP, WIDTH // 8))
        first = below_boxes[0]
        paths += [f"M{x + STEP // 2} {own.bottom}V{first.y + first.height // 2}H{first.x}", *below_paths]
        boxes += below_boxes
        bottom = max(box.bottom for box in below_boxes)
    return boxes, paths


def _box(post: ChartPost, x: int, y: int, width: int, *, at_least: int = 0) -> Box:
    height = max(_height(post, width), at_least)
    baseline = y + (height - _height(post, width)) // 2 + PADDING
    lines = []
    for text, lettering in _texts(post, width):
        baseline += lettering.height
        lines.append(TextLine(x + width // 2, baseline - lettering.height // 4, text, lettering))
    return Box(x, y, width, height, tuple(lines))


def _height(post: ChartPost, width: int) -> int:
    return 2 * PADDING + sum(lettering.height for _, lettering in _texts(post, width))


def _texts(post: ChartPost, width: int) -> Iterator[tuple[str, Lettering]]:
    parts: Sequence[tuple[str, Lettering]] = ((post.name, NAME), (post.holder, HOLDER))
    for text, lettering in parts:
        for line in wrap(text, _letters(width, lettering)):
            yield line, lettering


def _letters(width: int, lettering: Lettering) -> int:
    """Return how many letters fit a line of a box."""
    return (width - 2 * PADDING) // lettering.letter
