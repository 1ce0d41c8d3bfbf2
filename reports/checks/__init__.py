"""What must be mended before a report is submitted. Pure: from inputs and results to findings, no figure of its own.

An error blocks submission, a warning is shown beside it, a note only tells. Only what is due is an error: what the
agreement promises, what has a target, and the money of the lines that the agreement names. A typed reason stands for a
missing figure. Texts are read where people wrote them; what is generated from the figures is not checked against them.

`python -m reports.checks > docs/checks.md` lists all checks.
"""

from agreements.enums import Severity
from reports.checks.kinds import Check, TextCheck
from reports.checks.passages import Writing
from reports.checks.table import CHECKS
from reports.inputs import ReportInputs
from reports.results import Finding, ReportResults

__all__ = ["CHECKS", "Check", "TextCheck", "check_report"]

ORDER = [severity.value for severity in (Severity.ERROR, Severity.WARNING, Severity.NOTE)]


def check_report(inputs: ReportInputs, results: ReportResults) -> tuple[Finding, ...]:
    """Return everything that the checks find in a report, the heaviest first, else in the order of `CHECKS`."""
    writing = Writing(inputs, results)
    findings = [
        Finding(check.code, check.severity.value, found.message, found.where, found.mend, found.link, found.page)
        for check in CHECKS
        for found in check.run(writing)
    ]
    return tuple(sorted(findings, key=lambda finding: ORDER.index(finding.severity)))
