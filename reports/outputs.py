"""From a post and a quarter to a finished file: the one way that views and commands take."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from agreements.models import Agreement, Position
from reports.checks import check_report
from reports.computation import compute_facts, compute_report
from reports.data import render_json
from reports.document.blocks import RenderedFile, ReportDocument
from reports.document.build import build_agreement_document, build_document
from reports.inputs import ReportInputs
from reports.layouts import layout_for
from reports.pdf import render_pdf
from reports.period import Quarter
from reports.preview import render_html
from reports.queries import issued_inputs, load_agreement_inputs, load_inputs
from reports.results import FactResults, Finding, ReportResults
from reports.xlsx import render_xlsx


@dataclass(frozen=True)
class Prepared:
    """A report ready to be drawn."""

    inputs: ReportInputs
    results: ReportResults
    findings: tuple[Finding, ...]
    document: ReportDocument


def prepare(position: Position, quarter: Quarter) -> Prepared:
    """Load, compute, check and compose one report: as it was issued where it is approved, else as it is now."""
    inputs = issued_inputs(position, quarter) or load_inputs(position, quarter)
    return prepare_inputs(inputs, compute_facts(inputs.facts))


def prepare_inputs(inputs: ReportInputs, facts: FactResults) -> Prepared:
    """Compute, check and compose a report whose inputs are loaded; `facts` may serve a whole unit."""
    results = compute_report(inputs, facts, combined=layout_for(inputs.form).cost_table.combined)
    return Prepared(
        inputs=inputs,
        results=results,
        findings=check_report(inputs, results),
        document=build_document(inputs, results),
    )


OUTPUTS: Mapping[str, Callable[[Prepared], RenderedFile]] = {
    "pdf": lambda prepared: render_pdf(
        prepared.document,
        attachments=(
            render_json(prepared.inputs, prepared.results, prepared.findings),
            render_xlsx(prepared.document),
        ),
    ),
    "html": lambda prepared: render_html(prepared.document),
    "xlsx": lambda prepared: render_xlsx(prepared.document),
    "json": lambda prepared: render_json(prepared.inputs, prepared.results, prepared.findings),
}


# -- the agreement on its own ------------------------------------------------------------------------------------------


def prepare_agreement(agreement: Agreement) -> ReportDocument:
    """Load, compute and compose a Perjanjian Kinerja."""
    inputs = load_agreement_inputs(agreement)
    combined = layout_for(inputs.form).cost_table.combined
    return build_agreement_document(inputs, compute_report(inputs, compute_facts(inputs.facts), combined=combined))


AGREEMENT_OUTPUTS: Mapping[str, Callable[[ReportDocument], RenderedFile]] = {
    "pdf": lambda document: render_pdf(document, attachments=(render_xlsx(document),)),
    "html": render_html,
    "xlsx": render_xlsx,
}
