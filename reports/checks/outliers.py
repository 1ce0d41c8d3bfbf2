"""Figures far from those of other offices, and quarters unlike those before them: worth a look, no fault. Pure.

What is far is told by `reports.computation.outliers`. These are notes: what another office reports must neither stop
somebody nor ask him for a reason.
"""

from collections.abc import Iterator
from decimal import Decimal

from agreements.enums import Aggregation, Formula
from agreements.numbers import format_percent, format_rupiah, with_unit
from reports.background import PeerEntry
from reports.checks.common import Problem, due_indicators, is_noted, link, named_leaves, place, quoted
from reports.computation.money import absorption
from reports.computation.outliers import Middle, growths, is_far, is_far_by_share, is_times, middle, points_of_one
from reports.computation.report import line_cost
from reports.inputs import IndicatorEntry, LineEntry, ReportInputs
from reports.results import Figure, ReportResults

# Less than a fifth of the scale is the difference between two offices that both do well.
LEAST_POINTS = Decimal(20)

# Costs differ with distances and prices: below twice the median, and above half of it, nobody needs to ask.
LEAST_COST = Decimal("0.5")

# A quarter's growth is worth a word where it is a quarter of the target or more.
LEAST_GROWTH = Decimal("0.25")

# Half of a year's money in one quarter, and five times the most that any quarter before it spent.
LEAST_SPENT = Decimal(50)
TIMES = Decimal(5)
QUARTERS_BEFORE = 2

MEND = "Periksa angkanya; bila benar, tulis penyebabnya di keterangan."


def find_far_from_others(inputs: ReportInputs, results: ReportResults) -> Iterator[Problem]:
    """Find achievement, absorption and cost per outcome far from the median of the other offices of the kind.

    Compared are indicators of the same name and unit of measure, and lines of the same code, of at least 5 offices.
    """
    others = {(row.anchor, row.measure): row for row in inputs.background.peers}
    if not others:
        return
    for entry in due_indicators(inputs, results):
        found = others.get((link(entry), "achievement"))
        value = results.facts.indicators[entry.id].achievement.value
        least = max(LEAST_POINTS, points_of_one(entry.target.value if entry.target else None, entry.unit_of_measure))
        if found and value is not None and not is_noted(entry, inputs) and is_far(value, _of(found), least=least):
            told = f"capaiannya {format_percent(value)}, median {found.units} unit lain {format_percent(found.median)}"
            yield Problem(f"{quoted(entry)}: {told}.", place(entry), MEND, link(entry), rests_on=(link(entry),))
    for leaf in named_leaves(inputs):
        if leaf.note.strip():
            continue
        found = others.get((link(leaf), "absorption"))
        value = results.facts.lines[leaf.id].absorption.value
        if found and value is not None and is_far(value, _of(found), least=LEAST_POINTS):
            told = f"serapannya {format_percent(value)}, median {found.units} unit lain {format_percent(found.median)}"
            yield Problem(f"{quoted(leaf)}: {told}.", place(leaf), MEND, link(leaf), rests_on=(link(leaf),))
        yield from _cost(leaf, others.get((link(leaf), "cost")), inputs, results)


def _cost(leaf: LineEntry, found: PeerEntry | None, inputs: ReportInputs, results: ReportResults) -> Iterator[Problem]:
    known = [inputs.facts.indicators[key] for key in leaf.indicator_ids if key in inputs.facts.indicators]
    if found is None or len(known) != 1 or is_noted(known[0], inputs):
        return
    cost = line_cost(leaf, inputs.facts, results.facts)
    value = cost.realized.value if cost else None
    # Where most others have spent nothing yet, any money at all would be far too much.
    if value is None or not found.median or not is_far_by_share(value, _of(found), share=LEAST_COST, of=found.median):
        return
    per = "poin persentase" if known[0].unit_of_measure == "%" else known[0].unit_of_measure
    yield Problem(
        f"{quoted(leaf)}: biayanya {format_rupiah(value)} per {per}, median {found.units} unit lain"
        f" {format_rupiah(found.median)}.",
        place(leaf),
        MEND,
        link(leaf),
        rests_on=(link(leaf), link(known[0])),
    )


def find_trend_breaks(inputs: ReportInputs, results: ReportResults) -> Iterator[Problem]:
    """Find quarters unlike those before them: growth of a figure, or money spent at once.

    An indicator is held against what each of at least 5 quarters before added, those of earlier years among them; a
    budget line, which lives for a year, against the quarters of its year.
    """
    for entry in due_indicators(inputs, results):
        if not is_noted(entry, inputs):
            yield from _growth(entry, inputs)
    for leaf in named_leaves(inputs):
        ceiling = results.facts.lines[leaf.id].ceiling.value
        if not leaf.note.strip() and leaf.spent is not None and ceiling:
            yield from _burst(leaf, ceiling, inputs)


def _growth(entry: IndicatorEntry, inputs: ReportInputs) -> Iterator[Problem]:
    target = entry.target.value if entry.target else None
    if entry.aggregation != Aggregation.CUMULATIVE or entry.formula != Formula.ENTERED or not target or target <= 0:
        return
    number = inputs.facts.quarter.number
    typed = {quarter: row.value for quarter, row in entry.realizations.items()}
    this_year = growths([typed.get(quarter) for quarter in range(1, number + 1)])
    if typed.get(number) is None or (number > 1 and typed.get(number - 1) is None):
        return
    before = this_year[:-1]
    for year in entry.earlier.values():
        told = {quarter: row.value for quarter, row in year.realizations.items()}
        before = [*growths([told.get(quarter) for quarter in range(1, 5)]), *before]
    where = middle(before)
    if where is not None and is_far_by_share(this_year[-1], where, share=LEAST_GROWTH, of=target):
        yield Problem(
            f"{quoted(entry)}: triwulan ini bertambah {with_unit(this_year[-1], entry.unit_of_measure)}, biasanya"
            f" {with_unit(where.median, entry.unit_of_measure)} per triwulan (median {where.count} triwulan).",
            place(entry),
            MEND,
            link(entry),
            rests_on=(link(entry),),
        )


def _burst(leaf: LineEntry, ceiling: Decimal, inputs: ReportInputs) -> Iterator[Problem]:
    number = inputs.facts.quarter.number
    spent = [leaf.spent_before.get(quarter) for quarter in range(1, number)] + [leaf.spent]
    if number <= QUARTERS_BEFORE or None in spent:
        return
    *before, now = growths(spent)
    share = absorption(Figure(now), Figure(ceiling)).value
    most = max(before)
    if share is not None and share >= LEAST_SPENT and most > 0 and is_times(now, TIMES, most):
        yield Problem(
            f"{quoted(leaf)}: {format_rupiah(now)} ({format_percent(share)} dari pagu) dibelanjakan pada triwulan ini"
            f" saja; triwulan sebelumnya paling banyak {format_rupiah(most)}.",
            place(leaf),
            MEND,
            link(leaf),
            rests_on=(link(leaf),),
        )


def _of(found: PeerEntry) -> Middle:
    return Middle(found.median, found.deviation, found.units)
