"""Units of measure that don't fit: a text beside its figure, a name beside its unit. Pure."""

import re
from collections.abc import Iterator, Mapping

from reports.checks.common import Problem, items, link, place, quoted, reported_indicators
from reports.computation.indicators import is_percent
from reports.inputs import IndicatorEntry, ReportInputs
from reports.results import Kept, ReportResults

SAME_WORD = {"org": "orang", "persen": "%", "persentase": "%", "prosentase": "%", "dok": "dokumen", "lap": "laporan"}
"""Ways of writing that mean the same."""

MEND_UNIT = "Samakan satuan dengan satuan indikator, atau kosongkan teksnya supaya angka dan satuannya yang dicetak."


MEND_WORDS: Mapping[Kept, str] = {
    Kept.WORDING: "Sesuaikan bunyinya di Perjanjian Kinerja, atau satuan indikatornya; bila perjanjian itu sudah"
    " ditandatangani, bunyinya berubah lewat Perubahan.",
    Kept.NAME: "Sesuaikan nama indikator, atau satuannya selama targetnya belum ditandatangani.",
}


def find_units_that_differ(inputs: ReportInputs, results: ReportResults) -> Iterator[Problem]:
    """Find a text shown for a figure whose unit of measure is another than the indicator's or the target's."""
    for message, entry, several, kept in _unit_texts(inputs, results):
        if not several:
            yield Problem(message, place(entry), MEND_UNIT, link(entry), kept=kept)


def find_unit_wordings(inputs: ReportInputs, results: ReportResults) -> Iterator[Problem]:
    """Find names that promise another unit, and descriptions that stand for a figure of another unit.

    'Persentase ...' measured in dokumen (Rowokangkung 05) is what was signed, and '10 jenis fasilitasi 1 jenis
    koordinasi' tells what 100 % consists of (Rowokangkung 04): both deserve a word, neither blocks.
    """
    for message, entry, several, kept in _unit_texts(inputs, results):
        if several:
            yield Problem(message, place(entry), MEND_UNIT, link(entry), kept=kept)
    promised = items(inputs)
    for entry in reported_indicators(inputs, results):
        texts = [(item.wording, Kept.WORDING) for item in promised if item.indicator_id == entry.id and item.wording]
        texts.append((entry.name, Kept.NAME))
        unfit = next(((text, where) for text, where in texts if not _name_fits(text, entry.unit_of_measure)), None)
        if unfit is not None:
            text, where = unfit
            yield Problem(
                f"Indikator “{text}” diukur dalam {entry.unit_of_measure}; bunyinya menyebut satuan yang lain.",
                place(entry),
                MEND_WORDS[where],
                link(entry),
                kept=(where, Kept.MEASURE),
            )


def _unit_texts(
    inputs: ReportInputs, results: ReportResults
) -> Iterator[tuple[str, IndicatorEntry, bool, tuple[Kept, ...]]]:
    """Yield (message, indicator, whether the text counts several things, what holds it) for each with another unit."""
    promised = items(inputs)
    for entry in reported_indicators(inputs, results):
        own = entry.unit_of_measure
        target = entry.target.shown if entry.target else ""
        typed = entry.realizations.get(inputs.facts.quarter.number)
        texts: list[tuple[str, str, tuple[str, ...], tuple[Kept, ...]]] = [
            ("Target yang ditandatangani", item.target_text, (own,), (Kept.TARGET_WORDS,))
            for item in promised
            if item.indicator_id == entry.id
        ]
        texts.append(("Target", target, (own,), (Kept.TARGET_WORDS,)))
        texts.append(("Realisasi", typed.shown if typed else "", (own, *units_in(target)), ()))
        for name, text, allowed, kept in texts:
            units = units_in(text)
            if units and not any(_fits(unit, other) for unit in units for other in allowed):
                described = len(units) > 1
                verb = "menguraikan" if described else "memakai satuan lain daripada"
                yield f"{name} “{text}” {verb} angka yang diukur dalam {own}: {quoted(entry)}.", entry, described, kept


def units_in(text: str) -> tuple[str, ...]:
    """Return the units of measure that a text names after its numbers.

    '6 laporan' -> ('laporan',); '10 jenis fasilitasi 1 jenis koordinasi' -> both; '96,83', '82,5 (baik)' and 'nihil'
    -> ().
    """
    parts = re.findall(r"\d[\d.,]*([^\d]*)", re.sub(r"\([^)]*\)", " ", text))
    found = (" ".join(part.split()).strip(" .,;:-–") for part in parts)
    return tuple(part for part in found if part)


def _fits(unit: str, other: str) -> bool:
    """Whether two units are the same, or one is the other more closely said ('kelompok keluarga', 'keluarga')."""
    first, second = _words(unit), _words(other)
    return not first or not second or first <= second or second <= first


def _words(unit: str) -> set[str]:
    return {SAME_WORD.get(word, word) for word in re.findall(r"%|\w+", unit.casefold())}


def _name_fits(name: str, unit_of_measure: str) -> bool:
    words = re.findall(r"\w+", name.casefold())[:3]
    if "persentase" in words or "prosentase" in words:
        return is_percent(unit_of_measure)
    return words[:1] != ["jumlah"] or not is_percent(unit_of_measure)
