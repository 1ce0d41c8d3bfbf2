"""Workbooks: of a report's tables, of recaps, and of figures to fill in. The only importer of openpyxl for output.

Figures are numbers, never formulas; text is text, whatever it starts with. Equal input gives equal bytes: the times
that openpyxl and zip write are taken out.
"""

from reports.xlsx.book import XLSX_TYPE, clean
from reports.xlsx.entry import EntryField, EntrySheet, EntrySheetRow, render_entry_sheet
from reports.xlsx.recaps import RecapCover, render_recaps
from reports.xlsx.tables import cell_text, marker, number_format, render_xlsx, sheet_titles

__all__ = [
    "XLSX_TYPE",
    "EntryField",
    "EntrySheet",
    "EntrySheetRow",
    "RecapCover",
    "cell_text",
    "clean",
    "marker",
    "number_format",
    "render_entry_sheet",
    "render_recaps",
    "render_xlsx",
    "sheet_titles",
]
