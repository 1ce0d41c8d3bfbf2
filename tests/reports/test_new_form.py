"""A form that no seed has, for the head of a dinas: an entry of data over the same parts, and no other line of code."""

import datetime
import io

from pypdf import PdfReader

from agreements.enums import BudgetLevel, Echelon, ObjectiveLevel, ReportForm, UnitKind
from reports.document.blocks import Marker, Signatures
from reports.document.build import build_document, generated_sections
from reports.inputs import PhotoEntry, Signer
from reports.layouts.kepala_bagian import STRATEGIES_UNREACHED
from reports.layouts.parts import (
    AgreementAnnex,
    Chapter,
    Closing,
    ColumnLayout,
    CostTable,
    CoverLayout,
    Fractions,
    Layout,
    Listing,
    Numbering,
    NumberLine,
    Outline,
    PhotoAnnex,
    Prose,
    ResponseSheet,
    RowSource,
    Signing,
    TableLayout,
    TablePart,
    Text,
    Title,
)
from reports.pdf import render_pdf
from reports.xlsx import render_xlsx
from tests.reports.document.making import BUPATI, check_document, indicator, inputs, line, plain, results_of

KEPALA_DINAS = Layout(
    form=ReportForm.KEPALA_BAGIAN,
    cover=CoverLayout(title="LKjIP TRIWULANAN", subtitle="{unit_upper}", byline="Kepala Dinas", address=True),
    numbering=Numbering.UPPER,
    parts=(
        Chapter("introduction", "PENDAHULUAN"),
        Title("background", "Latar Belakang"),
        Text("obligation"),
        Text("purpose"),
        Text("outline"),
        Outline(),
        Title("duties", "Tugas {position}"),
        Text("duties_of_post"),
        Listing("duties", Marker.BULLET),
        Chapter("targets", "TARGET DAN CAPAIAN"),
        Title("agreement", "Perjanjian Kinerja"),
        Text("agreement"),
        TablePart(
            TableLayout(
                key="agreement",
                rows=RowSource.AGREEMENT,
                caption="Target Kinerja {unit} Tahun {year}",
                columns=(
                    ColumnLayout("target", "Target {year}", 20),
                    ColumnLayout("indicator", "Indikator Kinerja Utama", 40),
                    ColumnLayout("objective", "{objective}", 40),
                ),
                levels=True,
            )
        ),
        Title("achievement", "Capaian"),
        Text("achievement"),
        TablePart(
            TableLayout(
                key="achievement",
                rows=RowSource.ACHIEVEMENT,
                caption="Capaian {quarter}",
                columns=(
                    ColumnLayout("indicator", "Indikator", 40),
                    ColumnLayout("target", "Target", 15),
                    ColumnLayout("realization", "Realisasi", 15),
                    ColumnLayout("achievement", "Capaian", 15, ratio=("realization", "target")),
                    ColumnLayout("predicate", "Predikat", 15),
                ),
                number_line=NumberLine.BRACKETS,
            )
        ),
        Fractions(),
        Chapter("money", "KEUANGAN"),
        Title("cost", "Program dan Anggaran"),
        Text("cost"),
        TablePart(
            CostTable(
                key="cost",
                rows=RowSource.COST,
                caption="Program dan Anggaran {unit}",
                columns=(
                    ColumnLayout("no", "No", 5),
                    ColumnLayout("name", "{objective_or_line}", 35),
                    ColumnLayout("ceiling", "Pagu", 15),
                    ColumnLayout("spent", "Realisasi", 15),
                    ColumnLayout("remaining", "Sisa", 15),
                    ColumnLayout("absorption", "Serapan", 15, ratio=("spent", "ceiling")),
                ),
                total="TOTAL",
            )
        ),
        Title("next", "Langkah Berikutnya"),
        Text("evaluation_unreached"),
        TablePart(STRATEGIES_UNREACHED),
        Text("no_follow_up"),
        Prose("follow_ups"),
        Chapter("conclusion", "KESIMPULAN"),
        Closing(points=("closing_counts", "closing_absorption_in_words"), marker=Marker.ALPHA),
        Signing(acknowledged=False),
        ResponseSheet(title="LEMBAR TANGGAPAN BUPATI"),
        PhotoAnnex(title="FOTO KEGIATAN"),
        AgreementAnnex(title="NASKAH PERJANJIAN"),
    ),
)

