"""The figures of a unit at the end of a quarter, as comparisons read them. Pure.

Amounts are rupiah, percentages plain numbers (50.84 is 50,84 %); all were computed in `reports.computation`.
"""

import re
import zlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from agreements.enums import BudgetLevel, UnitKind
from reports.period import Quarter
from reports.results import CostPerOutcome, Figure, LineResult


@dataclass(frozen=True)
class Question:
    """Asks how a figure came about: its key (`reports.explanation.keys`) among those of a unit in a quarter.

    A figure over several units has no page of its own: without a unit, the key is that of its formula.
    """

    key: str
    unit: str = ""
    """Slug."""
    quarter: Quarter | None = None
    """None for that of the page."""

    def also(self, word: str) -> "Question":
        """Return the question about another figure of the same thing: 'anggaran-7' with 'pagu'."""
        return replace(self, key=f"{self.key}-{word}")


@dataclass(frozen=True)
class IndicatorFigures:
    """An indicator of the unit."""

    name: str
    unit_of_measure: str
    target: Figure
    realization: Figure
    achievement: Figure
    id: int = 0

    @property
    def key(self) -> str:
        """The same for the same words, whatever their capitals and stops: what units have in common."""
        return key_of(self.name)


@dataclass(frozen=True)
class OutcomeFigures:
    """What a budget line pays for, and what one unit of it cost."""

    indicator: str
    unit_of_measure: str
    target: Figure
    realization: Figure
    cost: CostPerOutcome
    indicator_id: int = 0


@dataclass(frozen=True)
class PaidFigures:
    """What the money of a programme reached: the mean achievement of the indicators it pays for."""

    achievement: Figure
    indicators: int
    without: int
    """Indicators that have no achievement."""


@dataclass(frozen=True)
class LineFigures:
    """A budget line of the unit with its outcomes."""

    code: str
    level: BudgetLevel
    name: str
    money: LineResult
    outcomes: tuple[OutcomeFigures, ...] = ()
    paid_for: PaidFigures | None = None
    """Of a programme: what its money reached."""
    code_elsewhere: str = ""
    """Of a line without a code: the one that other units have for its name (`find_codes`)."""

    @property
    def known_code(self) -> str:
        """Its code, or that of others; '' where nobody has one."""
        return self.code or self.code_elsewhere

    @property
    def key(self) -> str:
        """What a comparison knows it by: its code; without one, its name."""
        return self.known_code or key_of(self.name)


@dataclass(frozen=True)
class UnitFigures:
    """A unit: mean achievement, absorption of its totals, efficiency as the kabupaten defines it."""

    slug: str
    name: str
    short_name: str
    kind: UnitKind
    achievement: Figure
    efficiency: Figure
    total: LineResult
    promised: int = 0
    """Indicators that the mean achievement goes over, and how many of them have none."""
    without_achievement: int = 0
    indicators: tuple[IndicatorFigures, ...] = ()
    lines: tuple[LineFigures, ...] = ()

    @property
    def programmes(self) -> tuple[LineFigures, ...]:
        """Its programmes, in order."""
        return tuple(line for line in self.lines if line.level == BudgetLevel.PROGRAM)

    def line(self, key: str) -> LineFigures | None:
        """Return the budget line with a key; None where the unit has no such line."""
        return self._lines.get(key)

    def indicator(self, key: str) -> IndicatorFigures | None:
        """Return the indicator with a key; None where the unit has no such indicator."""
        return self._indicators.get(key)

    @cached_property
    def _lines(self) -> dict[str, LineFigures]:
        """The lines by key; of several with one key the first."""
        return {line.key: line for line in reversed(self.lines)}

    @cached_property
    def _indicators(self) -> dict[str, IndicatorFigures]:
        return {entry.key: entry for entry in reversed(self.indicators)}


def find_codes(units: Iterable[UnitFigures]) -> dict[tuple[BudgetLevel, str], str]:
    """Return the codes of lines by level and name, where all units that have a code for them have the same."""
    found: dict[tuple[BudgetLevel, str], set[str]] = defaultdict(set)
    for unit in units:
        for line in unit.lines:
            if line.code:
                found[line.level, key_of(line.name)].add(line.code)
    return {place: code for place, codes in found.items() if len(codes) == 1 for code in codes}


def with_codes(unit: UnitFigures, codes: dict[tuple[BudgetLevel, str], str]) -> UnitFigures:
    """Return a unit whose lines without a code know the one of others: in a comparison they are the same lines."""
    own = {line.code for line in unit.lines}

    def known(line: LineFigures) -> LineFigures:
        code = "" if line.code else codes.get((line.level, key_of(line.name)), "")
        # A unit that has the code on another line tells the two apart itself.
        return replace(line, code_elsewhere=code) if code and code not in own else line

    return replace(unit, lines=tuple(known(line) for line in unit.lines)) if "" in own else unit


LONGEST_KEY = 48


@lru_cache(maxsize=8192)
def key_of(name: str) -> str:
    """Return a name as a word of an address: readable, of bounded length, and its own."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")
    return f"{plain[:LONGEST_KEY].rstrip('-')}-{zlib.crc32(plain.encode()):08x}"
