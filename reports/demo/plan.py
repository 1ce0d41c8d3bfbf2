"""Indicators, budget and agreements of an office file."""

import datetime
from collections.abc import Iterable
from itertools import count

from agreements.enums import AgreementKind, BudgetLevel, CeilingDocument, Formula, TermTakes
from agreements.models import (
    Agreement,
    AgreementBudget,
    AgreementItem,
    BudgetLine,
    Ceiling,
    Indicator,
    IndicatorBudgetLine,
    IndicatorTerm,
    LongTermTarget,
    Objective,
    PastValue,
    YearTarget,
)
from reports.demo.context import Office, find, make
from reports.demo.files import Entry, number

LEVELS = (BudgetLevel.PROGRAM, BudgetLevel.KEGIATAN, BudgetLevel.SUB_KEGIATAN)


def load_indicators(office: Office, entries: list[Entry]) -> None:
    """Make the indicators, each with its terms, targets and values of earlier years; `parts` hang below it."""
    parts, targets, terms = [], [], []

    def walk(level: list[Entry], parent: Indicator | None) -> None:
        for entry in level:
            row = Indicator(
                unit=office.unit,
                order=len(parts) + 1,
                level=entry.text("level"),
                name=entry.text("name"),
                unit_of_measure=entry.text("unit"),
                formula=entry.text("formula", Formula.ENTERED),
                direction=entry.text("direction", "higher"),
                aggregation=entry.text("aggregation", "cumulative"),
                entered_by=entry.text("entered_by", "unit"),
                definition=entry.optional("definition"),
                on_time_rule="\n".join(entry.take("on_time_rule", [])),
                note=entry.optional("note"),
            )
            key = entry.text("key")
            office.indicators[key] = row
            parts.append((row, parent))
            targets.extend(_targets(row, entry, office.year))
            own = [(_term(row, order, term), term) for order, term in enumerate(entry.entries("terms"), 1)]
            office.terms[key] = [term for term, _ in own]
            terms.extend(own)
            walk(entry.entries("parts"), row)

    walk(entries, None)
    make(Indicator, [row for row, _ in parts])
    for row, parent in parts:
        row.parent = parent
    Indicator.objects.bulk_update([row for row, parent in parts if parent], ["parent"])
    make(IndicatorTerm, [_sourced(office, term, entry) for term, entry in terms])
    for model in (YearTarget, LongTermTarget, PastValue):
        make(model, [row for row in targets if isinstance(row, model)])


def load_targets(office: Office, entries: list[Entry]) -> None:
    """Make the targets of a year for indicators that are there, at any depth of the file."""
    targets, waiting = [], list(entries)
    while waiting:
        entry = waiting.pop()
        targets.extend(_targets(find(office.indicators, entry.text("key"), entry), entry, office.year))
        waiting += entry.entries("parts")
        # Name, formula and all else are those of the indicator.
        entry.skip()
    make(YearTarget, [row for row in targets if isinstance(row, YearTarget)])


def _targets(indicator: Indicator, entry: Entry, year: int) -> Iterable[YearTarget | LongTermTarget | PastValue]:
    target = entry.number("target", None)
    if target is not None:
        yield YearTarget(
            indicator=indicator,
            year=year,
            value=target,
            upper=entry.number("upper", None),
            shown=entry.optional("shown"),
            **{
                f"quarter_{place}": number(value, entry.where)
                for place, value in enumerate(entry.take("quarter_targets", []), 1)
            },
        )
    for goal in entry.entries("long_term"):
        yield LongTermTarget(
            indicator=indicator, document=goal.text("document"), year=goal.take("year"), value=goal.number("target")
        )
    for past in entry.entries("past"):
        yield PastValue(
            indicator=indicator,
            year=past.take("year"),
            quarter=past.take("quarter", None),
            target=past.number("target", None),
            realization=past.number("realization", None),
        )


def _term(indicator: Indicator, order: int, entry: Entry) -> IndicatorTerm:
    return IndicatorTerm(
        indicator=indicator,
        role=entry.text("side"),
        order=order,
        label=entry.text("label"),
        factor=entry.number("factor", 1),
        factor_label=entry.optional("factor_label"),
    )


def _sourced(office: Office, term: IndicatorTerm, entry: Entry) -> IndicatorTerm:
    """Return a term with the indicator that it is taken from, which may stand below it in the file."""
    key = entry.optional("source")
    if key:
        term.source = find(office.indicators, key, entry)
        term.takes = entry.text("takes", TermTakes.REALIZATION)
    return term


