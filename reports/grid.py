"""Places the header and the cells of a `Table` on its grid of columns, for every output that draws it. Pure.

HTML needs the header cells with their spans, a spreadsheet also the column each cell stands in; both need to know that
the cells really fill the columns, because a table that is one cell short shifts figures under a wrong heading.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from reports.document.blocks import Cell, CellKind, Row, RowStyle, Table

LONGEST_KEPT_GROUP = 12
"""Rows joined by a rowspan stay on one page up to this many; more would leave half a page empty."""

FEWEST_SPLIT_ROWS = 4
"""From this many rows on, no short row stands alone at the foot or the head of a page; fewer stay on one."""

SHORT_ROW = 3
"""Lines of text up to which a row looks lost alone at the foot or the head of a page."""

LEADING = frozenset({RowStyle.DIVIDER, RowStyle.GROUP, RowStyle.SUBGROUP})
"""Rows that say what follows: they never stand at the foot of a page."""

TALLEST_WHOLE_ROW = {False: 30, True: 18}
"""Lines of text up to which a row stays on one page, landscape or not (a little more than half a page).

Kept whole, a taller one would leave the page before it empty, and one taller than a page would lose its header."""


ROOM = 32
"""Lines of rows beside which a page on its side still holds header, notes, and a sentence of two lines."""

ROWS_PER_LINE = 3
"""Rows whose rules and padding take as much height as a line of text."""


class HeaderRole(StrEnum):
    """What a header cell names."""

    GROUP = "group"
    COLUMN = "column"
    FORMULA = "formula"


@dataclass(frozen=True)
class HeaderCell:
    """A header cell: `column` counts from 0."""

    text: str
    role: HeaderRole
    column: int
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True)
class PlacedCell:
    """A cell with the column (from 0) that it starts in; `names_row` marks the header cell of its row."""

    cell: Cell
    column: int
    names_row: bool = False


@dataclass(frozen=True)
class PlacedRow:
    """A row with its placed cells; `keep` asks for no page break after it, `tall` allows one inside it."""

    row: Row
    cells: tuple[PlacedCell, ...]
    keep: bool = False
    tall: bool = False


def header_rows(table: Table) -> tuple[tuple[HeaderCell, ...], ...]:
    """Return the header of a table: headings over columns, columns, column numbers; a line nobody needs is left out."""
    grouped = any(column.group for column in table.columns)
    first: list[HeaderCell] = []
    second: list[HeaderCell] = []
    position = 0
    for group, members in groupby(table.columns, key=lambda column: column.group):
        columns = tuple(members)
        if group:
            first.append(HeaderCell(group, HeaderRole.GROUP, position, colspan=len(columns)))
        for offset, column in enumerate(columns):
            cell = HeaderCell(
                column.header,
                HeaderRole.COLUMN,
                position + offset,
                rowspan=2 if grouped and not group else 1,
            )
            (second if group else first).append(cell)
        position += len(columns)
    rows = [tuple(first)]
    if grouped:
        rows.append(tuple(second))
    if any(column.formula for column in table.columns):
        rows.append(
            tuple(HeaderCell(column.formula, HeaderRole.FORMULA, at) for at, column in enumerate(table.columns))
        )
    return tuple(rows)


def placed_rows(table: Table) -> tuple[PlacedRow, ...]:
    """Return the rows with the column of every cell.

    Raises:
        ValueError: the cells of a row, with those that reach into it from above, don't fill the columns exactly, or a
            cell reaches below the last row.
    """
    width = len(table.columns)
    reach = [0] * width  # rows that a cell above still covers, per column
    placed: list[tuple[Row, tuple[PlacedCell, ...], bool]] = []
    for number, row in enumerate(table.rows, 1):
        cells = tuple(_place(table, row, number, reach))
        placed.append((row, cells, any(reach)))
    if any(reach):
        raise ValueError(f"table {table.key!r}: a cell reaches below the last row")
    heights = [_lines(table, cells) for _, cells, _ in placed]
    kept = _kept([(row, joined) for row, _, joined in placed], heights)
    return tuple(
        PlacedRow(row, cells, keep, height > TALLEST_WHOLE_ROW[table.landscape])
        for (row, cells, _), keep, height in zip(placed, kept, heights, strict=True)
    )


def _place(table: Table, row: Row, number: int, reach: list[int]) -> Iterator[PlacedCell]:
    """Place one row's cells left to right into the columns that nothing from above covers; updates `reach`."""
    width = len(reach)
    free = [at for at in range(width) if reach[at] == 0]
    covered = [left - 1 if left else 0 for left in reach]
    named = False
    for cell in row.cells:
        taken = free[: cell.colspan]
        if len(taken) < cell.colspan or taken != list(range(taken[0], taken[0] + cell.colspan)):
            raise ValueError(f"table {table.key!r}, row {number}: its cells don't fit {width} columns")
        free = free[cell.colspan :]
        for at in taken:
            covered[at] = cell.rowspan - 1
        names_row = not named and cell.kind is CellKind.TEXT and bool(cell.text)
        named = named or names_row
        yield PlacedCell(cell, taken[0], names_row)
    if free:
        raise ValueError(f"table {table.key!r}, row {number}: its cells leave {len(free)} of {width} columns empty")
    reach[:] = covered


def _lines(table: Table, cells: tuple[PlacedCell, ...]) -> int:
    """Estimate the lines of a row: a column of n % holds about n characters upright and 3n / 2 in landscape."""

    def lines(placed: PlacedCell) -> int:
        share = sum(column.width for column in table.columns[placed.column : placed.column + placed.cell.colspan])
        room = max(share * 3 // 2 if table.landscape else share, 1)
        texts = (placed.cell.text, *placed.cell.items)
        return sum(-(-len(line) // room) for text in texts for line in text.split("\n")) // placed.cell.rowspan

    return max(map(lines, cells))


def has_room(table: Table) -> bool:
    """Return whether the sentence about a table on its side surely fits below it, on the same page."""
    if not table.landscape:
        return False
    rows = placed_rows(table)
    return sum(_lines(table, row.cells) for row in rows) + len(rows) // ROWS_PER_LINE + len(table.notes) <= ROOM


def _kept(rows: list[tuple[Row, bool]], heights: list[int]) -> list[bool]:
    """Tell for each row whether it stays with the next one."""
    kept = [False] * len(rows)
    start = 0
    for at, (row, joined) in enumerate(rows):
        if not joined:
            short = at - start < LONGEST_KEPT_GROUP
            kept[start:at] = [short] * (at - start)
            start = at + 1
        following = rows[at + 1][0].style if at + 1 < len(rows) else None
        divides = row.style in LEADING and following is not None
        if divides or following in (RowStyle.SUBTOTAL, RowStyle.MEAN, RowStyle.TOTAL):
            kept[at] = True
    if len(rows) < FEWEST_SPLIT_ROWS:
        return [True] * (len(rows) - 1) + [False] * bool(rows)
    kept[0] = kept[0] or heights[0] <= SHORT_ROW
    kept[-2] = kept[-2] or heights[-1] <= SHORT_ROW
    return kept
