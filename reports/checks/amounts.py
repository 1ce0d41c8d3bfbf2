"""Amounts and percentages in texts against those that the report prints. Pure."""

import re
from collections.abc import Iterator
from decimal import Decimal

from agreements.numbers import format_figure, format_percent, format_rupiah, integer_in_words, rupiah_in_words
from reports.checks.common import Problem
from reports.checks.evidence import AMOUNT, PERCENT, amount, percent
from reports.checks.passages import Kind, Writing
from reports.checks.words import count_number

IN_WORDS = re.compile(rf"{AMOUNT.pattern} ?\((?P<words>[a-z ]{{3,300}}?rupiah) ?\)", re.IGNORECASE)
COUNT_IN_WORDS = re.compile(r"(?<![\d.,])(?P<digits>[0-9]{1,3}) \((?P<words>[a-z ]{3,24})\)", re.IGNORECASE)
GROUPS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d\d?)?|\d{1,3}(?:,\d{3})+(?:\.\d\d?)?|\d+(?:[.,]\d\d?)?")
"""How a number with its groups of thousands may be written."""
PROMISED = re.compile(r"\b(?:target\w*|minimal|paling sedikit|menjadi|hingga|akan|alokasi|bobot)\b", re.IGNORECASE)
"""Words before a percentage or amount that is wished for and stands in no table."""
MILLION = Decimal(1_000_000)
"""No count of a kecamatan reaches it; a number that does is money also without Rp."""
CHANGE = re.compile(
    r"\b(?:naik|turun|meningkat|menurun|bertambah|berkurang|selisih\w*|kenaikan|penurunan|peningkatan)"
    r"(?: \w+){0,2} (?P<percent>\d{1,6}(?:[.,]\d{1,4})? ?(?:%|persen\b))",
    re.IGNORECASE,
)


def find_malformed_amounts(writing: Writing) -> Iterator[Problem]:
    """Find numbers whose groups of thousands are no groups: '22.90.000' (Ranuyoso, table 2.2)."""
    for passage in writing.passages:
        for found in AMOUNT.finditer(passage.text):
            if not GROUPS.fullmatch(found["digits"]) and _meant_as_amount(found):
                yield passage.problem(
                    f"{passage.name} menyebut “{found[0]}”, angka yang kelompok ribuannya tidak utuh.",
                    "Tulis angkanya dengan titik setiap tiga angka, misalnya 22.900.000.",
                )


def find_unknown_amounts(writing: Writing) -> Iterator[Problem]:
    """Find amounts of money that stand in none of the report's tables (Rowokangkung 02: 312.000.862)."""
    for passage in writing.passages:
        for found in AMOUNT.finditer(passage.text):
            # Most numbers are years and counts, which need no reading.
            value = amount(found) if found["rp"] or not found["digits"].isdigit() else None
            if value is None or not _is_money(found, value) or value in writing.known.amounts:
                continue
            if PROMISED.search(passage.text[max(0, found.start() - 40) : found.start()]):
                continue
            near = writing.known.nearest_amount(value)
            yield passage.problem(
                f"{passage.name} menyebut {format_rupiah(value)}, yang tidak ada di tabel laporan ini.",
                _suggestion(format_rupiah(near) if near is not None else ""),
            )


def find_unknown_percents(writing: Writing) -> Iterator[Problem]:
    """Find percentages that stand in none of the report's tables (Rowokangkung 02: 16,55 %)."""
    for passage in writing.passages:
        for found in PERCENT.finditer(passage.text):
            value = percent(found)
            if value in writing.known.rounded or value in writing.known.points:
                continue
            if passage.kind is not Kind.SECTION and PROMISED.search(passage.text):
                continue
            if PROMISED.search(passage.text[max(0, found.start() - 40) : found.start()]):
                continue
            near = writing.known.nearest_percent(value)
            yield passage.problem(
                f"{passage.name} menyebut {format_percent(value)}, yang tidak ada di tabel laporan ini.",
                _suggestion(format_percent(near) if near is not None else ""),
            )


def find_points_called_percent(writing: Writing) -> Iterator[Problem]:
    """Find a change of percentages that is told in per cent instead of points (100,33 after 87,02 is 13,31 poin)."""
    for passage in writing.passages:
        for found in CHANGE.finditer(passage.text):
            share = PERCENT.search(found["percent"])
            if share and percent(share) in writing.known.points:
                value = format_figure(percent(share))
                yield passage.problem(
                    f"{passage.name} menyebut perubahan “{found['percent']}”; selisih dua persentase adalah poin"
                    " persentase.",
                    f"Tulis “{value} poin persentase”.",
                )


def find_words_that_differ(writing: Writing) -> Iterator[Problem]:
    """Find an amount or count in words that is not the one in digits before it ('2 (tiga) kegiatan')."""
    for passage in writing.passages:
        for found in COUNT_IN_WORDS.finditer(passage.text):
            spelled_number = count_number(found["words"])
            if spelled_number is not None and spelled_number != int(found["digits"]):
                yield passage.problem(
                    f"{passage.name} menulis {found['digits']} dengan huruf “{found['words']}”.",
                    f"Tulis “{integer_in_words(int(found['digits']))}”, atau perbaiki angkanya.",
                )
        for found in IN_WORDS.finditer(passage.text):
            value = amount(found)
            if value is None:
                continue
            spelled = rupiah_in_words(value)
            if " ".join(found["words"].casefold().split()) != spelled.casefold():
                yield passage.problem(
                    f"{passage.name} menulis {format_rupiah(value)} dengan huruf “{found['words'].strip()}”.",
                    f"Tulis “{spelled}”, atau perbaiki angkanya.",
                )


# -- reading -----------------------------------------------------------------------------------------------------------


def _meant_as_amount(found: re.Match[str]) -> bool:
    """Whether digits in groups are an amount: with Rp, or ending like thousands and unlike a code ('7.01.01.2.02')."""
    groups = re.split(r"[.,]", found["digits"])
    return bool(found["rp"]) or (
        len(groups) > 2 and len(groups[-1]) == 3 and not any(group.startswith("0") for group in groups[:-1])
    )


def _is_money(found: re.Match[str], value: Decimal) -> bool:
    """Whether a number is money: with Rp, or in the millions and in groups."""
    return bool(found["rp"]) or (value >= MILLION and bool(re.search(r"[.,]", found["digits"])))


def _suggestion(near: str) -> str:
    """Say which printed figure comes nearest."""
    return f"Angka di tabel yang paling dekat: {near}." if near else "Ambil angkanya dari tabel laporan."
