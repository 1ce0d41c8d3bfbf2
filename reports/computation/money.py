"""What was spent: ceilings, spending, remaining money and absorption of the budget tree. Pure.

Source: Permenpan RB 53/2014 lampiran II (bab III B, realisasi anggaran).
"""

from collections.abc import Collection, Mapping, Sequence

from reports.computation.figures import bottom_up, from_two, given, missing, total
from reports.computation.formulas import ABSORPTION, CEILING, LINES, REMAINING, SPENT
from reports.expressions import Formula
from reports.inputs import LineEntry
from reports.results import Figure, LineResult, Reason


def absorption(spent: Figure, ceiling: Figure) -> Figure:
    """Return spent / ceiling x 100 of a line or a group: weighted, total against total.

    Proved by Rowokangkung 02 (935.840.699 of 1.917.807.147 is 48,80) and Bagian Organisasi (43,12). Of a partial sum
    it is still the printed amount against the printed ceiling, and partial like them. Where both are missing, the
    reason names the spending.
    """
    return from_two(
        ABSORPTION, spent, ceiling, lambda _, whole: None if whole else Reason.ZERO_CEILING, same_leaves=True
    )


def remaining(ceiling: Figure, spent: Figure) -> Figure:
    """Return ceiling - spent in rupiah, exact; negative where too much was spent (Candipuro, table 3.5, Sisa)."""
    return from_two(REMAINING, spent, ceiling, same_leaves=True)


def line_result(key: int, ceiling: Figure, spent: Figure) -> LineResult:
    """Return a line with what follows from its two amounts."""
    return LineResult(
        id=key,
        ceiling=ceiling,
        spent=spent,
        remaining=remaining(ceiling, spent),
        absorption=absorption(spent, ceiling),
    )


def summed(
    key: int, members: Sequence[LineResult], *, empty: Reason = Reason.NO_AMOUNTS, formula: Formula = LINES
) -> LineResult:
    """Return the sum of lines, exact; leaves that nobody filled are left out and counted, which makes it partial.

    Lines below the level at which money is kept have none to add: theirs stands in a line above. Proved by the tree of
    Rowokangkung: kegiatan Administrasi keuangan 1.346.916.618 is the sum of its four sub kegiatan.
    """
    counted = [member for member in members if has_amounts(member)]
    reason = Reason.NO_AMOUNTS if members else empty
    return line_result(
        key,
        total([member.ceiling for member in counted], empty=reason, formula=formula),
        total([member.spent for member in counted], empty=reason, formula=formula),
    )


def has_amounts(line: LineResult) -> bool:
    """Whether money is kept at or below the line (it may still be missing)."""
    return not line.ceiling.reason == line.spent.reason == Reason.NO_AMOUNTS


def line_results(lines: Mapping[int, LineEntry]) -> tuple[dict[int, LineResult], LineResult]:
    """Return all lines by id, in the given order, and the unit's total (id 0), the sum of its top lines.

    Amounts are read on the lines that hold them; a line above is the sum of its children; a line below has
    `NO_AMOUNTS`, also where it wrongly claims amounts of its own: an ancestor and a descendant never both count.
    """
    ordered, circular = bottom_up({key: line.parent_id for key, line in lines.items()})
    below = _below_amounts(lines, ordered, circular)
    children: dict[int, list[int]] = {key: [] for key in lines}
    for key, line in lines.items():
        if line.parent_id in children:
            children[line.parent_id].append(key)
    results = {key: line_result(key, missing(Reason.CIRCULAR), missing(Reason.CIRCULAR)) for key in circular}
    for key in ordered:
        line = lines[key]
        if key in below:
            results[key] = line_result(key, missing(Reason.NO_AMOUNTS), missing(Reason.NO_AMOUNTS))
        elif line.holds_amounts:
            results[key] = line_result(key, _ceiling(line), _spent(line))
        else:
            results[key] = summed(key, [results[child] for child in children[key]])
    top = [results[key] for key, line in lines.items() if line.parent_id not in lines or key in circular]
    return {key: results[key] for key in lines}, summed(0, top, empty=Reason.NO_MONEY)


def _below_amounts(lines: Mapping[int, LineEntry], ordered: Sequence[int], circular: Collection[int]) -> set[int]:
    below: set[int] = set()
    for key in reversed(ordered):
        parent = lines[key].parent_id
        if (
            parent is not None
            and parent in lines
            and parent not in circular
            and (parent in below or lines[parent].holds_amounts)
        ):
            below.add(key)
    return below


def _ceiling(line: LineEntry) -> Figure:
    return given(line.ceiling.amount if line.ceiling else None, CEILING, Reason.NO_CEILING)


def _spent(line: LineEntry) -> Figure:
    return given(line.spent, SPENT, Reason.EXPLAINED if line.missing_reason.strip() else Reason.NO_REALIZATION)
