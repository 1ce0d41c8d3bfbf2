"""The tables that a backup holds, and their rows as lines of JSON: equal rows, equal lines, on either database."""

import base64
import datetime
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

READ_AT_ONCE = 100
"""Rows that are read from the database together: a summary of a unit may be a hundred kilobytes long."""

MOST_ROWS, MOST_BYTES = 2000, 1 << 20
"""Rows that are written to it together, and the length of their lines. What a line is while it becomes a row takes ten
times that."""

PASSING = frozenset(
    {
        "agreements.signinattempt",
        "django_q.ormq",
        "django_q.schedule",
        "django_q.task",
        "reports.incident",
        "sessions.session",
    }
)
"""Tables of the moment: who is logged in or tries to, the energy of jobs whose rows are kept (`Batch`, `Chore`), past
trouble."""

SEEDED = frozenset({"auth.permission", "contenttypes.contenttype"})
"""Tables that migrations fill: an empty place has them, and what is put back replaces them."""


def kept_models() -> tuple[type[models.Model], ...]:
    """Return the models whose tables a backup holds, by label."""
    every = apps.get_models(include_auto_created=True)
    kept = [model for model in every if model._meta.managed and not model._meta.proxy]
    return tuple(sorted((model for model in kept if label(model) not in PASSING), key=label))


def label(model: type[models.Model]) -> str:
    """Return what a table is called in a backup: 'agreements.unit'."""
    return model._meta.label_lower


def fields_of(model: type[models.Model]) -> tuple[models.Field, ...]:
    """Return the columns of a table, by name, so that their order in a model may change."""
    return tuple(sorted(model._meta.local_concrete_fields, key=lambda field: field.attname))


def applied_migrations() -> tuple[str, ...]:
    """Return the migrations that the database has: 'reports.0015_copied_texts'."""
    done = MigrationRecorder(connections[DEFAULT_DB_ALIAS]).applied_migrations()
    return tuple(sorted(f"{app}.{name}" for app, name in done))


def known_migrations() -> frozenset[str]:
    """Return the migrations that this version of the application brings."""
    known = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    return frozenset(f"{app}.{name}" for app, name in known)


@contextmanager
def snapshot() -> Iterator[None]:
    """Read as of one moment, while others go on writing."""
    connection = connections[DEFAULT_DB_ALIAS]
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        usual = connection.transaction_mode
        # Every transaction of ours takes the right to write at once; one that only reads must not hold the others up.
        connection.transaction_mode = "DEFERRED"
        try:
            with transaction.atomic():
                yield
        finally:
            connection.transaction_mode = usual
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


# -- rows as lines -----------------------------------------------------------------------------------------------------


def lines(model: type[models.Model]) -> Iterator[bytes]:
    """Yield each row as a line: its columns, by name, as a list."""
    fields = fields_of(model)
    rows = model._base_manager.order_by("pk").values_list(*(field.attname for field in fields))
    for row in rows.iterator(chunk_size=READ_AT_ONCE):
        values = [encoded(value, field) for value, field in zip(row, fields, strict=True)]
        yield json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def encoded(value: Any, field: models.Field) -> Any:
    """Return a value as JSON has it; figures and times as texts that lose nothing.

    Raises:
        TypeError: nobody said how such a value is kept.
    """
    if isinstance(field, models.JSONField) or value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    raise TypeError(f"{field}: a backup does not know how to keep {type(value).__name__}")


def insert(model: type[models.Model], given: Iterable[bytes]) -> tuple[int, str]:
    """Write lines as rows, as they are: no default, signal or clock has a say. Return their number and SHA-256."""
    fields, found, count = fields_of(model), hashlib.sha256(), 0
    connection = connections[DEFAULT_DB_ALIAS]
    size = max(1, min(MOST_ROWS, connection.ops.bulk_batch_size(fields, [None] * MOST_ROWS)))
    for portion in portions(given, size):
        for line in portion:
            found.update(line)
        count += len(portion)
        rows = [_row(json.loads(line), fields) for line in portion]
        model._base_manager._insert(rows, fields=fields, using=DEFAULT_DB_ALIAS, raw=True)
    return count, found.hexdigest()


def portions(lines: Iterable[bytes], most: int) -> Iterator[list[bytes]]:
    """Yield lines in lists of `most`, or of fewer that are `MOST_BYTES` long together."""
    portion, length = [], 0
    for line in lines:
        portion.append(line)
        length += len(line)
        if len(portion) == most or length >= MOST_BYTES:
            yield portion
            portion, length = [], 0
    if portion:
        yield portion


def _row(values: Sequence[Any], fields: Sequence[models.Field]) -> SimpleNamespace:
    """Return what Django writes a row from: anything with the names of its columns."""
    pairs = zip(fields, values, strict=True)
    return SimpleNamespace(
        **{
            field.attname: value if isinstance(field, models.JSONField) else field.to_python(value)
            for field, value in pairs
        }
    )


def digest(model: type[models.Model]) -> tuple[int, str]:
    """Return how many rows a table has, and the SHA-256 of their lines."""
    count, found = 0, hashlib.sha256()
    for line in lines(model):
        count += 1
        found.update(line)
    return count, found.hexdigest()


# -- ids ---------------------------------------------------------------------------------------------------------------


def sequences() -> dict[str, int]:
    """Return, by table, the highest id that was given so far."""
    connection, found = connections[DEFAULT_DB_ALIAS], {}
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, seq FROM sqlite_sequence")
            given = dict(cursor.fetchall())
            return {label(model): given.get(model._meta.db_table, 0) for model in _numbered()}
        for model in _numbered():
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [model._meta.db_table, model._meta.pk.column])
            (sequence,) = cursor.fetchone()
            cursor.execute(f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {sequence}")  # noqa: S608
            (found[label(model)],) = cursor.fetchone()
    return found


def set_sequences(given: dict[str, int]) -> None:
    """Let each table go on counting after the highest id that was ever given in the place the rows come from."""
    connection = connections[DEFAULT_DB_ALIAS]
    with connection.cursor() as cursor:
        for model in _numbered():
            table, column = model._meta.db_table, model._meta.pk.column
            highest = model._base_manager.order_by("-pk").values_list("pk", flat=True).first() or 0
            value = max(highest, given.get(label(model), 0))
            if connection.vendor == "sqlite":
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, value])
            else:
                where = "pg_get_serial_sequence(%s, %s)"
                cursor.execute(f"SELECT setval({where}, %s, %s)", [table, column, max(1, value), value > 0])


def _numbered() -> Iterator[type[models.Model]]:
    return (model for model in kept_models() if isinstance(model._meta.pk, models.AutoField))
