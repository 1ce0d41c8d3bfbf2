"""A plugin of pytest for `bin/drill protections`: writes how each test ended into the file that `--outcomes` names.

A test that fails says that something is not as it should be. One that breaks (a name that is missing, a fixture that
can't be made) would have broken of anything, and says nothing.
"""

import json
from pathlib import Path

import pytest

PASSED, FAILED, SKIPPED = "passed", "failed", "skipped"
SAID = (AssertionError, pytest.fail.Exception)
"""What a test raises that finds something wrong; `pytest.raises` raises the second where nothing was raised."""

found: dict[str, str] = {}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take the name of the file."""
    parser.addoption("--outcomes", help="file for how each test ended, as JSON")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo) -> object:
    """Note how a part of a test (setup, call, teardown) ended, unless one before it did not pass."""
    report = yield
    if found.get(item.nodeid, PASSED) == PASSED:
        found[item.nodeid] = ended(report.when, call.excinfo.value if call.excinfo else None)
    return report


def ended(when: str, error: BaseException | None) -> str:
    """Return how a part of a test ended: 'passed', 'skipped', 'failed', or what broke it."""
    if error is None:
        return PASSED
    if isinstance(error, pytest.skip.Exception):
        return SKIPPED
    if when == "call" and isinstance(error, SAID):
        return FAILED
    return f"broken in its {when}: {type(error).__name__}: {error}"[:300]


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write what was found."""
    name = session.config.getoption("--outcomes")
    if name:
        Path(name).write_text(json.dumps(found))
