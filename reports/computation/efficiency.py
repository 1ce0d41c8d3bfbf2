"""Performance against money: efficiency by the three definitions in use, and cost per outcome. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from agreements.enums import Direction, EfficiencyDefinition
from reports.computation.figures import apply, from_two, missing, points, total
from reports.computation.formulas import (
    COST_PLANNED,
    COST_RATIO,
    COST_REALIZED,
    DIFFERENCE,
    DUE,
    DUE_AND_PAID,
    DUE_TOTAL,
    INDEX,
    PAID_TOTAL,
    SAVING,
    TECHNICAL,
)
from reports.results import CostPerOutcome, Figure, How, LineResult, Reason


def efficiency_difference(achievement: Figure, absorption: Figure) -> Figure:
    """Return achievement - absorption in percentage points, the definition of the seed reports.

    Proved by Bagian Organisasi: 81,74 - 68,06 = 13,68 (printed 12,85 after a slip in one percentage).
    """
    return points(achievement, absorption, DIFFERENCE)


def efficiency_index(achievement: Figure, absorption: Figure) -> Figure:
    """Return IE = achievement / absorption, a plain number around 1 (index of efficiency, as BPOM reports it)."""
    return from_two(INDEX, achievement, absorption, lambda _, spent: None if spent else Reason.ZERO_ABSORPTION)


def technical_efficiency(index: Figure) -> Figure:
    """Return TE = IE - 1 (level of efficiency, as BPOM reports it)."""
    if index.value is None:
        return replace(index, how=How(TECHNICAL, (index,)))
    return apply(TECHNICAL, index, left_out=index.left_out)


def pmk_efficiency(rows: Sequence[tuple[Figure, LineResult]]) -> Figure:
    """Return the saving in % of what the achievement was due to cost, limited to -20..20 (PMK 22/PMK.02/2021).

    Due is the sum of ceiling x achievement over rows of (achievement, money); the saving is due - spent. Rows without
    all three figures are left out and counted; where nothing is due there is no figure.
    """
    due = [from_two(DUE, achievement, money.ceiling, _no_ceiling) for achievement, money in rows]
    both = [from_two(DUE_AND_PAID, owed, money.spent) for owed, (_, money) in zip(due, rows, strict=True)]
    owed = total(both, empty=Reason.NO_OUTCOME, formula=DUE_TOTAL)
    paid = total(
        [money.spent for figure, (_, money) in zip(both, rows, strict=True) if figure.value is not None],
        empty=Reason.NO_MONEY,
        formula=PAID_TOTAL,
    )
    return replace(from_two(SAVING, owed, paid, _nothing_due), left_out=owed.left_out)


def _no_ceiling(_achievement: Decimal, ceiling: Decimal) -> Reason | None:
    return None if ceiling else Reason.ZERO_CEILING


def _nothing_due(due: Decimal, _spent: Decimal) -> Reason | None:
    return Reason.ZERO_OUTCOME if due <= 0 else None


def row_efficiency(definition: EfficiencyDefinition, achievement: Figure, money: LineResult) -> Figure:
    """Return the efficiency of a row that has both halves, by the definition that the kabupaten chose."""
    if definition == EfficiencyDefinition.PMK_22_2021:
        return pmk_efficiency([(achievement, money)])
    if definition == EfficiencyDefinition.INDEX:
        return efficiency_index(achievement, money.absorption)
    return efficiency_difference(achievement, money.absorption)


def cost_per_outcome(
    direction: Direction, target: Figure, realization: Figure, ceiling: Figure, spent: Figure
) -> CostPerOutcome:
    """Return rupiah per unit of outcome: realized spent / realization, planned ceiling / target, and their ratio.

    Rp per laporan, per keluarga; per percentage point for %. A ratio of 1,25 says that the outcome cost a quarter more
    than planned. Refused where lower is better and where the realization is 0 or less; the plan also for a range.
    Source: the analysis of efficiency in Permenpan RB 53/2014 lampiran II. The seeds' table "Cost per outcome" gives
    the money and the outcome of Rowokangkung 04 (5.760.000 for 21 keluarga, 19.740.750 for 35): 274.285,71 realized
    against 564.021,43 planned.
    """
    if direction == Direction.LOWER:
        reason = Reason.LOWER_IS_BETTER
        return CostPerOutcome(
            missing(reason, how=How(COST_REALIZED, (realization, spent))),
            missing(reason, how=How(COST_PLANNED, (target, ceiling))),
            missing(reason),
        )
    realized = from_two(COST_REALIZED, realization, spent, _not_above(Reason.ZERO_OUTCOME, Reason.ZERO_OUTCOME))
    planned = (
        missing(Reason.RANGE_TARGET, how=How(COST_PLANNED, (target, ceiling)))
        if direction == Direction.RANGE
        else from_two(COST_PLANNED, target, ceiling, _not_above(Reason.ZERO_TARGET, Reason.NEGATIVE_TARGET))
    )
    ratio = from_two(COST_RATIO, realized, planned, lambda _, plan: None if plan else Reason.ZERO_CEILING)
    return CostPerOutcome(realized, planned, ratio)


def _not_above(zero: Reason, negative: Reason) -> Callable[[Decimal, Decimal], Reason | None]:
    """Refuse an outcome of 0 or less, with a reason for each."""

    def refuse(outcome: Decimal, _money: Decimal) -> Reason | None:
        if outcome > 0:
            return None
        return negative if outcome else zero

    return refuse
