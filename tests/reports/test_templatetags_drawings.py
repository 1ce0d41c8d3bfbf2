"""Shapes become SVG, and words in it stay words."""

import typing

from reports.charts.shapes import Box, Dot, Drawing, Line, Shape, Text, Tone
from reports.templatetags.drawings import ELEMENTS, shapes


def drawn(*made: Shape) -> list[str]:
    return shapes(Drawing("x", 100, 100, "Judul", "Isi", made)).splitlines()


def test_each_kind_of_shape_has_its_element():
    assert set(ELEMENTS) == set(typing.get_args(Shape))
    assert drawn(
        Text(1, 2000, "Klakah", "end", Tone.SOFT),
        Box(1, 2, 3, 4, Tone.PALE, Tone.BRAND),
        Dot(5, 6, 7, Tone.BRAND, "Klakah: 10 %"),
        Line(((1, 2), (3, 4)), Tone.INK, width=2, dashes="6 4"),
    ) == [
        '<text x="1" y="2000" font-size="13" text-anchor="end" fill="#56646a">Klakah</text>',
        '<rect x="1" y="2" width="3" height="4" fill="#e4efee" stroke="#0d4a4f"></rect>',
        '<circle cx="5" cy="6" r="7" fill="#0d4a4f"><title>Klakah: 10 %</title></circle>',
        '<path d="M1 2L3 4" fill="none" stroke="#1f2a2e" stroke-width="2" stroke-dasharray="6 4"></path>',
    ]


def test_words_stay_words():
    hostile = '<script>&"{}'
    safe = "&lt;script&gt;&amp;&quot;{}"
    assert drawn(Text(1, 2, hostile), Dot(1, 2, 3, Tone.INK, hostile), Line(((1, 2),), Tone.INK, hint=hostile)) == [
        f'<text x="1" y="2" font-size="13" text-anchor="start" fill="#1f2a2e">{safe}</text>',
        f'<circle cx="1" cy="2" r="3" fill="#1f2a2e"><title>{safe}</title></circle>',
        f'<path d="M1 2" fill="none" stroke="#1f2a2e" stroke-width="1"><title>{safe}</title></path>',
    ]
