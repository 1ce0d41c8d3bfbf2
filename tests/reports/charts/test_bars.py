"""Bars are as long as their figures, and nothing that is printed beside them is cut or covered."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agreements.numbers import format_percent
from reports.charts.axes import Measure
from reports.charts.bars import Bar, Bars, draw, parted
from reports.charts.shapes import Box, Line, Tone
from tests.reports.charts.looking import check, words

WIDTHS = (960, 320)
STEPS = (
    (Decimal(91), "Sangat tinggi"),
    (Decimal(76), "Tinggi"),
    (Decimal(66), "Sedang"),
    (Decimal(51), "Rendah"),
    (Decimal(0), "Sangat rendah"),
)


def ranking(*values) -> Bars:
    return Bars(
        "uji",
        "Uji",
        "Uji.",
        Measure.PERCENT,
        tuple(
            Bar(f"Kecamatan {number}", None, "belum ada realisasi")
            if value is None
            else Bar(f"Kecamatan {number}", Decimal(value), f"{format_percent(Decimal(value))} · Sangat tinggi")
            for number, value in enumerate(values, 1)
        ),
        STEPS,
    )


def budget(*amounts) -> Bars:
    bars = tuple(
        Bar(f"Program {number} penyelenggaraan urusan pemerintahan umum", Decimal(spent), f"{spent} (48,10 %)",
            whole=Decimal(ceiling), mark=Decimal(mark))
        for number, (spent, ceiling, mark) in enumerate(amounts, 1)
    )  # fmt: skip
    legend = (("bar", "realisasi"), ("whole", "pagu"), ("mark", "rencana (pagu / target)"))
    return Bars("uji", "Uji", "Uji.", Measure.MONEY, bars, legend=legend)


def filled(drawing):
    """Return the boxes of the figures, in order."""
    return [shape for shape in drawing.shapes if isinstance(shape, Box) and shape.hint and shape.fill != Tone.PALE]


def arrows(drawing):
    return [shape for shape in drawing.shapes if isinstance(shape, Line) and shape.fill != "none"]


@pytest.mark.parametrize("width", WIDTHS)
def test_bars_are_proportional(width):
    drawing = draw(ranking(100, 50, 25, 0, None), width)
    check(drawing)
    full, half, quarter, nothing = filled(drawing)
    assert abs(full.width - 2 * half.width) <= 1
    assert abs(half.width - 2 * quarter.width) <= 1
    assert nothing.width == 0
    assert {box.x for box in (full, half, quarter, nothing)} == {full.x}
    assert [text.text for text in words(drawing)].count("belum ada realisasi") == 1


@pytest.mark.parametrize("width", WIDTHS)
def test_all_that_is_printed_is_there(width):
    picture = ranking(98, 61, 7)
    drawing = draw(picture, width)
    shown = {text.text for text in words(drawing)}
    assert shown >= {bar.text for bar in picture.bars} | {bar.label for bar in picture.bars}
    assert {box.hint for box in filled(drawing)} == {f"{bar.label}: {bar.text}" for bar in picture.bars}


@pytest.mark.parametrize("width", WIDTHS)
def test_what_lies_far_beyond_ends_in_an_arrow(width):
    drawing = draw(ranking(10_000, 95, 90, 88, 80), width)
    check(drawing)
    assert len(arrows(drawing)) == 1
    longest, next_one, *_ = filled(drawing)
    assert next_one.width * 3 > longest.width


@pytest.mark.parametrize("width", WIDTHS)
def test_spent_lies_inside_its_ceiling_and_the_plan_is_a_stroke(width):
    drawing = draw(budget((600_316_428, 1_200_000_000, 900_000_000), (0, 0, 0)), width)
    check(drawing)
    spent = filled(drawing)[0]
    (ceiling, _) = [
        shape for shape in drawing.shapes if isinstance(shape, Box) and shape.hint and shape.fill == Tone.PALE
    ]
    assert abs(ceiling.width * 600_316_428 // 1_200_000_000 - spent.width) <= 1
    strokes = [shape for shape in drawing.shapes if isinstance(shape, Line) and shape.tone == Tone.SECOND]
    assert any(abs(stroke.points[0][0] - (ceiling.x + ceiling.width * 3 // 4)) <= 1 for stroke in strokes)


def test_a_negative_figure_points_the_other_way():
    drawing = draw(ranking(50, -20), 960)
    check(drawing)
    up, down = filled(drawing)
    assert down.x + down.width == up.x


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("values", [[], [None], [0], [None] * 3, ["98.1"], list(range(210))])
def test_none_one_and_very_many(values, width):
    drawing = draw(ranking(*values), width)
    check(drawing)
    assert len(filled(drawing)) == sum(value is not None for value in values)


def test_pages_have_parts_on_one_scale():
    picture = ranking(*range(50))
    parts = parted(picture, 21)
    assert [len(part.bars) for part in parts] == [17, 17, 16]
    assert tuple(bar for part in parts for bar in part.bars) == picture.bars
    drawings = [draw(part, 960, picture) for part in parts]
    whole = filled(draw(picture, 960))
    assert [box.width for drawing in drawings for box in filled(drawing)] == [box.width for box in whole]
    assert len({drawing.name for drawing in drawings}) == 3
    assert parted(ranking(1), 21) == (ranking(1),)


def test_long_labels_take_two_lines_and_are_cut_only_then():
    long = replace(
        ranking(50), bars=(Bar("Program penunjang urusan pemerintahan daerah kabupaten kota " * 2, Decimal(50), "50"),)
    )
    drawing = draw(long, 960)
    check(drawing)
    lines = [text.text for text in words(drawing) if text.anchor == "end" and "%" not in text.text]
    assert len(lines) == 2
    assert lines[1].endswith("…")


PERCENT = st.one_of(st.none(), st.decimals(min_value=-50, max_value=10_000, places=2))
MONEY = st.decimals(min_value=0, max_value=10**13, places=2)


@settings(max_examples=60, deadline=None)
@given(st.lists(PERCENT, max_size=30), st.sampled_from(WIDTHS))
def test_any_ranking_fits(values, width):
    check(draw(ranking(*values), width))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(MONEY, MONEY, MONEY), max_size=12), st.sampled_from(WIDTHS))
def test_any_budget_fits(amounts, width):
    drawing = draw(budget(*amounts), width)
    check(drawing)
    assert len(filled(drawing)) == len(amounts)
