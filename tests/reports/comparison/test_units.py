"""Achievement against absorption, and the ranking: pictures and tables say the same."""

import pytest

from reports.charts.shapes import Tone
from reports.comparison.choice import Choice, Sort
from reports.comparison.units import against, compared, ranking
from reports.comparison.values import key_of
from reports.results import Reason
from tests.reports.comparison.making import (
    KLAKAH,
    PADANG,
    SUKODONO,
    left,
    missing,
    pays,
    programme,
    rows_of,
    texts,
    unit,
)

AXES = {"of_what": "Capaian", "of_money": "Serapan"}


def test_what_is_compared_and_who_stands_where():
    rows = rows_of(SUKODONO, PADANG, KLAKAH, unit("Tempeh"))
    assert [row.rank for row in rows] == [3, 1, 2, None]
    assert [row.predicate for row in rows] == ["Rendah", "Sangat tinggi", "Tinggi", ""]
    assert [str(row.money.absorption.value) for row in rows[:3]] == ["98.10", "41.60", "50.00"]


def test_the_sentence_names_who_spends_without_results_and_who_delivers_cheaply():
    said = against(rows_of(SUKODONO, PADANG, KLAKAH), Sort(), **AXES).sentence.replace("\N{NO-BREAK SPACE}", " ")
    assert "Median 3 unit: serapan 50,00 %, capaian 87,62 %." in said
    assert "Sukodono menyerap 98,10 % pagu dengan capaian 61,00 %: serapan di atas dan capaian di bawah median." in said
    assert "Padang menyerap 41,60 % pagu dengan capaian 101,06 %: capaian di atas dan serapan di bawah median." in said


def test_the_picture_has_the_figures_and_numbers_of_the_table():
    for sort in (Sort(), Sort("angka", "serapan"), Sort("angka", "unit", descending=True)):
        section = against(rows_of(SUKODONO, PADANG, KLAKAH, unit("Tempeh")), sort, **AXES)
        (picture,) = section.pictures
        cells = {row.cells[0].text: row.cells for row in section.table.rows}
        assert len(picture.model.points) == 3
        for point in picture.model.points:
            _, name, achievement, absorption, *_ = cells[str(point.number)]
            assert name.text.endswith(point.name)
            assert (achievement.value, absorption.value) == (point.y, point.x)
        assert picture.model.description == section.sentence


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("", ["Padang", "Klakah", "Sukodono", "Tempeh"]),
        ("angka.capaian", ["Sukodono", "Klakah", "Padang", "Tempeh"]),
        ("angka.-serapan", ["Sukodono", "Klakah", "Padang", "Tempeh"]),
        ("angka.unit", ["Klakah", "Padang", "Sukodono", "Tempeh"]),
        ("peringkat.unit", ["Padang", "Klakah", "Sukodono", "Tempeh"]),
        ("angka.nama", ["Padang", "Klakah", "Sukodono", "Tempeh"]),
    ],
)
def test_the_table_is_sorted_by_the_address_and_the_missing_come_last(sort, order):
    section = against(rows_of(SUKODONO, PADANG, KLAKAH, unit("Tempeh")), Sort.read(sort), **AXES)
    assert [row[1].removeprefix("Kecamatan ") for row in texts(section)] == order


def test_headers_offer_the_other_order():
    section = against(rows_of(SUKODONO, PADANG), Sort.read("angka.-serapan"), **AXES)
    heads = {head.header: (head.order, head.next) for head in section.heads}
    assert heads["Serapan"] == ("descending", "angka.serapan")
    assert heads["Capaian"] == ("", "angka.-capaian")
    assert heads["Unit kerja"] == ("", "angka.unit")
    assert heads["No."] == ("", "")
    assert section.sorted
    assert not against(rows_of(SUKODONO), Sort(), **AXES).sorted


def test_a_missing_figure_is_a_dash_with_its_reason():
    section = against(rows_of(SUKODONO, unit("Tempeh", missing(Reason.NOTHING_TO_AVERAGE), 100, 0)), Sort(), **AXES)
    assert texts(section)[1][2:4] == ["–", "0,00\N{NO-BREAK SPACE}%"]
    assert section.table.notes == (("a", "Belum ada angka yang dapat dirata-rata."),)
    assert "1 unit belum ada angkanya" in section.sentence


