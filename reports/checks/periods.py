"""Quarters, years and days that a text names and that are not those of its report. Pure."""

import re
from collections.abc import Iterator

from agreements.numbers import format_date, month_name, quarter_name
from reports.anchors import photo_anchor
from reports.checks.common import Problem
from reports.checks.passages import Kind, Passage, Writing
from reports.checks.words import AHEAD, BACK, DAY, MONTH, MONTH_OF, QUARTER, SPAN, YEAR, days, folded, quarter_number
from reports.period import Quarter, period_sentence

REGULATION_NUMBER = re.compile(r"(?<!wulan )(?<![\w.-])\d[\w./-]{0,20},? $")
"""What stands before the year of a regulation: '6 ' of 'Nomor 6 Tahun 2018', but not that of 'Triwulan 2 Tahun'."""
DOCUMENT_YEAR = re.compile(r"\b(?:renstra|rpjmd|rpd|rkpd|rencana strategis)\b", re.IGNORECASE)
WHOLE_YEAR = re.compile(r"\bselama tahun(?: anggaran)? (?:20\d\d)\b", re.IGNORECASE)
DONE = re.compile(r"\b(?:telah|sudah) (?:di\w+kan|melaksanakan|dilaksanakan|mencapai|tercapai)\b", re.IGNORECASE)
NEXT_QUARTER = re.compile(r"\bpada tri-?wulan berikutnya\b", re.IGNORECASE)
SHARED_LETTERS = 6
"""Letters of a word that a slip of 'triwulan' still has in common with it ('Trwiulan', 'twiwulan')."""


def find_other_quarters(writing: Writing) -> Iterator[Problem]:
    """Find a quarter that is not the report's, unless the sentence looks ahead to a later or back to an earlier one.

    A plan may name any quarter that is still to come; a generated counterpart vouches for the quarters it names.
    """
    own = writing.inputs.facts.quarter
    for passage in writing.passages:
        vouched = {quarter_number(found) for found in QUARTER.finditer(passage.generated)}
        for sentence in passage.sentences:
            for found in QUARTER.finditer(sentence):
                number = quarter_number(found)
                if number == own.number or number in vouched or _looks_there(passage, sentence, found, own, number):
                    continue
                yield passage.problem(
                    f"{passage.name} menyebut “{found[0]}”, padahal laporan ini untuk {own.name}.",
                    f"Ganti menjadi {own.name}, atau tulis jelas bahwa yang dimaksud rencana atau pembanding.",
                )
                break


def _looks_there(passage: Passage, sentence: str, found: re.Match[str], own: Quarter, number: int) -> bool:
    year = int(found["year"] or own.year)
    if Quarter(year, number) > own:
        return passage.kind is Kind.PLAN or bool(AHEAD.search(sentence))
    return bool(BACK.search(sentence[max(0, found.start() - 60) : found.start()]))


def find_other_years(writing: Writing) -> Iterator[Problem]:
    """Find a year that is not the report's: not in a regulation, not where a sentence looks ahead or back by one."""
    own = writing.inputs.facts.quarter.year
    for passage in writing.passages:
        vouched = {found["year"] for found in YEAR.finditer(passage.generated)}
        vouched |= set(re.findall(r"\b20\d\d\b", passage.generated))
        for sentence in passage.sentences:
            for found in YEAR.finditer(sentence):
                year = int(found["year"])
                before = sentence[: found.start()]
                if (
                    year == own
                    or found["year"] in vouched
                    or REGULATION_NUMBER.search(before[-40:])
                    or DOCUMENT_YEAR.search(before[-60:])
                    or (year == own - 1 and passage.kind is not Kind.SECTION)
                    or (year == own - 1 and BACK.search(f"{before[-40:]} {sentence[found.end() : found.end() + 12]}"))
                    or (year > own and (passage.kind is Kind.PLAN or AHEAD.search(sentence)))
                ):
                    continue
                yield passage.problem(
                    f"{passage.name} menyebut “{found[0]}”, padahal laporan ini untuk tahun {own}.",
                    f"Periksa tahunnya; bila yang dimaksud tahun laporan, tulis tahun {own}.",
                )
                break


def find_impossible_dates(writing: Writing) -> Iterator[Problem]:
    """Find days that no calendar has: '31 Juni'."""
    own = writing.inputs.facts.quarter
    for passage in writing.passages:
        for day in days(passage.text, own.year):
            if day.date is None:
                yield passage.problem(
                    f"{passage.name} menyebut “{day.text}”, tanggal yang tidak ada.",
                    f"Perbaiki tanggalnya; {own.name} berakhir {format_date(own.end)}.",
                )


