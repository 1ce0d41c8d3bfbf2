"""What the actions on agreements share: called inside their transaction, with the unit held."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import F, ProtectedError

from agreements.enums import AgreementKind
from agreements.models import (
    Agreement,
    AgreementBudget,
    AgreementItem,
    BudgetLine,
    Indicator,
    IndicatorBudgetLine,
    Objective,
    Unit,
    YearTarget,
)
from agreements.promise import Item, Money, NewIndicator, Promise, Target, plain, target_words
from agreements.queries import as_target, signed_targets
from agreements.recording import Change, added, changed, described

NOTHING = Promise()
UNTOLD = ("unit", "order", "name")
"""What the trail need not say of a new indicator: its unit, its place, and its name a second time."""
OUT_OF_THE_WAY = 10_000
"""Added to the order of rows that stay, so that none meets a new number on the way to its own."""


class PlanError(Exception):
    """What was asked for does not fit what stands; its only argument is the Indonesian sentence that the user reads."""


def name_of(agreement: Agreement) -> str:
    """Name an agreement in the trail of its unit: 'Perjanjian Kinerja 2024, Camat'."""
    return f"{agreement.get_kind_display()} {agreement.year}, {agreement.position.name}"


def write_promise(agreement: Agreement, promise: Promise, standing: Promise = NOTHING) -> list[Change | None]:
    """Make the rows of an agreement say what a promise says, keeping rows that stay; return what else changed for it.

    `standing` is what they say now; nothing for a new agreement, whose open targets are the year's.

    Raises:
        PlanError: something belongs to another unit or year, is promised twice, or is needed by a report.
    """
    changes: list[Change | None] = []
    indicators = _indicators(agreement.position.unit, promise, changes)
    _refuse_twice(indicators.values(), "Indikator")
    stored = {row.pk: row for row in agreement.items.all()}
    kept = {item.key for place, item in _placed(promise) if _stays(stored, item, indicators[place])}
    _delete(agreement.items.exclude(pk__in=kept))
    aims = {row.pk: row for row in agreement.objectives.all()}
    agreement.items.update(order=F("order") + OUT_OF_THE_WAY)
    agreement.objectives.update(order=F("order") + OUT_OF_THE_WAY)
    objectives = []
    for order, aim in enumerate(promise.aims, 1):
        objective = aims.get(aim.key) or Objective(agreement=agreement)
        objective.order, objective.level, objective.text = order, aim.level, aim.text
        objective.save()
        objectives.append(objective)
    targets = _Targets.of(agreement, standing)
    for order, (place, item) in enumerate(_placed(promise), 1):
        new = AgreementItem(agreement=agreement, indicator=indicators[place])
        row = stored[item.key] if item.key in kept else new
        row.objective, row.order, row.wording = objectives[place[0]], order, item.wording
        changes.append(targets.promise(row, item))
        row.save()
    _delete(agreement.objectives.exclude(pk__in=[row.pk for row in objectives]))
    changes += _write_money(agreement, promise.money, objectives)
    if agreement.superior_title != promise.superior_title:
        agreement.superior_title = promise.superior_title
        agreement.save(update_fields=["superior_title"])
    return changes


def _placed(promise: Promise) -> Iterator[tuple[tuple[int, int], Item]]:
    """Yield the items with their place: number of the sasaran, and number in it, both from 0."""
    for place, aim in enumerate(promise.aims):
        for number, item in enumerate(aim.items):
            yield (place, number), item


def fill_item(row: AgreementItem, target: Target) -> None:
    """Put a target into a row of an agreement."""
    row.target_signed, row.upper_signed, row.target_text = target.value, target.upper, target.shown
    row.quarter_1, row.quarter_2, row.quarter_3, row.quarter_4 = target.quarters


def _stays(stored: Mapping[int, AgreementItem], item: Item, indicator: Indicator) -> bool:
    """Whether a stored row is the item's still: one that got another indicator is another row."""
    row = stored.get(item.key) if item.key else None
    return row is not None and row.indicator_id == indicator.pk


def _delete(rows) -> None:
    for row in rows:
        try:
            row.delete()
        except ProtectedError as error:
            raise PlanError(
                f"“{row}” sudah dipakai strategi di sebuah laporan, jadi tidak dapat dihapus dari perjanjian ini."
                " Hapus dulu strateginya, atau pertahankan barisnya."
            ) from error


