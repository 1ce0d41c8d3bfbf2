"""Taking away, for a moment, what keeps the trail and issued reports as they are. For the test run alone.

Django empties every table after a test with real transactions (`transaction=True`, the live server), and the triggers of
`reports/migrations/0004_standing_rows.py` refuse that, as they should. A switch in the database (a setting, a table, a
role) would be there in production too, in reach of whoever can write SQL. So there is none: the run takes the triggers
themselves away and puts the same ones back, in one transaction, as only the owner of the tables can.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction

SQLITE = "SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger'"
BUSY = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    " AND backend_type = 'client backend' AND state <> 'idle'"
)
POSTGRESQL = "SELECT tgrelid::regclass::text, tgname, tgenabled = 'O' FROM pg_trigger WHERE NOT tgisinternal"


def guards() -> set[tuple[str, str]]:
    """Return (table, trigger) of all triggers that are in force now."""
    with connection.cursor() as cursor:
        cursor.execute(SQLITE if connection.vendor == "sqlite" else POSTGRESQL)
        return {(table, name) for table, name, in_force in cursor.fetchall() if in_force}


@contextmanager
def lifted() -> Iterator[None]:
    """Take all triggers away inside one transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(SQLITE)
            taken = cursor.fetchall()
            for _, name, _ in taken:
                cursor.execute(f"DROP TRIGGER {name}")
            yield
            for _, _, sql in taken:
                cursor.execute(sql, None)
            return
        tables = {table for table, _ in guards()}
        _switch(cursor, tables, "DISABLE")
        yield
        _switch(cursor, tables, "ENABLE")


def _switch(cursor, tables: set[str], word: str) -> None:
    # A table with checks still to be made (deferred foreign keys) can't be altered.
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
    for table in sorted(tables):
        cursor.execute(f"ALTER TABLE {table} {word} TRIGGER USER")


def emptying(tables: Iterable[str]) -> str:
    """Return SQL that empties tables, given as SQL names them: PostgreSQL truncates a hundred small ones in seconds."""
    return " ".join(f"DELETE FROM {table};" for table in tables)


PATIENCE = 20.0
"""Seconds that what a closed page asked for last may take."""


def settled(flush: Callable[[], None]) -> None:
    """Empty the tables once nobody is at work in them.

    A page that was closed with the test may have asked for something that the live server still answers. Emptying tables
    meanwhile ends in a deadlock on PostgreSQL, and is refused by an SQLite in memory.
    """
    end = time.monotonic() + PATIENCE
    while _busy() and time.monotonic() < end:
        time.sleep(0.05)
    while True:
        try:
            flush()
        except OperationalError as error:
            if "table is locked" not in str(error) or time.monotonic() > end:
                raise
            time.sleep(0.05)
        else:
            return


def _busy() -> bool:
    """Whether another session of this PostgreSQL database is at work."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute(BUSY)
        return bool(cursor.fetchone()[0])
