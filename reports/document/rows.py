"""What each table lists, from inputs and results. Pure; picks and words figures, computes none."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TypeVar

from reports.document import figures
from reports.document.blocks import Cell, CellKind, Marker, RowStyle
from reports.document.budgets import budget_entries, grouped_entries, kegiatan_entries
from reports.document.long_tables import activity_entries, last_year_entries, medium_term_entries, tree_entries
from reports.document.numbering import letters
from reports.document.tables import Entry
from reports.inputs import ItemEntry, StrategyEntry
from reports.layouts.parts import CostTable, RowSource, TableLayout
from reports.narrative import Story
from reports.results import CostRow, CostTotals, Figure, LineResult, OutcomeHalf, Reason

Line = dict[str, Cell]
Promised = TypeVar("Promised", ItemEntry, CostRow)


def _no(number: int | str) -> Cell:
    return Cell(str(number), CellKind.ROW_NUMBER)


# -- tables of the agreement's indicators --------------------------------------------------------------------


def agreement_entries(story: Story, layout: TableLayout) -> tuple[Entry, ...]:
    """List objectives with their indicators and targets, as signed."""
    return tuple(_by_level(story, layout, lambda item: _agreement_line(story, item)))


def achievement_entries(story: Story, layout: TableLayout) -> tuple[Entry, ...]:
    """List objectives with their indicators, targets, realizations and achievements."""
    return tuple(_by_level(story, layout, lambda item: _achievement_line(story, item)))


def _by_level(story: Story, layout: TableLayout, line: Callable[[ItemEntry], Line]) -> Iterator[Entry]:
    for name, items in _levels(story, layout, story.agreement.items):
        if name:
            yield Entry(style=RowStyle.DIVIDER, label=name)
        yield from _by_objective(story, items, line)


def _levels(
    story: Story, layout: TableLayout, entries: Iterable[Promised]
) -> Iterator[tuple[str, tuple[Promised, ...]]]:
    """Part what the agreement promises by the level of its objective, where the table and the agreement do so."""
    if not (layout.levels and story.by_level):
        yield "", tuple(entries)
        return
    found = tuple(entries)
    for level in story.levels:
        members = tuple(entry for entry in found if story.level_of(entry.objective_id) == level)
        if members:
            yield level.label, members


def _by_objective(story: Story, items: Sequence[ItemEntry], line: Callable[[ItemEntry], Line]) -> Iterator[Entry]:
    """Group neighbouring indicators of one objective; where that hides their place, it stands before the name."""
    groups = [list(group) for _, group in groupby(items, key=lambda item: item.objective_id)]
    numbered = len(groups) != len(items)
    place = 0
    for number, group in enumerate(groups, start=1):
        lines = []
        for item in group:
            place += 1
            name = f"{place}. {story.item_name(item)}" if numbered else story.item_name(item)
            lines.append(line(item) | {"indicator": Cell(name, hanging=numbered), "indicator_no": _no(place)})
        objective = Cell(story.objectives[group[0].objective_id].text)
        yield Entry(shared={"no": _no(number), "objective": objective}, lines=tuple(lines))


def _agreement_line(story: Story, item: ItemEntry) -> Line:
    indicator = story.inputs.facts.indicators[item.indicator_id]
    return {"target": figures.signed_target(item, indicator, story.results.facts.indicators[indicator.id])}


def _achievement_line(story: Story, item: ItemEntry) -> Line:
    result = story.results.facts.indicators[item.indicator_id]
    half = OutcomeHalf(result.id, result.target, result.realization, result.achievement)
    typed = story.inputs.facts.indicators[result.id].realizations.get(story.quarter.number)
    return _performance(story, half, item) | {
        "predicate": Cell(result.predicate),
        "note": Cell(typed.note if typed else ""),
    }


def _performance(story: Story, half: OutcomeHalf, item: ItemEntry | None) -> Line:
    indicator = story.inputs.facts.indicators[half.indicator_id]
    typed = indicator.realizations.get(story.quarter.number)
    reason = typed.missing_reason if typed else ""
    return {
        "target": figures.current_target(item, indicator, half.target),
        "realization": figures.realization(indicator, half.realization, story.quarter.number),
        "achievement": figures.percent(half.achievement, reason, story.inputs.facts.choices.display_cap),
    }


# -- the cost-per-outcome table ------------------------------------------------------------------------------


def cost_entries(story: Story, layout: TableLayout) -> tuple[Entry, ...]:
    """List the rows of the cost table: combined, or indicators, divider and budget lines; then sums and means."""
    assert isinstance(layout, CostTable)
    if layout.combined:
        rows = [_combined_entry(story, layout, row, no) for no, row in enumerate(story.results.rows, start=1)]
        body = [*_joined_objectives(rows)]
    else:
        body = [*_indicator_entries(story, layout), *_budget_entries(story, layout)]
    return (*body, *_summary_entries(story, layout))


def _indicator_entries(story: Story, layout: CostTable) -> Iterator[Entry]:
    promised = [row for row in story.results.rows if row.kind == "indicator"]
    for name, rows in _levels(story, layout, promised):
        if name:
            yield Entry(style=RowStyle.DIVIDER, label=name)
        for number, (objective_id, group) in enumerate(groupby(rows, key=lambda row: row.objective_id), start=1):
            lines = tuple(line for row in group for line in _item_lines(story, layout, row))
            yield Entry(shared={"no": _no(number), "name": Cell(story.objective_text(objective_id))}, lines=lines)


def _item_lines(story: Story, layout: CostTable, row: CostRow) -> Iterator[Line]:
    for half in row.outcomes:
        item = story.item_of(half.indicator_id)
        name = story.item_name(item) if item else story.indicator_name(half.indicator_id)
        cells = _performance(story, half, item) | _money(story, row) | _extras(story, layout, row)
        yield {"indicator": Cell(name)} | cells


def _budget_entries(story: Story, layout: CostTable) -> Iterator[Entry]:
    rows = [row for row in story.results.rows if row.kind == "budget"]
    if rows and layout.divider:
        yield Entry(style=RowStyle.DIVIDER, label=layout.divider.format_map(story.words))
    for number, row in zip(_row_numbers(story, layout, rows), rows, strict=True):
        shared = {"no": _no(number), "name": Cell(story.line_name(row.line_id))}
        shared |= _money(story, row) | _extras(story, layout, row, always=True)
        yield Entry(shared=shared, lines=_outcome_lines(story, layout, row))


def _row_numbers(story: Story, layout: CostTable, rows: Sequence[CostRow]) -> list[str]:
    """Number budget rows by place, or by the objective they serve: 1.a, 1.b, 2.a."""
    order = dict.fromkeys(item.objective_id for item in story.agreement.items)
    places: dict[int | None, int] = {key: place for place, key in enumerate(order, start=1)}
    if not layout.lettered or any(row.objective_id not in places for row in rows):
        return [str(place) for place in range(1, len(rows) + 1)]
    seen: dict[int | None, int] = dict.fromkeys(places, 0)
    numbers = []
    for row in rows:
        seen[row.objective_id] += 1
        numbers.append(f"{places[row.objective_id]}.{letters(seen[row.objective_id])}")
    return numbers


def _outcome_lines(story: Story, layout: CostTable, row: CostRow) -> tuple[Line, ...]:
    if not (layout.budget_indicator or layout.budget_performance):
        return ({},)
    if not row.outcomes:
        return (_no_performance() if layout.budget_performance else {},)
    lines = []
    for half in row.outcomes:
        line: Line = {}
        if layout.budget_indicator:
            line["indicator"] = Cell(story.indicator_name(half.indicator_id))
        if layout.budget_performance:
            line |= _performance(story, half, None)
        lines.append(line)
    return tuple(lines)


def _no_performance() -> Line:
    """Return dashes for a line that no indicator is tied to."""
    nothing = Figure(None, Reason.NO_OUTCOME)
    return {
        "target": figures.missing(nothing, CellKind.NUMBER),
        "realization": figures.missing(nothing, CellKind.NUMBER),
        "achievement": figures.missing(nothing, CellKind.PERCENT),
    }


def _combined_entry(story: Story, layout: CostTable, row: CostRow, number: int) -> Entry:
    lines = []
    for half in row.outcomes:
        item = story.item_of(half.indicator_id)
        name = story.item_name(item) if item else story.indicator_name(half.indicator_id)
        lines.append({"indicator": Cell(name)} | _performance(story, half, item))
    names = [line["indicator"].text for line in lines]
    label = story.line_name(row.line_id) if row.line_id is not None else "; ".join(names)
    shared = {"no": _no(number), "objective": Cell(story.objective_text(row.objective_id)), "line": Cell(label)}
    shared |= _money(story, row) | _extras(story, layout, row, always=story.has_money)
    return Entry(shared=shared, lines=tuple(lines) or (_no_performance(),))


def _joined_objectives(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Write the objective of neighbouring one-line rows once, over all of them."""
    for text, members in groupby(entries, key=lambda entry: entry.shared["objective"].text):
        group = list(members)
        if not text or any(len(entry.lines) != 1 for entry in group):
            yield from group
            continue
        lines = tuple(
            {key: cell for key, cell in (*entry.shared.items(), *entry.lines[0].items()) if key != "objective"}
            for entry in group
        )
        yield Entry(shared={"objective": group[0].shared["objective"]}, lines=lines)


