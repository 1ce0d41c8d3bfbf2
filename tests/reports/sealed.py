"""The seal that a row of the trail should carry, from what stands in the row."""

from reports.models import Event
from reports.sealing import seal


def sealed(row: Event, previous: str) -> str:
    """Return the seal of a stored line to the line before it."""
    return seal(
        previous,
        unit=row.unit_id,
        number=row.number,
        at=row.at,
        by=row.by_id,
        action=row.action,
        subject=row.subject,
        before=row.before,
        after=row.after,
    )
