"""Read the numbers that people type, without ever guessing in silence.

Grammar, kept small enough to be written twice (a JavaScript twin is held to the same table of cases):

- blanks of any kind (no-break, thin, tab) around the number, its sign, 'Rp' and its satuan do not matter;
- groups: '.' or ',' or one blank, the first of 1-3 digits and not starting with 0, the others of exactly 3. Two or more
  groups after the first are always thousands; two different separators are thousands and then decimals (after blanks
  the decimals take a comma). One blank ('1 500') is thousands in MONEY, elsewhere a question: it may be two numbers;
- one '.' or ',' before exactly three digits ('1.500', '49.230', '1,500') can be read twice:
  MONEY is thousands, since rupiah has only two decimals. COUNT is thousands after a point (the Indonesian way) and a
  question after a comma. FIGURE is always a question, also for '49.230' and also for '%': published reports write
  both '33.33%' and '1,706,504,410', and no rule on sizes would be right for every indicator. The ways out of the
  question are unmistakable: '49230', or '49,23'. '0,500' is no question, since no thousands start with 0;
- one '.' before one or two digits is a decimal point ('49.23'), but in MONEY after at most three digits ('22.90') a
  lost digit is likelier than sen with a point, so it is a question;
- a FIGURE of what is counted (`COUNTED`: 'dokumen', 'orang', 'keluarga') is not below zero, and a part of what is
  counted whole is a question: '4,5' was more likely meant to be 45. With its satuan behind it ('4,5 dokumen') it is no
  question, since then somebody says that it is a part. Parts of a time ('orang/bulan') are usual, and so are shares.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from agreements.numbers.formatting import MINUS, format_exact, format_money, format_rupiah, join_unit


class NumberKind(StrEnum):
    """What sort of number a field holds."""

    MONEY = "money"
    FIGURE = "figure"
    COUNT = "count"


MONEY = NumberKind.MONEY  # rupiah: 0 or more, 2 decimals
FIGURE = NumberKind.FIGURE  # value of an indicator: 4 decimals, may be negative
COUNT = NumberKind.COUNT  # named part of a ratio: 0 or more, 4 decimals

DECIMALS = {MONEY: 2, FIGURE: 4, COUNT: 4}
WHOLE_DIGITS = 16  # DecimalField(18, 2) of amounts and DecimalField(20, 4) of figures
LONGEST = 80  # characters that can still be one number with its satuan

RUPIAH = "rupiah"
UNIT_WORDS = {
    "persen": "%",
    "prosen": "%",
    "org": "orang",
    "bln": "bulan",
    "th": "tahun",
    "thn": "tahun",
    "dok": "dokumen",
    "lap": "laporan",
    "rp": RUPIAH,
    "idr": RUPIAH,
}
COUNTED = frozenset(
    {
        *("orang", "jiwa", "keluarga", "kk", "pegawai", "peserta", "kader", "lembaga", "kelompok", "instansi"),
        *("desa", "kelurahan", "kecamatan", "dusun", "rumah", "sekolah", "lokasi", "titik"),
        *("dokumen", "laporan", "berkas", "surat", "buku", "lembar", "data", "peraturan", "keputusan", "usulan"),
        *("unit", "paket", "buah", "set", "jenis", "kegiatan", "kali", "layanan", "fasilitasi", "aplikasi"),
    }
)
"""First words of the satuan of what is counted in pieces."""
PERIODS = frozenset({"jam", "hari", "minggu", "bulan", "triwulan", "semester", "tahun"})
"""Of these there are parts, also where people are counted over them: 'orang/bulan', 'orang hari'."""
MULTIPLIERS = frozenset({"ratus", "rb", "ribu", "jt", "juta", "miliar", "milyar", "triliun", "trilyun"})
NO_FIGURE = frozenset({"n/a", "na", "nihil", "kosong", "tidak ada", "belum ada"})

_BLANKS = re.compile("[\t-\r\x1c-\x1f \u0085\u00a0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u2060\u3000\ufeff]+")
_NUMBER = re.compile(
    r"(?P<sign>[-–−])?\ ?(?P<rp>(?:rp|idr)\.?)?\ ?(?P<sign_inside>[-–−])?\ ?"
    r"(?P<body>[0-9]+(?:[., ]+[0-9]+)*)\ ?(?P<tail>.*)",
    re.IGNORECASE | re.DOTALL,
)
_RUPIAH_TAIL = re.compile(r"[.,] ?[-–—−=]{1,2} ?")
_UNIT = re.compile(r"[\w%][\w²³%./() -]*")
_WORDS = re.compile(r"[^\W\d_]+(?:[./() -]+[^\W\d_]+)*[.)]*")

_MIXED = "titik, koma, atau spasi tercampur. Tulis tanpa pemisah ribuan, dengan koma untuk desimal."
_BLANK_INSIDE = "ada spasi di dalam angka, atau lebih dari satu angka. Tulis satu angka tanpa spasi."


@dataclass(frozen=True)
class Reading:
    """What a typed text was read as: exactly one of `value`, `question` and `error`, or none for an empty text.

    Attributes:
        value: the number, never negative zero.
        echo: how it was read, to show beside the field ('Rp 1.885.065.699', '49,23 %').
        question: Indonesian sentence offering the readings in `candidates`; nothing may be stored until it is answered.
        error: Indonesian sentence that shows what was typed and how to mend it.
        unit: satuan of the value: the expected one, else the one typed after it, else ''.
        candidates: readings that a question offers, and mendings that an error suggests; each can be typed back as
            `format_for_input` writes it.
    """

    value: Decimal | None = None
    echo: str = ""
    question: str = ""
    error: str = ""
    unit: str = ""
    candidates: tuple[Decimal, ...] = ()


class _NotReadError(Exception):
    """A reason why a text is no number, with the mendings to suggest."""

    def __init__(self, reason: str, suggestions: tuple[Decimal, ...] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.suggestions = suggestions


@dataclass(frozen=True)
class _Ambiguous:
    """The readings of one text that needs an answer first, each with the words that tell them apart."""

    readings: tuple[tuple[Decimal, str], ...]


def parse_number(text: str | None, kind: NumberKind, unit_of_measure: str | None = None) -> Reading:
    """Read a typed number; never raises, whatever the text.

    Args:
        text: as typed or pasted; None counts as empty.
        kind: MONEY (rupiah, 2 decimals), FIGURE (indicator value, 4 decimals, may be negative), COUNT (ratio term).
        unit_of_measure: the satuan that may follow the number; another one is refused. '' means that none may follow,
            None that any may (it is then in `Reading.unit`, for the caller to compare). Ignored for MONEY.
            A FIGURE measured in rupiah is read like MONEY.
    """
    plain = _plain(text or "")
    if not plain:
        return Reading()
    quoted = f"Tertulis “{plain[:40]}{'…' if len(plain) > 40 else ''}”"
    try:
        found, unit, as_money = _read(plain, kind, unit_of_measure)
    except _NotReadError as refusal:
        mend = ""
        if refusal.suggestions:
            mend = f" Maksudnya {_either(_written(number, kind) for number in refusal.suggestions)}?"
        return Reading(error=f"{quoted}: {refusal.reason}{mend}", candidates=refusal.suggestions)
    if isinstance(found, _Ambiguous):
        numbers = tuple(number for number, _ in found.readings)
        offers = _either(f"{_written(number, kind)} ({words})" for number, words in found.readings)
        ways = _either(format_for_input(number, kind, unit) for number in numbers)
        return Reading(question=f"{quoted}: maksudnya {offers}? Tulis {ways}.", unit=unit, candidates=numbers)
    if kind == MONEY:
        echo = format_rupiah(found)
    elif as_money:
        echo = join_unit(format_exact(found), "Rp")
    else:
        echo = join_unit(format_exact(found), unit)
    return Reading(value=found, echo=echo, unit=unit)


def format_for_input(value: Decimal, kind: NumberKind, unit_of_measure: str | None = None) -> str:
    """Write a stored number into a field so that `parse_number` reads it back as exactly this value.

    Like the document where that is unmistakable ('1.885.065.699', '49,23'), else without points ('1500' in a FIGURE,
    where '1.500' would be a question) or with a fourth decimal ('1,1250'); with its satuan where it would be asked
    about without ('4,5 dokumen').
    """
    usual = _written(value, kind)
    plain = usual.replace(".", "")
    ways = (usual, plain, f"{plain}0")
    way = next((way for way in ways if _reads_as(way.removeprefix(MINUS), kind, value.copy_abs())), usual)
    return f"{way} {unit_of_measure}" if kind == FIGURE and is_part(value, unit_of_measure) else way


def is_part(value: Decimal, unit_of_measure: str | None) -> bool:
    """Tell whether a number is a part of what is counted whole: 4,5 of 'dokumen', not of 'orang/bulan' or '%'."""
    words = _unit_key(unit_of_measure or "").split(" ")
    whole = words[0] in COUNTED and "/" not in words and PERIODS.isdisjoint(words)
    return whole and value != value.to_integral_value()


def same_unit(one: str, other: str) -> bool:
    """Tell whether two satuan are the same: case, blanks and usual short forms ('org', 'bln', 'persen') aside."""
    return _unit_key(one) == _unit_key(other) != ""


def _reads_as(body: str, kind: NumberKind, value: Decimal) -> bool:
    try:
        return _read_body(body, kind) == value
    except _NotReadError:
        return False


def _plain(text: str) -> str:
    return _BLANKS.sub(" ", text).strip(" ")


def _written(value: Decimal, kind: NumberKind) -> str:
    return format_money(value) if kind == MONEY else format_exact(value)


def _either(parts: Iterable[str]) -> str:
    # Not a list with commas: the numbers in it have commas of their own.
    return " atau ".join(parts)


def _unit_key(unit: str) -> str:
    words = re.findall(r"[^\W_]+|%|/", _plain(unit).casefold().replace("²", "2").replace("³", "3"))
    return " ".join(UNIT_WORDS.get(word, word) for word in words)


def _read(plain: str, kind: NumberKind, expected: str | None) -> tuple[Decimal | _Ambiguous, str, bool]:
    """Return the number, its satuan and whether it is rupiah, or raise `_NotReadError`."""
    if plain.casefold() in NO_FIGURE or not any(sign.isalnum() for sign in plain):
        raise _NotReadError("ini bukan angka. Kosongkan isian bila angkanya belum ada; tulis 0 hanya bila memang nol.")
    if len(plain) > LONGEST:
        raise _NotReadError("terlalu panjang untuk satu angka. Tulis angkanya saja.")
    if any(unicodedata.category(sign)[0] == "N" and not sign.isascii() and sign not in "²³" for sign in plain):
        raise _NotReadError("ada angka dengan huruf yang tidak dikenal. Ketik ulang dengan angka 0 sampai 9.")
    match = _NUMBER.fullmatch(plain)
    if match is None:
        raise _NotReadError(_why_no_number(plain))
    body, tail = match["body"], match["tail"]
    as_money = kind == MONEY or _unit_key(expected or "") == RUPIAH or (expected is None and bool(match["rp"]))
    if as_money and (dash := _RUPIAH_TAIL.match(tail)):
        tail = tail[dash.end() :]
    unit = _read_money_tail(tail) if kind == MONEY else _read_unit(tail, match["rp"] or "", kind, expected)
    sign = (match["sign"] or "") + (match["sign_inside"] or "")
    if len(sign) > 1:
        raise _NotReadError("ada dua tanda minus. Tulis satu saja.")
    if sign and kind != FIGURE:
        thing = "jumlah rupiah" if kind == MONEY else "jumlah"
        raise _NotReadError(f"{thing} tidak boleh negatif. Tulis tanpa tanda minus.")
    if sign and _unit_key(unit).split(" ")[0] in COUNTED:
        raise _NotReadError(f"jumlah {unit} tidak boleh negatif. Tulis tanpa tanda minus.")
    as_money = as_money or _unit_key(unit) == RUPIAH
    found = _read_body(body, MONEY if as_money and kind != COUNT else kind)
    if sign:
        found = _negated(found)
    if isinstance(found, Decimal) and kind == FIGURE and not tail and is_part(found, unit):
        found = _Ambiguous((*_without_mark(body), (found, f"pecahan, padahal {unit} dihitung utuh")))
    return found, unit, as_money


def _without_mark(body: str) -> Iterator[tuple[Decimal, str]]:
    """Yield the number of which a point or comma too many makes a part, where a field can hold it."""
    digits = re.sub("[., ]", "", body).lstrip("0")
    if len(digits) <= WHOLE_DIGITS:
        name = "titik" if re.findall("[.,]", body)[-1] == "." else "koma"
        yield Decimal(digits), f"tanpa {name}"


def _negated(found: Decimal | _Ambiguous) -> Decimal | _Ambiguous:
    if isinstance(found, _Ambiguous):
        return _Ambiguous(tuple((-number, words) for number, words in found.readings))
    return -found if found else found


def _why_no_number(plain: str) -> str:
    if not any("0" <= sign <= "9" for sign in plain):
        return "tidak ada angka di dalamnya. Tulis angkanya, contoh: 49,23."
    if re.match(r"[-–−]? ?[.,] ?[0-9]", plain):
        return "ada pemisah di depan tanpa angka. Tulis angka nol di depannya, contoh: 0,5."
    return "sebelum angka ada tulisan yang tidak dikenal. Tulis angkanya saja, contoh: 49,23."


def _read_money_tail(tail: str) -> str:
    """Accept nothing or the word rupiah after an amount."""
    if tail and not _names(tail, RUPIAH):
        if tail.startswith("%") or _unit_key(tail) == "%":
            raise _NotReadError("isian ini jumlah rupiah, bukan persen. Tulis rupiahnya, contoh: 1.885.065.699.")
        raise _NotReadError(_why_no_unit(tail))
    return ""


def _read_unit(tail: str, rp: str, kind: NumberKind, expected: str | None) -> str:
    """Return the satuan of a figure, or raise `_NotReadError` naming both when another one was typed."""
    typed = tail or rp.rstrip(".")
    if rp and tail and _unit_key(tail) != RUPIAH:
        raise _NotReadError(f"ada dua satuan, “{rp}” dan “{tail}”. Tulis angkanya saja.")
    if not typed:
        return expected or ""
    if expected and _names(typed, expected):
        return expected
    if not _is_unit(typed):
        raise _NotReadError(_why_no_unit(typed))
    if kind == COUNT and typed == "%":
        raise _NotReadError("isian ini jumlah, bukan persen. Tulis jumlahnya.")
    if expected is None:
        return typed
    if not expected:
        raise _NotReadError(f"isian ini tidak memakai satuan “{typed}”. Tulis angkanya saja.")
    raise _NotReadError(
        f"satuannya “{typed}”, sedangkan isian ini diukur dalam “{expected}”. "
        "Periksa angkanya, lalu tulis tanpa satuan."
    )


def _names(typed: str, expected: str) -> bool:
    """Tell whether a satuan was typed as expected, with nothing beside it that may mean more ('4 ?dokumen')."""
    if typed.casefold() == expected.casefold():
        return True
    return bool(_UNIT.fullmatch(typed)) and same_unit(typed, expected)


def _is_unit(tail: str) -> bool:
    if tail == "%":
        return True
    letters = sum(sign.isalpha() for sign in tail)
    return letters > 1 and bool(_WORDS.fullmatch(tail)) and tail.casefold().split()[0] not in MULTIPLIERS


def _why_no_unit(tail: str) -> str:
    if tail.casefold().split()[0].rstrip(".") in MULTIPLIERS:
        return f"tulis angkanya lengkap, tanpa kata “{tail.split()[0]}”. Contoh: 1.500.000, bukan 1,5 juta."
    if re.match(r"[eE][-+]?[0-9]", tail):
        return "pangkat sepuluh tidak dikenal. Tulis angkanya lengkap, contoh: 1.500.000."
    if any("0" <= sign <= "9" for sign in tail):
        return "ada lebih dari satu angka. Tulis satu angka saja."
    if tail[0] in ".,":
        return f"ada “{tail[0]}” di belakang tanpa angka sesudahnya. Lengkapi atau hapus."
    return f"“{tail[:20]}” sesudah angka tidak dikenal. Tulis angkanya saja."


def _read_body(body: str, kind: NumberKind) -> Decimal | _Ambiguous:
    """Read digits with separators; see the grammar at the top."""
    parts = re.split(r"[., ]", body)
    separators = re.findall(r"[., ]", body)
    if "" in parts:
        if " " in separators:
            raise _NotReadError(_BLANK_INSIDE)
        raise _NotReadError("ada pemisah yang berdempetan. Tulis ulang angkanya.")
    if len(set(separators)) > 2:
        raise _NotReadError(_MIXED)
    if not separators:
        return _number(parts[0], "", kind)
    if len(set(separators)) == 2:
        return _read_mixed(parts, separators, kind)
    if len(separators) == 1 and separators[0] != " ":
        return _read_single(parts[0], parts[1], separators[0], kind)
    if separators[0] == " " and not _are_groups(parts):
        raise _NotReadError(_BLANK_INSIDE)
    if separators == [" "] and kind != MONEY:
        return _Ambiguous(((_number("".join(parts), "", kind), "spasi sebagai pemisah ribuan"),))
    _check_groups(parts, separators[0])
    return _number("".join(parts), "", kind)


def _read_mixed(parts: list[str], separators: list[str], kind: NumberKind) -> Decimal:
    """Read thousands with one separator and decimals with another."""
    groups, decimals, last = parts[:-1], parts[-1], separators[-1]
    if last == " " or separators.count(last) > 1 or (separators[0] == " " and last == "."):
        raise _NotReadError(_MIXED)
    _check_groups(groups, separators[0])
    if kind == MONEY and len(decimals) == 3 and _are_groups(parts):
        raise _NotReadError("titik dan koma tercampur.", (Decimal("".join(parts)),))
    return _number("".join(groups), decimals, kind)


def _read_single(head: str, rest: str, separator: str, kind: NumberKind) -> Decimal | _Ambiguous:
    """Read a number with one point or comma, which may stand for thousands or for decimals."""
    if not _are_groups([head, rest]):
        decimal = _number(head, rest, kind)
        if kind == MONEY and separator == "." and len(head) <= 3 and int(head):
            padded, joined = Decimal(head + rest.ljust(3, "0")), Decimal(head + rest)
            return _Ambiguous(((decimal, "dengan sen"), (padded, "ribuan, kurang nol"), (joined, "tanpa titik")))
        return decimal
    thousands = _number(head + rest, "", kind)
    if kind == MONEY or (kind == COUNT and separator == "."):
        return thousands
    name = "titik" if separator == "." else "koma"
    as_thousands = (thousands, f"{name} sebagai pemisah ribuan")
    as_decimals = (_number(head, rest, kind), f"{name} sebagai tanda desimal")
    # The reading that Indonesian spelling prefers stands first.
    return _Ambiguous((as_thousands, as_decimals) if separator == "." else (as_decimals, as_thousands))


def _are_groups(parts: list[str]) -> bool:
    head, *rest = parts
    return len(head) <= 3 and head[0] != "0" and all(len(part) == 3 for part in rest)


def _check_groups(parts: list[str], separator: str) -> None:
    """Raise `_NotReadError`, with mendings, unless the parts are a first group of 1-3 digits and groups of three."""
    if _are_groups(parts):
        return
    head, *rest = parts
    digits = "".join(parts)
    joined = Decimal(digits)
    wrong = [index for index, part in enumerate(rest) if len(part) != 3]
    if head[0] == "0":
        reason, mends = f"kelompok angka pertama “{head}” berawal nol.", [] if wrong else [joined]
    elif len(head) > 3:
        reason, mends = f"kelompok angka pertama “{head}” lebih dari tiga angka.", [] if wrong else [joined]
    elif len(wrong) > 1:
        names = " dan ".join(f"“{rest[index]}”" for index in wrong[:2])
        reason, mends = f"kelompok angka {names} bukan tiga angka.", []
    else:
        part = rest[wrong[0]]
        reason, mends = f"kelompok angka “{part}” bukan tiga angka.", [joined]
        if len(part) < 3:
            padded = [*rest[: wrong[0]], part.ljust(3, "0"), *rest[wrong[0] + 1 :]]
            mends.insert(0, Decimal(head + "".join(padded)))
            if len(rest) > 1 and wrong[0] == len(rest) - 1:
                mends.insert(0, Decimal(f"{head}{''.join(rest[:-1])}.{part}"))
    mends = [number for number in mends if number < 10**WHOLE_DIGITS]
    if not mends:
        reason += f" Tulis tanpa “{separator}”, dengan koma hanya untuk desimal."
    raise _NotReadError(reason, tuple(mends))


def _number(whole: str, decimals: str, kind: NumberKind) -> Decimal:
    """Build the Decimal of one reading, or raise `_NotReadError` where the field cannot hold it."""
    if len(whole) > 1 and whole[0] == "0":
        raise _NotReadError("ada nol di depan angka. Mungkin ada angka yang hilang; tulis ulang tanpa nol di depan.")
    if len(whole) > WHOLE_DIGITS:
        raise _NotReadError(f"terlalu besar, lebih dari {WHOLE_DIGITS} angka di depan koma. Periksa kembali.")
    if len(decimals) > DECIMALS[kind]:
        raise _NotReadError(f"paling banyak {DECIMALS[kind]} angka di belakang koma. Periksa kembali.")
    return Decimal(f"{whole}.{decimals}") if decimals else Decimal(whole)
