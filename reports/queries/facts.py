"""Facts of a unit and quarter, from rows to `UnitFacts`. Reads only, in a fixed number of queries."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q

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
    BudgetLine,
    Ceiling,
    Indicator,
    IndicatorTerm,
    LongTermTarget,
    PastValue,
    PredicateBand,
    StrategicIssue,
    Unit,
    YearTarget,
)
from reports.background import SheetSums
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
from reports.models import BudgetRealization, IndicatorRealization, TermValue
from reports.period import Quarter
from reports.queries.posts import Posts, post_entries, read_posts
from reports.queries.rows import by, plain
from reports.queries.structure import Structure, read_items, read_outcomes
from reports.rules import EARLIER_YEARS


def load_facts(unit: Unit, quarter: Quarter, posts: Posts | None = None) -> UnitFacts:
    """Return everything that the reports of a unit share in a quarter; `posts` are its own, where they are read."""
    regency = unit.regency
    years = range(quarter.year, quarter.year - EARLIER_YEARS - 1, -1)
    outcomes = read_outcomes(unit, years)
    indicators = _load_indicators(unit, quarter, years, outcomes)
    goal = unit.goal_measure_id
    bearer = unit if unit.arms else regency
    issues = StrategicIssue.objects.filter(unit=unit).order_by("order")
    bands = PredicateBand.objects.filter(regency=regency).order_by("-lower")
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
            issues=tuple(issues.values_list("group", "text")),
            posts=post_entries(posts or read_posts(unit), quarter.end),
            arms=bearer.arms.name or "",
            arms_of=bearer.name if bearer.arms else "",
        ),
        quarter=quarter,
        choices=Choices(
            display_cap=regency.display_cap,
            efficiency=EfficiencyDefinition(regency.efficiency),
            cost_per_outcome=regency.cost_per_outcome,
            bands=tuple(bands.values_list("lower", "label")),
        ),
        indicators=indicators,
        lines=_load_lines(unit, quarter, outcomes),
    )


# -- indicators --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _IndicatorRows:
    """The indicators of a unit, and what hangs on each over the years that its reports tell of."""

    rows: Sequence[Any]
    terms: Mapping[int, Sequence[Any]]
    targets: Mapping[int, Sequence[Any]]
    typed: Mapping[int, Sequence[Any]]
    values: Mapping[int, Sequence[Any]]
    """Typed terms, by realization."""
    past: Mapping[int, Sequence[Any]]
    long_term: Mapping[int, Sequence[Any]]


def _load_indicators(
    unit: Unit, quarter: Quarter, years: Sequence[int], outcomes: Sequence[Any]
) -> dict[int, IndicatorEntry]:
    found = _read_indicators(unit, quarter, years)
    structure = Structure.of(found.rows, found.terms, found.targets, read_items(unit, years), outcomes)
    used = {when: structure.used_in(when) for year in years for when in _quarters(year, quarter)}
    return with_sources(
        {row.pk: _indicator_entry(row, found, quarter, years, used) for row in found.rows}, quarter.number
    )


def _read_indicators(unit: Unit, quarter: Quarter, years: Sequence[int]) -> _IndicatorRows:
    def until_now(prefix: str = "") -> Q:
        return Q(**{f"{prefix}year": quarter.year, f"{prefix}quarter__lte": quarter.number}) | Q(
            **{f"{prefix}year__in": years[1:]}
        )

    rows = plain(
        Indicator.objects.filter(unit=unit).order_by("order", "id"),
        *("pk", "name", "unit_of_measure", "level", "direction", "aggregation", "formula", "parent_id"),
        *("definition", "on_time_rule", "note"),
    )
    terms = plain(
        IndicatorTerm.objects.filter(indicator__unit=unit).order_by("-role", "order"),
        *("pk", "indicator_id", "role", "label", "factor", "factor_label", "source_id", "takes"),
    )
    targets = plain(
        YearTarget.objects.filter(indicator__unit=unit, year__in=years).order_by("-year"),
        *("indicator_id", "year", "value", "upper", "shown", "quarter_1", "quarter_2", "quarter_3", "quarter_4"),
    )
    typed = plain(
        IndicatorRealization.objects.filter(until_now(), indicator__unit=unit).order_by("year", "quarter"),
        *("pk", "indicator_id", "year", "quarter", "value", "shown", "note", "missing_reason", "version"),
    )
    values = plain(
        TermValue.objects.filter(until_now("realization__"), realization__indicator__unit=unit).order_by(),
        *("realization_id", "term_id", "value"),
    )
    past = plain(
        PastValue.objects.filter(indicator__unit=unit).order_by("-year", "quarter"),
        *("indicator_id", "year", "quarter", "target", "realization"),
    )
    long_term = plain(
        LongTermTarget.objects.filter(indicator__unit=unit).order_by("year"),
        *("indicator_id", "document", "year", "value"),
    )
    return _IndicatorRows(
        rows=rows,
        terms=by("indicator_id", terms),
        targets=by("indicator_id", targets),
        typed=by("indicator_id", typed),
        values=by("realization_id", values),
        past=by("indicator_id", past),
        long_term=by("indicator_id", long_term),
    )


def _quarters(year: int, quarter: Quarter) -> tuple[Quarter, ...]:
    """Return the quarters of a year whose reports are told of: that of the report, all of an earlier year."""
    return (quarter,) if year == quarter.year else tuple(Quarter(year, number) for number in range(1, 5))


def _indicator_entry(
    row: Any, found: _IndicatorRows, quarter: Quarter, years: Sequence[int], used: Mapping[Quarter, set[int]]
) -> IndicatorEntry:
    now = _year_entry(row.pk, quarter.year, found, used)
    earlier = {year: _year_entry(row.pk, year, found, used) for year in years if year != quarter.year}
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
            for past in found.past[row.pk]
        ),
        earlier={year: entry for year, entry in earlier.items() if entry.used_in or entry.realizations},
        long_term=tuple((goal.document, goal.year, goal.value) for goal in found.long_term[row.pk]),
        definition=row.definition,
        on_time_rule=row.on_time_rule,
        note=row.note,
        used=row.pk in used[quarter],
    )


def _year_entry(key: int, year: int, found: _IndicatorRows, used: Mapping[Quarter, set[int]]) -> YearEntry:
    target = next((target for target in found.targets[key] if target.year == year), None)
    typed = [entry for entry in found.typed[key] if entry.year == year]
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
        terms=tuple(_term_entry(term, typed, found) for term in found.terms[key]),
        used_in=tuple(when.number for when, ids in used.items() if when.year == year and key in ids),
    )


def _term_entry(term: Any, realizations: Iterable[Any], found: _IndicatorRows) -> TermEntry:
    values = {
        entry.quarter: typed.value
        for entry in realizations
        for typed in found.values[entry.pk]
        if typed.term_id == term.pk
    }
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


# -- budget lines ------------------------------------------------------------------------------------------------------


def _load_lines(unit: Unit, quarter: Quarter, outcomes: Sequence[Any]) -> dict[int, LineEntry]:
    rows = plain(
        BudgetLine.objects.filter(unit=unit, year=quarter.year).order_by("order"),
        *("pk", "parent_id", "level", "order", "code", "name", "holds_amounts", "planned_months", "responsible__name"),
        "sheet",
    )
    ceilings = plain(
        Ceiling.objects.filter(
            budget_line__unit=unit, budget_line__year=quarter.year, from_date__lte=quarter.end
        ).order_by("from_date"),
        *("budget_line_id", "amount", "document", "from_date"),
    )
    typed = plain(
        BudgetRealization.objects.filter(
            budget_line__unit=unit, budget_line__year=quarter.year, quarter__lte=quarter.number
        ).order_by("quarter"),
        *("budget_line_id", "quarter", "amount", "note", "missing_reason", "version"),
    )
    ceilings_of, typed_of = by("budget_line_id", ceilings), by("budget_line_id", typed)
    outcomes_of = by("budget_line_id", outcomes)
    return {
        row.pk: _line_entry(row, ceilings_of[row.pk], typed_of[row.pk], outcomes_of[row.pk], quarter) for row in rows
    }


def _line_entry(
    row: Any, ceilings: Sequence[Any], to_date: Sequence[Any], outcomes: Sequence[Any], when: Quarter
) -> LineEntry:
    quarter = when.number
    ceiling = ceilings[-1] if ceilings else None
    spent = next((typed for typed in to_date if typed.quarter == quarter), None)
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
        indicator_ids=tuple(link.indicator_id for link in outcomes),
        planned_months=tuple(row.planned_months),
        responsible=row.responsible__name or "",
        spent_before={
            typed.quarter: typed.amount for typed in to_date if typed.quarter < quarter and typed.amount is not None
        },
        sheet=_sheet_sums(row.sheet, when) if row.sheet else None,
    )


def _sheet_sums(sheet: Mapping[str, Any], quarter: Quarter) -> SheetSums | None:
    """Return what did not fit of the sums in an imported sheet: of the ceilings in force, and of the quarter."""
    dates = [date for date in sheet.get("ceilings", {}) if date <= quarter.end.isoformat()]
    in_force = max(dates, default="")
    ceiling, ceiling_fits = sheet["ceilings"][in_force] if in_force else ("0", True)
    spent, spent_fits = sheet.get("spent", {}).get(str(quarter.number), ("0", True))
    if ceiling_fits and spent_fits:
        return None
    return SheetSums(
        row=sheet["row"],
        ceiling=None if ceiling_fits else Decimal(ceiling),
        from_date=None if ceiling_fits else datetime.date.fromisoformat(in_force),
        spent=None if spent_fits else Decimal(spent),
    )
