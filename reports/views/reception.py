"""Where reports are received: what waits, one or several in one go, or given back with a reason."""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Page, Paginator
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
from reports.policies import (
    QuarterClosedError,
    can_close_quarter,
    can_open_board,
    check_can_open_reception,
    check_can_take,
)
from reports.queries import (
    Receivable,
    Received,
    closing_of,
    newest_quarter,
    people_of,
    quarters_with_reports,
    received_by,
    received_rows,
    reopened_until,
    report_summaries,
)
from reports.queries.reception import Office
from reports.summary import ReportSummaryValue
from reports.views.context import waiting_here
from reports.views.desk import visible_report
from reports.views.unit import Due, dues_of
from reports.workflow import Part, Step

LINES_ON_A_PAGE = 30
"""Reports of a list that stand on a page, and are received in one go."""

UNITS_ON_A_PAGE = 25
"""Units whose reports are counted on a page."""

CHANGED = "Laporan ini berubah sejak halaman dibuka. Periksa dulu isinya."


@dataclass(frozen=True)
class ReceptionLine:
    """A report on the page."""

    row: Received
    due: Due
    quarter: Quarter
    found: ReportSummaryValue | None = None
    """What the checks find in it and what it reached; None where nobody looked."""

    @property
    def achievement(self) -> Decimal | None:
        """Its mean achievement in per cent; None where there is none."""
        return self.found.achievement if self.found else None

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


@dataclass(frozen=True)
class UnitCount:
    """How many reports of a unit stand where."""

    unit: Office
    counts: tuple[tuple[ReportStatus, int], ...]


@dataclass(frozen=True)
class Filters:
    """What the address narrows the page to; None for everything."""

    unit: Office | None
    status: ReportStatus | None

    @classmethod
    def of(cls, request: HttpRequest, units: Iterable[Office]) -> "Filters":
        """Read the address; a unit or state that is none narrows nothing."""
        asked, status = request.GET.get("unit", ""), request.GET.get("status", "")
        return cls(
            next((unit for unit in units if unit.slug == asked), None),
            ReportStatus(status) if status in ReportStatus.values else None,
        )

    def keep(self, rows: Iterable[Receivable]) -> tuple[Receivable, ...]:
        """Return the reports that the address asks for."""
        return tuple(
            row
            for row in rows
            if (self.unit is None or row.unit == self.unit) and (self.status is None or row.status == self.status)
        )

    @property
    def query(self) -> str:
        """The address again, without its page: '' or 'unit=kecamatan-contoh&status=draft'."""
        named = {"unit": self.unit.slug if self.unit else "", "status": self.status.value if self.status else ""}
        return urlencode({name: value for name, value in named.items() if value})

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
    _, recorded = waiting_here(request)
    rows = received_by(request.user, when, today, recorded)
    check_can_open_reception(request.user, any(row.receives for row in rows))
    counts = unit_counts(rows)
    filters = Filters.of(request, [count.unit for count in counts])
    kept = filters.keep(rows)
    lists = _lists(request, filters, kept, when)
    lists["to_receive"].object_list = looked_into(lists["to_receive"], when)
    closing = closing_of(when)
    context = {
        "quarter": when,
        "quarters": quarters_with_reports(),
        "filters": filters,
        "query": request.GET.urlencode(),
        "filter_query": filters.query,
        "may_open_board": can_open_board(request.user),
        "statuses": ReportStatus,
        **lists,
        "counts": counts,
        "units": Paginator(counts, UNITS_ON_A_PAGE).get_page(request.GET.get("kantor")),
        "totals": _counted(rows),
        "closing": closing,
        "reopenings": closing.reopenings.select_related("unit", "by__official").order_by("-at") if closing else (),
        "still_open": len(reopened_until(closing, today)) if closing else 0,
        "today": today,
        "may_close": can_close_quarter(request.user),
        "has_ended": today > when.end,
    }
    return render(request, "reports/reception/board.html", context)


