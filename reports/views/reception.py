"""Where reports are received: what waits, one or several in one go, or given back with a reason."""

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agreements.enums import ReportStatus
from agreements.models import Unit, User
from agreements.policies import Refused
from reports.actions import NoReasonError, StaleReportError, receive_report, send_back_report
from reports.forms.reception import SendBackForm
from reports.models import Report
from reports.period import Quarter
from reports.policies import can_close_quarter, check_can_open_reception, check_can_take
from reports.queries import (
    Received,
    closing_of,
    newest_quarter,
    people_of,
    quarters_with_reports,
    received_by,
    records_on_paper,
)
from reports.views.desk import visible_report
from reports.views.unit import Due, dues_of
from reports.workflow import Part, Step

CHANGED = "Laporan ini berubah sejak halaman dibuka. Periksa dulu isinya."


@dataclass(frozen=True)
class ReceptionLine:
    """A report on the page."""

    row: Received
    due: Due
    quarter: Quarter

    @property
    def report(self) -> Report:
        """The report itself."""
        return self.row.report

    @property
    def status(self) -> ReportStatus:
        """Where it stands."""
        return ReportStatus(self.row.report.status)

    @property
    def choice(self) -> str:
        """What its tick box sends: the report, and the version that was seen."""
        return f"{self.report.pk}-{self.report.version}"

    @property
    def late(self) -> bool:
        """Whether it was handed in late."""
        return self.due.submission is not None and self.due.submission.late


@dataclass(frozen=True)
class UnitCount:
    """How many reports of a unit stand where."""

    unit: Unit
    counts: tuple[tuple[ReportStatus, int], ...]


@dataclass(frozen=True)
class Filters:
    """What the address narrows the page to; None for everything."""

    unit: Unit | None
    status: ReportStatus | None

    @classmethod
    def of(cls, request: HttpRequest, units: Iterable[Unit]) -> "Filters":
        """Read the address; a unit or state that is none narrows nothing."""
        asked, status = request.GET.get("unit", ""), request.GET.get("status", "")
        return cls(
            next((unit for unit in units if unit.slug == asked), None),
            ReportStatus(status) if status in ReportStatus.values else None,
        )

    def keep(self, lines: Iterable[ReceptionLine]) -> tuple[ReceptionLine, ...]:
        """Return the lines that the address asks for."""
        return tuple(
            line
            for line in lines
            if (self.unit is None or line.report.position.unit_id == self.unit.pk)
            and (self.status is None or line.status == self.status)
        )

    def __bool__(self) -> bool:
        """Whether anything is left out."""
        return self.unit is not None or self.status is not None


@require_safe
def reception_newest(request: HttpRequest) -> HttpResponse:
    """Lead to the newest quarter."""
    quarter = newest_quarter(timezone.localdate())
    return redirect("reception", year=quarter.year, quarter=quarter.number)


@require_safe
def reception(request: HttpRequest, year: int, quarter: int) -> HttpResponse:
    """Show what waits to be received or to be answered on paper, and how many reports stand where."""
    when, today = Quarter(year, quarter), timezone.localdate()
    rows = received_by(request.user, when, today)
    check_can_open_reception(request.user, any(row.receives for row in rows))
    dues = dues_of([row.report for row in rows], today)
    lines = [ReceptionLine(row, dues[row.report.pk], when) for row in rows]
    counts = unit_counts(lines)
    filters = Filters.of(request, [count.unit for count in counts])
    kept = filters.keep(lines)
    closing = closing_of(when)
    context = {
        "quarter": when,
        "quarters": quarters_with_reports(),
        "filters": filters,
        "query": request.GET.urlencode(),
        "statuses": ReportStatus,
        "to_receive": in_turn(line for line in kept if line.row.waits_to_be_received),
        "on_paper": in_turn(line for line in kept if records_on_paper(line.row, request.user)),
        "found": kept if filters else (),
        "counts": counts,
        "totals": _counted(lines),
        "closing": closing,
        "reopenings": closing.reopenings.select_related("unit", "by__official").order_by("-at") if closing else (),
        "today": today,
        "may_close": can_close_quarter(request.user),
        "has_ended": today > when.end,
    }
    return render(request, "reports/reception/board.html", context)


def in_turn(lines: Iterable[ReceptionLine]) -> tuple[ReceptionLine, ...]:
    """Return what waits in the order it should be done: late ones in front, then the longest waiting first."""
    never = datetime.datetime.max.replace(tzinfo=datetime.UTC)
    return tuple(sorted(lines, key=lambda line: (not line.late, line.row.since or never)))


