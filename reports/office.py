"""Where the money of an office runs ahead of its results, and where results run ahead of the money. Pure.

Reads the figures of a unit in the words of `reports.summary`; compares them and computes none.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from reports.anchors import indicator_anchor, line_anchor

# A quarter of the year's plan: half of what the checks call far apart (`reports.checks.trends`), since a camat wants to
# ask before somebody has to explain.
APART = Decimal(25)


@dataclass(frozen=True)
class Outcome:
    """What a budget line pays for, and how far that is in per cent."""

    name: str
    achievement: Decimal
    anchor: str = ""
    """That of the indicator: 'indikator-12'."""


@dataclass(frozen=True)
class Balance:
    """A budget line with its outcomes; percentages and rupiah."""

    name: str
    code: str
    anchor: str
    """Where its cell stands in the entry grid."""
    post: str
    """Slug of the reporting post that answers for it; '' where none does."""
    post_name: str
    absorption: Decimal
    spent: Decimal
    outcomes: tuple[Outcome, ...]

    @property
    def best(self) -> Decimal:
        """The achievement that is farthest."""
        return max(outcome.achievement for outcome in self.outcomes)

    @property
    def worst(self) -> Decimal:
        """The achievement that is least far."""
        return min(outcome.achievement for outcome in self.outcomes)

    @property
    def fruitless(self) -> bool:
        """Whether money was spent and nothing was reached."""
        return bool(self.spent) and not self.best

    @property
    def ahead(self) -> Decimal:
        """By how many percentage points the money is ahead of everything it pays for; below zero where it is not."""
        return self.absorption - self.best

    @property
    def behind(self) -> Decimal:
        """By how many percentage points the money is behind everything it pays for; below zero where it is not."""
        return self.worst - self.absorption


def balances(figures: Mapping[str, Any]) -> Iterator[Balance]:
    """Yield the budget lines that have both an absorption and an achievement, in the order of the tree."""
    indicators = {row["id"]: row for row in figures["indicators"]}
    for line in figures["lines"]:
        outcomes = tuple(
            Outcome(row["name"], Decimal(row["achievement"]), indicator_anchor(key))
            for key in line["indicators"]
            if (row := indicators.get(key)) is not None and row["achievement"] is not None
        )
        if outcomes and line["absorption"] is not None:
            yield Balance(
                name=line["name"],
                code=line["code"] or "",
                anchor=line_anchor(line["id"]),
                post=line["responsible"] or "",
                post_name=line["responsible_name"] or "",
                absorption=Decimal(line["absorption"]),
                spent=Decimal(line["spent"] or 0),
                outcomes=outcomes,
            )


def money_ahead(rows: Iterable[Balance]) -> tuple[Balance, ...]:
    """Return where money went without results: nothing reached, or far behind the money; the widest gap first."""
    found = [row for row in rows if row.fruitless or row.ahead >= APART]
    return tuple(sorted(found, key=lambda row: (not row.fruitless, -row.ahead)))


def results_ahead(rows: Iterable[Balance]) -> tuple[Balance, ...]:
    """Return where results came with little money, the widest gap first."""
    return tuple(sorted((row for row in rows if row.behind >= APART), key=lambda row: -row.behind))
