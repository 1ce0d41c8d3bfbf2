"""The long form of a camat's report, as Kecamatan Candipuro writes it. Data only.

Four chapters after a signed preface: the originals letter their sections a, b in two chapters and A, B in the third;
here all are lettered alike.
"""

from agreements.enums import ReportForm
from reports.document.blocks import Marker
from reports.layouts.parts import (
    Approval,
    Chapter,
    ColumnLayout,
    ContentsPart,
    CoverLayout,
    Explanations,
    Layout,
    Listing,
    Numbering,
    NumberLine,
    OrganisationChart,
    ResponseSheet,
    RowSource,
    Signing,
    TableLayout,
    TablePart,
    Text,
    Title,
)

AGREEMENT = TableLayout(
    key="agreement",
    rows=RowSource.AGREEMENT,
    caption="{agreement} {unit} Tahun {year}",
    columns=(
        ColumnLayout("no", "No", 6),
        ColumnLayout("objective", "Sasaran Kinerja", 39),
        ColumnLayout("indicator", "Indikator Kinerja", 41),
        ColumnLayout("target", "Target", 14),
    ),
    number_line=NumberLine.NONE,
)

ACHIEVEMENT = TableLayout(
    key="achievement",
    rows=RowSource.ACHIEVEMENT,
    caption="Indikator Kinerja {quarter} Tahun {year}",
    columns=(
        ColumnLayout("objective", "Sasaran", 25),
        ColumnLayout("indicator", "Indikator Sasaran", 30),
        ColumnLayout("target", "Target {year}", 11),
        ColumnLayout("realization", "Realisasi", 12),
        ColumnLayout("achievement", "Capaian", 11, ratio=("realization", "target")),
        ColumnLayout("note", "Ket.", 11),
    ),
    number_line=NumberLine.BRACKETS,
)

ACTIVITIES = TableLayout(
    key="activities",
    rows=RowSource.ACTIVITIES,
    caption="Aktivitas yang Ditindaklanjuti s.d. {quarter} Tahun {year}",
    columns=(
        ColumnLayout("no", "No", 6),
        ColumnLayout("kind", "Jenis Fasilitasi", 42),
        ColumnLayout("activity", "Uraian Aktivitas Fasilitasi yang Ditindaklanjuti", 52),
    ),
    number_line=NumberLine.NONE,
)

LAST_YEAR = TableLayout(
    key="last_year",
    rows=RowSource.LAST_YEAR,
    caption="Perbandingan Capaian Kinerja {quarter} Tahun {year} dengan Tahun {last_year}",
    columns=(
        ColumnLayout("no", "No", 6),
        ColumnLayout("indicator", "Indikator Kinerja", 33),
        ColumnLayout("period", "Periode", 19),
        ColumnLayout("target", "Target", 14),
        ColumnLayout("realization", "Realisasi", 14),
        ColumnLayout("achievement", "Capaian", 14),
    ),
    number_line=NumberLine.NONE,
)

MEDIUM_TERM = TableLayout(
    key="medium_term",
    rows=RowSource.MEDIUM_TERM,
    caption="Perbandingan Target {long_term} dengan Realisasi Tahun Sebelumnya",
    columns=(
        ColumnLayout("no", "No", 6),
        ColumnLayout("indicator", "Indikator Kinerja", 31),
        ColumnLayout("long_term", "Target Renstra", 12),
        ColumnLayout("earlier_year", "{year_before_last}", 12, group="Realisasi"),
        ColumnLayout("last_year", "{last_year}", 12, group="Realisasi"),
        ColumnLayout("realization", "{year} ({quarter_short})", 13, group="Realisasi"),
        ColumnLayout("progress", "Capaian terhadap Target Renstra", 14),
    ),
    number_line=NumberLine.NONE,
)

BUDGET_TREE = TableLayout(
    key="budget_tree",
    rows=RowSource.BUDGET_TREE,
    caption="Realisasi Anggaran Tahun {year} sampai dengan {quarter}",
    columns=(
        ColumnLayout("code", "Kode", 16),
        ColumnLayout("name", "Program/Kegiatan/Sub Kegiatan", 33),
        ColumnLayout("ceiling", "{ceiling}", 14),
        ColumnLayout("spent", "Realisasi", 13),
        ColumnLayout("remaining", "Sisa", 13),
        ColumnLayout("absorption", "Persentase", 11),
    ),
    total="JUMLAH",
    dense=True,
)

