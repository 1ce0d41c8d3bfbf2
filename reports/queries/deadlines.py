"""When a report is due, and whether it comes in time. Reads only."""

import datetime
from collections.abc import Iterable

from reports.models import Report, Submission
from reports.period import Quarter, due_date, working_days_left
from reports.queries.lists import holidays
from reports.queries.reports import deadline_of


def punctuality(report: Report, today: datetime.date) -> tuple[datetime.date, int | None]:
    """Return when a report is due, and how many working days after that `today` is; None in time."""
    quarter = Quarter(report.year, report.quarter)
    days_off = holidays({quarter.year, quarter.year + 1, today.year})
    due = due_date(quarter, deadline_of(report.position), days_off)
    return due, (-working_days_left(today, due, days_off) if today > due else None)


def first_submissions(reports: Iterable[Report]) -> dict[int, Submission]:
    """Return the first submission of each report, by report id: it says whether the report came in time.

    What was mended afterwards is no second lateness. Without the snapshots, which lists have no use for.
    """
    rows = Submission.objects.filter(report__in=reports, round=1).defer("snapshot")
    return {row.report_id: row for row in rows}
