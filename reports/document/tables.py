"""The one table builder: columns of a layout, entries of a report, and the footnotes they need. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reports.document.blocks import Cell, CellKind, Column, Row, RowStyle, Table
from reports.document.numbering import letters
from reports.layouts.parts import ColumnLayout, NumberLine, TableLayout
from reports.narrative.words import capitalized

KINDS: Mapping[str, CellKind] = {
    "no": CellKind.ROW_NUMBER,
    "ceiling": CellKind.MONEY,
    "spent": CellKind.MONEY,
    "remaining": CellKind.MONEY,
    "amount": CellKind.MONEY,
    "cost_planned": CellKind.MONEY,
    "cost_realized": CellKind.MONEY,
    "absorption": CellKind.PERCENT,
    "achievement": CellKind.PERCENT,
    "cost_ratio": CellKind.PERCENT,
    "target": CellKind.NUMBER,
    "realization": CellKind.NUMBER,
    "efficiency": CellKind.NUMBER,
    "long_term": CellKind.NUMBER,
    "earlier_year": CellKind.NUMBER,
    "last_year": CellKind.NUMBER,
    "progress": CellKind.PERCENT,
}
"""Kinds of the columns that are no text."""

UPRIGHT_PERCENT = 11
"""Share of an upright page (165 mm) that holds '100,00 %' on one line at 9 pt."""


@dataclass(frozen=True)
class Entry:
    """What a table lists: cells that stand once (`shared`), beside one or more lines of cells; keys are columns'.

    A row of sums or means has one line and a `label` that fills the columns before its first figure; a divider has a
    label only.
    """

    shared: Mapping[str, Cell] = field(default_factory=dict)
    lines: tuple[Mapping[str, Cell], ...] = ({},)
    style: RowStyle = RowStyle.BODY
    label: str = ""


def build_table(
    layout: TableLayout,
    entries: Iterable[Entry],
    words: Mapping[str, str],
    *,
    caption: str = "",
    without: frozenset[str] = frozenset(),
    remarks: Sequence[str] = (),
) -> Table:
    """Return the table of a layout, still without a number.

    Args:
        layout: columns, caption and number line.
        entries: what it lists, in order.
        words: what headers and caption may name in braces.
        caption: instead of the layout's.
        without: keys of columns that fall away; the others share their width.
        remarks: sentences under the table that no cell points at.
    """
    columns = tuple(column for column in layout.columns if column.key not in without)
    notes: dict[str, str] = {}
    rows = tuple(row for entry in entries for row in _rows(entry, columns, notes))
    return Table(
        key=layout.key,
        number="",
        caption=(caption or layout.caption).format_map(words),
        columns=_columns(columns, layout.number_line, words, turned=bool(without) and layout.landscape),
        rows=rows,
        notes=(
            *((marker, f"{capitalized(sentence)}.") for sentence, marker in notes.items()),
            *(("", text) for text in remarks),
        ),
        landscape=layout.landscape and not without,
        dense=layout.dense,
    )


def _columns(
    columns: Sequence[ColumnLayout], number_line: NumberLine, words: Mapping[str, str], *, turned: bool
) -> tuple[Column, ...]:
    """Return the columns with widths that fill the table; `turned` is one made for a page on its side, now upright."""
    shares = [column.width for column in columns]
    if turned:
        least = -(-sum(shares) * UPRIGHT_PERCENT // 100)
        shares = [
            max(share, least) if KINDS.get(column.key) is CellKind.PERCENT else share
            for column, share in zip(columns, shares, strict=True)
        ]
    widths = fit_widths(shares)
    places = {column.key: place for place, column in enumerate(columns, start=1)}
    return tuple(
        Column(
            key=column.key,
            header=column.header.format_map(words),
            width=width,
            kind=KINDS.get(column.key, CellKind.TEXT),
            group=column.group.format_map(words),
            formula=_formula(column, places, number_line),
        )
        for column, width in zip(columns, widths, strict=True)
    )


def _formula(column: ColumnLayout, places: Mapping[str, int], number_line: NumberLine) -> str:
    if number_line is NumberLine.NONE:
        return ""
    text = str(places[column.key])
    divided = [places[key] for key in column.ratio if key in places]
    if len(divided) == 2:
        text += f"={divided[0]}/{divided[1]}"
    return number_line.value.format(text)


def fit_widths(widths: Sequence[int]) -> tuple[int, ...]:
    """Scale shares to a sum of 100, keeping their proportions as nearly as whole numbers allow."""
    total = sum(widths)
    scaled = [divmod(width * 100, total) for width in widths]
    left = 100 - sum(whole for whole, _ in scaled)
    most = sorted(range(len(widths)), key=lambda place: (-scaled[place][1], place))[:left]
    return tuple(whole + (place in most) for place, (whole, _) in enumerate(scaled))


def _rows(entry: Entry, columns: Sequence[ColumnLayout], notes: dict[str, str]) -> Iterable[Row]:
    if entry.style is RowStyle.DIVIDER:
        return (Row((Cell(entry.label, colspan=len(columns)),), entry.style),)
    rows = []
    height = len(entry.lines)
    for place, line in enumerate(entry.lines):
        cells = []
        for column in columns[_labelled(entry, columns) :]:
            if column.key in entry.shared:
                if place == 0:
                    cells.append(noted(replace(entry.shared[column.key], rowspan=height), notes))
            else:
                blank = Cell("", KINDS.get(column.key, CellKind.TEXT))
                cells.append(noted(line.get(column.key, blank), notes))
        if entry.label:
            cells.insert(0, Cell(entry.label, colspan=_labelled(entry, columns)))
        rows.append(Row(tuple(cells), entry.style))
    return rows


def _labelled(entry: Entry, columns: Sequence[ColumnLayout]) -> int:
    """Return how many columns the label fills: those before the first with a cell of its own, at least one."""
    if not entry.label:
        return 0
    filled = (place for place, column in enumerate(columns) if column.key in entry.lines[0])
    return max(next(filled, len(columns)), 1)


def noted(cell: Cell, notes: dict[str, str]) -> Cell:
    """Put the marker for the footnote's sentence; one sentence has one marker per table."""
    if not cell.footnote:
        return cell
    marker = notes.setdefault(cell.footnote, letters(len(notes) + 1))
    return replace(cell, footnote=marker)
