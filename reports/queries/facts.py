"""Facts of a unit and quarter, from rows to `UnitFacts`. Reads only, in a fixed number of queries."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence

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
)
from reports.models import BudgetRealization, IndicatorRealization
from reports.period import Quarter
from reports.queries.posts import load_posts


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
            bands=tuple((band.lower, band.label) for band in regency.bands.all()),
        ),
        indicators=indicators,
        lines=_load_lines(unit, quarter),
    )


def _load_indicators(unit: Unit, quarter: Quarter) -> dict[int, IndicatorEntry]:
    rows = list(
        Indicator.objects.filter(unit=unit)
        .order_by("order", "id")
        .prefetch_related(
            "terms",
            Prefetch("year_targets", YearTarget.objects.filter(year=quarter.year), "targets_of_year"),
            Prefetch(
                "realizations",
                IndicatorRealization.objects.filter(year=quarter.year, quarter__lte=quarter.number).prefetch_related(
                    "terms"
                ),
                "realizations_to_date",
            ),
            Prefetch("past_values", PastValue.objects.order_by("-year", "quarter")),
            Prefetch("long_term_targets", LongTermTarget.objects.order_by("year")),
        )
    )
    used = _used_indicators(rows, unit, quarter)
    return {row.pk: _indicator_entry(row, used=row.pk in used) for row in rows}


def _signed_by(date: datetime.date, path: str) -> Q:
    """Return the condition that an agreement was signed by a date; one without a date counts as signed."""
    return Q(**{f"{path}signed_on__isnull": True}) | Q(**{f"{path}signed_on__lte": date})


def _used_indicators(rows: Sequence[Indicator], unit: Unit, quarter: Quarter) -> set[int]:
    """Return ids that something of the year points at: an agreement, a budget line, a target, or a used parent."""
    used = set(
        AgreementItem.objects.filter(
            _signed_by(quarter.end, "agreement__"), agreement__position__unit=unit, agreement__year=quarter.year
        )
        .exclude(_signed_by(quarter.end, "agreement__superseded_by__"), agreement__superseded_by__isnull=False)
        .values_list("indicator_id", flat=True)
    )
    used |= set(
        BudgetLine.indicators.through.objects.filter(
            budget_line__unit=unit, budget_line__year=quarter.year
        ).values_list("indicator_id", flat=True)
    )
    used |= {row.pk for row in rows if row.targets_of_year}
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
    return used


def _indicator_entry(row: Indicator, *, used: bool) -> IndicatorEntry:
    target = row.targets_of_year[0] if row.targets_of_year else None
    return IndicatorEntry(
        id=row.pk,
        name=row.name,
        unit_of_measure=row.unit_of_measure,
        level=ObjectiveLevel(row.level),
        direction=Direction(row.direction),
        aggregation=Aggregation(row.aggregation),
        formula=Formula(row.formula),
        parent_id=row.parent_id,
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
            for entry in row.realizations_to_date
        },
        terms=tuple(_term_entry(term, row.realizations_to_date) for term in row.terms.all()),
        past=tuple(
            PastEntry(year=past.year, quarter=past.quarter, target=past.target, realization=past.realization)
            for past in row.past_values.all()
        ),
        long_term=tuple((goal.document, goal.year, goal.value) for goal in row.long_term_targets.all()),
        definition=row.definition,
        on_time_rule=row.on_time_rule,
        note=row.note,
        used=used,
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
    )


def _load_lines(unit: Unit, quarter: Quarter) -> dict[int, LineEntry]:
    rows = (
        BudgetLine.objects.filter(unit=unit, year=quarter.year)
        .order_by("order")
        .select_related("responsible")
        .prefetch_related(
            "indicator_links",
            Prefetch("ceilings", Ceiling.objects.filter(from_date__lte=quarter.end).order_by("from_date"), "in_force"),
            Prefetch("realizations", BudgetRealization.objects.filter(quarter=quarter.number), "at_quarter"),
        )
    )
    return {row.pk: _line_entry(row) for row in rows}


def _line_entry(row: BudgetLine) -> LineEntry:
    ceiling = row.in_force[-1] if row.in_force else None
    spent = row.at_quarter[0] if row.at_quarter else None
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
    )
