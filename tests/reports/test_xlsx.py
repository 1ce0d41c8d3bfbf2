"""The workbook: figures are numbers, text is text, sheets print as the document does, the same bytes twice."""

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest

from reports.document.blocks import Cell, CellKind, Column, Marker, Row, Table
from reports.xlsx import XLSX_TYPE, cell_text, clean, marker, render_xlsx, sheet_titles
from tests.reports import sample_document as sample
from tests.reports.sample_document import sample_document


def read(*tables, **more):
    document = replace(sample_document(tuple(tables)), **more) if tables else replace(sample_document(), **more)
    return openpyxl.load_workbook(io.BytesIO(render_xlsx(document).content))


def one_cell(cell):
    """Return the worksheet cell that a document cell becomes."""
    table = Table("t", "1", "Contoh", (Column("c", "Kolom", 100),), (Row((cell,)),))
    return read(table)["Tabel 1"]["A4"]


def row_of(sheet, text):
    return next(row for row in sheet.iter_rows() if text in [cell.value for cell in row])


# -- cells -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "=1+1", "+62 812", "-5", "@SUM(A1)", '=HYPERLINK("http://x")', "#N/A", "#REF!", "TRUE", "1e5", "2024-01-01",
        "\t=1+1", "{=1}", "'=1", "12.345", "<b>&amp;</b>",
    ],
)  # fmt: skip
def test_text_is_never_a_formula_a_number_or_an_error(text):
    cell = one_cell(Cell(text))
    assert (cell.data_type, cell.value, cell.number_format) == ("s", text, "@")


def test_no_cell_of_a_workbook_is_a_formula():
    hostile = replace(sample.agreement_table(), caption="=1+1", notes=(("=a", "=b"),))
    content = render_xlsx(replace(sample_document((hostile,)), title="=t", author="=a")).content
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in parts.namelist():
            if name.startswith("xl/worksheets/"):
                assert not re.search(rb"<f[ >]", parts.read(name))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1"])
def test_text_that_excel_would_take_for_a_formula_when_edited_is_quoted(text):
    assert one_cell(Cell(text)).quotePrefix
    assert not one_cell(Cell("biasa")).quotePrefix


def test_illegal_characters_are_left_out():
    assert one_cell(Cell("a\x00b\x0bc\x1fd")).value == "abcd"
    assert clean("baris\nbaru\ttab") == "baris\nbaru\ttab"


@pytest.mark.parametrize(
    ("kind", "value", "format_"),
    [
        (CellKind.MONEY, "1885065699", "#,##0"),
        (CellKind.MONEY, "0", "#,##0"),
        (CellKind.MONEY, "0.50", "#,##0.00"),
        (CellKind.MONEY, "9999999999999.99", "#,##0.00"),
        (CellKind.PERCENT, "50.84", "0.00"),
        (CellKind.PERCENT, "-20", "0.00"),
    ],
)
def test_figures_are_numbers(kind, value, format_):
    cell = one_cell(Cell("seperti dicetak", kind, Decimal(value)))
    assert cell.data_type == "n"
    assert Decimal(str(cell.value)) == Decimal(value)
    assert cell.number_format == format_


@pytest.mark.parametrize(
    ("text", "value", "format_"),
    [
        ("21", "21.00", "#,##0"),
        ("\N{MINUS SIGN}4,06", "-4.06", "#,##0.00"),
        ("35\N{NO-BREAK SPACE}keluarga", "35", '#,##0"\N{NO-BREAK SPACE}keluarga"'),
        ("62,50\N{NO-BREAK SPACE}%", "62.5", '#,##0.00"\N{NO-BREAK SPACE}%"'),
        ("1.885 orang/bulan", "1885", '#,##0" orang/bulan"'),
        ('2 unit "baru"', "2", '#,##0" unit baru"'),
    ],
)
def test_a_measured_figure_is_a_number_with_its_printed_decimals_and_unit(text, value, format_):
    cell = one_cell(Cell(text, CellKind.NUMBER, Decimal(value)))
    assert (cell.data_type, Decimal(str(cell.value)), cell.number_format) == ("n", Decimal(value), format_)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("10 jenis fasilitasi 1 jenis koordinasi", "100"),
        ("90–100\N{NO-BREAK SPACE}%", "90"),
        ("1 fasilitasi", "100"),
        ("0,004", "0.00"),
    ],
)
def test_a_text_that_says_something_else_than_the_figure_stays_text(text, value):
    cell = one_cell(Cell(text, CellKind.NUMBER, Decimal(value)))
    assert (cell.data_type, cell.value) == ("s", text)


def test_figure_with_a_footnote_stays_a_number_and_shows_the_marker():
    cell = one_cell(Cell("50,84 %", CellKind.PERCENT, Decimal("50.84"), footnote="a"))
    assert (cell.value, cell.number_format) == (50.84, '0.00" a)"')


