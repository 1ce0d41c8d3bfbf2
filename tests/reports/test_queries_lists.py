"""Who sees which unit, and the lists of pages: contents, and a fixed number of queries."""

import datetime
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from agreements.enums import EnteredBy, ReportStatus, Role
from reports import queries
from reports.models import Report
from reports.period import Quarter
from tests import factories
from tests.reports.workplace import QUARTER, account_of, appoint, make_workplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return make_workplace()


def seen(user):
    return set(queries.units_visible_to(user))


class TestUnitsVisibleTo:
    @pytest.fixture
    def other(self, place):
        return make_workplace()

    def test_operator_and_officials_see_the_own_unit(self, place, other):
        assert seen(place.operator) == seen(account_of(place.kasi)) == {place.unit}

    @pytest.mark.parametrize("role", [Role.ORGANISASI, Role.INSPECTOR])
    def test_roles_see_all(self, place, other, role):
        assert seen(factories.RoleGrantFactory(role=role, unit=None).user) == {place.unit, other.unit}

    def test_unit_whose_posts_report_no_more_is_seen_by_who_sees_all(self, place, other):
        """A unit that was merged into another: what it reported stays readable."""
        inspector = factories.RoleGrantFactory(role=Role.INSPECTOR, unit=None).user
        place.unit.positions.update(reports=False)
        assert place.unit in seen(inspector)
        Report.objects.filter(position__unit=place.unit).delete()
        assert place.unit not in seen(inspector)

    def test_administrator_sees_all(self, place, other):
        assert seen(factories.UserFactory(is_superuser=True)) == {place.unit, other.unit}

    def test_superior_from_outside_sees_the_units_below(self, place, other):
        asisten = factories.PositionFactory(name="Asisten", reports=False)
        appoint(asisten)
        place.camat.superior = asisten
        place.camat.save()
        assert seen(account_of(asisten)) == {place.unit}

    @pytest.mark.parametrize(
        ("start", "end", "sees"),
        [(-9, None, True), (-9, 0, True), (0, None, True), (-9, -1, False), (1, None, False), (1, 9, False)],
        ids=["open end", "last day", "first day", "has left", "not yet", "later"],
    )
    @pytest.mark.parametrize("above", [False, True], ids=["own post", "post below"])
    def test_official_sees_a_unit_as_long_as_the_post_is_held(self, place, start, end, sees, above):
        today = timezone.localdate()
        held = factories.AppointmentFactory(
            position__unit=place.unit,
            start=today + datetime.timedelta(start),
            end=None if end is None else today + datetime.timedelta(end),
        )
        if above:
            held.position.reports = False
            held.position.unit = factories.UnitFactory()
            held.position.save()
            place.camat.superior = held.position
            place.camat.save()
        held.official.account = factories.UserFactory()
        held.official.save()
        assert seen(held.official.account) == ({place.unit} if sees else set())

    def test_roles_are_asked_once(self, place, django_assert_num_queries):
        with django_assert_num_queries(2):
            seen(place.operator)
        with django_assert_num_queries(1):
            seen(place.operator)

    def test_nobody_sees_nothing(self, place):
        inactive = factories.UserFactory(is_superuser=True, is_active=False)
        assert seen(AnonymousUser()) == seen(inactive) == seen(factories.UserFactory()) == set()


def test_opened_quarters(place):
    for year, quarter in ((2024, 3), (2023, 4)):
        factories.ReportFactory(position=place.kasi, year=year, quarter=quarter)
    empty = factories.UnitFactory()
    assert queries.opened_quarters([place.unit, empty]) == {
        place.unit.pk: (Quarter(2024, 3), Quarter(2024, 2), Quarter(2023, 4))
    }
    assert queries.quarter_is_open(place.unit, QUARTER)
    assert not queries.quarter_is_open(place.unit, Quarter(2024, 1))
    assert not queries.quarter_is_open(empty, QUARTER)


