"""Sums in a table that comes from elsewhere: a parent that is not the sum of its rows. Pure.

Nobody types a sum here; only a spreadsheet brings one along. The preview of an import looks for them before anything is
written: what is imported are the rows, never the sum. What the sheet said is kept, and looked at again as long as it
is not the sum of what stands below.
"""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from agreements.numbers import format_rupiah
from reports.checks.common import Problem, link, place
from reports.computation.figures import total
from reports.computation.formulas import LINES
from reports.computation.money import remaining
from reports.inputs import LineEntry, ReportInputs
from reports.results import Figure, Kept, Reason, ReportResults
from reports.tree import above


@dataclass(frozen=True)
class ImportedRow:
    """An amount as a table has it: number of the row, that of the row above it (None: at the top), name, rupiah."""

    number: int
    parent: int | None
    name: str
    amount: Decimal | None


def find_sums_that_differ(rows: Sequence[ImportedRow]) -> Iterator[Problem]:
    """Find rows that are not the sum of those directly below them, where all of these have an amount.

    Source: Rowokangkung 02, row 2: a sub kegiatan of Rp 3.600.000 was forgotten in the sum of its kegiatan.
    """
    children: dict[int | None, list[ImportedRow]] = {}
    for row in rows:
        children.setdefault(row.parent, []).append(row)
    for row in rows:
        below = children.get(row.number, [])
        amounts = [other.amount for other in below if other.amount is not None]
        if row.amount is None or not below or len(amounts) != len(below):
            continue
        added = total([Figure(amount) for amount in amounts], empty=Reason.NO_AMOUNTS, formula=LINES)
        gap = remaining(added, Figure(row.amount)).value
        if not gap:
            continue
        forgotten = next((other for other in below if other.amount == gap), None)
        hint = f", selisihnya tepat sebesar {_named(forgotten)}" if forgotten else ""
        yield Problem(
            f"Baris {row.number} “{row.name}”: tertulis {format_rupiah(row.amount)}, sedangkan jumlah {len(below)}"
            f" baris di bawahnya {format_rupiah(added.value or Decimal(0))}{hint}.",
            f"Baris {row.number}",
            "Periksa baris-baris di bawahnya; jumlahnya dihitung di sini, jadi angka induk tidak ikut diimpor.",
        )


def _named(row: ImportedRow) -> str:
    """Name a row inside a sentence; one that is known by the sheet with its number there."""
    return f"baris {row.number} “{row.name}”" if row.number > 0 else f"“{row.name}”"


def find_imported_sums_that_differ(inputs: ReportInputs, results: ReportResults) -> Iterator[Problem]:
    """Find lines for which an imported sheet gave another amount than the sum of those below them is today.

    Ceilings that came later, and rows that nobody filled, are no fault of the sheet.
    """
    lines = inputs.facts.lines
    named = {row.id for leaf, _ in inputs.leaves for row in (leaf, *above(leaf.id, lines))}
    for line in lines.values():
        if line.sheet is None or line.id not in named:
            continue
        below = [other for other in lines.values() if other.parent_id == line.id]
        leaves = [leaf for leaf in lines.values() if leaf.holds_amounts and line in above(leaf.id, lines)]
        if line.sheet.ceiling is not None and all(_is_of(leaf, line.sheet.from_date) for leaf in leaves):
            amounts = {row.id: results.facts.lines[row.id].ceiling for row in below}
            yield from _problems(line, line.sheet.ceiling, below, amounts, "pagu")
        if line.sheet.spent is not None:
            amounts = {row.id: results.facts.lines[row.id].spent for row in below}
            yield from _problems(line, line.sheet.spent, below, amounts, "realisasi")


def _is_of(leaf: LineEntry, date: datetime.date | None) -> bool:
    return leaf.ceiling is not None and leaf.ceiling.from_date == date


def _problems(
    line: LineEntry, said: Decimal, below: Sequence[LineEntry], amounts: Mapping[int, Figure], what: str
) -> Iterator[Problem]:
    """Hold what a sheet said of a line against the lines below it; names of rows are those of the sheet."""
    number = line.sheet.row if line.sheet else 0
    rows = [ImportedRow(number, None, line.name, said)]
    # Rows below the line stand below it in the sheet too, but only their order is known here.
    for row in below:
        figure = amounts[row.id]
        rows.append(ImportedRow(-row.id, number, row.name, None if figure.partial else figure.value))
    for found in find_sums_that_differ(rows):
        yield Problem(
            f"Lembar anggaran yang diimpor, {what}. {found.message}",
            place(line),
            "Periksa baris-baris di bawahnya dengan DPA; bila lembarnya yang keliru, impor lembar yang sudah benar.",
            link(line),
            kept=(Kept.CEILING,),
        )
