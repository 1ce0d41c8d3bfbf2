"""The page of the one who decides: reading a report, remarking on it, approving it or giving it back."""

import datetime
import logging

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from agreements.models import User
from agreements.policies import Refused
from reports.actions import (
    ChangedSinceSeenError,
    StaleReportError,
    add_comment,
    approve_report,
    mark_read,
    return_report,
)
from reports.forms.review import DecisionForm, RemarkForm
from reports.issuing import Answer, draw_issue
from reports.models import Report
from reports.period import Quarter
from reports.policies import QuarterClosedError, check_can_review, check_can_take
from reports.preview import render_fragment
from reports.undrawable import TooMuchError
from reports.views.desk import Desk
from reports.views.findings import groups_on
from reports.views.review_page import Folder
from reports.workflow import Step

log = logging.getLogger(__name__)

CHANGED = "Laporan ini berubah sejak Anda membacanya."
NOT_DRAWN = (
    "Berkas PDF dan Excel laporan ini gagal dibuat, jadi laporan belum disetujui. Coba lagi sebentar lagi; bila tetap"
    " gagal, hubungi administrator."
)
TOO_MUCH = (
    "Laporan ini terlalu berat untuk dijadikan PDF (batasnya 60 detik dan 1 GB), jadi belum disetujui. Kembalikan agar"
    " uraian yang sangat panjang, atau yang ditempel dari tempat lain, diperpendek atau diketik ulang."
)


class NotDrawnError(Exception):
    """The files of an approval could not be drawn; nothing was approved. The message is for the superior."""


def approve(*, report: Report, answer: Answer, seen: str, by: User, today: datetime.date) -> None:
    """Draw a report and approve it.

    Raises:
        NotDrawnError: its files could not be drawn.
        ChangedSinceSeenError, Refused, StaleReportError: see `actions.approve_report`.
    """
    try:
        drawn = draw_issue(report=report, answer=answer, by=by, today=today)
    except Exception as error:
        # Whatever the engine stumbles over, the superior shall read a sentence, and the log shall have the rest.
        log.exception("report %s could not be drawn for approval", report.pk)
        raise NotDrawnError(TOO_MUCH if isinstance(error, TooMuchError) else NOT_DRAWN) from error
    approve_report(report=report, seen=seen, drawn=drawn, by=by)


def named(report: Report) -> str:
    """Name a report in a message."""
    quarter = Quarter(report.year, report.quarter)
    return f"{report.position.name}, {report.position.unit.name}, {quarter.name} {quarter.year}"


@require_http_methods(["GET", "HEAD", "POST"])
def report_review(request: HttpRequest, unit: str, position: str, year: int, quarter: int) -> HttpResponse:
    """Show what changed, what was said, and the report; on POST approve it or give it back."""
    place = (unit, position, year, quarter)
    folder = Folder.take(Desk.take(request, *place))
    if request.method != "POST":
        return _page(request, folder, DecisionForm())
    if folder.waiting:
        check_can_take(request.user, folder.desk.report, Step.APPROVE, folder.today, folder.people)
    form = DecisionForm(request.POST)
    if not folder.waiting or request.POST.get("version") != str(folder.desk.report.version):
        return _changed(request, folder, form)
    if not form.is_valid():
        return _page(request, folder, form, 422)
    try:
        _take(folder, form, request.POST.get("seen", ""))
    except NotDrawnError as error:
        return _page(request, folder, form, 503, failure=str(error))
    except QuarterClosedError as refused:
        return _page(request, folder, form, 409, failure=str(refused))
    except (StaleReportError, ChangedSinceSeenError):
        return _changed(request, Folder.take(Desk.take(request, *place)), form)
    except Refused:
        again = Folder.take(Desk.take(request, *place))
        if again.waiting:
            raise
        return _changed(request, again, form)
    done = "disetujui dan diterbitkan" if form.step is Step.APPROVE else "dikembalikan untuk diperbaiki"
    messages.success(request, f"{named(folder.desk.report)}: {done}.")
    return redirect("inbox")


