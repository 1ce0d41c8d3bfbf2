"""What covers share: the arms over the title. Pure."""

from reports.document.blocks import Picture
from reports.inputs import UnitEntry


def arms_of(unit: UnitEntry) -> Picture | None:
    """Return the unit's own arms, else its kabupaten's; None where neither has any."""
    return Picture(f"Lambang {unit.arms_of}", "", unit.arms) if unit.arms else None
