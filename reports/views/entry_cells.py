"""The entry grid while somebody types: cells are saved one by one, and what follows from them comes back as JSON.

Nothing is computed in the browser: each answer carries the texts of all computed figures of the page. What can't be
saved comes back with a sentence, beside those that were.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from agreements.models import Unit, User
from agreements.numbers import format_date
from agreements.policies import Refused
from reports.actions import (
    BudgetChange,
    CorrectionNeedsReasonError,
    IndicatorChange,
    StaleEntriesError,
    save_entries,
)
from reports.forms.entry import LONGEST_TEXT, REASON, Cell, EntryForm, Slot
from reports.inputs import UnitFacts
from reports.models import Report
from reports.period import Quarter
from reports.policies import check_can_enter_quarter
from reports.queries import last_saved, load_facts
from reports.usage import is_entered
from reports.views.autosave import of_another
from reports.views.common import QuarterWork, visible_unit
from reports.views.entry_figures import figures_of
from reports.views.entry_rows import beside

LONG_REASON = f"Alasannya terlalu panjang, paling banyak {LONGEST_TEXT} huruf."


@dataclass(frozen=True)
class _Outcome:
    """What became of some changes, by the anchor of their cells."""

    saved: frozenset[str] = frozenset()
    stale: frozenset[str] = frozenset()
    unexplained: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The names of the approved reports that print the fact, where no reason was given."""
    refused: Mapping[str, str] = field(default_factory=dict)
    """The sentence that says why."""
    revised: tuple[Report, ...] = ()

    def and_(self, other: "_Outcome") -> "_Outcome":
        """Return both in one."""
        return _Outcome(
            self.saved | other.saved,
            self.stale | other.stale,
            {**self.unexplained, **other.unexplained},
            {**self.refused, **other.refused},
            self.revised + other.revised,
        )


@require_http_methods(["GET", "HEAD", "POST"])
def entry_cells(request: HttpRequest, unit: str, year: int, quarter: int) -> JsonResponse:
    """Tell what stands in all cells now; on POST save the posted ones, each that can be."""
    office, when = visible_unit(request.user, unit), Quarter(year, quarter)
    if request.method != "POST":
        return JsonResponse(_standing(office, when))
    if (other := of_another(request)) is not None:
        return other
    try:
        check_can_enter_quarter(request.user, office, when)
    except Refused as refused:
        return JsonResponse({"message": str(refused)}, status=403)
    reason = request.POST.get(REASON, "").strip()
    if len(reason) > LONGEST_TEXT:
        return JsonResponse({"message": LONG_REASON}, status=422)
    facts = load_facts(office, when)
    form = EntryForm(facts, _posted(facts, request.POST), request.POST)
    form.is_valid()
    outcome = _save(office, when, form.changes(), reason, request.user)
    return JsonResponse(_answer(office, when, form, outcome, request.POST))


def _standing(unit: Unit, quarter: Quarter) -> dict[str, object]:
    """Return all cells and figures as they stand, and what the checks say beside them."""
    work = QuarterWork.load(unit, quarter, texts=False)
    form = EntryForm(work.facts, _typed(work.facts))
    findings = {
        anchor: [{"severity": row.severity, "text": f"{row.message} {row.mend}".strip()} for row in beside(found)]
        for anchor, found in work.findings.items()
    }
    cells = {key: _content(cell) for key, cell in form.cells.items()}
    return {"cells": cells, "findings": findings, **figures_of(work.facts)}


def _typed(facts: UnitFacts) -> list[Slot]:
    """Return every fact that is typed; whether the account may change one is asked when it is saved."""
    entries = [entry for entry in facts.indicators.values() if is_entered(entry)]
    return [Slot(fact) for fact in (*entries, *(line for line in facts.lines.values() if line.holds_amounts))]


def _posted(facts: UnitFacts, data: Mapping[str, str]) -> list[Slot]:
    return [slot for slot in _typed(facts) if f"{slot.anchor}-versi" in data]


