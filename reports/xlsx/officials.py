"""The sheet of officials that somebody fills in for a unit: its posts, who holds them, and room below."""

from collections.abc import Sequence
from datetime import date

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from agreements.enums import AppointmentKind
from agreements.sheets import Column
from reports.document.blocks import RenderedFile, RowStyle
from reports.xlsx.book import XLSX_TYPE, Book, as_cell, content_of, set_page

WIDTHS = (46, 34, 24, 22, 12, 18)
"""Of the columns, in characters."""
DAY_FORMAT = "d mmmm yyyy"
ROOM = 20
"""Blank rows below the posts."""

OfficialCells = tuple[str, str, str, str, str, date | None]
"""Post, name, NIP, rank, status, first day."""


def render_officials(rows: Sequence[OfficialCells], columns: Sequence[Column], name: str) -> RenderedFile:
    """Draw the sheet with the headings that the import looks for. NIPs are text: Excel keeps 15 digits of a number."""
    book = Book()
    sheet = book.workbook.create_sheet("Pejabat")
    set_page(sheet, landscape=True)
    sheet.freeze_panes = "B2"
    for place, width in enumerate(WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    head = book.header_look("judul", numbers=False)
    sheet.append([as_cell(sheet, column.label, head) for column in columns])
    text = book.body_look("isian", RowStyle.BODY, "@", horizontal="left", indent=0)
    day = book.body_look("isian", RowStyle.BODY, DAY_FORMAT, horizontal="left", indent=0)
    blank: OfficialCells = ("", "", "", "", "", None)
    for row in [*rows, *[blank] * ROOM]:
        *texts, start = row
        sheet.append([*(as_cell(sheet, value or None, text) for value in texts), as_cell(sheet, start, day)])
    words = ",".join(kind.label for kind in AppointmentKind)
    status = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True)
    status.add(f"E2:E{1 + len(rows) + ROOM}")
    sheet.data_validations.dataValidation.append(status)
    return RenderedFile(name=name, content_type=XLSX_TYPE, content=content_of(book))
