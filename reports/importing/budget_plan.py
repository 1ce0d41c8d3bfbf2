"""What a budget sheet would change in the tree that stands: the rows for the action, and the preview for the page.

Amounts live on the lowest rows that have any. Where the tree already holds amounts on a line, that line keeps them, and
what the sheet says above or below it is only compared.
"""

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from agreements.enums import BudgetLevel, CeilingDocument
from agreements.numbers import format_date, format_rupiah
from agreements.sheets import Difference, Preview, PreviewRow, RowState
from reports.actions import LineImport, SheetSum
from reports.checks.imported import ImportedRow, find_sums_that_differ
from reports.importing.budget_rows import BudgetRow, BudgetSheet
from reports.period import Quarter
from reports.queries import StandingLine, budget_seen
from reports.tree import above, ids_above

COLUMNS = ("Kode rekening", "Uraian", "Pagu", "Realisasi")
ABOVE_IT = {BudgetLevel.KEGIATAN: 3, BudgetLevel.SUB_KEGIATAN: 5}
"""Parts of a code that are those of the line above."""
LEVEL_NAMES = {level: level.label.lower() for level in BudgetLevel}


@dataclass(frozen=True)
class BudgetPlan:
    """What an action is given, and what a page shows."""

    rows: tuple[LineImport, ...]
    preview: Preview


@dataclass(frozen=True)
class _Place:
    """A row of the sheet with the line that it is, and where it hangs. Rows hang by their number, which is their id."""

    id: int
    parent_id: int | None
    holds_amounts: bool
    row: BudgetRow
    line: StandingLine | None
    parent_line: StandingLine | None
    faults: tuple[str, ...] = ()


def plan_budget(
    sheet: BudgetSheet,
    standing: Sequence[StandingLine],
    *,
    document: CeilingDocument,
    from_date: datetime.date,
    quarter: Quarter | None,
) -> BudgetPlan:
    """Hold the rows of a sheet against the lines that stand."""
    tree = {line.id: line for line in standing}
    places = _places(sheet.rows, tree)
    holders = _holders(places, tree)
    over = {place.parent_id for place in places.values() if place.parent_id is not None}
    sums = _sums(sheet, places)
    made = [
        _planned(place, place.id in holders, over, sums, tree, document, from_date, quarter)
        for place in places.values()
    ]
    preview = Preview(
        sheet=sheet.name,
        columns=COLUMNS if quarter else COLUMNS[:-1],
        rows=tuple(row for _, row in made),
        seen=budget_seen(standing),
        remarks=tuple(_remarks(sheet, places, tree, sums, quarter)),
    )
    return BudgetPlan(tuple(line for line, _ in made), preview)


# -- where rows hang ---------------------------------------------------------------------------------------------------


def _places(rows: Sequence[BudgetRow], tree: Mapping[int, StandingLine]) -> dict[int, _Place]:
    """Return each row with the line that it is: by its code, or by its name where the line has none yet."""
    coded = {line.code: line for line in tree.values() if line.code}
    by_code = {row.code: row for row in rows if row.code and not row.faults}
    named = {(line.level, line.parent_id, _plain(line.name)): line for line in tree.values() if not line.code}
    lines: dict[str, StandingLine] = {}
    places = {}
    for row in sorted(rows, key=lambda row: list(BudgetLevel).index(row.level) if row.level else 0):
        parent_code = ".".join(row.code.split(".")[: ABOVE_IT[row.level]]) if row.level in ABOVE_IT else ""
        parent_row = by_code.get(parent_code)
        parent_line = lines.get(parent_code) or coded.get(parent_code)
        line = coded.get(row.code) if row.code else None
        if line is None and row.level and (row.level not in ABOVE_IT or parent_line):
            line = named.get((row.level, parent_line.id if parent_line else None, _plain(row.name)))
        if line is not None:
            lines[row.code] = line
        places[row.number] = _Place(
            id=row.number,
            parent_id=parent_row.number if parent_row else None,
            holds_amounts=row.has_amounts,
            row=row,
            line=line,
            parent_line=parent_line,
            faults=(*row.faults, *_misplaced(row, line, parent_code, parent_row, parent_line)),
        )
    return {row.number: places[row.number] for row in rows}