def _save(
    unit: Unit, quarter: Quarter, changes: Sequence[IndicatorChange | BudgetChange], reason: str, by: User
) -> _Outcome:
    """Save what can be saved of some changes: together, else without those that stand in the way of the others."""
    if not changes:
        return _Outcome()
    try:
        saved = save_entries(unit=unit, quarter=quarter, changes=changes, by=by, reason=reason)
    except StaleEntriesError as stale:
        return _Outcome(stale=frozenset(stale.keys)).and_(_without(stale.keys, unit, quarter, changes, reason, by))
    except CorrectionNeedsReasonError as asked:
        names = tuple(f"{report.position}, {report.quarter.name}" for report in asked.reports)
        unexplained = _Outcome(unexplained=dict.fromkeys(asked.keys, names))
        return unexplained.and_(_without(asked.keys, unit, quarter, changes, reason, by))
    except Refused as refused:
        if len(changes) == 1:
            return _Outcome(refused={changes[0].key: str(refused)})
        outcome = _Outcome()
        for change in changes:
            outcome = outcome.and_(_save(unit, quarter, [change], reason, by))
        return outcome
    return _Outcome(saved=frozenset(change.key for change in changes), revised=saved.revised)


def _without(
    keys: Iterable[str],
    unit: Unit,
    quarter: Quarter,
    changes: Sequence[IndicatorChange | BudgetChange],
    reason: str,
    by: User,
) -> _Outcome:
    left = set(keys)
    return _save(unit, quarter, [change for change in changes if change.key not in left], reason, by)


def _answer(
    unit: Unit, quarter: Quarter, form: EntryForm, outcome: _Outcome, data: Mapping[str, str]
) -> dict[str, object]:
    """Return what became of each posted cell, and every computed figure as it stands now."""
    facts = load_facts(unit, quarter)
    slots = _posted(facts, data)
    standing = EntryForm(facts, slots)
    # Somebody may have saved a posted cell before this request read it, or between its reading and its writing.
    again = EntryForm(facts, slots, data)
    again.is_valid()
    asked = {key for key, cell in again.cells.items() if cell.conflict} - outcome.saved
    savers = last_saved(unit, quarter) if asked else {}
    cells = {}
    for key, cell in standing.cells.items():
        told: dict[str, object] = _content(cell)
        if key in outcome.refused:
            told |= {"state": "locked", "message": outcome.refused[key]}
        elif key in outcome.unexplained:
            told |= {"state": "reason", "reports": outcome.unexplained[key]}
        elif key in asked:
            told |= {"state": "conflict", **_conflict(again.cells[key], *savers.get(key, ("", None)))}
        elif key not in outcome.saved and key in form.cells and form.cells[key].errors:
            told |= {"state": "wrong", "errors": _errors(form.cells[key])}
        else:
            told |= {"state": "saved"}
        cells[key] = told
    revised = {f"{row.position.slug}-{row.year}-{row.quarter}": row.position.name for row in outcome.revised}
    return {"cells": cells, "revised": revised, **figures_of(facts)}


def _content(cell: Cell) -> dict[str, object]:
    """Return what stands in a cell: its texts, and the version and digest to send with the next change."""
    return {
        "version": cell.current_version,
        "original": cell.original.value(),
        "fields": {bound.html_name: bound.value() or "" for bound in cell.fields},
    }


def _conflict(cell: Cell, by: str, at: datetime.datetime | None) -> dict[str, str]:
    """Return both contents of a cell, for the one who chooses."""
    if at is None:
        told = "Tidak ada lagi yang tersimpan"
    else:
        here = timezone.localtime(at)
        told = f"Disimpan {by}, {format_date(here)} pukul {here:%H.%M}"
    return {"told": told, "mine": cell.typed_text, "theirs": cell.saved_text}


def _errors(cell: Cell) -> dict[str, str]:
    return {bound.html_name: bound.errors[0] for bound in cell.fields if bound.errors}
