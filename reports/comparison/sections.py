"""A part of a comparison: what it says in a sentence, pictures, and the table of the same figures. Pure."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

from reports.charts import bars, scatter, trend
from reports.charts.shapes import Drawing
from reports.comparison.choice import Sort
from reports.comparison.values import Question
from reports.document.blocks import Cell, CellKind, Column, Row, Table
from reports.document.tables import fit_widths, noted
from reports.narrative.words import capitalized

WIDE, NARROW = 960, 320
"""Units across of the drawing for screens and paper, and of the one for phones."""
BARS_OF_A_PAGE = 26
"""As many bars stand on a page on its side."""

Model = scatter.Scatter | bars.Bars | trend.Trend
Item = TypeVar("Item")
Key = Callable[[Any], Any]
"""Gives what a column is sorted by; None for nothing, which comes last either way."""


@dataclass(frozen=True)
class Picture:
    """A picture that is drawn in the width its place has."""

    model: Model

    @property
    def wide(self) -> Drawing:
        """For a screen."""
        return self._draw(WIDE)

    @property
    def narrow(self) -> Drawing:
        """For a phone."""
        return self._draw(NARROW)

    @property
    def paper(self) -> tuple[Drawing, ...]:
        """For paper: the same as on a screen, in parts that fit a page each."""
        if isinstance(self.model, bars.Bars):
            return tuple(bars.draw(part, WIDE, self.model) for part in bars.parted(self.model, BARS_OF_A_PAGE))
        return (self.wide,)

    def _draw(self, width: int) -> Drawing:
        match self.model:
            case scatter.Scatter():
                return scatter.draw(self.model, width)
            case bars.Bars():
                return bars.draw(self.model, width)
        return trend.draw(self.model, width)


@dataclass(frozen=True)
class Head:
    """A column's header on a page: how the table stands sorted by it, and what asks for it."""

    header: str
    kind: CellKind
    order: str
    """'ascending', 'descending' or '' (aria-sort)."""
    next: str
    """The value of `urut` that sorts by the column, or turns the order round; '' where it sorts by nothing."""


@dataclass(frozen=True)
class Section:
    """A part of a comparison. `heads` are the table's columns, for pages."""

    key: str
    heading: str
    sentence: str
    pictures: tuple[Picture, ...]
    table: Table
    heads: tuple[Head, ...]
    sorted: bool = False
    """Whether the address asks for an order of its table."""
    questions: tuple[tuple[Question | None, ...], ...] = ()
    """What the cells of each row of the table ask, None for those that are no figure."""

    def askable(self, address: Callable[[Question], str]) -> "Section":
        """Return the section for a page, where each figure of the table leads to how it came about."""

        def cell(plain: Cell, asked: Question | None) -> Cell:
            return plain if asked is None else replace(plain, ask=address(asked))

        rows = tuple(
            replace(row, cells=tuple(map(cell, row.cells, asked)))
            for row, asked in zip(self.table.rows, self.questions, strict=True)
        )
        return replace(self, table=replace(self.table, rows=rows))

    @property
    def several(self) -> bool:
        """Whether each picture needs its title to be told from the others."""
        return len(self.pictures) > 1

    @property
    def anchor(self) -> str:
        """Where the page leads to it."""
        return f"bagian-{self.key}"


@dataclass(frozen=True)
class Listing(Generic[Item]):
    """How items become the rows of a table: columns with their cells and sort keys, and the usual order.

    A cell's `footnote` is the sentence of its footnote (`document.figures`).
    """

    key: str
    caption: str
    columns: tuple[Column, ...]
    cells: Callable[[int, Item], Sequence[Cell]]
    """The cells of the item in a row, in the order of the columns."""
    keys: Mapping[str, Key]
    usual: Sort
    questions: Mapping[str, Callable[[Item], Question | None]] = field(default_factory=dict)
    """What a column of figures asks of an item, None where it has no such figure."""

    def order(self, sort: Sort) -> Sort:
        """Return the order that holds: the asked one where it is of this table and a column of it."""
        return sort if self.asked(sort) else self.usual

    def asked(self, sort: Sort) -> bool:
        """Whether an address asks for an order of this table."""
        return sort.table == self.key and sort.column in self.keys

    def arrange(self, items: Sequence[Item], sort: Sort) -> tuple[Item, ...]:
        """Return the items in order; equal ones keep theirs, those without a value come last."""
        order = self.order(sort)
        key = self.keys[order.column]
        there = [item for item in items if key(item) is not None]
        there.sort(key=key, reverse=order.descending)
        return (*there, *(item for item in items if key(item) is None))

    def section(
        self,
        items: Sequence[Item],
        sort: Sort,
        *,
        heading: str,
        sentence: str,
        pictures: Sequence[Model],
        key: str = "",
        without: Collection[str] = (),
        remarks: Sequence[str] = (),
    ) -> Section:
        """Return the part of a comparison that has this table, of items that are in order; `key` where not its own."""
        table = self.table(items, without=without, remarks=remarks)
        return Section(
            key=key or self.key,
            heading=heading,
            sentence=sentence,
            pictures=tuple(Picture(model) for model in pictures),
            table=table,
            heads=self.heads(table, sort),
            sorted=self.asked(sort),
            questions=tuple(tuple(self._question(column.key, item) for column in table.columns) for item in items),
        )

    def _question(self, column: str, item: Item) -> Question | None:
        ask = self.questions.get(column)
        return ask(item) if ask else None

    def table(self, items: Sequence[Item], *, without: Collection[str] = (), remarks: Sequence[str] = ()) -> Table:
        """Return the table of items that are in order, `without` some columns; `remarks` stand under it."""
        shown = [place for place, column in enumerate(self.columns) if column.key not in without]
        notes: dict[str, str] = {}
        rows = [
            Row(tuple(noted(cells[place], notes) for place in shown))
            for cells in (self.cells(number, item) for number, item in enumerate(items, 1))
        ]
        widths = fit_widths([self.columns[place].width for place in shown])
        return Table(
            key=self.key,
            number="",
            caption=self.caption,
            columns=tuple(
                replace(self.columns[place], width=width) for place, width in zip(shown, widths, strict=True)
            ),
            rows=tuple(rows),
            notes=(
                *((marker, f"{capitalized(sentence)}.") for sentence, marker in notes.items()),
                *(("", remark) for remark in remarks),
            ),
        )

    def heads(self, table: Table, sort: Sort) -> tuple[Head, ...]:
        """Return the headers of a table with what sorts it."""
        order = self.order(sort)
        return tuple(
            Head(column.header, column.kind, self._direction(column, order), self._next(column, order))
            for column in table.columns
        )

    def _direction(self, column: Column, order: Sort) -> str:
        if column.key != order.column:
            return ""
        return "descending" if order.descending else "ascending"

    def _next(self, column: Column, order: Sort) -> str:
        if column.key not in self.keys:
            return ""
        # Of figures the highest are looked for first, of names and ranks the first.
        same = column.key == order.column
        descending = not order.descending if same else column.kind not in (CellKind.TEXT, CellKind.ROW_NUMBER)
        return str(Sort(self.key, column.key, descending))
