"""Who changed what, when, and what it was before: of a report, and of a unit's organisation and plan."""

import datetime
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from agreements.queries import units_known_to
from reports.models import Event
from reports.queries import account_name, issued_inputs, line_of, load_inputs, report_trail, unit_trail
from reports.trail_words import Line, Subject, Versions, sentence, versions
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
    def of(cls, event: Event, line: Line) -> "TrailLine":
        """Tell a line."""
        return cls(event.number, event.at, account_name(event.by), sentence(line), versions(line))


def _page(request: HttpRequest, events: QuerySet[Event]) -> Page:
    return Paginator(events, ON_A_PAGE).get_page(request.GET.get("halaman"))


@require_safe
def trail(request: HttpRequest, unit: str, position: str, year: int, quarter: int) -> HttpResponse:
    """Show the trail of a report, newest first, to everybody who may see it."""
    desk = Desk.take(request, unit, position, year, quarter)
    post = desk.report.position
    found = report_trail(desk.report, issued_inputs(post, desk.quarter) or load_inputs(post, desk.quarter))
    page = _page(request, found.events)
    lines = tuple(TrailLine.of(event, found.line(event)) for event in page.object_list)
    return render(request, "reports/report/trail.html", desk.context(page=page, lines=lines, refusal=""))


@require_safe
def trail_of_unit(request: HttpRequest, unit: str) -> HttpResponse:
    """Show the trail of a unit's organisation, plan and quarters, newest first, to everybody who may see them."""
    office = get_object_or_404(units_known_to(request.user), slug=unit)
    page = _page(request, unit_trail(office))
    lines = tuple(TrailLine.of(event, line_of(event, Subject())) for event in page.object_list)
    return render(request, "reports/unit/trail.html", {"unit": office, "page": page, "lines": lines})
