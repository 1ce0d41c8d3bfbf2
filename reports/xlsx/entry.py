"""The figures of a unit and quarter as a sheet to fill in and send back: all is locked but the cells for figures.

Hidden columns carry what each row is and which version of it was written out, so that the sheet can come back whatever
was done to its order (`reports.importing.entry_rows` reads it).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.datavalidation import DataValidation

from agreements.numbers import FIGURE, MONEY, NumberKind, format_for_input, is_part
from reports.document.blocks import RenderedFile, RowStyle
from reports.xlsx.book import (
    LINE_HEIGHT,
    XLSX_TYPE,
    Book,
    append_row,
    as_cell,
    clean,
    content_of,
    lines_of,
    merge,
    set_page,
)

SHEET = "Isian"
MARK = "lkjip-isian"
"""First of the hidden cells: what the sheet is; then unit, year and quarter."""

HEADINGS = ("kunci", "versi", "awal", "Kode", "Uraian", "Satuan", "Target / pagu", "Triwulan lalu")
FILLED = ("Realisasi", "Keterangan", "Alasan belum ada angka", "Ditulis sebagai")
WIDTHS = (4, 4, 4, 20, 52, 14, 20, 20, 22, 34, 34, 26)
HIDDEN = 3
FIRST_OPEN = len(HEADINGS)
HEADING_ROW = 4
LINE = 12
"""Points of a line of the small type that rows are written in."""

MOST_DIGITS = 15
"""Excel keeps no more of a number; a longer one goes out as text."""

LEAST = "-1000000000000000"
"""Any number will do: which ones are refused, the page says with its reason."""

REASONS = ("Kegiatan belum dilaksanakan", "Data belum tersedia", "Menunggu data instansi lain", "Tidak ada anggaran")


@dataclass(frozen=True)
class EntryField:
    """A figure to fill in, with its remarks where the row is the first of its fact (None where it is not)."""

    kind: NumberKind
    value: Decimal | None
    note: str | None = ""
    missing_reason: str | None = ""
    shown: str | None = None
    hint: str = ""
    """What stands in the note of the cell: target, last quarter."""


@dataclass(frozen=True)
class EntrySheetRow:
    """A row: a fact or one part of a ratio to fill in, or a line that only heads what stands below it."""

    name: str
    key: str = ""
    version: int = 0
    original: str = ""
    code: str = ""
    unit: str = ""
    target: str = ""
    previous: str = ""
    field: EntryField | None = None
    depth: int = 0


@dataclass(frozen=True)
class EntrySheet:
    """What goes out: whose figures, of when, and the rows."""

    unit: str
    unit_slug: str
    year: int
    quarter: int
    title: str
    rows: tuple[EntrySheetRow, ...]


def render_entry_sheet(entry: EntrySheet) -> RenderedFile:
    """Return the sheet to fill in."""
    book = Book()
    book.workbook.properties.title = clean(entry.title)
    book.workbook.properties.creator = "LKjIP Triwulanan"
    sheet = book.workbook.create_sheet(SHEET)
    set_page(sheet, landscape=True)
    for at, width in enumerate(WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(at)].width = width
        sheet.column_dimensions[get_column_letter(at)].hidden = at <= HIDDEN
    sheet.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}"
    sheet.freeze_panes = f"{get_column_letter(HIDDEN + 3)}{HEADING_ROW + 1}"
    _protect(sheet)
    _validate(sheet, entry.rows)
    _write_head(book, sheet, entry)
    for number, row in enumerate(entry.rows, HEADING_ROW + 1):
        cells = [*_locked(book, sheet, row), *_open(book, sheet, row)]
        append_row(sheet, number, cells, _lines(row), LINE)
    name = f"isian-{entry.unit_slug}-{entry.year}-tw{entry.quarter}.xlsx"
    return RenderedFile(name, XLSX_TYPE, content_of(book))


def _lines(row: EntrySheetRow) -> int:
    """Return how many lines the tallest text of a row takes."""
    field = row.field
    texts = (row.name, row.unit, row.target, row.previous)
    remarks = (field.note, field.missing_reason, field.shown) if field else ()
    tall = [lines_of(text, width) for text, width in zip(texts, WIDTHS[4:], strict=False)]
    return max(tall + [lines_of(text or "", width) for text, width in zip(remarks, WIDTHS[9:], strict=False)])


def _protect(sheet: WriteOnlyWorksheet) -> None:
    """Lock the structure, without a password: it guards against slips, and what comes back is checked anyway."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False