CAMAT_LENGKAP = Layout(
    form=ReportForm.CAMAT_LENGKAP,
    cover=CoverLayout(title="LAPORAN KINERJA", nip=True),
    numbering=Numbering.UPPER,
    parts=(
        Chapter("preface", "KATA PENGANTAR", numbered=False),
        Text("preface"),
        Signing(acknowledged=False),
        Chapter("contents", "DAFTAR ISI", numbered=False),
        ContentsPart(),
        Chapter("introduction", "PENDAHULUAN"),
        Title("background", "Latar Belakang"),
        Text("background"),
        Title("intent_and_aim", "Maksud dan Tujuan"),
        Title("intent", "Maksud", level=3),
        Text("intent"),
        Title("aim", "Tujuan", level=3),
        Text("aim"),
        Title("organisation", "Gambaran Umum Organisasi"),
        Text("organisation"),
        Text("organisation_list"),
        Listing("organisation"),
        Text("organisation_chart"),
        OrganisationChart(),
        Title("problems", "Permasalahan Utama (Strategic Issues)"),
        Text("problems"),
        Listing("issues"),
        Chapter("planning", "PERENCANAAN KINERJA"),
        Title("planning", "Ringkasan/Ikhtisar Perjanjian Kinerja Tahun {year}"),
        Text("goals"),
        Text("goal"),
        Text("goal_aspects"),
        Listing("goal_aspects", Marker.DECIMAL),
        Text("goal_principles"),
        Text("objectives"),
        Listing("objectives", Marker.DECIMAL),
        Text("formulas"),
        Listing("formulas", Marker.DECIMAL),
        Text("on_time"),
        Listing("on_time", Marker.BULLET),
        Text("target_changes"),
        Title("agreement", "Perjanjian Kinerja"),
        Text("agreement_of_unit"),
        TablePart(AGREEMENT),
        Chapter("accountability", "AKUNTABILITAS KINERJA"),
        Title("results", "Capaian Kinerja {unit}"),
        Text("measurement"),
        Title("achievement", "Capaian indikator antara target dengan kinerja {unit} {quarter} Tahun {year}", level=3),
        Text("achievement"),
        TablePart(ACHIEVEMENT),
        Explanations(ACTIVITIES),
        Title(
            "last_year",
            "Perbandingan antara realisasi kinerja serta capaian kinerja {quarter} Tahun {year} dengan Tahun"
            " {last_year}",
            level=3,
        ),
        Text("last_year"),
        TablePart(LAST_YEAR),
        Text("last_year_changes"),
        Title(
            "medium_term",
            "Perbandingan antara realisasi serta capaian kinerja {quarter} Tahun {year} dengan target dalam"
            " {long_term} dan 2 (dua) tahun sebelumnya",
            level=3,
        ),
        Text("medium_term"),
        TablePart(MEDIUM_TERM),
        Text("medium_term_progress"),
        Title(
            "causes",
            "Analisis penyebab keberhasilan/kegagalan atau peningkatan/penurunan kinerja serta alternatif solusi yang"
            " telah dilakukan",
            level=3,
        ),
        Text("causes"),
        Listing("causes"),
        Text("solutions"),
        Listing("solutions"),
        Title("resources", "Analisis atas efisiensi penggunaan sumber daya", level=3),
        Text("resources"),
        Title(
            "programmes",
            "Analisis program/kegiatan/sub kegiatan yang menunjang keberhasilan ataupun kegagalan pencapaian perjanjian"
            " kinerja",
            level=3,
        ),
        Text("supporting_programmes"),
        Listing("programmes", Marker.DECIMAL),
        Text("programme_weights"),
        Title("budget", "Realisasi Anggaran"),
        Text("budget"),
        TablePart(BUDGET_TREE),
        Text("budget_total"),
        Chapter("conclusion", "PENUTUP"),
        Text("closing_basis"),
        Text("closing_result"),
        Text("closing_thanks"),
        Signing(acknowledged=False),
        ResponseSheet(),
        Approval(),
    ),
)
