"""Which reports a quarter gets when it is opened. Reads only."""

from dataclasses import dataclass

from agreements.models import Position, Unit
from reports.models import Report
from reports.period import Quarter
from reports.queries.reports import agreement_in_force


@dataclass(frozen=True)
class Opening:
    """The reporting posts of a unit that have no report in a quarter yet."""

    ready: tuple[Position, ...]
    """They get one, since an agreement of theirs holds at the quarter's end."""
    waiting: tuple[Position, ...]
    """They get none yet: nothing that they promised holds then."""


def opening_of(unit: Unit, quarter: Quarter) -> Opening:
    """Return what opening the quarter would make, in three queries."""
    posts = Position.objects.filter(unit=unit, reports=True).order_by("order", "name").prefetch_related("agreements")
    reports = Report.objects.filter(position__unit=unit, year=quarter.year, quarter=quarter.number)
    there = set(reports.values_list("position_id", flat=True))
    ready, waiting = [], []
    for post in posts:
        if post.pk not in there:
            agreements = [row for row in post.agreements.all() if row.year == quarter.year]
            (ready if agreement_in_force(agreements, quarter) else waiting).append(post)
    return Opening(tuple(ready), tuple(waiting))
