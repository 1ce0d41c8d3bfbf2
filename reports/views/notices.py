"""What the account was told: the list, opening one, and having read them all."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from agreements.enums import NoticeKind
from agreements.models import User
from reports.actions import read_notices
from reports.models import Notice
from reports.period import Quarter
from reports.queries import batches_of, notices_of, units_visible_to

ON_A_PAGE = 25


@dataclass(frozen=True)
class NoticeLine:
    """A notice in the list; `reachable` where the account may still see what it is about."""

    notice: Notice
    quarter: Quarter
    reachable: bool

    @property
    def address(self) -> str:
        """Where the notice leads: a report that waits for an answer to the page on which it is answered."""
        report = self.notice.report
        if report is None:
            return reverse("download_job", args=[self.notice.batch_id])
        page = "report_review" if self.notice.kind == NoticeKind.SUBMITTED else "report"
        return reverse(page, args=[report.position.unit.slug, report.position.slug, report.year, report.quarter])


def notice_lines(user: User, rows: Iterable[Notice]) -> tuple[NoticeLine, ...]:
    """Return the lines of a page of the list: an official who has moved on keeps the notice and loses the report."""
    notices = tuple(rows)
    units = {notice.report.position.unit_id for notice in notices if notice.report is not None}
    visible = set(units_visible_to(user).filter(pk__in=units).values_list("pk", flat=True))
    asked = {notice.batch_id for notice in notices} - {None}
    jobs = set(batches_of(user).filter(pk__in=asked).values_list("pk", flat=True)) if asked else set()
    return tuple(_line(notice, visible, jobs) for notice in notices)


def _line(notice: Notice, visible: set[int], jobs: set[int]) -> NoticeLine:
    about = notice.report or notice.batch
    reachable = notice.batch_id in jobs if notice.report is None else notice.report.position.unit_id in visible
    return NoticeLine(notice, Quarter(about.year, about.quarter), reachable)


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """Show what the account was told, newest first."""
    page = Paginator(notices_of(request.user), ON_A_PAGE).get_page(request.GET.get("halaman"))
    newest = notices_of(request.user).filter(read_at=None).order_by("-pk").first()
    context = {"page": page, "lines": notice_lines(request.user, page.object_list), "newest_unread": newest}
    return render(request, "reports/notice/list.html", context)


@require_POST
def notice_open(request: HttpRequest, notice: int) -> HttpResponse:
    """Note that a notice was read, and go to its report."""
    found = get_object_or_404(notices_of(request.user), pk=notice)
    read_notices(by=request.user, notices=[found])
    line = notice_lines(request.user, [found])[0]
    if not line.reachable:
        gone = "Unduhannya" if found.report is None else "Laporannya"
        messages.info(request, f"{gone} tidak lagi termasuk yang dapat Anda lihat.")
        return redirect("notices")
    return redirect(line.address)


@require_POST
def notices_read(request: HttpRequest) -> HttpResponse:
    """Note that everything was read, up to the newest notice that the page showed or counted (`sampai`).

    What came in since then stays unread: nobody has seen it.
    """
    newest = request.POST.get("sampai", "")
    seen = notices_of(request.user).filter(read_at=None)
    seen = seen.filter(pk__lte=newest) if newest.isdecimal() and len(newest) < 19 else seen.none()
    count = read_notices(by=request.user, notices=seen)
    messages.success(request, f"{count} pemberitahuan ditandai sudah dibaca.")
    return redirect("notices")
