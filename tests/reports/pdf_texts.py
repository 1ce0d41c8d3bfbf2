"""Reads what a PDF of ours tells those who can't see it: the text of each element of its structure.

Poppler's `pdfinfo -struct-text` reads the same, and takes the whole page anew for each element.
"""

import re
from functools import cache

import pypdf
from pypdf.generic import ContentStream, DictionaryObject

from tests.reports.pdf_reading import Element, read, tree


def rows_of(content: bytes) -> tuple[list[list[str]], str]:
    """Return the cells of all rows of tables, and the text of the whole document, in the order of the structure."""
    reader = read(content)
    pages = cache(lambda number: marked_texts(reader, reader.pages[number - 1]))

    def told(element: Element) -> str:
        return "".join(pages(part.page)[content] for part in element.walk() for content in part.contents)

    structure = tree(reader)
    rows = [[told(cell) for cell in row.all("/TD", "/TH")] for row in structure.all("/TR")]
    return rows, told(structure)


def marked_texts(reader: pypdf.PdfReader, page: pypdf.PageObject) -> dict[int, str]:
    """Return the texts of a page by the number of their marked content."""
    fonts = {name: characters_of(font.get_object()) for name, font in page["/Resources"]["/Font"].items()}
    texts: dict[int, str] = {}
    marks: list[int | None] = []
    font: dict[int, str] = {}
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator in {b"BDC", b"BMC"}:
            marks.append(operands[1].get("/MCID") if operator == b"BDC" else None)
            texts.setdefault(marks[-1], "")
        elif operator == b"EMC":
            marks.pop()
        elif operator == b"Tf":
            font = fonts[operands[0]]
        elif operator in {b"TJ", b"Tj"} and marks:
            shown = operands[0] if operator == b"TJ" else operands
            texts[marks[-1]] += "".join(in_words(part, font) for part in shown if hasattr(part, "original_bytes"))
    return texts


def in_words(shown: object, font: dict[int, str]) -> str:
    glyphs = shown.original_bytes
    return "".join(font[int.from_bytes(glyphs[at : at + 2])] for at in range(0, len(glyphs), 2))


def characters_of(font: DictionaryObject) -> dict[int, str]:
    """Return what each glyph stands for."""
    table = font["/ToUnicode"].get_data().decode()
    return {
        int(glyph, 16): bytes.fromhex(characters).decode("utf-16-be")
        for glyph, characters in re.findall(r"(?m)^<([0-9a-fA-F]{4})> <([0-9a-fA-F]+)>\s*$", table)
    }
