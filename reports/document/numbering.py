"""Numbers of chapters, sections and tables, given by their place; references to tables take them from there. Pure.

The originals number by hand and slip (BAB IV after BAB I, table 3.2 after 2.2, 24.1): here a number is never written.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from agreements.numbers import roman
from reports.document.blocks import (
    Block,
    Contents,
    ContentsEntry,
    Heading,
    ItemList,
    ListItem,
    Marker,
    Paragraph,
    Parts,
    Table,
    TableRef,
)
from reports.layouts.parts import Numbering

CONTENTS = "contents"
"""Key of the chapter that holds the table of contents."""


@dataclass
class Numberer:
    """Counts headings and tables as they come."""

    style: Numbering = Numbering.CHAPTER
    chapter: int = 0
    section: int = 0
    subsection: int = 0
    detail: int = 0
    table: int = 0

    def heading(self, level: int) -> str:
        """Return the number of the next heading: 'BAB II', '2.1' or 'a', '2.1.1' or '1', '2.1.1.1' or 'a'."""
        if level == 1:
            self.chapter, self.section, self.subsection, self.table = self.chapter + 1, 0, 0, 0
            return f"BAB {roman(self.chapter)}"
        if level == 2:
            self.section, self.subsection, self.detail = self.section + 1, 0, 0
            return self._section()
        if level == 3:
            self.subsection, self.detail = self.subsection + 1, 0
            return self._subsection()
        self.detail += 1
        if self.style is Numbering.CHAPTER:
            return f"{self._subsection()}.{self.detail}"
        return letters(self.detail)

    def next_table(self) -> str:
        """Return the number of the next table: '2.3'."""
        self.table += 1
        return f"{self.chapter}.{self.table}"

    def _subsection(self) -> str:
        if self.style is Numbering.CHAPTER:
            return f"{self._section()}.{self.subsection}"
        return str(self.subsection)

    def _section(self) -> str:
        if self.style is Numbering.CHAPTER:
            return f"{self.chapter}.{self.section}"
        return letters(self.section) if self.style is Numbering.LOWER else letters(self.section).upper()


def letters(number: int) -> str:
    """Return 1 -> 'a', 26 -> 'z', 27 -> 'aa'."""
    text = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        text = "abcdefghijklmnopqrstuvwxyz"[rest] + text
    return text


@dataclass(frozen=True)
class OutlinePlace:
    """Stands where the contents in words go, until every heading has its number."""


@dataclass(frozen=True)
class ContentsPlace:
    """Stands where the table of contents goes, down to headings of level `depth`."""

    depth: int


@dataclass(frozen=True)
class Unnumbered:
    """A heading, or a table of an annexed paper, that takes no number from its place and keeps what it has."""

    heading: Heading | Table


def number_blocks(
    blocks: Iterable[Block | OutlinePlace | ContentsPlace | Unnumbered], style: Numbering = Numbering.CHAPTER
) -> tuple[Block, ...]:
    """Give headings and tables their numbers, write outline and contents, and let references name the tables.

    Raises ValueError where a sentence refers to a table that the document does not have.
    """
    numberer = Numberer(style)
    numbered: list[Block | OutlinePlace | ContentsPlace] = []
    tables: dict[str, str] = {}
    for block in blocks:
        if isinstance(block, Unnumbered):
            block = block.heading
        elif isinstance(block, Heading):
            block = replace(block, number=numberer.heading(block.level))
        elif isinstance(block, Table):
            if block.key in tables:
                raise ValueError(f"two tables have the key {block.key!r}")
            block = replace(block, number=numberer.next_table())
            tables[block.key] = block.number
        numbered.append(block)
    headings = [block for block in numbered if isinstance(block, Heading)]
    return tuple(_refer(_filled(block, headings), tables) for block in numbered)


def _filled(block: Block | OutlinePlace | ContentsPlace, headings: Sequence[Heading]) -> Block:
    """Return what stands in a place that waited for the numbers of all headings; any other block as it is."""
    if isinstance(block, OutlinePlace):
        return _outline(headings)
    return _contents(headings, block.depth) if isinstance(block, ContentsPlace) else block


def _contents(headings: Iterable[Heading], depth: int) -> Contents:
    """List the headings; the contents' own is left out."""
    return Contents(
        tuple(
            ContentsEntry(heading.label, heading.text, heading.level, heading.anchor)
            for heading in headings
            if heading.level <= depth and heading.key != CONTENTS
        )
    )


def _outline(headings: Sequence[Heading]) -> ItemList:
    chapters: list[ListItem] = []
    for heading in headings:
        text = f"{heading.label} {heading.text}".strip()
        if heading.level == 1:
            chapters.append(ListItem(text, children_marker=Marker.NONE))
        elif heading.level == 2 and chapters:
            chapters[-1] = replace(chapters[-1], children=(*chapters[-1].children, ListItem(text)))
    return ItemList(items=tuple(chapters), marker=Marker.NONE, key="outline")


def _refer(block: Block, tables: Mapping[str, str]) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, parts=_parts(block.parts, tables))
    if isinstance(block, ItemList) and any(item.parts for item in block.items):
        return replace(block, items=tuple(_refer_item(item, tables) for item in block.items))
    return block


def _refer_item(item: ListItem, tables: Mapping[str, str]) -> ListItem:
    if not item.parts:
        return item
    parts = _parts(item.parts, tables)
    return replace(item, parts=parts, text=Paragraph(parts).text)


def _parts(parts: Parts, tables: Mapping[str, str]) -> Parts:
    return tuple(_resolved(part, tables) if isinstance(part, TableRef) else part for part in parts)


def _resolved(reference: TableRef, tables: Mapping[str, str]) -> TableRef:
    if reference.table_key not in tables:
        raise ValueError(f"a sentence refers to the table {reference.table_key!r}, which the document does not have")
    return replace(reference, number=tables[reference.table_key])
