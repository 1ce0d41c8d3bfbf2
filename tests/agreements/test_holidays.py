"""What the calendar's source says; the decrees of 2024 and 2025 are quoted by hand."""

import datetime

import pytest

from agreements.holidays import ESTIMATE, is_final, known_until, public_holidays

day = datetime.date


def test_days_come_by_date_with_indonesian_names():
    days = public_holidays(2025)
    assert days == sorted(days)
    assert {date.year for date, _ in days} == {2025}
    assert dict(days)[day(2025, 8, 17)] == "Hari Kemerdekaan Republik Indonesia"
    assert len({date for date, _ in days}) == len(days)


def test_idul_fitri_2025_with_its_cuti_bersama():
    """SKB tiga menteri for 2025: Idul Fitri 31 March and 1 April, cuti bersama 2, 3, 4 and 7 April."""
    april = [date for date, _ in public_holidays(2025) if day(2025, 3, 28) <= date <= day(2025, 4, 14)]
    assert april == [
        day(2025, 3, 28),
        day(2025, 3, 29),
        day(2025, 3, 31),
        day(2025, 4, 1),
        day(2025, 4, 2),
        day(2025, 4, 3),
        day(2025, 4, 4),
        day(2025, 4, 7),
    ]


def test_election_days_close_offices():
    assert {day(2024, 2, 14), day(2024, 11, 27)} <= set(dict(public_holidays(2024)))


@pytest.mark.parametrize("year", range(2023, 2028))
def test_years_with_cuti_bersama_are_final(year):
    assert is_final(year)
    assert any("Cuti Bersama" in name for _, name in public_holidays(year))


def test_years_without_cuti_bersama_are_not_final():
    first_open = known_until() + 1
    assert first_open >= 2028
    assert not is_final(first_open)
    assert not any("Cuti Bersama" in name for _, name in public_holidays(first_open))
    assert any(name.endswith(ESTIMATE) for _, name in public_holidays(first_open))


def test_unknown_years_are_refused_instead_of_empty():
    with pytest.raises(ValueError, match="1900"):
        public_holidays(1900)


def test_names_fit_the_column():
    from agreements.models import Holiday

    longest = max(len(name) for year in range(2023, 2036) for _, name in public_holidays(year))
    assert longest <= Holiday._meta.get_field("name").max_length
