"""What the checks found, of a report and of a whole office, with the way to each field; and why warnings stand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from agreements.enums import ReportStatus, Severity
from agreements.policies import standing_of
from reports.actions import StaleReportError, save_reasons
from reports.anchors import ENTRY_CELLS
from reports.forms.reasons import ReasonsForm
from reports.outputs import Checked, check_opened
from reports.period import Quarter
from reports.policies import EDITABLE, can_explain, can_take, check_can_explain
from reports.views.common import visible_unit
from reports.views.desk import Desk
from reports.views.findings import Counted, Finder, FindingGroup, FindingLine, mends_figures, others_missing
from reports.views.mending import Mending
from reports.views.places import Spot
from reports.workflow import Step

# -- one report --------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def report_check(request: HttpRequest, unit: str, position: str, year: int, quarter: int) -> HttpResponse:
    """Show what the checks found, live; on POST keep why warnings stand."""
    desk = Desk.take(request, unit, position, year, quarter)
    if request.method != "POST":
        return _page(request, desk, form_of(desk))
    check_can_explain(request.user, desk.report, timezone.localdate())
    form = form_of(desk, request.POST)
    if request.POST.get("version") != str(desk.report.version):
        return _page(request, desk, form, stale=True, status=409)
    if not form.is_valid():
        return _page(request, desk, form, status=422)
    try:
        changed = save_reasons(report=desk.report, reasons=form.reasons, version=desk.report.version, by=request.user)
    except StaleReportError:
        # Somebody saved between the reading above and the writing: read again, so that the page shows it.
        desk = Desk.take(request, unit, position, year, quarter)
        return _page(request, desk, form_of(desk, request.POST), stale=True, status=409)
    if changed:
        messages.success(request, f"{changed} alasan disimpan.")
    else:
        messages.info(request, "Tidak ada alasan yang berubah.")
    return redirect(desk.address("report_check"))


def form_of(desk: Desk, data: Mapping[str, str] | None = None) -> ReasonsForm:
    """Return the form for the warnings of a report."""
    warnings = (finding for finding in desk.prepared.findings if finding.severity == Severity.WARNING)
    return ReasonsForm(data, inputs=desk.prepared.inputs, warnings=warnings)


def _page(
    request: HttpRequest, desk: Desk, form: ReasonsForm, *, stale: bool = False, status: int = 200
) -> HttpResponse:
    today = timezone.localdate()
    finder, may_explain = Finder.of(request, desk), can_explain(request.user, desk.report, today)
    context = desk.context(
        groups=finder.groups(desk.prepared.findings, form.rows if may_explain else ()),
        counted=Counted(desk.prepared.findings),
        form=form,
        may_explain=may_explain,
        may_submit=can_take(request.user, desk.report, Step.SUBMIT, today),
        stale=stale,
        others_missing=others_missing([desk.prepared.inputs]),
    )
    return render(request, "reports/report/check.html", context, status=status)


# -- a whole office ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CheckedReport:
    """A report of the office with what is left of its findings once the shared ones are told."""

    name: str
    status: ReportStatus
    address: str
    counted: Counted
    groups: tuple[FindingGroup, ...]
    shared: int
    """How many of its findings are told once for several reports."""


@dataclass(frozen=True)
class SharedFinding:
    """A finding on a figure that several reports use."""

    line: FindingLine
    reports: tuple[str, ...]


@require_safe
def unit_check(request: HttpRequest, unit: str, year: int, quarter: int) -> HttpResponse:
    """Show what the checks found in all reports of a unit that are opened, live; a shared figure is told once."""
    office, when = visible_unit(request.user, unit), Quarter(year, quarter)
    checked = tuple(check_opened(office, when))
    shared = shared_of(checked)
    mending = Mending(request.user, office, year)
    may_enter = mends_figures(request.user, office, when)
    may_edit = may_enter and office.pk in standing_of(request.user).operated
    reports, told = [], {}
    for row in checked:
        spot = Spot(office.slug, row.inputs.position_slug, when, row.inputs, may_edit and row.inputs.status in EDITABLE)
        finder = Finder(spot, may_enter, mending)
        own = tuple(finding for finding in row.findings if finding.key not in shared)
        reports.append(
            CheckedReport(
                name=row.inputs.position,
                status=row.inputs.status,
                address=finder.spot.address("report_check"),
                counted=Counted(row.findings),
                groups=finder.groups(own),
                shared=len(row.findings) - len(own),
            )
        )
        for line in finder.lines(finding for finding in row.findings if finding.key in shared):
            told.setdefault(line.finding.key, SharedFinding(line, shared[line.finding.key]))
    context = {
        "unit": office,
        "quarter": when,
        "reports": reports,
        "shared": shared_groups(told.values()),
        "others_missing": others_missing(row.inputs for row in checked),
        "total": Counted(tuple(finding for row in checked for finding in row.findings)),
    }
    return render(request, "reports/unit/check.html", context)


def shared_of(checked: Iterable[Checked]) -> dict[str, tuple[str, ...]]:
    """Return, by key, the findings on figures that stand in several reports, with the posts whose reports these are."""
    posts: dict[str, list[str]] = {}
    for row in checked:
        for key in {finding.key for finding in row.findings if finding.link.startswith(ENTRY_CELLS)}:
            posts.setdefault(key, []).append(row.inputs.position)
    return {key: tuple(names) for key, names in posts.items() if len(names) > 1}


def shared_groups(told: Iterable[SharedFinding]) -> tuple[tuple[Severity, tuple[SharedFinding, ...]], ...]:
    """Return shared findings by severity, the heaviest first; whether each report has its reason is told there."""
    rows = tuple(replace(row, line=replace(row.line, finding=replace(row.line.finding, reason=None))) for row in told)
    groups = ((severity, tuple(row for row in rows if row.line.finding.severity == severity)) for severity in Severity)
    return tuple(group for group in groups if group[1])