def load_budget(office: Office, entries: list[Entry]) -> None:
    """Make the budget tree with its ceilings; a line without a responsible post takes that of the line above."""
    levels: dict[BudgetLevel, list[tuple[BudgetLine, BudgetLine | None]]] = {level: [] for level in LEVELS}
    ceilings, links = [], []
    places = count(1)

    def walk(level: list[Entry], depth: int, parent: BudgetLine | None) -> None:
        for entry in level:
            if depth == len(LEVELS):
                raise entry.error("nothing stands below a sub kegiatan")
            code = entry.optional("code")
            responsible = entry.optional("responsible")
            line = BudgetLine(
                unit=office.unit,
                year=office.year,
                level=LEVELS[depth],
                order=next(places),
                code=code,
                name=entry.text("name"),
                holds_amounts="ceiling" in entry,
                responsible=find(office.positions, responsible, entry)
                if responsible
                else parent and parent.responsible,
                planned_months=entry.take("months", []),
            )
            levels[LEVELS[depth]].append((line, parent))
            office.lines[entry.text("key", code)] = line
            ceilings.extend(_ceilings(line, entry, office.year))
            links.extend(
                IndicatorBudgetLine(indicator=find(office.indicators, key, entry), budget_line=line, order=place)
                for place, key in enumerate(entry.take("indicators", []), 1)
            )
            walk(entry.entries("lines"), depth + 1, line)

    walk(entries, 0, None)
    for rows in levels.values():
        for line, parent in rows:
            line.parent = parent
        make(BudgetLine, [line for line, _ in rows])
    make(Ceiling, ceilings)
    make(IndicatorBudgetLine, links)


def _ceilings(line: BudgetLine, entry: Entry, year: int) -> Iterable[Ceiling]:
    """Yield the ceilings of a line: one amount is the DPA's from 1 January, those of a shift or DPPA follow."""
    amount = entry.number("ceiling", None)
    if amount is not None:
        yield Ceiling(
            budget_line=line, document=CeilingDocument.DPA, from_date=datetime.date(year, 1, 1), amount=amount
        )
    for later in entry.entries("later_ceilings"):
        yield Ceiling(
            budget_line=line,
            document=later.text("document"),
            from_date=later.take("from"),
            amount=later.number("amount"),
        )


# -- agreements --------------------------------------------------------------------------------------------------------


def load_agreements(office: Office, entries: list[Entry]) -> None:
    """Make the agreements of the year; the second one of a post supersedes the first."""
    latest: dict[str, Agreement] = {}
    objectives, items, budgets = [], [], []
    for entry in entries:
        post = entry.text("position")
        # One by one: a Perubahan points at the row before it.
        agreement = latest[post] = Agreement.objects.create(
            position=find(office.positions, post, entry),
            year=office.year,
            kind=entry.text("kind", AgreementKind.MURNI),
            supersedes=latest.get(post),
            superior_title=entry.optional("superior_title"),
            signed_on=entry.take("signed_on", None),
        )
        own_items, own_lines = [], []
        for order, aim in enumerate(entry.entries("objectives"), 1):
            objective = Objective(agreement=agreement, order=order, level=aim.text("level"), text=aim.text("text"))
            objectives.append(objective)
            own_items += [_item(office, objective, item, post) for item in aim.entries("items")]
            own_lines += [(objective, line) for line in aim.entries("budgets", "line")]
        own_lines += [(None, line) for line in entry.entries("budgets", "line")]
        for order, item in enumerate(own_items, 1):
            item.order = order
        items += own_items
        budgets += [
            _agreement_budget(office, agreement, objective, order, line)
            for order, (objective, line) in enumerate(own_lines, 1)
        ]
    make(Objective, objectives)
    make(AgreementItem, items)
    make(AgreementBudget, budgets)


def _item(office: Office, objective: Objective, entry: Entry, post: str) -> AgreementItem:
    key = entry.text("indicator")
    row = AgreementItem(
        agreement=objective.agreement,
        objective=objective,
        indicator=find(office.indicators, key, entry),
        wording=entry.optional("wording"),
        target_signed=entry.number("target", None),
        target_text=entry.optional("target_text"),
    )
    office.items[post, key] = row
    return row


def _agreement_budget(
    office: Office, agreement: Agreement, objective: Objective | None, order: int, entry: Entry
) -> AgreementBudget:
    return AgreementBudget(
        agreement=agreement,
        objective=objective,
        order=order,
        budget_line=find(office.lines, entry.text("line"), entry),
        wording=entry.optional("wording"),
        amount_signed=entry.number("amount", None),
    )
