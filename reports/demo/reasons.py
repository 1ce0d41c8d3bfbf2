"""Why warnings of the checks stand in the demo's reports that were handed in, as the office files say."""

import datetime
from collections.abc import Mapping
from pathlib import Path

from django.utils.text import slugify

from agreements.enums import Severity
from agreements.models import User
from reports.demo.files import read_yaml
from reports.models import FindingReason, Report
from reports.outputs import Prepared
from reports.queries import account_name

Reasons = Mapping[tuple[str, str, int, int], Mapping[str, str]]
"""(unit, post, year, quarter) -> why, by code of the check."""


def read_reasons(folder: Path) -> Reasons:
    """Return the reasons of all office files, which `load_offices` has found to follow the format."""
    found: dict[tuple[str, str, int, int], Mapping[str, str]] = {}
    for path in sorted(folder.glob("*.yaml")):
        office = read_yaml(path)
        for quarter in office.get("quarters", []):
            for post, report in quarter.get("reports", {}).items():
                if isinstance(report, dict) and "reasons" in report:
                    unit = slugify(office["unit"]["name"])
                    found[unit, post, office["year"], quarter["quarter"]] = report["reasons"]
    return found


def load_reasons(report: Report, prepared: Prepared, reasons: Reasons, by: User, at: datetime.datetime) -> None:
    """Give each warning of a report the reason of its file."""
    given = reasons.get((report.position.unit.slug, report.position.slug, report.year, report.quarter), {})
    warnings = {finding.key: finding for finding in prepared.findings if finding.severity == Severity.WARNING}
    FindingReason.objects.bulk_create(
        FindingReason(
            report=report,
            key=key,
            code=finding.code,
            place=finding.place,
            message=finding.message,
            text=given[finding.code],
            at=at,
            by=by,
            who=account_name(by),
        )
        for key, finding in warnings.items()
        if finding.code in given
    )