HEAD = Signer(
    position="Kepala Dinas Pertanian", title="Kepala Dinas Pertanian", echelon=Echelon.II_B, name="WULAN SARI, SP"
)
REPORT = inputs(
    signer=HEAD,
    superior=BUPATI,
    unit={
        "slug": "dinas-pertanian",
        "name": "Dinas Pertanian",
        "short_name": "Dinas Pertanian",
        "kind": UnitKind.DINAS,
        "place": "Lumajang",
        "address": "Jl. Contoh No. 1",
    },
    level=ObjectiveLevel.STRATEGIC,
    indicators=(indicator(1, "100", "40"), indicator(2, "50", "50", unit="kelompok tani")),
    lines=(line(7, "2000000000", "500000000", level=BudgetLevel.PROGRAM, name="Program Penyuluhan Pertanian"),),
    photos=(PhotoEntry("Panen raya", datetime.date(2024, 5, 1)),),
)
MADE = build_document(REPORT, results_of(REPORT, KEPALA_DINAS), KEPALA_DINAS)


def test_sections_and_annexes_are_those_of_the_entry():
    assert [(heading.label, heading.text) for heading in MADE.headings] == [
        ("BAB I", "PENDAHULUAN"),
        ("A.", "Latar Belakang"),
        ("B.", "Tugas Kepala Dinas Pertanian"),
        ("BAB II", "TARGET DAN CAPAIAN"),
        ("A.", "Perjanjian Kinerja"),
        ("B.", "Capaian"),
        ("BAB III", "KEUANGAN"),
        ("A.", "Program dan Anggaran"),
        ("B.", "Langkah Berikutnya"),
        ("BAB IV", "KESIMPULAN"),
        ("", "LEMBAR TANGGAPAN BUPATI"),
        ("LAMPIRAN I", "FOTO KEGIATAN"),
        ("LAMPIRAN II", "NASKAH PERJANJIAN"),
    ]
    assert (MADE.cover.title, MADE.cover.subtitle) == ("LKjIP TRIWULANAN", "DINAS PERTANIAN")
    assert MADE.cover.address == ("Jl. Contoh No. 1",)


def test_tables_have_the_columns_of_the_entry_and_the_numbers_of_their_place():
    for found in MADE.tables:
        assert sum(column.width for column in found.columns) == 100
    assert [(found.number, found.caption) for found in MADE.tables] == [
        ("2.1", "Target Kinerja Dinas Pertanian Tahun 2024"),
        ("2.2", "Capaian Triwulan II"),
        ("3.1", "Program dan Anggaran Dinas Pertanian"),
        ("3.2", STRATEGIES_UNREACHED.caption),
        ("", "Sasaran, Indikator, dan Target"),
        ("", "Anggaran"),
    ]
    cost = MADE.tables[2]
    assert [cell.text for cell in cost.rows[-1].cells] == [
        "TOTAL", "2.000.000.000", "500.000.000", "1.500.000.000", "25,00\N{NO-BREAK SPACE}%"
    ]  # fmt: skip
    check_document(MADE)


def test_sentences_follow_the_dinas():
    text = plain(MADE).replace("\N{NO-BREAK SPACE}", " ")
    assert "pejabat eselon II berkewajiban" in text
    assert "dari 2 indikator kinerja yang diperjanjikan terdapat 1 indikator yang telah tercapai 100 %" in text
    assert "(Lima Ratus Juta Rupiah) dari pagu sejumlah Rp 2.000.000.000 atau 25,00 % (Tabel 3.1)" in text
    assert "Kepala Dinas Pertanian, Bupati Lumajang memberikan tanggapan" in text
    assert "Kecamatan" not in text
    led = plain(build_document(REPORT, results_of(REPORT))).replace("\N{NO-BREAK SPACE}", " ")
    assert "Kepala Dinas Pertanian merupakan pimpinan Dinas Pertanian Kabupaten Lumajang" in led
    own = next(block for block in MADE.blocks if isinstance(block, Signatures))
    assert (own.left, own.right.title) == (None, "KEPALA DINAS PERTANIAN")


def test_its_sections_may_be_edited_like_any_other():
    sections = generated_sections(REPORT, results_of(REPORT, KEPALA_DINAS), KEPALA_DINAS)
    assert {"obligation", "evaluation_unreached", "closing_absorption_in_words"} <= sections.keys()


def test_it_draws_in_every_output():
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(render_pdf(MADE).content)).pages)
    assert "KEPALA DINAS PERTANIAN" in text
    assert "Foto belum diunggah" in text
    assert render_xlsx(MADE).content
