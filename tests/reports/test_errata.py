"""The 326 proved slips of the fifteen reports, one by one: impossible, found, or out of reach.

`tests/golden/errata.yaml` accounts for them. Each report is taken from the demo, its texts replaced by those that were
printed, and checked; nothing is written to the database.
"""

from collections.abc import Mapping
from typing import Any

import pytest
from django.db import transaction

from reports.checks import CHECKS, check_report
from reports.computation import compute_facts, compute_report
from reports.demo import FIXTURES, load_offices
from reports.demo.files import read_yaml
from reports.layouts import layout_for
from reports.results import Finding
from tests.reports.as_printed import as_printed
from tests.reports.golden import GOLDEN, SEEDS, prepared

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
        reports = {seed: prepared(seed).inputs for seed in SEEDS}
        transaction.set_rollback(True)
    found = {}
    for seed, ours in reports.items():
        inputs = as_printed(ours, seed.golden, ERRATA[seed.file].get("figures", {}))
        combined = layout_for(inputs.form).cost_table.combined
        found[seed.file] = check_report(inputs, compute_report(inputs, compute_facts(inputs.facts), combined=combined))
    return found


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


def test_every_reason_is_needed():
    assert set(REASONS) == {row for rows in ACCOUNTS.values() for row in rows.values() if isinstance(row, str)}


@pytest.mark.parametrize(("file", "key", "code", "says"), FOUND, ids=[row[1] for row in FOUND])
def test_the_finding_comes(findings, file, key, code, says):
    listed = [_plain(finding.message) for finding in findings[file] if finding.code == code]
    assert any(says.casefold() in message.casefold() for message in listed), listed


def test_nine_of_ten_proved_slips_are_found_or_impossible():
    proved = [row for rows in PROVED.values() for row in rows if row.get("certainty", "proven") == "proven"]
    accounts = {key: row for rows in ACCOUNTS.values() for key, row in rows.items()}
    reached = [row for row in proved if "out" not in _kind(accounts[row["id"]])]
    assert (len(accounts), len(proved)) == (326, 310)
    assert len(reached) * 10 >= len(proved) * 9


def _kind(account: Any) -> tuple[str, ...]:
    return tuple(account) if isinstance(account, dict) else ("impossible",)


def _plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")
