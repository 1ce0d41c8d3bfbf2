"""Dates, months, quarters and Roman numerals as Indonesian documents print them; dates as people write them."""

import datetime
import re
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

UNREAD_DATE = "Tanggal “{}” tidak terbaca. Tulis seperti 1 Juli 2024 atau 1/7/2024."
"""What to say of a text that is no date."""

_NUMBERS = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_WORDS = re.compile(r"(\d{1,2})\s+([A-Za-z]+)\.?\s+(\d{4})")
_SHORTEST_MONTH = 3

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


def parse_date(text: str) -> datetime.date | None:
    """Return the date that a text writes, day first or ISO; None where it writes none that exists."""
    text = " ".join(text.split())
    if found := _ISO.fullmatch(text):
        year, month, day = map(int, found.groups())
    elif found := _NUMBERS.fullmatch(text):
        day, month, year = map(int, found.groups())
    elif found := _WORDS.fullmatch(text):
        day, year = int(found[1]), int(found[3])
        month = _month(found[2].casefold())
    else:
        return None
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _month(word: str) -> int:
    """Return the month that a word names or begins ('Jul'); 0 where it begins none or several."""
    named = [place for place, name in enumerate(MONTHS, 1) if name.casefold().startswith(word)]
    return named[0] if len(word) >= _SHORTEST_MONTH and len(named) == 1 else 0


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
