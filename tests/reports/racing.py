"""Two requests at the same moment, on two real connections: a SQLite file with the settings' options, or PostgreSQL."""

import sqlite3
import sys
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from types import ModuleType

from django.conf import settings
from django.db import connection, connections

KEPT_OUT = 1  # seconds after which a request that is not there counts as kept out
ALL_COME = 60  # seconds that it may take where nothing keeps anybody out, on a busy machine
PATIENCE = KEPT_OUT


def apart(work: Callable[[], object]) -> Callable[[], object]:
    """Start work on a connection of its own; return what waits for its result, or the error that it ended with."""
    found = []

    def run() -> None:
        try:
            found.append(work())
        except Exception as error:  # noqa: BLE001 -- the errors are what the tests look at
            found.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()

    def result() -> object:
        thread.join()
        return found[0]

    return result


def alone(work: Callable[[], object]) -> object:
    """Return the result of work done apart; its error is raised here."""
    result = apart(work)()
    if isinstance(result, Exception):
        raise result
    return result


def at_once(*works: Callable[[], object]) -> list[object]:
    """Return the results of works done at the same time, errors among them."""
    return [result() for result in [apart(work) for work in works]]


def share_database(monkeypatch, tmp_path) -> None:
    """Let threads share the database: on SQLite, a file with the settings' options."""
    if connection.vendor != "sqlite":
        return
    file = tmp_path / "file.sqlite3"
    standing = connections.settings["default"]
    options = settings.DATABASES["default"]["OPTIONS"]
    monkeypatch.setitem(connections.settings, "default", {**standing, "NAME": file, "OPTIONS": options})
    connection.ensure_connection()
    with closing(sqlite3.connect(file)) as copy:
        connection.connection.backup(copy)


def let_all_in(monkeypatch, *modules: ModuleType) -> None:
    """Take away what makes writers queue: the lock of the unit in modules, or SQLite's transactions that begin alone.

    Then everybody comes, and is waited for.
    """
    monkeypatch.setattr(sys.modules[__name__], "PATIENCE", ALL_COME)
    if connection.vendor != "sqlite":
        for module in modules:
            monkeypatch.setattr(module, "hold_unit", lambda unit: None)
        return
    options = settings.DATABASES["default"]["OPTIONS"]
    held_back = {key: value for key, value in options.items() if key != "transaction_mode"}
    monkeypatch.setitem(connections.settings["default"], "OPTIONS", held_back)


def meet(
    monkeypatch,
    module: ModuleType,
    name: str,
    *,
    after: bool = False,
    wrote: bool = False,
    meeting: threading.Barrier | None = None,
) -> None:
    """Hold every request the first time it calls a function of a module until another one does, or time is up.

    `meeting` is shared where one request waits in one function and the other in another. Both `wrote` before: then SQLite
    lets one come, whatever was taken away.
    """
    called = getattr(module, name)
    meeting = meeting or threading.Barrier(2)
    been = threading.local()

    def wait() -> None:
        if not getattr(been, "there", False):
            been.there = True
            # Time is up where the other one is kept out, as it should be.
            with suppress(threading.BrokenBarrierError):
                meeting.wait(KEPT_OUT if wrote and connection.vendor == "sqlite" else PATIENCE)

    def held(*args: object, **options: object) -> object:
        if not after:
            wait()
        result = called(*args, **options)
        if after:
            wait()
        return result

    monkeypatch.setattr(module, name, held)
