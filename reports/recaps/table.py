"""A recap as data: columns, and rows of values. Workbook, page and JSON draw it, so that they can't differ. Pure.

A value is a text, a whole number, a date as '2024-07-08', True or False, a figure as a text with a point ('60.00'), or
None where there is none; `RecapRow.reasons` then says why.
"""

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from itertools import islice
from typing import overload

from agreements.numbers import format_date, format_exact, format_figure, format_money
from reports.document.blocks import RowStyle
from reports.recaps.sources import Figures, ReportSource, UnitSource, inner

Value = None | bool | int | str

NOTHING = "–"
"""What a page prints where there is no value; a worksheet leaves the cell empty, so that nothing counts it."""


class ValueKind(StrEnum):
    """What a column holds: how it is written, and what its JSON is."""

    TEXT = "text"
    CHOICE = "choice"
    """One of the words in `RecapColumn.choices`; its JSON is the word, people read its label."""
    COUNT = "count"
    DATE = "date"
    MONEY = "money"
    """Rupiah."""
    PERCENT = "percent"
    """50.84 means 50,84 %."""
    QUANTITY = "quantity"
    """A figure in an indicator's unit of measure."""
    NUMBER = "number"
    """A plain number with two decimals: percentage points, a ratio."""


FIGURES = frozenset({ValueKind.MONEY, ValueKind.PERCENT, ValueKind.QUANTITY, ValueKind.NUMBER})
"""Kinds whose values are figures: texts with a point."""

SUMS = frozenset({RowStyle.TOTAL, RowStyle.SUBTOTAL})
"""Styles of rows that are sums of others."""


@dataclass(frozen=True, slots=True)
class Record:
    """What a row tells of: a unit, a report of it, an item of the figures of either; a total over all has no unit."""

    item: Figures
    unit: UnitSource | None = None
    report: ReportSource | None = None
    number: int | None = None
    style: RowStyle = RowStyle.BODY
    depth: int = 0


@dataclass(frozen=True)
class RecapColumn:
    """A column: heading, what it holds, width in characters, where its value comes from, and its formula.

    `formula` names other columns ('{realization}/{target}'); the line of column numbers prints them as '8=7/6'.
    """

    key: str
    heading: str
    kind: ValueKind
    width: int
    get: Callable[[Record], Value]
    formula: str = ""
    choices: Mapping[str, str] | None = None
    total: bool = True
    """Whether a row of totals has it."""
    under: str = ""
    """Key of the column under whose value a page shows it, so that a screen is wide enough; a sheet has it beside."""


@dataclass(frozen=True, slots=True)
class RecapRow:
    """Values in the order of the columns; `reasons` holds the code of why each missing figure is missing, by column."""

    values: tuple[Value, ...]
    reasons: Mapping[str, str]
    style: RowStyle = RowStyle.BODY
    depth: int = 0
    unit: str = ""
    """Slug, '' for a total over all units."""
    position: str = ""
    opened: bool = False
    """Whether the post's report exists."""
    indicator_id: int | None = None
    line_id: int | None = None
    """What the row tells of, where that is an indicator or a budget line."""


@dataclass(frozen=True)
class Recap:
    """A finished recap."""

    key: str
    title: str
    columns: tuple[RecapColumn, ...]
    rows: Sequence[RecapRow]
    notes: tuple[str, ...] = ()


class Rows(Sequence[RecapRow]):
    """Rows that are made when they are looked at: a page shows fifty of fifteen thousand, a worksheet one at a time."""

    def __init__(self, columns: Sequence[RecapColumn], records: Callable[[], Iterator[Record]]) -> None:
        self._columns = columns
        self._records = records

    @cached_property
    def _count(self) -> int:
        return sum(1 for _ in self._records())

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[RecapRow]:
        return (_row(self._columns, record) for record in self._records())

    @overload
    def __getitem__(self, place: int) -> RecapRow: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[RecapRow, ...]: ...

    def __getitem__(self, place: int | slice) -> RecapRow | tuple[RecapRow, ...]:
        if isinstance(place, slice):
            wanted = range(*place.indices(len(self)))
            if wanted.step < 0:
                return tuple(self)[place]
            records = islice(self._records(), wanted.start, wanted.stop, wanted.step)
            return tuple(_row(self._columns, record) for record in records)
        at = range(len(self))[place]
        return self[at : at + 1][0]


def column_numbers(columns: Sequence[RecapColumn]) -> tuple[str, ...]:
    """Return the line of column numbers: '1', '2', ... and '8=7/6' for a column with a formula.

    Raises:
        KeyError: a formula names a column that isn't there.
    """
    places = {column.key: str(place) for place, column in enumerate(columns, 1)}
    return tuple(
        f"{places[column.key]}={column.formula.format_map(places)}" if column.formula else places[column.key]
        for column in columns
    )


def shown(column: RecapColumn, value: Value) -> str:
    """Return a value as people read it: '1.885.065.699', '60,00', '8 Juli 2024', 'Sasaran Program'; '–' for none."""
    if value is None or value == "":
        return NOTHING
    match column.kind:
        case ValueKind.CHOICE:
            assert column.choices is not None
            return column.choices[str(value)]
        case ValueKind.DATE:
            return format_date(datetime.date.fromisoformat(str(value)))
        case ValueKind.MONEY:
            return format_money(Decimal(str(value)))
        case ValueKind.QUANTITY:
            return format_exact(Decimal(str(value)))
        case ValueKind.PERCENT | ValueKind.NUMBER:
            return format_figure(Decimal(str(value)), decimals=2)
    return str(value)


def _row(columns: Sequence[RecapColumn], record: Record) -> RecapRow:
    total = record.style in SUMS
    values = tuple(None if total and not column.total else column.get(record) for column in columns)
    reasons = {
        column.key: code
        for column, value in zip(columns, values, strict=True)
        if value is None and column.kind in FIGURES and (code := reason_of(record.item, column.key))
    }
    return RecapRow(
        values,
        reasons,
        record.style,
        record.depth,
        record.unit.slug if record.unit else "",
        record.report.position_slug if record.report else "",
        record.report is not None and record.report.status is not None,
        _id(record.item, "indicator_id"),
        _id(record.item, "line_id"),
    )


def _id(item: Figures, key: str) -> int | None:
    found = item.get(key)
    return found if isinstance(found, int) else None


def reason_of(item: Figures, key: str) -> str:
    """Return the code of why a figure of an item is missing; '' where it isn't."""
    return str(inner(item, "reasons").get(key) or item.get("reason") or "")
