"""Small inputs for the tests of document, narrative and layouts, figured out by the real computation."""

import datetime
from dataclasses import replace
from decimal import Decimal

from agreements.enums import (
    Aggregation,
    AgreementKind,
    AppointmentKind,
    BudgetLevel,
    CeilingDocument,
    CitationPurpose,
    Direction,
    Echelon,
    Formula,
    ObjectiveLevel,
    ReportForm,
    ReportStatus,
    UnitKind,
)
from reports.computation import compute_facts, compute_report
from reports.document.blocks import Block, ItemList, Paragraph, ReportDocument, Table
from reports.document.build import build_document
from reports.inputs import (
    AgreementEntry,
    BudgetItemEntry,
    CeilingEntry,
    Choices,
    CitationEntry,
    DutyEntry,
    IndicatorEntry,
    ItemEntry,
    LineEntry,
    ObjectiveEntry,
    RealizationEntry,
    ReportInputs,
    Signer,
    StrategyEntry,
    TargetEntry,
    UnitEntry,
    UnitFacts,
)
from reports.layouts import Layout, layout_for
from reports.narrative import Story
from reports.period import Quarter
from reports.results import ReportResults

CAMAT = Signer(
    position="Camat",
    title="Camat Rowokangkung",
    echelon=Echelon.III_A,
    kind=AppointmentKind.DEFINITIVE,
    name="SITI RAHAYU, S.Sos",
    nip="197701012000012001",
)
SEKRETARIS = Signer(
    position="Sekretaris Kecamatan",
    title="Sekretaris Kecamatan Rowokangkung",
    echelon=Echelon.III_B,
    kind=AppointmentKind.DEFINITIVE,
    name="BUDI SANTOSO, S.Pd.I, MM",
    nip="198302022002011002",
)
KASI = Signer(
    position="Kepala Seksi Pemberdayaan Masyarakat",
    title="Kepala Seksi Pemberdayaan Masyarakat",
    echelon=Echelon.IV_A,
    kind=AppointmentKind.DEFINITIVE,
    name="AGUS PRASETYO, SH",
    nip="197504041998041004",
)
STAF = Signer(position="Bendahara", title="Bendahara", echelon=Echelon.STAFF, name="RINA KUSUMA")
BUPATI = Signer(position="Bupati", title="Bupati Lumajang", echelon=Echelon.HEAD)
ASISTEN = Signer(position="Asisten Administrasi", title="Asisten Administrasi", echelon=Echelon.II_B)

SECOND = Quarter(2024, 2)
DEFAULTS = Choices()

REPORTING = CitationEntry(CitationPurpose.REPORTING, "Peraturan Bupati Nomor 6 Tahun 2018", "Pelaporan", "Pasal 4")
DUTIES = CitationEntry(
    CitationPurpose.DUTIES, "Peraturan Bupati Nomor 96 Tahun 2019", "Kedudukan dan Susunan Organisasi", "Pasal 11"
)


def indicator(
    key: int,
    target: str | None = "100",
    value: str | None = "50",
    *,
    unit: str = "%",
    name: str = "",
    level: ObjectiveLevel = ObjectiveLevel.KEGIATAN,
    **entry,
) -> IndicatorEntry:
    """Return an indicator with this quarter's realization; no target or realization where None."""
    typed = {key: entry.pop(key) for key in ("shown", "note", "missing_reason") if key in entry}
    return IndicatorEntry(
        id=key,
        name=name or f"Indikator {key}",
        unit_of_measure=unit,
        level=level,
        direction=entry.pop("direction", Direction.HIGHER),
        aggregation=Aggregation.CUMULATIVE,
        formula=Formula.ENTERED,
        parent_id=None,
        target=None if target is None else TargetEntry(Decimal(target), **entry),
        realizations={} if value is None and not typed else {2: RealizationEntry(value and Decimal(value), **typed)},
    )


def line(
    key: int,
    ceiling: str | None = "1000000",
    spent: str | None = "250000",
    *,
    outcomes: tuple[int, ...] = (),
    level: BudgetLevel = BudgetLevel.SUB_KEGIATAN,
    **entry,
) -> LineEntry:
    """Return a budget line that holds its own amounts."""
    return LineEntry(
        id=key,
        parent_id=entry.pop("parent_id", None),
        level=level,
        order=key,
        code="",
        name=entry.pop("name", f"Sub kegiatan {key}"),
        holds_amounts=entry.pop("holds_amounts", True),
        ceiling=None
        if ceiling is None
        else CeilingEntry(Decimal(ceiling), entry.pop("document", CeilingDocument.DPA), datetime.date(2024, 1, 2)),
        spent=None if spent is None else Decimal(spent),
        indicator_ids=outcomes,
        **entry,
    )


