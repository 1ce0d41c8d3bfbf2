"""A whole office in a quarter: its reports, its figures, what waits for somebody. Reads only."""

import datetime
from dataclasses import dataclass

from agreements.models import Unit, User
from reports.board import Cell
from reports.period import Quarter
from reports.queries.board import load_cells, with_findings
from reports.queries.inbox import waiting_for
from reports.queries.summaries import unit_summaries
from reports.summary import UnitSummaryValue


@dataclass(frozen=True)
class Office:
    """What a unit owes and has reached in a quarter."""

    cells: tuple[Cell, ...]
    figures: UnitSummaryValue
    waiting: tuple[Cell, ...]
    """Reports on which the account decides today."""


def load_office(unit: Unit, quarter: Quarter, user: User, today: datetime.date) -> Office:
    """Return a unit as somebody sees it today, in a fixed number of queries while the summaries hold."""
    cells = with_findings(load_cells([quarter], today, units=[unit])[quarter], quarter, [unit])
    mine = set(waiting_for(user, today))
    return Office(
        cells=cells,
        figures=unit_summaries([unit], quarter, figures=True)[unit.pk],
        waiting=tuple(cell for cell in cells if cell.report is not None and cell.report.id in mine),
    )
