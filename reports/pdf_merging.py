"""Joins finished PDFs into one that is still archival, tagged and linked. The only importer of pypdf outside the tests.

pypdf's own `append()` drops the structure tree and mixes up links whose targets have the same name in several files, as
those of reports do. Here each page keeps its content, and each file its tags, links, bookmarks and attached files.
"""

import hashlib
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    Destination,
    DictionaryObject,
    Fit,
    IndirectObject,
    NameObject,
    NumberObject,
    TextStringObject,
)


@dataclass(frozen=True)
class Part:
    """A PDF to be joined. `anchor` is the target in the front pages that its first page takes over."""

    title: str
    anchor: str
    content: bytes


def count_pages(content: bytes) -> int:
    """Return the number of pages of a PDF."""
    return len(_reader(content).pages)


def merge(parts: Iterable[Part], draw_front: Callable[[Sequence[int]], bytes]) -> bytes:
    """Return front pages and parts as one PDF/A-3a, with a bookmark per part and its own bookmarks below.

    `draw_front` makes the front pages from the numbers of pages of the parts; title, language and colour profile are
    theirs. Parts are read one after another, so they may be drawn on the way. Equal files give equal bytes.

    Raises:
        ValueError: the front has no link to a part, or two attached files have the same name.
    """
    merger = _Merger()
    firsts: list[tuple[str, PageObject]] = []
    counts: list[int] = []
    sums: list[bytes] = []
    for number, part in enumerate(parts, 1):
        reader = _reader(part.content)
        pages = merger.add(reader, prefix=f"{number}/", title=part.title)
        merger.bookmark(reader, part.title, pages)
        firsts.append((part.anchor, pages[0]))
        counts.append(len(pages))
        sums.append(hashlib.sha256(part.content).digest())
    front = draw_front(counts)
    merger.add_front(_reader(front))
    for anchor, page in firsts:
        merger.lead(anchor, page)
    sums.append(hashlib.sha256(front).digest())
    # ISO 32000-1, 14.4: 16 bytes that tell this file from every other.
    return merger.finish(identifier=hashlib.sha256(b"".join(sums)).digest()[:16])


