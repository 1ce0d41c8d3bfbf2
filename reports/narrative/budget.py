"""The part of the unit's budget that a report is about, and the documents that set its ceilings. Pure."""

from collections.abc import Iterable, Sequence

from agreements.enums import CeilingDocument
from reports.inputs import LineEntry, ReportInputs
from reports.results import LineResult, ReportResults
from reports.tree import with_below


def tree_lines(inputs: ReportInputs) -> tuple[LineEntry, ...]:
    """Return the lines that the agreement names with all below them, in order; the whole budget where it names none."""
    lines = inputs.facts.lines
    shown = {budget.line_id for budget in inputs.agreement.budgets} if inputs.agreement else set()
    if not shown & lines.keys():
        return tuple(lines.values())
    shown = with_below(shown, lines)
    return tuple(line for key, line in lines.items() if key in shown)


def tree_total(inputs: ReportInputs, results: ReportResults) -> LineResult:
    """Return the sums of those lines: of what the agreement names, each line once, else of the unit."""
    named = {budget.line_id for budget in inputs.agreement.budgets} if inputs.agreement else set()
    if not named & inputs.facts.lines.keys():
        return results.facts.total
    totals = results.totals
    return LineResult(0, totals.ceiling, totals.spent, totals.remaining, totals.absorption)


def documents_of(lines: Iterable[LineEntry]) -> tuple[CeilingDocument, ...]:
    """Return the documents that set the ceilings in force of these lines, in the order of a year."""
    found = {line.ceiling.document for line in lines if line.holds_amounts and line.ceiling is not None}
    return tuple(document for document in CeilingDocument if document in found)


def ceiling_header(documents: Sequence[CeilingDocument]) -> str:
    """Name a column of ceilings by the documents in force (erratum C34: no change, no 'setelah perubahan')."""
    if CeilingDocument.DPPA in documents:
        return "Pagu Setelah Perubahan"
    return "Pagu Setelah Pergeseran" if CeilingDocument.SHIFT in documents else "Pagu"
