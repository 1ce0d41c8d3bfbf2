"""Reads back what the PDFs we make are made of: structure, fonts, attached files."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdf
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from reports.document.blocks import RenderedFile


def read(file: RenderedFile | bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(file.content if isinstance(file, RenderedFile) else file))


@dataclass
class Element:
    """An element of the structure tree; `contents` are the numbers of its marked contents on `page` (1-based)."""

    kind: str
    entries: DictionaryObject
    page: int | None
    parent: "Element | None" = None
    kids: list["Element"] = field(default_factory=list)
    contents: list[int] = field(default_factory=list)
    annotations: list[DictionaryObject] = field(default_factory=list)

    @property
    def attributes(self) -> DictionaryObject:
        return self.entries.get("/A", DictionaryObject())

    def walk(self) -> Iterator["Element"]:
        """Yield the element and all below it, in order."""
        yield self
        for kid in self.kids:
            yield from kid.walk()

    def all(self, *kinds: str) -> list["Element"]:
        return [element for element in self.walk() if element.kind in kinds]


def tree(reader: pypdf.PdfReader) -> Element:
    """Return the one root of the structure; fails where an element does not point back at its parent."""
    root = reader.trailer["/Root"]["/StructTreeRoot"]
    (top,) = as_list(root["/K"])
    pages = {page.indirect_reference.idnum: number for number, page in enumerate(reader.pages, 1)}
    assert top.get_object().raw_get("/P").idnum == root.indirect_reference.idnum
    return _element(top, None, pages)


def _element(reference: IndirectObject, parent: Element | None, pages: dict[int, int]) -> Element:
    entries = reference.get_object()
    assert entries["/Type"] == "/StructElem"
    made = Element(entries["/S"], entries, pages[entries.raw_get("/Pg").idnum] if "/Pg" in entries else None, parent)
    for kid in as_list(entries.get("/K", ArrayObject())):
        found = kid.get_object()
        if isinstance(found, int):
            made.contents.append(found)
        elif found.get("/Type") == "/OBJR":
            assert found.raw_get("/Pg").idnum in pages
            made.annotations.append(found["/Obj"])
        else:
            assert found.raw_get("/P").idnum == reference.idnum
            made.kids.append(_element(kid, made, pages))
    return made


def as_list(value: object) -> list:
    value = value.get_object() if isinstance(value, IndirectObject) else value
    return list(value) if isinstance(value, ArrayObject) else [value]


def check_contents(reader: pypdf.PdfReader) -> None:
    """Fail where content is neither an artifact nor told by the tree, or where page and tree disagree."""
    structure = tree(reader)
    parents = number_tree(reader.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"])
    by_page: dict[int, list[Element]] = {}
    for element in structure.walk():
        by_page.setdefault(element.page or 0, []).append(element)
    for number, page in enumerate(reader.pages, 1):
        marks = re.findall(
            rb"/(\w+)\s*(?:<<\s*/(?:MCID (\d+)|Type /Pagination)\s*>>\s*BDC|BMC)", page.get_contents().get_data()
        )
        marked = [int(content) for _, content in marks if content]
        told = {content: element for element in by_page.get(number, []) for content in element.contents}
        assert sorted(told) == sorted(marked)
        assert {tag for tag, content in marks if not content} <= {b"Artifact"}
        for content, element in told.items():
            assert parents[page["/StructParents"]][content].get_object() is element.entries


def number_tree(node: DictionaryObject) -> dict[int, object]:
    numbers = node["/Nums"]
    keys = [int(key) for key in numbers[::2]]
    assert keys == sorted(set(keys))
    return dict(zip(keys, numbers[1::2], strict=True))


def name_tree(node: DictionaryObject) -> dict[str, object]:
    """Return the entries of a name tree of one node; fails where names repeat or are out of order."""
    names = node["/Names"]
    keys = [str(key) for key in names[::2]]
    assert keys == sorted(set(keys))
    return dict(zip(keys, names[1::2], strict=True))


def fonts(reader: pypdf.PdfReader) -> dict[str, list[DictionaryObject]]:
    """Return all fonts by their name without the prefix of the subset, those in patterns and forms too."""
    found: dict[int, DictionaryObject] = {}
    for resources in _resources(reader):
        for reference in resources.get("/Font", DictionaryObject()).values():
            found[reference.idnum] = reference.get_object()
    by_name: dict[str, list[DictionaryObject]] = {}
    for font in found.values():
        by_name.setdefault(font["/BaseFont"].split("+")[-1].lstrip("/"), []).append(font)
    return by_name


def _resources(reader: pypdf.PdfReader) -> Iterator[DictionaryObject]:
    waiting = [page["/Resources"].get_object() for page in reader.pages]
    seen = set()
    while waiting:
        resources = waiting.pop()
        if id(resources) in seen:
            continue
        seen.add(id(resources))
        yield resources
        for kind in ("/XObject", "/Pattern"):
            for entry in resources.get(kind, DictionaryObject()).values():
                waiting += [inner.get_object() for inner in [entry.get_object().get("/Resources")] if inner]


def everything(reader: pypdf.PdfReader) -> list[object]:
    """Return every object of the file that something points at."""
    found: dict[int, object] = {}
    waiting: list[object] = [reader.trailer["/Root"], reader.trailer.get("/Info")]
    values = []
    while waiting:
        value = waiting.pop()
        if isinstance(value, IndirectObject):
            if value.idnum in found:
                continue
            found[value.idnum] = value.get_object()
            value = found[value.idnum]
        values.append(value)
        if isinstance(value, DictionaryObject):
            waiting += [value.raw_get(key) for key in value]
        elif isinstance(value, ArrayObject):
            waiting += list(value)
    return values


def outline(reader: pypdf.PdfReader) -> list:
    """Return the bookmarks as nested lists of (title, page number from 1)."""

    def entries(found: list) -> list:
        return [
            entries(entry)
            if isinstance(entry, list)
            else (str(entry.title), reader.get_destination_page_number(entry) + 1)
            for entry in found
        ]

    return entries(reader.outline)
