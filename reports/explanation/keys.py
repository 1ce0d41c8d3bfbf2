"""Names for figures: a stable key for each ('indikator-12-capaian'), and what people call it. Pure.

A figure is recognised by being the very object that the results hold: documents, sums and means hand it on as it is, so
a cell or an operand leads to its key without anybody having to pass that along.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from agreements.enums import EfficiencyDefinition, Formula
from agreements.numbers import format_figure, format_percent, format_rupiah, join_unit
from reports.anchors import indicator_anchor, line_anchor
from reports.computation.indicators import is_percent
from reports.explanation.equations import exact
from reports.inputs import ReportInputs, UnitFacts
from reports.period import Quarter
from reports.results import (
    Comparison,
    CostPerOutcome,
    CostRow,
    CostTotals,
    FactResults,
    Figure,
    IndicatorResult,
    LineResult,
    PastResult,
    ReportResults,
    SignedBudget,
    UnitResults,
)
from reports.usage import facts_told


class Form(StrEnum):
    """How a figure is written."""

    UNIT = "unit"
    """In the indicator's unit of measure."""
    PERCENT = "percent"
    MONEY = "money"
    PER_UNIT = "per_unit"
    """Rupiah per unit of the outcome."""
    POINTS = "points"
    PLAIN = "plain"


@dataclass(frozen=True)
class Named:
    """A published figure: what it is ('Capaian'), of what, in which period where that is not the report's quarter."""

    key: str
    figure: Figure
    title: str
    subject: str
    form: Form
    unit: str = ""
    """The unit of measure, where the form asks for one."""
    period: str = ""
    then: Quarter | None = None
    """The earlier quarter that a held figure is of; None for the report's own."""
    indicator_id: int | None = None
    line_id: int | None = None

    @property
    def anchor(self) -> str:
        """The cell of the entry grid that stands for the same fact, '' where there is none."""
        if self.indicator_id is not None:
            return indicator_anchor(self.indicator_id)
        return line_anchor(self.line_id) if self.line_id is not None else ""

    @property
    def text(self) -> str:
        """The figure as people write it, a dash where there is none."""
        return written(self.figure, self.form, self.unit)


def written(figure: Figure, form: Form, unit: str = "") -> str:
    """Write a figure; a dash where there is none."""
    if figure.value is None:
        return "–"
    match form:
        case Form.PERCENT:
            return format_percent(figure.value)
        case Form.MONEY:
            return format_rupiah(figure.value)
        case Form.PER_UNIT:
            return f"{format_rupiah(figure.value)} per {'poin' if is_percent(unit) else unit}"
        case Form.POINTS:
            return f"{format_figure(figure.value, decimals=2)} poin"
        case Form.UNIT if is_percent(unit):
            return format_percent(figure.value)
        case Form.UNIT:
            return join_unit(exact(figure.value), unit)
    return format_figure(figure.value, decimals=2)


@dataclass(frozen=True)
class Index:
    """All figures that can be asked how they came about, by key."""

    named: Mapping[str, Named]
    keys: Mapping[int, str]
    """The first key of each figure, by the identity of the object; `named` keeps the objects alive."""

    def key_of(self, figure: Figure | None) -> str:
        """Return the key of a figure, '' where it has none of its own."""
        return self.keys.get(id(figure), "")

    def name_of(self, figure: Figure) -> Named | None:
        """Return what a figure is called, None where it has no name of its own."""
        return self.named.get(self.key_of(figure))


def index_of(found: Iterable[Named]) -> Index:
    """Return the index of some figures; of two names for one figure the first wins."""
    named: dict[str, Named] = {}
    keys: dict[int, str] = {}
    for row in found:
        named.setdefault(row.key, row)
        keys.setdefault(id(row.figure), row.key)
    return Index(named, keys)


# -- what the reports of a unit share ----------------------------------------------------------------------------------


def unit_index(facts: UnitFacts, results: UnitResults) -> Index:
    """Return the figures of all indicators and lines of a unit, and those of the unit as a whole."""
    costs = ((facts.lines[key], cost) for key, cost in results.costs.items() if cost is not None)
    return index_of(
        (
            *_shared(facts, results.facts, facts.indicators, facts.lines),
            *_money("anggaran-unit", "Seluruh unit", results.facts.total),
            *_totals(facts, results.totals, "Seluruh unit"),
            *(named for line, cost in costs for named in _cost(facts, line.id, cost, line.indicator_ids)),
        )
    )


