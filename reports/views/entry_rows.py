"""Rows of the entry grid: what stands beside each cell. Assembles and words, computes nothing."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from agreements.enums import EnteredBy, Formula, ObjectiveLevel, TermTakes
from agreements.numbers import format_exact, with_unit
from reports.anchors import indicator_anchor, line_anchor
from reports.forms.entry import Cell, EntryForm, Slot
from reports.inputs import IndicatorEntry, LineEntry, ReportInputs, TargetEntry
from reports.period import Quarter
from reports.results import Figure, Finding, IndicatorResult, LineResult
from reports.tree import above
from reports.usage import Approved, is_entered
from reports.views.common import QuarterWork
from reports.views.entry_figures import (
    mean_told,
    partial_told,
    predicate_told,
    ratio_told,
    taken_place,
    taken_told,
)

LockReason = Callable[[EnteredBy, tuple[Approved, ...]], str]
"""Says why the account may not change a fact, '' if it may."""

# The empty cell says the first two itself; the others are about master data, and stand on the report's page.
NOT_BESIDE = frozenset({"missing_figure", "partial_sum", "missing_target", "missing_ceiling", "unit_wording"})


def is_mean(entry: IndicatorEntry) -> bool:
    """Whether the realization is the mean of the indicators below."""
    return entry.formula == Formula.MEAN_OF_CHILDREN


def _names(reports: Iterable[ReportInputs]) -> str:
    return ", ".join(inputs.position for inputs in reports)


@dataclass(frozen=True)
class TakenTerm:
    """A part of a ratio that is another indicator's figure. `anchor` leads to where that is typed, '' for a target."""

    label: str
    figure: str
    source: str
    anchor: str
    place: str
    """Its name among the figures that come again while somebody types."""


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator with its cell, or without one where it is computed or read-only."""

    entry: IndicatorEntry
    anchor: str
    target: str
    previous: str
    note: str
    used_by: tuple[ReportInputs, ...]
    result: IndicatorResult
    predicate: str
    cell: Cell | None
    locked: str
    findings: tuple[Finding, ...]
    missing: bool
    taken: tuple[TakenTerm, ...] = ()

    @property
    def users(self) -> str:
        """The posts whose reports rest on it."""
        return _names(self.used_by)

    @property
    def is_mean(self) -> bool:
        """Whether the realization is the mean of the indicators below."""
        return is_mean(self.entry)

    @property
    def mean_told(self) -> str:
        """What the realization of a mean is made of."""
        return mean_told(len(self.result.children))

    @property
    def ratio_told(self) -> str:
        """What the terms of a ratio come to."""
        return ratio_told(self.result, self.entry.unit_of_measure) if self.entry.formula == Formula.RATIO else ""


@dataclass(frozen=True)
class LineRow:
    """A budget line with its cell, or the sum of the lines below it."""

    entry: LineEntry
    anchor: str
    depth: int
    previous: Decimal | None
    used_by: tuple[ReportInputs, ...]
    result: LineResult
    cell: Cell | None
    locked: str
    findings: tuple[Finding, ...]
    missing: bool

    @property
    def users(self) -> str:
        """The posts whose reports rest on it."""
        return _names(self.used_by)

    @property
    def partial_told(self) -> str:
        """How many lines the sum had to leave out."""
        return partial_told(self.result.spent)


@dataclass(frozen=True)
class IndicatorGroup:
    """The indicators of one level, under a heading."""

    level: ObjectiveLevel
    title: str
    rows: tuple[IndicatorRow, ...]


GROUPS = {
    ObjectiveLevel.STRATEGIC: "Sasaran strategis",
    ObjectiveLevel.PROGRAM: "Program",
    ObjectiveLevel.KEGIATAN: "Kegiatan",
    ObjectiveLevel.SUB_KEGIATAN: "Sub kegiatan",
}


def slots(work: QuarterWork, supplied_by: Mapping[int, EnteredBy], lock_reason: LockReason) -> Iterator[Slot]:
    """Yield every typed fact of the quarter in page order, with the reason why the account may not change it."""
    rows = [entry for entry in work.facts.indicators.values() if is_entered(entry)]
    for level in GROUPS:
        for entry in rows:
            if entry.level == level:
                supplier = supplied_by.get(entry.id, EnteredBy.UNIT)
                approved = work.approved.indicators.get(entry.id, ())
                yield Slot(entry, lock_reason(supplier, approved), approved)
    for line in work.facts.lines.values():
        if line.holds_amounts:
            approved = work.approved.lines.get(line.id, ())
            yield Slot(line, lock_reason(EnteredBy.UNIT, approved), approved)


def indicator_groups(
    work: QuarterWork, form: EntryForm, locked: Mapping[str, str], only: ReportInputs | None
) -> tuple[IndicatorGroup, ...]:
    """Return the indicators used this year by level; `only` keeps those that one report rests on."""
    groups = []
    for level, title in GROUPS.items():
        rows = tuple(
            _indicator_row(work, entry, form, locked)
            for entry in work.facts.indicators.values()
            if entry.used and entry.level == level and _belongs(work, entry, only)
        )
        if rows:
            groups.append(IndicatorGroup(level, title, rows))
    return tuple(groups)


def _belongs(work: QuarterWork, entry: IndicatorEntry, only: ReportInputs | None) -> bool:
    if only is None:
        return True
    return _among(only, _users(work, entry))


def _users(work: QuarterWork, entry: IndicatorEntry) -> tuple[ReportInputs, ...]:
    """Return the reports that rest on a typed indicator, or that promise a computed one."""
    if is_entered(entry):
        return work.used_by.indicators.get(entry.id, ())
    return tuple(
        inputs
        for inputs in work.reports
        if inputs.agreement is not None and entry.id in {item.indicator_id for item in inputs.agreement.items}
    )


def _among(report: ReportInputs, reports: tuple[ReportInputs, ...]) -> bool:
    """Ask for the object itself: comparing two inputs would compare all facts of the unit."""
    return any(report is other for other in reports)


def _indicator_row(
    work: QuarterWork, entry: IndicatorEntry, form: EntryForm, locked: Mapping[str, str]
) -> IndicatorRow:
    anchor = indicator_anchor(entry.id)
    typed = entry.realizations.get(work.quarter.number)
    return IndicatorRow(
        entry=entry,
        anchor=anchor,
        target=target_text(entry.target, entry.unit_of_measure),
        previous=_mean_before(work, entry) if is_mean(entry) else _previous_text(entry, work.quarter),
        note=typed.note if typed else "",
        used_by=_users(work, entry),
        result=work.results.indicators[entry.id],
        predicate=predicate_told(work.results.indicators[entry.id], work.quarter),
        cell=form.cells.get(anchor),
        locked=locked.get(anchor, ""),
        findings=beside(work.findings.get(anchor, ())),
        missing=entry.id in work.missing.indicators,
        taken=tuple(_taken(work, entry)),
    )


def _taken(work: QuarterWork, entry: IndicatorEntry) -> Iterator[TakenTerm]:
    for term in entry.terms:
        source = work.facts.indicators.get(term.source_id or 0)
        if source is not None:
            yield TakenTerm(
                label=term.label,
                figure=taken_told(term, work.quarter.number),
                source=source.name,
                anchor="" if term.takes == TermTakes.TARGET else indicator_anchor(source.id),
                place=taken_place(term),
            )


def beside(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return what of the findings stands beside a cell."""
    return tuple(finding for finding in findings if finding.code not in NOT_BESIDE)


