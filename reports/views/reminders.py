"""Reminding those whose reports are late: who, with what words, then once for all."""

import datetime
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from agreements.enums import ReportStatus
from agreements.models import Unit, User
from reports.actions import Reminded, remind_posts
from reports.board import Cell, Narrowing, reminder_words, rows_of
from reports.forms.reminders import chosen_posts, written_posts
from reports.period import Quarter
from reports.policies import check_can_remind
from reports.queries import Reached, account_name, load_cells, open_units, reached_by_reminders, reminded_posts
from reports.queries.reminders import CLOSED
from reports.views.board import check_sees_board

NAMED = 5
"""Posts that were left out and are named with the reason; more are counted."""


@dataclass(frozen=True)
class ReminderLine:
    """A post on the page: whom the reminder reaches, or why there is none."""

    cell: Cell
    reached: Reached
    why_not: str

    @property
    def names(self) -> str:
        """Who is told."""
        return ", ".join(account_name(user) for user in self.reached.users)


@dataclass(frozen=True)
class ReminderUnit:
    """A unit on the page."""

    name: str
    lines: tuple[ReminderLine, ...]


@require_http_methods(["GET", "HEAD", "POST"])
def board_remind(request: HttpRequest, year: int, quarter: int) -> HttpResponse:
    """Say who will be reminded and with what words; on POST remind them, unit by unit.

    The ticked ones, or all who are late among what the address narrows to.
    """
    check_sees_board(request.user)
    check_can_remind(request.user)
    when, today = Quarter(year, quarter), timezone.localdate()
    if request.method == "POST":
        return _send(request, when, chosen_posts(request.POST.getlist("pilih")), today)
    cells = load_cells([when], today)[when]
    narrowing, ticked = Narrowing.of(request.GET), chosen_posts(request.GET.getlist("pilih"))
    chosen = tuple(
        cell
        for cell in (cells if ticked else narrowing.keep(cells))
        if cell.owed and (cell.post.id in ticked if ticked else cell.pressing)
    )
    lines = _lines(chosen, when, today, request.user)
    told = tuple(line for line in lines if not line.why_not)
    opening = {line.cell.post.unit_id for line in told if line.cell.report is None}
    context = {
        "quarter": when,
        "ticked": bool(ticked),
        "narrowing": narrowing,
        "has_ended": today > when.end,
        "told": told,
        "units": _by_unit(told),
        "left_out": tuple(line for line in lines if line.why_not),
        # Opening is a unit's, so what it owes beside the chosen ones comes to life too.
        "to_open": [cell for cell in cells if cell.report is None and cell.post.unit_id in opening],
        "opening": len(opening),
        "chosen": written_posts(line.cell.post.id for line in told),
        "words": _words(told, when, today),
    }
    return render(request, "reports/board/remind.html", context)


def _lines(cells: Collection[Cell], quarter: Quarter, today: datetime.date, by: User) -> tuple[ReminderLine, ...]:
    reached = reached_by_reminders({cell.post.id: cell.post.unit_id for cell in cells}, today)
    before = reminded_posts(quarter, today)
    still_open = open_units({cell.post.unit_id for cell in cells}, quarter, today)

    def why_not(cell: Cell) -> str:
        if cell.post.unit_id not in still_open:
            return CLOSED
        return reached[cell.post.id].why_not(by, reminded=cell.post.id in before)

    return tuple(ReminderLine(cell, reached[cell.post.id], why_not(cell)) for cell in cells)


def _by_unit(lines: Iterable[ReminderLine]) -> tuple[ReminderUnit, ...]:
    found = {line.cell.post.id: line for line in lines}
    return tuple(
        ReminderUnit(row.name, tuple(found[cell.post.id] for cell in row.cells))
        for row in rows_of(line.cell for line in found.values())
    )


def _words(lines: Iterable[ReminderLine], quarter: Quarter, today: datetime.date) -> str:
    """Return what the first one of the list is told, as an example for all."""
    first = next(iter(lines), None)
    if first is None:
        return ""
    status = first.cell.report.status if first.cell.report else ReportStatus.DRAFT
    return reminder_words(first.cell.post.name, quarter, status, first.cell.due, today)


# -- sending -----------------------------------------------------------------------------------------------------------


def _send(request: HttpRequest, quarter: Quarter, chosen: Collection[int], today: datetime.date) -> HttpResponse:
    """Remind unit by unit, each in a transaction of its own: no lock holds the whole kabupaten."""
    # In one order, as everything that goes over several units.
    units = Unit.objects.filter(positions__in=chosen).distinct().order_by("pk")
    done = [remind_posts(unit=unit, quarter=quarter, posts=chosen, today=today, by=request.user) for unit in units]
    _tell(request, done)
    return redirect(reverse("board", args=[quarter.year, quarter.number]))


def _tell(request: HttpRequest, done: Iterable[Reminded]) -> None:
    rows = tuple(done)
    posts = sum(len(row.posts) for row in rows)
    accounts = frozenset(account for row in rows for account in row.accounts)
    opened = len([post for row in rows for post in row.opened])
    if posts:
        more = f" {opened} laporan baru dibuka supaya dapat diisi." if opened else ""
        messages.success(request, f"{posts} laporan diingatkan kepada {len(accounts)} akun.{more}")
    skipped = [pair for row in rows for pair in row.skipped]
    if skipped:
        messages.warning(request, f"{len(skipped)} laporan tidak diingatkan. {_reasons(skipped)}.")
    if not posts and not skipped:
        messages.error(request, "Belum ada laporan yang dipilih untuk diingatkan.")


def _reasons(skipped: Collection[tuple[str, str]]) -> str:
    """Name a few (post, why) one by one; of many count each reason, since the posts of 21 offices share their names."""
    if len(skipped) <= NAMED:
        return "; ".join(f"{post}: {why}" for post, why in skipped)
    return "; ".join(f"{number} {why}" for why, number in Counter(why for _, why in skipped).most_common())
