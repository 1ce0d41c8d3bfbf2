"""The forms: each an ordered list of parts (domain.md section 6). A new form is a new entry here."""

from dataclasses import replace

from agreements.enums import ReportForm
from reports.document.blocks import Marker
from reports.layouts import tables
from reports.layouts.parts import (
    Approval,
    Chapter,
    Closing,
    CoverLayout,
    Layout,
    Listing,
    Numbering,
    Outline,
    Part,
    Responses,
    ResponseSheet,
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


TITLES = {
    "agreement": "Perjanjian Kinerja",
    "achievement": "Capaian Kinerja",
    "evaluation": "Evaluasi dan Analisis Kinerja",
    "follow_up": "Rencana Tindak Lanjut",
    "response": "Tanggapan Atasan Langsung",
}
"""Titles of the sections that all forms of the common frame have."""


def section(key: str, *, capitals: bool = True) -> Title:
    """Return the title of a common section, in capitals or as written."""
    return Title(key, TITLES[key].upper() if capitals else TITLES[key])


def accountability(
    achievement: TableLayout, cost: TableLayout, *, capitals: bool = True, levels: bool = False
) -> tuple[Part, ...]:
    """Return the chapter Akuntabilitas Kinerja up to the follow-up's first sentence, as the common frame has it.

    With `levels`, an agreement with objectives of several levels (sasaran strategis, sasaran program) has a block for
    each in its tables, numbered apart.
    """
    agreement = replace(tables.AGREEMENT, levels=levels)
    achievement, cost = replace(achievement, levels=levels), replace(cost, levels=levels)
    return (
        Chapter("accountability", "AKUNTABILITAS KINERJA"),
        section("agreement", capitals=capitals),
        Text("agreement"),
        TablePart(agreement),
        section("achievement", capitals=capitals),
        Text("achievement"),
        TablePart(achievement),
        Text("cost"),
        TablePart(cost),
        Text("cost_remark"),
        section("evaluation", capitals=capitals),
        Text("evaluation"),
        TablePart(tables.STRATEGIES),
        section("follow_up", capitals=capitals),
        Text("follow_up"),
    )


RESPONSE: tuple[Part, ...] = (section("response"), Responses())
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
                "closing_obstacles",
                "closing_strategies",
            ),
            strategies_marker=Marker.ALPHA,
        ),
        Signing(),
        Approval(),
    ),
)

SEKRETARIS = Layout(
    form=ReportForm.SEKRETARIS,
    cover=CoverLayout(byline="DISUSUN OLEH:", nip=True),
    parts=(
        *introduction(Marker.DECIMAL),
        *accountability(tables.ACHIEVEMENT_GROUPED, tables.COST_PERFORMANCE_FIRST),
        Listing("follow_ups", Marker.ALPHA),
        *RESPONSE,
        *CONCLUSION,
        Closing(
            points=(
                "closing_duties",
                "closing_counts",
                "closing_absorption_in_words",
                "closing_obstacles",
                "closing_strategies",
            ),
        ),
        Signing(),
        Approval(),
    ),
)

CAMAT_RINGKAS = Layout(
    form=ReportForm.CAMAT_RINGKAS,
    cover=CoverLayout(title="LKjIP", subtitle="LAPORAN KINERJA {echelon_upper}"),
    parts=(
        *introduction(Marker.ALPHA),
        Text("delegated"),
        Listing("delegated", Marker.ALPHA),
        *accountability(tables.ACHIEVEMENT_WITH_NOTE, tables.COST_LINES_WITHOUT_PERFORMANCE, levels=True),
        Listing("follow_ups", Marker.DECIMAL),
        *CONCLUSION,
        Closing(
            points=(
                "closing_duties",
                "closing_counts",
                "closing_absorption",
                "closing_next",
                "closing_obstacles",
                "closing_strategies",
            ),
        ),
        Signing(acknowledged=False),
        ResponseSheet(),
        Approval(),
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
        Closing(
            points=("closing_duties", "closing_counts", "closing_absorption", "closing_obstacles", "closing_strategies")
        ),
        Signing(),
        Approval(),
    ),
)

KASUBBAG_GABUNGAN = Layout(
    form=ReportForm.KASUBBAG_GABUNGAN,
    cover=CoverLayout(nip=True),
    numbering=Numbering.LOWER,
    parts=(
        *introduction(Marker.ALPHA),
        *accountability(tables.ACHIEVEMENT_GROUPED, tables.COST_OWN_INDICATORS, capitals=False),
        Listing("follow_ups", Marker.BULLET),
        section("response", capitals=False),
        Responses(),
        *CONCLUSION,
        Closing(
            points=("closing_duties", "closing_counts", "closing_absorption", "closing_obstacles", "closing_strategies")
        ),
        Signing(),
        Approval(),
    ),
)

STAF = Layout(
    form=ReportForm.STAF,
    cover=CoverLayout(nip=True),
    parts=(
        Chapter("introduction", "PENDAHULUAN"),
        Text("obligation"),
        Text("purpose_of_staff"),
        Text("outline"),
        Outline(),
        Title("formation", "Dasar Hukum Pembentukan"),
        Text("formation"),
        Title("duties", "Uraian Tugas Pokok dan Fungsi"),
        Text("duties_of_staff"),
        Listing("duties", Marker.ALPHA),
        Chapter("accountability", "PERENCANAAN KINERJA"),
        Text("planning"),
        section("agreement", capitals=False),
        Text("programmes"),
        Listing("kegiatan", Marker.DECIMAL),
        Text("agreement"),
        TablePart(tables.AGREEMENT),
        section("achievement", capitals=False),
        Text("achievement"),
        TablePart(tables.ACHIEVEMENT_WITH_NOTE),
        section("evaluation", capitals=False),
        Text("evaluation_of_staff"),
        Text("cost"),
        TablePart(tables.COST_PERFORMANCE_ONLY),
        section("follow_up", capitals=False),
        Text("follow_up"),
        Listing("follow_ups", Marker.DECIMAL),
        section("response", capitals=False),
        Responses(as_table=True),
        *CONCLUSION,
        Closing(points=("closing_duties", "closing_counts", "closing_done", "closing_open", "closing_strategies")),
        Signing(),
        Approval(),
    ),
)

LAYOUTS = {layout.form: layout for layout in (KASI, SEKRETARIS, CAMAT_RINGKAS, KASUBBAG, KASUBBAG_GABUNGAN, STAF)}