def _money(story: Story, row: CostRow) -> Line:
    if row.money is None:
        return {}
    return _money_cells(row.money, _line_reason(story, row))


def _money_cells(money: LineResult | CostTotals, typed: str = "") -> Line:
    return {
        "ceiling": figures.money(money.ceiling),
        "spent": figures.money(money.spent, typed),
        "remaining": figures.money(money.remaining, typed),
        "absorption": figures.percent(money.absorption, typed),
    }


def _extras(story: Story, layout: CostTable, row: CostRow, *, always: bool = False) -> Line:
    """Efficiency and cost per outcome; blank in rows that by their nature have only one half, unless `always`."""
    both = row.money is not None and bool(row.outcomes)
    cells: Line = {}
    if layout.row_efficiency and (both or always):
        cells["efficiency"] = figures.points(row.efficiency, _typed_reason(story, row))
    if row.cost is not None:
        cells["cost_planned"] = figures.money(row.cost.planned)
        cells["cost_realized"] = figures.money(row.cost.realized)
        cells["cost_ratio"] = figures.points(row.cost.ratio)
    return cells


def _typed_reason(story: Story, row: CostRow) -> str:
    """Return the first reason somebody typed for a figure that the row lacks, else ''."""
    for half in row.outcomes:
        typed = story.inputs.facts.indicators[half.indicator_id].realizations.get(story.quarter.number)
        if half.realization.value is None and typed is not None and typed.missing_reason:
            return typed.missing_reason
    return _line_reason(story, row)


