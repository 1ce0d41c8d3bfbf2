"""What people wrote in a report by hand, as passages with their places, and what they are held against. Pure.

Generated text is no passage: it is told from the figures. It is evidence: what the report prints without anything
written by hand is what a passage may name.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, is_dataclass, replace
from enum import StrEnum
from functools import cache, cached_property
from typing import Any

from reports.anchors import (
    ACTIVITY,
    CLOSING_POINT,
    COPY_KEYS,
    FOLLOW_UP,
    OBSTACLE,
    apart,
    photo_anchor,
    strategy_anchor,
    strategy_part,
    text_anchor,
)
from reports.checks.common import Problem
from reports.checks.evidence import Known, known
from reports.checks.rows import NamedRow, named_rows
from reports.document.blocks import ReportDocument
from reports.document.build import build_document, section_texts
from reports.document.edited import plain
from reports.document.typography import NAMES, text_fields
from reports.inputs import ReportInputs, StrategyEntry
from reports.layouts import layout_for
from reports.narrative import SENTENCES
from reports.results import Kept, ReportResults

SENTENCE_END = re.compile(r"(?<=[\w)%”][.!?])\s+(?=[A-Z(“])|\n+")
"""Where a sentence ends: after 'Nomor 6 Tahun 2018. Adapun', not after 's.d. 30 Juni'."""

OF_TEXTS = "Teks: "
"""What the place of a section text begins with."""

NOT_READ = NAMES - {"code", "url"}
"""Fields of a document that nobody reads as text, and the numbers of headings and tables."""


COPIED_AS = {"solusi": COPY_KEYS["obstacles"], "kegiatan": COPY_KEYS["activities"]}
"""Passages that are part of a line of another name, or have another name than their list."""


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
    anchor: str = ""
    """Where it stands among the places of the report (`reports.anchors`)."""
    generated: str = ""

    @property
    def name(self) -> str:
        """The passage as a sentence begins with it: 'Bagian “Pengantar penutup”', 'Rencana tindak lanjut ke-2'."""
        return f"Bagian “{self.where.removeprefix(OF_TEXTS)}”" if self.kind is Kind.SECTION else self.where

    @property
    def copy_key(self) -> str:
        """Where it stands as `CopiedEntry` names it; all passages of a strategy or of an obstacle are one copy."""
        if self.kind is Kind.SECTION:
            return text_anchor(self.key)
        name, number = self.key.split("-")[:2]
        return f"{COPIED_AS.get(name, name)}-{number}"

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """The sentences, in order."""
        return tuple(part.strip() for part in SENTENCE_END.split(self.text) if part.strip())

    def problem(self, message: str, mend: str, *, kept: tuple[Kept, ...] = ()) -> Problem:
        """Return a problem of this passage; `kept` where something else than the text may be at fault too."""
        return Problem(message, self.where, mend, self.anchor, self.page, kept=kept)


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


def written_plans(inputs: ReportInputs) -> tuple[str, ...]:
    """Return the plans among what is written by hand: strategies, next steps, solutions."""
    return tuple(row.text for row in _written(inputs, {}) if row.text and row.kind is Kind.PLAN)


def _passages(writing: Writing) -> Iterator[Passage]:
    edited = any(text.strip() for text in (writing.inputs.texts or {}).values())
    generated = {key: plain(text) for key, (_, text) in writing.sections.items()} if edited else {}
    yield from _written(writing.inputs, generated)


def _written(inputs: ReportInputs, generated: Mapping[str, str]) -> Iterator[Passage]:
    for key, text in (inputs.texts or {}).items():
        title = SENTENCES[key].title if key in SENTENCES else key
        where, page = f"{OF_TEXTS}{title}", f"teks/{key}"
        yield Passage(plain(text), where, page, Kind.SECTION, key, text_anchor(key), generated.get(key, ""))
    subjects = apart(strategy_anchor(row) for row in inputs.strategies)
    for number, (strategy, anchor) in enumerate(zip(inputs.strategies, subjects, strict=True), 1):
        for place, (field, text) in enumerate(_strategy_texts(strategy)):
            key, part = f"strategi-{number}-{place}", strategy_part(anchor, field)
            yield Passage(plain(text), f"Strategi ke-{number}", "uraian", Kind.PLAN, key, part)
    listed = (
        ("Rencana tindak lanjut", "lanjut", FOLLOW_UP, inputs.follow_ups),
        ("Strategi di penutup", "penutup", CLOSING_POINT, inputs.closing_points),
    )
    for name, short, start, texts in listed:
        for number, text in enumerate(texts, 1):
            key, anchor = f"{short}-{number}", f"{start}{number}"
            yield Passage(plain(text), f"{name} ke-{number}", "uraian", Kind.PLAN, key, anchor)
    for number, (cause, solution) in enumerate(inputs.obstacles, 1):
        anchor = f"{OBSTACLE}{number}"
        yield Passage(plain(cause), f"Hambatan ke-{number}", "uraian", Kind.OBSTACLE, f"hambatan-{number}", anchor)
        yield Passage(plain(solution), f"Solusi ke-{number}", "uraian", Kind.PLAN, f"solusi-{number}", anchor)
    for number, (group, text) in enumerate(inputs.activities, 1):
        where, key, anchor = f"Kegiatan ke-{number}", f"kegiatan-{number}", f"{ACTIVITY}{number}"
        yield Passage(plain(f"{group} {text}"), where, "uraian", Kind.OBSTACLE, key, anchor)
    pictures = apart(photo_anchor(number, row) for number, row in enumerate(inputs.photos, 1))
    for number, (photo, anchor) in enumerate(zip(inputs.photos, pictures, strict=True), 1):
        where, key = f"Keterangan foto ke-{number}", f"foto-{number}"
        yield Passage(plain(photo.caption), where, "foto", Kind.CAPTION, key, anchor)


def _strategy_texts(strategy: StrategyEntry) -> Iterator[tuple[str, str]]:
    """Yield (field, text), fields as the page of lists names them."""
    yield "lead_in", strategy.lead_in
    yield "months", strategy.months
    for place, (text, months) in enumerate(strategy.items):
        yield f"butir-{place}-text", text
        yield f"butir-{place}-months", months


# -- reading a document ------------------------------------------------------------------------------------------------


def _texts(value: object) -> list[str]:
    """Return all texts of a document that are read; a paragraph with its references is one text."""
    found: list[str] = []
    _collect(value, found)
    return found


def _collect(value: Any, found: list[str]) -> None:
    kind: Any = type(value)
    if kind is str:
        found.append(value)
    elif kind is tuple:
        for part in value:
            if type(part) is str:
                found.append(part)
            else:
                _collect(part, found)
    else:
        for name in _read(kind):
            part = getattr(value, name)
            if type(part) is str:
                found.append(part)
            elif part:
                _collect(part, found)


@cache
def _read(kind: Any) -> tuple[str, ...]:
    """Return what of a block is read: its text, be it a field or put together, before its other fields."""
    held = text_fields(kind)
    names = tuple(name for name in held if name not in NOT_READ | {"text", "parts"})
    told = "text" in held or (is_dataclass(kind) and hasattr(kind, "text"))
    return ("text", *names) if told else names


def _bare(text: str) -> str:
    """Return a text as both a writer and a list print it: without the stop that the list gives it."""
    return text.strip(" ;.,:").casefold()
