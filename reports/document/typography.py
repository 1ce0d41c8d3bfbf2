"""Sets the texts of a document as a printer would, however they were typed: spaces, quotes, dashes. Pure.

Letters and digits never change, and text that is set already stays as it is.
"""

import re
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from enum import Enum
from functools import cache
from operator import is_
from typing import Any, TypeVar

from agreements.numbers import MONTHS, NBSP

DASH = "\N{EN DASH}"

NAMES = frozenset({"key", "table_key", "slug", "anchor", "file", "number", "formula", "code", "url", "figure", "ask"})
"""Fields that name something and are not read as text."""

_MONTH = "|".join(MONTHS)
_BEFORE = (" ,", " ;", " :", " !", " ?", " .", " )")

_RULES: tuple[tuple[tuple[str, ...], re.Pattern[str], str], ...] = tuple(
    (signs, re.compile(pattern), replacement)
    for signs, pattern, replacement in (
        (("  ", "\t"), r"[ \t]{2,}|\t", " "),
        # A full stop may begin a line of dots to be filled in.
        (_BEFORE, r"(?<=[^\s.(]) +(?=[,;:!?](?:\s|$)|\.(?:\s|$)|\))", ""),
        (("( ",), r"\( +(?=\w)", "("),
        (('"',), r'(?:^|(?<=[\s(‘]))"', "“"),
        (('"',), r'"', "”"),
        (("'",), r"(?:^|(?<=[\s(“]))'(?=\w)", "‘"),
        (("'",), r"'", "’"),
        (("%",), r"(?<=\d) *%", f"{NBSP}%"),
        (("Rp",), r"\bRp\.? *(?=\d)", f"Rp{NBSP}"),
        (("-",), r"(?<![-–/.])\b((?:19|20)\d\d) *- *(?=(?:19|20)\d\d\b(?![-–/.]?\d))", rf"\1{DASH}"),
        (("-",), rf"\b(\d\d?) *- *(\d\d? (?:{_MONTH}))\b", rf"\1{DASH}\2"),
        (("-",), r"(?<![-–/.])\b(\d\d?\.\d\d) *- *(?=\d\d?\.\d\d\b(?![-–/.]?\d))", rf"\1{DASH}"),
        # A doubled word ("honor - honor") is one word.
        ((" - ",), r"(?i)\b([^\W\d]+) +- +(?=\1\b)", r"\1-"),
        ((" - ",), r"(?<=[^\s\d-]) +- +(?=[^\s-])|(?<=[^\s-]) +- +(?=[^\s\d-])", f" {DASH} "),
    )
)
"""Signs without one of which a rule has nothing to do (most texts need none), what it looks for, what it puts there."""

_SIGNS = re.compile("|".join(re.escape(sign) for sign in sorted({sign for signs, _, _ in _RULES for sign in signs})))
"""Any of these signs: one look tells that no rule has anything to do."""

_BOUND = re.compile(
    # What is named by a number keeps it: Triwulan II, Pasal 3, ayat (1), huruf c, Tabel 2.3, tahun 2024.
    r"\b(?:(?i:triwulan|tribulan|tabel|lampiran|bab|pasal|nomor|tahun|ayat|angka|halaman)|TW|Rp)(?P<name> )"
    r"(?=[IVX]+\b|\(?\d)"
    r"|\bhuruf(?P<letter> )(?=[a-z]\b)"
    # So does an acting official's post: Plt. Camat.
    r"|\b(?:Plt|Plh|Pj)\.(?P<acting> )(?=[^\W\d_])"
    r"|\b\d\d?(?P<date> )(?=(?:" + _MONTH + r")\b)"
    # A figure in brackets or after "target" keeps its unit, and an item its number: (6 dokumen, (2) Program.
    r"|(?:(?<=\()|\btarget )\d[\d.,]*(?P<unit> )(?=[^\W\d])"
    r"|(?<![\w)])\(\d\d?\)(?P<item> )(?=\w)"
)
"""Words that stay on one line; the blank between them is the named group."""

WEAK = frozenset({"dan", "atau", "di", "ke", "dari", "yang", "dengan", "Sub", "Seksi", "Kepala", "Kecamatan", DASH})
"""Words that end no line of a title."""

WEAK_END = 12
"""How many characters of balance it is worth not to end a line with one of them."""

T = TypeVar("T")


def set_text(text: str) -> str:
    """Return a text with the spaces, quotes and dashes of good print; the same object where nothing changes."""
    if _SIGNS.search(text) is None:
        return text
    typed = text
    for signs, pattern, replacement in _RULES:
        if any(sign in text for sign in signs):
            text = pattern.sub(replacement, text)
    return typed if text == typed else text


def bind(text: str) -> str:
    """Return running text with no-break spaces where a line must not end: Triwulan II, Pasal 3, (6 dokumen."""
    return _BOUND.sub(lambda found: f"{found.group()[:-1]}{NBSP}", text)


def balanced(text: str, limit: int) -> tuple[str, ...]:
    """Return a title of more than `limit` characters as two lines of nearly the same length, any other as one."""
    if len(text) <= limit or "\n" in text:
        return (text,)
    places = [place for place, sign in enumerate(text) if sign == " "]
    parted = [(text[:place], text[place + 1 :]) for place in places]
    fitting = [lines for lines in parted if max(map(len, lines)) <= limit]
    if not fitting:
        return (text,)
    return min(fitting, key=_lameness)


def _lameness(lines: tuple[str, str]) -> int:
    """Return how far two lines are from equal length; a first line that ends in a small word counts as farther."""
    first, second = lines
    return abs(len(first) - len(second)) + (WEAK_END if first.split(" ")[-1] in WEAK else 0)


def set_texts(value: T) -> T:
    """Return a document, or any part of one, with all its texts set."""
    typeset: T = _set(value)
    return typeset


def _set(value: Any) -> Any:
    """Return a value with its texts set: the very same object where none of them changes, as in most parts."""
    kind: Any = type(value)
    if kind is str:
        return set_text(value)
    if kind is tuple:
        parts = tuple([_set(part) for part in value])
        return value if all(map(is_, parts, value)) else parts
    names = _read(kind)
    if not names:
        return value
    changed = {}
    for name in names:
        before = getattr(value, name)
        after = _set(before)
        if after is not before:
            changed[name] = after
    return replace(value, **changed) if changed else value


@cache
def _read(kind: Any) -> tuple[str, ...]:
    """Return the fields of a block that hold texts to be set; none of what is no block."""
    return tuple(name for name in text_fields(kind) if name not in NAMES)


def text_fields(kind: type) -> tuple[str, ...]:
    """Return the fields of a block that may hold texts, of their own or in parts: all but numbers and enums."""
    if not is_dataclass(kind):
        return ()
    return tuple(field.name for field in fields(kind) if not _holds_none(field.type))


def _holds_none(annotation: object) -> bool:
    return annotation == Decimal | None or (
        isinstance(annotation, type) and issubclass(annotation, int | Decimal | Enum)
    )
