"""Workbooks of recaps: figures are numbers, text is text, sheets print and scroll with their headings."""

import datetime
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl.utils import get_column_letter

from reports.document.blocks import RowStyle
from reports.recaps import FIGURES, RECAPS, ValueKind, build_recap, column_numbers
from reports.xlsx import RecapCover, render_recaps
from reports.xlsx.book import PAPER_A3, PAPER_A4, lines_of
from tests.reports.recap_sources import full_source, line, source, unit
from tests.reports.workbooks import needs_libreoffice, opened, parts_of, through_libreoffice

COVER = RecapCover(
    title="Rekap Triwulan II 2024",
    slug="rekap-2024-tw2",
    facts=(("Pemerintah daerah", "Kabupaten Contoh"), ("Saringan", "=semua"), ("Dibuat", "29 November 2026, 18.20")),
    scope="Kabupaten Contoh · Triwulan II 2024",
)
FIRST_ROW = 5


def recaps(made=None):
    return tuple(build_recap(kind, made or full_source()) for kind in RECAPS.values())


def render(*found, cover=COVER):
    return render_recaps(found or recaps(), cover)


def sheet_of(key, made=None):
    return opened(render(build_recap(RECAPS[key], made or full_source())).content).worksheets[1]


def expected(column, value):
    """Return what a worksheet stores for a value."""
    if value is None:
        return None
    if column.kind in FIGURES:
        return Decimal(value)
    if column.kind is ValueKind.DATE:
        return datetime.datetime.fromisoformat(value)
    return column.choices[value] if column.choices else value


def stored(cell):
    """Return what a cell holds, a figure as the decimal that was written."""
    return Decimal(str(cell.value)) if cell.data_type == "n" and isinstance(cell.value, int | float) else cell.value


def assert_same_figures(sheet, recap):
    for number, row in enumerate(recap.rows, FIRST_ROW):
        for at, (column, value) in enumerate(zip(recap.columns, row.values, strict=True), 1):
            cell = sheet.cell(number, at)
            wanted = expected(column, value)
            got = stored(cell)
            assert (got == wanted) or (column.kind is ValueKind.COUNT and got == Decimal(wanted)), cell.coordinate


def test_lists_can_be_filtered_and_their_total_stays_where_it_is():
    units, reports = sheet_of("unit"), sheet_of("laporan")
    assert units.auto_filter.ref == f"A4:{get_column_letter(units.max_column)}6"
    assert reports.auto_filter.ref == f"A4:{get_column_letter(reports.max_column)}8"
    assert sheet_of("unit", source()).auto_filter.ref is None


@pytest.mark.parametrize("key", RECAPS)
def test_every_cell_holds_its_value(key):
    recap = build_recap(RECAPS[key], full_source())
    sheet = sheet_of(key)
    assert_same_figures(sheet, recap)
    assert sheet.max_row == FIRST_ROW - 1 + len(recap.rows) + len(recap.notes)


def test_the_comparison_of_cells_can_fail():
    recap = build_recap(RECAPS["anggaran"], full_source())
    wrong = replace(
        recap, rows=(replace(recap.rows[0], values=(*recap.rows[0].values[:6], "19740751", *recap.rows[0].values[7:])),)
    )
    with pytest.raises(AssertionError):
        assert_same_figures(sheet_of("anggaran"), wrong)


@pytest.mark.parametrize(
    ("key", "column", "row", "format_"),
    [
        ("anggaran", "ceiling", 0, "#,##0"),
        ("anggaran", "ceiling", 2, "#,##0.00"),
        ("anggaran", "absorption", 0, "#,##0.00"),
        ("anggaran", "code", 0, "@"),
        ("capaian", "target", 0, "#,##0"),
        ("capaian", "target", 2, "#,##0.00##"),
        ("capaian", "realization", 2, "#,##0.00"),
        ("kepatuhan", "due_on", 0, "dd/mm/yyyy"),
        ("kepatuhan", "late_days", 0, "0"),
    ],
)
def test_formats_show_what_there_is(key, column, row, format_):
    at = [each.key for each in RECAPS[key].columns].index(column) + 1
    assert sheet_of(key).cell(FIRST_ROW + row, at).number_format == format_


def test_codes_are_text_and_no_dates_or_numbers():
    sheet = sheet_of("anggaran")
    assert (sheet["D5"].value, sheet["D5"].data_type) == ("7.01.02", "s")


def test_a_missing_figure_is_an_empty_cell_with_the_reason_beside_it():
    sheet = sheet_of("capaian")
    assert [sheet.cell(6, at).value for at in (6, 7, 8, 11)] == [35, None, None, "belum ada realisasi"]


