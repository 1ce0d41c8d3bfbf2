"""What the document templates need to draw a block: its partial, its header, its placed rows. Nothing computes."""

from collections.abc import Mapping

from django import template

from agreements.images import image_source
from reports import grid, qr
from reports.document import chart
from reports.document.blocks import (
    Banner,
    Block,
    Cell,
    CellKind,
    Chart,
    Contents,
    Definitions,
    FractionBlock,
    Heading,
    ItemList,
    Mention,
    PageBreak,
    Paragraph,
    PhotoGrid,
    Picture,
    ResponseBoxes,
    Signatures,
    Table,
    TableRef,
    Verification,
)
from reports.document.typography import balanced, bind

register = template.Library()

PARTIALS: Mapping[type, str] = {
    Heading: "heading",
    Paragraph: "paragraph",
    ItemList: "list",
    Table: "table",
    FractionBlock: "fraction",
    ResponseBoxes: "response",
    Banner: "banner",
    Definitions: "definitions",
    PhotoGrid: "photos",
    Signatures: "signatures",
    Verification: "verification",
    Contents: "contents",
    Chart: "chart",
    PageBreak: "page_break",
}

CELL_CLASSES: Mapping[CellKind, str] = {
    CellKind.TEXT: "",
    CellKind.NUMBER: "doc-figure",
    CellKind.PERCENT: "doc-figure doc-percent",
    CellKind.MONEY: "doc-figure doc-money",
    CellKind.ROW_NUMBER: "doc-no",
}

DEEPEST_INDENT = 4

BLANKS_OF_A_FIGURE = 1
"""Blanks in a figure with its unit ('12 dokumen'); what has more is told in words."""

FEW_ITEMS, BRIEF_TEXT = 3, 270
"""Items and characters of a list that takes about three lines."""

LONG_TEXT = 360
"""Characters that fill four lines of a page and more: two may stay, and two go along with what follows."""


LONG_AMOUNT = 13
"""Characters of an amount that fit into the narrowest column of any form; a longer one may break behind its points."""


@register.filter
def amount_parts(cell: Cell) -> tuple[str, ...]:
    """Return a long amount in the parts between which its line may break, each with its point; () for other cells."""
    if cell.kind != CellKind.MONEY or len(cell.text) <= LONG_AMOUNT:
        return ()
    *groups, last = cell.text.split(".")
    return (*(f"{group}." for group in groups), last)


@register.filter
def partial(block: Block) -> str:
    """Return the template of a block; a block without one is an error, never a silent gap."""
    return f"reports/document/{PARTIALS[type(block)]}.html"


@register.filter
def header_rows(table: Table) -> tuple[tuple[grid.HeaderCell, ...], ...]:
    """Return the header cells of a table, row by row."""
    return grid.header_rows(table)


@register.filter
def drawing(block: Chart) -> chart.Drawing:
    """Return the boxes and lines of an organisation chart, placed."""
    return chart.place(block)


@register.filter
def qr_code(text: str) -> qr.QrCode:
    """Return the QR code of a text as a path."""
    return qr.qr_code(text)


@register.filter
def placed_rows(table: Table) -> tuple[grid.PlacedRow, ...]:
    """Return the rows of a table with the place of every cell."""
    return grid.placed_rows(table)


@register.filter
def labelled_rows(table: Table) -> tuple[tuple[tuple[str, Cell, bool], ...], ...]:
    """Return the rows of a table whose cells are not joined, each cell with its header and whether it names the row."""
    return tuple(
        tuple((table.columns[placed.column].header, placed.cell, placed.names_row) for placed in row.cells)
        for row in grid.placed_rows(table)
    )


@register.filter
def bound(text: str) -> str:
    """Return text whose numbers stay on the line of what they number."""
    return bind(text)


@register.filter
def title_lines(text: str, limit: int) -> tuple[str, ...]:
    """Return the lines of a title that holds `limit` characters in one: one, or two of about the same length."""
    return balanced(bind(text), limit)


@register.filter
def is_brief(block: ItemList) -> bool:
    """Return whether a list is so short that parting it would leave a line alone on a page."""
    plain = not any(item.children for item in block.items)
    return plain and len(block.items) <= FEW_ITEMS and sum(len(item.text) for item in block.items) <= BRIEF_TEXT


@register.filter
def is_long(paragraph: Paragraph) -> bool:
    """Return whether a paragraph fills enough lines to be parted between pages."""
    return len(paragraph.text) >= LONG_TEXT


@register.filter
def has_room(table: Table) -> bool:
    """Return whether the sentence about a table on its side fits below it."""
    return grid.has_room(table)


@register.filter
def table_anchor(ref: TableRef) -> str:
    """Return the anchor that a reference points at, equal to `Table.anchor` of the table with that number."""
    return "tabel-" + ref.number.replace(".", "-")


@register.filter
def is_text(part: str | TableRef | Mention) -> bool:
    """Return whether a part of a paragraph is plain text."""
    return isinstance(part, str)


@register.filter
def is_figure(part: str | TableRef | Mention) -> bool:
    """Return whether a part of a paragraph is a figure that can be asked."""
    return isinstance(part, Mention)


@register.filter
def source(picture: Picture | None) -> str:
    """Return the picture as a data: URL, '' where there is none or the store has lost it."""
    return image_source(picture.file) if picture else ""


@register.filter
def classes(cell: Cell) -> str:
    """Return the class names of a cell, '' where it needs none."""
    indent = f"doc-indent-{min(cell.indent, DEEPEST_INDENT)}" if cell.indent else ""
    hanging = "doc-hanging" if cell.hanging else ""
    words = "doc-words" if cell.kind is CellKind.NUMBER and cell.text.count(" ") > BLANKS_OF_A_FIGURE else ""
    long = "doc-long" if amount_parts(cell) else ""
    return " ".join(name for name in (CELL_CLASSES[cell.kind], long, indent, hanging, words) if name)
