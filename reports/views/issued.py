"""The issued revisions of a report: a list, and the files as they were approved."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.models import IssuedReport
from reports.pdf import PDF_TYPE
from reports.queries import FILES, DamagedFileError, issues_of, open_issued
from reports.views.desk import Desk
from reports.xlsx import XLSX_TYPE

TYPES = {"pdf": PDF_TYPE, "xlsx": XLSX_TYPE}


@require_safe
def report_issues(request: HttpRequest, unit: str, position: str, year: int, quarter: int) -> HttpResponse:
    """List all issued revisions of a report, newest first."""
    desk = Desk.take(request, unit, position, year, quarter)
    return render(request, "reports/report/issues.html", desk.context(issues=issues_of(desk.report), files=FILES))


@require_safe
def report_issue_download(
    request: HttpRequest, unit: str, position: str, year: int, quarter: int, revision: int, extension: str
) -> HttpResponse:
    """Send a file of an issued revision, as it was approved."""
    if extension not in FILES:
        raise Http404("no such file")
    desk = Desk.take(request, unit, position, year, quarter)
    row = desk.report.issues.defer("inputs", "snapshot").filter(revision=revision).first()
    if row is None:
        raise Http404("no such revision")
    return send_issued(request, desk, row, extension)


def send_issued(request: HttpRequest, desk: Desk, row: IssuedReport, extension: str) -> HttpResponse:
    """Send a stored file; refuse one that is no longer what was approved."""
    try:
        stored = open_issued(row, extension)
    except DamagedFileError:
        context = desk.context(issue=row, kind=FILES[extension])
        return render(request, "reports/report/issue_damaged.html", context, status=500)
    unit, position, year, quarter = desk.place
    return FileResponse(
        stored,
        as_attachment=True,
        filename=f"lkjip-{unit}-{position}-{year}-tw{quarter}-revisi-{row.revision}.{extension}",
        content_type=TYPES[extension],
        headers={"Cache-Control": "private, no-store"},
    )
