"""What every check needs: the problem it reports, what a report rests on, and how findings name a place. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agreements.enums import Direction
from reports.anchors import indicator_anchor, line_anchor
from reports.inputs import IndicatorEntry, ItemEntry, LineEntry, ReportInputs
from reports.results import Kept, ReportResults


@dataclass(frozen=True)
class Problem:
    """What a check found; code and severity come from its row in `CHECKS`."""

    message: str
    where: str
    mend: str
    link: str = ""
    """Anchor of a fact in the entry grid, or of a text (`reports.anchors`)."""
    page: str = ""
    """Page of the report on which a text is edited, under the report's address: 'teks/closing', 'uraian', 'foto'."""
    rests_on: tuple[str, ...] = ()
    """Anchors of the figures it compares; an error at one of them says what is wrong, and this is only its echo."""
    kept: tuple[Kept, ...] = ()
    """What is to be mended where that is kept apart from the report."""
    nip: str = ""
    """Of the official whom it is about."""


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


def named_leaves(inputs: ReportInputs) -> Iterator[LineEntry]:
    """Yield the leaves that the agreement itself names; what is below a sum is told of in a report of its own."""
    return (leaf for leaf, named_sum in inputs.leaves if named_sum is None)


def is_noted(entry: IndicatorEntry, inputs: ReportInputs) -> bool:
    """Whether somebody wrote a note beside the quarter's figure."""
    typed = entry.realizations.get(inputs.facts.quarter.number)
    return bool(typed and typed.note.strip())


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
