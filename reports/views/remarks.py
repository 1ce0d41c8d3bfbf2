"""Remarks of those who review a report, answered by those who make it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from reports.actions import mend_comment
from reports.views.desk import Desk


@require_POST
def remark_mended(request: HttpRequest, unit: str, position: str, year: int, quarter: int, remark: int) -> HttpResponse:
    """Say that what a remark asked for is done."""
    desk = Desk.take(request, unit, position, year, quarter)
    found = get_object_or_404(desk.report.comments, pk=remark)
    if mend_comment(comment=found, by=request.user):
        messages.success(request, f"Catatan pada “{found.label}” ditandai sudah diperbaiki.")
    else:
        messages.info(request, "Catatan ini sudah ditandai sebelumnya.")
    return redirect(f"{desk.address('report')}#catatan")