def _lists(
    request: HttpRequest, filters: Filters, kept: Sequence[Receivable], quarter: Quarter
) -> Mapping[str, Page[ReceptionLine]]:
    """Return a page of each list: of hundreds of reports only those that stand on it are read whole."""
    pages = {
        name: Paginator(rows, LINES_ON_A_PAGE).get_page(request.GET.get(asked))
        for name, asked, rows in (
            ("to_receive", "halaman", in_turn(row for row in kept if row.waits_to_be_received)),
            ("on_paper", "kertas", in_turn(row for row in kept if row.on_paper)),
            ("found", "daftar", kept if filters else ()),
        )
    }
    today = timezone.localdate()
    shown = received_rows({row.id: row for page in pages.values() for row in page}.values(), today)
    dues = dues_of([row.report for row in shown], today)
    lines = {row.report.pk: ReceptionLine(row, dues[row.report.pk], quarter) for row in shown}
    for page in pages.values():
        page.object_list = [lines[row.id] for row in page if row.id in lines]
    return pages


def looked_into(lines: Iterable[ReceptionLine], quarter: Quarter) -> list[ReceptionLine]:
    """Return the lines of a page with what each report reached and what the checks find in it."""
    rows = list(lines)
    units = {line.report.position.unit_id for line in rows}
    offices = Unit.objects.filter(pk__in=units).select_related("regency", "parent")
    found = report_summaries(offices, quarter) if rows else {}
    return [replace(line, found=found.get(line.report.position_id)) for line in rows]


def in_turn(rows: Iterable[Receivable]) -> tuple[Receivable, ...]:
    """Return what waits in the order it should be done: late ones in front, then the longest waiting first."""
    never = datetime.datetime.max.replace(tzinfo=datetime.UTC)
    return tuple(sorted(rows, key=lambda row: (not row.late, row.since or never)))


def unit_counts(rows: Sequence[Receivable]) -> tuple[UnitCount, ...]:
    """Count the reports of each unit by state, in the order of the rows."""
    of_unit: dict[Office, list[Receivable]] = {}
    for row in rows:
        of_unit.setdefault(row.unit, []).append(row)
    return tuple(UnitCount(unit, _counted(there)) for unit, there in of_unit.items())


def _counted(rows: Sequence[Receivable]) -> tuple[tuple[ReportStatus, int], ...]:
    counted = Counter(row.status for row in rows)
    return tuple((status, counted[status]) for status in ReportStatus if counted[status])


# -- receiving ---------------------------------------------------------------------------------------------------------


@require_POST
def reception_receive(request: HttpRequest, year: int, quarter: int) -> HttpResponse:
    """Receive the ticked reports, each on its own: one that fails leaves the others received."""
    when = Quarter(year, quarter)
    mine = {row.id for row in received_by(request.user, when, timezone.localdate()) if row.receives}
    check_can_open_reception(request.user, bool(mine))
    chosen = request.POST.getlist("laporan")
    named = {int(report) for report, _, _ in (choice.partition("-") for choice in chosen) if report.isdecimal()}
    rows = Report.objects.select_related("position__unit", "position__superior").in_bulk(mine & named)
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
        try:
            check_can_take(request.user, report, Step.SEND_BACK, today, people)
        except QuarterClosedError as refused:
            return _send_back_page(request, report, SendBackForm(version=report.version), closed=str(refused))
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
    except QuarterClosedError as refused:
        return _send_back_page(request, report, form, 409, closed=str(refused))
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


def _send_back_page(
    request: HttpRequest, report: Report, form: SendBackForm, status: int = 200, *, closed: str = ""
) -> HttpResponse:
    """Show the form; `closed` says that the quarter must be reopened first, and how."""
    context = {
        "report": report,
        "unit": report.position.unit,
        "quarter": Quarter(report.year, report.quarter),
        "status": ReportStatus(report.status),
        "form": form,
        "version": report.version,
        "closed": closed,
    }
    return render(request, "reports/reception/send_back.html", context, status=status)
