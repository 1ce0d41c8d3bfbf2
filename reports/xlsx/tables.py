"""Draws the tables of a document as an Excel workbook: one sheet per table after a cover sheet."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.hyperlink import Hyperlink

from reports.document.blocks import Cell, CellKind, Marker, RenderedFile, ReportDocument, RowStyle, Table
from reports.document.numbering import letters
from reports.grid import HeaderRole, PlacedCell, PlacedRow, header_rows, placed_rows
from reports.xlsx.book import (
    XLSX_TYPE,
    Book,
    Look,
    as_cell,
    clean,
    content_of,
    legal_titles,
    merge,
    set_page,
    write_wide,
)

TABLE_WIDTH = {False: 96, True: 144}
"""Width of a whole table in characters, upright and landscape."""

HORIZONTAL = {
    CellKind.TEXT: "left",
    CellKind.NUMBER: "right",
    CellKind.PERCENT: "right",
    CellKind.MONEY: "right",
    CellKind.ROW_NUMBER: "center",
}


def render_xlsx(document: ReportDocument) -> RenderedFile:
    """Return the document's tables as a workbook."""
    # A table that doesn't fit its columns must fail before openpyxl has opened a file for its sheet.
    grids = [placed_rows(table) for table in document.tables]
    book = Book()
    book.workbook.properties.title = clean(document.title)
    book.workbook.properties.creator = clean(document.author)
    titles = sheet_titles(document.tables)
    _write_cover(book, document, titles)
    for table, title, rows in zip(document.tables, titles, grids, strict=True):
        _write_table(book, table, title, rows)
    return RenderedFile(f"{document.slug}.xlsx", XLSX_TYPE, content_of(book))


# -- cells -------------------------------------------------------------------------------------------------------------


_PRINTED_FIGURE = re.compile(r"(\N{MINUS SIGN}?)(\d+(?:\.\d{3})*)(?:,(\d+))?(\s\D.*)?", re.DOTALL)
"""A figure as documents print it: sign, digits in groups of three, decimals, unit of measure."""


def number_format(cell: Cell) -> str | None:
    """Return the format of a cell's figure; the reader's Excel writes separators its own way.

    A figure in an indicator's unit of measure is shown with the decimals and the unit that are printed. None where the
    text says something else than the figure ('10 jenis fasilitasi 1 jenis koordinasi', a range): then the text stands.
    """
    if cell.value is None:
        return None
    if cell.kind is CellKind.MONEY:
        return "#,##0" if cell.value == cell.value.to_integral_value() else "#,##0.00"
    if cell.kind is CellKind.PERCENT:
        return "0.00"
    printed = _PRINTED_FIGURE.fullmatch(cell.text)
    if printed is None:
        return None
    sign, whole, decimals, unit = printed.groups(default="")
    figure = Decimal(f"{'-' if sign else ''}{whole.replace('.', '')}.{decimals or 0}")
    if figure != cell.value:
        return None
    digits = f"#,##0.{'0' * len(decimals)}" if decimals else "#,##0"
    # A quotation mark would end the quoted text of the format.
    return digits + (f'"{unit.replace(chr(34), "")}"' if unit else "")


def _marked(footnote: str) -> str:
    """Return the part of a number format that prints a footnote's marker behind the figure."""
    letters = "".join(char for char in footnote if char.isalnum())
    return f'" {letters})"' if letters else ""


def _body_style(book: Book, kind: CellKind, row: RowStyle, indent: int, format_: str) -> Look:
    """Return the style of a cell in the body of a table."""
    return book.body_look(f"{row} {kind} {indent}", row, format_, horizontal=HORIZONTAL[kind], indent=indent)


def _header_style(book: Book, role: HeaderRole) -> Look:
    formula = role is HeaderRole.FORMULA
    return book.header_look("nomor kolom" if formula else "kepala tabel", numbers=formula)


def cell_text(cell: Cell) -> str:
    """Return what a cell without a value says: its text, its footnote's marker, its list with markers."""
    text = f"{cell.text} {cell.footnote})" if cell.footnote else cell.text
    items = (f"{marker(cell.marker, at)}{item}" for at, item in enumerate(cell.items))
    return "\n".join(line for line in (text, *items) if line)


def marker(kind: Marker, at: int) -> str:
    """Return the marker of list item `at` (from 0): 'a. ', '1. ', '• ' or ''."""
    if kind is Marker.ALPHA:
        return f"{letters(at + 1)}. "
    return {Marker.DECIMAL: f"{at + 1}. ", Marker.BULLET: "• ", Marker.NONE: ""}[kind]


# -- sheets ------------------------------------------------------------------------------------------------------------


def sheet_titles(tables: Iterable[Table]) -> tuple[str, ...]:
    """Return a legal title for each table."""
    names = (f"Tabel {table.number}" if table.number else table.caption for table in tables)
    return legal_titles(names, taken=["Sampul"])


