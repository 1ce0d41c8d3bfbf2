"""National holidays and cuti bersama, as the `holidays` package knows them. The only importer of that package."""

import datetime
from functools import cache

# "government" is cuti bersama: no holiday by law, but offices are closed (Keppres / SKB tiga menteri of each year).
CATEGORIES = ("public", "government")
JOINT_LEAVE = "Cuti Bersama"
# How the package marks a date that no decree has fixed yet.
ESTIMATE = "(perkiraan)"
FIRST_YEAR = 2023  # every year from here to `known_until()` has its cuti bersama


@cache
def _days(year: int) -> tuple[tuple[datetime.date, str], ...]:
    from holidays import country_holidays  # noqa: PLC0415 -- 2 MB and a tenth of a second, for two acts of a year

    days = country_holidays("ID", years=year, categories=CATEGORIES, language="id")
    return tuple(sorted(days.items()))


def public_holidays(year: int) -> list[tuple[datetime.date, str]]:
    """Return the days of a year on which offices are closed, with their Indonesian names, by date.

    Weekends are included where a holiday falls on one. A name that ends in '(perkiraan)' has no decreed date yet.

    Raises:
        ValueError: a year the package knows nothing of.
    """
    days = _days(year)
    if not days:
        raise ValueError(f"no holidays are known for {year}")
    return list(days)


def _has_joint_leave(year: int) -> bool:
    return any(JOINT_LEAVE in name for _, name in _days(year))


@cache
def known_until() -> int:
    """Return the last year whose cuti bersama is decided in the installed package."""
    year = FIRST_YEAR
    while _has_joint_leave(year + 1):
        year += 1
    return year


def is_final(year: int) -> bool:
    """Tell whether the holidays of a year are decided; if not, due dates say 'libur belum ditetapkan'."""
    return year <= known_until()
