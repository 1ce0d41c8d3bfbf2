"""What the tables of the long form list: activities, comparisons with earlier years, the budget tree. Pure.

Picks and words figures, computes none.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import groupby

from agreements.numbers import format_figure
from reports.document import figures
from reports.document.blocks import Cell, CellKind, RowStyle
from reports.document.tables import Entry
from reports.inputs import ItemEntry, LineEntry
from reports.layouts.parts import TableLayout
from reports.narrative import Story
from reports.narrative.moves import in_unit
from reports.results import Comparison, Figure, LineResult, PastResult, Reason
from reports.tree import above

Line = dict[str, Cell]


def _no(number: int) -> Cell:
    return Cell(str(number), CellKind.ROW_NUMBER)


# -- activities ------------------------------------------------------------------------------------------------


def activity_entries(story: Story, _layout: TableLayout) -> tuple[Entry, ...]:
    """List the followed-up activities, numbered through, with their kind once over all of its own."""
    numbered = enumerate(story.inputs.activities, start=1)
    return tuple(
        Entry(
            shared={"kind": Cell(kind)},
            lines=tuple({"no": _no(number), "activity": Cell(text.rstrip(" ;."))} for number, (_, text) in rows),
        )
        for kind, rows in groupby(numbered, key=lambda row: row[1][0])
    )


# -- earlier years ---------------------------------------------------------------------------------------------


def last_year_entries(story: Story, _layout: TableLayout) -> tuple[Entry, ...]:
    """List per indicator: the same quarter of last year, this quarter, and the differences."""
    return tuple(
        Entry(
            shared={"no": _no(place), "indicator": Cell(story.item_name(item))},
            lines=tuple(_two_years(story, row)),
        )
        for place, item, row in _compared(story)
    )


def _compared(story: Story) -> Iterator[tuple[int, ItemEntry, Comparison]]:
    for place, item in enumerate(story.agreement.items, start=1):
        row = story.comparisons.get(item.indicator_id)
        if row is not None:
            yield place, item, row


def _two_years(story: Story, row: Comparison) -> Iterator[Line]:
    unit = story.inputs.facts.indicators[row.indicator_id].unit_of_measure
    now, then = story.quarter, story.quarter.same_last_year
    result = story.results.facts.indicators[row.indicator_id]
    yield {"period": Cell(f"TW {then.roman} Tahun {then.year}")} | _past(row.same_quarter, unit)
    yield {
        "period": Cell(f"TW {now.roman} Tahun {now.year}"),
        "target": _amount(result.target, unit),
        "realization": _amount(result.realization, unit),
        "achievement": figures.percent(result.achievement),
    }
    points = "poin" if unit.strip() == "%" else unit
    yield {
        "period": Cell("Selisih"),
        "target": _change(row.target_change, points),
        "realization": _change(row.realization_change, points),
        "achievement": replace(_change(row.achievement_change, "poin"), kind=CellKind.PERCENT),
    }


def _past(past: PastResult, unit: str) -> Line:
    return {
        "target": _amount(past.target, unit),
        "realization": _amount(past.realization, unit),
        "achievement": figures.percent(past.achievement),
    }


def _amount(figure: Figure, unit: str) -> Cell:
    """Return a target or realization in its unit, percentages with two decimals."""
    if figure.value is None:
        return figures.missing(figure, CellKind.NUMBER)
    return Cell(in_unit(figure.value, unit), CellKind.NUMBER, figure.value, figure=figure)


def _change(figure: Figure, unit: str) -> Cell:
    """Return a difference with its sign: '−4,06 poin', '+11,33 poin', '0,00 poin'."""
    if figure.value is None:
        return figures.missing(figure, CellKind.NUMBER)
    return Cell(f"{_signed(figure.value)} {unit}".strip(), CellKind.NUMBER, figure.value, figure=figure)


def _signed(value: Decimal) -> str:
    return f"{'+' if value > 0 else ''}{format_figure(value, decimals=2)}"


def medium_term_entries(story: Story, _layout: TableLayout) -> tuple[Entry, ...]:
    """List per indicator: the medium-term target, the two years before, this quarter, and how far that comes."""
    return tuple(
        Entry(lines=({"no": _no(place), "indicator": Cell(story.item_name(item))} | _medium_term(story, row),))
        for place, item, row in _compared(story)
    )


def _medium_term(story: Story, row: Comparison) -> Line:
    unit = story.inputs.facts.indicators[row.indicator_id].unit_of_measure
    goal = story.long_term_of(row)
    target = goal.aim if goal else Figure(None, Reason.NO_TARGET)
    before, last = (past.realization for past in row.earlier_years)
    return {
        "long_term": _amount(target, unit),
        "earlier_year": _amount(before, unit),
        "last_year": _amount(last, unit),
        "realization": _amount(story.results.facts.indicators[row.indicator_id].realization, unit),
        "progress": figures.percent(goal.progress if goal else target),
    }


# -- budget ----------------------------------------------------------------------------------------------------


def tree_entries(story: Story, layout: TableLayout) -> tuple[Entry, ...]:
    """List the lines of the budget by code, each level a step in; then the sums of all."""
    if not story.tree:
        return ()
    lines = {line.id: line for line in story.tree}
    parents = {line.parent_id for line in story.tree}
    entries = [_tree_entry(story, line, _depth(line, lines), heads=line.id in parents) for line in story.tree]
    if layout.total:
        entries.append(Entry(lines=(_money(story.tree_total),), style=RowStyle.TOTAL, label=layout.total))
    return tuple(entries)


def _tree_entry(story: Story, line: LineEntry, depth: int, *, heads: bool) -> Entry:
    style = RowStyle.BODY
    if heads:
        style = RowStyle.SUBGROUP if depth else RowStyle.GROUP
    cells = {"code": Cell(line.code), "name": Cell(story.line_name(line.id), indent=depth)}
    return Entry(lines=(cells | _money(story.results.facts.lines[line.id], line.missing_reason),), style=style)


def _depth(line: LineEntry, lines: Mapping[int, LineEntry]) -> int:
    """Return how many lines of the tree stand above one."""
    return len(above(line.id, lines))


def _money(result: LineResult, typed: str = "") -> Line:
    return {
        "ceiling": figures.money(result.ceiling),
        "spent": figures.money(result.spent, typed),
        "remaining": figures.money(result.remaining, typed),
        "absorption": figures.percent(result.absorption, typed),
    }
