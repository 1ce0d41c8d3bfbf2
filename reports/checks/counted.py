"""Counts in texts, and what they claim of all indicators, against the results. Pure."""

import re
from collections.abc import Iterator, Mapping

from agreements.enums import BudgetLevel, ObjectiveLevel
from reports.checks.common import Problem, items
from reports.checks.evidence import values
from reports.checks.passages import Passage, Writing
from reports.checks.rows import line_ids
from reports.checks.words import COUNT, count_number, folded

_THINGS = r"(?:indikator|target|sasaran|kegiatan|yang|satu ?pun|di ?antaranya|kinerja|telah|sudah|nya)"
NONE_REACHED = re.compile(rf"\bbelum ada(?: {_THINGS}){{0,6}} (?:tercapai|mencapai|memenuhi)", re.IGNORECASE)
STILL_OPEN = re.compile(
    r"\bdari [\w()]+(?: \(\w+\))? (?:indikator|target|sasaran)(?:,? [^\W\d]+){0,6} belum tercapai", re.IGNORECASE
)
ALL_REACHED = re.compile(
    r"\b(?:telah memenuhi target|telah mencapai seluruh target"
    r"|(?:semua|seluruh)(?:nya)?(?: [^\W\d]+){0,4} (?:telah|sudah) (?:tercapai|mencapai target)"
    r"|capaian(?: anggaran dan)? kinerja(?: sebesar| mencapai)? 100 ?%)",
    re.IGNORECASE,
)
CLAIMED_REACHED = re.compile(r"(?<![\d)] )\btarget kinerja yang (?:berhasil dicapai|telah tercapai)\b", re.IGNORECASE)
NOT_STARTED = re.compile(
    r"\b(?:sub kegiatan|kegiatan|sasaran)(?: [^\W\d]+){0,2} (?:yang belum (?:terlaksana|terealisasi)"
    r"|akan (?:direalisasikan|dilaksanakan) di bulan yang akan datang)",
    re.IGNORECASE,
)
NOTHING_SPENT = re.compile(r"\bbelum ada (?:realisasi|penyerapan|serapan) anggaran", re.IGNORECASE)
SPLIT_SECTIONS = frozenset({"evaluation_reached", "evaluation_unreached"})
"""Sections whose tables hold only the reached, or only the open targets."""

LISTED = re.compile(r"\((\d{1,2})\)")
LEVELS = {"sub kegiatan": ObjectiveLevel.SUB_KEGIATAN, "kegiatan": ObjectiveLevel.KEGIATAN}
LINES = {
    "sub kegiatan": BudgetLevel.SUB_KEGIATAN,
    "kegiatan": BudgetLevel.KEGIATAN,
    "program": BudgetLevel.PROGRAM,
}
MEND_COUNT = "Sesuaikan jumlahnya dengan tabel, atau kembalikan bagian ini ke teks otomatis."

Totals = Mapping[str, set[int]]

_OF_ALL = re.compile(r"\bdari $|\bdiambil $|\bupaya pencapaian $", re.IGNORECASE)
_SUCCESS = re.compile(r"\bkeberhasilan (?:pencapaian |mencapai )?$", re.IGNORECASE)
_PROMISED = re.compile(r"(?: kinerja)? yang (?:diperjanjikan|ditetapkan|disasarkan)\b", re.IGNORECASE)
_OTHERS = re.compile(r"(?: kinerja)? lainnya\b", re.IGNORECASE)
_REACHED = re.compile(
    r"(?: kinerja)?(?: yang)?(?: telah| sudah)(?: dapat)? (?:tercapai|terealisasi|terlaksana|mencapai)\b", re.IGNORECASE
)
_OPEN = re.compile(r"(?: kinerja)?(?: yang)?(?: masih)? belum (?:tercapai|terealisasi|terlaksana|mencapai)\b", re.I)
_SAME = re.compile(r"(?: kinerja)? tersebut\b", re.IGNORECASE)


def find_counts_that_differ(writing: Writing) -> Iterator[Problem]:
    """Find counts of indicators, targets, sasaran and kegiatan that are not those of the tables ('72 indikator')."""
    totals: Totals = {}
    for passage in writing.passages:
        said = set()
        for found in COUNT.finditer(passage.text):
            number = count_number(found["n"])
            if number is None or found[0] in said:
                continue
            # Most reports count nothing by hand, and reading what is printed costs more than all other checks.
            totals = totals or _totals(writing)
            allowed = _allowed(writing, totals, passage, found)
            if not allowed or number in allowed:
                continue
            said.add(found[0])
            right = " atau ".join(str(count) for count in sorted(allowed))
            yield passage.problem(
                f"{passage.name} menyebut “{found[0]}”, padahal menurut tabel {right}.",
                MEND_COUNT,
            )


def _allowed(writing: Writing, totals: Totals, passage: Passage, found: re.Match[str]) -> set[int]:
    """Return the counts that fit what the words around a count say of it; none where they say nothing."""
    text, noun = passage.text, folded(found["noun"])
    before, after = text[max(0, found.start() - 30) : found.start()], text[found.end() : found.end() + 60]
    listed = [int(number) for number in LISTED.findall(text[max(0, found.start() - 600) : found.start()])]
    if _OF_ALL.search(before):
        if _SAME.match(after) and listed and "ke-" not in found[0]:
            return {max(listed), *totals.get(noun, ())} if noun not in LINES else {max(listed)}
        return totals.get(noun, set())
    if _PROMISED.match(after):
        return totals.get(noun, set())
    if not _same_level(writing, noun):
        return set()
    counts = writing.results.counts
    started = len(_started(writing))
    if _OTHERS.match(after):
        return {counts.indicators - len(counts.reached), counts.indicators - started}
    if _SUCCESS.search(before):
        return {len(counts.reached)}
    if _REACHED.match(after):
        return {len(counts.reached), started}
    if _OPEN.match(after):
        return {len(counts.not_reached), counts.indicators - started}
    return set()


