"""Taking away, for a moment, what keeps the trail and issued reports as they are. For the test run alone.

Django empties every table after a test with real transactions (`transaction=True`, the live server), and the triggers of
`reports/migrations/0004_standing_rows.py` refuse that, as they should. A switch in the database (a setting, a table, a
role) would be there in production too, in reach of whoever can write SQL. So there is none: the run takes the triggers
themselves away and puts the same ones back, in one transaction, as only the owner of the tables can.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

SQLITE = "SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger'"
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
