"""The first page: the quarter's work of whoever signs in."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from agreements.enums import AppointmentKind, ReportStatus
from agreements.models import Position, Unit, User
from agreements.policies import standing_of
from reports.board import Counts
from reports.period import Quarter
from reports.policies import can_close_quarter, can_open_board
from reports.queries import (
    count_cells,
    opened_quarters,
    positions_below,
    positions_held,
    quarter_of_the_desk,
    receives_below,
    report_statuses,
    reports_of,
    units_visible_to,
)
from reports.usage import HANDED_IN
from reports.views.board import UNITS_ON_A_PAGE
from reports.views.common import QuarterWork
from reports.views.guide import is_guide_away
from reports.views.office import heads_of_offices
from reports.views.owed import Owed, owed_reports
from reports.views.todo import QuarterTodo, quarter_todo
from reports.views.unit import Found, Missing, findings_by_post, missing_by_post, report_lines, unit_context


@dataclass(frozen=True)
class UnitLine:
    """A unit in the list of those who see several: its newest quarter and how many reports stand where."""

    unit: Unit
    quarter: Quarter | None
    counts: tuple[tuple[ReportStatus, int], ...]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show an operator of one unit its work; everybody else the own and the subordinates' reports, and the units."""
    visible = units_visible_to(request.user).select_related("regency", "parent").order_by("name")
    standing = standing_of(request.user)
    entered = tuple(visible.filter(pk__in=standing.operated)[:2]) if standing.operated else ()
    if len(entered) == 1:
        unit = entered[0]
        quarter = latest(opened_quarters([unit]).get(unit.pk, ()))
        context = _operator_context(request.user, unit, quarter) | {"guide_away": is_guide_away(request)}
        request.plan_year = quarter.year
        return render(request, "reports/unit/quarter.html", context)
    posts = positions_held(request.user, timezone.localdate())
    below = positions_below(posts) if posts else ()
    # Of hundreds of units only those that the page shows are looked at; who does not see all sees few.
    page = Paginator(visible if standing.sees_all else tuple(visible), UNITS_ON_A_PAGE).get_page(
        request.GET.get("halaman")
    )
    units = {unit.pk: unit for unit in page}
    if page.has_other_pages():
        units |= visible.in_bulk({post.unit_id for post in (*posts, *below)} - units.keys())
    opened = opened_quarters(units.values())
    request.plan_year = max((quarters[0].year for quarters in opened.values()), default=None)
    context = {
        "posts": posts,
        "board": _board(request.user),
        "offices": tuple((unit, opened[unit.pk][0]) for unit in heads_of_offices(posts) if unit.pk in opened),
        "titles": tuple(_title(post) for post in posts),
        "receives": _receives(request.user, posts),
        "page": page,
        "units": _unit_lines(page, opened),
        **_own_reports(posts, below, units.values(), opened),
    }
    return render(request, "reports/home/overview.html", context)


def _operator_context(user: User, unit: Unit, quarter: Quarter) -> dict[str, object]:
    """Return the work of a unit, and what of other quarters or from its superiors has come back to it.

    The drafts of the quarter are no reminder of their own: the page lists them with the figures that they wait for.
    """
    context = unit_context(user, unit, quarter)
    posts = Position.objects.filter(unit=unit)
    owed = owed_reports(posts, context["missing"], timezone.localdate())
    todos = (quarter_todo(context["work"], context["lines"], owed),) if context["is_open"] else ()
    return context | {
        "todos": tuple(todo for todo in todos if not _is_closed(todo, owed)),
        "owed": tuple(row for row in owed if not _is_told(row, {unit.pk: quarter})),
    }


def _is_closed(todo: QuarterTodo, owed: Iterable[Owed]) -> bool:
    """Return whether the quarter is closed: then nothing in it is to be done, whatever is owed."""
    return any(row.closed and (row.line.unit, row.line.quarter) == (todo.unit, todo.quarter) for row in owed)


def _is_told(row: Owed, newest: Mapping[int, Quarter]) -> bool:
    """Return whether the list of the newest quarter tells of a report already; what came back is told whole."""
    return not row.urgent and not row.closed and row.line.quarter == newest.get(row.line.unit.pk)


@dataclass(frozen=True)
class BoardHead:
    """How all reports of the quarter that is due stand, for those who see all units."""

    quarter: Quarter
    counts: Counts

    @property
    def unfinished(self) -> int:
        """How many are still with their makers."""
        return Counter({state: n for state, n in self.counts.states.items() if state not in HANDED_IN}).total()


def _board(user: User) -> BoardHead | None:
    """Return the head of the board, in three queries; None for those who don't see it."""
    if not can_open_board(user):
        return None
    today = timezone.localdate()
    quarter = quarter_of_the_desk(today)
    return BoardHead(quarter, count_cells([quarter], today)[quarter])


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


def _unit_lines(units: Iterable[Unit], opened: dict[int, tuple[Quarter, ...]]) -> tuple[UnitLine, ...]:
    shown = tuple(units)
    newest = {unit.pk: opened[unit.pk][0] for unit in shown if unit.pk in opened}
    statuses = report_statuses(newest)
    return tuple(_unit_line(unit, newest.get(unit.pk), statuses.get(unit.pk, Counter())) for unit in shown)


def _unit_line(unit: Unit, quarter: Quarter | None, counted: Counter[ReportStatus]) -> UnitLine:
    return UnitLine(unit, quarter, tuple((state, counted[state]) for state in ReportStatus if counted[state]))


def _own_reports(
    posts: Sequence[Position],
    below: Sequence[Position],
    units: Iterable[Unit],
    opened: dict[int, tuple[Quarter, ...]],
) -> dict[str, object]:
    """Return the own reports and those of the posts directly below, each in the newest quarter of its unit.

    What a report still waits for is only loaded for the units of the own posts: one or two, however many stand below.
    """
    if not posts:
        return {"own": [], "subordinate": [], "owed": (), "todos": ()}
    newest = {unit_id: quarters[0] for unit_id, quarters in opened.items()}
    missing: Missing = {}
    found: Found = {}
    works = []
    for unit in units:
        if unit.pk in newest and unit.pk in {post.unit_id for post in posts}:
            work = QuarterWork.load(unit, newest[unit.pk])
            works.append(work)
            missing, found = {**missing, **missing_by_post(work)}, {**found, **findings_by_post(work)}
    rows = [
        row
        for row in reports_of((*posts, *below), set(newest.values()))
        if newest.get(row.position.unit_id) == Quarter(row.year, row.quarter)
    ]
    today = timezone.localdate()
    lines = report_lines(rows, missing, today, found)
    own = {post.pk for post in posts}
    owed = owed_reports(posts, missing, today)
    mine = [line for line in lines if line.position.pk in own]
    todos = tuple(
        quarter_todo(work, those, owed, posts=[line.position.slug for line in those])
        for work in works
        if (those := [line for line in mine if line.unit == work.unit])
    )
    return {
        "own": mine,
        "subordinate": [line for line in lines if line.position.pk not in own],
        "owed": tuple(row for row in owed if not _is_told(row, newest)),
        "todos": tuple(todo for todo in todos if not _is_closed(todo, owed)),
    }