def _misplaced(
    row: BudgetRow,
    line: StandingLine | None,
    parent_code: str,
    parent_row: BudgetRow | None,
    parent_line: StandingLine | None,
) -> Iterator[str]:
    if line is not None and row.level is not None and line.level != row.level:
        yield (
            f"Kode {row.code} di sistem adalah {LEVEL_NAMES[line.level]}, di lembar {LEVEL_NAMES[row.level]}. "
            "Periksa kodenya."
        )
    if parent_code and parent_row is None and parent_line is None:
        yield (
            f"Induknya {parent_code} tidak ada di lembar ini maupun di sistem. Tambahkan baris induknya, atau perbaiki "
            "kodenya."
        )


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _holders(places: Mapping[int, _Place], tree: Mapping[int, StandingLine]) -> set[int]:
    """Return the numbers of the rows whose lines hold amounts, once the sheet is applied."""
    kept = {line.id for line in tree.values() if line.holds_amounts and line.has_amounts}
    over_kept = {key for line in kept for key in ids_above(line, tree)}
    over_amounts = {key for place in places.values() if place.row.has_amounts for key in ids_above(place.id, places)}
    found = {
        place.id
        for place in places.values()
        if place.id not in over_amounts
        and not (place.line and place.line.id in over_kept)
        and (place.row.has_amounts or (place.line and place.line.holds_amounts))
        and not _kept_above(place, kept, tree)
    }
    kept_rows = {place.id for place in places.values() if place.line and place.line.id in kept}
    found = {key for key in found if not kept_rows & set(ids_above(key, places))} | kept_rows
    holding = found | {key for key in found for key in ids_above(key, places)}
    # A blank row beside rows with amounts is one that nobody filled, and no sum.
    summed = {place.parent_id for place in places.values() if place.id in holding and place.parent_id is not None}
    over = {place.parent_id for place in places.values()}
    return found | {
        place.id
        for place in places.values()
        if place.parent_id in summed - found and place.id not in over and place.id not in holding and not place.line
    }


def _kept_above(place: _Place, kept: set[int], tree: Mapping[int, StandingLine]) -> StandingLine | None:
    """Return the line above a row that already holds the amounts of its branch."""
    start = place.line.id if place.line else None
    path = above(start, tree) if start else ()
    if place.parent_line is not None and not path:
        path = (place.parent_line, *above(place.parent_line.id, tree))
    return next((line for line in path if line.id in kept), None)


# -- sums that the sheet brought along ---------------------------------------------------------------------------------


def _sums(sheet: BudgetSheet, places: Mapping[int, _Place]) -> dict[str, dict[int, str]]:
    """Return, for 'pagu' and 'realisasi', the rows that are not the sum of those below them, with the sentence."""
    total = sheet.total.number if sheet.total else None
    found: dict[str, dict[int, str]] = {}
    for what, amount in (("pagu", lambda row: row.ceiling), ("realisasi", lambda row: row.spent)):
        rows = [
            ImportedRow(
                place.id,
                place.parent_id if place.parent_id is not None else _under_total(place, total),
                place.row.name,
                amount(place.row),
            )
            for place in places.values()
        ]
        if sheet.total is not None:
            rows.append(ImportedRow(sheet.total.number, None, sheet.total.name, amount(sheet.total)))
        problems = find_sums_that_differ(rows)
        found[what] = {
            int(problem.where.removeprefix("Baris ")): f"{what.capitalize()}. {problem.message}" for problem in problems
        }
    return found


def _under_total(place: _Place, total: int | None) -> int | None:
    return total if place.row.level == BudgetLevel.PROGRAM else None


# -- what changes ------------------------------------------------------------------------------------------------------


def _planned(
    place: _Place,
    holds: bool,
    over: Collection[int],
    sums: Mapping[str, Mapping[int, str]],
    tree: Mapping[int, StandingLine],
    document: CeilingDocument,
    from_date: datetime.date,
    quarter: Quarter | None,
) -> tuple[LineImport, PreviewRow]:
    row, line = place.row, place.line
    ceiling, spent = (row.ceiling, row.spent) if holds else (None, None)
    is_over = not holds and place.id in over
    said_ceiling = _said(row.ceiling, place, sums["pagu"]) if is_over else None
    said_spent = _said(row.spent, place, sums["realisasi"]) if is_over else None
    differences = list(_differences(place, holds, ceiling, spent, document, from_date, quarter))
    differences += _sums_settled(line, "ceilings", from_date.isoformat(), said_ceiling)
    differences += _sums_settled(line, "spent", str(quarter.number), said_spent) if quarter else ()
    typed = line.spent.get(quarter.number) if line and quarter else None
    reasons = list(place.faults)
    if not reasons:
        reasons += [told[place.id] for told in sums.values() if place.id in told]
        reasons += _not_read(place, holds, is_over, tree)
    state = RowState.NEW if line is None else RowState.CHANGED if differences else RowState.SAME
    made = LineImport(
        key=row.number,
        code=row.code,
        level=row.level or BudgetLevel.PROGRAM,
        name=row.name if line is None or _plain(row.name) != _plain(line.name) else line.name,
        holds_amounts=holds,
        line_id=line.id if line else None,
        parent=place.parent_id,
        parent_id=place.parent_line.id if place.parent_line else None,
        ceiling=ceiling if any(found.label == "Pagu" for found in differences) or line is None else None,
        spent=spent if any(found.label == "Realisasi" for found in differences) or line is None else None,
        spent_version=typed.version if typed else 0,
        note=typed.note if typed else "",
        said_ceiling=said_ceiling,
        said_spent=said_spent,
        told="" if state is RowState.SAME else _told(differences, state),
    )
    cells = (row.code, row.name, _amount(row.ceiling), *((_amount(row.spent),) if quarter else ()))
    changes = tuple(differences) if line is not None else ()
    return made, PreviewRow(
        number=row.number,
        state=RowState.REFUSED if place.faults else state,
        cells=cells,
        changes=() if place.faults else changes,
        reasons=tuple(reasons),
    )


