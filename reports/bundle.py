"""All reports of a unit in one PDF: a cover, a page of contents with links, and the reports as they stand alone.

The pages of a report are drawn exactly as for its own file and keep their own numbers; the contents count the sheets of
the bundle. The files attached to each report (data and workbook) travel along, under their own names.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string

from agreements.enums import ReportStatus
from agreements.models import Unit
from reports.computation import compute_facts
from reports.document.blocks import Cover, RenderedFile
from reports.document.covers import arms_of
from reports.inputs import ReportInputs
from reports.outputs import OUTPUTS, Prepared, prepare_inputs
from reports.pdf import PDF_TYPE, draw_page
from reports.period import Quarter
from reports.queries import as_issued, load_unit_inputs, opened_posts

NOBODY = "belum ada pejabat"


@dataclass(frozen=True)
class Entry:
    """A line of the contents. `page` counts from the bundle's cover."""

    anchor: str
    position: str
    official: str
    status: str
    page: int
    pages: int


@dataclass(frozen=True)
class Front:
    """What the cover and the contents say."""

    title: str
    author: str
    running_head: str
    cover: Cover
    entries: tuple[Entry, ...]
    pages: int
    statuses: tuple[tuple[str, int], ...]


def bundle_inputs(unit: Unit, quarter: Quarter) -> tuple[ReportInputs, ...]:
    """Return what all opened reports of a unit are made of, in the order of its posts, in a fixed number of queries.

    Approved ones are as they were issued, so that a page of the bundle is the page that was signed, whatever has become
    of the rows.
    """
    opened = opened_posts(unit, quarter)
    inputs = [row for row in load_unit_inputs(unit, quarter) if row.position_slug in opened]
    return tuple(as_issued(unit, quarter, inputs))


def prepare_bundle(reports: Sequence[ReportInputs]) -> tuple[Prepared, ...]:
    """Compute and check the reports of a bundle; the facts that several share are computed once."""
    shared = {id(row.facts): row.facts for row in reports}
    results = {key: compute_facts(facts) for key, facts in shared.items()}
    return tuple(prepare_inputs(row, results[id(row.facts)]) for row in reports)


def prepare_unit(unit: Unit, quarter: Quarter) -> tuple[Prepared, ...]:
    """Return all opened reports of a unit, ready to be drawn."""
    return prepare_bundle(bundle_inputs(unit, quarter))


def bundle_name(unit: str, quarter: Quarter) -> str:
    """Return the name of the file of a unit's (slug) bundle."""
    return f"lkjip-{unit}-{quarter.year}-tw{quarter.number}.pdf"


def render_bundle(
    prepared: Sequence[Prepared], draw: Callable[[Prepared], RenderedFile] = OUTPUTS["pdf"]
) -> RenderedFile:
    """Return the reports of one unit and quarter as one PDF/A-3a; `draw` gives the PDF of each.

    Raises:
        ValueError: there is no report.
        RenderError: a page could not be drawn whole.
    """
    from reports.pdf_merging import Part, merge  # noqa: PLC0415 -- 7 MB that a process which draws reports can spare

    if not prepared:
        raise ValueError("a bundle needs a report")
    parts = (
        Part(report.inputs.position, _anchor(number), draw(report).content) for number, report in enumerate(prepared, 1)
    )
    facts = prepared[0].inputs.facts
    name = bundle_name(facts.unit.slug, facts.quarter)
    return RenderedFile(name, PDF_TYPE, merge(parts, lambda counts: _draw_front(prepared, counts)))


def _draw_front(prepared: Sequence[Prepared], counts: Sequence[int]) -> bytes:
    """Draw cover and contents; their own length moves the numbers they print, so draw until it holds."""
    from reports.pdf_merging import count_pages  # noqa: PLC0415 -- as above

    length = 2
    while True:
        front = compose_front(prepared, counts, length)
        drawn = draw_page(render_to_string("reports/document/bundle.html", {"front": front}))
        if count_pages(drawn) == length:
            return drawn
        length = count_pages(drawn)


def compose_front(prepared: Sequence[Prepared], counts: Sequence[int], length: int) -> Front:
    """Return the cover and contents of reports with these numbers of pages, after `length` pages of front."""
    facts = prepared[0].inputs.facts
    unit, quarter = facts.unit, facts.quarter
    period = f"{quarter.name} Tahun {quarter.year}"
    statuses = Counter(ReportStatus(report.inputs.status) for report in prepared)
    return Front(
        title=f"Bundel Laporan Kinerja {unit.name} {period}",
        author=unit.name,
        running_head=f"Bundel Laporan Kinerja {unit.name} – {period}",
        cover=Cover(
            regency=f"PEMERINTAH {unit.regency.upper()}",
            title="LAPORAN KINERJA",
            subtitle="Bundel Laporan Semua Pejabat",
            quarter=quarter.name.upper(),
            official="",
            nip="",
            position="",
            unit=unit.name.upper(),
            year=f"TAHUN {quarter.year}",
            address=tuple(line for line in (unit.address, unit.phone) if line),
            arms=arms_of(unit),
        ),
        entries=tuple(
            Entry(
                anchor=_anchor(number),
                position=report.inputs.position,
                official=report.inputs.signer.name or NOBODY,
                status=ReportStatus(report.inputs.status).label,
                page=length + sum(counts[: number - 1]) + 1,
                pages=pages,
            )
            for number, (report, pages) in enumerate(zip(prepared, counts, strict=True), 1)
        ),
        pages=length + sum(counts),
        statuses=tuple((status.label, statuses[status]) for status in ReportStatus if status in statuses),
    )


def _anchor(number: int) -> str:
    return f"laporan-{number}"
