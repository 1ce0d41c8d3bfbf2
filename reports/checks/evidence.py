"""Amounts and percentages as texts write them, and those that a report prints. Pure."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache

from agreements.numbers import MONEY, parse_number
from reports.checks.rows import lines_of
from reports.inputs import ReportInputs
from reports.results import Figure, ReportResults
from reports.rounding import round_half_up
from reports.rules import REACHED

AMOUNT = re.compile(
    r"(?<![\w.,/-])(?:(?P<rp>rp)\.? ?)?(?P<digits>\d{1,3}(?:[.,]\d{1,3}){1,8}|\d{4,21})(?P<tail>,-|,00)?"
    r"(?![\w/]|[.,]\d)",
    re.IGNORECASE,
)
"""A number with groups of thousands, or any with Rp before it."""
USUAL = re.compile(r"\d{1,3}(?:\.\d{3})+")
"""An amount as documents print it; other ways are left to the parser."""
PERCENT = re.compile(r"(?<![\w.,])(?P<digits>\d{1,6}(?:[.,]\d{1,4})?) ?(?:%|persen\b)", re.IGNORECASE)


@dataclass(frozen=True)
class Known:
    """The figures that a report prints: amounts and percentages, as numbers."""

    amounts: frozenset[Decimal]
    percents: frozenset[Decimal]
    points: frozenset[Decimal]
    """Changes since last year, and efficiencies."""

    @cached_property
    def by_digits(self) -> Mapping[str, Decimal]:
        """The amounts by their digits in order of size: '10.353.000' and '10.535.000' have the same."""
        return {_sorted_digits(value): value for value in self.amounts}

    def nearest_amount(self, value: Decimal) -> Decimal | None:
        """Return the amount that was probably meant: the same digits in another order, else the nearest."""
        turned = self.by_digits.get(_sorted_digits(value))
        return turned if turned is not None else _nearest(value, self.amounts)

    def nearest_percent(self, value: Decimal) -> Decimal | None:
        """Return the percentage or the difference in points that comes nearest."""
        return _nearest(value, self.percents | self.points)

    @cached_property
    def rounded(self) -> frozenset[Decimal]:
        """The percentages, also as they are told with one decimal or none ('67 %' for 66,67)."""
        return self.percents | {round_half_up(value, places) for value in self.percents for places in (0, 1)}


def known(printed: str, inputs: ReportInputs, results: ReportResults) -> Known:
    """Return what a text may name: everything printed, and the lines of money that the report's rows rest on."""
    amounts = {value for found in AMOUNT.finditer(printed) if (value := amount(found)) is not None}
    percents = {percent(found) for found in PERCENT.finditer(printed)} | {REACHED}
    for line in lines_of(inputs, results):
        amounts |= {*values((line.ceiling, line.spent, line.remaining))}
        percents |= {*values((line.absorption,))}
    for row in results.rows:
        halves = [figure for half in row.outcomes for figure in (half.realization, half.achievement, half.target)]
        percents |= {*values(halves), *values((row.efficiency,))}
    for total in (results.totals, results.facts.total):
        amounts |= {*values((total.ceiling, total.spent, total.remaining))}
        percents |= {*values((total.absorption,))}
    points = [results.totals.efficiency, *(row.efficiency for row in results.rows)]
    for change in results.comparisons:
        points += [change.realization_change, change.achievement_change, change.target_change]
    return Known(frozenset(amounts), frozenset(percents), frozenset(abs(value) for value in values(points)))


def values(figures: Iterable[Figure]) -> Iterator[Decimal]:
    """Yield the values of those figures that have one."""
    return (figure.value for figure in figures if figure.value is not None)


def amount(found: re.Match[str]) -> Decimal | None:
    """Return an amount that was found, None where it can't be read."""
    return read_amount(found["digits"])


@lru_cache(maxsize=512)
def read_amount(digits: str) -> Decimal | None:
    """Return an amount by its digits: several checks look at each, and a text repeats its amounts."""
    return Decimal(digits.replace(".", "")) if USUAL.fullmatch(digits) else parse_number(digits, MONEY).value


def percent(found: re.Match[str]) -> Decimal:
    """Return a percentage that was found: '49,23' or '49.23' -> 49.23."""
    return Decimal(found["digits"].replace(",", "."))


def _sorted_digits(value: Decimal) -> str:
    return "".join(sorted(f"{value:f}".partition(".")[0]))


def _nearest(value: Decimal, figures: Collection[Decimal]) -> Decimal | None:
    return min(figures, key=lambda other: (abs(other - value), other), default=None)
