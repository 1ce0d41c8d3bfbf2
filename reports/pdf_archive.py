"""Mends what WeasyPrint leaves open in an archival, tagged PDF (ISO 19005-3, ISO 32000-1), before it is written.

Works on WeasyPrint's own boxes and objects, so it belongs to the pinned version: `tests/reports/test_pdf_archive.py`
reads every mended place back from the finished file.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pydyf

from reports.document.rendered import RenderedFile

SCOPES = {"col": "/Column", "colgroup": "/Column", "row": "/Row", "rowgroup": "/Row"}


@dataclass(frozen=True)
class FileRole:
    """What an attached file is to the document (ISO 19005-3, annex E), and its description for the reader."""

    relationship: str
    description: str


FILE_ROLES: Mapping[str, FileRole] = {
    "application/json": FileRole("Data", "Data laporan"),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": FileRole("Supplement", "Tabel laporan"),
}
OTHER_FILE = FileRole("Unspecified", "Lampiran")


def file_role(file: RenderedFile) -> FileRole:
    """Return the role of an attached file, by its type."""
    return FILE_ROLES.get(_media_type(file), OTHER_FILE)


def mend(document: Any, pdf: pydyf.PDF, files: Iterable[RenderedFile]) -> None:
    """Complete the structure of a drawn document: `document` is WeasyPrint's, `files` are those attached to it."""
    _name_types(pdf, {file.name: _media_type(file) for file in files})
    _forbid_interpolation(pdf)
    _turn_margins_into_artifacts(pdf)
    _drop_empty_items(pdf)
    for page, reference in zip(document.pages, pdf.page_references, strict=True):
        for annotation in _inner_links(page._page_box, within=False):
            _drop_link(pdf, _at(pdf, reference), annotation)
    names: dict[str, bytes] = {}
    for number, page in enumerate(document.pages, 1):
        for place, box in enumerate(page._page_box.descendants()):
            if box.element_tag == "table" and not box.is_table_wrapper:
                names.update(_link_cells(box, f"{number}-{place}"))
            _describe_link(box)
    if names:
        _structure_root(pdf)["IDTree"] = pydyf.Dictionary(
            {"Names": pydyf.Array(part for name in sorted(names) for part in (pydyf.String(name), names[name]))}
        )


def _media_type(file: RenderedFile) -> str:
    return file.content_type.split(";")[0].strip()


def _at(pdf: pydyf.PDF, reference: bytes) -> Any:
    """Return the object behind a reference ('12 0 R')."""
    return pdf.objects[int(reference.split()[0])]


def _structure_root(pdf: pydyf.PDF) -> Any:
    return _at(pdf, pdf.catalog["StructTreeRoot"])


# -- attached files ----------------------------------------------------------------------------------------------------


def _name_types(pdf: pydyf.PDF, types: Mapping[str, str]) -> None:
    """Give each attached file its own type, not what the machine's table of endings says, and list each once."""
    if "AF" not in pdf.catalog:
        return
    references = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
    pdf.catalog["AF"] = references
    for reference in references:
        specification = _at(pdf, reference)
        name = specification["UF"].string
        if name in types:
            stream = _at(pdf, specification["EF"]["F"])
            stream.extra["Subtype"] = "/" + types[name].replace("/", "#2f")


# -- images ------------------------------------------------------------------------------------------------------------


def _forbid_interpolation(pdf: pydyf.PDF) -> None:
    """Let no reader smooth an image its own way: ISO 19005-3, 6.2.8. WeasyPrint asks for it."""
    for part in pdf.objects:
        if isinstance(part, pydyf.Stream) and part.extra.get("Subtype") == "/Image":
            part.extra["Interpolate"] = "false"


# -- running heads and page numbers ------------------------------------------------------------------------------------


def _turn_margins_into_artifacts(pdf: pydyf.PDF) -> None:
    """Mark what stands in the margins as artifacts.

    WeasyPrint marks it as content of elements that hang on no tree: a reader that goes by the content would read the
    page number in the middle of a sentence.
    """
    root = _structure_root(pdf)
    told = set(_elements(pdf, root["K"]))
    numbers = _at(pdf, root["ParentTree"])["Nums"]
    parents = dict(zip(numbers[::2], numbers[1::2], strict=True))
    for reference in pdf.page_references:
        page = _at(pdf, reference)
        by_content = parents[page["StructParents"]]
        loose = {at for at, element in enumerate(by_content) if element not in told}
        for at in loose:
            by_content[at] = "null"
        _make_artifacts(_at(pdf, page["Contents"]).stream, loose)


def _elements(pdf: pydyf.PDF, kids: Iterable[Any]) -> Iterator[bytes]:
    """Yield the references of all structure elements at and below `kids`."""
    for kid in kids:
        if isinstance(kid, bytes) and _at(pdf, kid).get("Type") == "/StructElem":
            yield kid
            yield from _elements(pdf, _at(pdf, kid)["K"])


