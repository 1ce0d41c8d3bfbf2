"""How hand-written texts name numbers, months, days and quarters; each pattern reads a text once. Pure.

Every pattern is bounded, so that no text, however strange, takes more than a time in proportion to its length.
"""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from agreements.numbers import MONTHS, integer_in_words

MONTH_OF = {name.casefold(): number for number, name in enumerate(MONTHS, 1)} | {"nopember": 11, "pebruari": 2}
_MONTH = "|".join(MONTH_OF)

NUMBER_OF = {integer_in_words(number): number for number in range(1, 100)}
"""Spelled numbers: 'dua' -> 2, 'dua belas' -> 12."""
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}

_DAY = rf"(?<![\d.,])(?P<day>\d{{1,2}}) (?P<month>{_MONTH})\b(?: (?P<year>\d{{4}})(?!\d))?"
_NUMERIC = r"(?<![\d./-])(?P<day2>\d{1,2})(?P<sign>[/-])(?P<month2>\d{1,2})(?P=sign)(?P<year2>(?:19|20)\d\d)(?![\d/-])"
DAY = re.compile(f"{_DAY}|{_NUMERIC}", re.IGNORECASE)
SPAN = re.compile(
    rf"(?<![\d.,])(?P<day>\d{{1,2}}) (?P<month>{_MONTH})(?: \d{{4}})? (?:s\.d\.?|s/d|sampai(?: dengan)?|hingga|-|–)"
    rf" (?P<last_day>\d{{1,2}}) (?P<last_month>{_MONTH}) (?P<year>\d{{4}})",
    re.IGNORECASE,
)
QUARTER = re.compile(
    r"\b(?P<word>tri-?wulan(?:an)?|tribulan(?:an)?|TW) ?(?:ke-?)?(?P<number>IV|III|II|I|[1-4])(?![\w.,]*\d)(?!\w)"
    r"(?: (?:tahun )?(?:anggaran )?(?P<year>20\d\d))?",
    re.IGNORECASE,
)
YEAR = re.compile(r"\b(?P<lead>tahun(?: anggaran)?|t\.?a\.?|tahun kinerja) (?P<year>(?:19|20)\d\d)\b", re.IGNORECASE)
MONTH = re.compile(rf"\b(?P<month>{_MONTH})\b", re.IGNORECASE)

COUNT = re.compile(
    r"\b(?P<n>\d{1,3}|[^\W\d]{3,14}(?: belas| puluh(?: [^\W\d]{3,8})?)?)(?: \([\w ]{1,30}\))?"
    r" (?P<noun>(?:sasaran |target |indikator )?(?:sub kegiatan|kegiatan)|program|sasaran|indikator|target)\b",
    re.IGNORECASE,
)

AHEAD = re.compile(
    r"\b(?:akan|rencana\w*|direncanakan|dijadwalkan|diupayakan|berikutnya|selanjutnya|mendatang"
    r"|menjelang|mulai|hingga|sampai|s\.d|persiapan|dilanjutkan|dijalankan|time schedule|paling lambat"
    r"|selambat\w*|batas|jika|apabila)\b",
    re.IGNORECASE,
)
"""Words of a sentence that looks ahead."""

BACK = re.compile(
    r"\b(?:banding\w*|dibanding\w*|sebelumnya|lalu|kemarin|terdahulu|pengalaman|dari|sejak|terhadap|daripada|semula"
    r"|evaluasi|lhe|tindak lanjut)\b",
    re.IGNORECASE,
)
"""Words of a sentence that looks back."""


def folded(text: str) -> str:
    """Return what a pattern found in small letters; a Turkish dotted I, which passes for an I, becomes one."""
    return text.casefold().replace("i\N{COMBINING DOT ABOVE}", "i").replace("\N{LATIN SMALL LETTER DOTLESS I}", "i")


@dataclass(frozen=True)
class Day:
    """A day as a text names it; `date` is None where there is no such day."""

    text: str
    date: datetime.date | None
    at: int


def days(text: str, year: int) -> Iterator[Day]:
    """Yield the days that a text names; one without a year belongs to `year`."""
    for found in DAY.finditer(text):
        if found["day"]:
            number, month, named = int(found["day"]), MONTH_OF[folded(found["month"])], int(found["year"] or year)
        else:
            number, month, named = int(found["day2"]), int(found["month2"]), int(found["year2"])
        try:
            yield Day(found[0], datetime.date(named, month, number), found.start())
        except ValueError:
            yield Day(found[0], None, found.start())


def quarter_number(found: re.Match[str]) -> int:
    """Return the number of a quarter that `QUARTER` found."""
    return _ROMAN[folded(found["number"])]


def count_number(text: str) -> int | None:
    """Return a count as typed or spelled: '6', 'dua', 'kelima'; None for none."""
    text = folded(text)
    if text.isdecimal():
        return int(text)
    return NUMBER_OF.get(text) or NUMBER_OF.get(text.removeprefix("ke"))