def _shared(facts: UnitFacts, results: FactResults, indicators: Iterable[int], lines: Iterable[int]) -> Iterator[Named]:
    chosen = set(indicators)
    for key in facts.indicators:
        if key in chosen:
            yield from _indicator(facts, results.indicators[key])
    kept = set(lines)
    for key, line in facts.lines.items():
        if key in kept:
            yield from _money(line_anchor(key), line.name, results.lines[key], key)
    for quarter, held in results.earlier.items():
        for key in facts.indicators:
            if key in chosen:
                yield from _indicator(facts, held[key], quarter)


def start_of(indicator_id: int, then: Quarter | None) -> str:
    """Return what the keys of an indicator's figures begin with, now or in an earlier quarter."""
    start = indicator_anchor(indicator_id)
    return start if then is None else f"{start}-{then.year}-tw{then.number}"


def _indicator(facts: UnitFacts, result: IndicatorResult, then: Quarter | None = None) -> Iterator[Named]:
    entry, start = facts.indicators[result.id], start_of(result.id, then)
    period = "" if then is None else f"TW {then.roman} {then.year}"
    # The mean of achievements is in per cent, whatever the unit of measure says.
    own = Form.PERCENT if entry.formula == Formula.MEAN_OF_CHILDREN else Form.UNIT
    for word, title, figure, form in (
        ("target", "Target", result.target, Form.UNIT),
        ("realisasi", "Realisasi", result.realization, own),
        ("capaian", "Capaian", result.achievement, Form.PERCENT),
    ):
        unit = entry.unit_of_measure
        yield Named(f"{start}-{word}", figure, title, entry.name, form, unit, period, then, entry.id)


def _money(start: str, subject: str, line: LineResult, line_id: int | None = None) -> Iterator[Named]:
    for word, title, figure, form in (
        ("pagu", "Pagu", line.ceiling, Form.MONEY),
        ("realisasi", "Realisasi anggaran", line.spent, Form.MONEY),
        ("sisa", "Sisa", line.remaining, Form.MONEY),
        ("serapan", "Serapan", line.absorption, Form.PERCENT),
    ):
        yield Named(f"{start}-{word}", figure, title, subject, form, line_id=line_id)


# -- one report --------------------------------------------------------------------------------------------------------


def report_index(inputs: ReportInputs, results: ReportResults) -> Index:
    """Return the figures that a report tells of, and what they were computed from; no other one of the unit."""
    facts, told = inputs.facts, facts_told(inputs)
    indicators = set(told.indicators)
    while (
        taken := {
            term.source_id
            for key in indicators
            for term in facts.indicators[key].terms
            if term.source_id in facts.indicators
        }
        - indicators
    ):
        indicators |= {key for key in taken if key is not None}
    return index_of(
        (
            *_shared(facts, results.facts, indicators, told.lines),
            *(_money("anggaran-unit", "Seluruh unit", results.facts.total) if told.lines == facts.lines.keys() else ()),
            *(named for row in results.rows for named in _row(inputs, row)),
            *_totals(facts, results.totals, "Tabel laporan"),
            *_signed(inputs, results.signed),
            *(named for row in results.comparisons for named in _comparison(facts, row)),
        )
    )


def _efficiency(facts: UnitFacts) -> Form:
    """Return how an efficiency is written: a difference is in points, an index a plain number."""
    chosen = facts.choices.efficiency
    return Form.POINTS if chosen == EfficiencyDefinition.DIFFERENCE else Form.PLAIN


def _row(inputs: ReportInputs, row: CostRow) -> Iterator[Named]:
    if row.line_id is None:
        for half in row.outcomes:
            start, name = indicator_anchor(half.indicator_id), inputs.facts.indicators[half.indicator_id].name
            yield Named(
                f"{start}-efisiensi", row.efficiency, "Efisiensi", name, Form.PLAIN, indicator_id=half.indicator_id
            )
        return
    line = inputs.facts.lines.get(row.line_id)
    start, subject = line_anchor(row.line_id), line.name if line else ""
    yield Named(
        f"{start}-efisiensi", row.efficiency, "Efisiensi", subject, _efficiency(inputs.facts), line_id=row.line_id
    )
    if row.cost is not None:
        yield from _cost(inputs.facts, row.line_id, row.cost, [half.indicator_id for half in row.outcomes])


