"""The budget of a unit and year out of a sheet: lines, ceilings of a document, what was spent; all or nothing."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from agreements.enums import BudgetLevel, CeilingDocument
from agreements.models import BudgetLine, Ceiling, Unit, User
from agreements.numbers import format_date
from agreements.policies import check_can_import_budget
from reports.actions.entries import BudgetChange, CorrectionNeedsReasonError, save_entries
from reports.actions.steps import revise_changed
from reports.actions.trail import Line, record
from reports.anchors import line_anchor
from reports.inputs import CeilingEntry
from reports.models import Report, subject_of
from reports.period import Quarter
from reports.policies import check_can_correct
from reports.queries import budget_seen, final_reports, hold_unit, standing_budget
from reports.usage import Approved, approved, reports_once

FAR = 20_000
"""Where lines wait for their new places: no two may have the same one at any moment."""


@dataclass(frozen=True)
class SheetSum:
    """What a sheet said of a line above others, in rupiah, and whether it was the sum of the rows below."""

    amount: Decimal
    fits: bool


@dataclass(frozen=True)
class LineImport:
    """A row of a sheet as it is to be written. `key` names it among the rows; `parent` is the key of another one.

    `line_id` is that of the line which it is already, `parent_id` that of a line above which no row stands for.
    """

    key: int
    code: str
    level: BudgetLevel
    name: str
    holds_amounts: bool
    line_id: int | None = None
    parent: int | None = None
    parent_id: int | None = None
    ceiling: Decimal | None = None
    """Of the import's document from its date on; None: none is written."""
    spent: Decimal | None = None
    """Cumulative at the end of the import's quarter; None: none is written."""
    spent_version: int = 0
    note: str = ""
    said_ceiling: SheetSum | None = None
    said_spent: SheetSum | None = None
    told: str = ""
    """What it changes, as the trail tells it; '' for nothing."""


@dataclass(frozen=True)
class Imported:
    """What an import has written, and the approved reports that it opened as revisions."""

    added: int
    changed: int
    revised: tuple[Report, ...] = ()


class StaleBudgetError(Exception):
    """Somebody changed the budget, or what was spent, since the preview was shown; nothing was written."""


@transaction.atomic
def import_budget(
    *,
    unit: Unit,
    year: int,
    rows: Sequence[LineImport],
    document: CeilingDocument,
    from_date: datetime.date,
    quarter: Quarter | None,
    seen: str,
    by: User,
    reason: str = "",
) -> Imported:
    """Write the rows of a sheet, all or none: new lines, names, ceilings of the document, and what was spent.

    Raises:
        Refused: the account may not, or the quarter is not open for it.
        StaleBudgetError: the budget is no longer the one of the preview (`budget_seen`).
        CorrectionNeedsReasonError: an approved report prints an amount that changes, and `reason` is empty.
    """
    hold_unit(unit)
    check_can_import_budget(by, unit)
    if budget_seen(standing_budget(unit, year)) != seen:
        raise StaleBudgetError(f"the budget of {unit} in {year} is not the one that was seen")
    reason = reason.strip()
    lines = _write_lines(unit, year, rows, from_date, quarter)
    if any(row.line_id is None for row in rows):
        _put_in_order(unit, year)
    ceilings = _write_ceilings(rows, lines, document, from_date)
    told = [row for row in rows if row.told]
    added = [row for row in told if row.line_id is None]
    reports = _printed_otherwise(unit, year, ceilings)
    if reports and not reason:
        raise CorrectionNeedsReasonError([line_anchor(key) for key in ceilings], reports)
    if told:
        after = {
            "year": str(year),
            "document": document.label,
            "from_date": format_date(from_date),
            "added": len(added),
            "changed": len(told) - len(added),
            "rows": [f"{row.code} {row.name}: {row.told}".strip() for row in told],
            "reason": reason,
        }
        record(unit=unit, by=by, lines=[Line("import_budget", subject_of(unit), None, after)])
    if reports:
        check_can_correct(by, unit, {report.quarter for report in reports}, timezone.localdate())
    revised = revise_changed(unit, reports, reason, by)
    changes = [
        BudgetChange(lines[row.key].pk, row.spent_version, row.spent, row.note) for row in rows if row.spent is not None
    ]
    if quarter is not None and changes:
        revised += save_entries(unit=unit, quarter=quarter, changes=changes, by=by, reason=reason).revised
    return Imported(len(added), len(told) - len(added), revised)