def _make_artifacts(stream: list[Any], contents: set[int]) -> None:
    """Turn the marked contents of a page's stream with these numbers into artifacts of pagination."""
    for at, operand in enumerate(stream):
        if isinstance(operand, pydyf.Dictionary) and operand.get("MCID") in contents:
            stream[at - 1] = "/Artifact"
            stream[at] = pydyf.Dictionary({"Type": "/Pagination"})


def _drop_empty_items(pdf: pydyf.PDF) -> None:
    """Drop list items without content: WeasyPrint leaves one where an item begins on the page before."""
    for reference in tuple(_elements(pdf, _structure_root(pdf)["K"])):
        kids = _at(pdf, reference)["K"]
        kids[:] = [kid for kid in kids if not (isinstance(kid, bytes) and _is_empty_item(_at(pdf, kid)))]


def _is_empty_item(element: Any) -> bool:
    return element.get("S") == "/LI" and not element["K"]


# -- tables ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Placed:
    """A cell of a table on one page, with the rows and columns that it covers."""

    box: Any
    rows: range
    columns: range

    @property
    def scope(self) -> str:
        """What a header cell heads ('/Column', '/Row'); '' for a cell of data."""
        return SCOPES.get(self.box.element.attrib.get("scope"), "") if self.box.mark["S"] == "/TH" else ""


def _link_cells(table: Any, key: str) -> Iterator[tuple[str, bytes]]:
    """Say of each header cell what it heads and of each other cell what heads it; yield (name, header cell).

    WeasyPrint names headers alike on every page of a table, and counts columns wrongly below cells of two rows.
    """
    placed = tuple(_placed(table))
    headers = [(cell, f"{key}-{cell.rows.start}-{cell.columns.start}") for cell in placed if cell.scope]
    for header, name in headers:
        header.box.mark["A"]["Scope"] = header.scope
        header.box.mark["ID"] = pydyf.String(name)
        yield name, header.box.mark.reference
    for cell in placed:
        if not cell.scope:
            names = [name for scope in ("/Row", "/Column") for header, name in headers if _heads(header, cell, scope)]
            cell.box.mark["A"]["Headers"] = pydyf.Array(pydyf.String(name) for name in names)


def _placed(table: Any) -> Iterator[_Placed]:
    """Yield the cells of a table where they stand."""
    taken: set[tuple[int, int]] = set()
    rows = [box for box in table.descendants() if any(_is_cell(child) for child in getattr(box, "children", ()))]
    for y, row in enumerate(rows):
        x = 0
        for box in row.children:
            while (y, x) in taken:
                x += 1
            cell = _Placed(box, range(y, y + box.rowspan), range(x, x + box.colspan))
            taken.update((down, right) for down in cell.rows for right in cell.columns)
            yield cell


def _is_cell(box: Any) -> bool:
    return getattr(box, "mark", None) is not None


def _heads(header: _Placed, cell: _Placed, scope: str) -> bool:
    """Whether the header cell, of that scope, heads the cell."""
    if header.scope != scope:
        return False
    if scope == "/Row":
        return _overlap(header.rows, cell.rows)
    return header.rows.start < cell.rows.start and _overlap(header.columns, cell.columns)


def _overlap(one: range, other: range) -> bool:
    return one.start < other.stop and other.start < one.stop


# -- links -------------------------------------------------------------------------------------------------------------


def _inner_links(box: Any, *, within: bool) -> Iterator[Any]:
    """Yield the annotations of links that lie in a link already: WeasyPrint makes one for each box inside."""
    # A placeholder stands where a box without a place in the flow was taken out of it.
    box = getattr(box, "_box", box)
    annotation = getattr(box, "link_annotation", None)
    if annotation and within:
        yield annotation
    for child in getattr(box, "children", ()):
        yield from _inner_links(child, within=within or bool(annotation))


def _drop_link(pdf: pydyf.PDF, page: Any, annotation: Any) -> None:
    """Take an annotation off its page and out of the structure."""
    page["Annots"].remove(annotation.reference)
    numbers = _at(pdf, _structure_root(pdf)["ParentTree"])["Nums"]
    parents = dict(zip(numbers[::2], numbers[1::2], strict=True))
    element = _at(pdf, parents.pop(annotation["StructParent"]))
    numbers[:] = [part for pair in parents.items() for part in pair]
    element["K"][:] = [kid for kid in element["K"] if not _points_at(pdf, kid, annotation)]
    annotation.clear()


def _points_at(pdf: pydyf.PDF, kid: Any, annotation: Any) -> bool:
    return isinstance(kid, bytes) and _at(pdf, kid).get("Obj") == annotation.reference


def _describe_link(box: Any) -> None:
    """Describe a link by its words; WeasyPrint writes the name of its target ('tabel-2-3')."""
    annotation = getattr(box, "link_annotation", None)
    if annotation:
        words = "".join(child.text for child in box.descendants() if hasattr(child, "text"))
        annotation["Contents"] = pydyf.String(" ".join(words.split()))
