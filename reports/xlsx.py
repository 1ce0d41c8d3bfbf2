"""Draws the tables of a document as an Excel workbook. The only importer of openpyxl for output.

One sheet per table after a cover sheet. Figures are numbers, never formulas; text is text, whatever it starts with.
Equal documents give equal bytes: the times that openpyxl and zip write are taken out.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.hyperlink import Hyperlink

from reports.document.blocks import Cell, CellKind, Marker, RenderedFile, ReportDocument, RowStyle, Table
from reports.document.numbering import letters
from reports.grid import HeaderRole, PlacedCell, PlacedRow, header_rows, placed_rows

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TITLE_LENGTH = 31
PAPER_A4 = 9

# Width of a whole table in characters, upright and landscape.
TABLE_WIDTH = {False: 96, True: 144}
LINE_HEIGHT = 15

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

_EDGE = Side(style="thin", color="55606B")
_BORDER = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_FILLS = {
    "header": PatternFill("solid", fgColor="E6EAEE"),
    RowStyle.DIVIDER: PatternFill("solid", fgColor="F2F4F6"),
    RowStyle.GROUP: PatternFill("solid", fgColor="EDF0F3"),
    RowStyle.SUBTOTAL: PatternFill("solid", fgColor="F7F8F9"),
    RowStyle.MEAN: PatternFill("solid", fgColor="F7F8F9"),
    RowStyle.TOTAL: PatternFill("solid", fgColor="E6EAEE"),
}
_HORIZONTAL = {
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
    book = _Book()
    book.workbook.properties.title = clean(document.title)
    book.workbook.properties.creator = clean(document.author)
    titles = sheet_titles(document.tables)
    _write_cover(book, document, titles)
    for table, title, rows in zip(document.tables, titles, grids, strict=True):
        _write_table(book, table, title, rows)
    buffer = io.BytesIO()
    book.workbook.save(buffer)
    return RenderedFile(f"{document.slug}.xlsx", XLSX_TYPE, _without_times(buffer.getvalue()))


# -- cells -------------------------------------------------------------------------------------------------------------


def clean(text: str) -> str:
    """Return text without the characters that a worksheet can't hold."""
    return ILLEGAL_CHARACTERS_RE.sub("", text)


@dataclass
class _Book:
    """A workbook and its styles: one shared style per look, because a style per cell costs twice the time."""

    workbook: Workbook = field(default_factory=lambda: Workbook(write_only=True))
    styles: set[str] = field(default_factory=set)

    def style(self, name: str, **parts: object) -> str:
        """Return the name of a style, made at its first use."""
        if name not in self.styles:
            self.workbook.add_named_style(NamedStyle(name=name, **parts))
            self.styles.add(name)
        return name

    def cell(self, sheet: WriteOnlyWorksheet, value: str | Decimal | None, style: str) -> WriteOnlyCell:
        """Return a cell; the one place where values become cells. Text is forced to be text."""
        cell = WriteOnlyCell(sheet)
        cell.style = style
        if isinstance(value, str):
            text = clean(value)
            cell.value = text
            # openpyxl makes '=1+1' a formula and '#N/A' an error.
            cell.data_type = "s"
            # Without the mark Excel would make it a formula when somebody edits the cell.
            cell.quotePrefix = text.startswith(FORMULA_STARTS)
        elif value is not None:
            cell.value = value
        return cell


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


def _body_style(book: _Book, kind: CellKind, row: RowStyle, indent: int, format_: str) -> str:
    """Return the style of a cell in the body of a table."""
    return book.style(
        f"LKjIP {row} {kind} {indent} {format_}",
        font=Font(name="Arial", size=9, bold=row is not RowStyle.BODY),
        border=_BORDER,
        fill=_FILLS.get(row, PatternFill()),
        alignment=Alignment(horizontal=_HORIZONTAL[kind], vertical="top", wrap_text=True, indent=indent),
        number_format=format_,
    )


def _header_style(book: _Book, role: HeaderRole) -> str:
    formula = role is HeaderRole.FORMULA
    return book.style(
        "LKjIP nomor kolom" if formula else "LKjIP kepala tabel",
        font=Font(name="Arial", size=8 if formula else 9, bold=not formula),
        border=_BORDER,
        fill=PatternFill() if formula else _FILLS["header"],
        alignment=Alignment(horizontal="center", vertical="center", wrap_text=True),
        number_format="@",
    )


def _text_style(
    book: _Book, name: str, *, size: int = 10, bold: bool = False, center: bool = False, link: bool = False
) -> str:
    return book.style(
        f"LKjIP {name}",
        font=Font(
            name="Arial", size=size, bold=bold, color="0B4A8F" if link else None, underline="single" if link else None
        ),
        alignment=Alignment(horizontal="center" if center else "left", vertical="top", wrap_text=True),
        number_format="@",
    )


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
    """Return a legal title for each table: at most 31 characters, no brackets, colons, stars or slashes."""
    taken = {"sampul"}
    titles = []
    for table in tables:
        wanted = re.sub(r"[\[\]:*?/\\]", " ", clean(f"Tabel {table.number}" if table.number else table.caption))
        wanted = " ".join(wanted.split()).strip("'")[:TITLE_LENGTH].rstrip("' ") or "Tabel"
        title, copy = wanted, 2
        while title.lower() in taken:
            suffix = f" ({copy})"
            title, copy = wanted[: TITLE_LENGTH - len(suffix)] + suffix, copy + 1
        taken.add(title.lower())
        titles.append(title)
    return tuple(titles)


