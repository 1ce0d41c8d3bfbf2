"""Facts of a unit and quarter, from rows to `UnitFacts`. Reads only, in a fixed number of queries."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q

from agreements.enums import (
    Aggregation,
    BudgetLevel,
    CeilingDocument,
    Direction,
    EfficiencyDefinition,
    Formula,
    ObjectiveLevel,
    TermRole,
    TermTakes,
    UnitKind,
)
from agreements.models import (
    AgreementItem,
    BudgetLine,
    Ceiling,
    Indicator,
    LongTermTarget,
    PastValue,
    Unit,
    YearTarget,
)
from reports.computation.sources import with_sources
from reports.inputs import (
    CeilingEntry,
    Choices,
    IndicatorEntry,
    LineEntry,
    PastEntry,
    RealizationEntry,
    TargetEntry,
    TermEntry,
    UnitEntry,
    UnitFacts,
    YearEntry,
)
from reports.models import BudgetRealization, IndicatorRealization
from reports.period import Quarter
from reports.queries.posts import load_posts
from reports.rules import EARLIER_YEARS


def load_facts(unit: Unit, quarter: Quarter) -> UnitFacts:
    """Return everything that the reports of a unit share in a quarter."""
    regency = unit.regency
    indicators = _load_indicators(unit, quarter)
    goal = unit.goal_measure_id
    bearer = unit if unit.arms else regency
    return UnitFacts(
        unit=UnitEntry(
            slug=unit.slug,
            name=unit.name,
            short_name=unit.short_name,
            kind=UnitKind(unit.kind),
            regency=regency.name,
            place=unit.place,
            address=unit.address,
            phone=unit.phone,
            parent_name=unit.parent.name if unit.parent else "",
            villages=unit.villages,
            civil_servants=unit.civil_servants,
            other_staff=unit.other_staff,
            goal=unit.goal,
            goal_indicator=indicators[goal].name if goal else unit.goal_indicator,
            goal_indicator_id=goal,
            goal_aspects=tuple(line.strip() for line in unit.goal_aspects.splitlines() if line.strip()),
            main_problem=unit.main_problem,
            issues=tuple((issue.group, issue.text) for issue in unit.issues.all()),
            posts=load_posts(unit, quarter.end),
            arms=bearer.arms.name or "",
            arms_of=bearer.name if bearer.arms else "",
        ),
        quarter=quarter,
        choices=Choices(
            display_cap=regency.display_cap,
            efficiency=EfficiencyDefinition(regency.efficiency),
            cost_per_outcome=regency.cost_per_outcome,
            bands=tuple((band.lower, band.label) for band in regency.bands.all()),
        ),
        indicators=indicators,
        lines=_load_lines(unit, quarter),
    )


def _load_indicators(unit: Unit, quarter: Quarter) -> dict[int, IndicatorEntry]:
    years = range(quarter.year, quarter.year - EARLIER_YEARS - 1, -1)
    rows = list(
        Indicator.objects.filter(unit=unit)
        .order_by("order", "id")
        .prefetch_related(
            "terms",
            Prefetch("year_targets", YearTarget.objects.filter(year__in=years), "targets_of_years"),
            Prefetch(
                "realizations",
                IndicatorRealization.objects.filter(
                    Q(year=quarter.year, quarter__lte=quarter.number) | Q(year__in=years[1:])
                ).prefetch_related("terms"),
                "realizations_to_date",
            ),
            Prefetch("past_values", PastValue.objects.order_by("-year", "quarter")),
            Prefetch("long_term_targets", LongTermTarget.objects.order_by("year")),
        )
    )
    pointers = _load_pointers(unit, years)
    used = {when: _used_indicators(rows, pointers, when) for year in years for when in _quarters(year, quarter)}
    return with_sources({row.pk: _indicator_entry(row, quarter, years, used) for row in rows}, quarter.number)


def _quarters(year: int, quarter: Quarter) -> tuple[Quarter, ...]:
    """Return the quarters of a year whose reports are told of: that of the report, all of an earlier year."""
    return (quarter,) if year == quarter.year else tuple(Quarter(year, number) for number in range(1, 5))


@dataclass(frozen=True)
class Pointers:
    """What points at the indicators of a unit, over several years."""

    items: tuple[tuple[int, int, datetime.date | None, int | None, datetime.date | None], ...]
    """Rows of agreements: indicator, year, signed on, the agreement that supersedes it, and when that was signed."""
    outcomes: tuple[tuple[int, int], ...]
    """Outcomes of budget lines: indicator, year."""


def _load_pointers(unit: Unit, years: Sequence[int]) -> Pointers:
    items = AgreementItem.objects.filter(agreement__position__unit=unit, agreement__year__in=years)
    outcomes = BudgetLine.indicators.through.objects.filter(budget_line__unit=unit, budget_line__year__in=years)
    return Pointers(
        items=tuple(
            items.values_list(
                "indicator_id",
                "agreement__year",
                "agreement__signed_on",
                "agreement__superseded_by",
                "agreement__superseded_by__signed_on",
            )
        ),
        outcomes=tuple(outcomes.values_list("indicator_id", "budget_line__year")),
    )


def _used_indicators(rows: Sequence[Indicator], pointers: Pointers, quarter: Quarter) -> set[int]:
    """Return ids that something of the year points at: an agreement, a budget line, a target, a used parent or ratio.

    An agreement without a date counts as signed.
    """

    def signed(date: datetime.date | None) -> bool:
        return date is None or date <= quarter.end

    used = {
        indicator
        for indicator, year, signed_on, newer, newer_signed_on in pointers.items
        if year == quarter.year and signed(signed_on) and not (newer is not None and signed(newer_signed_on))
    }
    used |= {indicator for indicator, year in pointers.outcomes if year == quarter.year}
    used |= {row.pk for row in rows if any(target.year == quarter.year for target in row.targets_of_years)}
    children = defaultdict(list)
    for row in rows:
        if row.parent_id is not None:
            children[row.parent_id].append(row.pk)
    waiting = [row.pk for row in rows if row.pk in used and row.formula == Formula.MEAN_OF_CHILDREN]
    means = {row.pk for row in rows if row.formula == Formula.MEAN_OF_CHILDREN}
    while waiting:
        for child in children[waiting.pop()]:
            if child not in used:
                used.add(child)
                if child in means:
                    waiting.append(child)
    return used | {
        term.source_id
        for row in rows
        if row.pk in used and row.formula == Formula.RATIO
        for term in row.terms.all()
        if term.source_id is not None
    }


def _indicator_entry(
    row: Indicator, quarter: Quarter, years: Sequence[int], used: Mapping[Quarter, set[int]]
) -> IndicatorEntry:
    by_year = {year: _year_entry(row, year, used) for year in years}
    now = by_year.pop(quarter.year)
    return IndicatorEntry(
        id=row.pk,
        name=row.name,
        unit_of_measure=row.unit_of_measure,
        level=ObjectiveLevel(row.level),
        direction=Direction(row.direction),
        aggregation=Aggregation(row.aggregation),
        formula=Formula(row.formula),
        parent_id=row.parent_id,
        target=now.target,
        realizations=now.realizations,
        terms=now.terms,
        past=tuple(
            PastEntry(year=past.year, quarter=past.quarter, target=past.target, realization=past.realization)
            for past in row.past_values.all()
        ),
        earlier={year: entry for year, entry in by_year.items() if entry.used_in or entry.realizations},
        long_term=tuple((goal.document, goal.year, goal.value) for goal in row.long_term_targets.all()),
        definition=row.definition,
        on_time_rule=row.on_time_rule,
        note=row.note,
        used=row.pk in used[quarter],
    )


def _year_entry(row: Indicator, year: int, used: Mapping[Quarter, set[int]]) -> YearEntry:
    target = next((target for target in row.targets_of_years if target.year == year), None)
    typed = [entry for entry in row.realizations_to_date if entry.year == year]
    return YearEntry(
        target=None
        if target is None
        else TargetEntry(
            value=target.value,
            upper=target.upper,
            shown=target.shown,
            quarters=(target.quarter_1, target.quarter_2, target.quarter_3, target.quarter_4),
        ),
        realizations={
            entry.quarter: RealizationEntry(
                value=entry.value,
                shown=entry.shown,
                note=entry.note,
                missing_reason=entry.missing_reason,
                version=entry.version,
            )
            for entry in typed
        },
        terms=tuple(_term_entry(term, typed) for term in row.terms.all()),
        used_in=tuple(when.number for when, ids in used.items() if when.year == year and row.pk in ids),
    )


def _term_entry(term, realizations: Iterable[IndicatorRealization]) -> TermEntry:
    values = {}
    for entry in realizations:
        for typed in entry.terms.all():
            if typed.term_id == term.pk:
                values[entry.quarter] = typed.value
    return TermEntry(
        id=term.pk,
        role=TermRole(term.role),
        label=term.label,
        factor=term.factor,
        factor_label=term.factor_label,
        values=values,
        source_id=term.source_id,
        takes=TermTakes(term.takes),
    )


def _load_lines(unit: Unit, quarter: Quarter) -> dict[int, LineEntry]:
    rows = (
        BudgetLine.objects.filter(unit=unit, year=quarter.year)
        .order_by("order")
        .select_related("responsible")
        .prefetch_related(
            "indicator_links",
            Prefetch("ceilings", Ceiling.objects.filter(from_date__lte=quarter.end).order_by("from_date"), "in_force"),
            Prefetch("realizations", BudgetRealization.objects.filter(quarter__lte=quarter.number), "to_date"),
        )
    )
    return {row.pk: _line_entry(row, quarter.number) for row in rows}


def _line_entry(row: BudgetLine, quarter: int) -> LineEntry:
    ceiling = row.in_force[-1] if row.in_force else None
    spent = next((typed for typed in row.to_date if typed.quarter == quarter), None)
    return LineEntry(
        id=row.pk,
        parent_id=row.parent_id,
        level=BudgetLevel(row.level),
        order=row.order,
        code=row.code,
        name=row.name,
        holds_amounts=row.holds_amounts,
        ceiling=None
        if ceiling is None
        else CeilingEntry(
            amount=ceiling.amount, document=CeilingDocument(ceiling.document), from_date=ceiling.from_date
        ),
        spent=spent.amount if spent else None,
        note=spent.note if spent else "",
        missing_reason=spent.missing_reason if spent else "",
        version=spent.version if spent else 0,
        indicator_ids=tuple(link.indicator_id for link in row.indicator_links.all()),
        planned_months=tuple(row.planned_months),
        responsible=row.responsible.name if row.responsible else "",
        spent_before={
            typed.quarter: typed.amount for typed in row.to_date if typed.quarter < quarter and typed.amount is not None
        },
    )
