"""The form of the head of a Bagian, with formulas in its headers, efficiency, and two annexes."""

from dataclasses import replace

from agreements.enums import ReportForm
from reports.document.blocks import Marker
from reports.layouts import tables
from reports.layouts.parts import (
    AgreementAnnex,
    Approval,
    Chapter,
    Closing,
    ColumnLayout,
    CoverLayout,
    Layout,
    Listing,
    NumberLine,
    PhotoAnnex,
    Responses,
    RowSource,
    Signing,
    TableLayout,
    TablePart,
    Text,
    Title,
)

ACHIEVEMENT = TableLayout(
    key="achievement",
    rows=RowSource.ACHIEVEMENT,
    caption="Capaian Kinerja {position}",
    columns=(
        ColumnLayout("no", "No", 5),
        ColumnLayout("objective", "{objective}", 29),
        ColumnLayout("indicator", "Indikator Kinerja", 31),
        ColumnLayout("target", "Target", 11),
        ColumnLayout("realization", "Realisasi", 12),
        ColumnLayout("achievement", "Capaian", 12, ratio=("realization", "target")),
    ),
    number_line=NumberLine.BRACKETS,
)

COST = replace(
    tables.COST_MONEY_FIRST,
    number_line=NumberLine.BRACKETS,
    budget_indicator=False,
    budget_performance=False,
    row_efficiency=False,
    mean="Rata-rata",
)

STRATEGIES_REACHED = replace(
    tables.STRATEGIES,
    key="strategies_reached",
    rows=RowSource.STRATEGIES_REACHED,
    caption="Strategi yang Digunakan dalam Mencapai Target Kinerja yang Telah Tercapai",
)

STRATEGIES_UNREACHED = replace(
    tables.STRATEGIES,
    key="strategies_unreached",
    rows=RowSource.STRATEGIES_UNREACHED,
    caption="Strategi yang Digunakan dalam Mencapai Target Kinerja yang Belum Tercapai di Sisa Tahun Anggaran",
)

KEPALA_BAGIAN = Layout(
    form=ReportForm.KEPALA_BAGIAN,
    cover=CoverLayout(title="LAPORAN KINERJA", official=False, address=True),
    parts=(
        Chapter("introduction", "PENDAHULUAN"),
        Text("obligation"),
        Text("purpose"),
        Text("duties"),
        Listing("duties", Marker.DECIMAL),
        Chapter("accountability", "AKUNTABILITAS KINERJA"),
        Title("agreement", "PERJANJIAN KINERJA"),
        Text("agreement"),
        TablePart(tables.AGREEMENT),
        Title("achievement", "CAPAIAN KINERJA"),
        Text("achievement"),
        TablePart(ACHIEVEMENT),
        Text("cost"),
        TablePart(COST),
        Text("efficiency"),
        Text("not_final"),
        Title("evaluation", "EVALUASI DAN ANALISIS KINERJA"),
        Text("evaluation_reached"),
        TablePart(STRATEGIES_REACHED),
        Text("evaluation_unreached"),
        TablePart(STRATEGIES_UNREACHED),
        Title("follow_up", "RENCANA TINDAK LANJUT"),
        Text("follow_up"),
        Listing("follow_ups", Marker.DECIMAL),
        Title("response", "TANGGAPAN ATASAN LANGSUNG"),
        Responses(),
        Chapter("conclusion", "PENUTUP"),
        Text("closing"),
        Closing(
            points=("closing_duties", "closing_counts", "closing_next", "closing_obstacles", "closing_strategies"),
            strategies_marker=Marker.DECIMAL,
        ),
        Signing(),
        Approval(),
        AgreementAnnex(),
        PhotoAnnex(),
    ),
)
