"""Every change of what summaries rest on is noted, however it is written; nothing else is."""

import re

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from agreements.models import Official, Position, Unit
from reports.models import Comment, IndicatorRealization, Report, UnitChange
from reports.period import Quarter
from reports.queries import load_unit_inputs
from reports.queries.summaries import Scope, waiting_changes
from reports.triggers import WATCHED, install, installed, take_away, value_of, wanted
from reports.triggers import Scope as Watched
from tests import factories
from tests.reports.workplace import make_workplace

pytestmark = pytest.mark.django_db

TABLES = {model._meta.db_table for model in WATCHED}


@pytest.fixture(autouse=True)
def _set():
    """Have the triggers even after a test that took the migrations back."""
    install()


def noted() -> set[tuple[int | None, int | None, int | None]]:
    """Return what was noted since the last time, and forget it."""
    found = set(UnitChange.objects.values_list("unit_id", "year", "quarter"))
    UnitChange.objects.all().delete()
    return found


def run(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


# -- every table -------------------------------------------------------------------------------------------------------


def test_every_table_that_reports_are_read_from_is_watched():
    """An empty prefetch asks nothing further, so there is a row of everything."""
    place = make_workplace()
    for factory in (factories.StrategyFactory, factories.FollowUpFactory, factories.ReportTextFactory):
        factory(report=place.report(place.kasi))
    factories.IndicatorRealizationFactory(indicator=place.direct)
    factories.CitationFactory(position=place.kasi)
    with CaptureQueriesContext(connection) as queries:
        load_unit_inputs(Unit.objects.get(pk=place.unit.pk), Quarter(2024, 2))
    read = {table for query in queries for table in re.findall(r'"((?:agreements|reports)_[a-z]+)"', query["sql"])}
    assert len(read) > 30
    assert read - TABLES == set()


@pytest.mark.parametrize("model", WATCHED, ids=lambda model: model.__name__)
@pytest.mark.parametrize("how", ["insert", "save", "update", "raw update", "raw delete"])
def test_every_way_of_writing_is_noted(model, how):
    make = factories.FACTORIES[model]
    if how == "insert":
        noted()
        make()
        # An official without a post is in no report.
        assert noted() or model is Official
        return
    row = make()
    if model is Official:
        factories.AppointmentFactory(official=row)
    table = model._meta.db_table
    noted()
    if how == "save":
        row.save()
    elif how == "update":
        name = next(field.name for field in model._meta.concrete_fields if not field.primary_key)
        assert model.objects.filter(pk=row.pk).update(**{name: getattr(row, name)}) == 1
    elif how == "raw update":
        run(f"UPDATE {table} SET id = id WHERE id = %s", row.pk)
    else:
        with transaction.atomic():
            run(f"DELETE FROM {table} WHERE id = %s", row.pk)
            found = noted()
            transaction.set_rollback(True)
        assert found
        return
    assert noted()


@pytest.mark.skipif(connection.vendor == "sqlite", reason="a statement of PostgreSQL")
def test_emptying_a_table_is_noted():
    run("SET CONSTRAINTS ALL IMMEDIATE")
    noted()
    run("TRUNCATE reports_budgetrealization")
    assert noted() == {(None, None, None)}
    assert {table for table, name in installed() if "_truncate_" in name} == TABLES


def test_what_summaries_do_not_rest_on_is_not_noted():
    row = factories.CommentFactory()
    noted()
    Comment.objects.filter(pk=row.pk).update(text="Lain")
    factories.EventFactory(unit=row.report.position.unit)
    factories.NoticeFactory(report=row.report)
    assert noted() == set()


# -- scopes ------------------------------------------------------------------------------------------------------------


def test_figures_are_noted_with_their_unit_and_quarter():
    place = make_workplace()
    typed = factories.IndicatorRealizationFactory(indicator=place.ratio, value=None, quarter=3)
    planned = factories.StrategyFactory(report=place.report(place.kasi))
    noted()
    factories.TermValueFactory(realization=typed, term=place.on_time)
    assert noted() == {(place.unit.pk, 2024, 3)}
    factories.BudgetRealizationFactory(budget_line=place.line, quarter=1)
    assert noted() == {(place.unit.pk, 2024, 1)}
    factories.CeilingFactory(budget_line=place.line, from_date="2024-08-01")
    assert noted() == {(place.unit.pk, 2024, None)}
    factories.StrategyItemFactory(strategy=planned)
    assert noted() == {(place.unit.pk, 2024, 2)}


def test_bulk_writes_are_noted_once_for_each_unit_and_quarter():
    places = [make_workplace(), make_workplace()]
    noted()
    IndicatorRealization.objects.bulk_create(
        IndicatorRealization(indicator=row, year=2024, quarter=quarter)
        for place in places
        for row in (place.direct, place.ratio)
        for quarter in (1, 2)
    )
    assert UnitChange.objects.count() == 4
    assert noted() == {(place.unit.pk, 2024, quarter) for place in places for quarter in (1, 2)}
    IndicatorRealization.objects.filter(quarter=2).update(value=1)
    assert noted() == {(place.unit.pk, 2024, 2) for place in places}


def test_a_row_that_moves_is_noted_where_it_was_and_where_it_is():
    place, other = make_workplace(), factories.UnitFactory()
    noted()
    Position.objects.filter(pk=place.kasi.pk).update(unit=other)
    assert noted() == {(place.unit.pk, None, None), (other.pk, None, None)}
    Report.objects.filter(position=place.camat).update(quarter=4)
    assert noted() == {(place.unit.pk, 2024, 2), (place.unit.pk, 2024, 4)}


def test_who_holds_the_post_above_is_noted_for_the_units_below():
    below, above = factories.PositionFactory(), factories.PositionFactory()
    Position.objects.filter(pk=below.pk).update(superior=above)
    held = factories.AppointmentFactory(position=above)
    both = {(below.unit_id, None, None), (above.unit_id, None, None)}
    noted()
    held.save()
    assert noted() == both
    held.official.save()
    assert noted() == both
    above.save()
    assert noted() == both


def test_a_child_whose_parent_is_gone_counts_for_all():
    if connection.vendor == "postgresql":
        run("SET CONSTRAINTS ALL DEFERRED")
    row = factories.TermValueFactory()
    noted()
    with transaction.atomic():
        run("DELETE FROM reports_indicatorrealization WHERE id = %s", row.realization_id)
        noted()
        run("DELETE FROM reports_termvalue WHERE id = %s", row.pk)
        assert noted() == {(None, None, None)}


def test_paths_lead_through_the_tables():
    assert value_of(Report, "position__unit", "NEW") == (
        "(SELECT agreements_position.unit_id FROM agreements_position WHERE agreements_position.id = NEW.position_id)"
    )
    assert Watched().select(Unit, "NEW").count("NULL") == 3


@pytest.mark.parametrize(
    ("scope", "unit", "quarter", "covered"),
    [
        (Scope.of(None, None, None), 1, Quarter(2020, 1), True),
        (Scope.of(1, None, None), 1, Quarter(2020, 1), True),
        (Scope.of(2, None, None), 1, Quarter(2020, 1), False),
        (Scope.of(1, 2024, None), 1, Quarter(2024, 1), True),
        (Scope.of(1, 2024, None), 1, Quarter(2023, 4), False),
        (Scope.of(1, 2024, 3), 1, Quarter(2024, 2), False),
        (Scope.of(1, 2024, 3), 1, Quarter(2025, 1), True),
    ],
)
def test_a_change_goes_into_its_quarter_and_all_later_ones(scope, unit, quarter, covered):
    assert scope.covers(unit, quarter) is covered


# -- setting them ------------------------------------------------------------------------------------------------------


def test_triggers_stand_and_are_set_once():
    assert installed() == wanted(connection.vendor).keys()
    assert {table for table, _ in installed()} == TABLES
    with CaptureQueriesContext(connection) as queries:
        install()
    assert not any("TRIGGER " in query["sql"] and "CREATE" in query["sql"] for query in queries)


def test_what_was_not_noted_meanwhile_counts_as_changed():
    factories.UnitSummaryFactory()
    noted()
    take_away()
    assert installed() == set()
    factories.DutyFactory()
    assert noted() == set()
    install()
    assert installed() == wanted(connection.vendor).keys()
    assert waiting_changes() == {Scope(None, None)}


def test_those_of_another_version_are_replaced():
    table, name = sorted(installed())[0]
    end = f" ON {table}" if connection.vendor == "postgresql" else ""
    run(f"DROP TRIGGER {name}{end}")
    older = wanted(connection.vendor)[table, name].replace(name, f"{name[:-8]}00000000")
    run(older.replace("%", "%%")) if connection.vendor == "postgresql" else run(older)
    assert installed() != wanted(connection.vendor).keys()
    install()
    assert installed() == wanted(connection.vendor).keys()


@pytest.mark.django_db(transaction=True)
def test_migrations_find_none_and_leave_all():
    """SQLite could not rebuild a table that a trigger of another one names."""
    call_command("migrate", "reports", "0005_reading_content", verbosity=0)
    assert installed() == set()
    install()
    assert installed() == set()
    call_command("migrate", verbosity=0)
    assert installed() == wanted(connection.vendor).keys()
