"""The demo's offices, loaded once per process and put back as they were for every further test.

Loading computes and checks every office, which takes seconds; copying its rows takes a fraction of one. No file belongs to
them as long as nothing is issued.
"""

import io
import sqlite3
from functools import cache

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection

from tests.guards import emptying, lifted


def put_demo() -> None:
    """Put the demo's offices and accounts into an empty database."""
    if not _kept():
        call_command("load_demo", verbosity=0, issued=False)
        _kept().append(_copy())
        return
    (copy,) = _kept()
    if isinstance(copy, sqlite3.Connection):
        connection.ensure_connection()
        copy.backup(connection.connection)
    else:
        _put_back(copy)


@cache
def _kept() -> list[sqlite3.Connection | dict[str, bytes]]:
    """Return the place of the one copy of this process."""
    return []


def _copy() -> sqlite3.Connection | dict[str, bytes]:
    """Return all rows as they are now: a database of SQLite, or what PostgreSQL calls COPY by table."""
    if connection.vendor == "sqlite":
        copy = sqlite3.connect(":memory:", check_same_thread=False)
        connection.connection.backup(copy)
        return copy
    return {table: _out(table) for table in connection.introspection.django_table_names(only_existing=True)}


def _out(table: str) -> bytes:
    rows = io.BytesIO()
    with connection.cursor() as cursor:
        cursor.copy_expert(f'COPY "{table}" TO STDOUT', rows)
    return rows.getvalue()


def _put_back(copy: dict[str, bytes]) -> None:
    """Replace all rows; keys between tables are checked at the end."""
    with lifted(), connection.cursor() as cursor:
        cursor.execute(emptying(f'"{table}"' for table in copy))
        for table, rows in copy.items():
            cursor.copy_expert(f'COPY "{table}" FROM STDIN', io.BytesIO(rows))
        for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models(include_auto_created=True)):
            cursor.execute(statement)
