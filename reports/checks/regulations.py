"""Regulations that a text cites, against the one register. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from reports.checks.common import Problem
from reports.checks.passages import Writing
from reports.checks.rows import normalised
from reports.checks.words import folded
from reports.results import Kept

CITED = re.compile(
    r"(?<!\batas )\b(?P<kind>undang-undang|uu|peraturan pemerintah(?: \(pp\))?|pp|peraturan presiden|perpres"
    r"|peraturan daerah|perda|peraturan bupati|perbup|instruksi presiden|inpres|keputusan bupati|kepbup"
    r"|(?:peraturan|keputusan|pedoman) menteri(?: [^\W\d]+){0,8}|permen[^\W\d]*|kepmen[^\W\d]*)"
    r"(?: kabupaten)?(?: lumajang)? (?:(?:nomor|no)\.? ?)?(?P<number>\d[\d./-]{0,12})(?: tahun |/)(?P<year>\d{4})"
    r"(?=(?:[ \n]tentang (?P<about>[^.;:()\n]{4,240}))?)",
    re.IGNORECASE,
)
"""What follows 'tentang' is only looked at, since a sentence may go on with the next regulation; one that stands after
'perubahan atas' is part of a title."""
KINDS = (
    ("undang", "uu"), ("uu", "uu"), ("peraturan pemerintah", "pp"), ("pp", "pp"), ("perpres", "perpres"),
    ("peraturan presiden", "perpres"), ("peraturan daerah", "perda"), ("perda", "perda"),
    ("peraturan bupati", "perbup"), ("perbup", "perbup"), ("instruksi", "inpres"), ("inpres", "inpres"),
    ("keputusan bupati", "kepbup"), ("kepbup", "kepbup"), ("keputusan menteri", "kepmen"), ("kepmen", "kepmen"),
    ("pedoman menteri", "pedoman"), ("peraturan menteri", "permen"), ("permen", "permen"),
)  # fmt: skip
"""How a kind of regulation begins, long and short."""
TITLE_ADDITION = " dan kelurahan"
"""What reports add to the title of Perbup 96/2019; any other word after a title is the sentence going on."""
OR_THE_REGISTER = (Kept.FIGURE, Kept.REGISTER)
"""Text or register: one of the two is wrong."""
ABBREVIATED = ("uu", "pp", "perbup", "perda", "permen", "kepmen", "perpres", "inpres", "kepbup")


@dataclass(frozen=True)
class Cited:
    """A regulation as cited: its kind, number and year, the words for its kind, and its subject."""

    key: tuple[str, str, str]
    words: str
    about: str
    text: str


@lru_cache(maxsize=128)
def cited(text: str) -> tuple[Cited, ...]:
    """Return the regulations that a text cites with number and year, read once for both checks that ask."""
    return tuple(_cited(text))


def _cited(text: str) -> Iterator[Cited]:
    for found in CITED.finditer(text):
        words = normalised(folded(found["kind"]))
        kind = next(short for start, short in KINDS if words.startswith(start))
        name = text[found.start() : found.end("year")]
        yield Cited((kind, found["number"].strip("./-"), found["year"]), words, normalised(found["about"] or ""), name)


def find_unknown_regulations(writing: Writing) -> Iterator[Problem]:
    """Find regulations that are not in the register (Bagian Organisasi: Perbup 73/2020 for 89/2021)."""
    register = _register(writing)
    if not register:
        return
    for passage in writing.passages:
        for regulation in cited(passage.text):
            if regulation.key not in register:
                titles = {short: normalised(about) for short, about in register.values()}
                same = [short for short, title in titles.items() if title and _same_title(regulation.about, title)]
                yield passage.problem(
                    f"{passage.name} menyebut “{regulation.text}”, yang tidak ada di register peraturan.",
                    f"Register memuat {same[0]} dengan judul yang sama."
                    if same
                    else "Periksa nomor dan tahunnya, atau mintalah administrator mencatatnya di register peraturan.",
                    kept=OR_THE_REGISTER,
                )


def find_regulations_cited_otherwise(writing: Writing) -> Iterator[Problem]:
    """Find a regulation of the register with another title or another ministry ('Pemerintah Daerah', UU 23/2014)."""
    register = _register(writing)
    for passage in writing.passages:
        for regulation in cited(passage.text):
            if regulation.key not in register:
                continue
            short, about = register[regulation.key]
            title = normalised(about)
            if regulation.about and title and not _same_title(regulation.about, title):
                yield passage.problem(
                    f"{passage.name} menyebut {regulation.text} dengan judul lain daripada di register peraturan.",
                    f"Tulis {short} tentang {about}.",
                    kept=OR_THE_REGISTER,
                )
            elif not _same_kind(regulation.words, normalised(short)):
                yield passage.problem(
                    f"{passage.name} menyebut “{regulation.text}”; di register namanya lain.",
                    f"Tulis {short}.",
                    kept=OR_THE_REGISTER,
                )


def _register(writing: Writing) -> dict[tuple[str, str, str], tuple[str, str]]:
    """Return the register by kind, number and year: (short name, about)."""
    return {
        regulation.key: (short, about)
        for short, about in writing.inputs.background.regulations
        for regulation in cited(short)
    }


def _same_title(said: str, title: str) -> bool:
    """Whether a text goes on with the title, up to its end, or breaks it off at the text's own end."""
    return f"{said} ".startswith(f"{title} ") and not said[len(title) :].startswith(TITLE_ADDITION)


def _same_kind(words: str, short: str) -> bool:
    said = words.removesuffix(" nomor").removesuffix(" pp").removesuffix(" republik indonesia")
    return words.split()[0].startswith(ABBREVIATED) or _kind_of(short) == said


def _kind_of(short: str) -> str:
    """Return the words for its kind with which a short name begins: 'peraturan bupati' of 'Peraturan Bupati ...'."""
    found = re.match(r"(?:[^\W\d]+ )+?(?=lumajang |nomor |kabupaten )", short)
    return found[0].strip() if found else short