def inputs(
    *,
    indicators: tuple[IndicatorEntry, ...] = (indicator(1), indicator(2)),
    lines: tuple[LineEntry, ...] = (),
    promised: tuple[tuple[int, int], ...] | None = None,
    budgets: tuple[BudgetItemEntry, ...] | None = None,
    signer: Signer = KASI,
    superior: Signer | None = CAMAT,
    form: ReportForm = ReportForm.KASI,
    quarter: Quarter = SECOND,
    unit: dict | None = None,
    choices: Choices = DEFAULTS,
    **changes,
) -> ReportInputs:
    """Return the inputs of a report.

    `promised` pairs objective and indicator ids (each indicator under an objective of its own by default); `budgets`
    are all lines by default.
    """
    level = changes.pop("level", ObjectiveLevel.KEGIATAN)
    promised = tuple((row.id, row.id) for row in indicators) if promised is None else promised
    objectives = dict.fromkeys(objective for objective, _ in promised)
    agreement = AgreementEntry(
        year=quarter.year,
        kind=AgreementKind.MURNI,
        superior_title="",
        signed_on=None,
        objectives=tuple(ObjectiveEntry(key, level, key, f"Sasaran {key}") for key in objectives),
        items=tuple(ItemEntry(100 + key, key, objective, key, "") for objective, key in promised),
        budgets=tuple(BudgetItemEntry(row.id, place, "") for place, row in enumerate(lines, 1))
        if budgets is None
        else budgets,
    )
    base = ReportInputs(
        facts=UnitFacts(
            unit=UnitEntry(
                **{
                    "slug": "kecamatan-rowokangkung",
                    "name": "Kecamatan Rowokangkung",
                    "short_name": "Rowokangkung",
                    "kind": UnitKind.KECAMATAN,
                    "regency": "Kabupaten Lumajang",
                    "place": "Rowokangkung",
                    **(unit or {}),
                }
            ),
            quarter=quarter,
            choices=choices,
            indicators={row.id: row for row in indicators},
            lines={row.id: row for row in lines},
        ),
        position=signer.position,
        position_slug=signer.position.lower().replace(" ", "-"),
        signer=signer,
        superior=superior,
        form=form,
        status=ReportStatus.DRAFT,
        period_sentence="cumulative",
        deadline_days=5,
        signed_on=datetime.date(2024, 7, 1),
        agreement=agreement,
        duties=(DutyEntry("menyusun rencana"), DutyEntry("memberi saran", (DutyEntry("lisan"), DutyEntry("tertulis")))),
        citations=(REPORTING, DUTIES),
        strategies=tuple(
            StrategyEntry(item.id, None, None, "", "Januari s.d. Desember", (("Membina desa", ""),))
            for item in agreement.items
        ),
        follow_ups=("Membina desa;", "Memantau desa"),
    )
    return replace(base, **changes)


def results_of(report: ReportInputs, layout: Layout | None = None) -> ReportResults:
    """Return what the computation makes of inputs in their form, or in `layout`."""
    combined = (layout or layout_for(report.form)).cost_table.combined
    return compute_report(report, compute_facts(report.facts), combined=combined)


def story(report: ReportInputs) -> Story:
    """Return what sentences are told from."""
    return Story(report, results_of(report), layout_for(report.form))


def document(report: ReportInputs, layout: Layout | None = None) -> ReportDocument:
    """Return the document of inputs in their form, or in `layout`."""
    return build_document(report, results_of(report, layout), layout)


def table(report: ReportInputs, key: str, layout: Layout | None = None) -> Table:
    """Return one table of the document."""
    return next(found for found in document(report, layout).tables if found.key == key)


def grid(found: Table) -> list[list[str]]:
    """Lay the cells of a table out by row and column; each cell stands at every place it covers.

    Fails where cells overlap, stick out, or leave a hole.
    """
    width, height = len(found.columns), len(found.rows)
    places: list[list[str | None]] = [[None] * width for _ in range(height)]
    for y, row in enumerate(found.rows):
        x = 0
        for cell in row.cells:
            while x < width and places[y][x] is not None:
                x += 1
            for down in range(cell.rowspan):
                for right in range(cell.colspan):
                    inside = y + down < height and x + right < width
                    assert inside, f"row {y} sticks out at column {x}: {cell.text!r}"
                    assert places[y + down][x + right] is None, f"row {y} overlaps at column {x}: {cell.text!r}"
                    places[y + down][x + right] = cell.text
        assert None not in places[y], f"row {y} has a hole: {places[y]}"
    return places  # type: ignore[return-value]


def check_table(found: Table) -> None:
    """Fail where a table's cells don't fill it exactly, its widths aren't 100 per cent, or footnotes don't match."""
    grid(found)
    assert sum(column.width for column in found.columns) == 100
    assert all(column.width > 0 for column in found.columns)
    marked = [cell.footnote for row in found.rows for cell in row.cells if cell.footnote]
    explained = [marker for marker, _ in found.notes if marker]
    assert sorted(set(marked)) == sorted(explained)
    assert list(dict.fromkeys(marked)) == explained, "footnotes stand in reading order"


def check_document(made: ReportDocument) -> None:
    """Check every table, and that headings, tables and lists are what a drawer may rely on."""
    for found in made.tables:
        check_table(found)
    numbered = [found.number for found in made.tables if found.number]
    assert len(set(numbered)) == len(numbered)
    assert len({found.anchor for found in made.tables}) == len(made.tables)
    assert len({heading.anchor for heading in made.headings}) == len(made.headings)
    assert all(heading.number for heading in made.headings if heading.level > 1)


def cell(found: Table, row: int, column: str) -> str:
    """Return the text at a body row (0-based) and column key."""
    return grid(found)[row][[entry.key for entry in found.columns].index(column)]


def plain(made: ReportDocument) -> str:
    """Return the sentences and list items of a document as text, one block per line."""
    return "\n".join(line for block in made.blocks for line in _lines(block))


def _lines(block: Block) -> list[str]:
    if isinstance(block, Paragraph):
        return [block.text]
    if isinstance(block, ItemList):
        return [line for item in block.items for line in (item.text, *(child.text for child in item.children))]
    return []
