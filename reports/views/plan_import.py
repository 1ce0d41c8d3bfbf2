"""Import of an office's agreements: a sheet goes up, its rows are shown, and one press applies all or none."""

from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from agreements.actions import PlanError, StaleAgreementError, import_promises
from agreements.forms.sheets import SheetField
from agreements.importing.promise_rows import COLUMNS
from agreements.importing.promises import SheetPlan, plan_promises
from agreements.models import Unit
from agreements.policies import check_can_plan
from agreements.queries import standing_plan, units_known_to
from agreements.sheets import SheetRefusedError, keep_upload, kept_upload, read_workbook
from reports.views.common import download
from reports.xlsx.promises import render_promises

GONE = "Lembar yang diunggah tadi sudah tidak disimpan lagi. Unggah sekali lagi."
STALE = "Perjanjian Kinerja unit ini baru saja diubah orang lain. Periksa lagi perubahannya di bawah, lalu terapkan."
KEPT = "lembar"


class PlanSheetForm(forms.Form):
    """The sheet of an office's agreements."""

    sheet = SheetField()


def _planner(request: HttpRequest, slug: str) -> Unit:
    unit = get_object_or_404(units_known_to(request.user), slug=slug)
    check_can_plan(request.user, unit)
    return unit


def _purpose(unit: Unit, year: int) -> str:
    return f"perjanjian-{unit.pk}-{year}"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def plan_import(request: HttpRequest, unit: str, year: int) -> HttpResponse:
    """Show the form, or what a sheet that was uploaded would change; on POST take a sheet, or apply it."""
    office = _planner(request, unit)
    if request.method == "POST":
        return _apply(request, office, year) if KEPT in request.POST else _upload(request, office, year)
    if KEPT in request.GET:
        return _show(request, office, year, request.GET[KEPT])
    return _form(request, office, year, PlanSheetForm(auto_id="id_%s"))


@require_safe
def plan_template(request: HttpRequest, unit: str, year: int) -> HttpResponse:
    """Send the sheet to fill in, with what stands already."""
    office = _planner(request, unit)
    name = f"perjanjian-kinerja-{office.slug}-{year}.xlsx"
    return download(render_promises(standing_plan(office, year), COLUMNS, name))


def _upload(request: HttpRequest, unit: Unit, year: int) -> HttpResponse:
    """Keep a sheet that can be read, and go on to its preview."""
    form = PlanSheetForm(request.POST, request.FILES, auto_id="id_%s")
    if form.is_valid():
        content = form.cleaned_data["sheet"]
        try:
            plan_promises(read_workbook(content), standing_plan(unit, year))
        except SheetRefusedError as refused:
            form.add_error("sheet", str(refused))
        else:
            key = keep_upload(content, owner=request.user.pk, purpose=_purpose(unit, year))
            return redirect(f"{reverse('plan_import', args=[unit.slug, year])}?{urlencode({KEPT: key})}")
    return _form(request, unit, year, form, status=422)


def _planned(request: HttpRequest, unit: Unit, year: int, key: str) -> SheetPlan | None:
    """Return what the kept sheet asks for now; None where it is gone."""
    content = kept_upload(key, owner=request.user.pk, purpose=_purpose(unit, year))
    if content is None:
        return None
    try:
        return plan_promises(read_workbook(content), standing_plan(unit, year))
    except SheetRefusedError:
        return None


def _apply(request: HttpRequest, unit: Unit, year: int) -> HttpResponse:
    """Read the kept sheet again and apply it, if it still means what was shown."""
    key = request.POST[KEPT]
    plan = _planned(request, unit, year, key)
    if plan is None:
        return _gone(request, unit, year)
    if plan.preview.is_refused or not plan.preview.changes_something:
        return _show(request, unit, year, key, status=422)
    try:
        made = import_promises(
            unit=unit, year=year, asked=plan.asked, seen=request.POST.get("seen", ""), by=request.user
        )
    except StaleAgreementError:
        return _show(request, unit, year, key, fault=STALE, status=409)
    except PlanError as error:
        return _show(request, unit, year, key, fault=str(error), status=422)
    names = ", ".join(row.position.name for row in made)
    messages.success(request, f"Perjanjian Kinerja diimpor: {names}." if made else "Lembar diterapkan.")
    return redirect("plan", unit=unit.slug, year=year)


def _gone(request: HttpRequest, unit: Unit, year: int) -> HttpResponse:
    messages.warning(request, GONE)
    return redirect("plan_import", unit=unit.slug, year=year)


def _form(request: HttpRequest, unit: Unit, year: int, form: PlanSheetForm, status: int = 200) -> HttpResponse:
    context = {"unit": unit, "year": year, "form": form, "plan": None, "may_plan": True}
    return render(request, "reports/plan/import.html", context, status=status)


def _show(request: HttpRequest, unit: Unit, year: int, key: str, *, fault: str = "", status: int = 200) -> HttpResponse:
    """Show what the kept sheet would change now."""
    plan = _planned(request, unit, year, key)
    if plan is None:
        return _gone(request, unit, year)
    context = {"unit": unit, "year": year, "form": None, "plan": plan, "key": key, "fault": fault, "may_plan": True}
    return render(request, "reports/plan/import.html", context, status=status)
