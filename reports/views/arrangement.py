"""The form of a report and the date of its signature; and all forms of one report beside each other."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from agreements.enums import Echelon, ReportForm
from agreements.models import Position
from reports.actions import StaleReportError, arrange_report
from reports.computation import compute_facts
from reports.document.blocks import ReportDocument
from reports.forms.report import ArrangementForm, early_date_warning
from reports.layouts import default_form, layout_for
from reports.outputs import prepare_inputs
from reports.policies import check_can_compare_forms
from reports.preview import render_fragment
from reports.queries import load_inputs
from reports.views.asking import Questions
from reports.views.desk import Desk


def form_of_post(position: Position) -> ReportForm:
    """Return the form that a post's reports have where none is chosen for one of them."""
    return ReportForm(position.form) if position.form else default_form(position.unit.kind, Echelon(position.echelon))


@require_http_methods(["GET", "HEAD", "POST"])
def report_arrangement(request: HttpRequest, unit: str, position: str, year: int, quarter: int) -> HttpResponse:
    """Choose form and date; an early date is saved with a warning."""
    desk = Desk.take(request, unit, position, year, quarter)
    if request.method != "POST":
        return _page(request, desk, _form(desk))
    desk.check_may_edit()
    form = _form(desk, request.POST)
    if not form.is_valid():
        return _page(request, desk, form, 409 if form.conflict else 422)
    chosen, date = form.cleaned_data["form"], form.cleaned_data["signed_on"]
    try:
        changed = arrange_report(
            report=desk.report,
            form=ReportForm(chosen) if chosen else None,
            signed_on=date,
            version=desk.report.version,
            by=request.user,
        )
    except StaleReportError:
        # Somebody saved between the reading above and the writing: read again, so that the page shows both.
        desk = Desk.take(request, unit, position, year, quarter)
        return _page(request, desk, _form(desk, request.POST), 409)
    if changed:
        messages.success(request, "Bentuk dan tanggal laporan disimpan.")
    else:
        messages.info(request, "Tidak ada yang berubah, jadi tidak ada yang disimpan.")
    warning = early_date_warning(date, desk.quarter)
    if warning:
        messages.warning(request, warning)
        return redirect(desk.address("report_arrangement"))
    return redirect(desk.address("report"))


def _form(desk: Desk, data=None) -> ArrangementForm:
    return ArrangementForm(
        data, report=desk.report, quarter=desk.quarter, default_form=form_of_post(desk.report.position)
    )


def _page(request: HttpRequest, desk: Desk, form: ArrangementForm, status: int = 200) -> HttpResponse:
    chosen = ReportForm(desk.report.form) if desk.report.form else form_of_post(desk.report.position)
    context = desk.context(
        form=form,
        conflict=form.conflict,
        in_use=chosen,
        signer=desk.prepared.inputs.signer,
        signed_on=desk.prepared.inputs.signed_on,
        warning="" if form.is_bound else early_date_warning(desk.report.signed_on, desk.quarter),
    )
    return render(request, "reports/report/arrangement.html", context, status=status)


@dataclass(frozen=True)
class FormView:
    """A report drawn in one of the forms; `stands_for` is the form whose layout is used in place of a missing one."""

    form: ReportForm
    in_use: bool
    stands_for: ReportForm | None
    document: ReportDocument
    fragment: str


def asked_form(request: HttpRequest) -> ReportForm | None:
    """Return the form that `?bentuk=` asks for, if any; a word that names none is not found."""
    asked = request.GET.get("bentuk")
    if asked is None:
        return None
    if asked not in ReportForm:
        raise Http404("no such form")
    check_can_compare_forms(request.user)
    return ReportForm(asked)


def questions_in_form(desk: Desk, form: ReportForm) -> Questions:
    """Return what can be asked of a report in another form, from the same inputs: its totals are those of its table."""
    inputs = load_inputs(desk.report.position, desk.quarter)
    prepared = prepare_inputs(replace(inputs, form=form), compute_facts(inputs.facts))
    return Questions.about_report(prepared, address_in_form(desk, form))


def address_in_form(desk: Desk, form: ReportForm) -> str:
    """Return the page that answers for the figures of a report in another form."""
    return f"{desk.address('report_calculation')}?{urlencode({'bentuk': form.value})}"


@require_safe
def report_forms(request: HttpRequest, unit: str, position: str, year: int, quarter: int) -> HttpResponse:
    """Show the report in the forms asked for beside each other; all nine at first."""
    desk = Desk.take(request, unit, position, year, quarter)
    check_can_compare_forms(request.user)
    asked = set(request.GET.getlist("bentuk"))
    forms = [form for form in ReportForm if form.value in asked] or list(ReportForm)
    inputs = load_inputs(desk.report.position, desk.quarter)
    facts = compute_facts(inputs.facts)
    views = []
    for form in forms:
        document = prepare_inputs(replace(inputs, form=form), facts).document
        used = layout_for(form).form
        views.append(
            FormView(
                form=form,
                in_use=form == inputs.form,
                stands_for=None if used == form else used,
                document=document,
                fragment=render_fragment(document, anchors=f"{form.value}-", among=form.label),
            )
        )
    context = desk.context(views=views, forms=[(form, form in forms) for form in ReportForm], in_use=inputs.form)
    return render(request, "reports/report/forms.html", context)
