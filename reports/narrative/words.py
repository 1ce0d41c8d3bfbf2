"""Small Indonesian wordings that sentences share: lists, positions, posts, periods, reasons. Pure."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from agreements.enums import AppointmentKind, Echelon, EfficiencyDefinition
from agreements.numbers import (
    NBSP,
    format_exact,
    format_figure,
    format_percent,
    integer_in_words,
    join_unit,
    with_unit,
)
from reports.inputs import CitationEntry, Signer
from reports.results import Reason
from reports.rules import REACHED

FULL = format_percent(REACHED, drop_zeros=True)
"""'100 %', the achievement at which a target is reached."""

REASONS: Mapping[Reason, str] = {
    Reason.NO_REALIZATION: "belum ada realisasi",
    Reason.EXPLAINED: "belum ada realisasi, dengan alasan tertulis",
    Reason.NO_TARGET: "target belum ditetapkan",
    Reason.ZERO_TARGET: "target nol, capaian tidak dapat dihitung",
    Reason.NEGATIVE_TARGET: "target kurang dari nol, capaian tidak dapat dihitung",
    Reason.RANGE_TARGET: "target berupa rentang, tidak ada biaya rencana per hasil",
    Reason.ZERO_DENOMINATOR: "penyebut nol, tidak dapat dihitung",
    Reason.MISSING_TERM: "data pembilang atau penyebut belum lengkap",
    Reason.MISSING_QUARTER: "data triwulan sebelumnya belum lengkap",
    Reason.NO_CHILDREN: "tidak ada indikator di bawahnya",
    Reason.NO_CEILING: "pagu belum ditetapkan",
    Reason.ZERO_CEILING: "pagu nol, serapan tidak dapat dihitung",
    Reason.ZERO_ABSORPTION: "belum ada serapan, efisiensi tidak dapat dihitung",
    Reason.NO_AMOUNTS: "anggaran dicatat pada tingkat di atasnya",
    Reason.NOTHING_TO_AVERAGE: "belum ada angka yang dapat dirata-rata",
    Reason.ZERO_OUTCOME: "hasil masih nol, biaya per hasil tidak dapat dihitung",
    Reason.LOWER_IS_BETTER: "tidak dihitung untuk indikator yang makin rendah makin baik",
    Reason.NO_OUTCOME: "tidak ada indikator yang terkait",
    Reason.SEVERAL_OUTCOMES: "satu anggaran untuk beberapa indikator, tidak dapat dibagi",
    Reason.NO_MONEY: "tidak ada anggaran yang terkait",
    Reason.NO_REPORTS: "tidak ada laporan yang seharusnya masuk",
    Reason.NO_PAST: "data tahun sebelumnya belum tersedia",
    Reason.CIRCULAR: "susunan indikator berputar, tidak dapat dihitung",
}
"""Why a figure is missing, as a footnote says it."""

EFFICIENCY: Mapping[EfficiencyDefinition, str] = {
    EfficiencyDefinition.DIFFERENCE: "Efisiensi = capaian kinerja dikurangi serapan anggaran, dalam poin persentase.",
    EfficiencyDefinition.INDEX: "Efisiensi (IE) = capaian kinerja dibagi serapan anggaran.",
    EfficiencyDefinition.PMK_22_2021: "Efisiensi menurut PMK 22/PMK.02/2021, antara −20 dan 20.",
}
"""What the efficiency column means."""

COST_PER_OUTCOME = (
    "Biaya per hasil, dalam rupiah per satuan indikator (untuk indikator persen: per poin persentase): rencana = pagu"
    " dibagi target, realisasi = realisasi anggaran dibagi realisasi kinerja."
)
"""What the columns of the cost per outcome mean."""

HEADS = frozenset({Echelon.HEAD, Echelon.II_A, Echelon.II_B, Echelon.III_A})
"""Whose titles the seeds print in capitals under a signature (CAMAT, KEPALA BAGIAN, ASISTEN)."""


def join(words: Sequence[str]) -> str:
    """Join words: 'a', 'a dan b', 'a, b, dan c'."""
    if len(words) < 3:
        return " dan ".join(words)
    return f"{', '.join(words[:-1])}, dan {words[-1]}"


def ordinals(positions: Sequence[int]) -> str:
    """Name 1-based positions: 'ke-2', 'ke-2 dan ke-3', 'ke-1, ke-4, dan ke-5'."""
    return join([f"ke-{position}" for position in positions])


def capitalized(text: str) -> str:
    """Return the text with its first letter in upper case and the rest as it is."""
    return text[:1].upper() + text[1:]


def with_stops(texts: Sequence[str], *, leading: Collection[int] = (), last: str = ".") -> tuple[str, ...]:
    """End the items of a list as Indonesian documents do, whatever was typed: semicolons, and a full stop last.

    Items at the places in `leading` lead to a list of their own and end in a colon. `last` is the stop of the last
    item, ';' where the list stands inside another that goes on.
    """
    final = len(texts) - 1
    stops = [":" if place in leading else last if place == final else ";" for place in range(len(texts))]
    return tuple(f"{text.strip().rstrip(';.,: ')}{stop}" for text, stop in zip(texts, stops, strict=True))


def roman_echelon(echelon: Echelon) -> str:
    """Return the echelon without its letter: 'III' for III.a."""
    return str(echelon.value).split(".")[0]


def reporter_and_addressee(signer: Signer, superior: Signer | None) -> tuple[str, str]:
    """Say who must report to whom, as the obligation paragraph of BAB I needs it.

    The seeds wrongly say 'pejabat eselon IV ... kepada pejabat eselon IV': two posts of the same echelon group are
    told apart by letter (III.b to III.a); the head of the regency, or a superior of the very same echelon, by title.
    """
    staff = signer.echelon is Echelon.STAFF
    own = "setiap PNS" if staff else f"pejabat eselon {roman_echelon(signer.echelon)}"
    if signer.echelon is Echelon.HEAD:
        own = signer.title
    if superior is None:
        return own, "atasan langsungnya"
    if superior.echelon in (Echelon.HEAD, Echelon.STAFF) or superior.echelon is signer.echelon:
        return own, superior.title
    if roman_echelon(superior.echelon) == roman_echelon(signer.echelon):
        return f"pejabat eselon {signer.echelon.value}", f"pejabat eselon {superior.echelon.value}"
    return own, f"pejabat eselon {roman_echelon(superior.echelon)}" + (" atasannya" if staff else "")


def post_of_unit(post: str, unit: str) -> str:
    """Name a post with its unit, and what both names share once: 'Sekretaris Kecamatan Rowokangkung'.

    'Camat' says that the unit is a kecamatan: 'Camat Rowokangkung'.
    """
    words, place = post.split(), unit.split()
    if words == ["Camat"] and place[:1] == ["Kecamatan"]:
        return " ".join(words + place[1:])
    shared = max(size for size in range(min(len(words), len(place)) + 1) if words[len(words) - size :] == place[:size])
    return " ".join(words + place[shared:])


def signature_title(signer: Signer, *, capitals: bool = True) -> str:
    """Return the title over a name: 'Plt. CAMAT ROWOKANGKUNG', 'Kepala Seksi Pemerintahan'; in text not in capitals."""
    title = signer.title.upper() if capitals and signer.echelon in HEADS else signer.title
    if signer.kind in (None, AppointmentKind.DEFINITIVE):
        return title
    return f"{AppointmentKind(signer.kind).label} {title}"


def as_agreed(superior: Signer, title: str) -> Signer:
    """Return a superior whose holder nobody recorded with the Pj., Plt. or Plh. that the agreement's title names.

    The agreement says 'Pj. Bupati Lumajang', and the post is 'Bupati Lumajang': the paper names one person one way.
    """
    if superior.name:
        return superior
    named = (kind for kind in AppointmentKind if title == f"{kind.label} {superior.title}")
    return replace(superior, kind=next(named, superior.kind))


def named_title(title: str, signer: Signer) -> str:
    """Return a title that a paper gives a signer as it stands over the name: 'Pj. BUPATI LUMAJANG'."""
    if signer.echelon not in HEADS:
        return title
    acting, stop, post = title.partition(". ")
    known = {AppointmentKind(kind).label for kind in AppointmentKind if kind is not AppointmentKind.DEFINITIVE}
    return f"{acting}. {post.upper()}" if stop and f"{acting}." in known else title.upper()


def regulation(citation: CitationEntry) -> str:
    """Name a regulation with its subject: 'Peraturan Bupati Nomor 96 Tahun 2019 tentang Kedudukan, ...'."""
    return f"{citation.regulation} tentang {citation.about}" if citation.about else citation.regulation


def with_article(citation: CitationEntry) -> str:
    """Name a regulation with article and subject: 'Pasal 228 Undang-Undang Nomor 23 Tahun 2014 tentang ...'."""
    return f"{citation.article} {regulation(citation)}".strip()


def document_name(name: str) -> str:
    """Write a document's span of years with a dash: 'Renstra 2024–2026' for 'Renstra 2024-2026'."""
    return re.sub(r"(\d)\s*-\s*(\d)", r"\1–\2", name)


def enumerated(names: Sequence[str]) -> str:
    """Name several things inside a sentence: '(1) a dan (2) b'; a single one without a number."""
    if len(names) == 1:
        return names[0]
    return join([f"({place}) {name}" for place, name in enumerate(names, start=1)])


def figure_with_unit(value: Decimal, unit_of_measure: str) -> str:
    """Write a target or realization: '35 keluarga', '100 %', '62,50 %'; one that two decimals would make 0 in full."""
    if value and format_figure(value) == "0":
        return join_unit(format_exact(value), unit_of_measure)
    if unit_of_measure.strip() == "%":
        return format_percent(value, drop_zeros=True)
    return with_unit(value, unit_of_measure)


def all_of(number: int) -> str:
    """Say that all of a number are meant: 'Keenam', 'Kesebelas'."""
    return f"Ke{integer_in_words(number)}"


def spelled_count(number: int, noun: str) -> str:
    """Count things as formal Indonesian does: '2 (dua) kegiatan'."""
    return f"{number}{NBSP}({integer_in_words(number)}) {noun}"


def count_of(number: int, noun: str) -> str:
    """Count things: '2 indikator', with a no-break space."""
    return f"{number}{NBSP}{noun}"
