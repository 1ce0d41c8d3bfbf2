"""What a target of the year lets expect by the end of a quarter: the plan, and without one an even share. Pure."""

from decimal import Decimal

from reports.inputs import TargetEntry

QUARTERS = Decimal(4)
"""Of a year."""


def planned(target: TargetEntry | None, quarter: int) -> Decimal | None:
    """Return what the year's plan asks for by the end of a quarter; None where nobody planned it by quarters."""
    return target.quarters[quarter - 1] if target else None


def even_share(target: TargetEntry | None, quarter: int) -> Decimal | None:
    """Return what would be reached by the end of a quarter if the year went evenly: 3 of 12 after the first.

    None without a target. Not rounded: it is held against thresholds and printed nowhere.
    """
    if target is None or target.value is None:
        return None
    return target.value * quarter / QUARTERS
