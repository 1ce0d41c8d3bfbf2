"""What a Perjanjian Kinerja promises, as plain values: read from rows, typed on a page, or read from a sheet. Pure."""

import datetime
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from agreements.enums import (
    Aggregation,
    AgreementKind,
    Direction,
    EnteredBy,
    Formula,
    ObjectiveLevel,
    TermRole,
    TermTakes,
)
from agreements.numbers import format_exact, format_months, format_rupiah, join_unit

Quarters = tuple[Decimal | None, Decimal | None, Decimal | None, Decimal | None]
NO_QUARTERS: Quarters = (None, None, None, None)
PARTS_BETWEEN = ";"


def holds(kind: str, signed_on: datetime.date | None, date: datetime.date) -> bool:
    """Return whether an agreement holds on a date, as far as its own signature goes.

    A murni without a date holds, since nothing else was promised; a Perubahan without one is a draft, and what it
    changes holds on.
    """
    if signed_on is None:
        return kind == AgreementKind.MURNI
    return signed_on <= date


@dataclass(frozen=True)
class Target:
    """The target of a year: value (lower bound of a range), upper bound, planned cumulative quarters, words for it."""

    value: Decimal | None = None
    upper: Decimal | None = None
    quarters: Quarters = NO_QUARTERS
    shown: str = ""

    @property
    def given(self) -> bool:
        """Whether anything of it is there."""
        return self != Target()


@dataclass(frozen=True)
class NewIndicator:
    """An indicator that the unit does not have yet. `parent_id` is the indicator that it feeds."""

    name: str
    unit_of_measure: str
    direction: Direction = Direction.HIGHER
    aggregation: Aggregation = Aggregation.CUMULATIVE
    formula: Formula = Formula.ENTERED
    entered_by: EnteredBy = EnteredBy.UNIT
    parent_id: int | None = None


@dataclass(frozen=True)
class Term:
    """A named part of a ratio. `key` is the stored row, None for a new one; `source_id` an indicator that has it."""

    role: TermRole
    label: str
    factor: Decimal = Decimal(1)
    factor_label: str = ""
    source_id: int | None = None
    takes: TermTakes = TermTakes.REALIZATION
    key: int | None = None


@dataclass(frozen=True)
class Measure:
    """Everything that is kept of an indicator itself."""

    name: str
    level: ObjectiveLevel
    unit_of_measure: str
    direction: Direction = Direction.HIGHER
    aggregation: Aggregation = Aggregation.CUMULATIVE
    formula: Formula = Formula.ENTERED
    entered_by: EnteredBy = EnteredBy.UNIT
    parent_id: int | None = None
    definition: str = ""
    on_time_rule: str = ""
    note: str = ""
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True)
class Measured:
    """How an indicator is measured, as far as it is told: None and () leave what stands. Parts are named alone."""

    direction: Direction | None = None
    formula: Formula | None = None
    numerators: tuple[str, ...] = ()
    denominators: tuple[str, ...] = ()

    @property
    def terms(self) -> tuple[Term, ...]:
        """The parts, to begin a ratio with."""
        sides = ((TermRole.NUMERATOR, self.numerators), (TermRole.DENOMINATOR, self.denominators))
        return tuple(Term(role=role, label=label) for role, labels in sides for label in labels)

    def over(self, other: "Measured") -> "Measured":
        """Return what both tell together, this one first."""
        return Measured(
            self.direction or other.direction,
            self.formula or other.formula,
            self.numerators or other.numerators,
            self.denominators or other.denominators,
        )


@dataclass(frozen=True)
class Item:
    """A row of the agreement: an indicator of the unit, or a new one. `key` is the stored row, None for a new one."""

    key: int | None = None
    indicator_id: int | None = None
    new: NewIndicator | None = None
    wording: str = ""
    target: Target = Target()
    name: str = field(default="", compare=False)
    unit_of_measure: str = field(default="", compare=False)


@dataclass(frozen=True)
class Aim:
    """A sasaran with its items. `key` is the stored row, None for a new one."""

    level: ObjectiveLevel
    text: str
    items: tuple[Item, ...] = ()
    key: int | None = None


