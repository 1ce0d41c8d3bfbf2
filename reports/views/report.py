"""A report as a page, and as a file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from reports.models import Report
from reports.period import Quarter
from reports.policies import can_enter
from reports.preview import render_fragment
from reports.queries import FILES, closing_notice, current_issue
from reports.serving import report_file
from reports.views.arrangement import asked_form, questions_in_form
from reports.views.common import download
from reports.views.desk import Desk
from reports.views.findings import groups_on
from reports.views.issued import send_issued
from reports.views.state import State
from reports.views.unit import dues_of

DOWNLOADS = {"pdf": "PDF", "xlsx": "Excel", "json": "JSON"}


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
    preview = asked_form(request)
    questions = questions_in_form(desk, preview) if preview else desk.questions
    context = desk.context(
        quarters=neighbours(found),
        inputs=prepared.inputs,
        preview=preview,
        document=render_fragment(questions.document),
        groups=groups_on(request, desk),
        stale=desk.stale if prepared.inputs.texts else (),
        state=State.of(desk),
        due=dues_of([found], timezone.localdate())[found.pk],
        downloads=DOWNLOADS,
        issues=found.issues.count(),
        may_enter=can_enter(request.user, found.position.unit),
        closing=closing_notice(found.position.unit, desk.quarter, timezone.localdate()),
    )
    return render(request, "reports/report/detail.html", context)


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
    return download(report_file(desk.prepared, extension))
