"""The figures of one report: rows and totals of its cost-per-outcome table, counts, comparisons. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from agreements.enums import Direction, EfficiencyDefinition
from reports.computation.agreed import signed_budget
from reports.computation.efficiency import (
    cost_per_outcome,
    efficiency_difference,
    efficiency_index,
    pmk_efficiency,
    row_efficiency,
    technical_efficiency,
)
from reports.computation.figures import known, mean, missing, points
from reports.computation.formulas import (
    LONG_TERM,
    MEAN_ABSORPTION,
    MEAN_ACHIEVEMENT,
    MEAN_OF_OUTCOMES,
    PAST,
    TABLE_LINES,
    UPPER,
)
from reports.computation.indicators import achieved, bounds
from reports.computation.money import has_amounts, summed
from reports.inputs import (
    AgreementEntry,
    BudgetItemEntry,
    IndicatorEntry,
    ItemEntry,
    LineEntry,
    PastEntry,
    ReportInputs,
    TargetEntry,
    UnitFacts,
)
from reports.period import Quarter
from reports.results import (
    Comparison,
    CostPerOutcome,
    CostRow,
    CostTotals,
    Counts,
    FactResults,
    Figure,
    How,
    LineResult,
    LongTermResult,
    OutcomeHalf,
    PaidFor,
    PastResult,
    Reason,
    ReportResults,
    UnitResults,
)
from reports.rounding import published
from reports.rules import EARLIER_YEARS, REACHED
from reports.tree import ids_above


def compute_report(inputs: ReportInputs, facts: FactResults, *, combined: bool) -> ReportResults:
    """Return all figures of one report; `combined` is the table that has both halves in one row (Permenpan 53/2014).

    A post without an agreement has no rows, and totals that say so.
    """
    rows = _rows(inputs, facts, combined=combined)
    return ReportResults(
        facts=facts,
        rows=rows,
        totals=cost_totals(rows, inputs.facts.lines, inputs.facts.choices.efficiency, combined=combined),
        counts=_counts(inputs.agreement, facts),
        comparisons=_comparisons(inputs, facts),
        signed=signed_budget(inputs.agreement, inputs.facts.lines, facts.lines),
    )


def compute_unit(entries: UnitFacts, agreements: Iterable[AgreementEntry], facts: FactResults) -> UnitResults:
    """Return the figures of a unit as a whole: those of a split table of all that its posts promised, each once.

    Its mean achievement goes over the promised indicators, its money over the programmes (Permenpan RB 53/2014: the
    unit's report tells of what was promised, and of the budget by programme).
    """
    promised = dict.fromkeys(item.indicator_id for agreement in agreements for item in agreement.items)
    programs = [key for key, line in entries.lines.items() if line.parent_id is None]
    items = [ItemEntry(id=key, order=n, objective_id=0, indicator_id=key, wording="") for n, key in enumerate(promised)]
    rows = (
        *(_item_row(number, item, facts) for number, item in enumerate(items, 1)),
        *(
            _line_row(number, BudgetItemEntry(key, number, ""), entries, facts)
            for number, key in enumerate(programs, 1)
        ),
    )
    return UnitResults(
        facts=facts,
        promised=tuple(promised),
        totals=cost_totals(rows, entries.lines, entries.choices.efficiency, combined=False),
        costs={key: line_cost(line, entries, facts) for key, line in entries.lines.items()},
        programmes={key: _paid_for(key, entries.lines, facts) for key in programs},
    )


def _paid_for(line_id: int, lines: Mapping[int, LineEntry], facts: FactResults) -> PaidFor:
    """Return what a line's money reached: its own outcomes, or where it has none those of the lines below, each once.

    Never both: the indicator of a programme is reached by those of its kegiatan, and would count twice.
    """
    children: dict[int | None, list[int]] = {}
    for key, line in lines.items():
        children.setdefault(line.parent_id, []).append(key)

    def outcomes(key: int) -> Iterator[int]:
        own = lines[key].indicator_ids
        yield from own or (found for child in children.get(key, ()) for found in outcomes(child))

    halves = [_half(key, facts) for key in dict.fromkeys(outcomes(line_id))]
    return PaidFor(tuple(half.indicator_id for half in halves), row_achievement(halves))


def line_cost(line: LineEntry, entries: UnitFacts, facts: FactResults) -> CostPerOutcome | None:
    """Return what a unit of the outcome of a budget line was to cost and has cost; None without outcome or money."""
    outcomes = tuple(_half(key, facts) for key in line.indicator_ids)
    return _cost(outcomes, facts.lines.get(line.id), entries.indicators)


# -- rows of the cost-per-outcome table --------------------------------------------------------------------------------


def _rows(inputs: ReportInputs, facts: FactResults, *, combined: bool) -> tuple[CostRow, ...]:
    agreement = inputs.agreement
    if agreement is None:
        return ()
    if not combined:
        return (
            *(_item_row(number, item, facts) for number, item in enumerate(agreement.items, 1)),
            *(_line_row(number, budget, inputs.facts, facts) for number, budget in enumerate(agreement.budgets, 1)),
        )
    lines = [
        _line_row(number, budget, inputs.facts, facts, own=agreement.items)
        for number, budget in enumerate(agreement.budgets, 1)
    ]
    promised = _items_of_their_own(agreement, lines)
    return (*lines, *(_item_row(number, item, facts) for number, item in enumerate(promised, len(lines) + 1)))


def _items_of_their_own(agreement: AgreementEntry, lines: Sequence[CostRow]) -> list[ItemEntry]:
    """Return the items that no line of a combined table shows, so that nothing promised vanishes.

    None where the lines show outcomes of another level throughout: the kegiatan under the programme indicators that
    the Sekretaris of Rowokangkung promised (02) stand for these.
    """
    shown = {half.indicator_id for row in lines for half in row.outcomes}
    promised = {item.indicator_id for item in agreement.items}
    if shown and not shown & promised:
        return []
    return [item for item in agreement.items if item.indicator_id not in shown]


def _item_row(number: int, item: ItemEntry, facts: FactResults) -> CostRow:
    return CostRow(
        kind="indicator",
        no=number,
        objective_id=item.objective_id,
        item_id=item.id,
        line_id=None,
        outcomes=(_half(item.indicator_id, facts),),
        money=None,
        efficiency=missing(Reason.NO_MONEY),
        cost=None,
    )


def _line_row(
    number: int, budget: BudgetItemEntry, entries: UnitFacts, facts: FactResults, own: Sequence[ItemEntry] = ()
) -> CostRow:
    """Return the row of a budget line with all outcomes it pays for; `own` are items that may be among them."""
    line = entries.lines.get(budget.line_id)
    outcomes = tuple(_half(key, facts) for key in line.indicator_ids) if line else ()
    money = facts.lines.get(budget.line_id)
    items = [item for item in own if any(half.indicator_id == item.indicator_id for half in outcomes)]
    only = items[0] if len(items) == 1 else None
    return CostRow(
        kind="budget",
        no=number,
        objective_id=budget.objective_id if budget.objective_id or not only else only.objective_id,
        item_id=only.id if only else None,
        line_id=budget.line_id,
        outcomes=outcomes,
        money=money,
        efficiency=missing(Reason.NO_MONEY)
        if money is None
        else row_efficiency(entries.choices.efficiency, row_achievement(outcomes), money),
        cost=_cost(outcomes, money, entries.indicators),
    )


def _half(indicator_id: int, facts: FactResults) -> OutcomeHalf:
    result = facts.indicators.get(indicator_id)
    if result is None:
        nothing = missing(Reason.NO_REALIZATION)
        return OutcomeHalf(indicator_id, missing(Reason.NO_TARGET), nothing, nothing)
    return OutcomeHalf(indicator_id, result.target, result.realization, result.achievement)


def row_achievement(outcomes: Sequence[OutcomeHalf]) -> Figure:
    """Return the achievement that a row's efficiency uses: its own, or the plain mean of several outcomes.

    The mean is that of Rowokangkung 02: an achievement above several others is their plain mean.
    """
    if len(outcomes) == 1:
        return outcomes[0].achievement
    return mean([half.achievement for half in outcomes], empty=Reason.NO_OUTCOME, formula=MEAN_OF_OUTCOMES)


def _cost(
    outcomes: Sequence[OutcomeHalf], money: LineResult | None, indicators: Mapping[int, IndicatorEntry]
) -> CostPerOutcome | None:
    """Return the cost per outcome of a row with both halves; money that pays for several can't be divided."""
    if not outcomes or money is None or not has_amounts(money):
        return None
    if len(outcomes) > 1:
        several = missing(Reason.SEVERAL_OUTCOMES)
        return CostPerOutcome(several, several, several)
    half = outcomes[0]
    entry = indicators.get(half.indicator_id)
    direction = entry.direction if entry else Direction.HIGHER
    return cost_per_outcome(direction, half.target, half.realization, money.ceiling, money.spent)


# -- what stands under the table ---------------------------------------------------------------------------------------


def cost_totals(
    rows: Sequence[CostRow],
    lines: Mapping[int, LineEntry],
    definition: EfficiencyDefinition,
    *,
    combined: bool,
) -> CostTotals:
    """Return sums, both absorptions, mean achievement and efficiency of a cost-per-outcome table.

    Sums and mean absorption go over the budget lines of the table, each once and never an ancestor and its descendant
    both. The mean achievement goes over the indicator rows where a split table has any, else over the outcomes that
    the rows show, each indicator once. Only rows with figures count. Proved by Bagian Organisasi: 43,12 weighted,
    68,06 and 81,74 as means, efficiency 13,68.
    """
    counted = _counted_once([row for row in rows if row.kind == "budget"], lines)
    money = [row.money for row in counted if row.money is not None]
    sums = summed(0, money, empty=Reason.NO_MONEY, formula=TABLE_LINES)
    absorptions = [line.absorption for line in money if has_amounts(line)]
    empty = Reason.NO_AMOUNTS if money else Reason.NO_MONEY
    mean_absorption = mean(absorptions, empty=empty, formula=MEAN_ABSORPTION)
    mean_achievement = _mean_achievement(rows, combined=combined)
    efficiency, technical = efficiency_difference(mean_achievement, mean_absorption), None
    if definition == EfficiencyDefinition.INDEX:
        efficiency = efficiency_index(mean_achievement, mean_absorption)
        technical = technical_efficiency(efficiency)
    elif definition == EfficiencyDefinition.PMK_22_2021:
        efficiency = pmk_efficiency(
            [(row_achievement(row.outcomes), row.money) for row in counted if row.money and has_amounts(row.money)]
        )
    return CostTotals(
        ceiling=sums.ceiling,
        spent=sums.spent,
        remaining=sums.remaining,
        absorption=sums.absorption,
        mean_absorption=mean_absorption,
        mean_achievement=mean_achievement,
        efficiency=efficiency,
        technical_efficiency=technical,
    )


def _counted_once(rows: Iterable[CostRow], lines: Mapping[int, LineEntry]) -> list[CostRow]:
    """Return the rows whose line stands under no other line of the table, each line once."""
    by_line = {row.line_id: row for row in reversed(list(rows)) if row.line_id is not None}
    return [row for key, row in reversed(by_line.items()) if by_line.keys().isdisjoint(ids_above(key, lines))]


def _mean_achievement(rows: Sequence[CostRow], *, combined: bool) -> Figure:
    promised = [row for row in rows if row.kind == "indicator" and not combined]
    halves = {half.indicator_id: half for row in promised or rows for half in row.outcomes}
    return mean([half.achievement for half in halves.values()], empty=Reason.NO_OUTCOME, formula=MEAN_ACHIEVEMENT)


# -- counts and comparisons --------------------------------------------------------------------------------------------


def _counts(agreement: AgreementEntry | None, facts: FactResults) -> Counts:
    """Count the agreement's indicators by what they reached: 100 % and more as published, less, or no figure."""
    items = agreement.items if agreement else ()
    reached = [_half(item.indicator_id, facts).achievement.value for item in items]
    return Counts(
        indicators=len(items),
        reached=tuple(n for n, value in enumerate(reached, 1) if value is not None and value >= REACHED),
        not_reached=tuple(n for n, value in enumerate(reached, 1) if value is not None and value < REACHED),
        without_figure=tuple(n for n, value in enumerate(reached, 1) if value is None),
    )


def _comparisons(inputs: ReportInputs, facts: FactResults) -> tuple[Comparison, ...]:
    if inputs.agreement is None:
        return ()
    entries = [inputs.facts.indicators.get(item.indicator_id) for item in inputs.agreement.items]
    return tuple(_comparison(entry, inputs.facts.quarter, facts) for entry in entries if entry)


def _comparison(entry: IndicatorEntry, quarter: Quarter, facts: FactResults) -> Comparison:
    """Return the comparisons of Permenpan RB 53/2014 lampiran II for one indicator.

    Proved by Candipuro: 33,33 on 82,00 in TW I 2023 is 40,65 against 35,71 now (table 3.3); 33,33 is 35,71 of the
    Renstra's 93,33 (table 3.4).
    """
    now = facts.indicators[entry.id]
    then = _past(entry, facts, quarter.year - 1, quarter.number)
    return Comparison(
        indicator_id=entry.id,
        same_quarter=then,
        realization_change=points(now.realization, then.realization),
        achievement_change=points(now.achievement, then.achievement),
        target_change=points(now.target, then.target),
        earlier_years=tuple(_past(entry, facts, quarter.year - back, None) for back in range(EARLIER_YEARS, 0, -1)),
        long_term=tuple(_long_term(entry, now.realization, *goal) for goal in entry.long_term),
    )


def _long_term(entry: IndicatorEntry, realization: Figure, document: str, year: int, goal: Decimal) -> LongTermResult:
    """Return how far a realization comes towards a medium-term target; a range is not kept for one."""
    aim = known(goal, LONG_TERM)
    upper = missing(Reason.NO_TARGET, how=How(UPPER)) if entry.direction == Direction.RANGE else None
    return LongTermResult(document, year, published(goal), achieved(entry.direction, aim, upper, realization), aim)


def _past(entry: IndicatorEntry, facts: FactResults, year: int, quarter: int | None) -> PastResult:
    """Return what is known of an earlier quarter, or of a whole year (quarter None).

    What the system holds wins over a stored value, each half for itself: it is the fact that the reports of then
    printed and whose corrections they share, while a stored value is a copy of it that grows old. A stored one stands
    for years before the system, and for a mean of which the system holds only a part. A range has no achievement
    there, for its bound is gone.
    """
    nothing = PastEntry(year, quarter, None, None)
    stored = next((row for row in entry.past if (row.year, row.quarter) == (year, quarter)), nothing)
    held = facts.earlier.get(Quarter(year, quarter or 4), {}).get(entry.id)
    own = entry.earlier.get(year)
    target = own.target if own and own.target and own.target.value is not None else TargetEntry(stored.target)
    realization = missing(Reason.NO_PAST) if stored.realization is None else known(stored.realization, PAST)
    whole = held is not None and (stored.realization is None or not held.realization.partial)
    if held is not None and whole and held.realization.value is not None:
        realization = held.realization
    lower, upper = bounds(entry.direction, target)
    return PastResult(
        year=year,
        quarter=quarter,
        target=missing(Reason.NO_PAST) if lower.value is None else lower,
        realization=realization,
        achievement=achieved(entry.direction, lower, upper, realization),
    )
