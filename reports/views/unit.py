"""The quarter's work of a unit: what is missing, for whose report, and when each report is due."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from agreements.enums import ObjectiveLevel, ReportStatus
from agreements.models import Position, Unit, User
from agreements.policies import can_import_budget
from reports.actions import open_quarter
from reports.anchors import indicator_anchor, line_anchor
from reports.inputs import IndicatorEntry, LineEntry, ReportInputs
from reports.models import Report, Submission
from reports.period import Quarter, due_date, working_days_left
from reports.policies import can_enter_quarter, can_open_quarter, check_can_open_quarter
from reports.queries import (
    agreements_of_unit,
    appointment_on,
    closing_notice,
    deadline_of,
    final_years,
    first_submissions,
    holidays,
    opened_quarters,
    opening_of,
    post_ids,
    reports_of,
    signing_date,
    standing_summaries,
)
from reports.summary import ReportSummaryValue
from reports.usage import HANDED_IN, facts_used
from reports.views.common import QuarterWork, visible_unit
from reports.views.findings import Counted
from reports.views.guide import guide, is_guide_away, is_planned

Missing = Mapping[tuple[int, str, Quarter], int]
"""By unit id, post slug and quarter: how many typed facts a report waits for."""

Found = Mapping[tuple[int, Quarter], ReportSummaryValue | Counted]
"""By position id and quarter: how much the checks find in a report."""


@dataclass(frozen=True)
class Due:
    """When a report is due, seen from today. `days` are working days to go, or past where `late`."""

    date: datetime.date
    days: int
    late: bool
    done: bool
    """Handed in already, so that nobody counts days any more."""
    final: bool
    """Whether the holidays of its year are laid down; else the date may still move."""
    submission: Submission | None = None
    """The first time it was handed in: whether that was in time is a fact, and today changes it no more."""


@dataclass(frozen=True)
class ReportLine:
    """A report in a list; `official` is empty where nobody is appointed on the date of its signature."""

    unit: Unit
    position: Position
    quarter: Quarter
    official: str
    status: ReportStatus
    changed: bool
    """A figure that it shares has changed since it was approved."""
    due: Due
    missing: int | None
    """Typed facts that it still waits for; None where the list does not load them."""
    found: ReportSummaryValue | Counted | None = None
    """How much the checks find in it; None where the list does not load it."""


@dataclass(frozen=True)
class Task:
    """A figure that is still missing, and the reports that wait for it."""

    fact: IndicatorEntry | LineEntry
    anchor: str
    waiting: tuple[ReportInputs, ...]


@dataclass(frozen=True)
class Progress:
    """How many typed facts of a kind are there."""

    filled: int
    total: int
    missing: int


def unit_context(user: User, unit: Unit, quarter: Quarter) -> dict[str, object]:
    """Return what the page of a unit and quarter shows; `owed` is for who finds it as the first page."""
    work = QuarterWork.load(unit, quarter)
    today = timezone.localdate()
    opened = opened_quarters([unit]).get(unit.pk, ())
    posts = Position.objects.filter(unit=unit)
    following = _to_open(user, unit, quarter, opened, today)
    missing = missing_by_post(work)
    lines = report_lines(reports_of(posts, [quarter]), missing, today, findings_by_post(work))
    may_enter, may_open = can_enter_quarter(user, unit, quarter), following == quarter
    there = {line.position.slug for line in lines}
    promised = [inputs.position for inputs in work.reports if inputs.agreement and inputs.position_slug not in there]
    return {
        "unit": unit,
        "quarter": quarter,
        "quarters": opened,
        "is_open": quarter in opened,
        "is_planned": is_planned(work),
        "following": following,
        # Their agreement came after the quarter was opened.
        "unopened": promised if quarter in opened and can_open_quarter(user, unit, quarter, today) else (),
        "tasks": tasks(work),
        "indicator_progress": progress(work, indicators=True),
        "line_progress": progress(work, indicators=False),
        "lines": lines,
        "steps": guide(work, {line.position.slug: line.status for line in lines}) if may_enter or may_open else (),
        "missing": missing,
        "work": work,
        "todos": (),
        "owed": (),
        "may_enter": may_enter,
        "may_import": can_import_budget(user, unit),
        "closing": closing_notice(unit, quarter, today),
    }


def _to_open(user: User, unit: Unit, shown: Quarter, opened: Sequence[Quarter], today: datetime.date) -> Quarter | None:
    """Return the quarter that the page offers to open: the one it shows, else the one after the newest."""
    offered = shown if shown not in opened else next_quarter(opened[0])
    return offered if can_open_quarter(user, unit, offered, today) else None


def next_quarter(quarter: Quarter) -> Quarter:
    """Return the quarter after a quarter, also across the year's end."""
    return Quarter.from_date(quarter.end + datetime.timedelta(days=1))


def tasks(work: QuarterWork) -> tuple[Task, ...]:
    """Return the missing figures in the order of the entry grid: indicators by level, then budget lines."""
    indicators = (
        Task(entry, indicator_anchor(entry.id), work.used_by.indicators.get(entry.id, ()))
        for level in ObjectiveLevel
        for entry in work.facts.indicators.values()
        if entry.level == level and entry.id in work.missing.indicators
    )
    lines = (
        Task(entry, line_anchor(entry.id), work.used_by.lines.get(entry.id, ()))
        for entry in work.facts.lines.values()
        if entry.id in work.missing.lines
    )
    return (*indicators, *lines)


