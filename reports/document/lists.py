"""The lists that people write: what they are called, and which of them a form prints. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from reports.document.build import build_document
from reports.inputs import PhotoEntry, ReportInputs, StrategyEntry
from reports.results import ReportResults

NAMES: Mapping[str, str] = {
    "strategies": "Strategi",
    "follow_ups": "Rencana tindak lanjut",
    "closing_points": "Strategi di penutup",
    "obstacles": "Hambatan dan solusi",
    "activities": "Aktivitas yang ditindaklanjuti",
}
"""Fields of `Writing` -> what people call them."""

_WORD = "\ue000"
"""Of the private use area of Unicode, so that no list holds it already."""

PROBES: Mapping[str, tuple[Any, ...]] = {
    "follow_ups": (_WORD,),
    "closing_points": (_WORD,),
    "obstacles": ((_WORD, _WORD),),
    "activities": ((_WORD, _WORD),),
    "photos": (PhotoEntry(_WORD),),
}
"""Fields of `ReportInputs` that are lists, each with a list of one."""


def printed_lists(inputs: ReportInputs, results: ReportResults, among: Collection[str] | None = None) -> frozenset[str]:
    """Return the names of the lists that the report's form prints, as fields of `ReportInputs`.

    Each list is tried: a document that is the same with an entry and without any does not print the list. So a new form
    needs to say nothing of it. `among` names the lists that the caller asks about; each costs two documents.
    """
    probes = {**PROBES, "strategies": _strategies(inputs)}
    return frozenset(
        name
        for name, probe in probes.items()
        if (among is None or name in among) and _differs(inputs, results, name, probe)
    )


def _strategies(inputs: ReportInputs) -> tuple[StrategyEntry, ...]:
    """Return a strategy for each promised indicator: some forms part those that were reached from the others."""
    items = inputs.agreement.items if inputs.agreement else ()
    return tuple(
        StrategyEntry(item_id=item.id, indicator_id=None, line_id=None, lead_in="", months="", items=((_WORD, ""),))
        for item in items
    )


def _differs(inputs: ReportInputs, results: ReportResults, name: str, probe: tuple[Any, ...]) -> bool:
    filled: dict[str, Any] = {name: probe}
    empty: dict[str, Any] = {name: ()}
    with_entry = build_document(replace(inputs, **filled), results)
    return with_entry.blocks != build_document(replace(inputs, **empty), results).blocks
