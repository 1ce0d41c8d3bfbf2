"""Sets the texts of a document as a printer would, however they were typed: spaces, quotes, dashes. Pure.

Letters and digits never change, and text that is set already stays as it is.
"""

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar

from agreements.numbers import MONTHS, NBSP

DASH = "\N{EN DASH}"

NAMES = frozenset({"key", "table_key", "slug", "anchor", "file", "number", "formula", "code", "url"})
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

T = TypeVar("T")


def set_text(text: str) -> str:
    """Return a text with the spaces, quotes and dashes of good print."""
    for signs, pattern, replacement in _RULES:
        if any(sign in text for sign in signs):
            text = pattern.sub(replacement, text)
    return text


def set_texts(value: T) -> T:
    """Return a document, or any part of one, with all its texts set."""
    typeset: T = _set(value)
    return typeset


def _set(value: Any) -> Any:
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return set_text(value)
    if isinstance(value, tuple):
        return tuple(_set(part) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **_changed(value))
    return value


def _changed(block: Any) -> Mapping[str, Any]:
    """Return the fields of a block that differ once their texts are set."""
    found = {}
    for field in fields(block):
        before = getattr(block, field.name)
        after = before if field.name in NAMES else _set(before)
        if after != before:
            found[field.name] = after
    return found