def _write_cover(book: _Book, document: ReportDocument, titles: Iterable[str]) -> None:
    """Write the first sheet: whose report it is and which tables follow."""
    sheet = book.workbook.create_sheet("Sampul")
    _set_page(sheet, landscape=False)
    sheet.column_dimensions["A"].width = 22
    sheet.column_dimensions["B"].width = 74
    head = _text_style(book, "judul", size=14, bold=True)
    label = _text_style(book, "keterangan", bold=True)
    plain = _text_style(book, "isi")
    link = _text_style(book, "tautan", link=True)
    cover = document.cover
    for row, line in enumerate(filter(None, (cover.title, cover.subtitle)), 1):
        _merge(sheet, row, 1, 1, 2)
        sheet.append([book.cell(sheet, line, head)])
    sheet.append([])
    facts = (
        ("Pemerintah daerah", cover.regency),
        ("Unit kerja", cover.unit),
        ("Jabatan", cover.position),
        ("Pejabat", cover.official),
        ("NIP", cover.nip),
        ("Triwulan", cover.quarter),
        ("Tahun", cover.year),
        ("Status", "Draf – belum disetujui" if document.draft else ""),
    )
    for name, value in facts:
        if value:
            sheet.append([book.cell(sheet, name, label), book.cell(sheet, value, plain)])
    if document.verification:
        mark = document.verification
        address = book.cell(sheet, mark.url, link)
        address.hyperlink = Hyperlink(ref="", target=mark.url)
        sheet.append([book.cell(sheet, "Kode verifikasi", label), book.cell(sheet, mark.code, plain)])
        sheet.append([book.cell(sheet, "Alamat verifikasi", label), address])
    sheet.append([])
    sheet.append([book.cell(sheet, "Daftar tabel", label)])
    for table, title in zip(document.tables, titles, strict=True):
        cell = book.cell(sheet, title, link)
        cell.hyperlink = Hyperlink(ref="", location=f"'{title}'!A1")
        sheet.append([cell, book.cell(sheet, table.caption, plain)])


def _write_table(book: _Book, table: Table, title: str, rows: tuple[PlacedRow, ...]) -> None:
    """Write one table: number and caption, header, rows, footnotes."""
    sheet = book.workbook.create_sheet(title)
    _set_page(sheet, landscape=table.landscape)
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
    caption = _text_style(book, "nama tabel", size=11, bold=True, center=True)
    for row, line in enumerate(captions, 1):
        _write_wide(book, sheet, row, line, caption, width, total)
    _write_header(book, sheet, table, first)
    for row, placed in enumerate(rows, last + 1):
        sheet.append(_row_cells(book, sheet, placed.row.style, placed.cells, row, width))
    note = _text_style(book, "catatan", size=8)
    for row, (mark, sentence) in enumerate(table.notes, last + len(rows) + 1):
        _write_wide(book, sheet, row, f"{mark}) {sentence}" if mark else sentence, note, width, total)


def _write_wide(
    book: _Book, sheet: WriteOnlyWorksheet, row: int, text: str, style: str, width: int, characters: int
) -> None:
    """Write a line over the whole width; Excel does not fit the height of merged cells, so it is set here."""
    _merge(sheet, row, 1, 1, width)
    sheet.row_dimensions[row].height = LINE_HEIGHT * -(-max(len(text), 1) // characters)
    sheet.append([book.cell(sheet, text, style)])


def _write_header(book: _Book, sheet: WriteOnlyWorksheet, table: Table, first: int) -> None:
    """Write the header's lines, with merged groups, and a border round every cell of them."""
    for row, line in enumerate(header_rows(table), first):
        by_column = {cell.column: cell for cell in line}
        role = line[0].role if line[0].role is HeaderRole.FORMULA else HeaderRole.COLUMN
        cells = []
        for column in range(len(table.columns)):
            cell = by_column.get(column)
            cells.append(book.cell(sheet, cell.text if cell else None, _header_style(book, role)))
            if cell:
                _merge(sheet, row, column + 1, cell.rowspan, cell.colspan)
        sheet.append(cells)


def _row_cells(
    book: _Book,
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
            yield book.cell(sheet, None, blank)
            continue
        _merge(sheet, row, column + 1, cell.rowspan, cell.colspan)
        format_ = number_format(cell)
        if format_ is None:
            look = _body_style(book, cell.kind, style, cell.indent, "@")
            yield book.cell(sheet, cell_text(cell), look)
        else:
            look = _body_style(book, cell.kind, style, cell.indent, format_ + _marked(cell.footnote))
            yield book.cell(sheet, cell.value, look)


def _merge(sheet: WriteOnlyWorksheet, row: int, column: int, rowspan: int, colspan: int) -> None:
    """Merge a block of cells (row and column from 1); a single cell needs none."""
    if rowspan > 1 or colspan > 1:
        sheet.merged_cells.add(
            CellRange(min_row=row, min_col=column, max_row=row + rowspan - 1, max_col=column + colspan - 1)
        )


def _set_page(sheet: WriteOnlyWorksheet, *, landscape: bool) -> None:
    """Set paper, direction, fit to width, and page numbers."""
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = PAPER_A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "Halaman &P dari &N"


# -- bytes -------------------------------------------------------------------------------------------------------------

_TIMES = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip entry can carry."""


def _without_times(content: bytes) -> bytes:
    """Return the same workbook without the times of its making."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename == "docProps/core.xml":
                data = _TIMES.sub(b"", data)
            plain = zipfile.ZipInfo(entry.filename, _EPOCH)
            plain.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(plain, data)
    return buffer.getvalue()
