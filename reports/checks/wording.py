"""Texts that are not finished, not new, or slipped: placeholders, copies, doubled words, numbers of lists. Pure."""

import re
from collections.abc import Iterator
from itertools import pairwise

from reports.checks.common import Problem
from reports.checks.passages import Kind, Writing
from reports.checks.words import folded

PLACEHOLDER = re.compile(
    r"\.{4,}|…{2,}|_{3,}|(?<!\w)x{3,}(?!\w)|\[(?:isi|diisi|nama|tanggal|jumlah|angka)\b[^\]\n]{0,60}\]"
    r"|\?{3,}|(?<!\w)tbd(?!\w)",
    re.IGNORECASE,
)
DOUBLED = re.compile(r"\b(?P<word>[^\W\d]{2,}) (?P=word)\b(?!-)", re.IGNORECASE)
LAWFUL_DOUBLES = frozenset(
    (
        "masing", "sama", "benar", "tiba", "baru", "kira", "lama", "betul", "hati", "sehari", "sungguh", "rata",
        "berturut", "bersama", "anak", "ibu", "bapak", "laki", "cita", "tahap", "hal", "hak", "pihak", "langkah",
        "upaya", "kegiatan", "program", "desa",
    )
)  # fmt: skip
"""Words that are doubled on purpose, only without their hyphen ('masing masing')."""
NUMBERED = re.compile(r"(?<!ayat )\((?P<number>\d{1,2})\)", re.IGNORECASE)
ENOUGH_WORDS = 8
"""A shorter text ('Januari s.d. Desember 2024') is the same in every quarter for good reason."""
SLIPS = {
    "adminstrasi": "administrasi",
    "administrasiperangkat": "administrasi perangkat",
    "issued": "issues",
    "ketentraman": "ketenteraman",
    "pemuktahiran": "pemutakhiran",
    "schedulle": "schedule",
    "standart": "standar",
    "tepenuhinya": "terpenuhinya",
    "penigasan": "penugasan",
    "pelayanan public": "pelayanan publik",
    "mengimplemetasikan": "mengimplementasikan",
    "prosentase": "persentase",
}
"""Slips of the fifteen seed reports, and how the words are spelled (KBBI)."""
SLIP = re.compile(rf"\b(?:{'|'.join(SLIPS)})\b", re.IGNORECASE)


def find_placeholders(writing: Writing) -> Iterator[Problem]:
    """Find what was left to be filled in: dots, lines, '[isi ...]'."""
    for passage in writing.passages:
        found = PLACEHOLDER.search(passage.text)
        if found:
            yield passage.problem(
                f"{passage.name} masih memuat “{found[0][:20]}”, tempat yang belum diisi.",
                "Isi bagian itu, atau hapus.",
            )


def find_copied_texts(writing: Writing) -> Iterator[Problem]:
    """Find texts that stand word for word in the last quarter's report, where they tell of what was reached.

    A plan may stay as it is from quarter to quarter; what a section says of the quarter, or what hindered, may not.
    """
    last = frozenset(writing.inputs.background.last_texts)
    previous = writing.inputs.facts.quarter.previous
    for passage in writing.passages:
        if passage.kind is Kind.PLAN or len(passage.text.split()) < ENOUGH_WORDS:
            continue
        if (passage.page, passage.text) in last:
            yield passage.problem(
                f"{passage.name} sama persis dengan laporan {previous.name} tahun {previous.year}.",
                "Baca ulang dan sesuaikan dengan triwulan ini.",
            )


def find_copied_plans(writing: Writing) -> Iterator[Problem]:
    """Find plans that are all the last quarter's: worth a look, since some of them will be done by now."""
    last = frozenset(writing.inputs.background.last_texts)
    plans = [row for row in writing.passages if row.kind is Kind.PLAN and len(row.text.split()) >= ENOUGH_WORDS]
    if plans and all((row.page, row.text) in last for row in plans):
        previous = writing.inputs.facts.quarter.previous
        yield Problem(
            f"Semua strategi dan rencana tindak lanjut sama persis dengan laporan {previous.name} tahun"
            f" {previous.year}.",
            "Uraian laporan",
            "Periksa apakah masih berlaku semua, dan perbarui bulannya.",
            page="uraian",
        )


def find_doubled_words(writing: Writing) -> Iterator[Problem]:
    """Find a word that stands there twice ('dikaitkan dengan dengan prinsip')."""
    for passage in writing.passages:
        for found in DOUBLED.finditer(passage.text):
            if found["word"].casefold() not in LAWFUL_DOUBLES:
                yield passage.problem(f"{passage.name} menulis “{found[0]}” dua kali.", "Hapus satu di antaranya.")
                break


def find_broken_numbers(writing: Writing) -> Iterator[Problem]:
    """Find lists inside a text whose numbers do not count on: '(4) ... (4) ... (5)' (Ranuyoso, BAB III)."""
    for passage in writing.passages:
        numbers = [int(found["number"]) for found in NUMBERED.finditer(passage.text)]
        broken = next(
            ((one, next_) for one, next_ in pairwise(numbers) if next_ not in (1, one + 1) or one == next_ == 1), None
        )
        if broken and 1 in numbers:
            yield passage.problem(
                f"{passage.name}: sesudah nomor ({broken[0]}) tertulis ({broken[1]}).", "Urutkan nomor daftarnya."
            )


def find_slips(writing: Writing) -> Iterator[Problem]:
    """Find words that the published reports misspell."""
    for passage in writing.passages:
        words = dict.fromkeys(found[0] for found in SLIP.finditer(passage.text))
        for word in words:
            yield passage.problem(f"{passage.name} menulis “{word}”.", f"Ejaan yang baku: “{SLIPS[folded(word)]}”.")
