"""The entry grid: every typed fact of a unit and quarter on one page, saved all or none."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from agreements.enums import EnteredBy
from agreements.models import Unit, User
from agreements.policies import Refused, can_import_budget
from reports.actions import CorrectionNeedsReasonError, Saved, StaleEntriesError, save_entries
from reports.forms.entry import EntryForm, Slot
from reports.inputs import ReportInputs
from reports.period import Quarter
from reports.policies import check_can_change_fact, check_can_correct, check_can_enter_quarter
from reports.queries import closing_notice, last_saved, suppliers
from reports.usage import Approved
from reports.views.common import QuarterWork, visible_unit
from reports.views.entry_figures import missing_told
from reports.views.entry_rows import LockReason, indicator_groups, line_rows, slots, whole_amount


@dataclass(frozen=True)
class EntryPage:
    """The loaded quarter with every slot of the page."""

    work: QuarterWork
    only: ReportInputs | None
    slots: tuple[Slot, ...]
    refusal: str
    """Why the account may type nothing here; '' where it may."""

    @property
    def locked(self) -> Mapping[str, str]:
        """Why a single cell is read-only, by anchor."""
        return {slot.anchor: slot.locked for slot in self.slots if slot.locked}


def load_page(user: User, unit: Unit, quarter: Quarter, report_slug: str = "") -> EntryPage:
    """Read the quarter and what of it the account may type; one report's figures, or all."""
    work = QuarterWork.load(unit, quarter, texts=False)
    only = next((inputs for inputs in work.reports if inputs.position_slug == report_slug), None)
    try:
        check_can_enter_quarter(user, unit, quarter)
    except Refused as refused:
        return EntryPage(work, only, (), str(refused))
    every = slots(work, suppliers(unit), _lock_reason(user, unit))
    return EntryPage(work, only, tuple(slot for slot in every if only is None or _is_used(work, slot, only)), "")


def _lock_reason(user: User, unit: Unit) -> LockReason:
    @cache
    def refusal(entered_by: EnteredBy, quarters: frozenset[Quarter]) -> str:
        try:
            check_can_change_fact(user, unit, entered_by)
            check_can_correct(user, unit, quarters, timezone.localdate())
        except Refused as refused:
            return str(refused)
        return ""

    def reason(entered_by: EnteredBy, approved: tuple[Approved, ...]) -> str:
        return refusal(entered_by, frozenset(report.quarter for report in approved))

    return reason


def _is_used(work: QuarterWork, slot: Slot, only: ReportInputs) -> bool:
    used = work.used_by.indicators if slot.anchor.startswith("indikator") else work.used_by.lines
    return any(inputs is only for inputs in used.get(slot.fact.id, ()))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def entry(request: HttpRequest, unit: str, year: int, quarter: int) -> HttpResponse:
    """Show the grid; on POST save what was touched, or show all of it again with the sentences beside the cells."""
    office = visible_unit(request.user, unit)
    when = Quarter(year, quarter)
    report_slug = request.GET.get("laporan", "")
    if request.method != "POST":
        page = load_page(request.user, office, when, report_slug)
        return _answer(request, page, EntryForm(page.work.facts, page.slots))
    check_can_enter_quarter(request.user, office, when)
    page = load_page(request.user, office, when, report_slug)
    form = EntryForm(page.work.facts, page.slots, request.POST)
    if not form.is_valid():
        return _answer(request, page, form, status=422)
    try:
        saved = save_entries(
            unit=office, quarter=when, changes=form.changes(), by=request.user, reason=form.given_reason
        )
    except (StaleEntriesError, CorrectionNeedsReasonError):
        # Somebody saved or approved between the reading above and the writing: read again, so that the page shows both
        # values, or asks for the reason.
        page = load_page(request.user, office, when, report_slug)
        form = EntryForm(page.work.facts, page.slots, request.POST)
        return _answer(request, page, form, status=409)
    tell_saved(request, saved)
    address = reverse("entry", args=[office.slug, year, quarter])
    return redirect(f"{address}?laporan={page.only.position_slug}" if page.only else address)


def tell_saved(request: HttpRequest, saved: Saved) -> None:
    """Say what a save has done."""
    if not saved.count:
        messages.info(request, "Tidak ada isian yang berubah, jadi tidak ada yang disimpan.")
        return
    messages.success(request, f"{saved.count} isian disimpan. Capaian, serapan dan jumlah sudah dihitung ulang.")
    if saved.revised:
        names = "; ".join(f"{row.position.name}, {Quarter(row.year, row.quarter).name}" for row in saved.revised)
        messages.warning(request, f"Dibuka sebagai revisi dan perlu diajukan lagi: {names}.")


def name_savers(work: QuarterWork, form: EntryForm) -> None:
    """Tell the cells in conflict who saved them, and when."""
    conflicts = [cell for cell in form.cells.values() if cell.conflict]
    if conflicts:
        savers = last_saved(work.unit, work.quarter)
        for cell in conflicts:
            # Nobody, where the row is gone or the posted version never was one.
            cell.saved_by, cell.saved_at = savers.get(cell.slot.anchor, ("", None))


def _answer(request: HttpRequest, page: EntryPage, form: EntryForm, status: int = 200) -> HttpResponse:
    work = page.work
    faulty = form.faulty_cells if form.is_bound else []
    name_savers(work, form)
    context = {
        "unit": work.unit,
        "quarter": work.quarter,
        "previous": work.quarter.previous,
        "refusal": page.refusal,
        "may_import": can_import_budget(request.user, work.unit),
        "closing": closing_notice(work.unit, work.quarter, timezone.localdate()),
        "form": form,
        "faulty": faulty,
        "faults": len(faulty) + bool(form.reason and form.reason.errors),
        "reports": work.reports,
        "only": page.only,
        "groups": indicator_groups(work, form, page.locked, page.only),
        "lines": line_rows(work, form, page.locked, page.only),
        "total": work.results.total,
        "total_before": whole_amount(work.before.total.spent) if work.before else None,
        "missing_count": work.missing.count,
        "missing_told": missing_told(work.missing.count),
    }
    return render(request, "reports/entry/grid.html", context, status=status)
