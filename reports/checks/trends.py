"""Figures that are possible but hardly so: fallen, far off, spent for nothing, a digit too many. Pure."""

from collections.abc import Iterator
from decimal import Decimal

from agreements.enums import Aggregation, Direction, Formula
from agreements.numbers import format_exact, format_percent, format_rupiah, quarter_name, with_unit
from reports.checks.common import Problem, due_indicators, is_noted, link, named_leaves, place, quoted
from reports.computation.pace import even_share, planned
from reports.inputs import IndicatorEntry, LineEntry, ReportInputs
from reports.results import ReportResults

# The display caps in use end at 120 % (domain of the kabupaten: 100 or 120); what lies above says more of the target
# than of the work. Bagian Organisasi reports 116,67 % and is right.
FAR_OVER = Decimal(120)

# Half of the scale: at 100 % reached and 45 % spent half a year's saving is still plausible, at 100 % and 5 % one of
# the two figures is wrong or somebody has something to explain.
FAR_APART = Decimal(60)

# Money that went before the first result: below a tenth of the ceiling it is preparation, from a half on somebody asks
# whatever the calendar says.
SOME_MONEY = Decimal(10)
HALF_THE_MONEY = Decimal(50)

# One document of a year may well come in its last week. Where two or more were due by now and none is there, it is not
# a matter of days any more. Percentages are no pieces: for them a quarter of the scale, and only where it was planned.
TWO_PIECES = Decimal(2)
QUARTER_OF_SCALE = Decimal(25)
LAST_QUARTER = 4

# A digit too many or too few makes a figure ten times as large: powers of ten to move the decimal point by.
ONE_DIGIT = 1


def find_fallen_figures(inputs: ReportInputs, results: ReportResults) -> Iterator[Problem]:
    """Find cumulative figures below those of an earlier quarter, where no note says why.

    A correction is legitimate, so a note is enough.
    """
    quarter = inputs.facts.quarter.number
    for entry in due_indicators(inputs, results):
        typed = entry.realizations.get(quarter)
        value = typed.value if typed else None
        if value is None or typed is None or typed.note.strip() or not _counts_up(entry):
            continue
        earlier = {n: row.value for n, row in entry.realizations.items() if n < quarter and row.value is not None}
        for number in sorted(earlier, reverse=True):
            if value < earlier[number]:
                then, now = with_unit(earlier[number], entry.unit_of_measure), with_unit(value, entry.unit_of_measure)
                yield Problem(
                    f"{quoted(entry)}: realisasi kumulatif turun dari {then} ({quarter_name(number)}) menjadi {now}.",
                    place(entry),
                    "Perbaiki angkanya, atau tulis keterangan mengapa turun.",
                    link(entry),
                )
                break
    for leaf in named_leaves(inputs):
        before = max(leaf.spent_before.values(), default=None)
        if leaf.spent is not None and before is not None and leaf.spent < before and not leaf.note.strip():
            yield Problem(
                f"{quoted(leaf)}: realisasi anggaran kumulatif turun dari {format_rupiah(before)} menjadi"
                f" {format_rupiah(leaf.spent)}.",
                place(leaf),
                "Perbaiki angkanya, atau tulis keterangan (misalnya pengembalian belanja).",
                link(leaf),
            )


def find_spending_without_outcome(inputs: ReportInputs, results: ReportResults) -> Iterator[Problem]:
    """Find money spent for outcomes that are all still 0 though one of them was due, where no note says why."""
    for leaf, entries in _paid(inputs):
        told = _fruitless(leaf, entries, inputs, results)
        if told:
            spent = results.facts.lines[leaf.id].spent.value or Decimal(0)
            yield Problem(
                f"{quoted(leaf)}: sudah dibelanjakan {format_rupiah(spent)}, sedangkan hasilnya masih 0{told}.",
                place(leaf),
                "Periksa realisasi kinerjanya, atau tulis keterangan apa yang sudah dibiayai.",
                link(entries[0]),
                rests_on=_cells(leaf, entries),
            )


def find_far_over(inputs: ReportInputs, results: ReportResults) -> Iterator[Problem]:
    """Find achievements far over 100 %: the target is far too low, or a digit too many was typed."""
    for entry in due_indicators(inputs, results):
        achievement = results.facts.indicators[entry.id].achievement.value
        if achievement is None or achievement <= FAR_OVER or is_noted(entry, inputs):
            continue
        yield Problem(
            f"{quoted(entry)}: capaiannya {format_percent(achievement)}, jauh di atas 100 %.",
            place(entry),
            "Periksa realisasi dan satuannya; bila benar, tulis keterangan, dan usulkan target yang lebih menantang.",
            link(entry),
            rests_on=(link(entry),),
        )


def find_far_apart(inputs: ReportInputs, results: ReportResults) -> Iterator[Problem]:
    """Find rows of which achievement and absorption lie far apart, where neither a note nor an obstacle explains it."""
    if inputs.obstacles:
        return
    for leaf, entries in _paid(inputs):
        if len(entries) != 1 or _fruitless(leaf, entries, inputs, results):
            continue
        absorption = results.facts.lines[leaf.id].absorption.value
        achievement = results.facts.indicators[entries[0].id].achievement.value
        if absorption is None or achievement is None or _explained(leaf, entries, inputs):
            continue
        if abs(achievement - absorption) > FAR_APART:
            yield Problem(
                f"{quoted(leaf)}: capaian kinerja {format_percent(achievement)}, serapan anggaran"
                f" {format_percent(absorption)}.",
                place(leaf),
                "Periksa kedua angkanya; bila benar, tulis keterangan mengapa berbeda jauh.",
                link(leaf),
                rests_on=_cells(leaf, entries),
            )


