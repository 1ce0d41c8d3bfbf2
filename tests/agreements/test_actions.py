"""Writing the organisation and the year's plan."""

import datetime

import pytest

from agreements import actions
from agreements.holidays import known_until, public_holidays
from agreements.models import CalendarYear, Holiday

pytestmark = pytest.mark.django_db
day = datetime.date


def calendar(year: int) -> list[tuple[datetime.date, str]]:
    return list(Holiday.objects.filter(date__year=year).order_by("date").values_list("date", "name"))


def test_load_calendar_fills_a_year():
    load = actions.load_calendar(year=2025, by=None)
    assert calendar(2025) == public_holidays(2025)
    assert list(load.added) == [date for date, _ in public_holidays(2025)]
    assert load.final
    assert CalendarYear.objects.get(year=2025).final


def test_load_calendar_twice_changes_nothing():
    actions.load_calendar(year=2025, by=None)
    before = list(Holiday.objects.order_by("pk").values())
    load = actions.load_calendar(year=2025, by=None)
    assert (load.added, load.removed, load.confirmed) == ((), (), ())
    assert list(Holiday.objects.order_by("pk").values()) == before
    assert CalendarYear.objects.filter(year=2025).count() == 1


def test_load_calendar_keeps_what_was_entered_by_hand(django_user_model):
    user = django_user_model.objects.create(username="organisasi")
    Holiday.objects.create(date=day(2025, 12, 15), name="Hari Jadi Lumajang")
    Holiday.objects.create(date=day(2025, 4, 1), name="Lebaran hari kedua")
    load = actions.load_calendar(year=2025, by=user)
    days = dict(calendar(2025))
    assert days[day(2025, 12, 15)] == "Hari Jadi Lumajang"
    assert days[day(2025, 4, 1)] == "Lebaran hari kedua"
    assert day(2025, 4, 1) not in load.added
    assert len(days) == len(public_holidays(2025)) + 1


def test_load_calendar_leaves_other_years_alone():
    Holiday.objects.create(date=day(2024, 4, 11), name="Hari kedua Idul Fitri (perkiraan)")
    actions.load_calendar(year=2025, by=None)
    assert len(calendar(2024)) == 1


def test_load_calendar_drops_an_estimate_that_was_given_up():
    Holiday.objects.create(date=day(2025, 3, 30), name="Hari Raya Idul Fitri (perkiraan)")
    Holiday.objects.create(date=day(2025, 3, 31), name="Hari kedua dari Hari Raya Idul Fitri (perkiraan)")
    load = actions.load_calendar(year=2025, by=None)
    assert load.removed == (day(2025, 3, 30),)
    assert load.confirmed == (day(2025, 3, 31),)
    assert calendar(2025) == public_holidays(2025)


def test_load_calendar_of_a_year_without_decree_is_not_final():
    year = known_until() + 1
    assert not actions.load_calendar(year=year, by=None).final
    assert not CalendarYear.objects.get(year=year).final


def test_load_calendar_keeps_a_year_final_that_was_marked_by_hand():
    year = known_until() + 1
    CalendarYear.objects.create(year=year, final=True)
    assert actions.load_calendar(year=year, by=None).final
    assert CalendarYear.objects.get(year=year).final


def test_load_calendar_of_an_unknown_year_writes_nothing():
    with pytest.raises(ValueError, match="1900"):
        actions.load_calendar(year=1900, by=None)
    assert not CalendarYear.objects.exists()
    assert not Holiday.objects.exists()
