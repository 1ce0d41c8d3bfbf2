"""Widths of texts: never less than what the fonts of paper and screen need."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from reports.charts.lettering import ELLIPSIS, WIDTHS, shortened, text_width, wrapped

STATIC = Path(__file__).resolve().parents[3] / "static"
FONTS = (
    STATIC / "fonts" / "arimo-latin-400-normal.woff2",
    STATIC / "vendor" / "source-sans-3" / "source-sans-3-latin-wght-normal.woff2",
)


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.stem)
def test_no_letter_is_wider_than_the_table_says(path):
    font = TTFont(path)
    letters, widths, size = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    wider = [letter for letter, width in WIDTHS.items() if widths[letters[ord(letter)]][0] * 1000 > width * size]
    # On the screen, where letters are narrower on the whole, a few that words are seldom made of are wider.
    assert wider == [] if "arimo" in path.stem else len(wider) < 12


@pytest.mark.parametrize("text", ["Kecamatan Rowokangkung", "98,10 % · Sangat tinggi", "Rp 1.885.065.699", "Pronojiwo"])
@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.stem)
def test_texts_of_pictures_fit_their_room(path, text):
    font = TTFont(path)
    letters, widths = font.getBestCmap(), font["hmtx"]
    actual = sum(widths[letters[ord(letter)]][0] for letter in text) * 13 / font["head"].unitsPerEm
    assert actual <= text_width(text, 13)


def test_a_text_is_cut_only_where_it_has_no_room():
    assert shortened("Sukodono", 13, 100) == "Sukodono"
    assert shortened("Kecamatan Rowokangkung", 13, 80).endswith(ELLIPSIS)
    assert wrapped("Program Pelayanan Urusan Pemerintahan", 13, 125, 2) == ("Program Pelayanan", "Urusan Pemerinta…")
    assert wrapped("Klakah", 13, 100, 2) == ("Klakah",)
    assert wrapped("", 13, 100, 2) == ()


@given(st.text("abc Wide.", max_size=60), st.integers(20, 300))
def test_what_was_cut_fits(text, room):
    assert text_width(shortened(text, 13, room), 13) <= room
    lines = wrapped(text, 13, room, 2)
    assert len(lines) <= 2
    assert all(text_width(line, 13) <= room for line in lines)