def find_jumps(inputs: ReportInputs, results: ReportResults) -> Iterator[Problem]:
    """Find figures ten times those of the last quarter or more: a digit too many, then or now."""
    quarter = inputs.facts.quarter.number
    for entry in due_indicators(inputs, results):
        typed, last = entry.realizations.get(quarter), entry.realizations.get(quarter - 1)
        if typed is None or last is None or typed.value is None or not last.value or typed.note.strip():
            continue
        if last.value > 0 and typed.value >= last.value.scaleb(ONE_DIGIT):
            yield Problem(
                f"{quoted(entry)}: realisasi {format_exact(typed.value)} sepuluh kali {quarter_name(quarter - 1)}"
                f" ({format_exact(last.value)}) atau lebih.",
                place(entry),
                "Periksa apakah ada angka yang kelebihan; bila benar, tulis keterangan.",
                link(entry),
            )
    for leaf in named_leaves(inputs):
        before = leaf.spent_before.get(quarter - 1)
        if leaf.spent is None or not before or leaf.note.strip():
            continue
        if before > 0 and leaf.spent >= before.scaleb(ONE_DIGIT):
            yield Problem(
                f"{quoted(leaf)}: realisasi {format_rupiah(leaf.spent)} sepuluh kali {quarter_name(quarter - 1)}"
                f" ({format_rupiah(before)}) atau lebih.",
                place(leaf),
                "Periksa apakah ada angka yang kelebihan; bila benar, tulis keterangan.",
                link(leaf),
            )


def _counts_up(entry: IndicatorEntry) -> bool:
    """Whether a figure can only grow over the year: typed, counted from 1 January, the higher the better.

    A percentage may fall, since its base may grow.
    """
    cumulative = entry.aggregation == Aggregation.CUMULATIVE and entry.formula == Formula.ENTERED
    return cumulative and entry.direction == Direction.HIGHER


def _paid(inputs: ReportInputs) -> Iterator[tuple[LineEntry, list[IndicatorEntry]]]:
    """Yield the leaves of money that a report rests on, with the outcomes they pay for."""
    for leaf in named_leaves(inputs):
        known = inputs.facts.indicators
        yield leaf, [known[key] for key in leaf.indicator_ids if key in known and known[key].used]


def _cells(leaf: LineEntry, entries: list[IndicatorEntry]) -> tuple[str, ...]:
    """Return the anchors of a row: the money, and the outcomes it pays for."""
    return (link(leaf), *(link(entry) for entry in entries))


def _fruitless(leaf: LineEntry, entries: list[IndicatorEntry], inputs: ReportInputs, results: ReportResults) -> str:
    """Say against what an outcome of 0 is held though money went for it; '' where nothing is to be asked.

    Results of a year are legitimately 0 for a while, so 0 needs a reason only where one was due: by the plan of the
    quarter, by an even share of the year where nobody planned, by half of the money, or since the year is over. Of an
    indicator where less is better, 0 is the best there is.
    """
    line = results.facts.lines[leaf.id]
    if not entries or not line.spent.value or _explained(leaf, entries, inputs):
        return ""
    if any(
        entry.direction == Direction.LOWER or results.facts.indicators[entry.id].realization.value != 0
        for entry in entries
    ):
        return ""
    absorbed, number = line.absorption.value, inputs.facts.quarter.number
    if absorbed is not None and absorbed < SOME_MONEY and number != LAST_QUARTER:
        return ""
    for entry in entries:
        told = _was_due(entry, number)
        if told:
            return told
    plans = [planned(entry.target, number) for entry in entries]
    if absorbed is not None and absorbed >= HALF_THE_MONEY and not all(plan == 0 for plan in plans):
        return f" pada serapan {format_percent(absorbed)}"
    return ""


def _was_due(entry: IndicatorEntry, quarter: int) -> str:
    """Say what should be there of an outcome by the end of a quarter; '' where it may well be nothing yet."""
    plan, whole = planned(entry.target, quarter), entry.target.value if entry.target else None
    if quarter == LAST_QUARTER:
        return f" dari target {with_unit(whole, entry.unit_of_measure)}" if whole else ""
    percent = entry.unit_of_measure == "%"
    if plan is not None:
        many = plan >= (QUARTER_OF_SCALE if percent else TWO_PIECES)
        then = f" dari rencana {with_unit(plan, entry.unit_of_measure)} sampai {quarter_name(quarter)}"
        return then if many else ""
    share = even_share(entry.target, quarter)
    if percent or share is None or whole is None or share < TWO_PIECES:
        return ""
    return f" dari target {with_unit(whole, entry.unit_of_measure)}"


def _explained(leaf: LineEntry, entries: list[IndicatorEntry], inputs: ReportInputs) -> bool:
    """Whether somebody wrote a note beside the money or the outcome."""
    typed = [entry.realizations.get(inputs.facts.quarter.number) for entry in entries]
    notes = [leaf.note, *(row.note for row in typed if row), *(row.missing_reason for row in typed if row)]
    return any(note.strip() for note in notes)
