"""The agreements of a whole office out of a sheet: all rows in one transaction."""

from collections.abc import Iterator
from dataclasses import replace

from django.db import transaction

from agreements.actions.agreements import StaleAgreementError
from agreements.actions.measure_steps import write_measure
from agreements.actions.plan_steps import UNTOLD, PlanError, clean, make_indicator, name_of, write_promise
from agreements.models import Agreement, BudgetLine, Indicator, IndicatorBudgetLine, Unit, User, subject_of
from agreements.policies import check_can_edit_agreement, check_can_plan
from agreements.promise import Aim, Imported, Promise, plain, told
from agreements.queries import hold_unit, load_promise, measure_of, standing_plan
from agreements.recording import Change, added, changed, described, record
from agreements.seen import fingerprint


@transaction.atomic
def import_promises(*, unit: Unit, year: int, asked: Imported, seen: str, by: User) -> list[Agreement]:
    """Write what a sheet asks for: new indicators, agreements, whose indicator feeds which; return what was changed.

    A post without an agreement of the year gets a draft.

    Args:
        unit: the office.
        year: of the agreements.
        asked: what the sheet says, held against the plan of this moment.
        seen: fingerprint of the plan (`queries.standing_plan`) that it was held against when it was shown.
        by: who imports.

    Raises:
        Refused: the account does not plan for the unit, or an agreement was signed meanwhile.
        StaleAgreementError: the plan is another one by now.
        PlanError: see `plan_steps.write_promise`.
    """
    hold_unit(unit)
    check_can_plan(by, unit)
    if fingerprint(standing_plan(unit, year)) != seen:
        raise StaleAgreementError(f"the plan of {unit} in {year} is not the one that was seen")
    changes: list[Change | None] = []
    known = {plain(row.name): row for row in Indicator.objects.filter(unit=unit)}
    for level, new in asked.indicators:
        row = known[plain(new.name)] = make_indicator(unit, level, new, known.values())
        changes.append(added(row, without=UNTOLD))
    changes += _measure(known, asked)
    changes += _feed(known, asked)
    agreements = []
    for post, promise in asked.promises.items():
        row, told_of = _write(unit, year, post, _with_indicators(promise, known), by)
        agreements.append(row)
        changes += told_of
    changes += _plan_lines(unit, year, asked, known)
    record(unit=unit, by=by, changes=changes)
    return agreements


def _with_indicators(promise: Promise, known: dict[str, Indicator]) -> Promise:
    """Return the promise with the indicators that are rows by now."""

    def aim(found: Aim) -> Aim:
        items = tuple(
            replace(item, indicator_id=known[plain(item.new.name)].pk, new=None) if item.new else item
            for item in found.items
        )
        return replace(found, items=items)

    return replace(promise, aims=tuple(aim(found) for found in promise.aims))


def _measure(known: dict[str, Indicator], asked: Imported) -> Iterator[Change | None]:
    """Measure indicators as the sheet says; the parts of a ratio that has some stay what they are."""
    for name, wanted in asked.measures:
        row = known[plain(name)]
        standing = measure_of(row)
        told = replace(
            standing,
            direction=wanted.direction or standing.direction,
            formula=wanted.formula or standing.formula,
            terms=standing.terms or wanted.terms,
        )
        if told != standing:
            yield from write_measure(row, told)


def _feed(known: dict[str, Indicator], asked: Imported) -> Iterator[Change | None]:
    for child, parent in asked.parents:
        row, above = known[plain(child)], known[plain(parent)]
        if row.parent_id == above.pk:
            continue
        before = described(row)
        row.parent = above
        clean(row)
        row.save(update_fields=["parent"])
        yield changed(row, before)


def _write(unit: Unit, year: int, post: int, promise: Promise, by: User) -> tuple[Agreement, list[Change | None]]:
    """Make the newest agreement of a post say what the sheet asks for; a draft where there is none."""
    rows = Agreement.objects.filter(position__unit=unit, position=post, year=year).select_related("position__unit")
    row = rows.filter(superseded_by=None).order_by("pk").last()
    if row is None:
        position = unit.positions.filter(pk=post).first()
        if position is None:
            raise PlanError("Sebuah jabatan di lembar ini bukan milik unit ini.")
        row = Agreement.objects.create(position=position, year=year)
        changes = [Change("start_agreement", subject_of(row), None, {"name": name_of(row), "from": ""})]
        before = Promise()
    else:
        check_can_edit_agreement(by, row)
        before, changes = load_promise(row), []
    changes += write_promise(row, promise, before)
    content = {"name": name_of(row)}
    after = content | {"lists": told(load_promise(row))}
    changes.append(Change("save_agreement", subject_of(row), content | {"lists": told(before)}, after))
    return row, changes


def _plan_lines(unit: Unit, year: int, asked: Imported, known: dict[str, Indicator]) -> Iterator[Change | None]:
    """Say who answers for budget lines, and which outcomes they pay for."""
    lines = {row.pk: row for row in BudgetLine.objects.filter(unit=unit, year=year).select_related("responsible")}
    for key, post in asked.responsible.items():
        before = described(lines[key])
        lines[key].responsible = unit.positions.get(pk=post)
        lines[key].save(update_fields=["responsible"])
        yield changed(lines[key], before)
    for key, name in asked.links:
        link, made = IndicatorBudgetLine.objects.get_or_create(
            budget_line=lines[key],
            indicator=known[plain(name)],
            defaults={"order": lines[key].indicator_links.count() + 1},
        )
        yield added(link, without=["order"]) if made else None
