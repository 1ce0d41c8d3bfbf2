"""What a text says of one row by its name, against the figures of that row. Pure.

A row is known by the first words of its name (`rows.key_of`); what stands between one name and the next is said of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from agreements.numbers import format_percent, format_rupiah
from reports.checks.common import Problem
from reports.checks.evidence import AMOUNT, PERCENT, amount, percent, values
from reports.checks.passages import Passage, Writing
from reports.checks.rows import NamedRow
from reports.results import LineResult
from reports.rounding import round_half_up
from reports.rules import REACHED

TOKEN = re.compile(r"rp\.? ?|\d+(?:[.,]\d+)*(?: ?%)?|\w+|[();]", re.IGNORECASE)
NOT_DONE = re.compile(r"\bbelum (?P<what>terlaksana|terealisasi|direalisasi\w*|dilaksanakan|tercapai)\b")
DONE = re.compile(r"\b(?<!belum )(?:(?:telah|sudah) )?(?P<what>tercapai)\b(?! dari)")
LEADS_A_LIST = re.compile(r"\b(?:yaitu|adalah|yakni|meliputi|antara lain|di ?antaranya)\b")
BOTH = re.compile(r"100% (?:baik )?(?:capaian|realisasi)? ?kinerja (?:maupun|dan) (?:realisasi |capaian )?anggaran")
COUNTED = re.compile(r"\b(\d{1,6}) ([^\W\d]{3,})\b")
IN_A_FORMULA = re.compile(r" (?:x|dikali|dikalikan) $")
"""What stands before the 100 % of a formula in words."""
NEXT_CLAUSE = re.compile(r"\b(?:sedangkan|namun|adapun|dengan rincian)\b")
LONGEST = 400
"""Letters after a name that still speak of it."""


@dataclass(frozen=True)
class Said:
    """A row named in a sentence: what is said after its name, and what led to the list that it stands in."""

    row: NamedRow
    after: str
    lead: str


def find_rows_told_otherwise(writing: Writing) -> Iterator[Problem]:
    """Find rows of which a text says what their figures deny: 'belum terlaksana' at 60 %, 67 % where it is 50."""
    for passage in writing.passages:
        seen: set[tuple[int | None, str]] = set()
        whole = spoken(passage.text)
        rows = tuple(row for row in writing.rows if row.key in whole)
        for sentence in passage.sentences if rows else ():
            for said in _said(sentence, rows):
                for message in _denied(writing, passage, said):
                    # Two names of one row say the same thing once.
                    told = (said.row.indicator_id or said.row.line_id, message.rpartition("”, ")[2])
                    if told not in seen:
                        seen.add(told)
                        yield passage.problem(message, "Sesuaikan kalimatnya dengan tabel, atau periksa realisasinya.")


def spoken(sentence: str) -> str:
    """Return a sentence as rows are looked for in it: small letters, single blanks, figures and brackets kept."""
    words = TOKEN.findall(sentence.casefold().replace("sumberdaya", "sumber daya"))
    return " ".join(word.replace(" ", "") for word in words)


def _said(sentence: str, rows: tuple[NamedRow, ...]) -> Iterator[Said]:
    text = f" {spoken(sentence)} "
    hits = []
    for row in rows:
        at = text.find(f" {row.key} ")
        if at >= 0:
            hits.append((at, at + len(row.key) + 1, row))
    hits.sort(key=lambda hit: (hit[0], -hit[1]))
    kept: list[tuple[int, int, NamedRow]] = []
    for hit in hits:
        if not kept or hit[0] >= kept[-1][1] - 1:
            kept.append(hit)
    if not kept:
        return
    lead = text[: kept[0][0]]
    for place, (_, end, row) in enumerate(kept):
        until = kept[place + 1][0] if place + 1 < len(kept) else len(text)
        after = NEXT_CLAUSE.split(text[end : min(until, end + LONGEST)], maxsplit=1)[0]
        yield Said(row, after, lead if LEADS_A_LIST.search(lead) else "")


def _denied(writing: Writing, passage: Passage, said: Said) -> Iterator[str]:
    """Yield what the figures of a row deny."""
    facts = writing.results.facts
    indicator = facts.indicators.get(said.row.indicator_id or 0)
    line = facts.lines.get(said.row.line_id or 0)
    achievement = indicator.achievement.value if indicator else None
    realization = indicator.realization.value if indicator else None
    name = f"{passage.name}: “{said.row.name}”"
    claim = NOT_DONE.search(said.after) or (None if DONE.search(said.after) else NOT_DONE.search(said.lead))
    if claim and achievement is not None:
        wrong = achievement >= REACHED if claim["what"] == "tercapai" else bool(realization)
        if wrong:
            yield f"{name} disebut “{claim[0]}”, padahal capaiannya {format_percent(achievement)}."
            return
    done = DONE.search(said.lead) if not NOT_DONE.search(said.lead) else None
    if done and achievement is not None and achievement < REACHED and not PERCENT.search(said.after):
        yield f"{name} disebut “{done[0]}”, padahal capaiannya {format_percent(achievement)}."
    if BOTH.search(said.after):
        spent_share = line.absorption.value if line else None
        if spent_share is not None and spent_share < REACHED:
            yield f"{name} disebut 100 % kinerja dan anggarannya, padahal serapannya {format_percent(spent_share)}."
            return
    yield from _other_figures(writing, name, said, line)


def _other_figures(writing: Writing, name: str, said: Said, line: LineResult | None) -> Iterator[str]:
    """Yield percentages, amounts and counts after a name that are not those of its row."""
    indicator = writing.results.facts.indicators.get(said.row.indicator_id or 0)
    if indicator is None:
        return
    entry = writing.inputs.facts.indicators[indicator.id]
    figures = [indicator.achievement, indicator.realization, indicator.target]
    shares = {*values(figures), *(values([line.absorption]) if line else ())}
    whole = {round_half_up(share, 0) for share in shares}
    for found in PERCENT.finditer(said.after):
        value = percent(found)
        if IN_A_FORMULA.search(said.after[: found.start()]):
            continue
        if value not in shares and value not in whole and indicator.achievement.value is not None:
            absorbed = line.absorption.value if line else None
            spent_too = f" dan serapannya {format_percent(absorbed)}" if absorbed is not None else ""
            right = format_percent(indicator.achievement.value)
            yield f"{name} disebut {format_percent(value)}, padahal capaiannya {right}{spent_too}."
            return
    if line is not None:
        allowed = {*values((line.ceiling, line.spent, line.remaining))}
        for found in AMOUNT.finditer(said.after):
            told, spent = amount(found), line.spent.value
            if found["rp"] and told is not None and spent is not None and told not in allowed:
                yield f"{name} disebut {format_rupiah(told)}, padahal realisasinya {format_rupiah(spent)}."
                return
    unit = entry.unit_of_measure.casefold().split()
    counts = {*values((indicator.target, indicator.realization))}
    for number, word in COUNTED.findall(said.after):
        if unit and word == unit[0] and Decimal(number) not in counts and indicator.realization.value is not None:
            yield f"{name} disebut {number} {word}, yang bukan target dan bukan realisasinya."
            return
