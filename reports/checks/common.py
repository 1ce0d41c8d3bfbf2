"""What every check needs: the problem it reports, what a report rests on, and how findings name a place. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agreements.enums import Direction
from reports.inputs import IndicatorEntry, ItemEntry, LineEntry, ReportInputs
from reports.results import ReportResults
from reports.tree import above
from reports.usage import indicator_anchor, line_anchor


@dataclass(frozen=True)
class Problem:
    """What a check found; code and severity come from its row in `CHECKS`."""

    message: str
    where: str
    mend: str
    link: str = ""
    """Anchor of a fact in the entry grid."""
    page: str = ""
    """Page of the report on which a text is edited, under the report's address: 'teks/closing', 'uraian', 'foto'."""


# -- what a report rests on --------------------------------------------------------------------------------------------


def items(inputs: ReportInputs) -> Sequence[ItemEntry]:
    """Return what the agreement promises; nothing without an agreement."""
    return inputs.agreement.items if inputs.agreement else ()


def reported_indicators(inputs: ReportInputs, results: ReportResults) -> list[IndicatorEntry]:
    """Return the indicators of the agreement and of the table, in this order, each once."""
    ids = [item.indicator_id for item in items(inputs)]
    ids += [half.indicator_id for row in results.rows for half in row.outcomes]
    return [inputs.facts.indicators[key] for key in dict.fromkeys(ids) if key in inputs.facts.indicators]


def due_indicators(inputs: ReportInputs, results: ReportResults) -> list[IndicatorEntry]:
    """Return those that somebody promised: by agreement, or by a target of the year."""
    promised = {item.indicator_id for item in items(inputs)}
    return [entry for entry in reported_indicators(inputs, results) if entry.id in promised or has_target(entry)]


def has_target(entry: IndicatorEntry) -> bool:
    """Whether the year's target is set; a range needs both bounds."""
    if entry.target is None or entry.target.value is None:
        return False
    return entry.direction != Direction.RANGE or entry.target.upper is not None


def leaves(inputs: ReportInputs) -> Iterator[tuple[LineEntry, LineEntry | None]]:
    """Yield the leaves that the agreement's lines rest on with the named sum above them, None for a named leaf."""
    lines = inputs.facts.lines
    named = [budget.line_id for budget in inputs.agreement.budgets] if inputs.agreement else []
    for leaf in lines.values():
        if not leaf.holds_amounts:
            continue
        path = above(leaf.id, inputs.facts.lines)
        if any(line.holds_amounts for line in path):
            continue
        if leaf.id in named:
            yield leaf, None
        else:
            nearest = next((line for line in path if line.id in named), None)
            if nearest is not None:
                yield leaf, nearest


def quoted(entry: IndicatorEntry | LineEntry) -> str:
    """Name an indicator or line inside a sentence."""
    return f"“{entry.name}”"


def place(entry: IndicatorEntry | LineEntry) -> str:
    """Say where a finding is: 'Indikator: Persentase ...', 'Anggaran: 7.01.01 Program ...'."""
    if isinstance(entry, IndicatorEntry):
        return f"Indikator: {entry.name}"
    return f"Anggaran: {f'{entry.code} {entry.name}'.strip()}"


def link(entry: IndicatorEntry | LineEntry) -> str:
    """Return the anchor of the field in the entry grid: 'indikator-12', 'anggaran-7'."""
    return indicator_anchor(entry.id) if isinstance(entry, IndicatorEntry) else line_anchor(entry.id)
