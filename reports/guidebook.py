"""The guide for its readers: `docs/panduan.md` as blocks that a template draws. Pure.

It reads what the guide is written with and nothing more: headings, paragraphs, lists, pictures, bold, slanted, code. A
library for all of Markdown would bring raw HTML along, which pages must not have.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

HEADING = re.compile(r"(?P<signs>#{1,3}) (?P<text>.+)")
PICTURE = re.compile(r"!\[(?P<alt>[^\]]+)\]\(images/(?P<file>[\w.-]+)\)")
ENTRY = re.compile(r"(?P<sign>-|\d+\.) (?P<text>.+)")
WORDS = re.compile(r"\*\*(?P<strong>[^*]+)\*\*|\*(?P<em>[^*]+)\*|`(?P<code>[^`]+)`")


@dataclass(frozen=True)
class Run:
    """Some words: 'strong', 'em', 'code', or '' for plain ones."""

    text: str
    kind: str = ""


@dataclass(frozen=True)
class Block:
    """A part of a section: 'paragraph', 'ordered', 'plain' (lists of entries), or 'picture'."""

    kind: str
    entries: tuple[tuple[Run, ...], ...] = ()
    """One of a paragraph, one for each point of a list."""
    file: str = ""
    alt: str = ""
    size: tuple[int, int] = (0, 0)
    """Width and height of the picture in pixels, which keep its place until it is loaded; (0, 0) where not known."""

    @property
    def address(self) -> str:
        """Where its picture stands among the static files."""
        return f"panduan/{self.file}"


@dataclass(frozen=True)
class Chapter:
    """A section of the guide under its heading; `anchor` is the heading as addresses write it."""

    title: str
    anchor: str
    blocks: tuple[Block, ...] = field(default=())

    @property
    def named(self) -> frozenset[str]:
        """What it prints bold: words that stand on the pages it tells of."""
        return frozenset(
            run.text for block in self.blocks for entry in block.entries for run in entry if run.kind == "strong"
        )

    @property
    def pictures(self) -> tuple[str, ...]:
        """The files of its pictures."""
        return tuple(block.file for block in self.blocks if block.kind == "picture")


def anchor_of(title: str) -> str:
    """Return a heading as part of an address: 'Uraian dan teks' -> 'uraian-dan-teks'."""
    return "-".join(re.findall(r"\w+", title.casefold()))


def runs_of(text: str) -> tuple[Run, ...]:
    """Part a text into runs."""
    found, end = [], 0
    for match in WORDS.finditer(text):
        found += [Run(text[end : match.start()]), Run(match[match.lastgroup or 0], match.lastgroup or "")]
        end = match.end()
    return tuple(run for run in (*found, Run(text[end:])) if run.text)


def read_guide(source: str) -> tuple[Chapter, ...]:
    """Return the chapters of a guide; the first holds what stands before the second heading."""
    chapters: list[Chapter] = []
    for part in re.split(r"\n{2,}", source.strip()):
        heading = HEADING.fullmatch(part)
        if heading:
            chapters.append(Chapter(heading["text"], anchor_of(heading["text"])))
        else:
            last = chapters.pop()
            chapters.append(Chapter(last.title, last.anchor, (*last.blocks, _block(part))))
    return tuple(chapters)


def _block(part: str) -> Block:
    picture = PICTURE.fullmatch(part)
    if picture:
        return Block("picture", file=picture["file"], alt=picture["alt"])
    entries = tuple(_entries(part))
    if entries:
        return Block("plain" if part.startswith("-") else "ordered", tuple(runs_of(text) for text in entries))
    return Block("paragraph", (runs_of(" ".join(part.split())),))


def _entries(part: str) -> Iterator[str]:
    """Yield the points of a list, with the lines that go on indented; nothing where the part is no list."""
    points: list[str] = []
    for line in part.split("\n"):
        match = ENTRY.fullmatch(line)
        if match:
            points.append(match["text"])
        elif points:
            points[-1] += f" {line.strip()}"
        else:
            return
    yield from points