def _validate(sheet: WriteOnlyWorksheet, rows: Sequence[EntrySheetRow]) -> None:
    """Ask Excel to warn of what is no number; reasons may be chosen or typed."""
    last = HEADING_ROW + max(len(rows), 1)
    columns = [get_column_letter(FIRST_OPEN + at) for at in range(1, len(FILLED) + 1)]
    figures = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1=LEAST, allow_blank=True)
    figures.errorStyle = "warning"
    figures.errorTitle, figures.error = "Bukan angka", "Tulis angkanya saja, tanpa satuan. Kosongkan bila belum ada."
    figures.promptTitle, figures.prompt = "Realisasi", "Jumlah sejak 1 Januari. Kosongkan bila belum ada; 0 bila nol."
    figures.showErrorMessage = figures.showInputMessage = True
    figures.add(f"{columns[0]}{HEADING_ROW + 1}:{columns[0]}{last}")
    reasons = DataValidation(type="list", formula1=f'"{",".join(REASONS)}"', allow_blank=True, showErrorMessage=False)
    reasons.add(f"{columns[2]}{HEADING_ROW + 1}:{columns[2]}{last}")
    sheet.data_validations.dataValidation.extend([figures, reasons])


def _write_head(book: Book, sheet: WriteOnlyWorksheet, entry: EntrySheet) -> None:
    """Write what the sheet is, how to fill it in, and the headings; the mark stands hidden in the first row."""
    width = len(WIDTHS) - HIDDEN
    plain = book.text_look("petunjuk isian")
    mark = [MARK, entry.unit_slug, f"{entry.year}/{entry.quarter}"]
    title = as_cell(sheet, entry.title, book.text_look("judul isian", size=13, bold=True))
    merge(sheet, 1, HIDDEN + 1, 1, width)
    sheet.row_dimensions[1].height = LINE_HEIGHT + LINE
    sheet.append([*(as_cell(sheet, text, plain) for text in mark), title])
    help_text = (
        "Isi kolom berwarna saja, dengan angka jumlah sejak 1 Januari. Kosongkan bila angkanya belum ada. Simpan, lalu "
        "unggah berkas ini di halaman Angka triwulan; yang berubah ditunjukkan dahulu sebelum disimpan."
    )
    merge(sheet, 2, HIDDEN + 1, 1, width)
    sheet.row_dimensions[2].height = LINE_HEIGHT + LINE
    sheet.append([None] * HIDDEN + [as_cell(sheet, help_text, book.text_look("cara isian"))])
    sheet.append([])
    heading = book.header_look("kepala isian", numbers=False)
    sheet.append([as_cell(sheet, text, heading) for text in (*HEADINGS, *FILLED)])


def _locked(book: Book, sheet: WriteOnlyWorksheet, row: EntrySheetRow) -> Iterator[WriteOnlyCell]:
    """Yield what a row is; its key, version and the hash of what it held are hidden."""
    style = RowStyle.BODY if row.field else RowStyle.GROUP
    text = book.body_look(f"isian {style}", style, "@", horizontal="left", indent=0)
    name = book.body_look(f"isian nama {style} {row.depth}", style, "@", horizontal="left", indent=row.depth)
    side = book.body_look(f"isian kanan {style}", style, "@", horizontal="right", indent=0)
    version = str(row.version) if row.key else ""
    for value, look in (
        (row.key, text),
        (version, text),
        (row.original, text),
        (row.code, text),
        (row.name, name),
        (row.unit, text),
        (row.target, side),
        (row.previous, side),
    ):
        yield as_cell(sheet, value, look)


def _open(book: Book, sheet: WriteOnlyWorksheet, row: EntrySheetRow) -> Iterator[WriteOnlyCell]:
    """Yield the cells to fill in; those that a row has not are locked and grey."""
    closed = book.body_look("isian tertutup", RowStyle.DIVIDER, "@", horizontal="left", indent=0)
    field = row.field
    if field is None:
        yield from (as_cell(sheet, "", closed) for _ in FILLED)
        return
    format_ = "#,##0.00" if field.kind == MONEY else "General"
    number = book.body_look(
        f"isian angka {field.kind}", RowStyle.BODY, format_, horizontal="right", indent=0, is_open=True
    )
    words = book.body_look("isian teks", RowStyle.BODY, "@", horizontal="left", indent=0, is_open=True)
    cell = as_cell(sheet, exact(field.value, field.kind, row.unit), number)
    if field.hint:
        cell.comment = Comment(clean(field.hint), "LKjIP Triwulanan", width=260, height=90)
    yield cell
    for text in (field.note, field.missing_reason, field.shown):
        yield as_cell(sheet, text or "", closed if text is None else words)


def exact(value: Decimal | None, kind: NumberKind, unit_of_measure: str = "") -> Decimal | str | None:
    """Return a figure as a cell can hold it: a number as far as Excel keeps all its digits, else its text.

    A part of what is counted whole keeps the satuan that says so: what comes back unchanged is not asked about.
    """
    if value is None:
        return None
    kept = len(value.normalize().as_tuple().digits) <= MOST_DIGITS
    if kept and not (kind == FIGURE and is_part(value, unit_of_measure)):
        return value
    return format_for_input(value, kind, unit_of_measure)
