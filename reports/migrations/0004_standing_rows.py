"""What stands in the trail, and what was issued, stays as it is: the database itself refuses to change it.

There is no switch in the database that takes this away: whoever can write SQL could throw it. A test run takes the
triggers away around its own flush and puts them back (`tests/guards.py`). On SQLite a migration that rebuilds one of
these tables drops its triggers with the old table and has to set them again; `tests/reports/test_guards.py` says so.
"""

from django.db import migrations

GUARDED = {
    # table: (what is said, columns of each key by which INSERT OR REPLACE could take a row's place)
    "reports_event": (
        "Jejak perubahan hanya dapat ditambah: barisnya tidak dapat diubah, diganti, atau dihapus.",
        [["id"], ["unit_id", "number"]],
    ),
    "reports_issuedreport": (
        "Laporan yang sudah terbit tidak dapat diubah, diganti, atau dihapus; koreksinya terbit sebagai revisi baru.",
        [["id"], ["code"], ["supersedes_id"], ["report_id", "revision"]],
    ),
}

REFUSAL = """
CREATE FUNCTION reports_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING MESSAGE = TG_ARGV[0], ERRCODE = 'restrict_violation';
END
$$
"""


def sqlite(table, message, keys):
    """Return the triggers of a table; the one before an INSERT names the key that is taken, as a constraint does."""
    taken = ""
    for key in keys:
        names = ", ".join(f"{table}.{column}" for column in key)
        same = " AND ".join(f"{column} = NEW.{column}" for column in key)
        there = f"SELECT 1 FROM {table} WHERE {same}"  # noqa: S608 -- all names stand above
        taken += f"SELECT RAISE(ABORT, '{message} ({names})') WHERE EXISTS ({there}); "
    return [
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{message}'); END",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{message}'); END",
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} BEGIN {taken} END",
    ]


def postgresql(table, message, _keys):
    """Return the triggers of a table; there is no INSERT OR REPLACE, and ON CONFLICT DO UPDATE is an UPDATE."""
    refuse = f"EXECUTE FUNCTION reports_refuse('{message}')"
    return [
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH ROW {refuse}",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW {refuse}",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse}",
    ]


def set_guards(_apps, schema_editor):
    """Set the triggers of all tables."""
    statements = {"sqlite": sqlite, "postgresql": postgresql}[schema_editor.connection.vendor]
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(REFUSAL, params=None)
    for table, (message, keys) in GUARDED.items():
        for statement in statements(table, message, keys):
            schema_editor.execute(statement, params=None)


def take_guards_away(_apps, schema_editor):
    """Drop them, with their function."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION reports_refuse() CASCADE", params=None)
        return
    for table in GUARDED:
        for what in ("update", "delete", "replace"):
            schema_editor.execute(f"DROP TRIGGER {table}_no_{what}", params=None)


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_review")]

    operations = [migrations.RunPython(set_guards, take_guards_away)]
