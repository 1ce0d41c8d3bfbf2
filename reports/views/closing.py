"""Closing a quarter for everybody, reopening it for one unit or all, and closing it again."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from agreements.enums import ReportStatus
from reports.actions import (
    AlreadyClosedError,
    QuarterNotEndedError,
    close_again,
    close_quarter,
    reopen_quarter,
    reopen_quarter_for_all,
)
from reports.board import Timing, UnitRow, rows_of
from reports.forms.reception import ReopeningForm
from reports.models import QuarterClosing
from reports.period import Quarter
from reports.policies import check_can_close_quarter, check_can_reopen_quarter
from reports.queries import closing_of, load_cells, reporting_units


@dataclass(frozen=True)
class Missing:
    """What a unit's reports lack to be received; `states` holds (word, how many) of those that are not."""

    unit: str
    count: int
    total: int
    states: tuple[tuple[str, int], ...]


def missing_of(row: UnitRow) -> Missing:
    """Return what is not received of a unit, the reports that nobody opened among them."""
    counts = row.counts
    states = tuple((word.lower(), number) for state, word, number in counts.told if state != ReportStatus.RECEIVED)
    return Missing(row.name, counts.total - counts.received, counts.total, states)


@require_http_methods(["GET", "HEAD", "POST"])
def quarter_close(request: HttpRequest, year: int, quarter: int) -> HttpResponse:
    """Ask before a quarter is closed, and say whose reports are not received yet, opened or not."""
    check_can_close_quarter(request.user)
    when = Quarter(year, quarter)
    if request.method != "POST":
        return _close_page(request, when)
    try:
        close_quarter(quarter=when, by=request.user)
    except QuarterNotEndedError:
        return _close_page(request, when, 422)
    except AlreadyClosedError:
        messages.info(request, f"{when.name} {when.year} sudah ditutup sebelumnya.")
    else:
        messages.success(request, f"{when.name} {when.year} ditutup untuk semua unit.")
    return redirect("reception", year=year, quarter=quarter)


def _close_page(request: HttpRequest, quarter: Quarter, status: int = 200) -> HttpResponse:
    today = timezone.localdate()
    cells = load_cells([quarter], today)[quarter]
    coming = [cell.due for cell in cells if cell.timing in {Timing.TODAY, Timing.RUNNING}]
    context = {
        "quarter": quarter,
        "closing": closing_of(quarter),
        "has_begun": today >= quarter.start,
        "has_ended": today > quarter.end,
        "missing": [missing_of(row) for row in rows_of(cells) if row.counts.received < row.counts.total],
        "coming": len(coming),
        "last_due": max(coming, default=None),
        "shut_out": len([cell for cell in cells if cell.owed]),
    }
    return render(request, "reports/closing/close.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def quarter_reopen(request: HttpRequest, year: int, quarter: int) -> HttpResponse:
    """Reopen a closed quarter for one unit or all, with a reason and the last day."""
    when, today = Quarter(year, quarter), timezone.localdate()
    closing = closing_of(when)
    check_can_reopen_quarter(request.user, closing)
    units = reporting_units().order_by("name")
    if request.method != "POST":
        return _reopen_page(
            request, when, closing, ReopeningForm(units=units, today=today, chosen=request.GET.get("unit", ""))
        )
    form = ReopeningForm(request.POST, units=units, today=today)
    if not form.is_valid():
        return _reopen_page(request, when, closing, form, 422)
    chosen = form.cleaned_data
    told = {"reason": chosen["reason"], "until": chosen["until"], "by": request.user}
    if chosen["every"]:
        name = f"semua {reopen_quarter_for_all(closing=closing, units=units, **told)} unit"
    else:
        name = reopen_quarter(closing=closing, unit=chosen["unit"], **told).unit.name
    messages.success(request, f"{when.name} {when.year} dibuka kembali untuk {name}.")
    return redirect("reception", year=year, quarter=quarter)


@require_POST
def quarter_close_again(request: HttpRequest, year: int, quarter: int) -> HttpResponse:
    """Close a quarter again for a unit that it was reopened for, or for all of them."""
    when = Quarter(year, quarter)
    closing = closing_of(when)
    check_can_reopen_quarter(request.user, closing)
    units, slug = reporting_units(), request.POST.get("unit", "")
    ended = close_again(closing=closing, units=units.filter(slug=slug) if slug else units, by=request.user)
    if ended:
        messages.success(request, f"{when.name} {when.year} ditutup lagi untuk {ended} unit.")
    else:
        messages.info(request, "Tidak ada unit yang masih terbuka, jadi tidak ada yang perlu ditutup lagi.")
    return redirect("reception", year=year, quarter=quarter)


def _reopen_page(
    request: HttpRequest, quarter: Quarter, closing: QuarterClosing, form: ReopeningForm, status: int = 200
) -> HttpResponse:
    context = {"quarter": quarter, "closing": closing, "form": form}
    return render(request, "reports/closing/reopen.html", context, status=status)