def _line_reason(story: Story, row: CostRow) -> str:
    """Return why nobody gave the row's amount, as somebody typed it, else ''."""
    line = None if row.line_id is None else story.inputs.facts.lines.get(row.line_id)
    return line.missing_reason if line else ""


def _summary_entries(story: Story, layout: CostTable) -> Iterator[Entry]:
    if not story.has_money:
        return
    totals = story.results.totals
    if layout.total:
        yield Entry(lines=(_money_cells(totals),), style=RowStyle.TOTAL, label=layout.total)
    if layout.mean:
        means = {
            "absorption": figures.percent(totals.mean_absorption),
            "achievement": figures.percent(totals.mean_achievement),
            "efficiency": figures.points(totals.efficiency),
        }
        yield Entry(lines=(means,), style=RowStyle.MEAN, label=layout.mean)


# -- strategies ----------------------------------------------------------------------------------------------


def strategy_entries(story: Story, _layout: TableLayout) -> tuple[Entry, ...]:
    """List indicators with their strategies and months."""
    return _strategies(story, story.inputs.strategies)


def reached_entries(story: Story, _layout: TableLayout) -> tuple[Entry, ...]:
    """List the strategies of indicators that are reached."""
    return _strategies(story, (row for row in story.inputs.strategies if story.is_reached(row)))


def unreached_entries(story: Story, _layout: TableLayout) -> tuple[Entry, ...]:
    """List the strategies of indicators that are not reached, or of which there is no figure yet."""
    return _strategies(story, (row for row in story.inputs.strategies if not story.is_reached(row)))


def _strategies(story: Story, strategies: Iterable[StrategyEntry]) -> tuple[Entry, ...]:
    entries = []
    for number, strategy in enumerate(strategies, start=1):
        line = {"no": _no(number), "indicator": Cell(strategy_subject(story, strategy))}
        entries.append(Entry(lines=(line | _strategy_cells(strategy),)))
    return tuple(entries)


def strategy_subject(story: Story, strategy: StrategyEntry) -> str:
    """Name what a strategy is for, as the agreement words it; '' where that is gone."""
    if strategy.item_id is not None:
        return story.item_name(story.items[strategy.item_id]) if strategy.item_id in story.items else ""
    if strategy.indicator_id is not None:
        return story.indicator_name(strategy.indicator_id)
    return story.line_name(strategy.line_id)


def _strategy_cells(strategy: StrategyEntry) -> Line:
    """Return the strategies as a list, or as plain text where there is but one; months likewise."""
    texts = tuple(text for text, _ in strategy.items)
    if len(texts) == 1 and not strategy.lead_in:
        what = Cell(texts[0])
    else:
        what = Cell(strategy.lead_in, items=texts, marker=Marker.ALPHA)
    if len(texts) > 1 and any(months for _, months in strategy.items):
        spans = tuple(months or strategy.months or figures.DASH for _, months in strategy.items)
        return {"strategy": what, "months": Cell("", items=spans, marker=Marker.ALPHA)}
    own = next((months for _, months in strategy.items if months), "")
    return {"strategy": what, "months": Cell(own or strategy.months)}


ENTRIES: Mapping[RowSource, Callable[[Story, TableLayout], tuple[Entry, ...]]] = {
    RowSource.AGREEMENT: agreement_entries,
    RowSource.ACHIEVEMENT: achievement_entries,
    RowSource.COST: cost_entries,
    RowSource.BUDGET: budget_entries,
    RowSource.KEGIATAN_BUDGET: kegiatan_entries,
    RowSource.GROUPED_BUDGET: grouped_entries,
    RowSource.ACTIVITIES: activity_entries,
    RowSource.LAST_YEAR: last_year_entries,
    RowSource.MEDIUM_TERM: medium_term_entries,
    RowSource.BUDGET_TREE: tree_entries,
    RowSource.STRATEGIES: strategy_entries,
    RowSource.STRATEGIES_REACHED: reached_entries,
    RowSource.STRATEGIES_UNREACHED: unreached_entries,
}
"""What lists the rows of each source."""
