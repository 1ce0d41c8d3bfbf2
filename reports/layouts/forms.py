"""The forms: each an ordered list of parts (domain.md section 6). A new form is a new entry here."""

from dataclasses import replace

from agreements.enums import ReportForm
from reports.document.blocks import Marker
from reports.layouts import tables
from reports.layouts.parts import (
    Chapter,
    Closing,
    CoverLayout,
    Layout,
    Listing,
    Part,
    Responses,
    Signing,
    TableLayout,
    TablePart,
    Text,
    Title,
)


def introduction(marker: Marker) -> tuple[Part, ...]:
    """Return the chapter Pendahuluan of the common frame, with the duties marked by `marker`."""
    return (
        Chapter("introduction", "PENDAHULUAN"),
        Text("obligation"),
        Text("purpose"),
        Text("duties"),
        Listing("duties", marker),
    )


def accountability(achievement: TableLayout, cost: TableLayout) -> tuple[Part, ...]:
    """Return the chapter Akuntabilitas Kinerja up to the strategies, which is the same in the common frame."""
    return (
        Chapter("accountability", "AKUNTABILITAS KINERJA"),
        Title("agreement", "PERJANJIAN KINERJA"),
        Text("agreement"),
        TablePart(tables.AGREEMENT),
        Title("achievement", "CAPAIAN KINERJA"),
        Text("achievement"),
        TablePart(achievement),
        Text("cost"),
        TablePart(cost),
        Text("cost_remark"),
        Title("evaluation", "EVALUASI DAN ANALISIS KINERJA"),
        Text("evaluation"),
        TablePart(tables.STRATEGIES),
        Title("follow_up", "RENCANA TINDAK LANJUT"),
        Text("follow_up"),
    )


RESPONSE: tuple[Part, ...] = (Title("response", "TANGGAPAN ATASAN LANGSUNG"), Responses())
CONCLUSION: tuple[Part, ...] = (Chapter("conclusion", "PENUTUP"), Text("closing"))

KASI = Layout(
    form=ReportForm.KASI,
    cover=CoverLayout(title="LKjIP", subtitle="LAPORAN KINERJA {echelon_upper}"),
    parts=(
        *introduction(Marker.ALPHA),
        *accountability(tables.ACHIEVEMENT_WITH_NOTE, tables.COST_MONEY_FIRST),
        Listing("follow_ups", Marker.ALPHA),
        *RESPONSE,
        *CONCLUSION,
        Closing(
            points=(
                "closing_duties",
                "closing_counts",
                "closing_absorption",
                "closing_next",
                "closing_strategies",
            ),
            strategies_marker=Marker.ALPHA,
        ),
        Signing(),
    ),
)

SEKRETARIS = Layout(
    form=ReportForm.SEKRETARIS,
    cover=CoverLayout(byline="DISUSUN OLEH :", nip=True),
    parts=(
        *introduction(Marker.DECIMAL),
        *accountability(tables.ACHIEVEMENT_GROUPED, tables.COST_PERFORMANCE_FIRST),
        Listing("follow_ups", Marker.ALPHA),
        *RESPONSE,
        *CONCLUSION,
        Closing(
            points=("closing_duties", "closing_counts", "closing_absorption_in_words", "closing_strategies"),
        ),
        Signing(),
    ),
)

CAMAT_RINGKAS = Layout(
    form=ReportForm.CAMAT_RINGKAS,
    cover=CoverLayout(title="LKjIP", subtitle="LAPORAN KINERJA {echelon_upper}"),
    parts=(
        *introduction(Marker.ALPHA),
        Text("delegated"),
        Listing("delegated", Marker.ALPHA),
        *accountability(tables.ACHIEVEMENT_WITH_NOTE, tables.COST_PROGRAMMES),
        Listing("follow_ups", Marker.DECIMAL),
        *CONCLUSION,
        Closing(
            points=(
                "closing_duties",
                "closing_counts",
                "closing_absorption",
                "closing_next",
                "closing_strategies",
            ),
        ),
        Signing(acknowledged=False),
    ),
)

KASUBBAG = replace(
    KASI,
    form=ReportForm.KASUBBAG,
    cover=CoverLayout(title="LKjIP"),
    parts=(
        *introduction(Marker.ALPHA),
        *accountability(tables.ACHIEVEMENT_GROUPED, tables.COST_LINES_WITHOUT_PERFORMANCE),
        Listing("follow_ups", Marker.DECIMAL),
        *RESPONSE,
        *CONCLUSION,
        Closing(points=("closing_duties", "closing_counts", "closing_absorption", "closing_strategies")),
        Signing(),
    ),
)

LAYOUTS = {layout.form: layout for layout in (KASI, SEKRETARIS, CAMAT_RINGKAS, KASUBBAG)}
