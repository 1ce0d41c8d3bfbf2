"""Parts of the sentences that the trail tells, and the lines that they are told of. Pure."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from agreements.numbers import format_date, format_exact

Content = Mapping[str, object]


@dataclass(frozen=True)
class Subject:
    """What a line is about: the name of a fact, and the labels of its terms by id; '' for a report or a unit."""

    name: str = ""
    terms: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """A line of the trail: what was done to what, and what it held before and after."""

    action: str
    subject: Subject = Subject()
    before: Content = field(default_factory=dict)
    after: Content = field(default_factory=dict)


@dataclass(frozen=True)
class Versions:
    """A text too long for a sentence, before and after; '' where there was none."""

    label: str
    before: str
    after: str


# -- parts of sentences -----------------------------------------------------------------------------------------------


def text_in(content: Content, key: str) -> str:
    """Return a text of a line; '' where it has none."""
    value = content.get(key)
    return "" if value is None else str(value)


def inner_of(content: Content, key: str) -> Content:
    """Return a mapping inside a line; an empty one where it has none."""
    value = content.get(key)
    return value if isinstance(value, Mapping) else {}


def rows_in(content: Content, key: str) -> list[Content]:
    """Return the rows of a list inside a line."""
    value = content.get(key)
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []


def number_in(content: Content, key: str) -> int | None:
    """Return a whole number of a line; None where it has none."""
    value = content.get(key)
    return value if isinstance(value, int) else None


def write_figure(text: str, write: Callable[[Decimal], str] = format_exact) -> str:
    """Write a stored figure as people read it; what is no figure stays as it is."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return text
    return write(value) if value.is_finite() else text


def write_date(text: str) -> str:
    """Write a stored date as people read it; what is no date stays as it is."""
    try:
        return format_date(datetime.date.fromisoformat(text))
    except ValueError:
        return text


def quoted(text: str) -> str:
    """Put a text into quotation marks; nothing stays nothing."""
    return text and f"“{text}”"


def how_moved(old: str, new: str) -> str:
    """Say how something changed: 'diubah dari 20 menjadi 21'; '' where it did not."""
    if old == new:
        return ""
    if not old:
        return f"diisi {new}"
    return f"diubah dari {old} menjadi {new}" if new else f"dikosongkan (semula {old})"


def capital(text: str) -> str:
    """Begin a sentence."""
    return text[:1].upper() + text[1:]


def because(content: Content) -> str:
    """Return the reason that was given: ': “Salah ketik.”'; '' where there is none."""
    reason = text_in(content, "reason")
    return f": {quoted(reason)}" if reason else ""


def round_told(content: Content) -> str:
    """Return round, and revision from the second one on: ' (putaran 2, revisi 2)'."""
    parts = []
    if number := number_in(content, "round"):
        parts.append(f"putaran {number}")
    if (number := number_in(content, "revision")) and number > 1:
        parts.append(f"revisi {number}")
    return f" ({', '.join(parts)})" if parts else ""
