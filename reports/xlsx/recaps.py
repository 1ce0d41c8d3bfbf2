"""Draws recaps as a workbook: a cover sheet that says what was asked and where the figures come from, a sheet each."""

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.hyperlink import Hyperlink

from reports.document.blocks import RenderedFile, RowStyle
from reports.recaps import Recap, RecapColumn, RecapRow, ValueKind, column_numbers
from reports.recaps.table import Value
from reports.xlsx.book import (
    LINE_HEIGHT,
    PAPER_A3,
    PAPER_A4,
    XLSX_TYPE,
    Book,
    Look,
    append_row,
    as_cell,
    clean,
    content_of,
    legal_titles,
    lines_of,
    merge,
    set_page,
    write_wide,
)

COVER = "Sampul"
COVER_WIDTH = 74
SMALL_LINE = 12
"""Points that a line of a table takes."""

HEADING_ROW, NUMBERS_ROW = 3, 4
"""Under the title and the line that says of whom: the headings, and the column numbers with their formulas."""

LOW_FIGURE = "#,##0.00##"
"""Of a figure with more than two decimals, which would vanish with two (0,004)."""

WIDEST_ON_A4 = 200
"""Characters of all columns that A4 on its side holds at 7 points; a wider sheet is read on A3, at 7 or more too."""

FORMATS: Mapping[ValueKind, str] = {
    ValueKind.TEXT: "@",
    ValueKind.CHOICE: "@",
    ValueKind.COUNT: "0",
    ValueKind.DATE: "dd/mm/yyyy",
    ValueKind.MONEY: "#,##0",
    ValueKind.PERCENT: "#,##0.00",
    ValueKind.QUANTITY: "#,##0",
    ValueKind.NUMBER: "#,##0.00",
}
"""The reader's own settings write the separators: 1.885.065.699,00 in Indonesia."""

WITH_DECIMALS: Mapping[ValueKind, str] = {ValueKind.MONEY: "#,##0.00", ValueKind.QUANTITY: "#,##0.00"}
"""Formats of kinds that show decimals only where there are any."""

ALIGNED: Mapping[ValueKind, str] = {ValueKind.TEXT: "left", ValueKind.CHOICE: "left", ValueKind.DATE: "center"}
TEXTS = frozenset({ValueKind.TEXT, ValueKind.CHOICE})


@dataclass(frozen=True)
class RecapCover:
    """What the cover sheet says: `facts` are (name, text), among them what was asked for and the time."""

    title: str
    slug: str
    """Name of the file, without its ending."""
    facts: tuple[tuple[str, str], ...]
    scope: str
    """Under the title of each sheet: 'Kabupaten Lumajang · Triwulan II 2024 · semua unit kerja'."""


def render_recaps(recaps: Sequence[Recap], cover: RecapCover) -> RenderedFile:
    """Return the recaps as one workbook."""
    book = Book()
    book.workbook.properties.title = clean(cover.title)
    book.workbook.properties.creator = "LKjIP Triwulanan"
    titles = legal_titles((recap.title.removeprefix("Rekap ") for recap in recaps), taken=[COVER])
    _write_cover(book, cover, recaps, titles)
    for recap, title in zip(recaps, titles, strict=True):
        _write_recap(book, recap, title, cover.scope)
    return RenderedFile(f"{cover.slug}.xlsx", XLSX_TYPE, content_of(book))


def _write_cover(book: Book, cover: RecapCover, recaps: Sequence[Recap], titles: Sequence[str]) -> None:
    sheet = book.workbook.create_sheet(COVER)
    set_page(sheet, landscape=False)
    sheet.column_dimensions["A"].width = 26
    sheet.column_dimensions["B"].width = COVER_WIDTH
    label, plain = book.text_look("keterangan", bold=True), book.text_look("isi")
    link = book.text_look("tautan", link=True)
    merge(sheet, 1, 1, 1, 2)
    sheet.append([as_cell(sheet, cover.title, book.text_look("judul", size=14, bold=True))])
    sheet.append([])
    for row, (name, text) in enumerate(cover.facts, 3):
        cells = [as_cell(sheet, name, label), as_cell(sheet, text, plain)]
        append_row(sheet, row, cells, lines_of(text, COVER_WIDTH), LINE_HEIGHT)
    sheet.append([])
    sheet.append([as_cell(sheet, "Daftar rekap", label)])
    for recap, title in zip(recaps, titles, strict=True):
        cell = as_cell(sheet, title, link)
        cell.hyperlink = Hyperlink(ref="", location=f"'{title}'!A1")
        sheet.append([cell, as_cell(sheet, f"{recap.title}, {len(recap.rows)} baris", plain)])


