"""The trail and issued reports stay as they are, whoever asks: raw SQL, the ORM, the admin, a flush."""

import re

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, NotSupportedError, connection, transaction
from django.db.backends.base.operations import BaseDatabaseOperations
from django.urls import reverse

from reports.models import Event, IssuedReport
from reports.triggers import PREFIX
from tests import factories
from tests.guards import guards, lifted
from tests.pages import client_of, text_of

pytestmark = pytest.mark.django_db

SQLITE = connection.vendor == "sqlite"
on_sqlite = pytest.mark.skipif(not SQLITE, reason="a statement of SQLite")
on_postgresql = pytest.mark.skipif(SQLITE, reason="a statement of PostgreSQL")

MESSAGES = {
    Event: "Jejak perubahan hanya dapat ditambah",
    IssuedReport: "Laporan yang sudah terbit tidak dapat diubah",
}
MAKE = {Event: factories.EventFactory, IssuedReport: factories.IssuedReportFactory}


@pytest.fixture(params=MESSAGES, ids=lambda model: model.__name__)
def row(request):
    return MAKE[request.param]()


def kept(row):
    """Return everything that stands in the row's table."""
    return list(type(row)._base_manager.order_by("pk").values())


def refused(row, work):
    """Run work that the database must refuse with its sentence, and look whether everything is as before."""
    before = kept(row)
    with pytest.raises(IntegrityError, match=re.escape(MESSAGES[type(row)])), transaction.atomic():
        work()
    assert kept(row) == before


def run(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


# -- the triggers themselves --------------------------------------------------------------------------------------------


def test_triggers_stand_after_all_migrations():
    """On SQLite a migration that rebuilds the table loses them, and must set them again."""
    last = "replace" if SQLITE else "truncate"
    expected = {
        (table, f"{table}_no_{what}")
        for table in ("reports_event", "reports_issuedreport")
        for what in ("update", "delete", last)
    }
    before = guards()
    assert {(table, name) for table, name in before if not name.startswith(PREFIX)} == expected
    with lifted():
        assert guards() == set()
    assert guards() == before


def test_without_them_everything_goes(row):
    """The control: nothing but the triggers refuses what the tests below try."""
    with lifted():
        type(row).objects.filter(pk=row.pk).update(at="2020-01-01T00:00:00Z")
        row.delete()
    assert kept(row) == []


# -- raw SQL -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sql",
    ["UPDATE {} SET at = '2020-01-01'", "UPDATE {} SET id = id", "DELETE FROM {}", "DELETE FROM {} WHERE id > 0"],
)
def test_rows_are_neither_changed_nor_deleted(row, sql):
    refused(row, lambda: run(sql.format(row._meta.db_table)))


def copied(row, verb, key, end=""):
    """Insert a copy of the row that shares only the columns of one key with it."""
    fresh = {"id": row.pk + 1000, "number": 1000, "revision": 1000, "code": "UJI-BARU", "supersedes_id": None}
    table, names = row._meta.db_table, [field.column for field in row._meta.concrete_fields]
    other = [name for name in names if name in fresh and name not in key]
    values = ", ".join("%s" if name in other else name for name in names)
    run(
        f"{verb} INTO {table} ({', '.join(names)}) SELECT {values} FROM {table} WHERE id = {row.pk} {end}",
        *[fresh[name] for name in other],
    )


KEYS = [
    (Event, ["id"]),
    (Event, ["unit_id", "number"]),
    (IssuedReport, ["id"]),
    (IssuedReport, ["code"]),
    (IssuedReport, ["supersedes_id"]),
    (IssuedReport, ["report_id", "revision"]),
]


def row_of(model):
    if model is Event:
        return factories.EventFactory()
    return factories.IssuedReportFactory(revision=2, supersedes=factories.IssuedReportFactory())


@on_sqlite
@pytest.mark.parametrize(("model", "key"), KEYS)
@pytest.mark.parametrize("verb", ["INSERT OR REPLACE", "REPLACE", "INSERT OR IGNORE"])
def test_rows_are_not_replaced(model, key, verb):
    row = row_of(model)
    refused(row, lambda: copied(row, verb, key))


