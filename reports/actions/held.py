"""A report that somebody changes: locked, asked for permission and version, and with its line in the trail."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils import timezone

from agreements.models import User
from reports.actions.trail import Line, record
from reports.models import Report, subject_of
from reports.policies import check_can_edit_report, check_can_take
from reports.queries import People, hold_unit, people_of
from reports.workflow import Step


class StaleReportError(Exception):
    """Somebody else changed the report first; nothing was written."""


@dataclass(frozen=True)
class HeldReport:
    """A report of this transaction alone. Every change of it raises its version by one, whatever it changes."""

    row: Report
    by: User
    version: int
    """The one that the user saw."""
    today: datetime.date

    @cached_property
    def people(self) -> People:
        """Who plays which part towards the report today, looked up once for the whole step."""
        return people_of(self.row, self.today)

    @classmethod
    def take(cls, report: Report, version: int, by: User) -> "HeldReport":
        """Lock the unit, then the report, until the transaction ends: everybody locks in this order.

        Raises:
            Refused: the account may not edit it, or it was handed in meanwhile.
            StaleReportError: it no longer has the version that the user saw.
        """
        held = cls._lock(report, version, by)
        check_can_edit_report(by, held.row, held.today)
        return held._unchanged()

    @classmethod
    def take_for(cls, report: Report, version: int, by: User, step: Step) -> "HeldReport":
        """Lock unit and report for a step of the review.

        Raises:
            Refused: the step is not to be taken now, or not by this account.
            StaleReportError: it no longer has the version that the user saw.
        """
        held = cls._lock(report, version, by)
        check_can_take(by, held.row, step, held.today, held.people)
        return held._unchanged()

    @classmethod
    def take_shared(cls, report: Report, by: User) -> "HeldReport":
        """Lock unit and report, whatever its version, for what follows from a change elsewhere."""
        held = cls._lock(report, report.version, by)
        return replace(held, version=held.row.version)

    @classmethod
    def _lock(cls, report: Report, version: int, by: User) -> "HeldReport":
        hold_unit(report.position.unit)
        row = Report.objects.select_for_update(of=("self",)).select_related("position__unit").get(pk=report.pk)
        return cls(row, by, version, timezone.localdate())

    def _unchanged(self) -> "HeldReport":
        if self.row.version != self.version:
            raise StaleReportError(f"version {self.version} of {self.row} is gone")
        return self

    def finish(
        self,
        action: str,
        before: Mapping[str, object] | None,
        after: Mapping[str, object] | None,
        **changes: object,
    ) -> None:
        """Raise the version, write `changes` of the report itself, and tell the trail what happened.

        Raises:
            StaleReportError: somebody was faster where rows cannot be locked; the transaction is lost.
        """
        swapped = Report.objects.filter(pk=self.row.pk, version=self.version).update(
            version=self.version + 1, updated_at=timezone.now(), **changes
        )
        if not swapped:
            raise StaleReportError(f"version {self.version} of {self.row} is gone")
        record(
            unit=self.row.position.unit,
            by=self.by,
            lines=[Line(action, subject_of(self.row), before, after)],
        )
