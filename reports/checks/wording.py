"""Texts that are not finished, not new, or slipped: placeholders, copies, doubled words, numbers of lists. Pure."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from reports.background import CopiedEntry
from reports.checks.common import Problem
from reports.checks.passages import Kind, Writing
from reports.checks.words import folded
from reports.period import Quarter

PLACEHOLDER = re.compile(
    r"\.{4,}|…{2,}|_{3,}|(?<!\w)x{3,}(?!\w)|\[(?:isi|diisi|nama|tanggal|jumlah|angka)\b[^\]\n]{0,60}\]"
    r"|\?{3,}|(?<!\w)tbd(?!\w)",
    re.IGNORECASE,
)
TOLD = re.compile(r"Rp\s?\d[\d.,]*\d|\d+,\d\d(?:\s%)?")
"""Amounts and percentages as the application writes them."""
FIGURE = re.compile(r"\d\s?(?:%|persen\b)|\d,\d|\d{1,3}(?:[.,]\d{3})+|\d{5,}", re.IGNORECASE)
"""Amounts and percentages as people write them; '11 PNS' is neither."""
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


def find_unread_copies(writing: Writing) -> Iterator[Problem]:
    """Find what was copied from an earlier quarter's report and confirmed by nobody."""
    for key, copy in unread_copies(writing).items():
        passage = next((row for row in writing.passages if row.copy_key == key), None)
        if passage is not None:
            origin = Quarter(copy.year, copy.quarter)
            yield passage.problem(
                f"{passage.name} disalin dari laporan {origin.name} tahun {origin.year} dan belum dibaca.",
                "Baca, sesuaikan bila perlu, lalu tekan “Sudah saya baca” pada halaman Salinan.",
            )


def unread_copies(writing: Writing) -> Mapping[str, CopiedEntry]:
    """Return the unread copies by their keys."""
    return {copy.key: copy for copy in writing.inputs.background.copied}


def find_copied_texts(writing: Writing) -> Iterator[Problem]:
    """Find texts that stand word for word in the last quarter's report, where they tell of what was reached.

    A plan may stay as it is from quarter to quarter; what a section says of the quarter, or what hindered, may not.
    What was copied here and not read is told once, as that.
    """
    unread = unread_copies(writing)
    last = frozenset(writing.inputs.background.last_texts)
    previous = writing.inputs.facts.quarter.previous
    for passage in writing.passages:
        if passage.kind is Kind.PLAN or len(passage.text.split()) < ENOUGH_WORDS:
            continue
        if (passage.page, passage.text) in last and passage.copy_key not in unread:
            yield passage.problem(
                f"{passage.name} sama persis dengan laporan {previous.name} tahun {previous.year}.",
                "Baca ulang dan sesuaikan dengan triwulan ini.",
            )


def find_copied_plans(writing: Writing) -> Iterator[Problem]:
    """Find plans that are the last quarter's, all of them: worth a look, since some will be done by now.

    Whoever took one out or put one in, however short, went through them.
    """
    background = writing.inputs.background
    last = frozenset(background.last_texts)
    standing = {row.text for row in writing.passages if row.kind is Kind.PLAN}
    if standing - {text for _, text in last} - set(background.last_plans):
        return
    plans = [row for row in writing.passages if row.kind is Kind.PLAN and len(row.text.split()) >= ENOUGH_WORDS]
    taken_out = set(background.last_plans) - {row.text for row in writing.passages}
    if any(len(text.split()) >= ENOUGH_WORDS for text in taken_out):
        return
    if plans and all((row.page, row.text) in last for row in plans):
        previous = writing.inputs.facts.quarter.previous
        yield Problem(
            f"Semua strategi dan rencana tindak lanjut sama persis dengan laporan {previous.name} tahun"
            f" {previous.year}.",
            "Uraian laporan",
            "Periksa apakah masih berlaku semua, dan perbarui bulannya.",
            page="uraian",
        )


def find_figures_left_out(writing: Writing) -> Iterator[Problem]:
    """Find a section whose generated text tells amounts or percentages, and whose own text tells none at all."""
    for passage in writing.passages:
        if passage.kind is not Kind.SECTION or not passage.generated:
            continue
        told = TOLD.findall(passage.generated)
        if told and FIGURE.search(passage.text) is None:
            yield passage.problem(
                f"{passage.name} tidak menyebut satu rupiah atau persentase pun, padahal teks otomatisnya menyebut"
                f" {told[0].strip()}.",
                "Sebutkan angkanya, atau kembalikan bagian ini ke teks otomatis.",
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
