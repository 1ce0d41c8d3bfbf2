"""What in a copied text names another time: pointed at, nothing else, and nothing of it changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.copying import marked
from reports.period import Quarter

OWN = Quarter(2024, 2)


def strange(text, quarter=OWN):
    return [part for part, other in marked(text, quarter) if other]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sampai dengan Triwulan I dan triwulan II", ["Triwulan I"]),
        ("TW II 2023 dibanding TW II 2024", ["TW II 2023"]),
        ("tahun 2023 dan tahun 2024, juga Renstra 2021", ["tahun 2023", "2021"]),
        ("pada 31 Maret 2024 dan 30 Juni 2024", ["31 Maret 2024"]),
        ("30 Juni 2023; 30/06/2024; 01/07/2024", ["30 Juni 2023", "01/07/2024"]),
        ("Januari s.d. Mei", ["Januari"]),
        ("Januari s.d. Desember 2024, sejak Maret", ["Maret"]),
        ("Juli sampai Desember 2024", ["Juli", "Desember"]),
        ("Kunjungan ke desa, 3 kali", []),
        ("", []),
    ],
)
def test_other_times_are_pointed_at(text, expected):
    assert strange(text) == expected


def test_what_is_strange_depends_on_the_report():
    assert strange("Triwulan I, Maret 2024", Quarter(2024, 1)) == []
    assert strange("Triwulan I, Maret 2024", Quarter(2025, 1)) == ["2024"]


@given(
    st.lists(
        st.sampled_from(["TW I", "Triwulan IV 2023", "tahun 2022", "2023", "3 Maret 2024", "Juli", "a", " ", "\n"])
    )
)
def test_nothing_of_the_text_is_changed(parts):
    text = "".join(parts)
    assert "".join(part for part, _ in marked(text, OWN)) == text