def test_a_partial_sum_says_so():
    rows = rows_of(unit("Klakah", left("80", 5), 100, left(50, 2), promised=58, without_achievement=5), PADANG)
    section = against(rows, Sort(), **AXES)
    marked = {column.key: section.table.rows[1].cells[at].footnote for at, column in enumerate(section.table.columns)}
    assert [key for key, marker in marked.items() if marker] == ["capaian", "serapan", "realisasi"]
    assert [text for text in texts(section)[1] if " dari " in text] == ["53 dari 58"]
    assert "tanpa indikator yang belum ada angkanya" in section.table.notes[0][1]
    assert "dibagi seluruh pagu" in section.table.notes[1][1]
    assert "Klakah menyerap 50,00\N{NO-BREAK SPACE}% pagu (realisasi anggaran belum lengkap)" in section.sentence
    ranked = ranking(rows, Sort(), (), of_what="Capaian")
    assert "Klakah (5 dari 58 indikator belum ada angkanya) terendah" in ranked.sentence
    assert ranked.pictures[0].model.bars[1].text.endswith(" (53/58)")
    assert ranked.table.rows[1].cells[2].footnote == "a"
    plain = against(rows_of(SUKODONO, PADANG), Sort(), **AXES)
    assert "indikator" not in [column.key for column in plain.table.columns], "all are there, so nothing is to be said"


def test_nothing_and_one():
    empty = against((), Sort(), **AXES)
    assert empty.pictures == ()
    assert empty.sentence.startswith("Belum ada unit")
    alone = against(rows_of(SUKODONO), Sort(), **AXES)
    assert alone.pictures[0].model.middle is None
    assert alone.sentence.startswith("Sukodono menyerap")


def test_one_programme_and_one_indicator():
    units = [
        unit("Klakah", "90", 1000, 900, lines=[pays(programme("7.01.02", 100, 20), "45")], indicators=[("IKM", 70)]),
        unit("Padang", "95", 1000, 900),
    ]
    by_programme = compared(units, Choice(programme="7.01.02"), ())
    assert [row.money.absorption.value for row in by_programme] == [20, None]
    assert by_programme[1].money.absorption.reason == Reason.NO_MONEY
    assert [row.achievement.value for row in by_programme] == [45, None], "of what it pays for, not of the unit"
    assert by_programme[1].achievement.reason == Reason.NO_OUTCOME
    assert [row.efficiency.value for row in by_programme] == [None, None]
    narrowed = against(by_programme, Sort(), **AXES, whole=False)
    assert "efisiensi" not in [column.key for column in narrowed.table.columns]
    by_indicator = compared(units, Choice(indicator=key_of("ikm")), ())
    assert [row.achievement.value for row in by_indicator] == [70, None]
    assert by_indicator[1].achievement.reason == Reason.NO_OUTCOME


# -- ranking -----------------------------------------------------------------------------------------------------------


def test_bars_and_table_of_the_ranking_agree():
    section = ranking(rows_of(SUKODONO, PADANG, unit("Tempeh"), KLAKAH), Sort(), (), of_what="Capaian")
    bars = section.pictures[0].model.bars
    assert [bar.label for bar in bars] == ["Padang", "Klakah", "Sukodono", "Tempeh"]
    for bar, row in zip(bars, section.table.rows, strict=True):
        _, name, achievement, predikat = row.cells
        assert name.text.endswith(bar.label)
        assert achievement.value == bar.value
        assert bar.text == ("belum ada realisasi" if bar.value is None else f"{achievement.text} · {predikat.text}")
    assert [row[0] for row in texts(section)] == ["1", "2", "3", "–"]


def test_the_ranking_counts_the_predikat():
    said = ranking(rows_of(SUKODONO, PADANG, KLAKAH), Sort(), (), of_what="Capaian").sentence
    assert "Predikat: 1 sangat tinggi, 1 tinggi, dan 1 rendah." in said
    assert said.startswith("Padang tertinggi")


def test_nobody_is_judged_before_the_year_is_over():
    section = ranking(rows_of(SUKODONO, PADANG), Sort(), (), of_what="Capaian", judged=False)
    picture = section.pictures[0].model
    assert "Predikat ditetapkan di Triwulan IV" in section.sentence
    assert "sangat tinggi" not in section.sentence
    assert (section.heading, picture.steps) == ("Peringkat", ())
    assert {(bar.tone, bar.text.replace("\N{NO-BREAK SPACE}", " ")) for bar in picture.bars} == {
        (Tone.BRAND, "101,06 %"), (Tone.BRAND, "61,00 %"),
    }  # fmt: skip
    assert "predikat" not in [column.key for column in section.table.columns]


def test_a_kabupaten_has_its_own_scale():
    bands = ((0, "Kurang"), (80, "Baik"))
    section = ranking(compared([SUKODONO, PADANG], Choice(), bands), Sort(), bands, of_what="Capaian")
    assert [row[3] for row in texts(section)] == ["Baik", "Kurang"]
    assert [label for _, label in section.pictures[0].model.steps] == ["Baik", "Kurang"]
    best, worst = section.pictures[0].model.bars
    assert best.tone != worst.tone