def _refuse_twice(rows: Iterable[Indicator | BudgetLine], what: str) -> None:
    seen = set()
    for row in rows:
        if row.pk in seen:
            raise PlanError(f"{what} “{row}” ada dua kali di perjanjian ini. Hapus salah satunya.")
        seen.add(row.pk)


# -- indicators and their targets --------------------------------------------------------------------------------------


def _indicators(unit: Unit, promise: Promise, changes: list[Change | None]) -> dict[tuple[int, int], Indicator]:
    """Return the indicator of each item by its place, made where it is new."""
    known = {row.pk: row for row in Indicator.objects.filter(unit=unit)}
    found = {}
    for place, item in _placed(promise):
        if item.new is not None:
            row = make_indicator(unit, promise.aims[place[0]].level, item.new, known.values())
            known[row.pk] = row
            changes.append(added(row, without=UNTOLD))
        elif item.indicator_id in known:
            row = known[item.indicator_id]
        else:
            raise PlanError("Sebuah indikator yang dipilih bukan milik unit ini.")
        found[place] = row
    return found


def make_indicator(unit: Unit, level: str, new: NewIndicator, known: Iterable[Indicator]) -> Indicator:
    """Make an indicator of a unit, after those of its level.

    Raises:
        PlanError: the unit has one of that name, or the model refuses it.
    """
    rows = list(known)
    if any(plain(row.name) == plain(new.name) for row in rows):
        raise PlanError(f"Indikator “{new.name}” sudah ada di unit ini. Pilihlah dari daftar indikator.")
    row = Indicator(
        unit=unit,
        level=level,
        order=max((each.order for each in rows if each.level == level), default=0) + 1,
        name=new.name,
        unit_of_measure=new.unit_of_measure,
        direction=new.direction,
        aggregation=new.aggregation,
        formula=new.formula,
        entered_by=new.entered_by,
        parent_id=new.parent_id,
    )
    clean(row)
    row.save()
    return row


def clean(row: object) -> None:
    """Ask a row whether it may be as it is.

    Raises:
        PlanError: it may not.
    """
    try:
        row.full_clean()
    except ValidationError as error:
        raise PlanError(" ".join(error.messages)) from error


@dataclass(frozen=True)
class _Targets:
    """How the targets of a draft are kept.

    As long as nobody signed one, the year's target is the only place: all drafts share it. A Perubahan keeps one that
    differs from what was signed to itself until it is signed too. What did not change stays as it is kept.
    """

    agreement: Agreement
    standing: Mapping[int | None, Target]
    """By key of the stored item."""
    signed: Mapping[int, AgreementItem]
    begins: bool

    @classmethod
    def of(cls, agreement: Agreement, standing: Promise) -> "_Targets":
        """Read what was signed by others this year."""
        known = {item.key: item.target for item in standing.items}
        signed = signed_targets(agreement.position.unit, agreement.year, but=agreement)
        return cls(agreement, known, signed, standing == NOTHING)

    def promise(self, row: AgreementItem, item: Item) -> Change | None:
        """Put the target of an item where it belongs.

        Raises:
            PlanError: a signed agreement promises another one.
        """
        if row.pk is not None and self.standing.get(row.pk) == item.target:
            return None
        fill_item(row, Target())
        signed = self.signed.get(row.indicator_id)
        if signed is None:
            if item.target.given or not self.begins:
                return write_target(row.indicator, self.agreement.year, item.target)
        elif self.agreement.kind == AgreementKind.PERUBAHAN:
            if item.target.value is None and signed.target_signed is not None:
                raise PlanError(
                    f"Target “{row.indicator}” tidak dapat dikosongkan dalam Perubahan. Isi targetnya, atau hapus"
                    " barisnya bila tidak diperjanjikan lagi."
                )
            fill_item(row, item.target)
        elif item.target.given:
            _refuse_other_target(signed, item.target)
        return None


def _refuse_other_target(row: AgreementItem, target: Target) -> None:
    if row.target_signed is None or (row.target_signed, row.upper_signed) == (target.value, target.upper):
        return
    signed = Target(row.target_signed, row.upper_signed, shown=row.target_text)
    raise PlanError(
        f"Target “{row.indicator}” sudah ditandatangani di Perjanjian Kinerja {row.agreement.position.name}:"
        f" {target_words(signed, row.indicator.unit_of_measure)}. Samakan targetnya, atau ubah lewat Perubahan di sana."
    )


