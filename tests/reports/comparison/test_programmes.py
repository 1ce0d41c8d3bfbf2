"""Money in its ceiling, by programme or by unit."""

from reports.comparison.choice import Sort
from reports.comparison.programmes import by_programme, by_unit, spending
from reports.comparison.values import find_codes, with_codes
from tests.reports.comparison.making import KLAKAH, PADANG, programme, rows_of, texts, unit

UNITS = (
    unit("Klakah", lines=[programme("7.01.01", 100, 90, "Penunjang"), programme("7.01.02", 50, 10, "Pelayanan")]),
    unit("Padang", lines=[programme("7.01.01", 300, 30, "Penunjang")]),
)


def test_the_same_code_of_several_units_is_one_programme():
    rows = by_programme(UNITS)
    assert [(row.code, row.name, row.units) for row in rows] == [
        ("7.01.01", "Penunjang", 2),
        ("7.01.02", "Pelayanan", 1),
    ]
    assert (rows[0].money.ceiling.value, rows[0].money.spent.value, rows[0].money.absorption.value) == (400, 120, 30)


def test_bars_and_table_agree():
    section = spending(by_programme(UNITS), Sort(), heading="Anggaran per program")
    for bar, row in zip(section.pictures[0].model.bars, section.table.rows, strict=True):
        _, name, _, ceiling, spent, share = row.cells
        assert (bar.label, bar.whole, bar.value) == (name.text, ceiling.value, spent.value)
        assert bar.text == f"{spent.text} ({share.text})"
    assert "Pagu terbesar: Penunjang" in section.sentence
    assert "Serapan terendah: Pelayanan" in section.sentence


def test_ceilings_of_units_that_told_nothing_stay_out_of_what_is_compared():
    """Penunjang was spent to 90 % where anybody knows; its 22,50 % over all ceilings would make it the lowest."""
    told = programme("7.01.01", 100, 90, "Penunjang"), programme("7.01.02", 100, 50, "Pelayanan")
    silent = programme("7.01.01", 300, None, "Penunjang"), programme("7.01.02", 100, 60, "Pelayanan")
    section = spending(
        by_programme([unit("Klakah", lines=told), unit("Padang", lines=silent)]), Sort(), heading="Anggaran per program"
    )
    first = texts(section)[0]
    assert [text.replace("\N{NO-BREAK SPACE}", " ") for text in first[3:]] == [
        "400", "90", "22,50 %", "1 dari 2", "90,00 %",
    ]  # fmt: skip
    said = section.sentence.replace("\N{NO-BREAK SPACE}", " ")
    assert "Serapan terendah: Pelayanan, 55,00 %; tertinggi: Penunjang, 90,00 % (1 dari 2 unit)." in said
    (note,) = [sentence for marker, sentence in section.table.notes if marker]
    assert note == (
        "Realisasi 1 dari 2 unit belum ada; pagunya tetap ikut dibagi, jadi serapan sebenarnya dapat lebih tinggi."
    )
    marked = [cell.footnote for cell in section.table.rows[0].cells]
    assert marked == ["", "", "", "", "a", "a", "", ""]


def test_columns_that_say_nothing_fall_away():
    one = spending(by_programme(UNITS[1:]), Sort(), heading="Anggaran")
    assert [column.key for column in one.table.columns] == ["kode", "nama", "pagu", "realisasi", "serapan"]
    units = spending(by_unit(rows_of(KLAKAH, PADANG)), Sort(), heading="Anggaran per unit", of_units=True)
    assert units.table.columns[0].header == units.heads[0].header == "Unit kerja"
    assert texts(units)[0][0] == "Kecamatan Padang"
    assert sum(column.width for column in units.table.columns) == 100


def test_money_that_nobody_gave_is_told_and_not_drawn_as_nothing():
    section = spending(by_unit(rows_of(unit("Klakah"))), Sort(), heading="Anggaran", of_units=True)
    (bar,) = section.pictures[0].model.bars
    assert (bar.value, bar.whole, bar.text) == (None, None, "belum ada realisasi")
    assert spending((), Sort(), heading="Anggaran").pictures == ()


def test_a_programme_whose_code_one_unit_left_out_stands_there_once():
    units = (UNITS[0], unit("Padang", lines=[programme("", 300, 30, "PENUNJANG")]))
    codes = find_codes(units)
    rows = by_programme([with_codes(each, codes) for each in units])
    assert [(row.code, row.name, row.units) for row in rows] == [
        ("7.01.01", "Penunjang", 2),
        ("7.01.02", "Pelayanan", 1),
    ]