def _write_recap(book: Book, recap: Recap, title: str, scope: str) -> None:
    """Write a sheet: title, of whom, headings, column numbers, rows, notes."""
    sheet = book.workbook.create_sheet(title)
    width = len(recap.columns)
    characters = sum(column.width for column in recap.columns)
    set_page(sheet, landscape=True, paper=PAPER_A4 if characters <= WIDEST_ON_A4 else PAPER_A3)
    for at, column in enumerate(recap.columns, 1):
        sheet.column_dimensions[get_column_letter(at)].width = column.width
    # Excel repeats and freezes these; both must be set before the first row is written.
    sheet.print_title_rows = f"{HEADING_ROW}:{NUMBERS_ROW}"
    sheet.freeze_panes = f"A{NUMBERS_ROW + 1}"
    write_wide(sheet, 1, recap.title, book.text_look("nama rekap", size=13, bold=True), width, characters)
    write_wide(sheet, 2, scope, book.text_look("cakupan"), width, characters)
    heading = book.header_look("kepala rekap", numbers=False)
    numbers = book.header_look("nomor kolom rekap", numbers=True)
    headings = [as_cell(sheet, column.heading, heading) for column in recap.columns]
    tallest = max(_heading_lines(column) for column in recap.columns)
    append_row(sheet, HEADING_ROW, headings, tallest, SMALL_LINE)
    sheet.append([as_cell(sheet, text, numbers) for text in column_numbers(recap.columns)])
    drawers = [Drawer(book, column) for column in recap.columns]
    texts = [(at, column.width) for at, column in enumerate(recap.columns) if column.kind is ValueKind.TEXT]
    looks: dict[tuple[RowStyle, int], list[Look]] = {}
    number, listed = NUMBERS_ROW, 0
    for number, row in enumerate(recap.rows, NUMBERS_ROW + 1):
        # A total is no row to be sorted among the others.
        listed += row.style is not RowStyle.TOTAL
        kind = row.style, row.depth
        if kind not in looks:
            looks[kind] = [drawer.look(*kind, drawer.plain) for drawer in drawers]
        append_row(sheet, number, _cells(sheet, drawers, looks[kind], row), _lines(row, texts), SMALL_LINE)
    note = book.text_look("catatan", size=8)
    below = number + 1
    for at, text in enumerate(recap.notes, below):
        write_wide(sheet, at, text, note, width, characters)
    if listed:
        sheet.auto_filter.ref = f"A{NUMBERS_ROW}:{get_column_letter(width)}{NUMBERS_ROW + listed}"
    sheet.print_area = f"A1:{get_column_letter(width)}{below + len(recap.notes) - 1}"


def _lines(row: RecapRow, texts: Sequence[tuple[int, int]]) -> int:
    """Return how many lines a row takes; `texts` are the places and widths of its columns of text."""
    lines = 1
    for at, width in texts:
        value = row.values[at]
        # Most texts fit, and there are thousands of them.
        if value and (len(value) >= width or "\n" in value):
            lines = max(lines, lines_of(value, width))
    return lines


def _heading_lines(column: RecapColumn) -> int:
    """Return how many lines a heading takes: no word of it is broken where it fits."""
    lines, room = 1, column.width
    for word in column.heading.split():
        if len(word) + 1 > room:
            lines, room = lines + 1, column.width
        room -= len(word) + 1
    return lines


def _cells(
    sheet: WriteOnlyWorksheet, drawers: Sequence["Drawer"], looks: Sequence[Look], row: RecapRow
) -> Iterator[WriteOnlyCell]:
    """Yield the cells of a row; `looks` are those that figures without decimals, and all other values, have."""
    for drawer, look, value in zip(drawers, looks, row.values, strict=True):
        if value is None:
            yield as_cell(sheet, None, look)
        elif drawer.decimals is not None and "." in str(value):
            yield as_cell(sheet, drawer.stored(value), drawer.look(row.style, row.depth, drawer.format(value)))
        else:
            yield as_cell(sheet, drawer.stored(value), look)


STORED: Mapping[ValueKind, Callable[[Any], str | int | datetime.date]] = {
    ValueKind.TEXT: str,
    ValueKind.COUNT: int,
    ValueKind.DATE: datetime.date.fromisoformat,
}
"""What a worksheet stores for a value of a kind; for a figure its number."""


class Drawer:
    """Draws the cells of one column: looks are made once for each kind of row and format."""

    def __init__(self, book: Book, column: RecapColumn) -> None:
        self.book = book
        self.kind = column.kind
        self.plain = FORMATS[column.kind]
        self.decimals = WITH_DECIMALS.get(column.kind)
        self.stored = column.choices.__getitem__ if column.choices else STORED.get(column.kind, Decimal)
        self.indents = column.key == "name"
        self.looks: dict[tuple[RowStyle, int, str], Look] = {}

    def format(self, value: Value) -> str:
        """Return the format of a value: decimals only where it has any."""
        if self.decimals is None:
            return self.plain
        decimals = str(value).partition(".")[2]
        if not decimals:
            return self.plain
        return self.decimals if len(decimals) <= len("00") else LOW_FIGURE

    def look(self, style: RowStyle, depth: int, format_: str) -> Look:
        """Return the look of a cell."""
        found = self.looks.get((style, depth, format_))
        if found is None:
            indent = depth if self.indents else 0
            horizontal = ALIGNED.get(self.kind, "right")
            name = f"rekap {style} {horizontal} {indent}"
            found = self.looks[style, depth, format_] = self.book.body_look(
                name, style, format_, horizontal=horizontal, indent=indent, wrap=self.kind in TEXTS
            )
        return found
