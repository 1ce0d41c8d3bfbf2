"""The trail as it stands. Reads only."""

from collections.abc import Iterator

from agreements.models import Unit
from reports.models import Event
from reports.sealing import SealedLine

AT_ONCE = 2_000
"""Lines held in memory at a time."""


def units_with_a_trail() -> tuple[Unit, ...]:
    """Return the units whose trail has lines."""
    return tuple(Unit.objects.filter(events__isnull=False).distinct().order_by("slug"))


def sealed_lines(unit: Unit) -> Iterator[SealedLine]:
    """Yield the lines of a unit in the order in which they were written, in one query."""
    rows = Event.objects.filter(unit=unit).order_by("pk")
    names = ("unit_id", "number", "at", "by_id", "action", "subject", "before", "after", "seal")
    for row in rows.values_list(*names).iterator(AT_ONCE):
        yield SealedLine(*row)
