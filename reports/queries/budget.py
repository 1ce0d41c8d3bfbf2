"""The budget tree of a unit and year as an import finds it, with the amounts that it may change."""

import datetime
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Prefetch

from agreements.enums import BudgetLevel, CeilingDocument
from agreements.models import BudgetLine, Ceiling, Unit
from reports.models import BudgetRealization


@dataclass(frozen=True)
class StandingCeiling:
    """A ceiling of a line: from when on, rupiah, by which document."""

    from_date: datetime.date
    amount: Decimal
    document: CeilingDocument


@dataclass(frozen=True)
class StandingSpent:
    """What was spent on a line by a quarter's end, with the version of its row; rupiah."""

    amount: Decimal | None
    version: int
    note: str = ""


@dataclass(frozen=True)
class StandingLine:
    """A line of the tree as it is."""

    id: int
    parent_id: int | None
    level: BudgetLevel
    order: int
    code: str
    name: str
    holds_amounts: bool
    ceilings: tuple[StandingCeiling, ...] = ()
    """Oldest first."""
    spent: dict[int, StandingSpent] = field(default_factory=dict)
    """By quarter."""
    faulty_sums: tuple[tuple[str, str, str], ...] = ()
    """What earlier sheets said that was no sum: ('ceilings' or 'spent', date or quarter, rupiah)."""

    @property
    def has_amounts(self) -> bool:
        """Whether something would be lost from sight if the line became a sum."""
        return bool(self.ceilings) or any(typed.amount is not None for typed in self.spent.values())

    def ceiling_on(self, date: datetime.date) -> StandingCeiling | None:
        """Return the ceiling in force on a date."""
        return next((row for row in reversed(self.ceilings) if row.from_date <= date), None)


def standing_budget(unit: Unit, year: int) -> tuple[StandingLine, ...]:
    """Return the lines of a unit and year in their order, in three queries."""
    rows = (
        BudgetLine.objects.filter(unit=unit, year=year)
        .order_by("order")
        .prefetch_related(
            Prefetch("ceilings", Ceiling.objects.order_by("from_date"), "dated"),
            Prefetch("realizations", BudgetRealization.objects.order_by("quarter"), "typed"),
        )
    )
    return tuple(
        StandingLine(
            id=row.pk,
            parent_id=row.parent_id,
            level=BudgetLevel(row.level),
            order=row.order,
            code=row.code,
            name=row.name,
            holds_amounts=row.holds_amounts,
            ceilings=tuple(
                StandingCeiling(ceiling.from_date, ceiling.amount, CeilingDocument(ceiling.document))
                for ceiling in row.dated
            ),
            faulty_sums=tuple(
                (what, key, amount)
                for what in ("ceilings", "spent")
                for key, (amount, fits) in row.sheet.get(what, {}).items()
                if not fits
            ),
            spent={typed.quarter: StandingSpent(typed.amount, typed.version, typed.note) for typed in row.typed},
        )
        for row in rows
    )


def budget_seen(lines: Iterable[StandingLine]) -> str:
    """Return a hash of everything that an import compares with: another one means that somebody changed it."""
    return hashlib.sha256("\n".join(map(repr, lines)).encode()).hexdigest()
