"""Shapes know the room they take, and colours can be told from paper."""

import pytest

from reports.charts.shapes import Box, Dot, Frame, Line, Text, Tone, backed, graded, triangle


def luminance(tone: Tone) -> float:
    parts = [int(tone[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(tone: Tone) -> float:
    return 1.05 / (luminance(tone) + 0.05)


@pytest.mark.parametrize("tone", [Tone.INK, Tone.SOFT, Tone.BRAND, Tone.SECOND, Tone.WORST])
def test_letters_can_be_read_on_white(tone):
    assert contrast(tone) >= 4.5


@pytest.mark.parametrize("tone", [Tone.BEST, Tone.GOOD, Tone.FAIR, Tone.POOR, Tone.WORST, Tone.BRAND, Tone.SECOND])
def test_what_is_filled_can_be_seen_on_white(tone):
    assert contrast(tone) >= 3


def test_a_scale_goes_from_the_best_to_the_worst_tone():
    assert [graded(place, 5) for place in range(5)] == [Tone.BEST, Tone.GOOD, Tone.FAIR, Tone.POOR, Tone.WORST]
    assert [graded(place, 3) for place in range(3)] == [Tone.BEST, Tone.FAIR, Tone.WORST]
    assert graded(0, 1) == Tone.BEST
    assert graded(9, 10) == Tone.WORST


def test_frames():
    assert Frame(0, 0, 10, 10).meets(Frame(9, 9, 20, 20))
    assert not Frame(0, 0, 10, 10).meets(Frame(10, 0, 20, 10))
    assert Frame(0, 0, 10, 10).holds(Frame(0, 2, 10, 10))
    assert not Frame(0, 0, 10, 10).holds(Frame(0, 2, 11, 10))
    assert Box(1, 2, 3, 4, Tone.INK).frame == Frame(1, 2, 4, 6)
    assert Dot(10, 10, 5, Tone.INK).frame == Frame(5, 5, 15, 15)
    assert Line(((4, 9), (2, 3)), Tone.INK).frame == Frame(2, 3, 4, 9)


@pytest.mark.parametrize(("anchor", "left"), [("start", 100), ("middle", 87), ("end", 74)])
def test_a_text_takes_room_on_its_side(anchor, left):
    frame = Text(100, 50, "Klak", anchor).frame
    assert frame == Frame(left, 40, left + 26, 53)


def test_a_text_on_its_ground():
    ground, text = backed(Text(100, 50, "Klak"))
    assert ground.fill == Tone.PAPER
    assert ground.frame.holds(text.frame)


def test_paths():
    assert Line(((1, 2), (3, 4)), Tone.INK).path == "M1 2L3 4"
    assert triangle(10, 10, 5, Tone.INK).path == "M10 5L5 15L15 15Z"
    assert triangle(10, 10, 5, Tone.INK, towards=(1, 0)).points[0] == (15, 10)
