"""What recaps are made of: the figures of units and of their reports, as summaries keep them. Pure.

Figures are texts with a point and missing ones None with the code of their reason beside them, as `reports.data` writes
them: a recap repeats what was computed, and computes nothing.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from agreements.enums import EfficiencyDefinition, ReportStatus
from reports.period import Quarter

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]
Figures = Mapping[str, Json]


def part(figures: Figures, key: str) -> list[Figures]:
    """Return a list of a unit's or report's figures; [] where there is none."""
    found = figures.get(key)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def inner(figures: Figures, key: str) -> dict[str, Json]:
    """Return an object of a unit's or report's figures; {} where there is none."""
    found = figures.get(key)
    return found if isinstance(found, dict) else {}


@dataclass(frozen=True)
class ReportSource:
    """A report: where it stands, when it came, and its figures (`data.report_data` without the approval)."""

    position: str
    position_slug: str
    official: str
    """Who signs it; '' where nobody is appointed."""
    status: ReportStatus | None
    """None where nobody opened the post's report."""
    revision: int
    changed: bool
    """A figure that it shares has changed since it was approved."""
    punctuality: str
    """A word of `columns.PUNCTUALITY`."""
    due_on: datetime.date
    late_days: int | None
    """Working days that it came late, or is late by now; None for one that isn't."""
    handed_in_on: datetime.date | None
    """The day of its first submission; None until then, and where it isn't recorded."""
    handed_in_by: str
    approved_on: datetime.date | None
    received_on: datetime.date | None
    figures: Figures


@dataclass(frozen=True)
class UnitSource:
    """A unit in a quarter: its figures (`UnitSummary.figures`) and its reports in the order of its posts."""

    slug: str
    name: str
    figures: Figures
    reports: tuple[ReportSource, ...]
    in_time: Figures
    """How many of its reports came in time, and their share of those that it owes; {} where nobody asked."""


@dataclass(frozen=True)
class RecapSource:
    """Everything that the recaps of a quarter are made of, units in the order of their names."""

    quarter: Quarter
    regency: str
    efficiency: EfficiencyDefinition
    """What the kabupaten calls efficiency: which formula stands over the column."""
    units: tuple[UnitSource, ...]
    totals: Figures
    """Money of all these units, as `totals` of a report; `told` says what its absorption divides."""
    in_time: Figures
    """As that of a unit, over all of them."""
    filled: Figures | None = None
    """Money of those units that have both amounts, under the name `called`; None where these are all."""
