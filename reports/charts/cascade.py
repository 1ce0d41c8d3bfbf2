"""The pohon kinerja as a picture: boxes from the highest level to the right, or as a list where it is narrow. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agreements.cascade import SOFT, Branch, Gap
from agreements.enums import Formula
from reports.charts.lettering import wrapped
from reports.charts.shapes import NARROW, SIZE, Box, Drawing, Line, Shape, Text, Tone

LINE = 17
PADDING = 8
GAP_BETWEEN = 10
RAIL = 34
"""Room for the lines between two columns."""
STEP = 18
"""How far a level of the list stands in."""
EDGE = 2
MARK = 5
"""Width of the bar at the left of a box, which tells whether something is missing."""
MOST_NAME_LINES = 4
ROLLS_UP = "rata-rata dari {} indikator"
DASHES = "4 4"


@dataclass(frozen=True)
class _Told:
    """A line of a box with its look."""

    text: str
    tone: Tone = Tone.INK


def draw(trees: Sequence[Branch], width: int, name: str = "pohon-kinerja") -> Drawing:
    """Return the picture of some trees, `width` units wide and as tall as they need."""
    shapes: list[Shape] = []
    if width < NARROW:
        bottom = _list(trees, EDGE, EDGE, width, shapes)
    else:
        columns = max((depth for tree in trees for depth, _ in tree.walk), default=0) + 1
        room = (width - 2 * EDGE - RAIL * (columns - 1)) // columns
        bottom = EDGE
        for tree in trees:
            _, bottom = _grow(tree, EDGE, bottom, room, shapes)
    return Drawing(
        name=name,
        width=width,
        height=max(bottom, LINE),
        title="Pohon kinerja",
        description=_description(trees),
        shapes=tuple(shapes),
    )


def _description(trees: Sequence[Branch]) -> str:
    every = [branch for tree in trees for _, branch in tree.walk]
    faulty = sum(1 for branch in every if branch.gaps)
    return (
        f"{len(every)} indikator, {len(trees)} di antaranya tidak mendukung indikator lain; {faulty} belum lengkap."
        " Daftarnya ada di bawah gambar."
    )


def _told(branch: Branch, room: int) -> list[_Told]:
    """Return the lines of a box: name, target, who promises it, how it is computed, what is missing."""
    node = branch.node
    lines = [_Told(line) for line in wrapped(node.name, SIZE, room, MOST_NAME_LINES)]
    told = []
    if node.target:
        told.append((f"Target {node.target}", Tone.SOFT))
    if node.posts:
        told.append((", ".join(node.posts), Tone.BRAND))
    if node.formula == Formula.MEAN_OF_CHILDREN and branch.below:
        told.append((ROLLS_UP.format(len(branch.below)), Tone.SOFT))
    told += [(gap.value, Tone.SECOND if gap in SOFT else Tone.WORST) for gap in branch.gaps]
    for text, tone in told:
        lines += [_Told(line, tone) for line in wrapped(text, SIZE, room, 2)]
    return lines


def _box(branch: Branch, x: int, y: int, width: int) -> tuple[list[Shape], int]:
    """Return the shapes of a box and its height."""
    lines = _told(branch, width - 2 * PADDING - MARK)
    height = len(lines) * LINE + 2 * PADDING
    hint = branch.node.name
    shapes: list[Shape] = [
        Box(x, y, width, height, Tone.PAPER, Tone.SOFT, hint=hint),
        Box(x, y, MARK, height, Tone.WORST if branch.broken else Tone.FAIR if branch.gaps else Tone.GOOD),
    ]
    shapes += [
        Text(x + MARK + PADDING, y + PADDING + LINE * place + SIZE, line.text, tone=line.tone)
        for place, line in enumerate(lines)
    ]
    return shapes, height


def _dashes(parent: Branch) -> str:
    """Return a whole line where figures go up, a broken one where the child only supports."""
    return "" if parent.node.formula == Formula.MEAN_OF_CHILDREN else DASHES


def _grow(branch: Branch, x: int, y: int, width: int, shapes: list[Shape]) -> tuple[int, int]:
    """Draw a branch with its children to the right; return the middle of its box and the end of all of it."""
    middles, bottom = [], y
    for child in branch.below:
        middle, bottom = _grow(child, x + width + RAIL, bottom, width, shapes)
        middles.append(middle)
    own, height = _box(branch, x, y, width)
    shapes += own
    middle = y + height // 2
    rail = x + width + RAIL // 2
    for there in middles:
        points = ((x + width, middle), (rail, middle), (rail, there), (x + width + RAIL, there))
        shapes.append(Line(points, Tone.SOFT, dashes=_dashes(branch)))
    return middle, max(bottom, y + height + GAP_BETWEEN)


def _list(trees: Sequence[Branch], x: int, y: int, width: int, shapes: list[Shape]) -> int:
    """Draw branches below one another, each level a step to the right; return where they end."""
    for tree in trees:
        y = _listed(tree, x, y, width, shapes)
    return y


def _listed(branch: Branch, x: int, y: int, width: int, shapes: list[Shape]) -> int:
    own, height = _box(branch, x, y, width - x - EDGE)
    shapes += own
    below = y + height + GAP_BETWEEN
    for child in branch.below:
        points = ((x + STEP // 2, y + height), (x + STEP // 2, below + LINE), (x + STEP, below + LINE))
        shapes.append(Line(points, Tone.SOFT, dashes=_dashes(branch)))
        below = _listed(child, x + STEP, below, width, shapes)
    return below


def missing(trees: Sequence[Branch]) -> Iterator[tuple[Gap, int]]:
    """Yield each gap with how many indicators have it, in the order in which gaps are named."""
    every = [branch for tree in trees for _, branch in tree.walk]
    for gap in Gap:
        count = sum(1 for branch in every if gap in branch.gaps)
        if count:
            yield gap, count
