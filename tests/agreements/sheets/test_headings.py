"""The heading row is found by its words: any position, joined cells, two lines, other words for the same column."""

from decimal import Decimal

import pytest

from agreements.sheets import Column, SheetRefusedError, find_heading, read_workbook, rows_below
from agreements.sheets.headings import words_of
from tests.sheets import workbook

COLUMNS = (
    Column("code", "Kode rekening", ("kode rekening", "kode")),
    Column("name", "Uraian", ("uraian", "nama program kegiatan", "program kegiatan")),
    Column("ceiling", "Pagu", ("pagu", "pagu anggaran", "anggaran")),
    Column("spent", "Realisasi", ("realisasi anggaran", "realisasi"), required=False),
)


def found(rows, **options):
    sheet, heading = find_heading(read_workbook(workbook(rows, **options)), COLUMNS)
    return sheet, heading


def test_plain_heading_below_a_title():
    sheet, heading = found(
        [
            ["REALISASI ANGGARAN KECAMATAN"],
            ["Triwulan II 2024"],
            [],
            ["No", "Kode Rekening", "Uraian", "Pagu (Rp)", "Realisasi (Rp)", "Realisasi (%)"],
            [1, 2, 3, 4, 5, 6],
            [1, "7.01.01", "Program", 1000, 500, 50],
        ]
    )
    assert (heading.first_row, heading.last_row) == (4, 4)
    assert heading.columns == {"code": 1, "name": 2, "ceiling": 3, "spent": 4}
    (row,) = rows_below(sheet, heading)
    assert (row.number, heading.value(row, "code"), heading.value(row, "spent")) == (6, "7.01.01", Decimal(500))


def test_two_lines_with_joined_cells():
    sheet, heading = found(
        [
            ["Rekap realisasi", None, None, None, None, None],
            ["Kode", "Program/Kegiatan", "Anggaran", None, "Realisasi", None],
            [None, None, "Murni", "Perubahan", "Kinerja", "Anggaran"],
            ["(1)", "(2)", "(3)", "(4)", "(5)", "(6=5/4)"],
            ["7.01", "x", 1, 2, 3, 4],
        ],
        merged=["A1:F1", "A2:A3", "B2:B3", "C2:D2", "E2:F2"],
    )
    assert (heading.first_row, heading.last_row) == (2, 3)
    assert heading.columns == {"code": 0, "name": 1, "ceiling": 2, "spent": 5}
    assert [row.number for row in rows_below(sheet, heading)] == [5]


def test_two_lines_without_joined_cells():
    _, heading = found([["Kode", "Uraian", "Pagu", "Realisasi", None], [None, None, None, "Fisik", "Anggaran"]])
    assert heading.columns == {"code": 0, "name": 1, "ceiling": 2, "spent": 4}


def test_a_group_of_rows_below_the_heading_takes_no_row_of_data():
    sheet, heading = found([["Kode", "Uraian", "Pagu"], [None, "Kinerja", None], ["7.01", "Program", "belum ada"]])
    assert heading.last_row == 1
    assert [row.number for row in rows_below(sheet, heading)] == [2, 3]


def test_one_line_heading_takes_no_row_of_data():
    sheet, heading = found([["Kode", "Uraian", "Pagu"], ["7.01.01", "Program", "1.000"], ["x", "y", "2.000"]])
    assert heading.last_row == 1
    assert [row.number for row in rows_below(sheet, heading)] == [2, 3]


def test_second_sheet_is_looked_at():
    def second(book):
        sheet = book.create_sheet("Data")
        sheet.append(["Kode", "Uraian", "Pagu"])

    sheet, _ = found([["Petunjuk"], ["Isi lembar Data"]], prepare=second)
    assert sheet.name == "Data"


def test_percentage_is_no_amount():
    _, heading = found([["Kode", "Uraian", "Pagu", "Realisasi %"]])
    assert "spent" not in heading.columns


def test_missing_column_is_named_with_the_row_that_came_near():
    with pytest.raises(SheetRefusedError) as refused:
        found([["x"], ["Kode", "Uraian kegiatan", "Jumlah"]], title="RKA")
    assert str(refused.value) == (
        "Judul tabel tidak lengkap: baris 2 lembar “RKA” memuat “Kode”, “Uraian kegiatan”, "
        "tetapi tidak ada kolom “Pagu”. Tulis judul itu di atas kolomnya."
    )


def test_sheet_without_any_heading():
    with pytest.raises(
        SheetRefusedError, match=r"Baris judul tabel tidak ditemukan.*“Kode rekening”, “Uraian”, “Pagu”"
    ):
        found([["x", 1], ["y", 2]])


def test_words_of_a_heading():
    assert words_of("PAGU  Anggaran\n(Rp.)") == ("pagu", "anggaran")
    assert words_of("Capaian (%)") == ("capaian", "%")
