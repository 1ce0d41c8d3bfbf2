"""A report that somebody changes: locked, asked for permission and version, and with its line in the trail."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone

from agreements.models import User
from reports.actions.trail import Line, record
from reports.models import Report, subject_of
from reports.policies import check_can_edit_report
from reports.queries import hold_unit


class StaleReportError(Exception):
    """Somebody else changed the report first; nothing was written."""


@dataclass(frozen=True)
class HeldReport:
    """A report of this transaction alone. Every change of it raises its version by one, whatever it changes."""

    row: Report
    by: User
    version: int
    """The one that the user saw."""

    @classmethod
    def take(cls, report: Report, version: int, by: User) -> "HeldReport":
        """Lock the unit, then the report, until the transaction ends: everybody locks in this order.

        Raises:
            Refused: the account may not edit it, or it was handed in meanwhile.
            StaleReportError: it no longer has the version that the user saw.
        """
        hold_unit(report.position.unit)
        row = Report.objects.select_for_update(of=("self",)).select_related("position__unit").get(pk=report.pk)
        check_can_edit_report(by, row, timezone.localdate())
        if row.version != version:
            raise StaleReportError(f"version {version} of {row} is gone")
        return cls(row, by, version)

    def finish(self, action: str, before: Mapping[str, object] | None, after: Mapping[str, object] | None) -> None:
        """Raise the version, and write what changed into the trail.

        Raises:
            StaleReportError: somebody was faster where rows cannot be locked; the transaction is lost.
        """
        swapped = Report.objects.filter(pk=self.row.pk, version=self.version).update(
            version=self.version + 1, updated_at=timezone.now()
        )
        if not swapped:
            raise StaleReportError(f"version {self.version} of {self.row} is gone")
        record(
            unit=self.row.position.unit,
            by=self.by,
            lines=[Line(action, subject_of(self.row), before, after)],
        )
