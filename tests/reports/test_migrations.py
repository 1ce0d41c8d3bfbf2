"""Migrations that change rows, from a database as it stood before them."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from reports.models import Event, Report
from reports.sealing import FIRST
from reports.triggers import take_away
from tests import factories
from tests.reports.sealed import sealed

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def migrate_back():
    """Return a function that takes the database back to a migration; afterwards everything is migrated again."""

    def back(app, name):
        # As the command does before it touches a table.
        take_away()
        executor = MigrationExecutor(connection)
        executor.migrate([(app, name)])
        return executor.loader.project_state([(app, name)]).apps

    yield back
    forward()


def forward():
    """Migrate as the command does, which sets the triggers that note changes again."""
    call_command("migrate", verbosity=0)


def test_standing_lines_are_numbered_and_sealed_per_unit(migrate_back):
    one, two = factories.UnitFactory(), factories.UnitFactory()
    by = factories.UserFactory()
    old = migrate_back("reports", "0002_photos").get_model("reports", "Event")
    for unit, action, before, account in (
        (one, "load_demo", None, None),
        (two, "load_demo", None, None),
        (one, "open_quarter", None, by),
        (one, "save_entry", {"amount": "1"}, by),
        (two, "open_quarter", None, by),
    ):
        old.objects.create(
            unit_id=unit.pk,
            by_id=account and account.pk,
            action=action,
            subject=f"agreements.unit:{unit.pk}",
            before=before,
            after={"year": 2024},
        )
    forward()
    for unit, actions in ((one, ["load_demo", "open_quarter", "save_entry"]), (two, ["load_demo", "open_quarter"])):
        rows = list(Event.objects.filter(unit=unit).order_by("number"))
        assert [(row.number, row.action) for row in rows] == list(enumerate(actions, 1))
        previous = FIRST
        for row in rows:
            assert row.seal == sealed(row, previous)
            previous = row.seal


def test_standing_reports_get_the_round_that_they_were_handed_in_with(migrate_back):
    position = factories.PositionFactory()
    statuses = ["draft", "submitted", "returned", "approved"]
    old = migrate_back("reports", "0002_photos").get_model("reports", "Report")
    for quarter, status in enumerate(statuses, 1):
        old.objects.create(position_id=position.pk, year=2024, quarter=quarter, status=status)
    forward()
    rows = Report.objects.order_by("quarter").values_list("status", "round", "revision", "changed_since_approval")
    assert list(rows) == [(status, 0 if status == "draft" else 1, 1, False) for status in statuses]