def progress(work: QuarterWork, *, indicators: bool) -> Progress:
    """Count the typed facts of a kind."""
    every = work.entered.indicators if indicators else work.entered.lines
    missing = work.missing.indicators if indicators else work.missing.lines
    return Progress(filled=len(every - missing), total=len(every), missing=len(missing))


def report_lines(
    reports: Iterable[Report], missing: Missing, today: datetime.date, found: Found | None = None
) -> tuple[ReportLine, ...]:
    """Return lines for reports; one that `missing` or `found` does not know says nothing about figures or findings."""
    rows = tuple(reports)
    dues = dues_of(rows, today)
    return tuple(_report_line(row, missing, found or {}, dues[row.pk]) for row in rows)


def _report_line(row: Report, missing: Missing, found: Found, due: Due) -> ReportLine:
    position, quarter = row.position, Quarter(row.year, row.quarter)
    held = appointment_on(position.appointments.all(), signing_date(row, quarter))
    return ReportLine(
        unit=position.unit,
        position=position,
        quarter=quarter,
        official=held.official.name if held else "",
        status=ReportStatus(row.status),
        changed=row.changed_since_approval,
        due=due,
        missing=missing.get((position.unit_id, position.slug, quarter)),
        found=found.get((position.pk, quarter)),
    )


def findings_by_post(work: QuarterWork) -> Found:
    """Return how much the checks find in each report of a unit and quarter: as summed up, or now where that is old."""
    summed = standing_summaries(work.unit.pk, work.quarter)
    if summed is None:
        posts = post_ids(work.unit)
        return {(posts[slug], work.quarter): Counted(found) for slug, found in work.checked.items()}
    return {(post, work.quarter): value for post, value in summed.items()}


def missing_by_post(work: QuarterWork) -> Missing:
    """Return how many typed facts each report of a unit and quarter waits for."""
    return {
        (work.unit.pk, inputs.position_slug, work.quarter): facts_used(inputs).common(work.missing).count
        for inputs in work.reports
    }


def around(quarter: Quarter) -> tuple[int, int]:
    """Return the years whose holidays decide the due dates of a quarter and the days gone since."""
    return quarter.year, next_quarter(quarter).year


def dues_of(reports: Iterable[Report], today: datetime.date) -> dict[int, Due]:
    """Return when reports are due, by id, in three queries."""
    rows = tuple(reports)
    years = {year for row in rows for year in around(Quarter(row.year, row.quarter))}
    days_off = holidays({*years, today.year} if years else ())
    final, handed_in = final_years(years), first_submissions(rows)
    return {
        row.pk: due(
            Quarter(row.year, row.quarter),
            deadline_of(row.position),
            ReportStatus(row.status),
            days_off,
            final,
            today,
            handed_in.get(row.pk),
        )
        for row in rows
    }


def due(
    quarter: Quarter,
    days: int,
    status: ReportStatus,
    days_off: frozenset[datetime.date],
    final: frozenset[int],
    today: datetime.date,
    submission: Submission | None = None,
) -> Due:
    """Return when a report is due after `days` working days, and how far that is from today.

    `days_off` are holidays; `final` the years whose holidays are laid down; `submission` is the first one, which keeps
    the date that counted then.
    """
    date = submission.due_on if submission else due_date(quarter, days, days_off)
    return Due(
        date=date,
        days=abs(working_days_left(today, date, days_off)),
        late=today > date,
        done=status in HANDED_IN or submission is not None,
        final=date.year in final,
        submission=submission,
    )


@require_safe
def unit_quarter(request: HttpRequest, unit: str, year: int, quarter: int) -> HttpResponse:
    """Show the work of a unit in a quarter."""
    office = visible_unit(request.user, unit)
    context = unit_context(request.user, office, Quarter(year, quarter))
    return render(
        request,
        "reports/unit/quarter.html",
        context | {"agreements": agreements_of_unit(office, year), "guide_away": is_guide_away(request)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def quarter_open(request: HttpRequest, unit: str, year: int, quarter: int) -> HttpResponse:
    """Ask before a quarter is opened, and say which reports come to life; on POST they do, as drafts."""
    office, when = visible_unit(request.user, unit), Quarter(year, quarter)
    if request.method != "POST":
        return _opening_page(request, office, when)
    made = open_quarter(unit=office, quarter=when, by=request.user)
    if made:
        messages.success(request, f"{when.name} {when.year} dibuka: {len(made)} laporan siap diisi.")
    elif when in opened_quarters([office]).get(office.pk, ()):
        messages.info(
            request,
            f"{when.name} {when.year} tidak menambah laporan: semua jabatan dengan Perjanjian Kinerja sudah dibuka.",
        )
    else:
        messages.warning(
            request,
            f"{when.name} {when.year} belum dapat dibuka: belum ada Perjanjian Kinerja {when.year} yang berlaku. "
            "Siapkan dahulu Perjanjian Kinerja-nya, lalu buka lagi.",
        )
    return redirect("unit_quarter", unit=office.slug, year=year, quarter=quarter)


def _opening_page(request: HttpRequest, unit: Unit, quarter: Quarter) -> HttpResponse:
    today = timezone.localdate()
    check_can_open_quarter(request.user, unit, quarter, today)
    context = {
        "unit": unit,
        "quarter": quarter,
        "opening": opening_of(unit, quarter),
        "has_ended": today > quarter.end,
    }
    return render(request, "reports/unit/open.html", context)
