"""The tables of papers that a report annexes: the agreement as signed."""

from dataclasses import replace

from reports.layouts import tables
from reports.layouts.parts import ColumnLayout, NumberLine, RowSource, TableLayout

SIGNED_AGREEMENT = replace(
    tables.AGREEMENT,
    key="signed_agreement",
    caption="Sasaran, Indikator, dan Target",
    number_line=NumberLine.BRACKETS,
    numbered=False,
)

SIGNED_BUDGET = TableLayout(
    key="signed_budget",
    rows=RowSource.BUDGET,
    caption="Anggaran",
    columns=(
        ColumnLayout("no", "No", 8),
        ColumnLayout("line", "{line}", 62),
        ColumnLayout("amount", "Anggaran (Rp)", 30),
    ),
    number_line=NumberLine.NONE,
    total="JUMLAH",
    numbered=False,
)
