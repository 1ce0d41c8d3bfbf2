"""What every post owes in a quarter, for the board: posts, their reports, how they were handed in. Reads only.

Plain values instead of rows, in a fixed number of queries: the board of a kabupaten holds hundreds of reports.
"""

import datetime
from collections.abc import Iterable, Mapping

from django.db.models import Count, Exists, F, FilteredRelation, Max, OuterRef, Q
from django.utils import timezone

from agreements.enums import NoticeKind
from agreements.models import Position, Unit
from agreements.queries import appointment_on, appointments_on
from reports.board import (
    REMIND_AGAIN,
    Cell,
    Counts,
    Handing,
    Post,
    PostKind,
    counts_of_alike,
    examined,
    make_cell,
    post_kind,
)
from reports.models import Notice, Report, Submission
from reports.period import Quarter, due_date, working_days_left
from reports.queries.lists import holidays
from reports.queries.reception import newest_quarter
from reports.queries.reports import deadline_by
from reports.queries.summaries import report_summaries

Key = tuple[int, Quarter]
"""A post's id and a quarter."""

POST = (
    "pk", "slug", "name", "form", "echelon", "deadline_days", "superior__echelon",
    "unit", "unit__slug", "unit__name", "unit__kind",
)  # fmt: skip
REPORT = ("position", "year", "quarter", "pk", "status", "revision", "changed_since_approval")
SUBMISSION = ("report", "round", "due_on", "late_days", "fingerprint")


def load_cells(
    quarters: Iterable[Quarter], today: datetime.date, units: Iterable[Unit] | None = None
) -> dict[Quarter, tuple[Cell, ...]]:
    """Return what every post owes in quarters of one year, by unit and post, seen from today; in five queries.

    A post that reports no more stands only where it has a report. `units` narrows to some offices.
    """
    wanted = tuple(quarters)
    rows = Report.objects.filter(year=wanted[0].year, quarter__in=[quarter.number for quarter in wanted])
    if units is not None:
        rows = rows.filter(position__unit__in=units)
    handings = _handings(rows)
    posts, rules = _posts(handings, units, today)
    days_off = holidays({wanted[0].year, wanted[0].year + 1, today.year})
    found: dict[Quarter, list[Cell]] = {quarter: [] for quarter in wanted}
    for quarter in wanted:
        for post, still_reports in posts:
            report = handings.get((post.id, quarter))
            if report is None and not still_reports:
                continue
            found[quarter].append(make_cell(post, report, *_due(quarter, rules[post.id], days_off, today), today))
    return {quarter: tuple(cells) for quarter, cells in found.items()}


def count_cells(
    quarters: Iterable[Quarter], today: datetime.date, units: Iterable[Unit] | None = None
) -> dict[Quarter, Counts]:
    """Count what all units owe in quarters of one year, or some `units`, without findings, in three queries.

    As `counts_of` over `load_cells` would, but the database puts reports that count alike together: of a whole
    kabupaten some dozens of rows come out.
    """
    wanted = tuple(quarters)
    year, numbers = wanted[0].year, [quarter.number for quarter in wanted]
    days_off = holidays({year, year + 1, today.year})
    found: dict[Quarter, list[tuple[Cell, int]]] = {quarter: [] for quarter in wanted}
    opened, posts = Report.objects.filter(year=year, quarter__in=numbers), Position.objects.filter(reports=True)
    if units is not None:
        offices = tuple(units)
        opened, posts = opened.filter(position__unit__in=offices), posts.filter(unit__in=offices)
    first = opened.annotate(
        first=FilteredRelation("submissions", condition=Q(submissions__round=1)),
        reminded=Exists(_reminders_lately(today)),
    ).order_by()
    groups = first.values_list(*GROUP).annotate(Count("pk"))
    for number, *rule, status, changed, due_on, late_days, reminded, count in groups:
        quarter = Quarter(year, number)
        report = Handing(0, status, 1, changed, due_on, late_days, reminded_on=today if reminded else None)
        found[quarter].append((make_cell(ANYBODY, report, *_due(quarter, rule, days_off, today), today), count))
    for quarter in wanted:
        there = opened.filter(quarter=quarter.number).values("position")
        missing = posts.exclude(pk__in=there).order_by()
        for *rule, count in missing.values_list(*RULE).annotate(Count("pk")):
            found[quarter].append((make_cell(ANYBODY, None, *_due(quarter, rule, days_off, today), today), count))
    return {quarter: counts_of_alike(cells) for quarter, cells in found.items()}


RULE = ("deadline_days", "echelon", "superior__echelon")
"""What a due date follows from."""
GROUP = (
    "quarter", *(f"position__{name}" for name in RULE),
    "status", "changed_since_approval", "first__due_on", "first__late_days", "reminded",
)  # fmt: skip
ANYBODY = Post(0, "", "", PostKind.STAF, "", 0, "", "", "")


