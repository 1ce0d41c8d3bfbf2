"""What people wrote in a report by hand, as passages with their places, and what they are held against. Pure.

Generated text is no passage: it is told from the figures. It is evidence: what the report prints without anything
written by hand is what a passage may name.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum, StrEnum
from functools import cached_property

from reports.checks.common import Problem
from reports.checks.evidence import Known, known
from reports.checks.rows import NamedRow, named_rows
from reports.document.blocks import ReportDocument
from reports.document.build import build_document, section_texts
from reports.document.edited import plain
from reports.inputs import ReportInputs, StrategyEntry
from reports.layouts import layout_for
from reports.narrative import SENTENCES
from reports.results import ReportResults

SENTENCE_END = re.compile(r"(?<=[\w)%”][.!?])\s+(?=[A-Z(“])|\n+")
"""Where a sentence ends: after 'Nomor 6 Tahun 2018. Adapun', not after 's.d. 30 Juni'."""

OF_TEXTS = "Teks: "
"""What the place of a section text begins with."""

NOT_READ = frozenset({"key", "table_key", "slug", "anchor", "file", "formula", "number"})
"""Fields of a document that nobody reads as text, and the numbers of headings and tables."""


class Kind(StrEnum):
    """What a passage is; a plan may look ahead, a caption tells of one day."""

    SECTION = "section"
    PLAN = "plan"
    OBSTACLE = "obstacle"
    CAPTION = "caption"
    NOTE = "note"


@dataclass(frozen=True)
class Passage:
    """A text written by hand: where it stands, on which page it is edited, and what is generated in its place."""

    text: str
    where: str
    page: str
    kind: Kind
    key: str = ""
    """Section key, or number in its list: what tells two passages of one page apart."""
    generated: str = ""

    @property
    def name(self) -> str:
        """The passage as a sentence begins with it: 'Bagian “Pengantar penutup”', 'Rencana tindak lanjut ke-2'."""
        return f"Bagian “{self.where.removeprefix(OF_TEXTS)}”" if self.kind is Kind.SECTION else self.where

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """The sentences, in order."""
        return tuple(part.strip() for part in SENTENCE_END.split(self.text) if part.strip())

    def problem(self, message: str, mend: str) -> Problem:
        """Return a problem of this passage."""
        return Problem(message, self.where, mend, page=self.page)


@dataclass(frozen=True)
class Writing:
    """All passages of a report with the report itself; worked out once, read by every check of texts."""

    inputs: ReportInputs
    results: ReportResults

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """What was written by hand, in the order of the report."""
        return tuple(passage for passage in _passages(self) if passage.text)

    @cached_property
    def document(self) -> ReportDocument:
        """The report with all of its sections as they are generated."""
        return build_document(replace(self.inputs, texts=None), self.results, layout_for(self.inputs.form))

    @cached_property
    def printed(self) -> str:
        """Everything that the tables and generated sentences print, a line each; nothing that somebody wrote."""
        written = {_bare(passage.text) for passage in self.passages if passage.kind is not Kind.SECTION}
        lines = plain("\n".join(_texts(self.document.blocks))).split("\n")
        return "\n".join(line for line in lines if _bare(line) not in written)

    @cached_property
    def sections(self) -> Mapping[str, tuple[str, str]]:
        """The generated text of each section: key -> (title, text)."""
        return section_texts(self.document)

    @cached_property
    def known(self) -> Known:
        """The amounts and percentages that a text may name."""
        return known(self.printed, self.inputs, self.results)

    @cached_property
    def rows(self) -> tuple[NamedRow, ...]:
        """The rows of the report under the names that texts call them."""
        return named_rows(self.inputs, self.results)


def written_texts(inputs: ReportInputs) -> tuple[tuple[str, str], ...]:
    """Return what is written by hand as (page, text), which is how the next quarter's report remembers it."""
    return tuple((passage.page, passage.text) for passage in _written(inputs, {}) if passage.text)


def _passages(writing: Writing) -> Iterator[Passage]:
    edited = any(text.strip() for text in (writing.inputs.texts or {}).values())
    generated = {key: plain(text) for key, (_, text) in writing.sections.items()} if edited else {}
    yield from _written(writing.inputs, generated)


def _written(inputs: ReportInputs, generated: Mapping[str, str]) -> Iterator[Passage]:
    for key, text in (inputs.texts or {}).items():
        title = SENTENCES[key].title if key in SENTENCES else key
        yield Passage(plain(text), f"{OF_TEXTS}{title}", f"teks/{key}", Kind.SECTION, key, generated.get(key, ""))
    for number, strategy in enumerate(inputs.strategies, 1):
        for place, text in enumerate(_strategy_texts(strategy)):
            yield Passage(plain(text), f"Strategi ke-{number}", "uraian", Kind.PLAN, f"strategi-{number}-{place}")
    for number, text in enumerate(inputs.follow_ups, 1):
        yield Passage(plain(text), f"Rencana tindak lanjut ke-{number}", "uraian", Kind.PLAN, f"lanjut-{number}")
    for number, text in enumerate(inputs.closing_points, 1):
        yield Passage(plain(text), f"Strategi di penutup ke-{number}", "uraian", Kind.PLAN, f"penutup-{number}")
    for number, (cause, solution) in enumerate(inputs.obstacles, 1):
        yield Passage(plain(cause), f"Hambatan ke-{number}", "uraian", Kind.OBSTACLE, f"hambatan-{number}")
        yield Passage(plain(solution), f"Solusi ke-{number}", "uraian", Kind.PLAN, f"solusi-{number}")
    for number, (group, text) in enumerate(inputs.activities, 1):
        yield Passage(plain(f"{group} {text}"), f"Kegiatan ke-{number}", "uraian", Kind.OBSTACLE, f"kegiatan-{number}")
    for number, photo in enumerate(inputs.photos, 1):
        yield Passage(plain(photo.caption), f"Keterangan foto ke-{number}", "foto", Kind.CAPTION, f"foto-{number}")


def _strategy_texts(strategy: StrategyEntry) -> Iterator[str]:
    yield strategy.lead_in
    yield strategy.months
    for text, months in strategy.items:
        yield text
        yield months


# -- reading a document ------------------------------------------------------------------------------------------------


def _texts(value: object) -> Iterator[str]:
    """Yield all texts of a document that are read; a paragraph with its references is one text."""
    if isinstance(value, str):
        if not isinstance(value, Enum):
            yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
    elif is_dataclass(value):
        text = getattr(value, "text", None)
        if isinstance(text, str):
            yield text
        for field in fields(value):
            if field.name not in NOT_READ and field.name not in ("text", "parts"):
                yield from _texts(getattr(value, field.name))


def _bare(text: str) -> str:
    """Return a text as both a writer and a list print it: without the stop that the list gives it."""
    return text.strip(" ;.,:").casefold()