def write_target(indicator: Indicator, year: int, target: Target) -> Change | None:
    """Make a target that of the year; tell of it where it was another."""
    row = YearTarget.objects.filter(indicator=indicator, year=year).first()
    if as_target(row) == target:
        return None
    before = described(row) if row is not None else None
    row = row or YearTarget(indicator=indicator, year=year)
    row.value, row.upper, row.shown = target.value, target.upper, target.shown
    row.quarter_1, row.quarter_2, row.quarter_3, row.quarter_4 = target.quarters
    clean(row)
    row.save()
    name, hidden = f"{year}, {indicator}", ("indicator", "year")
    if before is None:
        return added(row, name=name, without=hidden)
    return changed(row, [pair for pair in before if pair[0] not in ("indikator", "tahun")], name=name, without=hidden)


# -- money -------------------------------------------------------------------------------------------------------------


def _write_money(agreement: Agreement, money: Iterable[Money], objectives: list[Objective]) -> Iterator[Change | None]:
    lines = {row.pk: row for row in BudgetLine.objects.filter(unit=agreement.position.unit, year=agreement.year)}
    posts = {row.pk for row in agreement.position.unit.positions.all()}
    rows = list(money)
    if any(row.line_id not in lines for row in rows):
        raise PlanError(f"Sebuah baris anggaran yang dipilih bukan milik unit ini tahun {agreement.year}.")
    _refuse_twice([lines[row.line_id] for row in rows], "Baris anggaran")
    stored = {row.budget_line_id: row for row in agreement.budgets.all()}
    agreement.budgets.exclude(budget_line__in=[row.line_id for row in rows]).delete()
    agreement.budgets.update(order=F("order") + OUT_OF_THE_WAY)
    for order, wanted in enumerate(rows, 1):
        row = stored.get(wanted.line_id) or AgreementBudget(agreement=agreement, budget_line=lines[wanted.line_id])
        row.order, row.wording, row.amount_signed = order, wanted.wording, wanted.amount
        row.objective = objectives[wanted.aim] if wanted.aim is not None and wanted.aim < len(objectives) else None
        row.save()
        if wanted.responsible_id is not None and wanted.responsible_id not in posts:
            raise PlanError("Penanggung jawab baris anggaran adalah jabatan di unit ini.")
        yield _plan_line(lines[wanted.line_id], wanted)
        yield from _pay_for(lines[wanted.line_id], wanted.indicator_ids)


def _plan_line(line: BudgetLine, wanted: Money) -> Change | None:
    if (line.planned_months, line.responsible_id) == (list(wanted.months), wanted.responsible_id):
        return None
    before = described(line)
    line.planned_months, line.responsible_id = list(wanted.months), wanted.responsible_id
    line.save(update_fields=["planned_months", "responsible"])
    line.refresh_from_db(fields=["responsible"])
    return changed(line, before)


def _pay_for(line: BudgetLine, indicator_ids: Iterable[int]) -> Iterator[Change | None]:
    """Make the line pay for these indicators and no others; those that stay keep their place."""
    wanted = list(dict.fromkeys(indicator_ids))
    links = {row.indicator_id: row for row in line.indicator_links.select_related("indicator").order_by("order", "pk")}
    if list(links) == wanted:
        return
    if set(wanted) - set(line.unit.indicators.filter(pk__in=wanted).values_list("pk", flat=True)):
        raise PlanError(f"Indikator yang dibiayai “{line}” harus milik unit ini.")
    old = ", ".join(str(row.indicator) for row in links.values())
    line.indicator_links.exclude(indicator__in=wanted).delete()
    for order, key in enumerate(wanted, 1):
        row = links.get(key) or IndicatorBudgetLine(budget_line=line, indicator_id=key)
        row.order = order
        row.save()
    now = line.indicator_links.select_related("indicator").order_by("order", "pk")
    new = ", ".join(str(row.indicator) for row in now)
    yield changed(line, [["indikator yang dibiayai", old]], fields=[["indikator yang dibiayai", new]])
