"""What tests of warnings and their reasons share: a report with warnings that a careful reader agrees with."""

from agreements.enums import Severity
from agreements.models import AgreementItem
from reports.models import Report
from reports.outputs import prepare
from reports.results import Finding
from tests.reports.reviewing import Office
from tests.reports.workplace import QUARTER

WHY = "Perubahan Perjanjian Kinerja sedang ditandatangani."


def warn(office: Office, signed: int = 30) -> None:
    """Let the kasi's agreement promise another target than the one in force: one warning, of indicator `direct`."""
    AgreementItem.objects.filter(indicator=office.place.direct).update(target_signed=signed)


def warn_twice(office: Office) -> None:
    """Let both indicators of the kasi have been signed with another target."""
    AgreementItem.objects.filter(agreement__position=office.place.kasi).update(target_signed=30)


def reasons_for(report: Report) -> dict[str, str]:
    """Return a reason for each warning of a report, as `actions.submit_report` takes them."""
    return {finding.key: WHY for finding in warnings_of(report)}


def warnings_of(report: Report) -> list[Finding]:
    """Return the warnings of a report as it is now."""
    found = prepare(report.position, QUARTER).findings
    return [finding for finding in found if finding.severity == Severity.WARNING]
