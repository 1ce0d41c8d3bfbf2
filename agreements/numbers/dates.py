"""Dates, months, quarters and Roman numerals as Indonesian documents print them."""

import datetime
from collections.abc import Iterable

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")

_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


def month_name(month: int) -> str:
    """Name a month 1-12: 7 -> 'Juli'.

    Raises:
        ValueError: no such month.
    """
    if not 1 <= month <= 12:
        raise ValueError(f"month must be 1-12, got {month}")
    return MONTHS[month - 1]


def format_date(date: datetime.date) -> str:
    """Write a date: '1 Juli 2024'."""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def format_long_date(date: datetime.date) -> str:
    """Write a date with its weekday: 'Senin, 14 April 2025'."""
    return f"{WEEKDAYS[date.weekday()]}, {format_date(date)}"


def roman(number: int) -> str:
    """Write a Roman numeral: 4 -> 'IV'.

    Raises:
        ValueError: not 1-3999.
    """
    if not 1 <= number <= 3999:
        raise ValueError(f"Roman numerals go from 1 to 3999, got {number}")
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text


def quarter_name(number: int) -> str:
    """Name a quarter 1-4: 2 -> 'Triwulan II'.

    Raises:
        ValueError: no such quarter.
    """
    if number not in (1, 2, 3, 4):
        raise ValueError(f"quarter must be 1-4, got {number}")
    return f"Triwulan {roman(number)}"


def format_months(months: Iterable[int]) -> str:
    """Write months 1-12 of one year: three or more in a row as a span, the rest as a list.

    [7, 8, 9] -> 'Juli s.d. September'; [1, 4] -> 'Januari dan April'; [1, 2, 3, 6, 9] -> 'Januari s.d. Maret, Juni, dan
    September'; [] -> ''. Order and repetition do not matter.

    Raises:
        ValueError: a number that is no month.
    """
    runs: list[list[int]] = []
    for month in sorted(set(months)):
        if runs and month == runs[-1][-1] + 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    parts: list[str] = []
    for run in runs:
        if len(run) >= 3:
            parts.append(f"{month_name(run[0])} s.d. {month_name(run[-1])}")
        else:
            parts += [month_name(month) for month in run]
    if len(parts) <= 2:
        return " dan ".join(parts)
    return f"{', '.join(parts[:-1])}, dan {parts[-1]}"