def _totals(writing: Writing) -> Totals:
    """Return how many there are of everything that texts count; several numbers where a word has several meanings."""
    counts = writing.results.counts
    rows = {counts.indicators}
    objectives = {item.objective_id for item in items(writing.inputs)}
    found: dict[str, set[int]] = {"indikator": rows, "target": rows, "sasaran": {counts.indicators, len(objectives)}}
    printed: dict[str, set[int]] = {}
    for match in COUNT.finditer(writing.printed):
        number = count_number(match["n"])
        if number is not None:
            printed.setdefault(folded(match["noun"]), set()).add(number)
    lines = writing.inputs.facts.lines
    levels = [lines[key].level for key in line_ids(writing.inputs, writing.results)]
    for noun, level in LINES.items():
        found[noun] = {levels.count(level), *printed.get(noun, ())} - {0}
        for counted in ("sasaran", "target", "indikator"):
            named = f"{counted} {noun}"
            found[named] = rows if _same_level(writing, named) else found[noun] | printed.get(named, set()) | rows
    return found


def _same_level(writing: Writing, noun: str) -> bool:
    """Whether a noun counts the rows of the agreement: any indikator, target or sasaran; a kegiatan where they are."""
    named = next((level for name, level in LEVELS.items() if noun.endswith(name)), None)
    if named is None:
        return noun != "program"
    agreement = writing.inputs.agreement
    return agreement is not None and {objective.level for objective in agreement.objectives} == {named}


def _started(writing: Writing) -> list[int]:
    """Return the promised indicators with a realization above 0."""
    facts = writing.results.facts.indicators
    ids = [item.indicator_id for item in items(writing.inputs) if item.indicator_id in facts]
    return [key for key in ids if facts[key].realization.value]


# -- claims about all --------------------------------------------------------------------------------------------------


def find_none_reached(writing: Writing) -> Iterator[Problem]:
    """Find 'belum ada yang tercapai' beside a reached target (Rowokangkung 06, 08, 09 to 12)."""
    reached = writing.results.counts.reached
    if not reached:
        return
    places = ", ".join(f"ke-{place}" for place in reached)
    for passage in writing.passages:
        found = NONE_REACHED.search(passage.text) or STILL_OPEN.search(passage.text)
        if found:
            yield passage.problem(
                f"{passage.name} menyebut “{found[0]}”, padahal indikator {places} sudah mencapai 100 %.",
                "Sebut indikator yang sudah tercapai, atau kembalikan bagian ini ke teks otomatis.",
            )


def find_all_reached(writing: Writing) -> Iterator[Problem]:
    """Find claims that everything is reached beside targets that are not (Candipuro: 'telah memenuhi target')."""
    counts = writing.results.counts
    open_places = (*counts.not_reached, *counts.without_figure)
    if not open_places:
        return
    places = ", ".join(f"ke-{place}" for place in sorted(open_places))
    for passage in writing.passages:
        found = ALL_REACHED.search(passage.text)
        if found is None and passage.key not in SPLIT_SECTIONS:
            found = CLAIMED_REACHED.search(passage.text)
        if found:
            yield passage.problem(
                f"{passage.name} menyebut “{found[0]}”, padahal indikator {places} belum mencapai 100 %.",
                "Tulis bahwa yang dimaksud upaya pencapaian, atau sebut indikator yang memang sudah tercapai.",
            )


def find_nothing_open(writing: Writing) -> Iterator[Problem]:
    """Find 'yang belum terlaksana' where every indicator has a realization (Rowokangkung 08, BAB III)."""
    counts = writing.results.counts
    if not counts.indicators or len(_started(writing)) < counts.indicators:
        return
    for passage in writing.passages:
        found = NOT_STARTED.search(passage.text)
        if found:
            yield passage.problem(
                f"{passage.name} menyebut “{found[0]}”, padahal semua indikator sudah ada realisasinya.",
                "Sebut yang masih belum tercapai 100 %, atau hapus kalimatnya.",
            )


def find_nothing_spent(writing: Writing) -> Iterator[Problem]:
    """Find 'belum ada realisasi anggaran' while money was spent (Rowokangkung 08, 11, 12)."""
    lines = writing.results.facts.lines
    spent = [lines[key].spent for key in line_ids(writing.inputs, writing.results) if key in lines]
    if not any(values(spent)):
        return
    for passage in writing.passages:
        found = NOTHING_SPENT.search(passage.text)
        if found:
            yield passage.problem(
                f"{passage.name} menyebut “{found[0]}nya”, padahal anggaran kegiatannya sudah ada realisasinya."
                if passage.text[found.end() :].startswith("nya")
                else f"{passage.name} menyebut “{found[0]}”, padahal anggaran kegiatannya sudah ada realisasinya.",
                "Sebut realisasi anggaran yang ada, atau hapus kalimatnya.",
            )