@dataclass(frozen=True)
class Money:
    """A budget line that the agreement names, and what is planned for it: shared by all posts that name the line.

    `aim` is the place of the supported sasaran among the agreement's, from 0.
    """

    line_id: int
    amount: Decimal | None = None
    aim: int | None = None
    wording: str = ""
    months: tuple[int, ...] = ()
    responsible_id: int | None = None
    indicator_ids: tuple[int, ...] = ()
    name: str = field(default="", compare=False)
    responsible: str = field(default="", compare=False)


@dataclass(frozen=True)
class Promise:
    """Everything that an agreement says. `superior_title` is '' where the superior's own title is printed."""

    aims: tuple[Aim, ...] = ()
    money: tuple[Money, ...] = ()
    superior_title: str = ""

    @property
    def items(self) -> Iterator[Item]:
        """All items, in the order of the page."""
        for aim in self.aims:
            yield from aim.items

    def copied(self, *, targets: bool = True, without: Container[int] = ()) -> "Promise":
        """Return the same promise for a new agreement; `without` are ids of indicators whose target is not copied."""
        aims = tuple(
            replace(
                aim,
                key=None,
                items=tuple(
                    replace(
                        item,
                        key=None,
                        target=item.target if targets and item.indicator_id not in without else Target(),
                    )
                    for item in aim.items
                ),
            )
            for aim in self.aims
        )
        return replace(self, aims=aims)


@dataclass(frozen=True)
class Imported:
    """What a sheet asks for, all posts of an office at once; indicators that are new are named by their name.

    `promises` are by post id, `parents` (indicator, the one that it feeds), `links` (budget line id, indicator that it
    pays for), `responsible` post id by budget line id, `measures` (indicator, how it is measured).
    """

    promises: Mapping[int, Promise]
    indicators: tuple[tuple[ObjectiveLevel, NewIndicator], ...] = ()
    parents: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[int, str], ...] = ()
    responsible: Mapping[int, int] = field(default_factory=dict)
    measures: tuple[tuple[str, Measured], ...] = ()


def plain(name: str) -> str:
    """Return a name as it is compared: blanks run together, case aside."""
    return " ".join(name.split()).casefold()


# -- in words ----------------------------------------------------------------------------------------------------------


def target_words(target: Target, unit_of_measure: str) -> str:
    """Write a target: '35 keluarga', '40–60 hari'; '' for none."""
    if target.shown:
        return target.shown
    if target.value is None:
        return ""
    if target.upper is not None:
        return f"{format_exact(target.value)}–{join_unit(format_exact(target.upper), unit_of_measure)}"
    return join_unit(format_exact(target.value), unit_of_measure)


def parts_of(text: str) -> tuple[str, ...]:
    """Return the names of parts of a ratio that a cell holds: 'RKPDes; APBDes' has two."""
    return tuple(name for part in text.split(PARTS_BETWEEN) if (name := " ".join(part.split())))


def parts_text(names: tuple[str, ...]) -> str:
    """Return names of parts as a cell holds them."""
    return f"{PARTS_BETWEEN} ".join(names)


def told(promise: Promise) -> list[list[object]]:
    """Return (label, lines) of what a promise says, for the trail and for the page that compares two."""
    aims = [
        line
        for aim in promise.aims
        for line in (f"{aim.level.label}: {aim.text}", *(f"- {_item_words(item)}" for item in aim.items))
    ]
    money = [_money_words(row) for row in promise.money]
    title = [promise.superior_title] if promise.superior_title else []
    return [["Sasaran dan indikator", aims], ["Anggaran", money], ["Jabatan pihak kedua", title]]


def _item_words(item: Item) -> str:
    parts = [item.wording or item.name]
    if words := target_words(item.target, item.unit_of_measure):
        parts.append(f"target {words}")
    if any(value is not None for value in item.target.quarters):
        quarters = " / ".join("–" if value is None else format_exact(value) for value in item.target.quarters)
        parts.append(f"per triwulan {quarters}")
    return "; ".join(parts)


def _money_words(row: Money) -> str:
    parts = [row.wording or row.name]
    if row.amount is not None:
        parts.append(format_rupiah(row.amount))
    if row.months:
        parts.append(format_months(row.months))
    if row.responsible:
        parts.append(f"penanggung jawab {row.responsible}")
    return "; ".join(parts)
