"""The figures that a drawn report prints and that nobody can ask: what is left of its text without links and exceptions.

A page is read as it is drawn. Text inside a link to a calculation is asked; of all other text the exceptions below are
taken out, each for its reason, and what then still holds a digit is a figure that was forgotten.
"""

import re
from html.parser import HTMLParser

from reports.document.blocks import ItemList, ListItem, Paragraph, ReportDocument

NOT_COMPUTED: dict[str, str] = {
    r"\b(?:19|20)\d\d\b": "a year",
    r"\b\d{1,2} (?=Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember)": "a day",
    r"\b(?:Nomor|Pasal|pasal|ayat|huruf|angka) \(?\d[\w./-]*\)?": "part of the name of a regulation",
    r"\bKEP-?\d[\w./-]*|\bPMK \d+[\w./]*": "the name of a regulation",
    r"\b(?:Triwulan|TW) (?:[IV]+|\d)\b": "a quarter",
    r"\bTabel \d[\d.]*": "the number of a table",
    r"\b(?:indikator )?ke-\d+": "the place of a row in its table",
    r"(?:^|(?<=[\s“]))\(\d{1,2}\)": "the number of an item in a list",
    r"\b\d+ \([a-z ]+\)": "a count in digits and words: what is counted stands in the table that the sentence names",
    r"\b\d+ (?:indikator|target kinerja|target|aktivitas|jenis fasilitasi|kegiatan|sub kegiatan|program|aspek|baris)\b": (
        "a count of rows: they stand in the table that the sentence names"
    ),
    r"\btanpa \d+ rincian\b": "a count of what a sum left out: its calculation names each",
    r"^NIP\. [\d ]+": "who signs",
    r"^\d\.(?:\d)? (?=[A-Z])": "the number of a heading",
    r"\b\d+ (?:PNS|non-PNS|desa|hari kerja)\b": "typed in the profile of the unit",
    r"\b100 %": "the bound at which a target is reached",
}
"""What holds digits and is no computed figure of the report -> why."""

FIGURE_CELLS = {"doc-figure", "doc-percent", "doc-money"}
PROSE = {"p", "li"}


class Unasked(HTMLParser):
    """Gathers the text of a report that stands in no link to a calculation: of figure cells, and of sentences."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.sentences: list[str] = []
        self.asked = 0
        self._open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        names = set((found.get("class") or "").split())
        if tag in {"br", "img", "meta", "link", "input", "hr", "col"}:
            return
        role = ""
        if tag == "a" and "data-angka" in found:
            role, self.asked = "asked", self.asked + 1
        elif tag == "sup" or "visually-hidden" in names:
            role = "skipped"
        elif tag in {"td", "th"}:
            role = "cell" if FIGURE_CELLS & names else "words"
            if role == "cell":
                self.cells.append("")
        elif tag in {"figure", "svg", "nav", "h1", "h2", "h3", "h4", "header"} or names & {
            "doc-cover",
            "doc-signatures",
        }:
            role = "skipped"
        elif tag in PROSE or "doc-fraction" in names:
            role = "sentence"
            self.sentences.append("")
        self._open.append((tag, role))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        role = next((role for _, role in reversed(self._open) if role), "")
        if role == "cell":
            self.cells[-1] += data
        elif role == "sentence":
            self.sentences[-1] += data


def unasked(fragment: str, typed: frozenset[str]) -> tuple[list[str], int]:
    """Return the cells and sentences of a drawn report with figures that nobody can ask, and how many can be asked.

    `typed` are lines that people wrote, which tell what somebody typed and nothing that was computed.
    """
    page = Unasked()
    page.feed(fragment)
    left = [text for text in page.cells if re.search(r"\d", text)]
    for text in page.sentences:
        plain = " ".join(text.split())
        for written in sorted(typed, key=len, reverse=True):
            plain = re.sub(re.escape(written), "", plain, flags=re.IGNORECASE)
        for pattern in NOT_COMPUTED:
            plain = re.sub(pattern, "", plain)
        if re.search(r"\d", plain):
            left.append(" ".join(text.split()))
    return left, page.asked


def texts_of(document: ReportDocument) -> list[str]:
    """Return the paragraphs and list items of a document as plain text."""

    def of(item: ListItem) -> list[str]:
        return [item.text, *(text for child in item.children for text in of(child))]

    found = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            found.append(block.text)
        elif isinstance(block, ItemList):
            found += [text for item in block.items for text in of(item)]
    return found