def test_no_cell_is_a_formula_and_text_like_one_is_quoted():
    content = render().content
    for name, part in parts_of(content).items():
        if name.startswith("xl/worksheets/"):
            assert not re.search(rb"<f[ >]", part), name
    book = opened(content)
    assert book["Sampul"]["B4"].value == "=semua"
    cell = book["Capaian Kinerja"]["D6"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1 desa tertib", "s", True)
    assert not book["Capaian Kinerja"]["D5"].quotePrefix


def test_headings_are_frozen_and_repeated_with_the_column_numbers():
    for sheet, recap in zip(opened(render().content).worksheets[1:], recaps(), strict=True):
        assert sheet.freeze_panes == "A5"
        assert sheet.print_title_rows == "$3:$4"
        assert [cell.value for cell in sheet[3]] == [column.heading for column in recap.columns]
        assert tuple(cell.value for cell in sheet[4]) == column_numbers(recap.columns)
        assert {cell.data_type for cell in sheet[4]} == {"s"}


def test_sheets_print_on_their_side_as_wide_as_the_paper():
    for sheet in opened(render().content).worksheets[1:]:
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert (sheet.page_margins.left, sheet.page_margins.right) == (0.4, 0.4)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.oddFooter.center.text == "Halaman &P dari &N"


def test_no_sheet_prints_smaller_than_seven_points():
    """Of nine points; a width of 1 is about 1,9 mm, and Excel prints a wider sheet smaller."""
    usable = {PAPER_A4: 297 - 20, PAPER_A3: 420 - 20}
    for sheet in opened(render().content).worksheets[1:]:
        wide = sum(dimension.width for dimension in sheet.column_dimensions.values()) * 1.9
        assert 9 * min(1, usable[sheet.page_setup.paperSize] / wide) >= 6.5, sheet.title
    papers = {sheet.title: sheet.page_setup.paperSize for sheet in opened(render().content).worksheets[1:]}
    assert papers["Capaian Kinerja"] == PAPER_A4
    assert papers["Biaya per Hasil"] == PAPER_A3


def test_the_print_area_is_everything_that_is_written():
    for sheet in opened(render().content).worksheets[1:]:
        last = f"${get_column_letter(sheet.max_column)}${sheet.max_row}"
        assert sheet.print_area == f"'{sheet.title}'!$A$1:{last}"


def test_columns_have_the_width_of_what_they_hold():
    sheet = sheet_of("anggaran")
    assert [sheet.column_dimensions[letter].width for letter in "ADEG"] == [6, 17, 38, 16]


def test_the_tree_is_indented_and_its_sums_are_bold():
    sheet = sheet_of("anggaran")
    assert [sheet.cell(row, 5).alignment.indent for row in (5, 6, 7)] == [0, 1, 2]
    bold = [sheet.cell(row, 7).font.b for row in range(5, 13)]
    styles = [row.style for row in build_recap(RECAPS["anggaran"], full_source()).rows]
    assert bold == [style is not RowStyle.BODY for style in styles]


def test_rows_are_as_high_as_their_longest_text():
    long = "x" * 33 + " " + "y" * 33
    sheet = sheet_of("anggaran", source(unit(1, lines=[line(name=long), line(2)])))
    assert [sheet.row_dimensions[row].height for row in (5, 6)] == [27, None]
    assert sheet.row_dimensions[3].height == 27
    assert sheet_of("temuan").row_dimensions[3].height is None


@pytest.mark.parametrize(
    ("text", "width", "lines"), [("", 10, 1), ("a" * 9, 10, 1), ("a" * 10, 10, 2), ("a\nb", 10, 2), ("a" * 17, 10, 3)]
)
def test_lines_are_counted_generously(text, width, lines):
    assert lines_of(text, width) == lines


def test_cover_says_what_was_asked_and_lists_the_sheets():
    sheet = opened(render().content)["Sampul"]
    rows = {row[0].value: row[1].value for row in sheet.iter_rows() if row[0].value}
    assert rows["Pemerintah daerah"] == "Kabupaten Contoh"
    assert rows["Dibuat"] == "29 November 2026, 18.20"
    assert rows["Realisasi Anggaran"] == "Rekap Realisasi Anggaran, 8 baris"
    found = next(row[0] for row in sheet.iter_rows() if row[0].value == "Realisasi Anggaran")
    assert found.hyperlink.location == "'Realisasi Anggaran'!A1"


def test_one_recap_alone_is_a_workbook_too():
    found = render(build_recap(RECAPS["temuan"], full_source()))
    assert found.name == "rekap-2024-tw2.xlsx"
    assert opened(found.content).sheetnames == ["Sampul", "Temuan Pemeriksaan"]


def test_an_empty_recap_has_its_headings():
    sheet = sheet_of("temuan", source())
    assert sheet["B3"].value == "Unit Kerja"
    assert sheet.max_row == 4


def test_equal_recaps_give_equal_bytes_at_any_time(monkeypatch):
    first = render().content
    monkeypatch.setattr("time.time", lambda: 2_000_000_000)
    monkeypatch.setattr("time.localtime", lambda *_: (2033, 5, 18, 3, 33, 20, 2, 138, 0))
    assert render().content == first
    other = source(unit(1, lines=[line(ceiling="1")]))
    assert render(*recaps(other)).content != first
    with zipfile.ZipFile(BytesIO(first)) as parts:
        assert {entry.date_time for entry in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert parts.testzip() is None


@needs_libreoffice
def test_libreoffice_opens_it_and_keeps_every_figure(tmp_path):
    book, said = through_libreoffice(render().content, tmp_path)
    assert "rror" not in said
    assert book.sheetnames == opened(render().content).sheetnames
    for sheet, recap in zip(book.worksheets[1:], recaps(), strict=True):
        assert_same_figures(sheet, recap)
        assert sheet.print_title_rows == "$3:$4"
        assert sheet.page_setup.orientation == "landscape"
    assert book["Capaian Kinerja"]["D6"].data_type == "s"
