"""The indicators of a unit: a list with what they lack in a year, and each of them as a form."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from agreements.actions import PlanError, StaleAgreementError, delete_indicator, save_indicator
from agreements.cascade import grow, in_order
from agreements.enums import ObjectiveLevel
from agreements.forms.indicator import IndicatorForm
from agreements.forms.rows import with_more_rows
from agreements.forms.seen import SEEN, fingerprint
from agreements.models import Indicator, Unit
from agreements.policies import can_plan, check_can_plan
from agreements.promise import Measure
from agreements.queries import indicators_of, load_plan, measure_of, uses_of
from agreements.views.common import known_unit


@require_safe
def indicators(request: HttpRequest, unit: str, year: int) -> HttpResponse:
    """List the indicators of a unit by level, with what those of the year lack."""
    office = known_unit(request.user, unit)
    branches = {branch.node.id: branch for _, branch in in_order(grow(load_plan(office, year).nodes))}
    rows = [(row, branches.get(row.pk)) for row in indicators_of(office)]
    groups = [(level.label, [pair for pair in rows if pair[0].level == level]) for level in ObjectiveLevel]
    context = {
        "unit": office,
        "year": year,
        "groups": [(label, pairs) for label, pairs in groups if pairs],
        "may_plan": can_plan(request.user, office),
    }
    return render(request, "agreements/indicator/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def indicator_new(request: HttpRequest, unit: str, year: int) -> HttpResponse:
    """Show an empty form; on POST make an indicator."""
    office = known_unit(request.user, unit)
    check_can_plan(request.user, office)
    return _edit(request, office, year, None)


@require_http_methods(["GET", "HEAD", "POST"])
def indicator(request: HttpRequest, unit: str, year: int, number: int) -> HttpResponse:
    """Show an indicator as a form to those who plan for the unit, as facts to others; on POST save it."""
    office = known_unit(request.user, unit)
    row = get_object_or_404(Indicator.objects.select_related("parent"), unit=office, pk=number)
    if request.method != "POST" and not can_plan(request.user, office):
        terms = row.terms.order_by("order")
        context = {"unit": office, "year": year, "indicator": row, "terms": terms, "may_plan": False}
        return render(request, "agreements/indicator/detail.html", context)
    check_can_plan(request.user, office)
    return _edit(request, office, year, row)


@require_http_methods(["GET", "HEAD", "POST"])
def indicator_delete(request: HttpRequest, unit: str, year: int, number: int) -> HttpResponse:
    """Ask whether an indicator shall be taken away, or say what uses it; on POST take it away."""
    office = known_unit(request.user, unit)
    row = get_object_or_404(Indicator.objects.select_related("unit"), unit=office, pk=number)
    check_can_plan(request.user, office)
    standing, refusal = measure_of(row), ""
    if request.method == "POST":
        try:
            if request.POST.get(SEEN) != fingerprint(standing):
                raise StaleAgreementError("asked about something else")
            delete_indicator(indicator=row, standing=standing, by=request.user)
        except StaleAgreementError:
            refusal = "Indikator ini baru saja diubah orang lain. Periksa lagi, lalu putuskan."
        except PlanError as error:
            refusal = str(error)
        else:
            messages.success(request, f"Indikator “{row.name}” dihapus.")
            return redirect("indicators", unit=office.slug, year=year)
    context = {
        "unit": office,
        "year": year,
        "indicator": row,
        "uses": uses_of(row),
        "targets": [target.year for target in row.year_targets.order_by("year")],
        "terms": [term.label for term in row.terms.order_by("order")],
        "earlier": row.past_values.count() + row.long_term_targets.count(),
        "seen": fingerprint(standing),
        "refusal": refusal,
        "may_plan": True,
    }
    return render(request, "agreements/indicator/delete.html", context, status=422 if refusal else 200)


def _edit(request: HttpRequest, unit: Unit, year: int, row: Indicator | None) -> HttpResponse:
    standing = measure_of(row) if row else None
    known = {each.pk: each for each in indicators_of(unit)}
    own = row.pk if row else None
    if request.method != "POST":
        return _page(request, unit, year, row, IndicatorForm(standing, known, own))
    if "add" in request.POST:
        data = with_more_rows(request.POST, request.POST["add"])
        return _page(request, unit, year, row, IndicatorForm(standing, known, own, data), adding=True)
    form = IndicatorForm(standing, known, own, request.POST)
    if not form.is_valid():
        return _page(request, unit, year, row, form, 409 if form.conflict else 422)
    try:
        saved = save_indicator(unit=unit, indicator=row, measure=form.measure, standing=standing, by=request.user)
    except StaleAgreementError:
        again: Measure | None = measure_of(row) if row else None
        return _page(request, unit, year, row, IndicatorForm(again, known, own, request.POST), 409)
    except PlanError as error:
        return _page(request, unit, year, row, form, 422, general=str(error))
    messages.success(request, f"Indikator “{saved}” disimpan.")
    return redirect("indicator", unit=unit.slug, year=year, number=saved.pk)


def _page(
    request: HttpRequest,
    unit: Unit,
    year: int,
    row: Indicator | None,
    form: IndicatorForm,
    status: int = 200,
    *,
    adding: bool = False,
    general: str = "",
) -> HttpResponse:
    conflict = form.conflict and not adding
    context = {
        "unit": unit,
        "year": year,
        "indicator": row,
        "form": form,
        "refused": status != 200,
        "standing": row if conflict else None,
        "adding": adding,
        "seen": request.POST.get(SEEN, "") if adding else form.seen,
        "faults": form.faults if status != 200 else [],
        "general": [sentence for sentence in (general, conflict and form.conflict_sentence) if sentence],
        "may_plan": True,
    }
    return render(request, "agreements/indicator/edit.html", context, status=status)
