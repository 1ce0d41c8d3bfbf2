"""How a figure came about: one page for each figure of a report, or of a unit's quarter, and the table of formulas."""

import datetime
from dataclasses import dataclass, replace
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from reports.computation import compute_facts, compute_unit
from reports.computation.formulas import SIGNED, TARGET
from reports.explanation.equations import in_names
from reports.explanation.explain import Explanation, Source, explain
from reports.explanation.keys import Index, Named, report_index, unit_index
from reports.explanation.table import FORMULAS
from reports.explanation.words import rounding_of
from reports.inputs import UnitFacts
from reports.layouts import compute_in_form
from reports.period import Quarter
from reports.queries import Typist, issued_inputs, load_facts, load_inputs, load_unit_inputs, typists
from reports.views.arrangement import address_in_form, asked_form
from reports.views.asking import asking
from reports.views.common import visible_unit
from reports.views.desk import Desk


@dataclass(frozen=True)
class TypedFact:
    """A typed fact under a figure: who typed it and when, or that it has changed since the report was approved."""

    quarter: Quarter
    name: str
    at: datetime.datetime | None
    changed: bool


@require_safe
def report_calculation(request: HttpRequest, unit: str, position: str, year: int, quarter: int) -> HttpResponse:
    """Tell how a figure of a report came about, as it was issued where it is approved.

    `?bentuk=` asks for a figure of its preview in another form.
    """
    desk = Desk.take(request, unit, position, year, quarter)
    post, form = desk.report.position, asked_form(request)
    if form:
        inputs = replace(load_inputs(post, desk.quarter), form=form)
    else:
        inputs = issued_inputs(post, desk.quarter) or load_inputs(post, desk.quarter)
    index = report_index(inputs, compute_in_form(inputs, compute_facts(inputs.facts)))
    entry = f"{reverse('entry', args=[unit, year, quarter])}?laporan={post.slug}"
    signed = inputs.agreement
    agreement = reverse("agreement", args=[unit, position, signed.year, signed.kind]) if signed else ""
    address = desk.address("report_calculation") if form is None else address_in_form(desk, form)
    context = desk.context(entry=entry, refusal="", start=asking(address, ""), agreement=agreement)
    return _answer(request, index, inputs.facts, context, "reports/calculation/report.html")


@require_safe
def unit_calculation(request: HttpRequest, unit: str, year: int, quarter: int) -> HttpResponse:
    """Tell how a figure of a unit's quarter came about, as it stands now."""
    office, when = visible_unit(request.user, unit), Quarter(year, quarter)
    reports = load_unit_inputs(office, when)
    facts = reports[0].facts if reports else load_facts(office, when)
    agreements = [inputs.agreement for inputs in reports if inputs.agreement]
    index = unit_index(facts, compute_unit(facts, agreements, compute_facts(facts)))
    place = [unit, year, quarter]
    context = {
        "unit": office,
        "quarter": when,
        "entry": reverse("entry", args=place),
        "start": asking(reverse("unit_calculation", args=place), ""),
        "agreement": "",
    }
    return _answer(request, index, facts, context, "reports/calculation/unit.html")


def _answer(
    request: HttpRequest, index: Index, facts: UnitFacts, context: dict[str, object], template: str
) -> HttpResponse:
    key = request.GET.get("angka", "")
    found = explain(index, facts, key)
    context |= {
        "asked": key,
        "told": found,
        "typed": _typed(found, facts) if found else (),
        "formula": in_names(found.rule) if found and found.rule else "",
        "promised": found is not None and found.rule in (TARGET, SIGNED),
        "subjects": () if found else _by_subject(index),
    }
    return render(request, template, context, status=404 if key and found is None else 200)


def _by_subject(index: Index) -> tuple[tuple[str, tuple[Named, ...]], ...]:
    """Return all figures under what they are figures of, neighbours together."""
    together = groupby(index.named.values(), key=lambda named: (named.subject, named.period))
    return tuple((f"{subject} {period}".strip(), tuple(members)) for (subject, period), members in together)


def _typed(found: Explanation, facts: UnitFacts) -> tuple[TypedFact, ...]:
    who = typists(found.sources)
    return tuple(_typed_fact(source, who.get(source), facts) for source in found.sources)


def _typed_fact(source: Source, typist: Typist | None, facts: UnitFacts) -> TypedFact:
    when = Quarter(source.year, source.quarter)
    if typist is None:
        return TypedFact(when, "", None, changed=False)
    return TypedFact(when, typist.name, typist.at, changed=typist.version != _version(source, facts))


def _version(source: Source, facts: UnitFacts) -> int:
    """Return which save of the fact the figures were computed from."""
    if source.line_id is not None:
        return facts.lines[source.line_id].version
    entry = facts.indicators[source.indicator_id or 0]
    held = entry.earlier.get(source.year)
    realizations = held.realizations if held is not None and source.year != facts.quarter.year else entry.realizations
    typed = realizations.get(source.quarter)
    return typed.version if typed else 0


@dataclass(frozen=True)
class FormulaLine:
    """A row of the table of formulas."""

    key: str
    title: str
    text: str
    rule: str
    rounding: str
    source: str


@require_safe
def formulas(request: HttpRequest) -> HttpResponse:
    """List all formulas, as `docs/figures.md` does."""
    chapters = {
        title: tuple(
            FormulaLine(row.key, row.title, in_names(row), row.rule, rounding_of(row), row.source) for row in rows
        )
        for title, rows in FORMULAS.items()
    }
    return render(request, "reports/calculation/formulas.html", {"chapters": chapters})
