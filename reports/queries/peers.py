"""How the other offices of a kind stand: medians that the checks compare with, from what was computed beforehand.

Only summaries that still hold are read. Nothing is computed here for another office: where too few are fresh, nothing
is compared.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from sys import intern
from threading import Lock

from agreements.models import Unit
from reports.anchors import indicator_anchor, line_anchor
from reports.background import PeerEntry
from reports.computation.outliers import FEWEST, middle
from reports.inputs import ReportInputs, UnitFacts
from reports.models import UnitSummary
from reports.period import Quarter
from reports.queries.summaries import Version, summary_versions
from reports.summary import coded_by, named_by

Compared = tuple[str, ...]
"""What figures of different offices are compared by: measure, and name with unit of measure, or code."""


Figures = Mapping[Compared, tuple[Decimal, ...]]
"""Of one office; it may have two indicators of one name."""

MOST_KEPT = 300
"""Summaries whose figures a process keeps: those of 300 offices take some 9 MB."""

_kept: dict[Version, Figures] = {}
_lock = Lock()


def with_peers(reports: Iterable[ReportInputs], unit: Unit, quarter: Quarter) -> tuple[ReportInputs, ...]:
    """Return the reports of a unit with what the checks compare them with, in three queries.

    In four where a summary of another office was computed since this process read it last.
    """
    rows = tuple(reports)
    if not rows:
        return ()
    others = Unit.objects.filter(regency=unit.regency_id, kind=unit.kind).exclude(pk=unit.pk)
    ids = tuple(others.values_list("pk", flat=True))
    fresh = summary_versions(ids, quarter) if len(ids) >= FEWEST else frozenset()
    rows = tuple(
        replace(row, background=replace(row.background, others_known=len(ids), others_ready=len(fresh))) for row in rows
    )
    if len(fresh) < FEWEST:
        return rows
    known = _figures(fresh)
    # Reports of a unit share their facts: what those are compared with is the same for all.
    shared = {id(inputs.facts): inputs.facts for inputs in rows}
    told = {key: tuple(peers_of(facts, known)) for key, facts in shared.items()}
    return tuple(
        replace(inputs, background=replace(inputs.background, peers=told[id(inputs.facts)])) for inputs in rows
    )


def _figures(summaries: Collection[Version]) -> Sequence[Figures]:
    """Return the figures of summaries. Those read before are known: a summary that says something else is a new one."""
    found = {version.pk: _kept.get(version) for version in summaries}
    unread = [pk for pk, figures in found.items() if figures is None]
    if unread:
        rows = UnitSummary.objects.filter(pk__in=unread).order_by()
        columns = rows.values_list("pk", "computed", "computed_at", "peers")
        read = {Version(*version): _read(peers) for *version, peers in columns}
        found |= {version.pk: figures for version, figures in read.items()}
        with _lock:
            _kept.update(read)
            for version in list(_kept)[: max(0, len(_kept) - MOST_KEPT)]:
                del _kept[version]
    return [figures for figures in found.values() if figures is not None]


def _read(peers: Iterable[Sequence[str]]) -> Figures:
    found: dict[Compared, tuple[Decimal, ...]] = {}
    for *names, value in peers:
        # Offices name the same things: each name is kept once.
        key = tuple(map(intern, names))
        found[key] = (*found.get(key, ()), Decimal(value))
    return found


def peers_of(facts: UnitFacts, known: Sequence[Figures]) -> Iterator[PeerEntry]:
    """Yield where the figures of other offices lie that have the same name, or the same code."""
    for entry in facts.indicators.values():
        key = ("achievement", *named_by(entry.name, entry.unit_of_measure))
        yield from _entry(indicator_anchor(entry.id), "achievement", key, known)
    for line in facts.lines.values():
        anchor, key = line_anchor(line.id), coded_by(line.code, line.name)
        yield from _entry(anchor, "absorption", ("absorption", key), known)
        outcomes = [facts.indicators[key] for key in line.indicator_ids if key in facts.indicators]
        if len(outcomes) == 1:
            yield from _entry(anchor, "cost", ("cost", key, outcomes[0].unit_of_measure.casefold()), known)


def _entry(anchor: str, measure: str, key: Compared, known: Sequence[Figures]) -> Iterator[PeerEntry]:
    found = middle([value for figures in known for value in figures.get(key, ())])
    if found is not None:
        yield PeerEntry(anchor, measure, found.median, found.deviation, found.count)