def _reader(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


class _Merger:
    """The file under construction: its trees of names, numbers and structure grow with every part."""

    def __init__(self) -> None:
        self.writer = PdfWriter()
        self.writer.pdf_header = "%PDF-1.7"
        self.targets: dict[str, ArrayObject] = {}
        self.headers: dict[str, IndirectObject] = {}
        self.files: dict[str, IndirectObject] = {}
        self.parents: list[tuple[int, Any]] = []
        self.structure = self._new({"/Type": NameObject("/StructTreeRoot")})
        self.document = self._new(
            {
                "/Type": NameObject("/StructElem"),
                "/S": NameObject("/Document"),
                "/P": self.structure,
                "/K": ArrayObject(),
            }
        )

    def _new(self, entries: dict[str, Any]) -> IndirectObject:
        return self.writer._add_object(DictionaryObject({NameObject(key): value for key, value in entries.items()}))

    def add(self, reader: PdfReader, prefix: str, title: str = "", at: int | None = None) -> list[PageObject]:
        """Add the pages of a file with all that hangs on them, and return them.

        `prefix` keeps its names apart from those of other files; `at` is their place, among pages and structure alike,
        else they come last.
        """
        root = reader.trailer["/Root"]
        numbered = self.parents[-1][0] + 1 if self.parents else 0
        pages = [
            self._add_page(page, prefix, numbered, None if at is None else at + place)
            for place, page in enumerate(reader.pages)
        ]
        names = root.get("/Names", DictionaryObject())
        for name, target in _pairs(names.get("/Dests"), "/Names"):
            self.targets[prefix + name] = target.get_object().clone(self.writer)
        for name, file in _pairs(names.get("/EmbeddedFiles"), "/Names"):
            if name in self.files:
                raise ValueError(f"two attached files are named {name}")
            self.files[name] = file.clone(self.writer)
        part = self._add_structure(root["/StructTreeRoot"], prefix, title, numbered)
        told = self.document.get_object()["/K"]
        told.insert(len(told) if at is None else at, part)
        return pages

    def add_front(self, reader: PdfReader) -> None:
        """Put the pages of a file before all others, and take over what it says of itself as a whole."""
        self.add(reader, prefix="", at=0)
        root = reader.trailer["/Root"]
        for key in ("/Lang", "/MarkInfo", "/ViewerPreferences", "/OutputIntents", "/Metadata"):
            self.writer.root_object[NameObject(key)] = root.raw_get(key).clone(self.writer)
        self.writer.metadata = dict(reader.metadata or {})

    def _add_page(self, page: PageObject, prefix: str, numbered: int, at: int | None) -> PageObject:
        # Renamed before pypdf reads the page, or it would make targets of the old names.
        for annotation in page.get("/Annots", ArrayObject()):
            entries = annotation.get_object()
            if "/Dest" in entries:
                entries[NameObject("/Dest")] = TextStringObject(prefix + entries["/Dest"])
            if "/StructParent" in entries:
                entries[NameObject("/StructParent")] = NumberObject(entries["/StructParent"] + numbered)
        added = self.writer.add_page(page) if at is None else self.writer.insert_page(page, at)
        added[NameObject("/StructParents")] = NumberObject(page["/StructParents"] + numbered)
        return added

    def _add_structure(self, root: DictionaryObject, prefix: str, title: str, numbered: int) -> IndirectObject:
        """Bring the elements of a file, and return the topmost, made a part of the one document of this file."""
        (top,) = root["/K"]
        # Else cloning it would bring the old root along.
        del top.get_object()["/P"]
        reference = top.clone(self.writer)
        part = reference.get_object()
        part[NameObject("/S")] = NameObject("/Part")
        part[NameObject("/P")] = self.document
        if title:
            part[NameObject("/T")] = TextStringObject(title)
        self._rename_headers(part, prefix)
        for number, element in _pairs(root["/ParentTree"], "/Nums"):
            self.parents.append((number + numbered, element.clone(self.writer)))
        for name, cell in _pairs(root.get("/IDTree"), "/Names"):
            self.headers[prefix + name] = cell.clone(self.writer)
        return reference

    def _rename_headers(self, element: DictionaryObject, prefix: str) -> None:
        """Tell the names of header cells apart from those of other files, at and below an element."""
        waiting = [element]
        while waiting:
            element = waiting.pop()
            if "/ID" in element:
                element[NameObject("/ID")] = TextStringObject(prefix + element["/ID"])
            attributes = element.get("/A", {})
            if "/Headers" in attributes:
                names = ArrayObject(TextStringObject(prefix + name) for name in attributes["/Headers"])
                attributes[NameObject("/Headers")] = names
            kids = (kid.get_object() for kid in element.get("/K", ()))
            waiting += [kid for kid in kids if isinstance(kid, DictionaryObject) and "/S" in kid]

    def lead(self, anchor: str, page: PageObject) -> None:
        """Let the links to an anchor of the front pages lead to a page."""
        if anchor not in self.targets:
            raise ValueError(f"no page links to {anchor}")
        self.targets[anchor] = ArrayObject([page.indirect_reference, NameObject("/Fit")])

    def bookmark(self, reader: PdfReader, title: str, pages: Sequence[PageObject]) -> None:
        """Add a closed bookmark for a file, its own bookmarks below; `pages` are its pages here."""
        above = self.writer.add_outline_item(title=title, page_number=pages[0], fit=Fit.fit(), is_open=False)
        self._bookmark_below(reader, reader.outline, pages, above)

    def _bookmark_below(
        self, reader: PdfReader, entries: Iterable[Any], pages: Sequence[PageObject], above: IndirectObject
    ) -> None:
        last = above
        for entry in entries:
            if isinstance(entry, Destination):
                page = pages[reader.get_destination_page_number(entry) or 0]
                fit = Fit.xyz(left=entry.left, top=entry.top, zoom=entry.zoom)
                last = self.writer.add_outline_item(title=entry.title, page_number=page, parent=above, fit=fit)
            else:
                self._bookmark_below(reader, entry, pages, last)

    def finish(self, identifier: bytes) -> bytes:
        """Return the finished file."""
        root = self.writer.root_object
        structure = self.structure.get_object()
        structure[NameObject("/K")] = ArrayObject([self.document])
        numbers = ArrayObject(part for number, parent in self.parents for part in (NumberObject(number), parent))
        structure[NameObject("/ParentTree")] = self._new({"/Nums": numbers})
        if self.headers:
            structure[NameObject("/IDTree")] = self._new({"/Names": _sorted(self.headers)})
        root[NameObject("/StructTreeRoot")] = self.structure
        names = {"/Dests": self._new({"/Names": _sorted(self.targets)})}
        if self.files:
            names["/EmbeddedFiles"] = self._new({"/Names": _sorted(self.files)})
            root[NameObject("/AF")] = ArrayObject(self.files.values())
        root[NameObject("/Names")] = self._new(names)
        root[NameObject("/PageMode")] = NameObject("/UseOutlines")
        # Numbers as the contents page gives them, from the cover on.
        self.writer.set_page_label(0, len(self.writer.pages) - 1, style="/D", start=1)
        # pypdf would make the identifier up at random, and ISO 19005-3 asks for one.
        self.writer._ID = ArrayObject([ByteStringObject(identifier), ByteStringObject(identifier)])
        buffer = io.BytesIO()
        self.writer.write(buffer)
        return buffer.getvalue()


def _pairs(tree: DictionaryObject | None, key: str) -> Iterable[tuple[Any, Any]]:
    """Return the entries of a tree of names or numbers that is one node, as WeasyPrint writes it."""
    entries = tree.get_object()[key] if tree else ()
    return zip(entries[::2], entries[1::2], strict=True)


def _sorted(entries: dict[str, Any]) -> ArrayObject:
    """Return a tree's entries in the order that it must have."""
    return ArrayObject(part for name in sorted(entries) for part in (TextStringObject(name), entries[name]))