def _differences(
    place: _Place,
    holds: bool,
    ceiling: Decimal | None,
    spent: Decimal | None,
    document: CeilingDocument,
    from_date: datetime.date,
    quarter: Quarter | None,
) -> Iterator[Difference]:
    row, line = place.row, place.line
    if line is not None and row.code != line.code:
        yield Difference("Kode rekening", line.code, row.code)
    if line is not None and _plain(row.name) != _plain(line.name):
        yield Difference("Uraian", line.name, row.name)
    if line is not None and holds != line.holds_amounts:
        words = ("jumlah baris di bawahnya", "diisi di baris ini")
        yield Difference("Angka", words[line.holds_amounts], words[holds])
    if ceiling is not None:
        old = line.ceiling_on(from_date) if line else None
        if old is None or (old.from_date, old.amount, old.document) != (from_date, ceiling, document):
            new = f"{format_rupiah(ceiling)} ({document.label} {format_date(from_date)})"
            before = f"{format_rupiah(old.amount)} ({old.document.label} {format_date(old.from_date)})" if old else ""
            yield Difference("Pagu", before, new)
    if spent is not None and quarter is not None:
        typed = line.spent.get(quarter.number) if line else None
        if typed is None or typed.amount != spent:
            yield Difference("Realisasi", _amount(typed.amount if typed else None), format_rupiah(spent))


def _not_read(place: _Place, holds: bool, is_over: bool, tree: Mapping[int, StandingLine]) -> list[str]:
    """Say which amounts of a row are not imported, and why."""
    if holds or is_over or not place.row.has_amounts:
        return []
    kept = _kept_above(place, {line.id for line in tree.values() if line.holds_amounts}, tree)
    if kept is not None:
        return [f"Angkanya diisi pada “{kept.name}” di atasnya; angka di baris ini tidak diimpor."]
    return ["Di sistem angkanya diisi pada baris-baris di bawahnya; angka di baris ini tidak diimpor."]


def _said(amount: Decimal | None, place: _Place, faulty: Mapping[int, str]) -> SheetSum | None:
    return None if amount is None else SheetSum(amount, place.id not in faulty)


def _sums_settled(line: StandingLine | None, what: str, key: str, said: SheetSum | None) -> Iterator[Difference]:
    """Yield what a sheet says anew of a sum that was none in an earlier one, or is none now."""
    if line is None:
        return
    old = next((amount for kind, when, amount in line.faulty_sums if (kind, when) == (what, key)), "")
    now = format_rupiah(said.amount) if said is not None and not said.fits else ""
    before = format_rupiah(Decimal(old)) if old else ""
    if before != now:
        fits = "cocok dengan baris di bawahnya"
        yield Difference("Jumlah di lembar", before or fits, now or fits)


def _told(differences: Sequence[Difference], state: RowState) -> str:
    words = "; ".join(
        f"{found.label} {found.old} → {found.new}" if found.old else f"{found.label} {found.new}"
        for found in differences
    )
    return f"baru; {words}".removesuffix("; ") if state is RowState.NEW else words


def _amount(amount: Decimal | None) -> str:
    return "" if amount is None else format_rupiah(amount)


def _remarks(
    sheet: BudgetSheet,
    places: Mapping[int, _Place],
    tree: Mapping[int, StandingLine],
    sums: Mapping[str, Mapping[int, str]],
    quarter: Quarter | None,
) -> Iterator[str]:
    for what, heading in sheet.columns.items():
        if what == "pagu":
            yield f"Pagu dibaca dari kolom “{heading}”."
        elif quarter is not None:
            yield f"Realisasi dibaca dari kolom “{heading}” sebagai jumlah sejak 1 Januari s.d. {quarter.name}."
    if quarter is not None and "realisasi" not in sheet.columns:
        yield "Kolom realisasi tidak ditemukan, jadi realisasi tidak diimpor."
    for kind, count in sheet.passed_over.items():
        yield f"{count} {kind} dilewati."
    matched = {place.line.id for place in places.values() if place.line}
    absent = [line for line in tree.values() if line.id not in matched]
    if absent:
        yield f"{len(absent)} baris di sistem tidak ada di lembar ini; baris itu tidak diubah."
    if sheet.total is not None:
        yield from (told[sheet.total.number] for told in sums.values() if sheet.total.number in told)
