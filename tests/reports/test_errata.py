"""The 326 proved slips of the fifteen reports, one by one: impossible, found, or out of reach.

`tests/golden/errata.yaml` accounts for them. Each report is taken from the demo; its texts, lists and wrong figures are
typed as they were printed, through the forms and actions of the pages; then it is checked.
"""

from collections.abc import Mapping
from typing import Any

import pytest
from django.db import transaction

from agreements.enums import ReportStatus
from reports.checks import CHECKS, check_report
from reports.computation import compute_facts
from reports.demo import FIXTURES, load_offices
from reports.demo.files import read_yaml
from reports.inputs import ReportInputs
from reports.layouts import compute_in_form
from reports.models import Report
from reports.results import Finding
from tests.architecture import ROOT
from tests.reports.as_printed import captioned, enter_figures, typist, write_lists, write_texts
from tests.reports.golden import GOLDEN, SEEDS, Seed, is_proved, prepared

# The fixture below loads once for the module; the mark makes pytest-django create the database for it.
pytestmark = pytest.mark.django_db

ERRATA = read_yaml(GOLDEN / "errata.yaml")
REASONS = ERRATA["reasons"]
PROVED = {seed.file: seed.golden["errata"] for seed in SEEDS}
ACCOUNTS = {seed.file: {key: row for key, row in ERRATA[seed.file].items() if key != "figures"} for seed in SEEDS}
FOUND = [
    (file, key, row["found"], row["says"])
    for file, rows in ACCOUNTS.items()
    for key, row in rows.items()
    if isinstance(row, dict) and "found" in row
]


@pytest.fixture(scope="module")
def findings(django_db_setup, django_db_blocker) -> Mapping[str, tuple[Finding, ...]]:
    """Return what the checks find in each report as it was printed."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_offices(FIXTURES)
        reports = {seed: entered(seed) for seed in SEEDS}
        transaction.set_rollback(True)
    found = {}
    for seed, ours in reports.items():
        inputs = captioned(ours, seed.golden)
        found[seed.file] = check_report(inputs, compute_in_form(inputs, compute_facts(inputs.facts)))
    return found


def entered(seed: Seed) -> ReportInputs:
    """Return a report as it stands once somebody has typed what is printed; what others share is put back for them."""
    quarter = seed.quarter
    report = Report.objects.select_related("position__unit").get(
        position__unit__slug=seed.unit, position__slug=seed.position, year=quarter.year, quarter=quarter.number
    )
    with transaction.atomic():
        # The demo has reports in every state; what is typed is typed before one is handed in.
        Report.objects.filter(pk=report.pk).update(status=ReportStatus.DRAFT)
        account = typist(report.position.unit)
        figures = ERRATA[seed.file].get("figures", {})
        if figures:
            enter_figures(report, prepared(seed).inputs, figures, account)
        ours = prepared(seed)
        write_texts(report, ours, seed.golden, account)
        write_lists(report, ours, seed.golden, account)
        inputs = prepared(seed).inputs
        transaction.set_rollback(True)
    return inputs


@pytest.mark.parametrize("file", PROVED)
def test_every_slip_is_accounted_for_and_no_other(file):
    assert list(ACCOUNTS[file]) == [row["id"] for row in PROVED[file]]


@pytest.mark.parametrize("file", PROVED)
def test_accounts_are_of_the_three_kinds(file):
    codes = {check.code for check in CHECKS}
    for row in ACCOUNTS[file].values():
        match row:
            case str():
                assert row in REASONS
            case {"found": code, "says": str()}:
                assert code in codes
            case {"out": str()}:
                pass
            case _:
                pytest.fail(f"not an account: {row}")


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_is_shown_by_a_test(reason):
    path, _, name = REASONS[reason]["shown"].partition("::")
    assert REASONS[reason]["why"]
    assert f"\ndef {name}(" in (ROOT / path).read_text(encoding="utf-8")


def test_every_reason_is_needed():
    assert set(REASONS) == {row for rows in ACCOUNTS.values() for row in rows.values() if isinstance(row, str)}


@pytest.mark.parametrize(("file", "key", "code", "says"), FOUND, ids=[row[1] for row in FOUND])
def test_the_finding_comes(findings, file, key, code, says):
    listed = [_plain(finding.message) for finding in findings[file] if finding.code == code]
    assert any(says.casefold() in message.casefold() for message in listed), listed


def test_nine_of_ten_proved_slips_are_found_or_impossible():
    proved = [row for rows in PROVED.values() for row in rows if is_proved(row)]
    accounts = {key: row for rows in ACCOUNTS.values() for key, row in rows.items()}
    reached = [row for row in proved if "out" not in _kind(accounts[row["id"]])]
    assert (len(accounts), len(proved)) == (326, 310)
    assert len(reached) * 10 >= len(proved) * 9


def _kind(account: Any) -> tuple[str, ...]:
    return tuple(account) if isinstance(account, dict) else ("impossible",)


def _plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")
