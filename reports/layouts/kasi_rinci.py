"""The form of a Kasi that tells its budget in full, as Ranuyoso has it."""

from dataclasses import replace

from agreements.enums import ReportForm
from reports.document.blocks import Marker
from reports.layouts import tables
from reports.layouts.parts import (
    Approval,
    Chapter,
    Closing,
    ColumnLayout,
    CoverLayout,
    Layout,
    Listing,
    NumberLine,
    Outline,
    Prose,
    Responses,
    RowSource,
    Signing,
    TableLayout,
    TablePart,
    Text,
    Title,
)

KEGIATAN_BUDGET = TableLayout(
    key="kegiatan_budget",
    rows=RowSource.KEGIATAN_BUDGET,
    caption="Kegiatan dan Anggaran {position}",
    columns=(
        ColumnLayout("no", "No", 6),
        ColumnLayout("objective", "{objective}", 38),
        ColumnLayout("indicator", "Indikator Kinerja", 38),
        ColumnLayout("amount", "Anggaran (Rp)", 18),
    ),
    number_line=NumberLine.NONE,
    total="Jumlah",
)

GROUPED_BUDGET = TableLayout(
    key="grouped_budget",
    rows=RowSource.GROUPED_BUDGET,
    caption="Rincian {line} dan Anggaran {position}",
    columns=(
        ColumnLayout("parent", "Kegiatan", 30),
        ColumnLayout("line", "{line}", 52),
        ColumnLayout("amount", "Anggaran (Rp)", 18),
    ),
    number_line=NumberLine.NONE,
    total="Jumlah Seluruhnya",
)

COST = replace(
    tables.COST_MONEY_FIRST,
    columns=(
        ColumnLayout("no", "No", 3),
        ColumnLayout("name", "{objective_or_line}", 25),
        ColumnLayout("indicator", "Indikator Kinerja", 28),
        ColumnLayout("ceiling", "Pagu (Rp)", 8, group="Anggaran"),
        ColumnLayout("spent", "Realisasi (Rp)", 8, group="Anggaran"),
        ColumnLayout("absorption", "Capaian (%)", 6, group="Anggaran", ratio=("spent", "ceiling")),
        ColumnLayout("target", "T", 5, group="Kinerja"),
        ColumnLayout("realization", "R", 5, group="Kinerja"),
        ColumnLayout("achievement", "%", 6, group="Kinerja", ratio=("realization", "target")),
        ColumnLayout("efficiency", "Efisiensi", 6),
    ),
    lettered=True,
    budget_performance=False,
    row_efficiency=False,
    mean="Rata-rata",
    # Eight long names of sub kegiatan, each beside that of its indicator, stand on one page with their sums.
    dense=True,
)

KASI_RINCI = Layout(
    form=ReportForm.KASI_RINCI,
    cover=CoverLayout(title="LAPORAN KINERJA"),
    parts=(
        Chapter("introduction", "PENDAHULUAN"),
        Text("obligation"),
        Text("purpose_of_staff"),
        Text("outline"),
        Outline(),
        Title("formation", "Dasar Hukum Pembentukan"),
        Text("formation"),
        Title("duties", "Uraian Tugas Pokok dan Fungsi"),
        Text("duties_of_post"),
        Listing("duties", Marker.ALPHA),
        Chapter("accountability", "PERENCANAAN KINERJA"),
        Text("planning"),
        Title("agreement", "Perjanjian Kinerja"),
        Text("programmes"),
        Listing("kegiatan", Marker.DECIMAL),
        Text("agreement"),
        TablePart(tables.AGREEMENT),
        Text("kegiatan_budget"),
        TablePart(KEGIATAN_BUDGET),
        Text("grouped_budget"),
        TablePart(GROUPED_BUDGET),
        Title("achievement", "Capaian Kinerja"),
        Text("achievement"),
        TablePart(tables.ACHIEVEMENT_WITH_NOTE),
        Title("evaluation", "Evaluasi dan Analisis Kinerja"),
        Text("cost"),
        TablePart(COST),
        Text("cost_remark"),
        Text("evaluation_of_staff"),
        TablePart(tables.STRATEGIES),
        Title("follow_up", "Rencana Tindak Lanjut"),
        Text("no_follow_up"),
        Prose("follow_ups"),
        Title("response", "Tanggapan Atasan Langsung"),
        Responses(),
        Chapter("conclusion", "PENUTUP"),
        Text("closing"),
        Closing(
            points=(
                "closing_duties",
                "closing_objectives",
                "closing_spent_lines",
                "closing_open_lines",
                "closing_strategies",
            ),
        ),
        Signing(),
        Approval(),
    ),
)
