"""Workbooks as people send them, and as attackers make them: built in the test, part by part."""

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence

from openpyxl import Workbook

Part = bytes | str
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def workbook(
    rows: Iterable[Sequence[object]],
    *,
    title: str = "Lembar1",
    merged: Iterable[str] = (),
    formats: Mapping[str, str] | None = None,
    prepare: Callable[[Workbook], object] = lambda book: None,
) -> bytes:
    """Return an .xlsx with these rows from A1 on, joined cells, and number formats by cell."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for block in merged:
        sheet.merge_cells(block)
    for cell, shown in (formats or {}).items():
        sheet[cell].number_format = shown
    prepare(book)
    return saved(book)


def saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def with_parts(content: bytes, parts: Mapping[str, Part | None]) -> bytes:
    """Return a workbook with parts added or put in place of its own; None leaves one out."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name not in parts:
                target.writestr(name, source.read(name))
        for name, part in parts.items():
            if part is not None:
                target.writestr(name, part)
    return buffer.getvalue()


def part_of(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        return source.read(name).decode()


def changed_part(content: bytes, name: str, old: str, new: str) -> bytes:
    """Return a workbook with a text of one of its parts changed; the text must be there."""
    text = part_of(content, name)
    assert old in text, f"{name} holds no {old}"
    return with_parts(content, {name: text.replace(old, new, 1)})


SHEET = "xl/worksheets/sheet1.xml"
