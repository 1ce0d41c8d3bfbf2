"""Recaps of a quarter over units and reports, as data: drawn alike by workbook, page and JSON. Pure.

They repeat figures that `reports.computation` made and summaries keep; nothing is computed here, only counted.
"""

from reports.recaps.build import build_recap, columns_data, row_data
from reports.recaps.kinds import RECAPS, RESOURCES, UNIT_PARTS, Need, RecapKind
from reports.recaps.questions import formula_of, question_of
from reports.recaps.sources import Json, RecapSource, ReportSource, UnitSource
from reports.recaps.table import FIGURES, SUMS, Recap, RecapColumn, RecapRow, ValueKind, column_numbers, shown

__all__ = [
    "FIGURES",
    "RECAPS",
    "RESOURCES",
    "SUMS",
    "UNIT_PARTS",
    "Json",
    "Need",
    "Recap",
    "RecapColumn",
    "RecapKind",
    "RecapRow",
    "RecapSource",
    "ReportSource",
    "UnitSource",
    "ValueKind",
    "build_recap",
    "column_numbers",
    "columns_data",
    "formula_of",
    "question_of",
    "row_data",
    "shown",
]
