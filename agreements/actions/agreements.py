"""Perjanjian Kinerja: begun, filled in, signed, taken away while they are drafts."""

import datetime
from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum

from django.db import transaction
from django.utils import timezone

from agreements.actions.plan_steps import PlanError, fill_item, name_of, write_promise, write_target
from agreements.enums import AgreementKind
from agreements.models import Agreement, BudgetLine, Position, Unit, User, subject_of
from agreements.numbers import format_date
from agreements.policies import check_can_amend, check_can_edit_agreement, check_can_plan
from agreements.promise import Money, Promise, told
from agreements.queries import hold_unit, load_promise, newest_of, signed_targets
from agreements.recording import Change, record


class Source(StrEnum):
    """What a new agreement begins with."""

    NOTHING = "kosong"
    LAST_YEAR = "tahun-lalu"
    LAST_YEAR_WITH_TARGETS = "tahun-lalu-target"
    SIGNED = "perubahan"


class StaleAgreementError(Exception):
    """Somebody else changed what the page showed; nothing was written."""


@transaction.atomic
def start_agreements(*, unit: Unit, year: int, posts: Iterable[Position], source: Source, by: User) -> list[Agreement]:
    """Begin agreements as drafts for posts of a unit; return those that were made.

    A post that has the agreement already is left out, and one that has nothing to copy from too.

    Args:
        unit: whose posts they are.
        year: of the agreements.
        posts: posts of the unit.
        source: nothing; the newest agreement of the year before, with or without its targets; or, for a Perubahan, the
            signed one of this year, which the new one then supersedes.
        by: who begins them.

    Raises:
        Refused: the account does not plan for the unit.
        PlanError: a post of another unit.
    """
    hold_unit(unit)
    check_can_plan(by, unit)
    rows = list(posts)
    if any(post.unit_id != unit.pk for post in rows):
        raise PlanError("Sebuah jabatan yang dipilih bukan milik unit ini.")
    this_year = newest_of(Agreement.objects.filter(position__unit=unit, year=year))
    before = newest_of(Agreement.objects.filter(position__unit=unit, year=year - 1))
    lines = {line.code: line for line in BudgetLine.objects.filter(unit=unit, year=year).exclude(code="")}
    signed = signed_targets(unit, year) if source != Source.SIGNED else {}
    made, changes = [], []
    for post in rows:
        standing = this_year.get(post.pk)
        old = standing if source == Source.SIGNED else before.get(post.pk)
        if source == Source.SIGNED:
            if standing is None or standing.signed_on is None:
                continue
            check_can_amend(by, standing)
        elif standing is not None or (source != Source.NOTHING and old is None):
            continue
        agreement = Agreement.objects.create(
            position=post,
            year=year,
            kind=AgreementKind.PERUBAHAN if source == Source.SIGNED else AgreementKind.MURNI,
            supersedes=standing,
        )
        if source != Source.NOTHING:
            changes += write_promise(agreement, _to_copy(load_promise(old), source, lines, signed))
        made.append(agreement)
        after = {"name": name_of(agreement), "from": name_of(old) if old and source != Source.NOTHING else ""}
        changes.append(Change("start_agreement", subject_of(agreement), None, after))
    record(unit=unit, by=by, changes=changes)
    return made


def _to_copy(old: Promise, source: Source, lines: Mapping[str, BudgetLine], signed: Container[int]) -> Promise:
    """Return what a new agreement takes over.

    Amounts are not copied: the ceilings of today stand for them. Nor are targets of indicators for which somebody
    signed one this year.
    """
    copied = old.copied(without=signed, targets=source != Source.LAST_YEAR)
    if source == Source.SIGNED:
        return replace(copied, money=tuple(replace(row, amount=None) for row in copied.money))
    codes = dict(BudgetLine.objects.filter(pk__in=[row.line_id for row in old.money]).values_list("pk", "code"))
    kept = [(row, lines[codes[row.line_id]]) for row in old.money if codes[row.line_id] in lines]
    return replace(copied, money=tuple(_money_of(row, line) for row, line in kept))


def _money_of(row: Money, line: BudgetLine) -> Money:
    """Return the row of last year for the line of this year, which keeps what is planned for it."""
    links = line.indicator_links.order_by("order", "pk").values_list("indicator_id", flat=True)
    return Money(
        line_id=line.pk,
        aim=row.aim,
        wording=row.wording,
        months=tuple(line.planned_months),
        responsible_id=line.responsible_id or row.responsible_id,
        indicator_ids=tuple(links) or row.indicator_ids,
    )


