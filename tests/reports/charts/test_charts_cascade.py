"""The picture of a pohon kinerja: nothing sticks out, nothing covers another, lines tell whether figures go up."""

import pytest

from agreements.cascade import Gap, Node, grow
from agreements.enums import Formula, ObjectiveLevel
from reports.charts.cascade import draw, missing
from reports.charts.shapes import Box, Frame, Line, Text, Tone

LONG = "Persentase koordinasi penyelenggaraan pemerintahan umum sesuai penugasan kepala daerah yang ditindaklanjuti"


def node(key, level, parent=None, **more):
    given = {"name": f"{LONG} {key}", "target": "10 desa", "quarters": True, "posts": ("Kepala Seksi",)}
    return Node(id=key, level=level, parent_id=parent, **{**given, **more})


TREES = grow(
    [
        node(1, ObjectiveLevel.STRATEGIC, formula=Formula.MEAN_OF_CHILDREN),
        node(2, ObjectiveLevel.PROGRAM, 1, quarters=False),
        node(3, ObjectiveLevel.KEGIATAN, 2),
        node(4, ObjectiveLevel.PROGRAM, 1),
        node(5, ObjectiveLevel.PROGRAM, posts=()),
    ]
)
WIDTHS = pytest.mark.parametrize("width", [1180, 340])


def boxes(drawing):
    return [shape for shape in drawing.shapes if isinstance(shape, Box) and shape.line == Tone.SOFT]


@WIDTHS
def test_everything_lies_inside_and_no_box_covers_another(width):
    drawing = draw(TREES, width)
    room = Frame(0, 0, drawing.width, drawing.height)
    assert all(room.holds(shape.frame) for shape in drawing.shapes)
    found = boxes(drawing)
    assert len(found) == 5
    assert not any(one.frame.meets(two.frame) for one in found for two in found if one is not two)


@WIDTHS
def test_each_text_stands_in_a_box(width):
    drawing = draw(TREES, width)
    texts = [shape for shape in drawing.shapes if isinstance(shape, Text)]
    assert {"Target 10 desa", "rata-rata dari 2 indikator"} <= {text.text for text in texts}
    assert all(any(box.frame.holds(text.frame) for box in boxes(drawing)) for text in texts)


@WIDTHS
def test_lines_are_whole_where_figures_go_up(width):
    lines = [shape for shape in draw(TREES, width).shapes if isinstance(shape, Line)]
    assert sorted(bool(line.dashes) for line in lines) == [False, False, True]


def test_bars_tell_how_much_is_missing():
    bars = [shape.fill for shape in draw(TREES, 340).shapes if isinstance(shape, Box) and shape.line == "none"]
    assert bars == [Tone.GOOD, Tone.FAIR, Tone.GOOD, Tone.GOOD, Tone.WORST]


def test_gaps_are_counted():
    assert dict(missing(TREES)) == {Gap.NO_POST: 1, Gap.NO_QUARTERS: 1, Gap.FEEDS_NOTHING: 1}


def test_nothing_to_draw():
    assert draw((), 1180).shapes == ()
