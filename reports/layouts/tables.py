"""The tables that forms choose from. Widths are shares of the page in per cent and add up to 100 per table."""

from dataclasses import replace

from reports.layouts.parts import ColumnLayout, CostTable, NumberLine, RowSource, TableLayout

PERFORMANCE = "Kinerja"
MONEY = "Anggaran yang Disediakan untuk Mewujudkan Target Kinerja"

AGREEMENT = TableLayout(
    key="agreement",
    rows=RowSource.AGREEMENT,
    caption="Lembar Dokumen {agreement} {position}",
    columns=(
        ColumnLayout("no", "No", 6),
        ColumnLayout("objective", "{objective}", 39),
        ColumnLayout("indicator", "Indikator Kinerja", 39),
        ColumnLayout("target", "Target", 16),
    ),
)

ACHIEVEMENT_WITH_NOTE = TableLayout(
    key="achievement",
    rows=RowSource.ACHIEVEMENT,
    caption="Capaian Kinerja {position}",
    columns=(
        ColumnLayout("no", "No", 5),
        ColumnLayout("objective", "{objective}", 23),
        ColumnLayout("indicator", "Indikator Kinerja", 25),
        ColumnLayout("target", "Target", 13),
        ColumnLayout("realization", "Realisasi", 13),
        ColumnLayout("achievement", "Capaian", 11, ratio=("realization", "target")),
        ColumnLayout("note", "Ket", 10),
    ),
)

ACHIEVEMENT_GROUPED = TableLayout(
    key="achievement",
    rows=RowSource.ACHIEVEMENT,
    caption="Capaian Kinerja {position}",
    columns=(
        ColumnLayout("no", "No", 6),
        ColumnLayout("objective", "{objective}", 29),
        ColumnLayout("indicator", "Indikator Kinerja", 29),
        ColumnLayout("target", "Target", 12, group=PERFORMANCE),
        ColumnLayout("realization", "Realisasi", 13, group=PERFORMANCE),
        ColumnLayout("achievement", "%", 11, group=PERFORMANCE, ratio=("realization", "target")),
    ),
)

COST_CAPTION = "Cost per outcome {position} Tahun {year} – {quarter}"

COST_MONEY_FIRST = CostTable(
    key="cost",
    rows=RowSource.COST,
    caption=COST_CAPTION,
    columns=(
        ColumnLayout("no", "No", 4),
        ColumnLayout("name", "{objective_or_line}", 21),
        ColumnLayout("indicator", "Indikator Kinerja", 23),
        ColumnLayout("ceiling", "Pagu (Rp)", 9, group="Anggaran"),
        ColumnLayout("spent", "Realisasi (Rp)", 9, group="Anggaran"),
        ColumnLayout("absorption", "Capaian (%)", 6, group="Anggaran", ratio=("spent", "ceiling")),
        ColumnLayout("target", "T", 8, group="Kinerja"),
        ColumnLayout("realization", "R", 8, group="Kinerja"),
        ColumnLayout("achievement", "%", 6, group="Kinerja", ratio=("realization", "target")),
        ColumnLayout("efficiency", "Efisiensi", 6),
    ),
    number_line=NumberLine.NONE,
    total="Jumlah",
    divider="{divider}",
    landscape=True,
)

COST_LINES_WITHOUT_PERFORMANCE = replace(
    COST_MONEY_FIRST, budget_performance=False, row_efficiency=False, mean="Rata-rata"
)

COST_PERFORMANCE_ONLY = replace(
    COST_MONEY_FIRST,
    caption=COST_MONEY_FIRST.caption_without_money,
    columns=(
        ColumnLayout("no", "No", 5),
        ColumnLayout("name", "{objective_or_line}", 26),
        ColumnLayout("indicator", "Indikator Kinerja", 29),
        ColumnLayout("target", "T", 14, group="Kinerja"),
        ColumnLayout("realization", "R", 14, group="Kinerja"),
        ColumnLayout("achievement", "%", 12, group="Kinerja", ratio=("realization", "target")),
    ),
    total="",
    landscape=False,
)

COST_PERFORMANCE_FIRST = CostTable(
    key="cost",
    rows=RowSource.COST,
    caption=COST_CAPTION,
    columns=(
        ColumnLayout("no", "No", 4),
        ColumnLayout("objective", "{cost_objective}", 18),
        ColumnLayout("line", "{line_or_indicator}", 26),
        ColumnLayout("target", "Target", 9, group=PERFORMANCE),
        ColumnLayout("realization", "Realisasi", 9, group=PERFORMANCE),
        ColumnLayout("achievement", "%", 7, group=PERFORMANCE, ratio=("realization", "target")),
        ColumnLayout("ceiling", "Pagu", 10, group=MONEY),
        ColumnLayout("spent", "Realisasi", 10, group=MONEY),
        ColumnLayout("absorption", "%", 7, group=MONEY, ratio=("spent", "ceiling")),
    ),
    total="Jumlah",
    combined=True,
    landscape=True,
)

COST_OWN_INDICATORS = replace(
    COST_PERFORMANCE_FIRST,
    columns=(
        ColumnLayout("no", "No", 4),
        ColumnLayout("objective", "{cost_objective}", 19),
        ColumnLayout("indicator", "Indikator Kinerja", 20),
        ColumnLayout("target", "Target", 8, group=PERFORMANCE),
        ColumnLayout("realization", "Realisasi", 8, group=PERFORMANCE),
        ColumnLayout("achievement", "%", 7, group=PERFORMANCE, ratio=("realization", "target")),
        ColumnLayout("ceiling", "Pagu", 10, group=MONEY),
        ColumnLayout("spent", "Realisasi", 10, group=MONEY),
        ColumnLayout("absorption", "%", 7, group=MONEY, ratio=("spent", "ceiling")),
        ColumnLayout("efficiency", "Efisiensi", 7),
    ),
)

COST_PER_OUTCOME = (
    ColumnLayout("cost_planned", "Rencana", 9, group="Biaya per Hasil (Rp)", ratio=("ceiling", "target")),
    ColumnLayout("cost_realized", "Realisasi", 9, group="Biaya per Hasil (Rp)", ratio=("spent", "realization")),
)
"""Columns that the kabupaten may add to its cost tables."""

TEXT_COLUMNS = frozenset({"name", "objective", "indicator", "line"})
"""Columns of a cost table that give up width for more columns: words may run over more lines, figures may not."""

NARROW = 12
"""Their share then."""


def with_cost_per_outcome(table: CostTable) -> CostTable:
    """Return a cost table with the cost of a unit of outcome, planned and realized, unless it has that or no money."""
    keys = {column.key for column in table.columns}
    if not keys >= {"ceiling", "spent"} or keys & {column.key for column in COST_PER_OUTCOME}:
        return table
    columns = (replace(column, width=NARROW) if column.key in TEXT_COLUMNS else column for column in table.columns)
    return replace(table, columns=(*columns, *COST_PER_OUTCOME))


STRATEGIES = TableLayout(
    key="strategies",
    rows=RowSource.STRATEGIES,
    caption="Strategi yang Digunakan dalam Mencapai Target Kinerja",
    columns=(
        ColumnLayout("no", "No", 6),
        ColumnLayout("indicator", "{strategy_subject}", 30),
        ColumnLayout("strategy", "Strategi yang Digunakan", 44),
        ColumnLayout("months", "Pada Bulan", 20),
    ),
    number_line=NumberLine.NONE,
)
