"""A workbook that is written row by row: its styles, its cells, its pages, its bytes."""

import datetime
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass, field
from decimal import Decimal
from os import PathLike
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.page import PageMargins
from openpyxl.writer.excel import ExcelWriter

from reports.document.blocks import RowStyle

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TITLE_LENGTH = 31
PAPER_A3, PAPER_A4 = 8, 9
LINE_HEIGHT = 15

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

FILLS = {
    "header": PatternFill("solid", fgColor="E6EAEE"),
    RowStyle.DIVIDER: PatternFill("solid", fgColor="F2F4F6"),
    RowStyle.GROUP: PatternFill("solid", fgColor="EDF0F3"),
    RowStyle.SUBTOTAL: PatternFill("solid", fgColor="F7F8F9"),
    RowStyle.MEAN: PatternFill("solid", fgColor="F7F8F9"),
    RowStyle.TOTAL: PatternFill("solid", fgColor="E6EAEE"),
}
OPEN_FILL = PatternFill("solid", fgColor="FFF9E5")
"""Of the cells that somebody is to fill in."""
EDGE = Side(style="thin", color="55606B")
BORDER = Border(left=EDGE, right=EDGE, top=EDGE, bottom=EDGE)

_ILLEGAL_IN_TITLES = re.compile(r"[\[\]:*?/\\]")


def clean(text: str) -> str:
    """Return text without the characters that a worksheet can't hold."""
    return ILLEGAL_CHARACTERS_RE.sub("", text)


@dataclass(frozen=True)
class Look:
    """A style of a workbook, ready to be given to cells; `quoted` is the same for text that begins like a formula."""

    plain: StyleArray
    quoted: StyleArray


@dataclass
class Book:
    """A workbook and its styles: one shared style per look, because a style per cell costs twice the time."""

    workbook: Workbook = field(default_factory=lambda: Workbook(write_only=True))
    looks: dict[str, Look] = field(default_factory=dict)

    def look(self, name: str, **parts: object) -> Look:
        """Return a style by its name, made at its first use."""
        found = self.looks.get(name)
        if found is None:
            style = NamedStyle(name=name, **parts)
            self.workbook.add_named_style(style)
            plain = style.as_tuple()
            quoted = copy(plain)
            # Without the mark Excel would make a formula of the text when somebody edits the cell.
            quoted.quotePrefix = 1
            found = self.looks[name] = Look(plain, quoted)
        return found

    def text_look(
        self, name: str, *, size: int = 10, bold: bool = False, center: bool = False, link: bool = False
    ) -> Look:
        """Return the style of text outside of tables."""
        colour, line = ("0B4A8F", "single") if link else (None, None)
        return self.look(
            f"LKjIP {name}",
            font=Font(name="Arial", size=size, bold=bold, color=colour, underline=line),
            alignment=Alignment(horizontal="center" if center else "left", vertical="top", wrap_text=True),
            number_format="@",
        )

    def header_look(self, name: str, *, numbers: bool) -> Look:
        """Return the style of a table's headings, or of the line of column numbers below them."""
        return self.look(
            f"LKjIP {name}",
            font=Font(name="Arial", size=8 if numbers else 9, bold=not numbers),
            border=BORDER,
            fill=PatternFill() if numbers else FILLS["header"],
            alignment=Alignment(horizontal="center", vertical="center", wrap_text=True),
            number_format="@",
        )

    def body_look(
        self,
        name: str,
        row: RowStyle,
        format_: str,
        *,
        horizontal: str,
        indent: int,
        wrap: bool = True,
        is_open: bool = False,
    ) -> Look:
        """Return the style of a cell in the body of a table; `is_open`: it can be typed into on a protected sheet."""
        fill = FILLS.get(row, PatternFill())
        more = {"protection": Protection(locked=False), "fill": OPEN_FILL} if is_open else {"fill": fill}
        return self.look(
            f"LKjIP {name} {format_}",
            font=Font(name="Arial", size=9, bold=row is not RowStyle.BODY),
            border=BORDER,
            alignment=Alignment(horizontal=horizontal, vertical="top", wrap_text=wrap, indent=indent),
            number_format=format_,
            **more,
        )


def as_cell(sheet: WriteOnlyWorksheet, value: str | int | Decimal | datetime.date | None, look: Look) -> WriteOnlyCell:
    """Return a cell; the one place where values become cells. Text is forced to be text."""
    made = WriteOnlyCell(sheet)
    if isinstance(value, str):
        text = clean(value)
        made.value = text
        # openpyxl makes '=1+1' a formula and '#N/A' an error.
        made.data_type = "s"
        made._style = look.quoted if text.startswith(FORMULA_STARTS) else look.plain
    else:
        made._style = look.plain
        if value is not None:
            made.value = value
    return made


