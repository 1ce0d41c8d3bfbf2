"""Why warnings of the checks stand: a reason for each, kept with the report, good while the warning says the same."""

from collections.abc import Mapping

from django.db import transaction

from agreements.models import User
from reports.actions.held import HeldReport
from reports.actions.steps import write_reasons
from reports.models import Report
from reports.outputs import prepare
from reports.period import Quarter


@transaction.atomic
def save_reasons(*, report: Report, reasons: Mapping[str, str], version: int, by: User) -> int:
    """Keep why warnings stand, by key of the finding; an empty one is taken back. Return how many changed.

    A key that is none of a warning of today is passed over: the warning went away, or says something else now.

    Raises:
        Refused, StaleReportError: see `HeldReport.take`.
    """
    held = HeldReport.take(report, version, by)
    quarter = Quarter(held.row.year, held.row.quarter)
    changed = write_reasons(held.row, prepare(held.row.position, quarter).findings, reasons, by)
    if changed.after:
        held.finish("save_reasons", {"reasons": list(changed.before)}, {"reasons": list(changed.after)})
    return len(changed.after)