def unit_counts(lines: Iterable[ReceptionLine]) -> tuple[UnitCount, ...]:
    """Count the reports of each unit by state, in the order of the lines."""
    units: dict[Unit, list[ReceptionLine]] = {}
    for line in lines:
        units.setdefault(line.report.position.unit, []).append(line)
    return tuple(UnitCount(unit, _counted(rows)) for unit, rows in units.items())


def _counted(lines: Sequence[ReceptionLine]) -> tuple[tuple[ReportStatus, int], ...]:
    counted = Counter(line.status for line in lines)
    return tuple((status, counted[status]) for status in ReportStatus if counted[status])


# -- receiving ---------------------------------------------------------------------------------------------------------


@require_POST
def reception_receive(request: HttpRequest, year: int, quarter: int) -> HttpResponse:
    """Receive the ticked reports, each on its own: one that fails leaves the others received."""
    when = Quarter(year, quarter)
    rows = {row.report.pk: row.report for row in received_by(request.user, when, timezone.localdate()) if row.receives}
    check_can_open_reception(request.user, bool(rows))
    chosen = request.POST.getlist("laporan")
    received = []
    for choice in chosen:
        report_id, _, version = choice.partition("-")
        report = rows.get(int(report_id)) if report_id.isdecimal() and version.isdecimal() else None
        if report is None:
            messages.error(request, "Satu laporan yang dipilih tidak ada di antara yang Anda terima.")
        elif refusal := _receive(report, int(version), request.user):
            messages.error(request, f"{_named(report)} belum diterima. {refusal}")
        else:
            received.append(_named(report))
    if len(received) == 1:
        messages.success(request, f"{received[0]} diterima.")
    elif received:
        messages.success(request, f"{len(received)} laporan diterima: {'; '.join(received)}.")
    if not chosen:
        messages.error(request, "Belum ada laporan yang dipilih. Centang sedikitnya satu, lalu tekan “Terima”.")
    return redirect(_board(when, request.GET.urlencode()))


def _receive(report: Report, version: int, by: User) -> str:
    """Receive a report; return why not, '' where it was."""
    try:
        receive_report(report=report, version=version, by=by)
    except StaleReportError:
        return CHANGED
    except Refused as refused:
        return str(refused)
    return ""


def _named(report: Report) -> str:
    return f"{report.position.name}, {report.position.unit.name}"


def _board(quarter: Quarter, query: str = "") -> str:
    address = reverse("reception", args=[quarter.year, quarter.number])
    return f"{address}?{query}" if query else address


# -- giving back -------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def reception_send_back(request: HttpRequest, unit: str, position: str, year: int, quarter: int) -> HttpResponse:
    """Give an approved report back with a reason; a reason that comes too late is kept on the page."""
    when, today = Quarter(year, quarter), timezone.localdate()
    report = _found(unit, position, when)
    people = people_of(report, today)
    if Part.RECEIVER not in people.parts_played(request.user):
        visible_report(request.user, unit, position, when)
        check_can_take(request.user, report, Step.SEND_BACK, today, people)
    if request.method != "POST":
        # On POST a state that has moved on is answered below, beside what was typed.
        check_can_take(request.user, report, Step.SEND_BACK, today, people)
        return _send_back_page(request, report, SendBackForm(version=report.version))
    form = SendBackForm(request.POST, version=report.version)
    if not form.is_valid():
        return _send_back_page(request, report, form, 422)
    reason, version = form.cleaned_data["reason"], form.cleaned_data["version"]
    try:
        send_back_report(report=report, version=version, reason=reason, by=request.user)
    except NoReasonError:
        form.add_error("reason", form.fields["reason"].error_messages["required"])
        return _send_back_page(request, report, form, 422)
    except StaleReportError:
        form.add_error(None, f"{CHANGED} Bila tetap perlu dikembalikan, kirim sekali lagi.")
    except Refused as refused:
        form.add_error(None, str(refused))
    else:
        messages.success(request, f"{_named(report)} dikembalikan, dan berlanjut sebagai revisi {report.revision + 1}.")
        return redirect(_board(when))
    # Read again, so that the page carries the version that stands now.
    return _send_back_page(request, _found(unit, position, when), form, 409)


def _found(unit: str, position: str, quarter: Quarter) -> Report:
    report = (
        Report.objects.filter(
            position__unit__slug=unit, position__slug=position, year=quarter.year, quarter=quarter.number
        )
        .select_related("position__unit")
        .first()
    )
    if report is None:
        raise Http404("no such report")
    return report


def _send_back_page(request: HttpRequest, report: Report, form: SendBackForm, status: int = 200) -> HttpResponse:
    context = {
        "report": report,
        "unit": report.position.unit,
        "quarter": Quarter(report.year, report.quarter),
        "status": ReportStatus(report.status),
        "form": form,
        "version": report.version,
    }
    return render(request, "reports/reception/send_back.html", context, status=status)
