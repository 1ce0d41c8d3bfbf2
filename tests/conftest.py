"""What every test relies on: no network, fast passwords, strict templates, Debian's Chromium."""

import gc
import os
import shutil
import socket
import sys
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations
from django.template.base import Node

from reports import noted
from reports.pdf import draw_here
from tests.guards import emptying, lifted, settled

TEMPLATES = Path(settings.BASE_DIR) / "templates"
DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}
LOCAL_HOSTS = {"127.0.0.1", "::1", "localhost", "0.0.0.0"}


# No time limit per example: a busy machine is no error. CI looks at the same examples every time, so that a submission is
# judged by its own change; every other run looks at new ones.
hypothesis.settings.register_profile("suite", deadline=None, derandomize=bool(os.environ.get("CI")))
hypothesis.settings.load_profile("suite")


class UndefinedVariableError(Exception):
    """A template of the project printed a variable that its context does not hold."""


class StrictUndefined(str):
    """Value of `string_if_invalid` that fails in the project's own templates and is '' in those of packages.

    Django asks for its truth first, then whether it holds '%s', then formats it with the variable's name.
    """

    __slots__ = ()

    def __bool__(self) -> bool:
        return _in_own_template()

    def __contains__(self, part: object) -> bool:
        return part == "%s"

    def __mod__(self, name: object) -> str:
        raise UndefinedVariableError(f"Undefined template variable: {name}")


def _in_own_template() -> bool:
    """Whether the template node being rendered stands in templates/ (packages print undefined variables freely)."""
    frame = sys._getframe(2)
    while frame is not None:
        node = frame.f_locals.get("self")
        if isinstance(node, Node) and getattr(node, "origin", None) is not None:
            return Path(node.origin.name).is_relative_to(TEMPLATES)
        frame = frame.f_back
    return True


def pytest_configure() -> None:
    """Adjust the settings before the template engines and the first test exist."""
    settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = StrictUndefined()
    # Accounts of tests come in by their password alone; tests of the second factor switch it on.
    settings.SECOND_FACTOR_REQUIRED = False
    # Argon2 is slow on purpose.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # One engine for all tests, which they may look into; `test_apart.py` draws as a real place does.
    draw_here()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the second run, on another database, leave out what the first one has settled."""
    parser.addoption(
        "--database-only",
        action="store_true",
        help="only tests that touch the database, and Chromium, which the first run leaves out; others are the same on any",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the tests of the second run, where only these are asked for."""
    if not config.getoption("--database-only"):
        return
    left_out = [item for item in items if not runs_again(item)]
    items[:] = [item for item in items if runs_again(item)]
    config.hook.pytest_deselected(items=left_out)


def pytest_collection_finish() -> None:
    """Let the garbage collector look at what tests make only: going through all that was imported took a fifth of a run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def runs_again(item: pytest.Item) -> bool:
    """Return whether the second run has a test: nothing that the first one (`-m "not browser"`) leaves out may be missing."""
    return touches_database(item) or item.get_closest_marker("browser") is not None


def touches_database(item: pytest.Item) -> bool:
    """Return whether a test may reach the database: pytest-django refuses it to all others."""
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or not fixtures.isdisjoint(DATABASE_FIXTURES)


class NetworkBlockedError(RuntimeError):
    """A test tried to reach another machine."""


@pytest.fixture(autouse=True, scope="session")
def _no_network():
    """Let sockets reach this machine only: live server, local PostgreSQL, Chromium."""
    patch = pytest.MonkeyPatch()
    for name in ("connect", "connect_ex"):
        patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
    lookup = socket.getaddrinfo

    def local_lookup(host, *args, **kwargs):
        _refuse(host)
        return lookup(host, *args, **kwargs)

    patch.setattr(socket, "getaddrinfo", local_lookup)
    yield
    patch.undo()


def _guarded(connect):
    def guarded(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6):
            _refuse(address[0])
        return connect(self, address)

    return guarded


def _refuse(host: object) -> None:
    if host is not None and host not in LOCAL_HOSTS:
        raise NetworkBlockedError(f"Tests may not reach {host!r}.")


# -- database -----------------------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def _nothing_left():
    """Let no test find what another left in the cache (how often an address has asked), or noticed and not written down."""
    cache.clear()
    noted.take()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """End what still holds the test database when the suite is done, so that it can be dropped.

    The live server answers in threads that keep their PostgreSQL connection (`CONN_MAX_AGE`) for as long as Chromium
    keeps the line open; one of them may outlive the browser by a moment.
    """
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


def _emptied(statement: str) -> str:
    """Return a statement that empties the same tables without truncating them."""
    if not statement.startswith("TRUNCATE ") or "RESTART" in statement:
        return statement
    return emptying(statement.removeprefix("TRUNCATE ").rstrip(";").split(", "))


@pytest.fixture(autouse=True, scope="session")
def django_flush():
    """Let the flush after a test with real transactions empty the tables that refuse it; see `tests/guards.py`.

    Returns Django's own flush, which does not.
    """
    flush = BaseDatabaseOperations.execute_sql_flush

    def without_guards(operations, statements):
        def empty():
            with lifted():
                flush(operations, [_emptied(statement) for statement in statements])

        settled(empty)

    patch = pytest.MonkeyPatch()
    patch.setattr(BaseDatabaseOperations, "execute_sql_flush", without_guards)
    yield flush
    patch.undo()


# -- browser -----------------------------------------------------------------------------------------------------------


def chromium() -> str | None:
    """Return the path of Debian's Chromium (or the one named by CHROMIUM), None where there is none."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Launch Debian's Chromium; where it is missing, skip, but fail under CI."""
    path = chromium()
    if path is None:
        message = "Chromium is missing: apt-get install chromium, or set CHROMIUM to its path."
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return {
        **browser_type_launch_args,
        "executable_path": path,
        "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    """Speak Indonesian, and fail soon instead of after half a minute."""
    return {**browser_context_args, "locale": "id-ID", "timezone_id": "Asia/Jakarta"}
