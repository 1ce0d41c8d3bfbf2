"""What must be mended before a report is submitted. Pure: from inputs and results to findings, no figure of its own.

An error blocks submission, a warning is shown beside it, a note only tells. Only what is due is an error: what the
agreement promises, what has a target, and the money of the lines that the agreement names. A typed reason stands for a
missing figure.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from agreements.enums import Severity
from reports.checks.common import Problem
from reports.checks.figures import (
    find_missing_agreement,
    find_missing_ceilings,
    find_missing_figures,
    find_missing_targets,
    find_partial_sums,
    find_spending_over_ceiling,
)
from reports.checks.people import find_signature_before_period_ends, find_signers_not_appointed
from reports.checks.texts import find_overtaken_texts
from reports.checks.units import find_unit_wordings, find_units_that_differ
from reports.inputs import ReportInputs
from reports.results import Finding, ReportResults

Finder = Callable[[ReportInputs, ReportResults], Iterable[Problem]]


@dataclass(frozen=True)
class Check:
    """A check: stable code, severity, the function that finds, and the slip or rule it comes from."""

    code: str
    severity: Severity
    find: Finder
    source: str


def check_report(inputs: ReportInputs, results: ReportResults) -> tuple[Finding, ...]:
    """Return everything that the checks find in a report, errors first, else in the order of `CHECKS`."""
    findings = [
        Finding(check.code, check.severity.value, found.message, found.where, found.mend, found.link)
        for check in CHECKS
        for found in check.find(inputs, results)
    ]
    return tuple(sorted(findings, key=lambda finding: finding.severity != Severity.ERROR.value))


CHECKS: tuple[Check, ...] = (
    Check(
        "missing_agreement",
        Severity.ERROR,
        find_missing_agreement,
        "Perbup Lumajang 6/2018 pasal 4: a report is on the agreement between a post and its superior",
    ),
    Check(
        "missing_figure",
        Severity.ERROR,
        find_missing_figures,
        "Rowokangkung 05, table 2.3: target and realization left blank",
    ),
    Check(
        "over_ceiling",
        Severity.ERROR,
        find_spending_over_ceiling,
        "Permenpan RB 53/2014 lampiran II, bab III B: spending is measured against the ceiling",
    ),
    Check(
        "partial_sum",
        Severity.ERROR,
        find_partial_sums,
        "Rowokangkung 02, row 2: a sub kegiatan of 3.600.000 forgotten in the sum",
    ),
    Check(
        "signer_not_appointed",
        Severity.ERROR,
        find_signers_not_appointed,
        "Rowokangkung 01 to 12: names and NIP of one superior written three ways",
    ),
    Check(
        "signed_early",
        Severity.ERROR,
        find_signature_before_period_ends,
        "Perbup Lumajang 6/2018 pasal 4: a report is made after the quarter; Candipuro signs on its last day",
    ),
    Check(
        "unit_of_measure",
        Severity.ERROR,
        find_units_that_differ,
        "Rowokangkung 03, table 2.3: 50 % set against 1 fasilitasi (W03-14)",
    ),
    Check(
        "missing_target",
        Severity.WARNING,
        find_missing_targets,
        "Rowokangkung 06, table 2.3: indicators without a target",
    ),
    Check(
        "missing_ceiling",
        Severity.WARNING,
        find_missing_ceilings,
        "Permenpan RB 53/2014 lampiran II, bab III B: absorption needs a ceiling",
    ),
    Check(
        "unit_wording",
        Severity.WARNING,
        find_unit_wordings,
        "Rowokangkung 05, table 2.1: 'Persentase ...' with a target in dokumen (W05-07)",
    ),
    Check(
        "overtaken_text",
        Severity.NOTE,
        find_overtaken_texts,
        "The seed reports: counts and amounts of an earlier quarter left in sentences, against the tables beside them",
    ),
)
"""All checks, in the order of their findings; new ones are added here."""