def _take(folder: Folder, form: DecisionForm, seen: str) -> None:
    report, by = folder.desk.report, folder.desk.user
    if form.step is Step.RETURN:
        reason = form.cleaned_data["reason"]
        return_report(report=report, version=report.version, reason=reason, answer=form.answer, by=by)
        return
    if seen != folder.seen:
        # Said here before a second goes into drawing; the action compares again when it holds the report.
        raise ChangedSinceSeenError(f"{report} has changed since it was read")
    approve(report=report, answer=form.answer, seen=seen, by=by, today=folder.today)


def _changed(request: HttpRequest, folder: Folder, form: DecisionForm) -> HttpResponse:
    """Show the page again with all that was typed and ticked, and say what is not as it was."""
    seen = request.POST.get("seen", "")
    then = "Yang Anda baca" if folder.has_read(seen) else "Saat diajukan"
    return _page(request, folder, form, 409, changed=CHANGED, since_seen=folder.since_seen(seen), then=then)


def _page(request: HttpRequest, folder: Folder, form: DecisionForm, status: int = 200, **more: object) -> HttpResponse:
    prepared = folder.desk.prepared
    context = {
        "folder": folder,
        "form": form,
        "inputs": prepared.inputs,
        "groups": groups_on(request, folder.desk),
        "document": render_fragment(folder.desk.questions.document),
        "changed": "",
        "since_seen": None,
        "then": "",
        "failure": "",
        "remark_url": folder.desk.address("report_remark") if folder.may_remark else "",
    }
    return render(request, "reports/review/detail.html", folder.desk.context(**context | more), status=status)


@require_POST
def report_read(request: HttpRequest, unit: str, position: str, year: int, quarter: int) -> HttpResponse:
    """Note that the account has read the report; a script posts it, or a button where there is none."""
    desk = Desk.take(request, unit, position, year, quarter)
    try:
        mark_read(report=desk.report, seen=request.POST.get("seen", ""), by=request.user)
    except ChangedSinceSeenError:
        sentence = f"{CHANGED} Muat ulang halaman ini, lalu baca yang berubah."
        if _by_script(request):
            return JsonResponse({"sentence": sentence}, status=409)
        messages.warning(request, f"{CHANGED} Baca dulu yang berubah.")
        return redirect(desk.address("report_review"))
    if _by_script(request):
        return JsonResponse({"sentence": "Sudah dibaca."})
    messages.success(request, f"{named(desk.report)}: sudah dibaca.")
    return redirect("inbox")


def _by_script(request: HttpRequest) -> bool:
    return request.accepts("application/json") and not request.accepts("text/html")


@require_http_methods(["GET", "HEAD", "POST"])
def report_remark(request: HttpRequest, unit: str, position: str, year: int, quarter: int) -> HttpResponse:
    """Write a remark, pinned to the place that `?tempat=` names or that is chosen."""
    folder = Folder.take(Desk.take(request, unit, position, year, quarter))
    check_can_review(request.user, folder.desk.report, folder.today, folder.people)
    if request.method != "POST":
        return _remark_page(request, folder, RemarkForm(places=folder.places, place=request.GET.get("tempat", "")))
    form = RemarkForm(request.POST, places=folder.places)
    if not form.is_valid():
        return _remark_page(request, folder, form, 422)
    made = add_comment(
        report=folder.desk.report, anchor=form.cleaned_data["place"], text=form.cleaned_data["text"], by=request.user
    )
    messages.success(request, f"Catatan disimpan pada: {made.label}.")
    return redirect(f"{folder.desk.address('report_review')}#catatan")


def _remark_page(request: HttpRequest, folder: Folder, form: RemarkForm, status: int = 200) -> HttpResponse:
    anchor = form["place"].value() or ""
    said = [entry for key, entry in folder.snapshot.items() if anchor and key.partition("/")[0] == anchor]
    context = folder.desk.context(folder=folder, form=form, said=said)
    return render(request, "reports/review/remark.html", context, status=status)
