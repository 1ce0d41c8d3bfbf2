"""The money of an agreement, as it was signed: amounts, sums per kegiatan, and the whole. Pure.

A signed agreement keeps the amounts it was signed with, whatever ceilings came later: Bagian Organisasi signed
600.316.428 on 4 April 2023 and reports under 690.440.500 in September.
"""

from collections.abc import Mapping

from agreements.enums import BudgetLevel
from reports.computation.figures import given, missing, total
from reports.computation.formulas import SIGNED, SIGNED_LINES
from reports.inputs import AgreementEntry, BudgetItemEntry, LineEntry
from reports.results import Figure, LineResult, Reason, SignedBudget, SignedGroup
from reports.tree import ids_above


def signed_budget(
    agreement: AgreementEntry | None, lines: Mapping[int, LineEntry], results: Mapping[int, LineResult]
) -> SignedBudget:
    """Return what the agreement promises to each of its budget lines, to each kegiatan, and in all.

    Where no amount was recorded with the signature, the ceiling in force stands for it. A line under another line of
    the agreement is left out of the sums, so that no rupiah counts twice. Proved by Ranuyoso, table 2.3: 2.700.000 +
    5.995.000 + 94.160.000 is 102.855.000, and the other kegiatan comes to 22.900.000.
    """
    budgets = agreement.budgets if agreement else ()
    amounts = {budget.line_id: _amount(budget, results) for budget in budgets}
    counted = [key for key in amounts if amounts.keys().isdisjoint(ids_above(key, lines))]
    members: dict[int, list[int]] = {}
    for key in counted:
        members.setdefault(_kegiatan(key, lines), []).append(key)
    return SignedBudget(
        amounts=amounts,
        groups=tuple(
            SignedGroup(line_id=key, line_ids=tuple(below), total=_sum([amounts[line] for line in below]))
            for key, below in members.items()
        ),
        total=_sum([amounts[key] for key in counted]),
    )


def _amount(budget: BudgetItemEntry, results: Mapping[int, LineResult]) -> Figure:
    if budget.amount_signed is not None:
        return given(budget.amount_signed, SIGNED, Reason.NO_MONEY)
    today = results.get(budget.line_id)
    return today.ceiling if today else missing(Reason.NO_CEILING)


def _sum(amounts: list[Figure]) -> Figure:
    return total(amounts, empty=Reason.NO_MONEY, formula=SIGNED_LINES)


def _kegiatan(key: int, lines: Mapping[int, LineEntry]) -> int:
    """Return the kegiatan that a sub kegiatan belongs to; any other line is its own group."""
    line = lines.get(key)
    if line is None or line.level != BudgetLevel.SUB_KEGIATAN or line.parent_id not in lines:
        return key
    assert line.parent_id is not None
    return line.parent_id