def test_marker_can_not_break_out_of_the_number_format():
    cell = one_cell(Cell("1", CellKind.NUMBER, Decimal(1), footnote='a";[Red]"'))
    assert cell.number_format == '#,##0" aRed)"'


def test_missing_figure_is_a_dash_with_its_footnote_and_never_zero():
    cell = one_cell(Cell("–", CellKind.PERCENT, footnote="a"))
    assert (cell.value, cell.data_type) == ("– a)", "s")


def test_list_in_a_cell_keeps_its_markers():
    assert cell_text(Cell("Strategi:", items=("satu", "dua"))) == "Strategi:\na. satu\nb. dua"
    assert cell_text(Cell("", items=("satu", "dua"), marker=Marker.DECIMAL)) == "1. satu\n2. dua"
    assert one_cell(Cell("", items=("satu",), marker=Marker.BULLET)).value == "• satu"


@pytest.mark.parametrize(
    ("at", "letters"), [(0, "a"), (25, "z"), (26, "aa"), (51, "az"), (52, "ba"), (701, "zz"), (702, "aaa")]
)
def test_letters_go_on_after_z(at, letters):
    assert marker(Marker.ALPHA, at) == f"{letters}. "


# -- sheets ------------------------------------------------------------------------------------------------------------


def test_one_sheet_for_the_cover_and_one_for_each_table():
    assert read().sheetnames == ["Sampul", "Tabel 2.1", "Tabel 2.2", "Tabel 2.3", "Tabel 2.4"]


def test_cover_says_whose_report_it_is_and_lists_the_tables():
    sheet = read(draft="Draf – belum disetujui")["Sampul"]
    rows = {row[0].value: row[1].value for row in sheet.iter_rows() if row[0].value}
    assert rows["Unit kerja"] == "Kecamatan Rowokangkung"
    assert rows["Pejabat"] == "BUDI SANTOSO, S.Pd.I, MM"
    assert rows["NIP"] == "19830202 200201 1 002"
    assert rows["Triwulan"] == "Triwulan II"
    assert rows["Status"] == "Draf – belum disetujui"
    assert rows["Tabel 2.3"] == "Cost per Outcome Camat Tahun 2024 – Triwulan II"
    assert row_of(sheet, "Tabel 2.3")[0].hyperlink.location == "'Tabel 2.3'!A1"
    assert "Status" not in {row[0].value for row in read()["Sampul"].iter_rows()}


def test_cover_of_an_approved_report_says_how_it_is_checked():
    sheet = read(blocks=(*sample_document().blocks, sample.VERIFICATION))["Sampul"]
    assert row_of(sheet, "Kode verifikasi")[1].value == sample.VERIFICATION.code
    address = row_of(sheet, "Alamat verifikasi")[1]
    assert (address.value, address.hyperlink.target) == (sample.VERIFICATION.url, sample.VERIFICATION.url)
    assert "Kode verifikasi" not in {row[0].value for row in read()["Sampul"].iter_rows()}


def titles(*captions):
    return sheet_titles(Table("t", "", caption, (), ()) for caption in captions)


def test_sheet_titles_are_legal_and_different():
    assert titles("a[b]:c*d?e/f\\g") == ("a b c d e f g",)
    assert titles("x" * 40) == ("x" * 31,)
    assert titles("x" * 40, "x" * 50, "X" * 40) == ("x" * 31, "x" * 27 + " (2)", "X" * 27 + " (3)")
    assert titles("Sampul") == ("Sampul (2)",)
    assert titles("", "'kutip'", "\x00") == ("Tabel", "kutip", "Tabel (2)")


def test_tables_with_the_same_number_get_sheets_of_their_own():
    table = sample.achievement_table()
    assert read(table, table).sheetnames == ["Sampul", "Tabel 2.2", "Tabel 2.2 (2)"]


def test_header_merges_groups_and_keeps_the_column_numbers():
    sheet = read(sample.cost_table(2))["Tabel 2.3"]
    merged = {str(found) for found in sheet.merged_cells.ranges}
    assert {"A3:A4", "B3:B4", "C3:C4", "D3:F3", "G3:I3", "A1:I1", "A2:I2"} <= merged
    assert [cell.value for cell in sheet[3]] == [
        "No", "Sasaran/Kegiatan", "Indikator Kinerja", "Kinerja", None, None, "Anggaran", None, None,
    ]  # fmt: skip
    assert [cell.value for cell in sheet[5]] == ["1", "2", "3", "4", "5", "6=5/4", "7", "8", "9=8/7"]
    assert {cell.data_type for cell in sheet[5]} == {"s"}


