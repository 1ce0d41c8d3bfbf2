"""A report as a page, and as a file."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from agreements.enums import Severity
from agreements.models import User
from reports.models import Report
from reports.outputs import OUTPUTS, Prepared, prepare
from reports.period import Quarter
from reports.policies import can_enter
from reports.preview import render_fragment
from reports.queries import final_years, holidays, units_visible_to
from reports.results import Finding
from reports.views.common import download
from reports.views.unit import around, due

DOWNLOADS = {"pdf": "PDF", "xlsx": "Excel", "json": "JSON"}


@dataclass(frozen=True)
class FindingGroup:
    """The findings of one severity."""

    severity: Severity
    findings: tuple[Finding, ...]


def visible_report(user: User, unit: str, position: str, quarter: Quarter) -> Report:
    """Return the report, or answer 404 where there is none that the account may see."""
    return get_object_or_404(
        Report.objects.filter(position__unit__in=units_visible_to(user)).select_related(
            "position__unit__regency", "position__unit__parent", "position__superior"
        ),
        position__unit__slug=unit,
        position__slug=position,
        year=quarter.year,
        quarter=quarter.number,
    )


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
    """Show the document with its state, what the checks found, and its files."""
    when = Quarter(year, quarter)
    found = visible_report(request.user, unit, position, when)
    prepared = prepare(found.position, when)
    context = {
        "report": found,
        "unit": found.position.unit,
        "quarter": when,
        "quarters": neighbours(found),
        "inputs": prepared.inputs,
        "document": render_fragment(prepared.document),
        "groups": finding_groups(prepared),
        "due": due(
            when,
            prepared.inputs.deadline_days,
            prepared.inputs.status,
            holidays(around(when)),
            final_years(around(when)),
            timezone.localdate(),
        ),
        "downloads": DOWNLOADS,
        "may_enter": can_enter(request.user, found.position.unit),
    }
    return render(request, "reports/report/detail.html", context)


@require_safe
def report_download(
    request: HttpRequest, unit: str, position: str, year: int, quarter: int, extension: str
) -> HttpResponse:
    """Send the report as PDF, Excel workbook or JSON."""
    if extension not in DOWNLOADS:
        raise Http404
    when = Quarter(year, quarter)
    found = visible_report(request.user, unit, position, when)
    return download(OUTPUTS[extension](prepare(found.position, when)))
