"""The trail of a report: who changed what, when, and what it was before."""

import datetime
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.models import Event
from reports.queries import ReportTrail, account_name, issued_inputs, load_inputs, report_trail
from reports.trail_words import Versions, sentence, versions
from reports.views.desk import Desk

ON_A_PAGE = 50


@dataclass(frozen=True)
class TrailLine:
    """A line as the page tells it; `number` is that of the unit's chain, by which `verify_trail` names it too."""

    number: int
    at: datetime.datetime
    who: str
    sentence: str
    versions: tuple[Versions, ...]

    @classmethod
    def of(cls, event: Event, trail: ReportTrail) -> "TrailLine":
        """Tell a line."""
        line = trail.line(event)
        return cls(event.number, event.at, account_name(event.by), sentence(line), versions(line))


@require_safe
def trail(request: HttpRequest, unit: str, position: str, year: int, quarter: int) -> HttpResponse:
    """Show the trail, newest first, to everybody who may see the report."""
    desk = Desk.take(request, unit, position, year, quarter)
    post = desk.report.position
    found = report_trail(desk.report, issued_inputs(post, desk.quarter) or load_inputs(post, desk.quarter))
    page = Paginator(found.events, ON_A_PAGE).get_page(request.GET.get("halaman"))
    lines = tuple(TrailLine.of(event, found) for event in page.object_list)
    return render(request, "reports/report/trail.html", desk.context(page=page, lines=lines, refusal=""))
