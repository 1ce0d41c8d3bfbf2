"""What the tables of the agreement's money list, with the amounts it was signed with. Pure."""

from reports.document import figures
from reports.document.blocks import Cell, CellKind, RowStyle
from reports.document.tables import Entry
from reports.layouts.parts import TableLayout
from reports.narrative import Story


def budget_entries(story: Story, layout: TableLayout) -> tuple[Entry, ...]:
    """List the budget lines that the agreement names; then their sum."""
    entries = tuple(
        Entry(lines=({"no": _no(number), "line": Cell(story.line_name(key)), "amount": figures.money(amount)},))
        for number, (key, amount) in enumerate(story.results.signed.amounts.items(), start=1)
    )
    return (*entries, *_total(story, layout)) if entries else ()


def kegiatan_entries(story: Story, layout: TableLayout) -> tuple[Entry, ...]:
    """List the kegiatan of the agreement's money, with the objective and the indicators they serve; then the sum."""
    entries = []
    for number, group in enumerate(story.results.signed.groups, start=1):
        objective = next((story.budgets[key].objective_id for key in group.line_ids if key in story.budgets), None)
        promised = [story.item_name(item) for item in story.agreement.items if item.objective_id == objective]
        own = story.inputs.facts.lines.get(group.line_id)
        names = promised or [story.indicator_name(key) for key in (own.indicator_ids if own else ())]
        cells = {
            "no": _no(number),
            "objective": Cell(story.objective_text(objective) or story.line_name(group.line_id)),
            "line": Cell(story.line_name(group.line_id)),
            "indicator": Cell(names[0]) if len(names) == 1 else Cell("", items=tuple(names)),
            "amount": figures.money(group.total),
        }
        entries.append(Entry(lines=(cells,)))
    return (*entries, *_total(story, layout)) if entries else ()


def grouped_entries(story: Story, layout: TableLayout) -> tuple[Entry, ...]:
    """List the agreement's budget lines under their kegiatan, each kegiatan with its sum; then the sum of all."""
    if not story.has_groups:
        return ()
    entries = []
    for group in story.results.signed.groups:
        lines = tuple(
            {"line": Cell(story.line_name(key)), "amount": figures.money(story.results.signed.amounts[key])}
            for key in group.line_ids
        )
        entries.append(Entry(shared={"parent": Cell(story.line_name(group.line_id))}, lines=lines))
        entries.append(Entry(lines=({"amount": figures.money(group.total)},), style=RowStyle.SUBTOTAL, label="Jumlah"))
    return (*entries, *_total(story, layout))


def _total(story: Story, layout: TableLayout) -> tuple[Entry, ...]:
    if not layout.total:
        return ()
    amount = figures.money(story.results.signed.total)
    return (Entry(lines=({"amount": amount},), style=RowStyle.TOTAL, label=layout.total),)


def _no(number: int) -> Cell:
    return Cell(str(number), CellKind.ROW_NUMBER)
