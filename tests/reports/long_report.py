"""A report in the long form, made by hand: Candipuro's two indicators with a small office, budget and texts around."""

import datetime
from dataclasses import replace

from agreements.enums import (
    AppointmentKind,
    BudgetLevel,
    CeilingDocument,
    CitationPurpose,
    Echelon,
    ObjectiveLevel,
    ReportForm,
)
from agreements.numbers import NBSP
from reports.document.blocks import ItemList, ReportDocument, Table
from reports.document.build import build_document
from reports.inputs import CeilingEntry, CitationEntry, ObjectiveEntry, PostEntry, ReportInputs, Signer
from reports.layouts import layout_for
from reports.narrative import Story
from tests.reports.builders import agreement, compute, item, line
from tests.reports.document.making import grid
from tests.reports.offices import candipuro

CAMAT = Signer("Camat", "Camat Contoh", Echelon.III_A, AppointmentKind.PLT, "ARIF RAHMAN, SH", "197204161994041016")
BUPATI = Signer("Bupati Lumajang", "Bupati Lumajang", Echelon.HEAD)

POSTS = (
    PostEntry(1, "Camat", 99, Echelon.III_A, "Plt. ARIF RAHMAN, SH"),
    PostEntry(2, "Sekretaris Kecamatan", 1, Echelon.III_B),
    PostEntry(3, "Kasubbag Keuangan", 2, Echelon.IV_B),
    PostEntry(4, "Kepala Seksi Pemerintahan", 1, Echelon.IV_A),
    PostEntry(5, "Bendahara", 3, Echelon.STAFF),
)

LINES = (
    line(10, level=BudgetLevel.PROGRAM, name="Program Satu", code="7.01.01"),
    line(11, level=BudgetLevel.KEGIATAN, parent=10, name="Kegiatan Besar", code="7.01.01.2.01"),
    line(12, 1000, 250, parent=11, name="Gaji", code="7.01.01.2.01.0001"),
    line(13, 500, 0, parent=11, name="Rapat", code="7.01.01.2.01.0002"),
    line(20, level=BudgetLevel.PROGRAM, name="Program Dua", code="7.01.02"),
    line(21, level=BudgetLevel.KEGIATAN, parent=20, name="Kegiatan Kecil", code="7.01.02.2.01"),
    line(22, 500, 100, parent=21, name="Layanan", code="7.01.02.2.01.0001"),
)


def long_report(**changes) -> ReportInputs:
    """Return the report; `changes` are fields of `ReportInputs`."""
    base = candipuro()
    unit = replace(
        base.facts.unit,
        villages=10,
        civil_servants=11,
        other_staff=8,
        goal="Optimalnya reformasi birokrasi",
        goal_indicator="Indeks Pelayanan Publik",
        goal_aspects=("Kebijakan", "Inovasi"),
        main_problem="kurangnya kualitas pelayanan",
        issues=(("Faktor Masalah", "Belum optimal"), ("Akar Masalah", "Sarana"), ("Akar Masalah", "Aparatur")),
        posts=POSTS,
    )
    indicators = dict(base.facts.indicators)
    indicators[1] = replace(indicators[1], name="Hasil fasilitasi", definition="Jumlah hasil dibagi jumlah aktivitas.")
    indicators[2] = replace(indicators[2], name="Desa tepat waktu", on_time_rule="RKPDes paling lambat September.")
    facts = replace(base.facts, unit=unit, indicators=indicators, lines={entry.id: entry for entry in LINES})
    fields = {
        "facts": facts,
        "position": "Camat",
        "position_slug": "camat",
        "signer": CAMAT,
        "superior": BUPATI,
        "form": ReportForm.CAMAT_LENGKAP,
        "signed_on": datetime.date(2024, 3, 31),
        "agreement": agreement(
            [item(1, objective_id=1), item(2, objective_id=2)],
            [10, 20],
            superior_title="",
            objectives=(
                ObjectiveEntry(1, ObjectiveLevel.STRATEGIC, 1, "Meningkatnya pelayanan"),
                ObjectiveEntry(2, ObjectiveLevel.STRATEGIC, 2, "Meningkatnya akuntabilitas"),
            ),
        ),
        "citations": (
            CitationEntry(CitationPurpose.REPORTING, "Perbup 6/2018", "Pelaporan", ""),
            CitationEntry(CitationPurpose.FORMATION, "Perbup 96/2019", "Kecamatan", ""),
            CitationEntry(CitationPurpose.GOAL, "Pedoman 1/2022", "PEKPPP", ""),
            CitationEntry(CitationPurpose.GOAL, "Permenpan 29/2022", "Evaluasi", ""),
        ),
        "obstacles": (("Terbatasnya SDM", "Belajar daring"), ("Terbatasnya anggaran", "Optimalisasi\nPemeliharaan")),
        "activities": (("Fasilitasi A", "Satu;"), ("Fasilitasi A", "Dua"), ("Fasilitasi B", "Tiga")),
    }
    return replace(base, **{**fields, **changes})


def with_unit(**changes) -> ReportInputs:
    """Return the report of an office whose profile differs."""
    report = long_report()
    return replace(report, facts=replace(report.facts, unit=replace(report.facts.unit, **changes)))


def with_document(document: CeilingDocument) -> ReportInputs:
    """Return the report with one ceiling set by another budget document."""
    report = long_report()
    lines = dict(report.facts.lines)
    ceiling = CeilingEntry(lines[13].ceiling.amount, document, datetime.date(2024, 3, 1))
    lines[13] = replace(lines[13], ceiling=ceiling)
    return replace(report, facts=replace(report.facts, lines=lines))


def blocks(made: ReportDocument, kind: type) -> list:
    """Return the blocks of a kind, in order."""
    return [block for block in made.blocks if isinstance(block, kind)]


def table(made: ReportDocument, key: str) -> Table:
    """Return one table of a document."""
    return next(block for block in made.tables if block.key == key)


def rows(made: ReportDocument, key: str) -> list[list[str]]:
    """Return the texts of a table, every cell at each place that it covers."""
    return [[text.replace(NBSP, " ") for text in row] for row in grid(table(made, key))]


def listed(made: ReportDocument, key: str) -> ItemList:
    """Return one list of a document."""
    return next(block for block in blocks(made, ItemList) if block.key == key)


def story(report: ReportInputs) -> Story:
    """Return what the sentences of the report are told from."""
    return Story(report, compute(report), layout_for(report.form))


def document(report: ReportInputs) -> ReportDocument:
    """Return the report's document."""
    return build_document(report, compute(report))