def target_text(target: TargetEntry | None, unit_of_measure: str) -> str:
    """Write the year's target as the agreement does: '35 keluarga', '90 – 100 %', or a dash."""
    if target is None or target.value is None:
        return "–"
    if target.shown:
        return target.shown
    if target.upper is not None:
        return f"{format_exact(target.value)} – {with_unit(target.upper, unit_of_measure)}"
    return with_unit(target.value, unit_of_measure)


def _previous_text(entry: IndicatorEntry, quarter: Quarter) -> str:
    """Write what was typed for the quarter before in the same year: the value, or the terms of a ratio."""
    if quarter.previous.year != quarter.year:
        return ""
    before = quarter.previous.number
    if entry.formula == Formula.RATIO:
        values = [term.values.get(before) for term in entry.terms]
        # A target is there before anything is reached.
        reached = [term.values.get(before) for term in entry.terms if term.takes != TermTakes.TARGET]
        return (
            " / ".join("–" if value is None else format_exact(value) for value in values)
            if any(value is not None for value in reached)
            else ""
        )
    typed = entry.realizations.get(before)
    return "" if typed is None or typed.value is None else format_exact(typed.value)


def _mean_before(work: QuarterWork, entry: IndicatorEntry) -> str:
    value = work.before.indicators[entry.id].realization.value if work.before else None
    return "" if value is None else format_exact(value)


def line_rows(
    work: QuarterWork,
    form: EntryForm,
    locked: Mapping[str, str],
    only: ReportInputs | None,
) -> tuple[LineRow, ...]:
    """Return the budget tree down to the lines that hold amounts; `only` keeps the branches of one report."""
    kept = _kept_lines(work, only)
    rows = []
    for entry in work.facts.lines.values():
        if entry.id not in kept:
            continue
        anchor = line_anchor(entry.id)
        rows.append(
            LineRow(
                entry=entry,
                anchor=anchor,
                depth=len(above(entry.id, work.facts.lines)),
                previous=whole_amount(work.before.lines[entry.id].spent) if work.before else None,
                used_by=work.used_by.lines.get(entry.id, ()),
                result=work.results.lines[entry.id],
                cell=form.cells.get(anchor),
                locked=locked.get(anchor, ""),
                findings=beside(work.findings.get(anchor, ())),
                missing=entry.id in work.missing.lines,
            )
        )
    return tuple(rows)


def whole_amount(spent: Figure) -> Decimal | None:
    """Return an amount that leaves nothing out; beside the one being typed a part would read as the whole."""
    return None if spent.partial else spent.value


def _kept_lines(work: QuarterWork, only: ReportInputs | None) -> set[int]:
    """Return the lines that hold amounts (of one report) and everything above them."""
    kept: set[int] = set()
    for entry in work.facts.lines.values():
        if entry.holds_amounts and (only is None or _among(only, work.used_by.lines.get(entry.id, ()))):
            kept.add(entry.id)
            kept.update(line.id for line in above(entry.id, work.facts.lines))
    return kept
