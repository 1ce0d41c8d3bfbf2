"""A document whose figures can be asked how they came about: in tables, sentences and fractions. Pure."""

from collections.abc import Callable
from dataclasses import replace

from reports.document.blocks import (
    Block,
    Cell,
    FractionBlock,
    ItemList,
    ListItem,
    Mention,
    Paragraph,
    Parts,
    ReportDocument,
    Row,
    Table,
)
from reports.explanation.keys import Index


def askable(document: ReportDocument, index: Index, address: Callable[[str], str]) -> ReportDocument:
    """Return the document for the screen; `address` gives the page for a key. Files are drawn from the plain one.

    Figures in sentences are there to be asked where the document was built with the names of the index.
    """

    def cell(plain: Cell) -> Cell:
        key = index.key_of(plain.figure)
        return replace(plain, ask=address(key)) if key else plain

    def sentence(parts: Parts) -> Parts:
        return tuple(
            replace(part, ask=address(part.key)) if isinstance(part, Mention) and part.key in index.named else part
            for part in parts
        )

    def item(plain: ListItem) -> ListItem:
        return replace(plain, parts=sentence(plain.parts), children=tuple(map(item, plain.children)))

    def block(plain: Block) -> Block:
        match plain:
            case Table():
                return replace(plain, rows=tuple(Row(tuple(map(cell, row.cells)), row.style) for row in plain.rows))
            case Paragraph():
                return replace(plain, parts=sentence(plain.parts))
            case ItemList():
                return replace(plain, items=tuple(map(item, plain.items)))
            case FractionBlock():
                key = index.key_of(plain.figure)
                return replace(plain, ask=address(key)) if key else plain
        return plain

    return replace(document, blocks=tuple(map(block, document.blocks)))
