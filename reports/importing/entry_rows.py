"""A filled sheet of figures as the entry grid would post it, so that one form looks at both.

A number is written the way the grid writes it; what is no number stays as it was typed, and gets the grid's sentence.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from agreements.numbers import COUNT, FIGURE, MONEY, NumberKind, format_for_input
from agreements.sheets import (
    Column,
    Sheet,
    SheetRefusedError,
    Value,
    cell_number,
    cell_text,
    find_heading,
    number_text,
    rows_below,
)
from reports.forms.entry import REASON, Cell, EntryForm
from reports.inputs import LineEntry
from reports.period import Quarter
from reports.xlsx.entry import MARK

KEY = re.compile(r"(?P<anchor>(?:indikator|anggaran)-\d+)(?:-unsur-(?P<term>\d+))?")
COLUMNS = (
    Column("key", "kunci", ("kunci",)),
    Column("version", "versi", ("versi",)),
    Column("original", "awal", ("awal",)),
    Column("value", "Realisasi", ("realisasi",)),
    Column("note", "Keterangan", ("keterangan",)),
    Column("reason", "Alasan belum ada angka", ("alasan belum ada angka",)),
    Column("shown", "Ditulis sebagai", ("ditulis sebagai",), required=False),
)
OTHER = "Lembar ini bukan isian yang diunduh dari sini. Unduh Excel-nya, isi, lalu unggah berkas itu."


@dataclass(frozen=True)
class FilledRow:
    """A row that came back: its number in the sheet, and what stands in its cells."""

    number: int
    key: str
    cells: Mapping[str, Value]


@dataclass
class FilledFact:
    """The rows of one fact: one, or one per typed part of a ratio."""

    anchor: str
    rows: list[FilledRow] = field(default_factory=list)

    @property
    def number(self) -> int:
        """The row in the sheet that the preview shows."""
        return self.rows[0].number


def _place(unit: str, when: str) -> str:
    """Say in words what a sheet is marked with: 'kecamatan-contoh', '2024/2' -> 'kecamatan contoh Triwulan II 2024'."""
    year, _, number = when.partition("/")
    told = f"{Quarter(int(year), int(number)).name} {year}" if year.isdecimal() and number in set("1234") else when
    return f"{unit.replace('-', ' ')} {told}".strip()


def read_filled(sheets: Sequence[Sheet], unit_slug: str, quarter: Quarter) -> dict[str, FilledFact]:
    """Return what came back, by the anchor of the fact, in the order of the sheet.

    Raises:
        SheetRefusedError: no sheet of ours, that of another unit or quarter, or a row that stands in it twice.
    """
    marked = [sheet for sheet in sheets if sheet.rows and sheet.rows[0].at(0) == MARK]
    if not marked:
        raise SheetRefusedError(OTHER)
    mark = [cell_text(value) for value in sheets[sheets.index(marked[0])].rows[0].cells[1:3]]
    if mark != [unit_slug, f"{quarter.year}/{quarter.number}"]:
        raise SheetRefusedError(
            f"Lembar ini isian {_place(*mark)}, bukan {_place(unit_slug, f'{quarter.year}/{quarter.number}')}. "
            "Pilih berkas yang diunduh untuk unit dan triwulan ini."
        )
    sheet, heading = find_heading(marked, COLUMNS)
    found: dict[str, FilledFact] = {}
    seen: dict[str, int] = {}
    for row in rows_below(sheet, heading):
        key = cell_text(heading.value(row, "key"))
        match = KEY.fullmatch(key)
        if match is None:
            continue
        if key in seen:
            raise SheetRefusedError(
                f"Baris {seen[key]} dan {row.number} lembar ini sama. Hapus salah satunya, lalu unggah lagi."
            )
        seen[key] = row.number
        cells = {column.key: heading.value(row, column.key) for column in COLUMNS}
        found.setdefault(match["anchor"], FilledFact(match["anchor"])).rows.append(FilledRow(row.number, key, cells))
    return found


def as_posted(form: EntryForm, filled: Mapping[str, FilledFact], chosen: Mapping[str, str]) -> dict[str, str]:
    """Return what the grid would have posted; `chosen` are the answers that the preview asks for.

    A fact of which the sheet lacks a part is left out: it was not typed whole.
    """
    data = {name: text for name, text in chosen.items() if name.endswith(("-pilih", "-dibanding")) or name == REASON}
    for anchor, cell in form.cells.items():
        fact = filled.get(anchor)
        names = [bound.html_name for bound in cell.figures]
        if fact is None or {name_of(row.key) for row in fact.rows} != set(names):
            continue
        first = fact.rows[0].cells
        data[cell.version.html_name] = cell_text(first["version"])
        data[cell.original.html_name] = cell_text(first["original"])
        for row in fact.rows:
            data[name_of(row.key)] = _number_text(row.cells["value"], *_kind_of(cell))
        data[cell.note.html_name] = _text(first["note"])
        data[cell.missing_reason.html_name] = _text(first["reason"])
        if cell.shown is not None:
            data[cell.shown.html_name] = _text(first["shown"])
    return data


def name_of(key: str) -> str:
    """Return the field of the grid that a row's key stands for."""
    return key if "-unsur-" in key else f"{key}-nilai"


def _kind_of(cell: Cell) -> tuple[NumberKind, str | None]:
    fact = cell.slot.fact
    if isinstance(fact, LineEntry):
        return MONEY, ""
    return (FIGURE, fact.unit_of_measure) if cell.is_single else (COUNT, None)


def _number_text(value: Value, kind: NumberKind, unit: str | None) -> str:
    reading = cell_number(value, kind, unit)
    if reading.value is not None:
        # A number of a cell has no satuan behind it: of a part of what is counted whole the form asks.
        return format_for_input(reading.value, kind, unit if isinstance(value, str) else None)
    return number_text(value) if isinstance(value, Decimal) else cell_text(value)


def _text(value: Value) -> str:
    """Return a remark with its lines, as it was typed."""
    return value.strip() if isinstance(value, str) else cell_text(value)
