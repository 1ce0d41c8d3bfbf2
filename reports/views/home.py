"""The first page: the quarter's work of whoever signs in."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from agreements.enums import AppointmentKind, ReportStatus
from agreements.models import Position, Unit, User
from agreements.policies import standing_of
from reports.period import Quarter
from reports.policies import can_close_quarter
from reports.queries import (
    opened_quarters,
    positions_below,
    positions_held,
    receives_below,
    report_statuses,
    reports_of,
    units_visible_to,
)
from reports.views.common import QuarterWork
from reports.views.owed import owed_reports
from reports.views.unit import Missing, missing_by_post, report_lines, unit_context


@dataclass(frozen=True)
class UnitLine:
    """A unit in the list of those who see several: its newest quarter and how many reports stand where."""

    unit: Unit
    quarter: Quarter | None
    counts: tuple[tuple[ReportStatus, int], ...]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show an operator of one unit its work; everybody else the own and the subordinates' reports, and the units."""
    units = tuple(units_visible_to(request.user).select_related("regency", "parent").order_by("name"))
    standing = standing_of(request.user)
    opened = opened_quarters(units)
    operated = tuple(unit for unit in units if unit.pk in standing.operated)
    if len(operated) == 1:
        unit = operated[0]
        quarter = latest(opened.get(unit.pk, ()))
        return render(request, "reports/unit/quarter.html", _operator_context(request.user, unit, quarter))
    posts = positions_held(request.user, timezone.localdate())
    context = {
        "posts": posts,
        "titles": tuple(_title(post) for post in posts),
        "receives": _receives(request.user, posts),
        "units": _unit_lines(units, opened),
        **_own_reports(posts, units, opened),
    }
    return render(request, "reports/home/overview.html", context)


def _operator_context(user: User, unit: Unit, quarter: Quarter) -> dict[str, object]:
    """Return the work of a unit, and what of other quarters or from its superiors has come back to it.

    The drafts of the quarter are no reminder of their own: the page lists them with the figures that they wait for.
    """
    context = unit_context(user, unit, quarter)
    posts = Position.objects.filter(unit=unit)
    owed = owed_reports(posts, context["missing"], timezone.localdate())
    return context | {"owed": tuple(row for row in owed if row.urgent or row.line.quarter != quarter)}


def latest(quarters: Sequence[Quarter]) -> Quarter:
    """Return the newest quarter that was opened, else the one that ended last."""
    return quarters[0] if quarters else Quarter.from_date(timezone.localdate()).previous


def _title(post: Position) -> str:
    """Name a post as its account holds it: an acting official is no Camat but a Plt. Camat."""
    acting = "" if post.held_as == AppointmentKind.DEFINITIVE else f"{AppointmentKind(post.held_as).label} "
    return f"{acting}{post.name}, {post.unit.name}"


def _receives(user: User, posts: Sequence[Position]) -> bool:
    """Return whether to lead to the reception somebody who has no link to it above: the superior of its own office."""
    if not posts or can_close_quarter(user):
        return False
    return receives_below(user, posts, timezone.localdate())


def _unit_lines(units: Sequence[Unit], opened: dict[int, tuple[Quarter, ...]]) -> tuple[UnitLine, ...]:
    statuses = report_statuses(units)
    lines = []
    for unit in units:
        quarter = opened.get(unit.pk, (None,))[0]
        counted = Counter(statuses.get((unit.pk, quarter), ()))
        lines.append(
            UnitLine(unit, quarter, tuple((state, counted[state]) for state in ReportStatus if counted[state]))
        )
    return tuple(lines)


def _own_reports(
    posts: Sequence[Position], units: Sequence[Unit], opened: dict[int, tuple[Quarter, ...]]
) -> dict[str, object]:
    """Return the own reports and those of the posts directly below, each in the newest quarter of its unit.

    What a report still waits for is only loaded for the units of the own posts: one or two, however many stand below.
    """
    if not posts:
        return {"own": [], "subordinate": [], "owed": ()}
    below = positions_below(posts)
    newest = {unit_id: quarters[0] for unit_id, quarters in opened.items()}
    missing: Missing = {}
    for unit in units:
        if unit.pk in newest and unit.pk in {post.unit_id for post in posts}:
            missing = {**missing, **missing_by_post(QuarterWork.load(unit, newest[unit.pk]))}
    rows = [
        row
        for row in reports_of((*posts, *below), set(newest.values()))
        if newest.get(row.position.unit_id) == Quarter(row.year, row.quarter)
    ]
    today = timezone.localdate()
    lines = report_lines(rows, missing, today)
    own = {post.pk for post in posts}
    return {
        "own": [line for line in lines if line.position.pk in own],
        "subordinate": [line for line in lines if line.position.pk not in own],
        "owed": owed_reports(posts, missing, today),
    }
