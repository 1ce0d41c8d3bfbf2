"""Reads a document as a list of lines, and walks a seed report along it: everything must be found, in its order."""

import re
from collections.abc import Iterator

from agreements.numbers import NBSP
from reports.document.blocks import (
    Block,
    Chart,
    ChartPost,
    Contents,
    FractionBlock,
    Heading,
    ItemList,
    ListItem,
    Paragraph,
    ReportDocument,
    Signatures,
    Table,
)


def plain(text: str) -> str:
    """Return text as it is compared: without case, kinds of spaces and dashes, and blanks round signs.

    'Tribulan' and 'triwulan' alternate freely in the reports, as do '1 %' and '1%'.
    """
    text = text.casefold().replace(NBSP, " ").replace("–", "-").replace("tribulan", "triwulan")
    text = re.sub(r"\s*([-/+=×])\s*", r"\1", text)
    text = re.sub(r"\s+([%:;,.])", r"\1", text)
    return " ".join(text.split()).strip(" ;.:")


def lines_of(document: ReportDocument) -> list[str]:
    """Return what a reader reads, without cover and contents: a line per heading, paragraph, item and table row."""
    return [plain(line) for block in document.blocks for line in _lines(block)]


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"{block.label} {block.text}"
    elif isinstance(block, Paragraph):
        yield block.text
    elif isinstance(block, ItemList):
        yield from _items(block.items)
    elif isinstance(block, Table):
        yield f"Tabel {block.number} {block.caption}"
        yield " | ".join(f"{column.group} {column.header}" for column in block.columns)
        for row in block.rows:
            yield " | ".join("; ".join((cell.text, *cell.items)) for cell in row.cells)
    elif isinstance(block, FractionBlock):
        yield f"{block.label} {block.numerator} / {block.denominator} = {block.result}"
    elif isinstance(block, Chart):
        yield " ".join(block.caption)
        yield from _posts(block.posts)
    elif isinstance(block, Signatures):
        yield block.place_date
        for signer in (block.left, block.right):
            if signer is not None:
                yield f"{signer.title} {signer.name} NIP. {signer.nip}"
    else:
        assert isinstance(block, Contents) or not hasattr(block, "text"), f"a reader reads {type(block).__name__} too"


def _items(items: tuple[ListItem, ...]) -> Iterator[str]:
    for item in items:
        yield item.text
        yield from _items(item.children)


def _posts(posts: tuple[ChartPost, ...]) -> Iterator[str]:
    for post in posts:
        yield f"{post.name} {post.holder}"
        yield from _posts(post.below)


class Walk:
    """Goes along the lines of a document; what is looked for must stand on this line or a later one."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.place = 0

    def find(self, *needles: str) -> None:
        """Go to the next line that holds all needles."""
        wanted = [plain(needle) for needle in needles]
        for place in range(self.place, len(self.lines)):
            if all(needle in self.lines[place] for needle in wanted):
                self.place = place
                return
        earlier = any(all(needle in line for needle in wanted) for line in self.lines[: self.place])
        raise AssertionError(
            f"{wanted} {'stands before' if earlier else 'is missing after'} {self.lines[self.place]!r}"
        )
