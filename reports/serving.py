"""Files of reports as they are handed out: approved ones as they were issued, others drawn once for what they say."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from agreements.models import Unit
from reports.bundle import bundle_inputs, bundle_name, prepare_bundle, render_bundle
from reports.computation import compute_facts
from reports.document.blocks import RenderedFile
from reports.frozen import facts_digest
from reports.inputs import ReportInputs
from reports.models import BatchItem, IssuedReport
from reports.outputs import OUTPUTS, Prepared, prepare_inputs
from reports.pdf import PDF_TYPE
from reports.period import Quarter
from reports.queries import (
    DamagedFileError,
    current_issues,
    known_contents,
    load_unit_inputs,
    open_issued,
    pictures_of,
)
from reports.recap_files import recap_workbook
from reports.results import FactResults
from reports.store import drawn, find, keep_as_is, kept, key_of, key_of_content, key_of_parts
from reports.xlsx import XLSX_TYPE

TYPES: Mapping[str, str] = {"pdf": PDF_TYPE, "xlsx": XLSX_TYPE}
"""Content types of the files that are kept, by ending; what is not among them is cheaper to make than to keep."""


def report_file(prepared: Prepared, ending: str) -> RenderedFile:
    """Return a report as a file, drawn before or now.

    It is the one that a job of downloads or a bundle makes too. So it knows no other office, though the page may that
    shows the findings: else the same report would be drawn again whenever another office types a figure.
    """
    inputs = prepared.inputs
    if inputs.background.peers:
        inputs = replace(inputs, background=replace(inputs.background, peers=()))

    def draw() -> RenderedFile:
        alone = prepared if inputs is prepared.inputs else prepare_inputs(inputs, compute_facts(inputs.facts))
        return OUTPUTS[ending](alone)

    if ending not in TYPES:
        return draw()
    content = drawn(key_of(inputs, ending), lambda: draw().content)
    return RenderedFile(f"{prepared.document.slug}.{ending}", TYPES[ending], content)


def issued_content(row: IssuedReport, ending: str) -> bytes:
    """Return a file of an approved report.

    Raises:
        DamagedFileError: it is no longer what was issued.
    """
    with open_issued(row, ending) as stored:
        content: bytes = stored.read()
        return content


@dataclass
class UnitFiles:
    """The files of a unit and quarter; what they share is read once, when it is first needed."""

    unit: Unit
    quarter: Quarter

    @cached_property
    def issues(self) -> Mapping[int, IssuedReport]:
        """The approved reports, by id."""
        return current_issues([self.unit], self.quarter)

    @cached_property
    def inputs(self) -> Mapping[str, ReportInputs]:
        """The inputs of all reports as they are now, by the slug of the post."""
        return {row.position_slug: row for row in load_unit_inputs(self.unit, self.quarter)}

    @cached_property
    def facts(self) -> FactResults:
        """The figures that the reports share."""
        return compute_facts(next(iter(self.inputs.values())).facts)

    @cached_property
    def _shared(self) -> str:
        """What stands for the facts that the reports share in the keys of their files."""
        return facts_digest(next(iter(self.inputs.values())).facts)

    def keep_report(self, slug: str, ending: str) -> str:
        """See that a report that is not approved is in the store, and return its key."""
        inputs = self.inputs[slug]
        key = key_of(inputs, ending, self._shared)
        return kept(key, lambda: OUTPUTS[ending](prepare_inputs(inputs, self.facts)).content)

    def keep_bundle(self) -> str:
        """See that the bundle of the unit is in the store, and return its key."""
        reports = bundle_inputs(self.unit, self.quarter)
        return kept(self._key_of_bundle(reports), lambda: self._bundle(reports).content)

    def keep_recap(self, at: datetime.datetime) -> str:
        """Draw all recaps of the unit as they stand, see that they are in the store, and return their key.

        They hold figures of now and the time `at`, so each job has its own.
        """
        return keep_as_is(recap_workbook([self.unit], self.quarter, at=at).content)

    def bundle(self) -> RenderedFile | None:
        """Return all reports in one PDF as they are now; None where nobody drew it yet: that takes a dozen seconds.

        Raises:
            ValueError: there is no report.
        """
        reports = bundle_inputs(self.unit, self.quarter)
        if not reports:
            raise ValueError("a bundle needs a report")
        content = find(self._key_of_bundle(reports))
        return None if content is None else RenderedFile(bundle_name(self.unit.slug, self.quarter), PDF_TYPE, content)

    def _key_of_bundle(self, reports: Sequence[ReportInputs]) -> str:
        facts = {id(row.facts): row.facts for row in reports}
        shared = {key: facts_digest(value) for key, value in facts.items()}
        parts = (key_of(row, "pdf", shared[id(row.facts)]) for row in reports)
        return key_of_parts("bundle", [*parts, *sorted(row.pdf_sha256 for row in self.issues.values())])

    def _bundle(self, reports: Sequence[ReportInputs]) -> RenderedFile:
        return render_bundle(prepare_bundle(reports), self._part)

    def _part(self, prepared: Prepared) -> RenderedFile:
        """Return the PDF of a report for the bundle: the issued file itself, where it is approved."""
        approval = prepared.inputs.approval
        code = approval.code if approval is not None else ""
        issued = next((row for row in self.issues.values() if row.code == code), None)
        if issued is None:
            return report_file(prepared, "pdf")
        try:
            content = issued_content(issued, "pdf")
        except DamagedFileError:
            # Told in the log; what it said is drawn from its frozen inputs.
            return report_file(prepared, "pdf")
        return RenderedFile(f"{prepared.document.slug}.pdf", PDF_TYPE, content)


def known_files(items: Iterable[BatchItem], quarter: Quarter) -> dict[int, str]:
    """Return the keys of those files of reports that the store has as the reports are now, by item.

    Nothing is loaded or computed: what a report says now is known from summaries that hold (`reports.triggers`). A
    report whose summary is old, or that was approved meanwhile, is left out.
    """
    rows = tuple(items)
    if not rows:
        return {}
    units = {row.unit_id: row.unit for row in rows}
    contents = known_contents(units, quarter)
    pictures = pictures_of(units.values(), quarter)
    issues = current_issues(units.values(), quarter)
    keys = {
        row.pk: key_of_content(contents[row.report.position_id], pictures[row.report_id], row.kind)
        for row in rows
        if row.report_id in pictures and row.report_id not in issues and row.report.position_id in contents
    }
    return {item: key for item, key in keys.items() if find(key) is not None}


def item_content(item: BatchItem) -> bytes | None:
    """Return a finished file of a job; None where the store has lost it.

    Raises:
        DamagedFileError: an issued file is no longer what was issued.
    """
    if item.issued is not None:
        return issued_content(item.issued, item.kind)
    return find(item.key)
