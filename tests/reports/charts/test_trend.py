"""Lines over the quarters: a gap where there is no figure, each line told apart without its colour."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.charts.shapes import Box, Dot, Line
from reports.charts.trend import LOOKS, Series, Trend, draw
from tests.reports.charts.looking import check, words

WIDTHS = (960, 320)
QUARTERS = ("TW I", "TW II", "TW III", "TW IV")


def decimals(values):
    return tuple(None if value is None else Decimal(value) for value in values)


def picture(achieved, absorbed, spans=()) -> Trend:
    series = (Series("Capaian (median)", decimals(achieved), spans), Series("Serapan (median)", decimals(absorbed)))
    return Trend("uji", "Uji", "Uji.", QUARTERS[: len(achieved)], series)


def marked(drawing, kind):
    return [shape for shape in drawing.shapes if isinstance(shape, kind) and shape.hint]


@pytest.mark.parametrize("width", WIDTHS)
def test_a_year(width):
    drawing = draw(picture(["20", "45", "81.2", "96"], ["2", "46", "70.23", "91"]), width)
    check(drawing)
    assert len(marked(drawing, Dot)) == len(marked(drawing, Box)) == 4
    heights = [dot.y for dot in marked(drawing, Dot)]
    assert heights == sorted(heights, reverse=True)
    shown = " ".join(text.text for text in words(drawing))
    for said in ("81,20", "70,23", "Capaian (median)", "Serapan (median)", *QUARTERS):
        assert said in shown


def test_lines_differ_in_more_than_colour():
    assert len({look.mark for look in LOOKS}) == len({look.dashes for look in LOOKS}) == len(LOOKS)


def test_a_missing_quarter_is_a_gap_and_no_zero():
    drawing = draw(picture(["20", None, "80", "90"], [None] * 4), 960)
    check(drawing)
    dots = marked(drawing, Dot)
    assert len(dots) == 3
    joined = [
        shape for shape in drawing.shapes if isinstance(shape, Line) and shape.width == 3 and len(shape.points) == 2
    ]
    assert [line.points for line in joined if line.points[0][1] > 30] == [
        ((dots[1].x, dots[1].y), (dots[2].x, dots[2].y))
    ]


def test_the_span_of_the_units_encloses_their_middle():
    spans = ((Decimal(10), Decimal(60)), None)
    drawing = draw(picture(["20", "45"], ["2", "46"], spans), 960)
    check(drawing)
    (dot, _) = marked(drawing, Dot)
    (low, high), *_ = [
        (shape.frame.bottom, shape.frame.top) for shape in drawing.shapes
        if isinstance(shape, Line) and shape.width == 2 and shape.frame.left == shape.frame.right
    ]  # fmt: skip
    assert high < dot.y < low


@pytest.mark.parametrize("width", WIDTHS)
def test_10000_percent_ends_in_an_arrow(width):
    drawing = draw(picture(["90", "10000", "95", "91"], ["10", "20", "30", "40"]), width)
    check(drawing)
    (arrow,) = marked(drawing, Line)
    assert "10.000,00" in arrow.hint


PERCENT = st.one_of(st.none(), st.decimals(min_value=-20, max_value=10_000, places=2))


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(PERCENT, PERCENT), min_size=1, max_size=4), st.sampled_from(WIDTHS))
def test_any_year_fits(figures, width):
    achieved, absorbed = zip(*figures, strict=True)
    drawing = draw(picture(achieved, absorbed), width)
    check(drawing)
    count = sum(value is not None for pair in figures for value in pair)
    assert len([shape for shape in drawing.shapes if getattr(shape, "hint", "")]) == count
    assert all(one != other for one, other in pairwise(drawing.shapes))
