"""What a report will print, in short: its figures in two tables, its texts and lists, and who signs.

Read from the snapshot that a submission keeps, so that nobody checks anything else than what is handed in.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from reports.anchors import (
    ACTIVITY,
    CLOSING_POINT,
    ENTRY_CELLS,
    FOLLOW_UP,
    INDICATOR,
    OBSTACLE,
    PHOTO,
    SIGNATURES,
    STRATEGY,
    TEXT,
    TOTALS,
)
from reports.document.lists import NAMES
from reports.snapshot import Snapshot

LISTS: Mapping[str, str] = {
    CLOSING_POINT: "closing_points",
    STRATEGY: "strategies",
    FOLLOW_UP: "follow_ups",
    OBSTACLE: "obstacles",
    ACTIVITY: "activities",
}
"""What the keys of lists begin with -> the field of `Writing`. The first that fits counts."""


@dataclass
class FigureRow:
    """An indicator or budget line with its figures as printed: 'target', 'realisasi', 'capaian', 'pagu' ..."""

    anchor: str
    name: str
    said: dict[str, str] = field(default_factory=dict)


@dataclass
class Answers:
    """Everything that a report prints, in the order in which it does."""

    indicators: dict[str, FigureRow] = field(default_factory=dict)
    lines: dict[str, FigureRow] = field(default_factory=dict)
    totals: list[tuple[str, str]] = field(default_factory=list)
    texts: list[tuple[str, str, str]] = field(default_factory=list)
    """(section, title, text)"""
    lists: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """(label, text) by field of `Writing`"""
    photos: list[tuple[str, str]] = field(default_factory=list)
    people: list[tuple[str, str]] = field(default_factory=list)


def answers_of(snapshot: Snapshot) -> Answers:
    """Part a snapshot into what the page shows."""
    found = Answers()
    for key, label, text in _said(snapshot):
        anchor, _, what = key.partition("/")
        if anchor.startswith(ENTRY_CELLS):
            rows = found.indicators if anchor.startswith(INDICATOR) else found.lines
            rows.setdefault(anchor, FigureRow(anchor, label.partition(" – ")[2])).said[what] = text
        elif anchor == TOTALS:
            found.totals.append((label, text))
        elif anchor.startswith(TEXT):
            found.texts.append((anchor.removeprefix(TEXT), label, text))
        elif anchor.startswith(PHOTO):
            found.photos.append((label, text))
        elif anchor == SIGNATURES:
            found.people.append((label, text))
        else:
            name = next(name for start, name in LISTS.items() if anchor.startswith(start))
            found.lists.setdefault(name, []).append((label, text))
    return found


def _said(snapshot: Snapshot) -> Iterator[tuple[str, str, str]]:
    for key, (label, text, *_) in snapshot.items():
        yield key, label, text


def printed_in_lists(found: Answers, printed: frozenset[str]) -> tuple[tuple[str, str, list[tuple[str, str]]], ...]:
    """Return (name, title, rows) of each list that the form prints, an empty one too: that it is empty is an answer."""
    return tuple((name, title, found.lists.get(name, [])) for name, title in NAMES.items() if name in printed)
