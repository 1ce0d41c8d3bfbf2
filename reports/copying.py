"""What of the last quarter's report may be taken over into this one, and what in it names another time. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reports.checks.words import DAY, MONTH, MONTH_OF, QUARTER, YEAR, folded, quarter_number
from reports.period import Quarter

_NAME = "|".join(MONTH_OF)
MONTHS_BETWEEN = re.compile(
    rf"\b(?P<first>{_NAME})(?: 20\d\d)? (?:s\.d\.?|s/d|sampai(?: dengan)?|hingga|-|–) (?P<last>{_NAME})\b",
    re.IGNORECASE,
)
"""Months from one to another, as plans name them: 'Januari s.d. Desember 2024'."""
BARE_YEAR = re.compile(r"(?<![\d./-])20\d\d(?![\d./-])")


@dataclass(frozen=True)
class Offer:
    """A text of the last quarter that may be copied: its place there ('lanjut-2', 'teks-closing') and what it says."""

    key: str
    title: str
    text: str


def marked(text: str, quarter: Quarter) -> tuple[tuple[str, bool], ...]:
    """Part a copied text into runs, each with whether it names another quarter, year, month or day than the report's.

    Nothing of it is changed: whether 'Triwulan I' is now the second or the comparison with the first, only the author
    knows.
    """
    runs, end = [], 0
    for start, stop in _other_times(text, quarter):
        runs += [(text[end:start], False), (text[start:stop], True)]
        end = stop
    return tuple((part, strange) for part, strange in (*runs, (text[end:], False)) if part)


def _other_times(text: str, quarter: Quarter) -> Iterator[tuple[int, int]]:
    """Yield the spans to point at, in order and apart from each other."""
    found = [match.span() for match in QUARTER.finditer(text) if not _is_own_quarter(match, quarter)]
    found += [match.span() for match in YEAR.finditer(text) if int(match["year"]) != quarter.year]
    found += [match.span() for match in BARE_YEAR.finditer(text) if int(match[0]) != quarter.year]
    found += [match.span() for match in DAY.finditer(text) if not _is_own_day(match, quarter)]
    around = [match.span() for match in MONTHS_BETWEEN.finditer(text) if _holds(match, quarter)]
    found += [
        match.span()
        for match in MONTH.finditer(text)
        if MONTH_OF[folded(match["month"])] not in quarter.months
        and not any(start <= match.start() < stop for start, stop in around)
    ]
    end = 0
    for start, stop in sorted(found, key=lambda span: (span[0], -span[1])):
        if start >= end:
            yield start, stop
            end = stop


def _holds(found: re.Match[str], quarter: Quarter) -> bool:
    """Return whether the quarter lies between two months."""
    return (
        MONTH_OF[folded(found["first"])] <= quarter.months[0] and quarter.months[2] <= MONTH_OF[folded(found["last"])]
    )


def _is_own_quarter(found: re.Match[str], quarter: Quarter) -> bool:
    return quarter_number(found) == quarter.number and int(found["year"] or quarter.year) == quarter.year


def _is_own_day(found: re.Match[str], quarter: Quarter) -> bool:
    if found["day"]:
        month, year = MONTH_OF[folded(found["month"])], int(found["year"] or quarter.year)
    else:
        month, year = int(found["month2"]), int(found["year2"])
    return month in quarter.months and year == quarter.year
