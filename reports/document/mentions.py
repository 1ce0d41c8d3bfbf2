"""Takes the marks out of the sentences of a document for the screen: each figure becomes a part of its own. Pure."""

from dataclasses import replace

from reports.document.blocks import Block, ItemList, ListItem, Paragraph, Parts, ReportDocument
from reports.narrative.marks import has_marks, parted


def with_mentions(document: ReportDocument) -> ReportDocument:
    """Return a document whose marked figures stand apart; `Paragraph.text` and `ListItem.text` are as without marks."""
    return replace(document, blocks=tuple(map(_block, document.blocks)))


def _block(block: Block) -> Block:
    match block:
        case Paragraph() if has_marks(block.text):
            return replace(block, parts=_parts(block.parts))
        case ItemList():
            return replace(block, items=tuple(map(_item, block.items)))
    return block


def _item(item: ListItem) -> ListItem:
    children = tuple(map(_item, item.children))
    if not has_marks(item.text):
        return replace(item, children=children) if children else item
    parts = _parts(item.parts or (item.text,))
    return replace(item, text=Paragraph(parts).text, parts=parts, children=children)


def _parts(parts: Parts) -> Parts:
    return tuple(new for part in parts for new in (parted(part) if isinstance(part, str) else (part,)))
