"""Import of a unit's budget: a sheet goes up, its rows are shown, and one press applies all of them or none."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from agreements.enums import CeilingDocument, EnteredBy
from agreements.models import Unit, User
from agreements.policies import check_can_import_budget
from agreements.sheets import SheetRefusedError, keep_upload, kept_upload, read_workbook
from reports.actions import CorrectionNeedsReasonError, Imported, StaleBudgetError, import_budget
from reports.forms.budget import BudgetOptionsForm, BudgetSheetForm, ReasonForm
from reports.importing.budget_plan import BudgetPlan, plan_budget
from reports.importing.budget_rows import read_budget
from reports.period import Quarter
from reports.policies import can_change_fact, can_enter_quarter
from reports.queries import agreements_of_unit, is_closed, opened_quarters, standing_budget
from reports.usage import Approved
from reports.views.common import visible_unit

GONE = "Lembar yang diunggah tadi sudah tidak disimpan lagi. Unggah sekali lagi."
STALE = "Anggaran ini baru saja diubah orang lain. Periksa lagi perubahannya di bawah, lalu terapkan."


@dataclass(frozen=True)
class _Desk:
    """The unit and year that a sheet is for, with the quarters whose realizations the account may bring along."""

    user: User
    unit: Unit
    year: int
    quarters: tuple[Quarter, ...]

    @classmethod
    def take(cls, user: User, unit: Unit, year: int) -> "_Desk":
        """Ask once for what the account may."""
        check_can_import_budget(user, unit)
        quarters = tuple(Quarter(year, number) for number in range(1, 5))
        enters = can_change_fact(user, unit, EnteredBy.UNIT)
        return cls(user, unit, year, tuple(when for when in quarters if enters and can_enter_quarter(user, unit, when)))

    @property
    def purpose(self) -> str:
        """What an upload is kept for."""
        return f"anggaran-{self.unit.pk}-{self.year}"

    @property
    def address(self) -> str:
        """The page."""
        return reverse("budget_import", args=[self.unit.slug, self.year])

    def options(self, data: Mapping[str, str]) -> BudgetOptionsForm:
        """Return how a sheet is to be read."""
        return BudgetOptionsForm(data, year=self.year, quarters=self.quarters)

    def plan(self, content: bytes, options: BudgetOptionsForm) -> BudgetPlan:
        """Hold the sheet against the budget of this moment.

        Raises:
            SheetRefusedError: it is no budget.
        """
        document, quarter = CeilingDocument(options.cleaned_data["document"]), options.read_quarter
        sheet = read_budget(read_workbook(content), document=document, quarter=quarter.number if quarter else None)
        return plan_budget(
            sheet,
            standing_budget(self.unit, self.year),
            document=document,
            from_date=options.cleaned_data["from_date"],
            quarter=quarter,
        )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def budget_import(request: HttpRequest, unit: str, year: int) -> HttpResponse:
    """Show the form, or what a sheet that was uploaded would change; on POST take a sheet, or apply it."""
    desk = _Desk.take(request.user, visible_unit(request.user, unit), year)
    if request.method == "POST":
        return _apply(request, desk) if "lembar" in request.POST else _upload(request, desk)
    if "lembar" not in request.GET:
        return _form(request, desk, BudgetSheetForm(year=year, quarters=desk.quarters))
    return _show(request, desk, request.GET)


def _upload(request: HttpRequest, desk: _Desk) -> HttpResponse:
    """Keep a sheet that can be read, and go on to its preview."""
    form = BudgetSheetForm(request.POST, request.FILES, year=desk.year, quarters=desk.quarters)
    if form.is_valid():
        content = form.cleaned_data["sheet"]
        try:
            desk.plan(content, form)
        except SheetRefusedError as refused:
            form.add_error("sheet", str(refused))
        else:
            key = keep_upload(content, owner=desk.user.pk, purpose=desk.purpose)
            chosen = {name: request.POST.get(name, "") for name in BudgetOptionsForm.base_fields}
            return redirect(f"{desk.address}?{urlencode({'lembar': key, **chosen})}")
    return _form(request, desk, form, status=422)


def _apply(request: HttpRequest, desk: _Desk) -> HttpResponse:
    """Read the kept sheet again and apply it, if it still means what was shown."""
    options, content = desk.options(request.POST), _kept(desk, request.POST)
    if content is None or not options.is_valid():
        messages.warning(request, GONE)
        return redirect(desk.address)
    try:
        plan = desk.plan(content, options)
    except SheetRefusedError as refused:
        messages.warning(request, str(refused))
        return redirect(desk.address)
    if plan.preview.is_refused or not plan.preview.changes_something:
        return _show(request, desk, request.POST, status=422)
    reason = request.POST.get("reason", "")
    try:
        done = import_budget(
            unit=desk.unit,
            year=desk.year,
            rows=plan.rows,
            document=CeilingDocument(options.cleaned_data["document"]),
            from_date=options.cleaned_data["from_date"],
            quarter=options.read_quarter,
            seen=request.POST.get("seen", ""),
            by=desk.user,
            reason=reason,
        )
    except StaleBudgetError:
        return _show(request, desk, request.POST, fault=STALE, status=409)
    except CorrectionNeedsReasonError as asked:
        return _show(request, desk, request.POST, asked=asked.reports, status=422)
    _tell(request, desk, done)
    shown = _shown_in(desk, options)
    return redirect("entry", unit=desk.unit.slug, year=shown.year, quarter=shown.number)


def _kept(desk: _Desk, data: Mapping[str, str]) -> bytes | None:
    return kept_upload(data.get("lembar", ""), owner=desk.user.pk, purpose=desk.purpose)


def _shown_in(desk: _Desk, options: BudgetOptionsForm) -> Quarter:
    """Return the quarter whose grid shows all that was imported.

    The one that was read, else the newest that is open; ceilings of a later day than its end show in their own quarter.
    """
    start = options.cleaned_data["from_date"]
    opened = [when for when in opened_quarters([desk.unit]).get(desk.unit.pk, ()) if when.year == desk.year]
    wanted = filter(None, (options.read_quarter, *opened))
    return next((when for when in wanted if when.end >= start), Quarter.from_date(start))


def _tell(request: HttpRequest, desk: _Desk, done: Imported) -> None:
    """Say what was done, where the page that follows shows it, and what a new unit does next."""
    told = f"Anggaran diimpor: {done.added} baris baru, {done.changed} baris berubah. Lihat bagian Anggaran di bawah."
    if not agreements_of_unit(desk.unit, desk.year):
        told += f" Berikutnya: Perjanjian Kinerja {desk.year}, lewat halaman triwulan unit ini."
    messages.success(request, told)
    if done.revised:
        names = "; ".join(f"{row.position.name}, {Quarter(row.year, row.quarter).name}" for row in done.revised)
        messages.warning(request, f"Dibuka sebagai revisi dan perlu diajukan lagi: {names}.")


def _form(request: HttpRequest, desk: _Desk, form: BudgetSheetForm, status: int = 200) -> HttpResponse:
    context = {**_place(request, desk), "form": form, "plan": None}
    return render(request, "reports/budget/import.html", context, status=status)


def _show(
    request: HttpRequest,
    desk: _Desk,
    data: Mapping[str, str],
    *,
    fault: str = "",
    asked: tuple[Approved, ...] = (),
    status: int = 200,
) -> HttpResponse:
    """Show what the kept sheet would change now."""
    options, content = desk.options(data), _kept(desk, data)
    if content is None or not options.is_valid():
        messages.warning(request, GONE)
        return redirect(desk.address)
    try:
        plan = desk.plan(content, options)
    except SheetRefusedError as refused:
        messages.warning(request, str(refused))
        return redirect(desk.address)
    reason = ReasonForm(data if asked and data.get("reason") is not None else None)
    context = {
        **_place(request, desk),
        "form": None,
        "plan": plan,
        "hidden": [(name, data.get(name, "")) for name in ("lembar", *BudgetOptionsForm.base_fields)],
        "document": CeilingDocument(options.cleaned_data["document"]).label,
        "from_date": options.cleaned_data["from_date"],
        "fault": fault,
        "asked": asked,
        "reason": reason,
    }
    return render(request, "reports/budget/import.html", context, status=status)


def _place(request: HttpRequest, desk: _Desk) -> dict[str, object]:
    """Return what every state of the page tells of where it stands.

    The way back is to the quarter that led here, else to the newest that the unit opened, closed or not.
    """
    opened = [when for when in opened_quarters([desk.unit]).get(desk.unit.pk, ()) if when.year == desk.year]
    asked = next((when for when in opened if str(when.number) == request.GET.get("triwulan", "")), None)
    today = timezone.localdate()
    return {
        "unit": desk.unit,
        "year": desk.year,
        "back": asked or max(opened, default=Quarter(desk.year, 1)),
        "closed": [when for when in sorted(opened) if is_closed(desk.unit, when, today)],
    }