def _write_cover(book: Book, document: ReportDocument, titles: Iterable[str]) -> None:
    """Write the first sheet: whose report it is and which tables follow."""
    sheet = book.workbook.create_sheet("Sampul")
    set_page(sheet, landscape=False)
    sheet.column_dimensions["A"].width = 22
    sheet.column_dimensions["B"].width = 74
    head = book.text_look("judul", size=14, bold=True)
    label = book.text_look("keterangan", bold=True)
    plain = book.text_look("isi")
    link = book.text_look("tautan", link=True)
    cover = document.cover
    for row, line in enumerate(filter(None, (cover.title, cover.subtitle)), 1):
        merge(sheet, row, 1, 1, 2)
        sheet.append([as_cell(sheet, line, head)])
    sheet.append([])
    facts = (
        ("Pemerintah daerah", cover.regency),
        ("Unit kerja", cover.unit),
        ("Jabatan", cover.position),
        ("Pejabat", cover.official),
        ("NIP", cover.nip),
        ("Triwulan", cover.quarter),
        ("Tahun", cover.year),
        ("Status", document.draft),
    )
    for name, value in facts:
        if value:
            sheet.append([as_cell(sheet, name, label), as_cell(sheet, value, plain)])
    if document.verification:
        mark = document.verification
        address = as_cell(sheet, mark.url, link)
        address.hyperlink = Hyperlink(ref="", target=mark.url)
        sheet.append([as_cell(sheet, "Kode verifikasi", label), as_cell(sheet, mark.code, plain)])
        sheet.append([as_cell(sheet, "Alamat verifikasi", label), address])
    sheet.append([])
    sheet.append([as_cell(sheet, "Daftar tabel", label)])
    for table, title in zip(document.tables, titles, strict=True):
        cell = as_cell(sheet, title, link)
        cell.hyperlink = Hyperlink(ref="", location=f"'{title}'!A1")
        sheet.append([cell, as_cell(sheet, table.caption, plain)])


def _write_table(book: Book, table: Table, title: str, rows: tuple[PlacedRow, ...]) -> None:
    """Write one table: number and caption, header, rows, footnotes."""
    sheet = book.workbook.create_sheet(title)
    set_page(sheet, landscape=table.landscape)
    total = TABLE_WIDTH[table.landscape]
    width = len(table.columns)
    for at, column in enumerate(table.columns, 1):
        sheet.column_dimensions[get_column_letter(at)].width = max(column.width * total // 100, 5)
    header = header_rows(table)
    captions = [line for line in (f"Tabel {table.number}" if table.number else "", table.caption) if line]
    first = len(captions) + 1
    last = first + len(header) - 1
    # Excel repeats and freezes these; both must be set before the first row is written.
    sheet.print_title_rows = f"{first}:{last}"
    sheet.freeze_panes = f"A{last + 1}"
    caption = book.text_look("nama tabel", size=11, bold=True, center=True)
    for row, line in enumerate(captions, 1):
        write_wide(sheet, row, line, caption, width, total)
    _write_header(book, sheet, table, first)
    for row, placed in enumerate(rows, last + 1):
        sheet.append(_row_cells(book, sheet, placed.row.style, placed.cells, row, width))
    note = book.text_look("catatan", size=8)
    for row, (mark, sentence) in enumerate(table.notes, last + len(rows) + 1):
        write_wide(sheet, row, f"{mark}) {sentence}" if mark else sentence, note, width, total)


def _write_header(book: Book, sheet: WriteOnlyWorksheet, table: Table, first: int) -> None:
    """Write the header's lines, with merged groups, and a border round every cell of them."""
    for row, line in enumerate(header_rows(table), first):
        by_column = {cell.column: cell for cell in line}
        role = line[0].role if line[0].role is HeaderRole.FORMULA else HeaderRole.COLUMN
        cells = []
        for column in range(len(table.columns)):
            cell = by_column.get(column)
            cells.append(as_cell(sheet, cell.text if cell else None, _header_style(book, role)))
            if cell:
                merge(sheet, row, column + 1, cell.rowspan, cell.colspan)
        sheet.append(cells)


def _row_cells(
    book: Book,
    sheet: WriteOnlyWorksheet,
    style: RowStyle,
    placed: tuple[PlacedCell, ...],
    row: int,
    width: int,
) -> Iterator[WriteOnlyCell]:
    """Yield a cell for every column: placed cells with their spans, and bordered blanks under the spans."""
    by_column = {cell.column: cell.cell for cell in placed}
    blank = _body_style(book, CellKind.TEXT, style, 0, "@")
    for column in range(width):
        cell = by_column.get(column)
        if cell is None:
            yield as_cell(sheet, None, blank)
            continue
        merge(sheet, row, column + 1, cell.rowspan, cell.colspan)
        format_ = number_format(cell)
        if format_ is None:
            look = _body_style(book, cell.kind, style, cell.indent, "@")
            yield as_cell(sheet, cell_text(cell), look)
        else:
            look = _body_style(book, cell.kind, style, cell.indent, format_ + _marked(cell.footnote))
            yield as_cell(sheet, cell.value, look)
