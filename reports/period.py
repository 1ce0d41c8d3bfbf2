"""Quarters, due dates and period sentences. Pure."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from agreements.enums import Echelon
from agreements.numbers import format_date, quarter_name, roman

# The groups that Perbup Lumajang 6/2018 speaks of; the letter of an echelon makes no difference to a deadline.
ECHELONS_II = frozenset({Echelon.II_A, Echelon.II_B})
ECHELONS_III = frozenset({Echelon.III_A, Echelon.III_B})

# Perbup Lumajang 6/2018 pasal 4: 5 working days for officials and staff of a kecamatan.
DEFAULT_DEADLINE_DAYS = 5

# Perbup Lumajang 6/2018 pasal 4 ayat (5): echelons of the post, echelons of its superior, working days.
DEADLINE_RULES = ((ECHELONS_III, ECHELONS_II, 10),)


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter of a budget year: number 1-4 (Triwulan I-IV). Later quarters are greater.

    Raises:
        ValueError: another number.
    """

    year: int
    number: int

    def __post_init__(self) -> None:
        if self.number not in (1, 2, 3, 4):
            raise ValueError(f"quarter must be 1-4, got {self.number}")

    @classmethod
    def from_date(cls, date: datetime.date) -> "Quarter":
        """Return the quarter that holds a date."""
        return cls(date.year, (date.month + 2) // 3)

    @property
    def months(self) -> tuple[int, int, int]:
        """The three month numbers, 1-12."""
        last = self.number * 3
        return last - 2, last - 1, last

    @property
    def start(self) -> datetime.date:
        """First day."""
        return datetime.date(self.year, self.months[0], 1)

    @property
    def end(self) -> datetime.date:
        """Last day."""
        month = self.months[-1]
        return datetime.date(self.year, month, 31 if month in (3, 12) else 30)

    @property
    def roman(self) -> str:
        """'I' to 'IV'."""
        return roman(self.number)

    @property
    def name(self) -> str:
        """'Triwulan I' to 'Triwulan IV'."""
        return quarter_name(self.number)

    @property
    def previous(self) -> "Quarter":
        """The quarter before this one, also across the year's end."""
        return Quarter(self.year - 1, 4) if self.number == 1 else Quarter(self.year, self.number - 1)

    @property
    def later_in_year(self) -> "tuple[Quarter, ...]":
        """The quarters after this one in the same year."""
        return tuple(Quarter(self.year, number) for number in range(self.number + 1, 5))

    @property
    def same_last_year(self) -> "Quarter":
        """The quarter of the same number one year earlier."""
        return Quarter(self.year - 1, self.number)


def period_sentence(quarter: Quarter, kind: Literal["cumulative", "quarter"]) -> str:
    """Return the dates a report says it covers; the figures are cumulative either way.

    'cumulative' -> '1 Januari s.d. 30 Juni 2024'; 'quarter' -> '1 April s.d. 30 Juni 2024'.

    Raises:
        ValueError: another kind.
    """
    if kind not in ("cumulative", "quarter"):
        raise ValueError(f"period sentence must be cumulative or quarter, got {kind}")
    start = quarter.start if kind == "quarter" else Quarter(quarter.year, 1).start
    first = format_date(start).removesuffix(f" {start.year}")
    return f"{first} s.d. {format_date(quarter.end)}"


def is_working_day(day: datetime.date, holidays: Collection[datetime.date]) -> bool:
    """Tell whether a day is neither Saturday, Sunday nor one of `holidays` (national holidays and cuti bersama)."""
    return day.weekday() < 5 and day not in holidays


# Hundreds of reports share a few dates, and counting the days of years past takes a while.
KNOWN_DATES = 4096


@lru_cache(KNOWN_DATES)
def due_date(quarter: Quarter, working_days: int, holidays: frozenset[datetime.date]) -> datetime.date:
    """Return the day a report is due: the `working_days`-th working day after the quarter's end.

    Source: Perbup Lumajang 6/2018 pasal 4. `holidays` must reach into the next year for Triwulan IV.

    Raises:
        ValueError: fewer than one working day.
    """
    if working_days < 1:
        raise ValueError(f"a report is due after at least one working day, got {working_days}")
    return after_working_days(quarter.end, working_days, holidays)


def after_working_days(day: datetime.date, working_days: int, holidays: Collection[datetime.date]) -> datetime.date:
    """Return the `working_days`-th working day after a day; the day itself for 0."""
    while working_days:
        day += datetime.timedelta(days=1)
        working_days -= is_working_day(day, holidays)
    return day


@lru_cache(KNOWN_DATES)
def working_days_left(today: datetime.date, due: datetime.date, holidays: frozenset[datetime.date]) -> int:
    """Count the working days after `today` up to and including `due`: 0 on the day itself.

    Below zero when late: the working days after `due` up to and including `today`. On a weekend right after the due
    date that is still 0, so lateness itself is `today > due`.
    """
    first, last = sorted((today, due))
    days = (first + datetime.timedelta(days=number) for number in range(1, (last - first).days + 1))
    count = sum(is_working_day(day, holidays) for day in days)
    return count if today <= due else -count


def deadline_days(echelon: Echelon, superior_echelon: Echelon | None) -> int:
    """Return the working days a post has after the quarter's end, unless the post sets its own number.

    Source: Perbup Lumajang 6/2018 pasal 4: 5 days; ayat (5): 10 for an eselon III who reports to an eselon II.
    """
    for own, superior, days in DEADLINE_RULES:
        if echelon in own and superior_echelon in superior:
            return days
    return DEFAULT_DEADLINE_DAYS