@transaction.atomic
def save_agreement(*, agreement: Agreement, promise: Promise, standing: Promise, by: User) -> bool:
    """Make a draft say what a promise says, all of it or nothing; return False where it says so already.

    Args:
        agreement: the draft.
        promise: what it shall say.
        standing: what it said when the page was shown.
        by: who saves.

    Raises:
        Refused: the account may not, or the agreement was signed.
        StaleAgreementError: it says something else by now.
        PlanError: see `plan_steps.write_promise`.
    """
    row = _held(agreement)
    check_can_edit_agreement(by, row)
    before = load_promise(row)
    if before != standing:
        raise StaleAgreementError(f"{row} says something else by now")
    changes = write_promise(row, promise, before)
    after = load_promise(row)
    if after == before and not any(changes):
        return False
    content = {"name": name_of(row)}
    line = Change(
        "save_agreement", subject_of(row), content | {"lists": told(before)}, content | {"lists": told(after)}
    )
    record(unit=row.position.unit, by=by, changes=[*changes, line])
    return True


@transaction.atomic
def sign_agreement(
    *,
    agreement: Agreement,
    signed_on: datetime.date,
    place: str,
    amounts: Mapping[int, Decimal],
    standing: Promise,
    by: User,
) -> None:
    """Note when and where an agreement was signed: from then on only a Perubahan changes it.

    Its targets become those of the year. A line without an amount of its own keeps the one that the paper showed.

    Args:
        agreement: the draft that was signed.
        signed_on: the date on the paper.
        place: where; '' for the unit's own place.
        amounts: per budget line id, what the paper printed.
        standing: what it said when it was shown.
        by: who notes it.

    Raises:
        Refused: the account may not, or it is signed already.
        StaleAgreementError: it says something else by now.
        PlanError: it promises nothing, or the date can't be.
    """
    row = _held(agreement)
    check_can_edit_agreement(by, row)
    promise = load_promise(row)
    if promise != standing:
        raise StaleAgreementError(f"{row} says something else by now")
    if not any(promise.items):
        raise PlanError("Perjanjian ini belum memuat satu indikator pun, jadi belum dapat ditandatangani.")
    _check_date(row, signed_on)
    row.signed_on, row.signed_place = signed_on, place
    row.save(update_fields=["signed_on", "signed_place"])
    targets = {item.key: item.target for item in promise.items}
    changes = []
    for item in row.items.select_related("indicator").order_by("order"):
        fill_item(item, targets[item.pk])
        # The indicator may get another name one day; what was signed keeps its own.
        item.wording = item.wording or item.indicator.name
        item.save()
        if targets[item.pk].given:
            changes.append(write_target(item.indicator, row.year, targets[item.pk]))
    for budget in row.budgets.filter(amount_signed=None):
        budget.amount_signed = amounts.get(budget.budget_line_id)
        budget.save(update_fields=["amount_signed"])
    after = {"name": name_of(row), "signed_on": signed_on.isoformat(), "place": place}
    record(unit=row.position.unit, by=by, changes=[Change("sign_agreement", subject_of(row), None, after), *changes])


def _check_date(row: Agreement, date: datetime.date) -> None:
    if date > timezone.localdate():
        raise PlanError(f"Tanggal {format_date(date)} belum tiba. Catat tanggal yang tertulis di kertas.")
    if date.year not in (row.year - 1, row.year):
        raise PlanError(
            f"Perjanjian tahun {row.year} tidak mungkin ditandatangani pada {format_date(date)}. Periksa tahunnya."
        )
    old = row.supersedes
    if old is not None and old.signed_on is not None and date < old.signed_on:
        raise PlanError(
            f"Perubahan ditandatangani sesudah yang digantikannya, yaitu {format_date(old.signed_on)}."
            f" Yang tertulis {format_date(date)}."
        )


@transaction.atomic
def delete_agreement(*, agreement: Agreement, by: User) -> None:
    """Take a draft away; what it replaced, if anything, holds as before. Indicators and their targets stay.

    Raises:
        Refused: the account may not, or it was signed.
        PlanError: a report needs one of its rows.
    """
    row = _held(agreement)
    check_can_edit_agreement(by, row)
    before = {"name": name_of(row), "lists": told(load_promise(row))}
    change = Change("delete_agreement", subject_of(row), before, None)
    write_promise(row, Promise())
    row.delete()
    record(unit=row.position.unit, by=by, changes=[change])


def _held(agreement: Agreement) -> Agreement:
    """Return the agreement as it is now, in a unit that nobody else changes until the transaction ends."""
    hold_unit(agreement.position.unit)
    return Agreement.objects.select_related("position__unit", "supersedes").get(pk=agreement.pk)
