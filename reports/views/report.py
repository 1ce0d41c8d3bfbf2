"""A report as a page, and as a file."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from agreements.enums import ReportForm, Severity
from reports.models import Report
from reports.outputs import OUTPUTS, Prepared
from reports.period import Quarter
from reports.policies import can_enter, check_can_compare_forms
from reports.preview import render_fragment
from reports.queries import FILES, closing_notice, current_issue
from reports.results import Finding
from reports.views.arrangement import in_form
from reports.views.common import download
from reports.views.desk import Desk
from reports.views.issued import send_issued
from reports.views.state import State
from reports.views.unit import dues_of

DOWNLOADS = {"pdf": "PDF", "xlsx": "Excel", "json": "JSON"}


@dataclass(frozen=True)
class FindingGroup:
    """The findings of one severity."""

    severity: Severity
    findings: tuple[Finding, ...]


def finding_groups(prepared: Prepared) -> tuple[FindingGroup, ...]:
    """Return the findings by severity, the heaviest first."""
    groups = (
        FindingGroup(severity, tuple(row for row in prepared.findings if row.severity == severity))
        for severity in Severity
    )
    return tuple(group for group in groups if group.findings)


def neighbours(report: Report) -> tuple[Quarter, ...]:
    """Return the quarters in which the post has a report, newest first."""
    rows = Report.objects.filter(position=report.position_id).order_by("-year", "-quarter")
    return tuple(Quarter(year, number) for year, number in rows.values_list("year", "quarter"))


@require_safe
def report(request: HttpRequest, unit: str, position: str, year: int, quarter: int) -> HttpResponse:
    """Show the document with its state, what the checks found, and its files.

    `?bentuk=` shows it as another form prints it, to those who may compare forms.
    """
    desk = Desk.take(request, unit, position, year, quarter)
    found, prepared = desk.report, desk.prepared
    preview = _preview_form(request)
    document = in_form(desk, preview) if preview else prepared.document
    context = desk.context(
        quarters=neighbours(found),
        inputs=prepared.inputs,
        preview=preview,
        document=render_fragment(document),
        groups=finding_groups(prepared),
        stale=desk.stale if prepared.inputs.texts else (),
        state=State.of(desk),
        due=dues_of([found], timezone.localdate())[found.pk],
        downloads=DOWNLOADS,
        issues=found.issues.count(),
        may_enter=can_enter(request.user, found.position.unit),
        closing=closing_notice(found.position.unit, desk.quarter, timezone.localdate()),
    )
    return render(request, "reports/report/detail.html", context)


def _preview_form(request: HttpRequest) -> ReportForm | None:
    """Return the form that the address asks for, if any; a word that names none is not found."""
    asked = request.GET.get("bentuk")
    if asked is None:
        return None
    if asked not in ReportForm:
        raise Http404("no such form")
    check_can_compare_forms(request.user)
    return ReportForm(asked)


@require_safe
def report_download(
    request: HttpRequest, unit: str, position: str, year: int, quarter: int, extension: str
) -> HttpResponse:
    """Send the report as PDF, Excel workbook or JSON; of an approved one, PDF and workbook as they were issued."""
    if extension not in DOWNLOADS:
        raise Http404
    desk = Desk.take(request, unit, position, year, quarter)
    issue = current_issue(desk.report) if extension in FILES else None
    if issue is not None:
        return send_issued(request, desk, issue, extension)
    return download(OUTPUTS[extension](desk.prepared))