def find_dates_outside(writing: Writing) -> Iterator[Problem]:
    """Find days told as past that lie after the period, or captions of photographs from outside it."""
    own = writing.inputs.facts.quarter
    first = Quarter(own.year, 1).start
    for passage in writing.passages:
        for sentence in passage.sentences:
            spans = {at for span in SPAN.finditer(sentence) for at in range(*span.span())}
            for day in days(sentence, own.year):
                if day.date is None or day.at in spans:
                    continue
                later = day.date > own.end and not AHEAD.search(sentence) and passage.kind is not Kind.PLAN
                earlier = day.date < first and passage.kind is Kind.CAPTION
                if later or earlier:
                    yield passage.problem(
                        f"{passage.name} menyebut {day.text}, di luar periode laporan"
                        f" ({format_date(first)} s.d. {format_date(own.end)}).",
                        "Periksa tanggalnya; yang terjadi sesudah periode ditulis di laporan triwulan berikutnya.",
                    )
    for number, photo in enumerate(writing.inputs.photos, 1):
        if photo.taken_on is not None and not first <= photo.taken_on <= own.end:
            yield Problem(
                f"Foto ke-{number} bertanggal {format_date(photo.taken_on)}, di luar periode laporan"
                f" ({format_date(first)} s.d. {format_date(own.end)}).",
                f"Keterangan foto ke-{number}",
                "Periksa tanggal foto, atau pindahkan foto ke laporan triwulannya.",
                photo_anchor(number, photo),
                "foto",
            )


def find_other_spans(writing: Writing) -> Iterator[Problem]:
    """Find a span of days, told as the report's, that is another than the one the report covers.

    Thirteen seeds tell the days since 1 January, two those of the quarter alone: a post may choose, not mix.
    """
    own = writing.inputs.facts.quarter
    kind = "quarter" if writing.inputs.period_sentence == "quarter" else "cumulative"
    right = period_sentence(own, "quarter" if kind == "quarter" else "cumulative")
    for passage in writing.passages:
        if passage.kind is not Kind.SECTION:
            continue
        for found in SPAN.finditer(passage.text):
            if any(day.date is None for day in days(found[0], own.year)):
                continue  # told by `find_impossible_dates`
            first = own.start if kind == "quarter" else Quarter(own.year, 1).start
            begins = (int(found["day"]), MONTH_OF[folded(found["month"])])
            ends = (int(found["last_day"]), MONTH_OF[folded(found["last_month"])], int(found["year"]))
            if begins == (first.day, first.month) and ends == (own.end.day, own.end.month, own.end.year):
                continue
            yield passage.problem(
                f"{passage.name} menyebut periode “{found[0]}”, padahal periode laporan ini {right}.",
                f"Ganti menjadi {right}.",
            )


def find_whole_years(writing: Writing) -> Iterator[Problem]:
    """Find a report of a part of the year that tells of the whole year as done (Ranuyoso: 'Selama tahun anggaran')."""
    own = writing.inputs.facts.quarter
    if own == Quarter(own.year, 4):
        return
    for passage in writing.passages:
        for sentence in passage.sentences:
            found = WHOLE_YEAR.search(sentence)
            if found and DONE.search(sentence):
                yield passage.problem(
                    f"{passage.name} menyebut “{found[0]}” sebagai yang telah dilaksanakan, padahal baru sampai"
                    f" {own.name}.",
                    f"Tulis “sampai dengan {own.name} tahun {own.year}”.",
                )
                break


def find_wrong_next_quarters(writing: Writing) -> Iterator[Problem]:
    """Find work put off to 'triwulan berikutnya' while the months named with it lie beyond that quarter."""
    own = writing.inputs.facts.quarter
    if own == Quarter(own.year, 4):
        return
    coming = Quarter(own.year, own.number + 1).months
    for passage in writing.passages:
        if not NEXT_QUARTER.search(passage.text):
            continue
        months = {MONTH_OF[folded(found["month"])] for found in MONTH.finditer(DAY.sub(" ", passage.text))}
        beyond = sorted(month for month in months if month > coming[-1])
        if beyond:
            yield passage.problem(
                f"{passage.name} menjanjikan “triwulan berikutnya”, padahal bulan {month_name(beyond[-1])} yang"
                f" disebutnya tidak termasuk {quarter_name(own.number + 1)}.",
                "Sebut triwulannya satu per satu, sesuai bulan yang direncanakan.",
            )


def find_slips_of_quarter(writing: Writing) -> Iterator[Problem]:
    """Find words that were meant to be 'triwulan' or a month: 'Trwiulan I', 'Novembe 2024'."""
    for passage in writing.passages:
        for found in SLIP.finditer(passage.text):
            word = folded(found["word"])
            meant = next((name for name in MEANT if word != name and _one_slip(word, name)), "")
            if meant and word not in MEANT:
                yield passage.problem(
                    f"{passage.name} menyebut “{found[0]}”; mungkin maksudnya “{meant.capitalize()}”.",
                    "Perbaiki ejaannya, supaya periode yang dimaksud jelas.",
                )


SLIP = re.compile(r"\b(?P<word>[a-z]{3,12}) (?:I{1,3}|IV|20\d\d)\b", re.IGNORECASE)
MEANT = ("triwulan", "tribulan", "triwulanan", *MONTH_OF)


def _one_slip(word: str, name: str) -> bool:
    """Whether one letter is missing, doubled or another one, or two neighbours changed places."""
    if word[:1] != name[:1] or abs(len(word) - len(name)) > 1 or len(name) < SHARED_LETTERS:
        return False
    start = next((at for at, (one, other) in enumerate(zip(word, name, strict=False)) if one != other), len(word))
    end = next((at for at, (a, b) in enumerate(zip(word[::-1], name[::-1], strict=False)) if a != b), len(word))
    mine, theirs = word[start : len(word) - end], name[start : len(name) - end]
    return (len(mine) <= 1 and len(theirs) <= 1) or (len(mine) == len(theirs) <= 3 and sorted(mine) == sorted(theirs))
