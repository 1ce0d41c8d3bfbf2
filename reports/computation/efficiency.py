"""Performance against money: efficiency by the three definitions in use, and cost per outcome. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, localcontext

from agreements.enums import Direction, EfficiencyDefinition
from reports.computation.figures import HUNDRED, from_two, minus, missing, percent, points, quotient, total
from reports.results import CostPerOutcome, Figure, LineResult, Reason
from reports.rounding import WORKING
from reports.rules import PMK_EFFICIENCY_LIMITS


def efficiency_difference(achievement: Figure, absorption: Figure) -> Figure:
    """Return achievement - absorption in percentage points, the definition of the seed reports.

    Proved by Bagian Organisasi: 81,74 - 68,06 = 13,68 (printed 12,85 after a slip in one percentage).
    """
    return points(achievement, absorption)


def efficiency_index(achievement: Figure, absorption: Figure) -> Figure:
    """Return IE = achievement / absorption, a plain number around 1 (index of efficiency, as BPOM reports it)."""
    return from_two(achievement, absorption, lambda a, b: quotient(a, b) if b else Reason.ZERO_ABSORPTION)


def technical_efficiency(index: Figure) -> Figure:
    """Return TE = IE - 1 (level of efficiency, as BPOM reports it)."""
    return points(index, Figure(Decimal(1)))


def pmk_efficiency(rows: Sequence[tuple[Figure, LineResult]]) -> Figure:
    """Return the saving in % of what the achievement was due to cost, limited to -20..20 (PMK 22/PMK.02/2021).

    Due is the sum of ceiling x achievement over rows of (achievement, money); the saving is due - spent. Rows without
    all three figures are left out and counted; where nothing is due there is no figure.
    """
    due = [from_two(achievement, money.ceiling, _due) for achievement, money in rows]
    both = [from_two(owed, money.spent, lambda owed, _: owed) for owed, (_, money) in zip(due, rows, strict=True)]
    owed = total(both, empty=Reason.NO_OUTCOME)
    paid = total(
        [money.spent for figure, (_, money) in zip(both, rows, strict=True) if figure.value is not None],
        empty=Reason.NO_MONEY,
    )
    return replace(from_two(owed, paid, _saving), left_out=owed.left_out)


def _due(achievement: Decimal, ceiling: Decimal) -> Decimal | Reason:
    if ceiling == 0:
        return Reason.ZERO_CEILING
    with localcontext(WORKING):
        return ceiling * achievement / HUNDRED


def _saving(due: Decimal, spent: Decimal) -> Decimal | Reason:
    if due <= 0:
        return Reason.ZERO_OUTCOME
    lowest, highest = PMK_EFFICIENCY_LIMITS
    return min(max(percent(minus(due, spent), due), lowest), highest)


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
        refused = missing(Reason.LOWER_IS_BETTER)
        return CostPerOutcome(refused, refused, refused)
    realized = _per_unit(spent, realization, Reason.ZERO_OUTCOME, Reason.ZERO_OUTCOME)
    planned = (
        missing(Reason.RANGE_TARGET)
        if direction == Direction.RANGE
        else _per_unit(ceiling, target, Reason.ZERO_TARGET, Reason.NEGATIVE_TARGET)
    )
    ratio = from_two(realized, planned, lambda a, b: quotient(a, b) if b else Reason.ZERO_CEILING)
    return CostPerOutcome(realized, planned, ratio)


def _per_unit(money: Figure, outcome: Figure, zero: Reason, negative: Reason) -> Figure:
    def divide(measured: Decimal, amount: Decimal) -> Decimal | Reason:
        if measured > 0:
            return quotient(amount, measured)
        return negative if measured else zero

    return from_two(outcome, money, divide)
