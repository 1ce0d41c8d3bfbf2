"""From a post and a quarter to a finished file: the one way that views and commands take."""

import datetime
from collections.abc import Callable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from agreements.models import Agreement, Position, Unit
from reports.checks import check_report
from reports.computation import compute_facts
from reports.data import render_json
from reports.document.blocks import RenderedFile, ReportDocument
from reports.document.build import build_agreement_document, build_document
from reports.inputs import ReportInputs
from reports.layouts import compute_in_form
from reports.pdf import render_pdf
from reports.period import Quarter
from reports.preview import render_html
from reports.queries import (
    as_issued,
    issued_inputs,
    load_agreement_inputs,
    load_inputs,
    load_unit_inputs,
    opened_posts,
    with_peers,
)
from reports.results import FactResults, Finding, ReportResults
from reports.xlsx import render_xlsx


@dataclass(frozen=True)
class Prepared:
    """A report ready to be drawn."""

    inputs: ReportInputs
    results: ReportResults
    findings: tuple[Finding, ...]

    @cached_property
    def document(self) -> ReportDocument:
        """What files draw; composed when somebody asks for it, for pages have one of their own."""
        return build_document(self.inputs, self.results)


def prepare(position: Position, quarter: Quarter) -> Prepared:
    """Load, compute and check one report: as it was issued where it is approved, else as it is now."""
    inputs = issued_inputs(position, quarter)
    if inputs is None:
        (inputs,) = with_peers([load_inputs(position, quarter)], position.unit, quarter)
    return prepare_inputs(inputs, compute_facts(inputs.facts))


def prepare_inputs(inputs: ReportInputs, facts: FactResults) -> Prepared:
    """Compute and check a report whose inputs are loaded; `facts` may serve a whole unit."""
    results = compute_in_form(inputs, facts)
    return Prepared(inputs=inputs, results=results, findings=check_report(inputs, results))


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


# -- a whole unit -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Checked:
    """A report of a unit with its figures and what the checks found in it."""

    inputs: ReportInputs
    results: ReportResults
    findings: tuple[Finding, ...]


def check_unit(unit: Unit, quarter: Quarter) -> Iterator[Checked]:
    """Yield each report of a unit checked, approved ones as they were issued; shared facts are computed once."""
    reports = with_peers(load_unit_inputs(unit, quarter), unit, quarter)
    shared = {id(inputs.facts): compute_facts(inputs.facts) for inputs in reports[:1]}
    for inputs in as_issued(unit, quarter, reports):
        facts = shared.get(id(inputs.facts)) or compute_facts(inputs.facts)
        results = compute_in_form(inputs, facts)
        yield Checked(inputs, results, check_report(inputs, results))


def check_opened(unit: Unit, quarter: Quarter) -> Iterator[Checked]:
    """Yield those of `check_unit` that somebody opened: nobody writes the others yet."""
    opened = opened_posts(unit, quarter)
    if opened:
        yield from (row for row in check_unit(unit, quarter) if row.inputs.position_slug in opened)


# -- the agreement on its own ------------------------------------------------------------------------------------------


def prepare_agreement(agreement: Agreement, *, to_sign: bool = False) -> ReportDocument:
    """Load, compute and compose a Perjanjian Kinerja; `to_sign` leaves the mark of a draft away."""
    inputs = load_agreement_inputs(agreement)
    return build_agreement_document(inputs, compute_in_form(inputs, compute_facts(inputs.facts)), to_sign=to_sign)


def agreed_amounts(agreement: Agreement, signed_on: datetime.date) -> dict[int, Decimal]:
    """Return the amount per budget line id that the paper of an agreement prints when it is signed on a date."""
    dated = copy(agreement)
    dated.signed_on = signed_on
    inputs = load_agreement_inputs(dated)
    amounts = compute_in_form(inputs, compute_facts(inputs.facts)).signed.amounts
    return {line: figure.value for line, figure in amounts.items() if figure.value is not None}


AGREEMENT_OUTPUTS: Mapping[str, Callable[[ReportDocument], RenderedFile]] = {
    "pdf": lambda document: render_pdf(document, attachments=(render_xlsx(document),)),
    "html": render_html,
    "xlsx": render_xlsx,
}
