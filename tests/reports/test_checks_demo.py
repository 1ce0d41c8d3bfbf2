"""The corrected reports of the demo: no errors, and only findings that a careful reader agrees with."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

import pytest

from agreements.enums import Severity
from reports.checks import CHECKS, check_report
from reports.checks.kinds import TextCheck
from reports.document.build import generated_sections
from reports.outputs import Prepared
from tests.reports.golden import SEEDS, every_report

# The fixture below loads once for the module; the mark makes pytest-django create the database for it.
pytestmark = pytest.mark.django_db

FILES = [seed.file for seed in SEEDS]

# What is left, and why it is right:
LEFT = {
    # The agreement of 4 April is annexed with other amounts than the table (O05 to O11).
    "bagian-organisasi": {"amount_changed": 6, "over_agreement": 1},
    # Outputs without a target, as in table 3.2 (R21).
    "ranuyoso-kasi-pemberdayaan": {"missing_target": 8},
    # The indicator of the goal without target and realization (C10).
    "candipuro-camat": {"goal_figures": 1},
    # A target in words beside a percentage (W04-07).
    "rowokangkung-02-sekretaris": {"unit_wording": 1},
    # 1 of 1 laporan with a fifth of the money.
    "rowokangkung-03-kasi-pemerintahan": {"far_apart": 1},
    # 5 of 5 lembaga and 8 of 8 laporan without a rupiah spent (W10-23, W10-25).
    "rowokangkung-04-kasi-pemberdayaan-masyarakat": {"unit_wording": 1, "far_apart": 2},
    # 'Persentase ...' in dokumen and laporan (W05-07, W05-08); 0 of 1 dokumen with a quarter of the money may still come.
    "rowokangkung-05-kasi-pelayanan-umum": {"unit_wording": 2},
    # Indicators without a target; 5 of 5 laporan at 2,23 % of the money.
    "rowokangkung-06-kasubbag-keuangan": {"missing_target": 2, "far_apart": 1},
}


# When the agreements of the kecamatan were signed stands in none of their reports.
UNSIGNED = {file: {"unsigned_agreement": 1} for file in FILES if file != "bagian-organisasi"}


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker) -> Mapping[str, Prepared]:
    with django_db_blocker.unblock():
        return every_report()


@pytest.mark.parametrize("file", FILES)
def test_what_is_left_of_the_corrected_reports(demo, file):
    findings = demo[file].findings
    assert [finding for finding in findings if finding.severity == Severity.ERROR] == []
    assert Counter(finding.code for finding in findings) == LEFT.get(file, {}) | UNSIGNED.get(file, {})


@pytest.mark.parametrize("file", FILES)
def test_generated_sentences_pass_as_if_somebody_had_typed_them(demo, file):
    """The longest texts without a slip that we have: not one check of texts raises a false alarm."""
    inputs, results = demo[file].inputs, demo[file].results
    sections = {key: text for key, (_, text) in generated_sections(inputs, results).items()}
    codes = {check.code for check in CHECKS if isinstance(check, TextCheck)}
    typed = replace(inputs, texts=sections, generated=sections)
    assert [finding for finding in check_report(typed, results) if finding.code in codes] == []