@on_sqlite
def test_every_key_of_a_row_is_watched():
    """A key that is added to a table needs its line in the trigger."""
    for model in MESSAGES:
        with connection.cursor() as cursor:
            found = connection.introspection.get_constraints(cursor, model._meta.db_table).values()
        unique = {tuple(one["columns"]) for one in found if one["unique"] or one["primary_key"]}
        assert unique == {tuple(key) for of, key in KEYS if of is model}


@on_sqlite
def test_copy_that_shares_no_key_is_a_new_row(row):
    copied(row, "INSERT OR REPLACE", [])
    assert len(kept(row)) == 2


@pytest.mark.parametrize(("model", "key"), KEYS)
def test_rows_are_not_changed_by_an_insert_that_meets_them(model, key):
    row = row_of(model)
    end = f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET at = '2020-01-01'"
    # SQLite reads ON after SELECT as that of a join, but for a WHERE before it, which is there.
    refused(row, lambda: copied(row, "INSERT", key, end))


@on_postgresql
@pytest.mark.parametrize("what", ["{}", "{} CASCADE", "agreements_unit CASCADE", "agreements_user CASCADE"])
def test_tables_are_not_emptied(row, what):
    def truncate():
        run("SET CONSTRAINTS ALL IMMEDIATE")
        run(f"TRUNCATE {what.format(row._meta.db_table)}")

    before = kept(row)
    # PostgreSQL refuses by itself to empty a table that others point at, unless these are emptied too.
    refusals = (IntegrityError, NotSupportedError)
    with pytest.raises(refusals, match=r"tidak dapat diubah|foreign key"), transaction.atomic():
        truncate()
    assert kept(row) == before


# -- Django ------------------------------------------------------------------------------------------------------------

ORM = {
    "save": lambda row: row.save(),
    "delete": lambda row: row.delete(),
    "update": lambda row: type(row).objects.update(at="2020-01-01T00:00:00Z"),
    "delete all": lambda row: type(row).objects.all().delete(),
    "bulk update": lambda row: type(row).objects.bulk_update([row], ["at"]),
    "raw delete": lambda row: type(row).objects.all()._raw_delete("default"),
}


@pytest.mark.parametrize("name", ORM)
def test_orm_is_refused(row, name):
    refused(row, lambda: ORM[name](row))


@pytest.mark.django_db(transaction=True)
def test_flush_is_refused_outside_of_the_test_run(django_flush, monkeypatch):
    factories.EventFactory()
    with monkeypatch.context() as as_it_is:
        as_it_is.setattr(BaseDatabaseOperations, "execute_sql_flush", django_flush)
        with pytest.raises(CommandError):
            call_command("flush", verbosity=0, interactive=False)
    assert Event.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_flush_of_the_test_run_puts_everything_back():
    row, before = factories.EventFactory(), guards()
    call_command("flush", verbosity=0, interactive=False)
    assert kept(row) == []
    assert guards() == before != set()


# -- what they rest on --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "needed",
    [lambda event, issue: event.unit, lambda event, issue: issue.report.position, lambda event, issue: issue.by],
    ids=["unit", "position", "account"],
)
def test_admin_says_why_something_stays(needed):
    """Of what the trail or an issued report rests on; by its page, and by the list's action."""
    row = needed(factories.EventFactory(), factories.IssuedReportFactory())
    client = client_of(factories.UserFactory(is_superuser=True, is_staff=True))
    page = f"admin:agreements_{row._meta.model_name}"
    address = reverse(f"{page}_delete", args=[row.pk])
    for answer in (
        client.get(address),
        client.post(address, {"post": "yes"}),
        client.post(reverse(f"{page}_changelist"), {"action": "delete_selected", "_selected_action": [row.pk]}),
    ):
        assert answer.status_code == 200
        assert "Tidak dapat menghapus" in text_of(answer)
    assert type(row).objects.filter(pk=row.pk).exists()