# -- sheets ------------------------------------------------------------------------------------------------------------


def legal_titles(wanted: Iterable[str], *, taken: Iterable[str] = ()) -> tuple[str, ...]:
    """Return a legal title per sheet, all different: at most 31 characters, no brackets, colons, stars, slashes."""
    used = {title.lower() for title in taken}
    titles = []
    for name in wanted:
        plain = " ".join(_ILLEGAL_IN_TITLES.sub(" ", clean(name)).split())
        plain = plain.strip("'")[:TITLE_LENGTH].rstrip("' ") or "Tabel"
        title, number = plain, 2
        while title.lower() in used:
            suffix = f" ({number})"
            title, number = plain[: TITLE_LENGTH - len(suffix)] + suffix, number + 1
        used.add(title.lower())
        titles.append(title)
    return tuple(titles)


MARGINS = {"left": Decimal("0.4"), "right": Decimal("0.4"), "top": Decimal("0.5"), "bottom": Decimal("0.6")}
"""Inches: every column of a wide table is drawn smaller to fit its page, and Excel's own margins take a tenth of it."""


def set_page(sheet: WriteOnlyWorksheet, *, landscape: bool, paper: int = PAPER_A4) -> None:
    """Set paper, direction, fit to width, and page numbers."""
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = paper
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins = PageMargins(**MARGINS)
    sheet.oddFooter.center.text = "Halaman &P dari &N"


def merge(sheet: WriteOnlyWorksheet, row: int, column: int, rowspan: int, colspan: int) -> None:
    """Merge a block of cells (row and column from 1); a single cell needs none."""
    if rowspan > 1 or colspan > 1:
        sheet.merged_cells.add(
            CellRange(min_row=row, min_col=column, max_row=row + rowspan - 1, max_col=column + colspan - 1)
        )


SLACK = 2
"""Characters of a line that words leave empty at its end."""


def lines_of(text: str, width: int) -> int:
    """Return how many lines a text takes in a column of a width in characters, at most."""
    if len(text) < width and "\n" not in text:
        return 1
    room = max(width - SLACK, 1)
    return sum(-(-max(len(line), 1) // room) for line in text.split("\n"))


def append_row(
    sheet: WriteOnlyWorksheet, row: int, cells: Iterator[WriteOnlyCell] | list[WriteOnlyCell], lines: int, line: int
) -> None:
    """Write a row as high as its longest text: LibreOffice fits no heights of its own when it opens a file.

    `line` is the height of a line in points; a row of one line keeps the height that rows have.
    """
    if lines == 1:
        sheet.append(cells)
        return
    # What openpyxl writes of a row's dimension; making one with a style of its own takes as long as a row of cells.
    sheet.row_dimensions[row] = {"ht": str(lines * line + 3), "customHeight": "1"}
    sheet.append(cells)
    # Written already, and a thousand of them would cost memory.
    del sheet.row_dimensions[row]


def write_wide(sheet: WriteOnlyWorksheet, row: int, text: str, look: Look, width: int, characters: int) -> None:
    """Write a line over the whole width; Excel does not fit the height of merged cells, so it is set here."""
    merge(sheet, row, 1, 1, width)
    sheet.row_dimensions[row].height = LINE_HEIGHT * -(-max(len(text), 1) // characters)
    sheet.append([as_cell(sheet, text, look)])


# -- bytes -------------------------------------------------------------------------------------------------------------

_TIMES = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip entry can carry."""


class _TimelessZip(zipfile.ZipFile):
    """A zip file whose entries don't tell when they were made; openpyxl writes through it, part by part."""

    def writestr(self, name: str, data: bytes | str, *_more: object) -> None:
        """Write a part that is in memory; the core properties without the times of their making."""
        content = data.encode() if isinstance(data, str) else data
        if name == "docProps/core.xml":
            content = _TIMES.sub(b"", content)
        super().writestr(_entry(name), content)

    def write(self, filename: str | PathLike[str], arcname: str, *_more: object) -> None:
        """Write a part that lies in a file (a sheet), in pieces."""
        with Path(filename).open("rb") as source, self.open(_entry(arcname), "w") as target:
            while piece := source.read(1 << 16):
                target.write(piece)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def content_of(book: Book) -> bytes:
    """Return the finished workbook as bytes, without the times of its making."""
    buffer = io.BytesIO()
    with _TimelessZip(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        ExcelWriter(book.workbook, archive).save()
    return buffer.getvalue()
