"""The lists that people write in a report: strategies, follow-ups, points of the closing, obstacles, activities."""

from dataclasses import asdict

from django.db import transaction

from agreements.models import User
from reports.actions.held import HeldReport
from reports.actions.written import WRITERS, check_subjects
from reports.models import Report
from reports.queries import Writing, listed_rows, writing_of


@transaction.atomic
def save_writing(*, report: Report, writing: Writing, version: int, by: User) -> tuple[str, ...]:
    """Write the lists that differ from those that stand, all or none; return their names (fields of `Writing`).

    Raises:
        ValueError: a strategy's subject is none of the post's or unit's.
        Refused, StaleReportError: see `HeldReport.take`.
    """
    held = HeldReport.take(report, version, by)
    check_subjects(held.row, writing.strategies)
    standing = listed_rows(held.row)
    before, after = asdict(writing_of(standing)), asdict(writing)
    changed = tuple(name for name in after if after[name] != before[name])
    for name in changed:
        # What was copied and not read stays so where it is merely moved; changed by whoever writes, it was read.
        marks = {entry: row.copied_from for entry, row in standing[name]}
        WRITERS[name](held.row, getattr(writing, name), marks)
    if changed:
        held.finish("save_writing", {name: before[name] for name in changed}, {name: after[name] for name in changed})
    return changed
