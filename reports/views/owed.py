"""What an account still owes: its reports to finish or mend, with the reason and the date, the late ones in front."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from agreements.enums import ReportStatus
from agreements.models import Position
from reports.period import Quarter
from reports.queries import Reminder, closed_among, reminders_of, unfinished_reports
from reports.views.unit import Missing, ReportLine, report_lines


@dataclass(frozen=True)
class Owed:
    """A report that is to be finished or mended."""

    line: ReportLine
    reminder: Reminder
    revision: int
    closed: bool
    """Its quarter is closed for the unit: it can't be handed in until somebody reopens it."""

    @property
    def returned(self) -> bool:
        """Whether somebody gave it back."""
        return self.line.status == ReportStatus.RETURNED

    @property
    def urgent(self) -> bool:
        """Whether it was with somebody else already, so that a list of drafts does not tell of it."""
        return self.returned or self.revision > 1

    @property
    def ready(self) -> bool:
        """Whether it can be handed in, as far as the list knows: no figure is missing, and the quarter is open."""
        return self.line.missing == 0 and not self.closed


def owed_reports(positions: Iterable[Position], missing: Missing, today: datetime.date) -> tuple[Owed, ...]:
    """Return what posts owe: what was returned first, then by due date, closed quarters last."""
    rows = unfinished_reports(positions)
    reminders = reminders_of(rows)
    closed = closed_among({(row.position.unit_id, Quarter(row.year, row.quarter)) for row in rows}, today)
    found = [
        Owed(line, reminders[row.pk], row.revision, (line.unit.pk, line.quarter) in closed)
        for row, line in zip(rows, report_lines(rows, missing, today), strict=True)
    ]
    return tuple(sorted(found, key=lambda owed: (owed.closed, not owed.returned, owed.line.due.date)))
