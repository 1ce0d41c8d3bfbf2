"""Quarters, due dates, period sentences."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.enums import Echelon
from agreements.holidays import public_holidays
from reports.period import (
    Quarter,
    deadline_days,
    due_date,
    is_working_day,
    period_sentence,
    working_days_left,
)

day = datetime.date
quarters = st.builds(Quarter, st.integers(min_value=1900, max_value=2100), st.integers(min_value=1, max_value=4))
dates = st.dates(min_value=day(2020, 1, 1), max_value=day(2030, 12, 31))
holiday_sets = st.frozensets(dates, max_size=400)


def closed(*years: int) -> set[datetime.date]:
    return frozenset(date for year in years for date, _ in public_holidays(year))


@pytest.mark.parametrize(
    ("quarter", "start", "end", "months", "name"),
    [
        (Quarter(2024, 1), day(2024, 1, 1), day(2024, 3, 31), (1, 2, 3), "Triwulan I"),
        (Quarter(2024, 2), day(2024, 4, 1), day(2024, 6, 30), (4, 5, 6), "Triwulan II"),
        (Quarter(2023, 3), day(2023, 7, 1), day(2023, 9, 30), (7, 8, 9), "Triwulan III"),
        (Quarter(2023, 4), day(2023, 10, 1), day(2023, 12, 31), (10, 11, 12), "Triwulan IV"),
    ],
)
def test_quarter(quarter, start, end, months, name):
    assert (quarter.start, quarter.end, quarter.months, quarter.name) == (start, end, months, name)
    assert quarter.roman == name.split()[1]


@pytest.mark.parametrize("number", [0, 5, -1])
def test_no_such_quarter(number):
    with pytest.raises(ValueError, match="quarter must be 1-4"):
        Quarter(2024, number)


def test_neighbours():
    assert Quarter(2024, 1).previous == Quarter(2023, 4)
    assert Quarter(2024, 3).previous == Quarter(2024, 2)
    assert Quarter(2024, 3).same_last_year == Quarter(2023, 3)
    assert Quarter(2024, 2).later_in_year == (Quarter(2024, 3), Quarter(2024, 4))
    assert Quarter(2024, 4).later_in_year == ()


def test_order_and_identity():
    shuffled = [Quarter(2024, 1), Quarter(2023, 4), Quarter(2024, 2), Quarter(2023, 1)]
    assert sorted(shuffled) == [Quarter(2023, 1), Quarter(2023, 4), Quarter(2024, 1), Quarter(2024, 2)]
    assert {Quarter(2024, 2): "x"}[Quarter(2024, 2)] == "x"
    with pytest.raises(AttributeError):
        Quarter(2024, 2).year = 2025


@given(dates)
def test_a_date_lies_in_its_quarter(date):
    quarter = Quarter.from_date(date)
    assert quarter.start <= date <= quarter.end
    assert date.month in quarter.months


@given(quarters)
def test_quarters_follow_each_other_without_a_gap(quarter):
    assert quarter.previous.end + datetime.timedelta(days=1) == quarter.start
    assert quarter.previous < quarter


def test_period_sentence():
    assert period_sentence(Quarter(2024, 2), "cumulative") == "1 Januari s.d. 30 Juni 2024"
    assert period_sentence(Quarter(2024, 2), "quarter") == "1 April s.d. 30 Juni 2024"
    assert period_sentence(Quarter(2023, 4), "quarter") == "1 Oktober s.d. 31 Desember 2023"
    assert period_sentence(Quarter(2024, 1), "quarter") == period_sentence(Quarter(2024, 1), "cumulative")
    with pytest.raises(ValueError, match="period sentence"):
        period_sentence(Quarter(2024, 2), "month")


# -- due dates ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quarter", "working_days", "due"),
    [
        # Idul Fitri and its cuti bersama, 31 March to 7 April 2025; with national holidays alone it would be 8 April.
        (Quarter(2025, 1), 5, day(2025, 4, 14)),
        # Idul Fitri 2024 with its cuti bersama closes 8-12 and 15 April: working days are 1-5, 16-19 and 22 April.
        (Quarter(2024, 1), 5, day(2024, 4, 5)),
        (Quarter(2024, 1), 10, day(2024, 4, 22)),
        # 30 June 2024 is a Sunday.
        (Quarter(2024, 2), 5, day(2024, 7, 5)),
        (Quarter(2023, 3), 10, day(2023, 10, 13)),
        # 1 January is a holiday of the next year.
        (Quarter(2024, 4), 5, day(2025, 1, 8)),
    ],
)
def test_due_date(quarter, working_days, due):
    assert due_date(quarter, working_days, closed(quarter.year, quarter.year + 1)) == due


def test_due_date_without_cuti_bersama_is_earlier():
    national = frozenset(date for date, name in public_holidays(2025) if "Cuti Bersama" not in name)
    assert due_date(Quarter(2025, 1), 5, national) == day(2025, 4, 8)


def test_due_date_needs_a_day():
    with pytest.raises(ValueError, match="at least one working day"):
        due_date(Quarter(2025, 1), 0, frozenset())


def test_working_day():
    assert is_working_day(day(2025, 4, 14), set())
    assert not is_working_day(day(2025, 4, 14), {day(2025, 4, 14)})
    assert not is_working_day(day(2025, 4, 12), set())
    assert not is_working_day(day(2025, 4, 13), set())


@given(st.builds(Quarter, st.integers(2021, 2028), st.integers(1, 4)), st.integers(1, 30), holiday_sets)
def test_due_date_is_the_nth_working_day(quarter, working_days, holidays):
    due = due_date(quarter, working_days, holidays)
    assert is_working_day(due, holidays)
    assert working_days_left(quarter.end, due, holidays) == working_days


@pytest.mark.parametrize(
    ("today", "left"),
    [
        (day(2025, 3, 31), 5),
        (day(2025, 4, 7), 5),
        (day(2025, 4, 8), 4),
        (day(2025, 4, 11), 1),
        (day(2025, 4, 13), 1),
        (day(2025, 4, 14), 0),
        (day(2025, 4, 15), -1),
        (day(2025, 4, 17), -3),
        # Good Friday and a weekend add nothing.
        (day(2025, 4, 20), -3),
        (day(2025, 4, 21), -4),
    ],
)
def test_working_days_left(today, left):
    assert working_days_left(today, day(2025, 4, 14), closed(2025)) == left


@given(dates, dates, holiday_sets)
def test_days_left_turn_around(one, other, holidays):
    assert working_days_left(one, other, holidays) == -working_days_left(other, one, holidays)


@pytest.mark.parametrize(
    ("echelon", "superior", "days"),
    [
        (Echelon.III_A, Echelon.II_B, 10),
        (Echelon.III_B, Echelon.II_A, 10),
        (Echelon.III_A, Echelon.HEAD, 5),
        (Echelon.III_B, Echelon.III_A, 5),
        (Echelon.IV_A, Echelon.III_A, 5),
        (Echelon.IV_A, Echelon.II_B, 5),
        (Echelon.STAFF, Echelon.IV_B, 5),
        (Echelon.III_A, None, 5),
        # as the database gives them
        ("III.a", "II.b", 10),
    ],
)
def test_deadline_days(echelon, superior, days):
    assert deadline_days(echelon, superior) == days
