"""Triggers that note in `UnitChange` which summaries hold no longer, whoever writes: the ORM, bulk updates, raw SQL.

`WATCHED` says for every table that a unit's reports are read from which units and quarters a row goes into. A child
whose parent is gone already (raw SQL that deletes in another order) counts for all: rather too much than too little.

They are taken away before migrations (a table that SQLite rebuilds would break those that name it) and set after them,
by `reports.apps`. Their names carry a digest of what they do, so that others of before are found and replaced.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from django.db import DEFAULT_DB_ALIAS, connections, models, transaction

from agreements import models as plan
from reports import models as reports
from reports.models import UnitChange, UnitSummary

PREFIX = "noted_"
NOTHING = "CAST(NULL AS bigint)"


@dataclass(frozen=True)
class Scope:
    """Which summaries a row goes into: paths of fields to its unit, and to the year and quarter from which on.

    An empty path stands for all. `units` is SQL in place of a path, for rows that several units rest on.
    """

    unit: str = ""
    year: str = ""
    quarter: str = ""
    units: str = ""

    def select(self, model: type[models.Model], row: str) -> str:
        """Return a query for (unit, year, quarter) of `row`, the name under which SQL knows a row of the model."""
        if self.units:
            found = self.units.format(row=row)
            return f"SELECT found.unit_id, {NOTHING} AS year, {NOTHING} AS quarter FROM ({found}) AS found"  # noqa: S608
        paths = {"unit_id": self.unit, "year": self.year, "quarter": self.quarter}
        return "SELECT " + ", ".join(f"{value_of(model, path, row)} AS {name}" for name, path in paths.items())


def value_of(model: type[models.Model], path: str, row: str) -> str:
    """Return SQL for the value at the end of a path of fields ('report__position__unit') that starts at a row."""
    if not path:
        return NOTHING
    first, _, rest = path.partition("__")
    if first == "pk":
        return f"{row}.id"
    field = model._meta.get_field(first)
    if not rest:
        return f"{row}.{field.column}"
    target = field.related_model
    table = target._meta.db_table
    return f"(SELECT {value_of(target, rest, table)} FROM {table} WHERE {table}.id = {row}.{field.column})"  # noqa: S608


OF_REPORT = Scope("report__position__unit", "report__year", "report__quarter")
OF_AGREEMENT = Scope("agreement__position__unit", "agreement__year")
EVERYTHING = Scope()

WATCHED: Mapping[type[models.Model], Scope] = {
    plan.Regency: EVERYTHING,
    plan.PredicateBand: EVERYTHING,
    # Texts are searched for the names of all other units.
    plan.Unit: EVERYTHING,
    plan.Regulation: EVERYTHING,
    plan.StrategicIssue: Scope("unit"),
    # Reports name who holds the post above, which may be one of another unit.
    plan.Position: Scope(
        units="SELECT {row}.unit_id AS unit_id UNION"
        " SELECT below.unit_id FROM agreements_position AS below WHERE below.superior_id = {row}.id"
    ),
    plan.Appointment: Scope(
        units="SELECT post.unit_id FROM agreements_position AS post"
        " WHERE post.id = {row}.position_id OR post.superior_id = {row}.position_id"
    ),
    plan.Official: Scope(
        units="SELECT post.unit_id FROM agreements_appointment AS held JOIN agreements_position AS post"
        " ON post.id = held.position_id OR post.superior_id = held.position_id WHERE held.official_id = {row}.id"
    ),
    plan.Duty: Scope("position__unit"),
    plan.Citation: Scope("position__unit"),
    plan.Indicator: Scope("unit"),
    plan.IndicatorTerm: Scope("indicator__unit"),
    plan.YearTarget: Scope("indicator__unit", "year"),
    plan.LongTermTarget: Scope("indicator__unit"),
    plan.PastValue: Scope("indicator__unit"),
    plan.Agreement: Scope("position__unit", "year"),
    plan.Objective: OF_AGREEMENT,
    plan.AgreementItem: OF_AGREEMENT,
    plan.AgreementBudget: OF_AGREEMENT,
    plan.BudgetLine: Scope("unit", "year"),
    plan.Ceiling: Scope("budget_line__unit", "budget_line__year"),
    plan.IndicatorBudgetLine: Scope("budget_line__unit", "budget_line__year"),
    reports.IndicatorRealization: Scope("indicator__unit", "year", "quarter"),
    reports.TermValue: Scope("realization__indicator__unit", "realization__year", "realization__quarter"),
    reports.BudgetRealization: Scope("budget_line__unit", "budget_line__year", "quarter"),
    # The texts of a report are held against those of the quarter before.
    reports.Report: Scope("position__unit", "year", "quarter"),
    reports.ReportText: OF_REPORT,
    reports.Strategy: OF_REPORT,
    reports.StrategyItem: Scope(
        "strategy__report__position__unit", "strategy__report__year", "strategy__report__quarter"
    ),
    reports.FollowUp: OF_REPORT,
    reports.Obstacle: OF_REPORT,
    reports.Activity: OF_REPORT,
    reports.Photo: OF_REPORT,
    reports.SuperiorResponse: OF_REPORT,
    reports.FindingReason: OF_REPORT,
}


# -- SQLite ------------------------------------------------------------------------------------------------------------

# A row of each change is enough: a transaction that writes is the only one until it ends, so whoever takes the waiting
# row reads what this one wrote.
SQLITE_NOTE = (
    "INSERT INTO reports_unitchange (unit_id, year, quarter) SELECT noted.unit_id, noted.year, noted.quarter"
    " FROM ({select}) AS noted WHERE NOT EXISTS"
    " (SELECT 1 FROM reports_unitchange AS waiting WHERE waiting.unit_id IS noted.unit_id"
    " AND waiting.year IS noted.year AND waiting.quarter IS noted.quarter);"
)
SQLITE_ROWS = {"insert": ("NEW",), "update": ("OLD", "NEW"), "delete": ("OLD",)}


def sqlite(model: type[models.Model], scope: Scope) -> Iterator[tuple[str, str]]:
    """Yield (event, statement with a place for the trigger's name), row by row."""
    for event, rows in SQLITE_ROWS.items():
        notes = " ".join(SQLITE_NOTE.format(select=scope.select(model, row)) for row in rows)
        yield event, f"CREATE TRIGGER {{name}} AFTER {event.upper()} ON {model._meta.db_table} BEGIN {notes} END"


# -- PostgreSQL --------------------------------------------------------------------------------------------------------

# Always a new row, since one that waits may be taken before the transaction that writes here ends; once a statement.
POSTGRESQL_NOTE = (
    "INSERT INTO reports_unitchange (unit_id, year, quarter) SELECT DISTINCT noted.unit_id, noted.year, noted.quarter"
    " FROM %I AS touched, LATERAL ({select}) AS noted"
)
FUNCTION = """
CREATE OR REPLACE FUNCTION reports_note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        INSERT INTO reports_unitchange (unit_id, year, quarter) VALUES (NULL, NULL, NULL);
        RETURN NULL;
    END IF;
    EXECUTE format(TG_ARGV[0], 'changed');
    IF TG_OP = 'UPDATE' THEN
        EXECUTE format(TG_ARGV[0], 'before');
    END IF;
    RETURN NULL;
END
$$
"""
POSTGRESQL_ROWS = {
    "insert": "REFERENCING NEW TABLE AS changed",
    "update": "REFERENCING OLD TABLE AS before NEW TABLE AS changed",
    "delete": "REFERENCING OLD TABLE AS changed",
    "truncate": "",
}


def postgresql(model: type[models.Model], scope: Scope) -> Iterator[tuple[str, str]]:
    """Yield (event, statement with a place for the trigger's name), statement by statement."""
    note = POSTGRESQL_NOTE.format(select=scope.select(model, "touched"))
    for event, rows in POSTGRESQL_ROWS.items():
        statement = f"CREATE TRIGGER {{name}} AFTER {event.upper()} ON {model._meta.db_table} {rows}"
        yield event, f"{statement} FOR EACH STATEMENT EXECUTE FUNCTION reports_note_change('{note}')"


# -- setting them ------------------------------------------------------------------------------------------------------

INSTALLED = {
    "sqlite": "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal",
}
DIALECTS = {"sqlite": sqlite, "postgresql": postgresql}


@cache
def wanted(vendor: str) -> Mapping[tuple[str, str], str]:
    """Return the statement of every trigger, by (table, trigger)."""
    found = {}
    for model, scope in WATCHED.items():
        table = model._meta.db_table
        for event, statement in DIALECTS[vendor](model, scope):
            digest = hashlib.sha256(f"{FUNCTION}{statement}".encode()).hexdigest()[:8]
            name = f"{PREFIX}{table}_{event}_{digest}"
            found[table, name] = statement.format(name=name)
    return found


def installed(using: str = DEFAULT_DB_ALIAS) -> set[tuple[str, str]]:
    """Return (table, trigger) of those that stand."""
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(INSTALLED[connection.vendor])
        return {(table, name) for table, name in cursor.fetchall() if name.startswith(PREFIX)}


def take_away(using: str = DEFAULT_DB_ALIAS) -> None:
    """Drop all of them."""
    _drop(using, installed(using))


def install(using: str = DEFAULT_DB_ALIAS) -> None:
    """Set what is missing, and drop what was set by another version.

    Where any was missing, nobody noted what happened meanwhile: then all summaries count as changed.
    """
    connection = connections[using]
    if UnitChange._meta.db_table not in connection.introspection.table_names():
        return
    statements, there = wanted(connection.vendor), installed(using)
    if there == statements.keys():
        return
    with transaction.atomic(using=using), connection.cursor() as cursor:
        _drop(using, there - statements.keys())
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
        for key in statements.keys() - there:
            cursor.execute(statements[key])
        if UnitSummary.objects.using(using).exists():
            UnitChange.objects.using(using).create()


def _drop(using: str, triggers: set[tuple[str, str]]) -> None:
    connection = connections[using]
    with connection.cursor() as cursor:
        for table, name in sorted(triggers):
            cursor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if connection.vendor == "postgresql" else ""))
