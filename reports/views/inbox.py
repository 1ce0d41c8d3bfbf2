"""What waits for the account: the list, and approving several reports at once that were read one by one."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from agreements.policies import Refused, standing_of
from reports.actions import ChangedSinceSeenError, StaleReportError
from reports.forms.review import BatchForm
from reports.period import Quarter
from reports.queries import Waiting, appointment_on, inbox_of, signing_date
from reports.views.review import NotDrawnError, approve, named

MOST_AT_ONCE = 15
"""Reports approved in one go: each is drawn for about two seconds, and no proxy waits for ever; an office has 12."""

CHANGED = "berubah sejak Anda membacanya. Buka dan baca lagi yang berubah."


@dataclass(frozen=True)
class InboxLine:
    """A report in the list; `chosen` where it was ticked on a page that came back."""

    waiting: Waiting
    quarter: Quarter
    official: str
    chosen: bool

    @property
    def may_be_chosen(self) -> bool:
        """Whether it was read, and what was read is known: only such a report is approved together with others."""
        return self.waiting.reading is not None and bool(self.waiting.reading.fingerprint)


@dataclass(frozen=True)
class Outcome:
    """What became of one report of several: '' where it was approved, else why not."""

    name: str
    refusal: str


@require_http_methods(["GET", "HEAD", "POST"])
def inbox(request: HttpRequest) -> HttpResponse:
    """List what waits; on POST approve the chosen reports with one answer, each on its own."""
    rows = inbox_of(request.user, timezone.localdate())
    if request.method != "POST":
        return _page(request, rows, BatchForm())
    form = BatchForm(request.POST)
    asked = set(request.POST.getlist("laporan"))
    chosen = [row for row in rows if str(row.report.pk) in asked]
    general = [] if chosen else ["Pilih paling sedikit satu laporan yang sudah Anda baca."]
    if len(chosen) > MOST_AT_ONCE:
        general = [f"Pilih paling banyak {MOST_AT_ONCE} laporan sekali setujui."]
    if not form.is_valid() or general:
        return _page(request, rows, form, 422, general=general)
    outcomes = [_approve_one(request, row, form) for row in chosen]
    for outcome in outcomes:
        if not outcome.refusal:
            messages.success(request, f"{outcome.name}: disetujui dan diterbitkan.")
    failed = [outcome for outcome in outcomes if outcome.refusal]
    if not failed:
        return redirect("inbox")
    return _page(request, inbox_of(request.user, timezone.localdate()), form, 409, failed=failed)


def _approve_one(request: HttpRequest, row: Waiting, form: BatchForm) -> Outcome:
    """Approve one report as it was when it was read; what stands in the way is told, and stops no other."""
    name = named(row.report)
    if row.reading is None or not row.reading.fingerprint:
        return Outcome(name, "belum Anda baca pada putaran ini. Buka dan baca dulu.")
    try:
        approve(
            report=row.report,
            answer=form.answer,
            seen=row.reading.fingerprint,
            by=request.user,
            today=timezone.localdate(),
        )
    except (ChangedSinceSeenError, StaleReportError):
        return Outcome(name, CHANGED)
    except Refused as refused:
        return Outcome(name, str(refused))
    except NotDrawnError as error:
        return Outcome(name, str(error))
    return Outcome(name, "")


def _page(
    request: HttpRequest,
    rows: tuple[Waiting, ...],
    form: BatchForm,
    status: int = 200,
    *,
    general: list[str] | None = None,
    failed: list[Outcome] | None = None,
) -> HttpResponse:
    asked = set(request.POST.getlist("laporan"))
    lines = [_line(row, str(row.report.pk) in asked) for row in rows]
    context = {
        "lines": lines,
        "form": form,
        "general": general or [],
        "failed": failed or [],
        "may_choose": any(line.may_be_chosen for line in lines),
        "receives": standing_of(request.user).organisasi,
    }
    return render(request, "reports/inbox/list.html", context, status=status)


def _line(row: Waiting, chosen: bool) -> InboxLine:
    quarter = Quarter(row.report.year, row.report.quarter)
    held = appointment_on(row.report.position.appointments.all(), signing_date(row.report, quarter))
    return InboxLine(row, quarter, held.official.name if held else "", chosen)
