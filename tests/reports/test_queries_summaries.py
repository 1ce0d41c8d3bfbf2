"""Summaries of many units: always those of the rows as they are, in a fixed number of queries while they hold."""

import ast
import re
from decimal import Decimal
from fnmatch import fnmatch
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.models import Indicator, Unit
from reports.models import BudgetRealization, IndicatorRealization, ReportSummary, UnitSummary
from reports.period import Quarter
from reports.queries import report_summaries, report_summaries_of, summaries, unit_summaries, unit_summaries_of
from reports.queries.summaries import LONG, MAKERS, compute_summary, figures_version, post_ids, stale_summaries
from reports.refreshing import refresh_summaries
from reports.triggers import install
from tests import factories
from tests.reports.workplace import QUARTER, make_workplace

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _set():
    """Have the triggers even after a test that took the migrations back."""
    install()


@pytest.fixture
def place():
    made = make_workplace()
    factories.IndicatorRealizationFactory(indicator=made.direct, value=Decimal(21))
    factories.BudgetRealizationFactory(budget_line=made.line, amount=Decimal(2_500_000))
    factories.BudgetRealizationFactory(budget_line=made.other_line, amount=Decimal(0))
    return made


def given(place, quarter=QUARTER):
    """Return what the queries say of a workplace, without the time at which it was computed."""
    unit = Unit.objects.get(pk=place.unit.pk)
    units = unit_summaries_of([unit], [quarter], parts=LONG)[quarter]
    keys = next(iter(compute_summary(unit, quarter).reports.values())).figures
    reports = report_summaries([unit], quarter, parts=[*keys])
    return without_time(units[unit.pk]), {pk: without_time(value) for pk, value in reports.items()}


def without_time(value):
    return {**vars(value), "computed_at": None}


def as_rows_are(place, quarter=QUARTER):
    unit = Unit.objects.get(pk=place.unit.pk)
    computed = compute_summary(unit, quarter)
    posts = post_ids(unit)
    return without_time(computed.unit), {posts[slug]: without_time(row) for slug, row in computed.reports.items()}


def test_what_was_never_computed_is_computed_on_the_way_and_not_written(place):
    unit, reports = given(place)
    assert (unit, reports) == as_rows_are(place)
    assert unit["spent"] == 2_500_000
    assert reports.keys() == {place.camat.pk, place.kasi.pk}
    assert not UnitSummary.objects.exists()
    assert not ReportSummary.objects.exists()


def test_what_holds_is_read_and_says_when_it_was_computed(place, monkeypatch):
    refresh_summaries()
    expected = as_rows_are(place)
    monkeypatch.setattr(summaries, "compute_summary", None)
    assert given(place) == expected
    units = unit_summaries([place.unit], QUARTER)
    assert units[place.unit.pk].computed_at is not None
    assert {getattr(units[place.unit.pk], name) for name in LONG} == {None}
    assert {value.figures for value in report_summaries([place.unit], QUARTER).values()} == {None}


@pytest.mark.parametrize("computed", [True, False], ids=["stored", "on the way"])
def test_of_a_reports_figures_only_the_parts_are_read_that_were_asked_for(place, computed):
    if computed:
        refresh_summaries()
    with CaptureQueriesContext(connection) as asked:
        values = report_summaries([place.unit], QUARTER, parts=["totals", "findings"]).values()
    assert {tuple(value.figures) for value in values} == {("totals", "findings")}
    if computed:
        whole = compute_summary(place.unit, QUARTER).reports
        by_post = {pk: whole[slug].figures for slug, pk in post_ids(place.unit).items()}
        found = report_summaries([place.unit], QUARTER, parts=["totals", "findings"])
        assert {pk: value.figures for pk, value in found.items()} == {
            pk: {key: figures[key] for key in ("totals", "findings")} for pk, figures in by_post.items()
        }
        (sql,) = [query["sql"] for query in asked.captured_queries if "reports_reportsummary" in query["sql"]]
        assert '"figures"' not in re.sub(r'JSON_\w+\([^)]*\)|"figures" ->', "", sql), (
            "the database sends the parts alone"
        )


CHANGES = {
    "a figure in bulk": lambda place: IndicatorRealization.objects.update(value=30),
    "an amount in bulk": lambda place: BudgetRealization.objects.update(amount=1),
    "a name": lambda place: Indicator.objects.update(name="Nama lain"),
    "a ceiling": lambda place: factories.CeilingFactory(budget_line=place.line, from_date="2024-06-01", amount=7),
    "a text": lambda place: factories.ReportTextFactory(report=place.report(place.kasi), section="closing_result"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_shows_at_once(place, name):
    refresh_summaries()
    before = given(place)
    CHANGES[name](place)
    after = given(place)
    assert after == as_rows_are(place)
    assert after != before
    refresh_summaries()
    assert given(place) == after


def test_other_units_and_earlier_quarters_stay_right(place):
    other = make_workplace()
    quarters = [Quarter(2024, 1), Quarter(2024, 2), Quarter(2024, 3)]
    for quarter in quarters:
        refresh_summaries(quarters=[quarter])
    IndicatorRealization.objects.filter(indicator=place.direct).update(value=1)
    assert stale_summaries({place.unit.pk, other.unit.pk}, quarters) == {
        (place.unit.pk, Quarter(2024, 2)),
        (place.unit.pk, Quarter(2024, 3)),
    }


def test_other_rules_make_everything_stale(place, monkeypatch):
    refresh_summaries()
    assert stale_summaries({place.unit.pk}, [QUARTER]) == set()
    monkeypatch.setattr(summaries, "figures_version", lambda: "2025.1+0")
    assert stale_summaries({place.unit.pk}, [QUARTER]) == {(place.unit.pk, QUARTER)}


@pytest.mark.parametrize("count", [1, 3])
def test_a_fixed_number_of_queries_while_all_holds(count):
    for _ in range(count):
        make_workplace()
    quarters = [QUARTER, QUARTER.previous]
    for quarter in quarters:
        refresh_summaries(quarters=[quarter])
    units = list(Unit.objects.all())
    with CaptureQueriesContext(connection) as of_units:
        found = unit_summaries_of(units, quarters, figures=True)
    assert [len(values) for values in found.values()] == [count, count]
    with CaptureQueriesContext(connection) as of_reports:
        reports = report_summaries_of(units, quarters)
    assert [len(values) for values in reports.values()] == [2 * count, 2 * count]
    assert (len(of_units), len(of_reports)) == (3, 3)


def test_nothing_is_asked_for_nothing():
    assert unit_summaries([], QUARTER) == {}
    assert report_summaries([], QUARTER) == {}
    assert unit_summaries_of([], []) == {}


def test_the_version_covers_the_code_that_makes_figures():
    """Everything that the door from rows to figures and the summary import, but drawing and this module."""
    base = Path(settings.BASE_DIR)
    waiting, seen = ["reports/summary.py", "reports/queries/facts.py", "reports/queries/reports.py"], set()
    while waiting:
        file = waiting.pop()
        if file in seen:
            continue
        seen.add(file)
        for node in ast.walk(ast.parse((base / file).read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                for name in (node.module, *(f"{node.module}.{alias.name}" for alias in node.names)):
                    path = name.replace(".", "/")
                    waiting += [f for f in (f"{path}.py", f"{path}/__init__.py") if (base / f).is_file()]
    made = {f for f in seen if not f.endswith("queries/__init__.py")}
    assert len(made) > 40
    missed = {file for file in made if not any(fnmatch(file, pattern) for pattern in MAKERS)}
    assert missed == set(), "name it in MAKERS of reports/queries/summaries.py"
    assert figures_version() == figures_version()