def _write_lines(
    unit: Unit, year: int, rows: Sequence[LineImport], from_date: datetime.date, quarter: Quarter | None
) -> dict[int, BudgetLine]:
    """Make and change lines, those above before those below; return them by the key of their row."""
    standing = {line.pk: line for line in BudgetLine.objects.filter(unit=unit, year=year)}
    lines: dict[int, BudgetLine] = {}
    last = max((line.order for line in standing.values()), default=0)
    for level in BudgetLevel:
        fresh = []
        for row in rows:
            if row.level != level:
                continue
            line = standing.get(row.line_id or 0)
            if line is None:
                last += 1
                parent = lines[row.parent].pk if row.parent is not None else row.parent_id
                line = BudgetLine(unit=unit, year=year, level=level, order=last, parent_id=parent)
                fresh.append(line)
            line.code, line.name, line.holds_amounts = row.code, row.name, row.holds_amounts
            line.sheet = _said(line.sheet, row, from_date, quarter)
            lines[row.key] = line
        BudgetLine.objects.bulk_create(fresh)
    old = [lines[row.key] for row in rows if row.line_id is not None]
    BudgetLine.objects.bulk_update(old, ["code", "name", "holds_amounts", "sheet"], batch_size=200)
    return lines


def _said(
    sheet: Mapping[str, object], row: LineImport, from_date: datetime.date, quarter: Quarter | None
) -> dict[str, object]:
    """Return what the sheet said of a line, beside what earlier ones said for other dates and quarters."""
    kept: dict[str, object] = {**sheet, "row": row.key}
    for name, key, said in (
        ("ceilings", from_date.isoformat(), row.said_ceiling),
        ("spent", str(quarter.number) if quarter else "", row.said_spent),
    ):
        known = dict(sheet.get(name) or {})
        if said is not None:
            known[key] = [f"{said.amount:f}", said.fits]
        else:
            known.pop(key, None)
        if known:
            kept[name] = known
    return kept


def _put_in_order(unit: Unit, year: int) -> None:
    """Put new lines behind those of their parent, in the order of the sheet; the others keep theirs."""
    every = list(BudgetLine.objects.filter(unit=unit, year=year).order_by("order"))
    below: dict[int | None, list[BudgetLine]] = {}
    for line in every:
        below.setdefault(line.parent_id, []).append(line)
    placed: list[BudgetLine] = []
    waiting = list(reversed(below.get(None, [])))
    while waiting:
        line = waiting.pop()
        placed.append(line)
        waiting.extend(reversed(below.get(line.pk, [])))
    for start in (FAR, 1):
        for place, line in enumerate(placed, start):
            line.order = place
        BudgetLine.objects.bulk_update(placed, ["order"], batch_size=200)


def _write_ceilings(
    rows: Sequence[LineImport], lines: Mapping[int, BudgetLine], document: CeilingDocument, from_date: datetime.date
) -> tuple[int, ...]:
    """Write the ceilings of the document's date; return the ids of the lines of which one is new or another."""
    given = {lines[row.key].pk: row.ceiling for row in rows if row.ceiling is not None}
    there = {row.budget_line_id: row for row in Ceiling.objects.filter(budget_line__in=given, from_date=from_date)}
    fresh, changed = [], []
    for key, amount in given.items():
        row = there.get(key)
        if row is None:
            fresh.append(Ceiling(budget_line_id=key, from_date=from_date, document=document, amount=amount))
        elif (row.amount, row.document) != (amount, document):
            row.amount, row.document = amount, document
            changed.append(row)
    Ceiling.objects.bulk_create(fresh)
    Ceiling.objects.bulk_update(changed, ["amount", "document"], batch_size=200)
    return tuple(row.budget_line_id for row in (*fresh, *changed))


def _printed_otherwise(unit: Unit, year: int, changed: Iterable[int]) -> tuple[Approved, ...]:
    """Return the approved reports of the year that print another ceiling of these lines than is in force now."""
    wanted = set(changed)
    if not wanted:
        return ()
    now = {line.id: line for line in standing_budget(unit, year) if line.id in wanted}
    found = []
    for inputs in final_reports(unit, [Quarter(year, number) for number in range(1, 5)]):
        for leaf, _ in inputs.leaves:
            line = now.get(leaf.id)
            ceiling = line.ceiling_on(inputs.facts.quarter.end) if line else None
            entry = CeilingEntry(ceiling.amount, ceiling.document, ceiling.from_date) if ceiling else None
            if line is not None and entry != leaf.ceiling:
                found.append((approved(inputs),))
                break
    return reports_once(found)