def _cost(facts: UnitFacts, line_id: int, cost: CostPerOutcome, outcomes: Sequence[int]) -> Iterator[Named]:
    line, outcome = facts.lines.get(line_id), facts.indicators.get(outcomes[0])
    start, subject = line_anchor(line_id), line.name if line else ""
    unit = outcome.unit_of_measure if outcome else ""
    for word, title, figure, form in (
        ("biaya-rencana", "Biaya per hasil, rencana", cost.planned, Form.PER_UNIT),
        ("biaya-realisasi", "Biaya per hasil, realisasi", cost.realized, Form.PER_UNIT),
        ("rasio-biaya", "Biaya realisasi terhadap rencana", cost.ratio, Form.PLAIN),
    ):
        yield Named(f"{start}-{word}", figure, title, subject, form, unit, line_id=line_id)


def _totals(facts: UnitFacts, totals: CostTotals, subject: str) -> Iterator[Named]:
    yield from _money(
        "jumlah", subject, LineResult(0, totals.ceiling, totals.spent, totals.remaining, totals.absorption)
    )
    yield Named("rata-rata-serapan", totals.mean_absorption, "Rata-rata serapan", subject, Form.PERCENT)
    yield Named("rata-rata-capaian", totals.mean_achievement, "Rata-rata capaian", subject, Form.PERCENT)
    yield Named("efisiensi", totals.efficiency, "Efisiensi", subject, _efficiency(facts))
    if totals.technical_efficiency is not None:
        yield Named("efisiensi-teknis", totals.technical_efficiency, "Tingkat efisiensi (TE)", subject, Form.PLAIN)


def _signed(inputs: ReportInputs, signed: SignedBudget) -> Iterator[Named]:
    def name(key: int) -> str:
        line = inputs.facts.lines.get(key)
        return line.name if line else ""

    title = "Nilai dalam Perjanjian Kinerja"
    for key, figure in signed.amounts.items():
        yield Named(f"pk-{line_anchor(key)}", figure, title, name(key), Form.MONEY, line_id=key)
    for group in signed.groups:
        yield Named(f"pk-kegiatan-{group.line_id}", group.total, title, name(group.line_id), Form.MONEY)
    yield Named("pk-jumlah", signed.total, title, "Seluruh Perjanjian Kinerja", Form.MONEY)


def _comparison(facts: UnitFacts, row: Comparison) -> Iterator[Named]:
    entry = facts.indicators[row.indicator_id]
    start, unit = indicator_anchor(entry.id), entry.unit_of_measure
    yield from _past(start, entry.name, unit, row.same_quarter, entry.id)
    for past in row.earlier_years:
        yield from _past(start, entry.name, unit, past, entry.id)
    change = Form.POINTS if is_percent(unit) else Form.UNIT
    for word, title, figure, form in (
        ("selisih-target", "Selisih target", row.target_change, change),
        ("selisih-realisasi", "Selisih realisasi", row.realization_change, change),
        ("selisih-capaian", "Selisih capaian", row.achievement_change, Form.POINTS),
    ):
        yield Named(f"{start}-{word}", figure, title, entry.name, form, unit, indicator_id=entry.id)
    for place, goal in enumerate(row.long_term, 1):
        title, period = "Capaian terhadap target jangka menengah", f"{goal.document} {goal.year}"
        key, aim = f"{start}-jangka-menengah-{place}", "Target jangka menengah"
        yield Named(f"{key}-target", goal.aim, aim, entry.name, Form.UNIT, unit, period, indicator_id=entry.id)
        yield Named(key, goal.progress, title, entry.name, Form.PERCENT, period=period, indicator_id=entry.id)


def _past(start: str, subject: str, unit: str, past: PastResult, indicator_id: int) -> Iterator[Named]:
    when, period = f"{past.year}", f"{past.year}"
    if past.quarter is not None:
        quarter = Quarter(past.year, past.quarter)
        # The held figures of then have the plain key; what is copied, or mixed from both, stands beside them.
        when, period = f"{past.year}-tw{past.quarter}-banding", f"TW {quarter.roman} {past.year}"
    for word, title, figure, form in (
        ("target", "Target", past.target, Form.UNIT),
        ("realisasi", "Realisasi", past.realization, Form.UNIT),
        ("capaian", "Capaian", past.achievement, Form.PERCENT),
    ):
        yield Named(f"{start}-{when}-{word}", figure, title, subject, form, unit, period, indicator_id=indicator_id)