def test_cells_under_a_rowspan_are_merged_and_the_rest_keeps_its_column():
    sheet = read(sample.agreement_table())["Tabel 2.1"]
    assert {"A6:A8", "B6:B8"} <= {str(found) for found in sheet.merged_cells.ranges}
    assert [cell.value for cell in sheet[7]] == [None, None, "Persentase desa yang menetapkan APBDes tepat waktu", 100]


def test_rows_of_sums_hold_their_figures_in_their_columns():
    sheet = read(sample.cost_table(2))["Tabel 2.3"]
    total = row_of(sheet, "Jumlah")
    assert [cell.value for cell in total] == ["Jumlah", *[None] * 5, 1917807147, 935840699, 48.8]
    assert total[0].font.b
    mean = row_of(sheet, "Rata-rata")
    assert (mean[5].value, mean[8].value) == (62.5, 55.21)
    assert f"A{mean[0].row}:E{mean[0].row}" in {str(found) for found in sheet.merged_cells.ranges}


def test_every_cell_of_a_table_has_a_border():
    sheet = read(sample.cost_table(2))["Tabel 2.3"]
    for row in sheet.iter_rows(min_row=3, max_row=row_of(sheet, "Jumlah")[0].row):
        for cell in row:
            assert cell.border.left.style or cell.border.right.style or cell.border.top.style, cell.coordinate


def test_footnotes_stand_below():
    sheet = read(sample.cost_table(1))["Tabel 2.3"]
    notes = [row[0].value for row in sheet.iter_rows(min_row=row_of(sheet, "Jumlah")[0].row + 1)]
    assert notes == [
        "a) Jumlah sementara: 1 dari 14 kegiatan belum diisi.",
        "Pagu menurut DPA.",
        "b) Kegiatan ini tidak mempunyai indikator kinerja.",
    ]


def test_header_is_frozen_and_repeated_and_the_sheet_fits_the_paper():
    book = read()
    cost, agreement = book["Tabel 2.3"], book["Tabel 2.1"]
    assert (cost.freeze_panes, cost.print_title_rows) == ("A6", "$3:$5")
    assert (agreement.freeze_panes, agreement.print_title_rows) == ("A5", "$3:$4")
    assert (cost.page_setup.orientation, agreement.page_setup.orientation) == ("landscape", "portrait")
    for sheet in book:
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.oddFooter.center.text == "Halaman &P dari &N"


def test_columns_share_the_width_as_in_the_document():
    sheet = read(sample.cost_table(1))["Tabel 2.3"]
    assert [sheet.column_dimensions[letter].width for letter in "ABG"] == [7, 31, 17]


def test_a_long_caption_gets_the_lines_it_needs():
    sheet = read(replace(sample.agreement_table(), caption="x" * 200))["Tabel 2.1"]
    assert (sheet.row_dimensions[1].height, sheet.row_dimensions[2].height) == (15, 45)


def test_a_cell_short_is_refused():
    table = sample.agreement_table()
    with pytest.raises(ValueError, match="leave 1 of 4 columns empty"):
        read(replace(table, rows=(Row(table.rows[0].cells[:3]),)))


# -- the file ----------------------------------------------------------------------------------------------------------


def test_file_is_named_after_the_document_and_says_title_and_author():
    file = render_xlsx(sample_document())
    assert file.name.endswith("-2024-tw2.xlsx")
    assert file.content_type == XLSX_TYPE
    book = openpyxl.load_workbook(io.BytesIO(file.content))
    assert book.properties.title.startswith("Laporan Kinerja Triwulan II")
    assert book.properties.creator == "Budi Santoso, S.Pd.I, MM"


def test_same_document_gives_same_bytes_at_any_time(monkeypatch):
    first = render_xlsx(sample_document()).content
    monkeypatch.setattr("time.time", lambda: 2_000_000_000)
    monkeypatch.setattr("time.localtime", lambda *_: (2033, 5, 18, 3, 33, 20, 2, 138, 0))
    assert render_xlsx(sample_document()).content == first
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert {entry.date_time for entry in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = parts.read("docProps/core.xml")
    assert b"created" not in core
    assert b"modified" not in core


def test_other_document_gives_other_bytes():
    assert render_xlsx(sample_document(draft=True)).content != render_xlsx(sample_document()).content


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_reads_it(tmp_path):
    path = tmp_path / "laporan.xlsx"
    path.write_bytes(render_xlsx(sample_document()).content)
    command = [
        "soffice",
        "--headless",
        f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}",
        "--convert-to",
        "csv",
    ]
    subprocess.run([*command, "--outdir", str(tmp_path), str(path)], check=True, timeout=120)
    assert "Kecamatan Rowokangkung" in (tmp_path / "laporan.csv").read_text(errors="replace")
