"""Spreadsheets that people hand in: the gate, the reader, and what a page shows of a sheet before it is applied.

`gate` refuses what is no harmless .xlsx, `reading` turns one into rows of plain values, `headings` finds the heading
row by its words, `cells` reads a value as text, number or date, `preview` is the row by row answer of every import, and
`keeping` holds an upload between the page that shows it and the page that applies it. Each refusal is one Indonesian
sentence or two that say what was found and how to mend it.
"""

from agreements.sheets.cells import Value, cell_date, cell_number, cell_text, number_text
from agreements.sheets.gate import MOST_BYTES, MOST_MB, SheetRefusedError, check_workbook, content_of_upload
from agreements.sheets.headings import Column, Heading, find_heading, rows_below
from agreements.sheets.keeping import keep_upload, kept_upload
from agreements.sheets.preview import Difference, Preview, PreviewRow, RowState
from agreements.sheets.reading import MOST_COLUMNS, MOST_ROWS, Sheet, SheetRow, read_workbook

__all__ = [
    "MOST_BYTES",
    "MOST_COLUMNS",
    "MOST_MB",
    "MOST_ROWS",
    "Column",
    "Difference",
    "Heading",
    "Preview",
    "PreviewRow",
    "RowState",
    "Sheet",
    "SheetRefusedError",
    "SheetRow",
    "Value",
    "cell_date",
    "cell_number",
    "cell_text",
    "check_workbook",
    "content_of_upload",
    "find_heading",
    "keep_upload",
    "kept_upload",
    "number_text",
    "read_workbook",
    "rows_below",
]
