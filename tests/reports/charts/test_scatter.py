"""Two figures of many units: every point is there, in its place and named, whatever the figures are."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.charts.scatter import HEIGHT, MOST_NAMES, Point, Scatter, draw
from reports.charts.shapes import Dot, Line, Tone
from tests.reports.charts.looking import check, words

KECAMATAN = [
    "Rowokangkung",
    "Candipuro",
    "Ranuyoso",
    "Sukodono",
    "Pasirian",
    "Tempeh",
    "Lumajang",
    "Yosowilangun",
    "Tekung",
    "Kunir",
    "Jatiroto",
    "Randuagung",
    "Klakah",
    "Kedungjajang",
    "Gucialit",
    "Senduro",
    "Padang",
    "Pronojiwo",
    "Tempursari",
    "Pasrujambe",
    "Sumbersuko",
]
WIDTHS = (960, 320)


def picture(figures, middle=(Decimal(50), Decimal(80)), names=KECAMATAN) -> Scatter:
    points = tuple(
        Point(number, names[(number - 1) % len(names)], Decimal(x), Decimal(y))
        for number, (x, y) in enumerate(figures, 1)
    )
    return Scatter("uji", "Uji", "Uji.", "Serapan", "Capaian", points, middle, "hemat", "boros")


def marks(drawing):
    return [shape for shape in drawing.shapes if isinstance(shape, Dot) or (isinstance(shape, Line) and shape.hint)]


USUAL = [(40 + number * 37 % 21, 70 + number * 53 % 37) for number in range(21)]


def test_all_kecamatan_are_named():
    drawing = draw(picture(USUAL), 960)
    check(drawing)
    assert drawing.height == HEIGHT
    assert {text.text for text in words(drawing)} >= set(KECAMATAN)
    assert len(marks(drawing)) == 21


def test_a_phone_shows_the_numbers_of_the_table():
    drawing = draw(picture(USUAL), 320)
    check(drawing)
    shown = {text.text for text in words(drawing)}
    assert shown >= {str(number) for number in range(1, 22)}
    assert not shown & set(KECAMATAN)


def test_more_is_further_up_and_further_right():
    drawing = draw(picture([(40, 70), (60, 90), (50, 80)]), 960)
    low, high, between = marks(drawing)
    assert low.x < between.x < high.x
    assert low.y > between.y > high.y
    assert "40,00" in low.hint
    assert "70,00" in low.hint


@pytest.mark.parametrize("width", WIDTHS)
def test_one_at_10000_percent_stands_at_the_edge_with_its_figure(width):
    drawing = draw(picture([*USUAL[:20], (50, 10_000)]), width)
    check(drawing)
    (arrow,) = [shape for shape in drawing.shapes if isinstance(shape, Line) and shape.hint]
    assert arrow.tone == Tone.SECOND
    assert "10.000,00" in arrow.hint
    spread = [mark.y for mark in marks(drawing) if isinstance(mark, Dot)]
    assert max(spread) - min(spread) > 40
    if width == 960:
        assert any("10.000,00" in text.text for text in words(drawing))


def test_of_very_many_the_outermost_are_named_and_the_rest_counted():
    figures = [(30 + number * 7 % 41, 40 + number * 11 % 83) for number in range(210)]
    names = [f"Unit {number}" for number in range(1, 211)]
    drawing = draw(picture(figures, names=names), 960)
    check(drawing)
    assert len(marks(drawing)) == 210
    named = [text for text in words(drawing) if text.text.startswith("Unit ")]
    assert 20 <= len(named) <= MOST_NAMES
    assert any(text.text == f"{210 - len(named)} unit tanpa nama: lihat tabel" for text in words(drawing))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("figures", [[], [(0, 0)], [(98, 61)] * 3, [(0, 0), (100, 100)], [(0, 10_000)]])
def test_few_or_equal_ones(figures, width):
    drawing = draw(picture(figures, middle=None), width)
    check(drawing)
    assert len(marks(drawing)) == len(figures)


def test_the_middle_is_told():
    said = [text.text for text in words(draw(picture(USUAL), 960)) if text.text.startswith("median")]
    assert len(said) == 2
    assert any("80,00" in text for text in said)


PERCENT = st.decimals(min_value=0, max_value=10_000, places=2, allow_nan=False, allow_infinity=False)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(PERCENT, PERCENT), min_size=1, max_size=24), st.sampled_from(WIDTHS), PERCENT, PERCENT)
def test_any_figures_fit(figures, width, x, y):
    check(draw(picture(figures, middle=(x, y)), width))