def test_reports_of_posts_and_quarters(place):
    factories.ReportFactory(position=place.kasi, quarter=3)
    found = queries.reports_of([place.camat, place.kasi], [QUARTER])
    assert [(row.position, row.quarter) for row in found] == [(place.camat, 2), (place.kasi, 2)]
    assert queries.reports_of([place.kasi], []) == ()


@pytest.mark.parametrize("posts", [1, 3])
def test_reports_cost_a_fixed_number_of_queries(django_assert_num_queries, posts):
    unit = factories.UnitFactory()
    positions = [factories.PositionFactory(unit=unit) for _ in range(posts)]
    for position in positions:
        appoint(position)
        factories.ReportFactory(position=position)
    with django_assert_num_queries(3):
        for row in queries.reports_of(positions, [QUARTER]):
            assert row.position.unit.name
            assert row.position.superior is None
            assert [held.official.name for held in row.position.appointments.all()]


def test_report_statuses(place):
    place.approve(place.kasi)
    other = make_workplace()
    factories.ReportFactory(position=other.kasi, quarter=3)
    newest = {place.unit.pk: QUARTER, other.unit.pk: Quarter(2024, 3)}
    assert queries.report_statuses(newest) == {
        place.unit.pk: {ReportStatus.APPROVED: 1, ReportStatus.DRAFT: 1},
        other.unit.pk: {ReportStatus.DRAFT: 1},
    }
    assert queries.report_statuses({}) == {}


def test_positions_held_have_dates(place):
    user = account_of(place.kasi)
    acting = factories.AppointmentFactory(
        official=user.official,
        position=factories.PositionFactory(unit=place.unit),
        kind="plt",
        start=datetime.date(2024, 5, 1),
        end=datetime.date(2024, 5, 31),
    ).position
    assert queries.positions_held(user, datetime.date(2024, 4, 30)) == (place.kasi,)
    assert set(queries.positions_held(user, datetime.date(2024, 5, 31))) == {place.kasi, acting}
    assert queries.positions_held(user, datetime.date(2024, 6, 1)) == (place.kasi,)


def test_positions_below(place):
    factories.PositionFactory(unit=place.unit, superior=place.camat, reports=False)
    assert queries.positions_below([place.camat]) == (place.kasi,)


def test_spent_until(place):
    factories.BudgetRealizationFactory(budget_line=place.line, quarter=1, amount=Decimal(5))
    factories.BudgetRealizationFactory(budget_line=place.line, quarter=2, amount=Decimal(7))
    assert queries.spent_until(place.unit, QUARTER.previous) == {place.line.pk: 5}
    assert queries.spent_until(place.unit, Quarter(2023, 1)) == {}


def test_suppliers(place):
    place.ratio.entered_by = EnteredBy.ORGANISASI
    place.ratio.save()
    assert queries.suppliers(place.unit) == {
        place.direct.pk: EnteredBy.UNIT,
        place.ratio.pk: EnteredBy.ORGANISASI,
        place.mean.pk: EnteredBy.UNIT,
    }


def test_last_saved_names_people(place):
    fact = factories.IndicatorRealizationFactory(indicator=place.direct, updated_by=account_of(place.kasi))
    amount = factories.BudgetRealizationFactory(budget_line=place.line)
    assert queries.last_saved(place.unit, QUARTER) == {
        f"indikator-{place.direct.pk}": (place.kasi.appointments.get().official.name, fact.updated_at),
        f"anggaran-{place.line.pk}": ("sistem", amount.updated_at),
    }


def test_holidays():
    factories.HolidayFactory(date=datetime.date(2024, 4, 10))
    factories.HolidayFactory(date=datetime.date(2025, 3, 31))
    assert queries.holidays([2024]) == {datetime.date(2024, 4, 10)}


def test_opened_posts_are_those_with_a_report_in_the_quarter(place):
    factories.PositionFactory(unit=place.unit)
    make_workplace()
    assert queries.opened_posts(place.unit, QUARTER) == {"camat", "kasi-desa"}
    assert queries.opened_posts(place.unit, Quarter(2024, 3)) == frozenset()
