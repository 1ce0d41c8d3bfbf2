"""`manage.py generate_scale` in a database without any: several years at once, and never beside real data."""

import pytest
from django.core.management import CommandError

from agreements.enums import DecisionOutcome, ReportStatus
from agreements.models import Agreement, Appointment, BudgetLine, Position, YearTarget
from reports.demo.names import MOST_PLACES
from reports.models import BudgetRealization, Decision, FollowUp, IndicatorRealization, Report
from reports.period import Quarter
from reports.queries.summaries import stale_summaries
from reports.triggers import install
from tests import factories
from tests.reports.scaling import made, scale

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _demo(settings):
    settings.DEMO = True
    install()


def test_earlier_years_are_complete_and_differ():
    """The same unit, posts and officials; every report of a year that has ended was received."""
    scale(units=1, years=2)
    (unit,) = made()
    reports = Report.objects.filter(position__unit=unit)
    assert set(reports.filter(year=2024).values_list("status", flat=True)) == {ReportStatus.RECEIVED}
    assert reports.filter(year=2024).count() == reports.filter(year=2025).count() == 48
    received = Decision.objects.filter(report__in=reports.filter(year=2024), outcome=DecisionOutcome.RECEIVED)
    assert received.count() == 48
    assert {row.at.year for row in received} == {2024, 2025}
    assert Position.objects.filter(unit=unit, reports=True).count() == 12
    assert {row.start.year for row in Appointment.objects.filter(position__unit=unit)} == {2024}
    kinds = {
        YearTarget: ("indicator__unit", "year", "value"),
        BudgetLine: ("unit", "year", "ceilings__amount"),
        Agreement: ("position__unit", "year", "items__target_signed"),
        IndicatorRealization: ("indicator__unit", "year", "value"),
        BudgetRealization: ("budget_line__unit", "budget_line__year", "amount"),
        FollowUp: ("report__position__unit", "report__year", "text"),
    }
    for model, (owner, year, value) in kinds.items():
        rows = [
            sorted(model.objects.filter(**{owner: unit, year: number}).exclude(**{value: None}).values_list(value))
            for number in (2024, 2025)
        ]
        assert min(map(len, rows)) > 30
        assert rows[0] != rows[1], model
    quarters = [Quarter(year, number) for year in (2024, 2025) for number in range(1, 5)]
    assert stale_summaries({unit.pk}, quarters) == set()


def test_it_refuses_outside_demo_mode(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="mode demo"):
        scale()


def test_it_refuses_a_database_with_real_units():
    factories.UnitFactory()
    with pytest.raises(CommandError, match="bukan contoh"):
        scale()


@pytest.mark.parametrize("options", [{"units": 0}, {"units": MOST_PLACES + 1}, {"year": "25"}, {"years": 0}])
def test_numbers_that_cannot_be_are_refused(options):
    with pytest.raises(CommandError, match="tulis"):
        scale(**options)
