"""The trail as it stands. Reads only."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from types import NoneType

from django.db import OperationalError
from django.db.models import Q, QuerySet

from agreements.models import Unit
from reports.inputs import ReportInputs
from reports.models import BudgetRealization, Event, IndicatorRealization, Report, subject_of
from reports.sealing import SealedLine, UnreadableLine
from reports.trail_words import Line, Subject
from reports.usage import facts_used

AT_ONCE = 2_000
"""Lines held in memory at a time."""


def units_with_a_trail() -> tuple[Unit, ...]:
    """Return the units whose trail has lines."""
    return tuple(Unit.objects.filter(events__isnull=False).distinct().order_by("slug"))


def sealed_lines(unit: Unit) -> Iterator[SealedLine | UnreadableLine]:
    """Yield the lines of a unit in the order in which they were written, in one query.

    Whoever writes SQL puts anything into any column of SQLite. From the first line that can't be read on they are
    fetched one by one, so that each such line is named instead of ending the walk.
    """
    rows = Event.objects.filter(unit=unit).order_by("pk")
    count = 0
    try:
        for row in rows.values_list(*NAMES).iterator(AT_ONCE):
            yield _line(*row)
            count += 1
    except UNREADABLE as error:
        _check_unreadable(error)
        for key in rows.values_list("pk", flat=True)[count:]:
            yield _line_alone(key)


NAMES = ("unit_id", "number", "at", "by_id", "action", "subject", "before", "after", "seal")
TYPES = (int, int, datetime.datetime, (int, NoneType), str, str, (dict, NoneType), (dict, NoneType), str)
UNREADABLE = (ValueError, OverflowError, RecursionError, OperationalError)
"""What Django and SQLite raise over a value that can't be one of its column."""


def _line(*row: object) -> SealedLine | UnreadableLine:
    # A time that SQLite can't tell comes as None; JSON that is none comes as the text that stands there.
    if all(isinstance(value, kind) for value, kind in zip(row, TYPES, strict=True)):
        return SealedLine(*row)
    return UnreadableLine(row[1] if isinstance(row[1], int) else None)


def _line_alone(key: int) -> SealedLine | UnreadableLine:
    try:
        return _line(*Event.objects.values_list(*NAMES).get(pk=key))
    except UNREADABLE as error:
        _check_unreadable(error)
        return UnreadableLine(None)


def _check_unreadable(error: Exception) -> None:
    """Raise an error of the database again that does not come from what stands in the line."""
    if isinstance(error, OperationalError) and "decode" not in str(error):
        raise error


def unit_trail(unit: Unit) -> QuerySet[Event]:
    """Return the lines about a unit's organisation, plan and quarters, newest first; not those about its reports."""
    of_unit = Event.objects.filter(unit=unit, subject__startswith="agreements.")
    return of_unit.select_related("by__official").order_by("-number")


@dataclass(frozen=True)
class ReportTrail:
    """The lines that concern a report, newest first, and what they are about."""

    events: QuerySet[Event]
    subjects: dict[str, Subject]

    def line(self, event: Event) -> Line:
        """Return what is told of a line."""
        return line_of(event, self.subjects.get(event.subject, Subject()))


def line_of(event: Event, subject: Subject) -> Line:
    """Return what is told of a line about a subject."""
    return Line(event.action, subject, event.before or {}, event.after or {})


def report_trail(report: Report, inputs: ReportInputs) -> ReportTrail:
    """Return the trail of a report, of the quarter's facts that it uses, and of the quarter of its unit.

    Costs two queries, one for the facts of each kind, beside those of the lines.
    """
    unit = report.position.unit
    subjects = _facts(inputs)
    of_unit = Q(subject=subject_of(unit))
    # Of its unit a line names the quarter that it is about, or none at all.
    this_quarter = Q(after__year=report.year, after__quarter=report.quarter) | Q(after__year__isnull=True)
    events = Event.objects.filter(Q(subject__in=[subject_of(report), *subjects]) | (of_unit & this_quarter), unit=unit)
    return ReportTrail(events.select_related("by__official").order_by("-number"), subjects)


def _facts(inputs: ReportInputs) -> dict[str, Subject]:
    """Return the facts of the quarter that a report uses, as the trail names them."""
    used, facts = facts_used(inputs), inputs.facts
    year, quarter = facts.quarter.year, facts.quarter.number
    found = {}
    for row in IndicatorRealization.objects.filter(indicator__in=used.indicators, year=year, quarter=quarter):
        entry = facts.indicators[row.indicator_id]
        found[subject_of(row)] = Subject(entry.name, {str(term.id): term.label for term in entry.terms})
    for row in BudgetRealization.objects.filter(budget_line__in=used.lines, quarter=quarter):
        entry = facts.lines[row.budget_line_id]
        found[subject_of(row)] = Subject(f"{entry.code} {entry.name}".strip())
    return found
