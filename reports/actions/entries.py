"""Opening a quarter, and the figures typed in it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import timezone

from agreements.enums import EnteredBy
from agreements.models import Unit, User
from reports.actions.steps import revise_changed
from reports.actions.trail import Line, record
from reports.anchors import indicator_anchor, line_anchor
from reports.models import BudgetRealization, IndicatorRealization, Report, TermValue, subject_of
from reports.period import Quarter
from reports.policies import (
    check_can_change_fact,
    check_can_correct,
    check_can_enter_quarter,
    check_can_open_quarter,
)
from reports.queries import (
    approved_reports,
    hold_unit,
    load_facts,
    opening_of,
    suppliers,
)
from reports.usage import (
    Approved,
    approved_usage,
    is_entered,
    reports_once,
    typed_terms,
)


@dataclass(frozen=True)
class IndicatorChange:
    """The new content of an indicator's fact. `version` is the one the user saw; 0 where nothing was typed yet."""

    indicator_id: int
    version: int
    value: Decimal | None = None
    terms: Mapping[int, Decimal | None] = field(default_factory=dict)
    """Term id -> value, for a ratio."""
    shown: str = ""
    note: str = ""
    missing_reason: str = ""

    @property
    def key(self) -> str:
        """Anchor of the cell in the entry grid."""
        return indicator_anchor(self.indicator_id)


@dataclass(frozen=True)
class BudgetChange:
    """The new content of a budget line's fact; amounts in rupiah, cumulative since 1 January."""

    line_id: int
    version: int
    amount: Decimal | None = None
    note: str = ""
    missing_reason: str = ""

    @property
    def key(self) -> str:
        """Anchor of the cell in the entry grid."""
        return line_anchor(self.line_id)


@dataclass(frozen=True)
class Saved:
    """What a save of the grid has done."""

    count: int
    """Facts written."""
    revised: tuple[Report, ...] = ()
    """Approved reports that were opened as revisions, because a figure that they print was corrected."""


class CorrectionNeedsReasonError(Exception):
    """Approved reports print a fact that would change, and no reason was given; nothing was written.

    `keys` are the anchors of the cells concerned, `reports` those that a reason would open as revisions.
    """

    def __init__(self, keys: Sequence[str], reports: Sequence[Approved]) -> None:
        super().__init__(f"no reason: {', '.join(keys)}")
        self.keys = tuple(keys)
        self.reports = tuple(reports)


class StaleEntriesError(Exception):
    """Somebody else saved first; nothing was written. `keys` are the anchors of the cells concerned."""

    def __init__(self, keys: Sequence[str]) -> None:
        super().__init__(f"stale: {', '.join(keys)}")
        self.keys = tuple(keys)


# -- opening a quarter ---------------------------------------------------------------------------------------------


@transaction.atomic
def open_quarter(*, unit: Unit, quarter: Quarter, by: User) -> tuple[Report, ...]:
    """Create the reports of every reporting post with an agreement in force, and return the new ones.

    Opening twice creates nothing the second time.
    """
    hold_unit(unit)
    check_can_open_quarter(by, unit, quarter, timezone.localdate())
    made = Report.objects.bulk_create(
        Report(position=position, year=quarter.year, quarter=quarter.number)
        for position in opening_of(unit, quarter).ready
    )
    if made:
        after = {
            "year": quarter.year,
            "quarter": quarter.number,
            "positions": [report.position.slug for report in made],
        }
        record(unit=unit, by=by, lines=[Line("open_quarter", subject_of(unit), None, after)])
    return tuple(made)


# -- entering figures ----------------------------------------------------------------------------------------------


@transaction.atomic
def save_entries(
    *,
    unit: Unit,
    quarter: Quarter,
    changes: Sequence[IndicatorChange | BudgetChange],
    by: User,
    reason: str = "",
) -> Saved:
    """Write the changed facts of a quarter, all or none.

    A fact that approved reports print is corrected with a reason; each of those reports is opened as a revision.

    Raises:
        Refused: the account may not change one of the facts, or the quarter is closed.
        StaleEntriesError: a fact no longer has the version that the user saw.
        CorrectionNeedsReasonError: an approved report prints a fact that changes, and `reason` is empty.
    """
    hold_unit(unit)
    check_can_enter_quarter(by, unit, quarter)
    printed_in = _check_facts(unit, quarter, changes, by)
    standing = _standing_facts(quarter, changes)
    reason = reason.strip()
    stale, corrected, lines = [], [], []
    for change in changes:
        old = standing.get(change.key)
        before = _content(old) if old else None
        new = None
        if (old.version if old else 0) == change.version:
            new = _write(change, quarter, by)
        if new is None:
            stale.append(change.key)
            continue
        after = _content(new)
        if printed_in[change.key] and _says(before) != _says(after):
            corrected.append(change.key)
            after["reason"] = reason
        lines.append(Line("save_entry", subject_of(new), before, after))
    if stale:
        raise StaleEntriesError(stale)
    reports = reports_once(printed_in[key] for key in corrected)
    if reports:
        if not reason:
            raise CorrectionNeedsReasonError(corrected, reports)
        check_can_correct(by, unit, {report.quarter for report in reports}, timezone.localdate())
    record(unit=unit, by=by, lines=lines)
    return Saved(len(lines), revise_changed(unit, reports, reason, by))


