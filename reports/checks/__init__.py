"""What must be mended before a report is submitted. Pure: from inputs and results to findings, no figure of its own.

An error blocks submission, a warning wants a reason, a note only tells. Only what is due is an error: what the
agreement promises, what has a target, and the money of the lines that the agreement names. A typed reason stands for a
missing figure. One thing that is wrong is told once: what compares a figure that an error already points at is left
out. Texts are read where people wrote them; what is generated from the figures is not checked against them.

`python -m reports.checks > docs/checks.md` lists all checks.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from agreements.enums import Severity
from reports.checks.kinds import Check, TextCheck
from reports.checks.passages import Writing
from reports.checks.table import CHECKS
from reports.inputs import ReportInputs
from reports.results import Finding, ReportResults, finding_key

__all__ = ["CHECKS", "TITLES", "Check", "TextCheck", "check_figures", "check_report"]

TITLES: Mapping[str, str] = {check.code: check.title for check in CHECKS}
"""What people call a check, by its code."""

ORDER = [severity.value for severity in (Severity.ERROR, Severity.WARNING, Severity.NOTE)]


def check_report(inputs: ReportInputs, results: ReportResults) -> tuple[Finding, ...]:
    """Return everything that the checks find in a report, the heaviest first, else in the order of `CHECKS`.

    A warning carries the reason that was given for it, as long as it says what it said then.
    """
    return _found(CHECKS, inputs, results)


def check_figures(inputs: ReportInputs, results: ReportResults) -> tuple[Finding, ...]:
    """Return what the checks of figures and people find: all that the entry grid shows, in a fraction of the time."""
    return _found([check for check in CHECKS if isinstance(check, Check)], inputs, results)


def _found(checks: Iterable[Check | TextCheck], inputs: ReportInputs, results: ReportResults) -> tuple[Finding, ...]:
    writing = Writing(inputs, results)
    problems = [(check, found) for check in checks for found in check.run(writing)]
    faulty = {found.link for check, found in problems if check.severity == Severity.ERROR and found.link}
    findings = [
        Finding(
            code=check.code,
            severity=check.severity.value,
            message=found.message,
            where=found.where,
            mend=found.mend,
            link=found.link,
            page=found.page,
            topic=check.topic,
            title=check.title,
            kept=found.kept,
            nip=found.nip,
        )
        for check, found in problems
        if faulty.isdisjoint(found.rests_on)
    ]
    given = {finding_key(row.code, row.place, row.message): row for row in inputs.reasons}
    if given:
        findings = [
            replace(finding, reason=given.get(finding.key)) if finding.severity == Severity.WARNING else finding
            for finding in findings
        ]
    return tuple(sorted(findings, key=lambda finding: ORDER.index(finding.severity)))