def _due(
    quarter: Quarter, rule: Iterable[int | str | None], days_off: frozenset[datetime.date], today: datetime.date
) -> tuple[datetime.date, int]:
    """Return when a report is due by what its date follows from (`RULE`), and the working days that are left."""
    due = due_date(quarter, deadline_by(*rule), days_off)
    return due, working_days_left(today, due, days_off)


def _reminders_lately(today: datetime.date):
    """Return the reminders of a report that are so young that its makers need no other (`Cell.reminded_lately`)."""
    first = today - datetime.timedelta(days=REMIND_AGAIN - 1)
    since = timezone.make_aware(datetime.datetime.combine(first, datetime.time.min))
    return Notice.objects.filter(kind=NoticeKind.REMINDED, report=OuterRef("pk"), at__gte=since)


def _handings(rows) -> dict[Key, Handing]:
    # The condition stands in the join, so that an index of reminders alone serves it: other notices are many.
    reminders = FilteredRelation("notices", condition=Q(notices__kind=NoticeKind.REMINDED))
    found = rows.order_by().annotate(reminders=reminders).values_list(*REPORT).annotate(reminded=Max("reminders__at"))
    reports = tuple(found)
    # The first round says whether it came in time, the present one what was handed in.
    asked = Submission.objects.filter(Q(round=1) | Q(round=F("report__round")), report__in=rows.order_by().values("pk"))
    handed_in, said = {}, {}
    for report, number, due_on, late, fingerprint in asked.order_by("round").values_list(*SUBMISSION):
        if number == 1:
            handed_in[report] = due_on, late
        said[report] = fingerprint
    return {
        (post, Quarter(year, number)): Handing(
            pk,
            status,
            revision,
            changed,
            *handed_in.get(pk, (None, None)),
            said.get(pk, ""),
            timezone.localtime(reminded).date() if reminded else None,
        )
        for post, year, number, pk, status, revision, changed, reminded in reports
    }


def with_findings(cells: Iterable[Cell], quarter: Quarter, units: Iterable[Unit] | None = None) -> tuple[Cell, ...]:
    """Return cells of a quarter with what the checks find, and whether what was handed in still stands.

    While the summaries hold this costs four queries, whatever the number of units; three where `units` gives those of
    the cells (fetched with their regency and parent).
    """
    rows = tuple(cells)
    if units is None:
        units = Unit.objects.filter(pk__in={cell.post.unit_id for cell in rows}).select_related("regency", "parent")
    found = report_summaries(units, quarter)
    return tuple(
        examined(cell, summary.errors, summary.warnings, summary.fingerprint)
        if cell.report is not None and (summary := found.get(cell.post.id)) is not None
        else cell
        for cell in rows
    )


def _posts(
    handings: Mapping[Key, Handing], units: Iterable[Unit] | None, today: datetime.date
) -> tuple[tuple[tuple[Post, bool], ...], dict[int, tuple[int | None, str, str | None]]]:
    """Return the posts, whether each still has to report, and what the due date of each follows from (`RULE`)."""
    with_report = {post for post, _ in handings}
    rows = Position.objects.order_by("unit__name", "order", "name")
    if units is not None:
        rows = rows.filter(unit__in=units)
    held = _officials(units, today)
    found, rules = [], {}
    for (
        pk,
        slug,
        name,
        form,
        echelon,
        days,
        superior,
        unit,
        unit_slug,
        unit_name,
        unit_kind,
        reports,
    ) in rows.values_list(*POST, "reports"):
        if not reports and pk not in with_report:
            continue
        kind = post_kind(form, unit_kind, echelon)
        post = Post(pk, slug, name, kind, held.get(pk, ""), unit, unit_slug, unit_name, unit_kind)
        found.append((post, reports))
        rules[pk] = days, echelon, superior
    return tuple(found), rules


def _officials(units: Iterable[Unit] | None, today: datetime.date) -> dict[int, str]:
    """Return who holds each post today, by post id."""
    rows = appointments_on(today).order_by()
    if units is not None:
        rows = rows.filter(position__unit__in=units)
    held: dict[int, list] = {}
    for row in rows.values_list("position", "kind", "start", "end", "pk", "official__name", named=True):
        held.setdefault(row.position, []).append(row)
    return {post: found.official__name for post, there in held.items() if (found := appointment_on(there, today))}


def quarter_of_the_desk(today: datetime.date) -> Quarter:
    """Return the newest quarter that has ended and that any unit opened, else the newest that any opened.

    An office that opens the next quarter early does not take the board of the one that is due away.
    """
    ended = Quarter.from_date(today).previous
    row = (
        Report.objects.filter(Q(year__lt=ended.year) | Q(year=ended.year, quarter__lte=ended.number))
        .order_by("-year", "-quarter")
        .values_list("year", "quarter")
        .first()
    )
    return Quarter(*row) if row else newest_quarter(today)