def _check_facts(
    unit: Unit, quarter: Quarter, changes: Iterable[IndicatorChange | BudgetChange], by: User
) -> dict[str, tuple[Approved, ...]]:
    """Refuse facts that are none of the unit's typed facts, or that the account may not change.

    Returns, by anchor, the approved reports that print each.
    """
    facts = load_facts(unit, quarter)
    approved = approved_usage(approved_reports(unit, [quarter, *quarter.later_in_year]), quarter)
    supplier = suppliers(unit)
    found = {}
    for change in changes:
        if isinstance(change, IndicatorChange):
            entry = facts.indicators.get(change.indicator_id)
            if entry is None or not is_entered(entry):
                raise ValueError(f"{change.key} is not a typed indicator of {unit}")
            if set(change.terms) - {term.id for term in typed_terms(entry)}:
                raise ValueError(f"{change.key} has other terms")
            check_can_change_fact(by, unit, supplier[change.indicator_id])
            found[change.key] = approved.indicators.get(change.indicator_id, ())
        else:
            line = facts.lines.get(change.line_id)
            if line is None or not line.holds_amounts:
                raise ValueError(f"{change.key} does not hold amounts of {unit} in {quarter.year}")
            check_can_change_fact(by, unit, EnteredBy.UNIT)
            found[change.key] = approved.lines.get(change.line_id, ())
    return found


def _standing_facts(
    quarter: Quarter, changes: Iterable[IndicatorChange | BudgetChange]
) -> dict[str, IndicatorRealization | BudgetRealization]:
    """Return the rows that stand now, by anchor."""
    indicator_ids = [change.indicator_id for change in changes if isinstance(change, IndicatorChange)]
    line_ids = [change.line_id for change in changes if isinstance(change, BudgetChange)]
    rows = IndicatorRealization.objects.filter(
        indicator__in=indicator_ids, year=quarter.year, quarter=quarter.number
    ).prefetch_related("terms")
    lines = BudgetRealization.objects.filter(budget_line__in=line_ids, quarter=quarter.number)
    return {indicator_anchor(row.indicator_id): row for row in rows} | {
        line_anchor(row.budget_line_id): row for row in lines
    }


def _where(change: IndicatorChange | BudgetChange, quarter: Quarter) -> tuple[type[Model], dict[str, object]]:
    """Return the model of a fact and what identifies its row."""
    if isinstance(change, IndicatorChange):
        return IndicatorRealization, {
            "indicator_id": change.indicator_id,
            "year": quarter.year,
            "quarter": quarter.number,
        }
    return BudgetRealization, {"budget_line_id": change.line_id, "quarter": quarter.number}


def _write(
    change: IndicatorChange | BudgetChange, quarter: Quarter, by: User
) -> IndicatorRealization | BudgetRealization | None:
    """Write a fact if its version is still the one seen (compare-and-swap); return None if it is not."""
    model, identity = _where(change, quarter)
    content: dict[str, object] = {"note": change.note, "missing_reason": change.missing_reason, "updated_by": by}
    if isinstance(change, IndicatorChange):
        content |= {"value": change.value, "shown": change.shown}
    else:
        content |= {"amount": change.amount}
    if change.version == 0:
        try:
            with transaction.atomic():
                row = model.objects.create(**identity, **content)
        except IntegrityError:
            if not model.objects.filter(**identity).exists():
                raise
            return None
    else:
        swapped = model.objects.filter(**identity, version=change.version).update(
            **content, version=change.version + 1, updated_at=timezone.now()
        )
        if not swapped:
            return None
        row = model.objects.get(**identity)
    if isinstance(change, IndicatorChange):
        row.terms.all().delete()
        TermValue.objects.bulk_create(
            TermValue(realization=row, term_id=term_id, value=value)
            for term_id, value in change.terms.items()
            if value is not None
        )
    return row


def _content(row: IndicatorRealization | BudgetRealization) -> dict[str, object]:
    """Return what the trail keeps of a fact; figures as strings, so that JSON keeps every digit."""
    common = {"note": row.note, "missing_reason": row.missing_reason, "version": row.version}
    if isinstance(row, BudgetRealization):
        return {"amount": _text(row.amount), **common}
    return {
        "value": _text(row.value),
        "terms": {str(term.term_id): _text(term.value) for term in row.terms.all()},
        "shown": row.shown,
        **common,
    }


def _says(content: Mapping[str, object] | None) -> dict[str, object]:
    """Return what of a fact a report can print: everything given but the version; nothing for a fact without a row."""
    return {key: value for key, value in (content or {}).items() if value and key != "version"}


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize():f}"
