"""Closing a quarter for everybody, and reopening it for one unit."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from agreements.models import Unit
from reports.actions import AlreadyClosedError, QuarterNotEndedError, close_quarter, reopen_quarter
from reports.forms.reception import ReopeningForm
from reports.models import QuarterClosing
from reports.period import Quarter
from reports.policies import check_can_close_quarter, check_can_reopen_quarter
from reports.queries import closing_of, not_received


@require_http_methods(["GET", "HEAD", "POST"])
def quarter_close(request: HttpRequest, year: int, quarter: int) -> HttpResponse:
    """Ask before a quarter is closed, and say which units' reports are not received yet."""
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
    missing = not_received(quarter)
    context = {
        "quarter": quarter,
        "closing": closing_of(quarter),
        "has_ended": timezone.localdate() > quarter.end,
        "missing": missing,
    }
    return render(request, "reports/closing/close.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def quarter_reopen(request: HttpRequest, year: int, quarter: int) -> HttpResponse:
    """Reopen a closed quarter for one unit, with a reason and the last day."""
    when, today = Quarter(year, quarter), timezone.localdate()
    closing = closing_of(when)
    check_can_reopen_quarter(request.user, closing)
    units = (
        Unit.objects.filter(positions__reports_made__year=year, positions__reports_made__quarter=quarter)
        .distinct()
        .order_by("name")
    )
    if request.method != "POST":
        return _reopen_page(
            request, when, closing, ReopeningForm(units=units, today=today, chosen=request.GET.get("unit", ""))
        )
    form = ReopeningForm(request.POST, units=units, today=today)
    if not form.is_valid():
        return _reopen_page(request, when, closing, form, 422)
    chosen = form.cleaned_data
    made = reopen_quarter(
        closing=closing, unit=chosen["unit"], reason=chosen["reason"], until=chosen["until"], by=request.user
    )
    messages.success(request, f"{when.name} {when.year} dibuka kembali untuk {made.unit.name}.")
    return redirect("reception", year=year, quarter=quarter)


def _reopen_page(
    request: HttpRequest, quarter: Quarter, closing: QuarterClosing, form: ReopeningForm, status: int = 200
) -> HttpResponse:
    context = {"quarter": quarter, "closing": closing, "form": form}
    return render(request, "reports/closing/reopen.html", context, status=status)
