"""Which facts a report's rows rest on, and by which names a text calls them. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from agreements.enums import BudgetLevel
from reports.checks.common import reported_indicators
from reports.inputs import ReportInputs
from reports.results import LineResult, ReportResults
from reports.tree import above, with_below

LEADS = re.compile(
    r"^(?:rata ?-? ?rata |persentase |prosentase |jumlah |indeks |nilai |kegiatan |sub kegiatan |program |hasil"
    r" |ter\w+(?:nya|inya|anya) |men\w+nya |dokumen |laporan |fasilitasi |fasilitas |orang yang "
    r"|penyediaan |koordinasi dan )+",
)
"""Words with which names of one row differ: 'Jumlah laporan ...', 'Terlaksananya ...', 'Penyediaan ...'."""
KEY_WORDS = 4
"""So many words name a row; further on, wordings differ ('... di wilayah kecamatan')."""
LINKS = frozenset(("di", "dan", "yang", "ke", "dari", "pada", "untuk", "atau", "oleh", "dalam", "sesuai"))
"""Words that a name does not end with."""
KEY_LETTERS = 14
"""A shorter name ('Kecamatan') names nothing for certain."""
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class NamedRow:
    """A row of the report as texts name it, and what it may be said to have reached and spent."""

    name: str
    key: str
    indicator_id: int | None
    line_id: int | None


def lines_of(inputs: ReportInputs, results: ReportResults) -> tuple[LineResult, ...]:
    """Return the lines that a report's money rests on: named ones, all below and above them, and what pays for it."""
    return tuple(results.facts.lines[key] for key in line_ids(inputs, results) if key in results.facts.lines)


def line_ids(inputs: ReportInputs, results: ReportResults) -> tuple[int, ...]:
    """Return the ids of these lines, in the order of the budget."""
    promised = {entry.id for entry in reported_indicators(inputs, results)}
    lines = inputs.facts.lines
    own = {row.money.id for row in results.rows if row.money is not None}
    own |= {leaf.id for leaf, _ in inputs.leaves}
    own |= {key for key, line in lines.items() if promised & {*line.indicator_ids}}
    found = with_below(own & lines.keys(), lines)
    found |= {line.id for key in own for line in above(key, lines)}
    return tuple(key for key in lines if key in found)


def normalised(text: str) -> str:
    """Return a text as names are compared: small letters, single blanks, no marks."""
    return " ".join(WORD.findall(text.casefold().replace("sumberdaya", "sumber daya")))


def key_of(name: str) -> str:
    """Return the words that a name is known by; '' where they are too few to name anything.

    'Jumlah laporan peningkatan efektifitas kegiatan pemberdayaan' -> 'peningkatan efektifitas kegiatan pemberdayaan'.
    """
    words = LEADS.sub("", f"{normalised(name)} ").split()[:KEY_WORDS]
    while words and words[-1] in LINKS:
        words.pop()
    key = " ".join(words)
    return key if len(key) >= KEY_LETTERS else ""


def named_rows(inputs: ReportInputs, results: ReportResults) -> tuple[NamedRow, ...]:
    """Return the rows of a report under all names that lead to exactly one fact each."""
    found: dict[str, set[tuple[int | None, int | None]]] = {}
    names: dict[str, str] = {}
    for name, indicator, line in _names(inputs, results):
        key = key_of(name)
        if key:
            found.setdefault(key, set()).add((indicator, line))
            names.setdefault(key, name)
    rows = [NamedRow(names[key], key, *_joined(facts)) for key, facts in found.items()]
    return tuple(row for row in rows if row.indicator_id is not None or row.line_id is not None)


def _joined(facts: set[tuple[int | None, int | None]]) -> tuple[int | None, int | None]:
    """Return the indicator and line that one name means; None where it may mean several."""
    indicators = {indicator for indicator, _ in facts if indicator is not None}
    lines = {line for _, line in facts if line is not None}
    return (
        next(iter(indicators)) if len(indicators) == 1 else None,
        next(iter(lines)) if len(lines) == 1 else None,
    )


def _names(inputs: ReportInputs, results: ReportResults) -> Iterator[tuple[str, int | None, int | None]]:
    facts = inputs.facts
    promised = {entry.id for entry in reported_indicators(inputs, results)}
    paying = {
        key: line.id for line in facts.lines.values() for key in line.indicator_ids if len(line.indicator_ids) == 1
    }
    for key in sorted(promised):
        yield facts.indicators[key].name, key, paying.get(key)
    if inputs.agreement:
        objectives = {row.id: row.text for row in inputs.agreement.objectives}
        counts = [item.objective_id for item in inputs.agreement.items]
        for item in inputs.agreement.items:
            yield item.wording, item.indicator_id, paying.get(item.indicator_id)
            if counts.count(item.objective_id) == 1:
                yield objectives.get(item.objective_id, ""), item.indicator_id, paying.get(item.indicator_id)
    for key in line_ids(inputs, results):
        line = facts.lines[key]
        if line.level != BudgetLevel.PROGRAM:
            yield line.name, line.indicator_ids[0] if len(line.indicator_ids) == 1 else None, key
