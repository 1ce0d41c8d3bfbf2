"""Rows of a sheet of agreements as they were read, with what could not be read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from agreements.enums import Direction, Formula, ObjectiveLevel
from agreements.importing.measures import DIRECTION_WORDS, FORMULA_WORDS, labels_told
from agreements.numbers import FIGURE, MONEY, NumberKind
from agreements.promise import Measured, Target, parts_of, plain
from agreements.sheets import Column, Heading, Sheet, SheetRow, cell_number, cell_text, find_heading, rows_below

Word = TypeVar("Word")

QUARTERS = ("TW I", "TW II", "TW III", "TW IV")

COLUMNS = (
    Column("post", "Jabatan", ("jabatan", "nama jabatan")),
    Column("level", "Tingkat", ("tingkat", "tingkat sasaran"), required=False),
    Column("aim", "Sasaran", ("sasaran", "sasaran strategis", "sasaran kinerja")),
    Column("indicator", "Indikator kinerja", ("indikator kinerja", "indikator")),
    Column("unit", "Satuan", ("satuan",), required=False),
    Column("target", "Target", ("target", "target tahunan", "target setahun")),
    Column("quarter_1", "TW I", ("tw i", "triwulan i", "target tw i", "target triwulan i"), required=False),
    Column("quarter_2", "TW II", ("tw ii", "triwulan ii", "target tw ii", "target triwulan ii"), required=False),
    Column("quarter_3", "TW III", ("tw iii", "triwulan iii", "target tw iii", "target triwulan iii"), required=False),
    Column("quarter_4", "TW IV", ("tw iv", "triwulan iv", "target tw iv", "target triwulan iv"), required=False),
    Column("parent", "Mendukung indikator", ("mendukung indikator", "mendukung", "indikator induk"), required=False),
    Column(
        "line",
        "Program/Kegiatan/Sub Kegiatan",
        ("program kegiatan sub kegiatan", "program kegiatan", "baris anggaran", "kode rekening", "program", "kegiatan"),
        required=False,
    ),
    Column("amount", "Anggaran", ("anggaran", "jumlah anggaran", "pagu"), required=False),
    Column("responsible", "Penanggung jawab", ("penanggung jawab",), required=False),
    Column("upper", "Batas atas", ("batas atas", "batas atas target"), required=False),
    Column("direction", "Arah", ("arah", "arah indikator"), required=False),
    Column("formula", "Rumus", ("rumus",), required=False),
    Column("numerators", "Pembilang", ("pembilang",), required=False),
    Column("denominators", "Penyebut", ("penyebut",), required=False),
)
"""What an import of agreements looks for; the template has these headings in this order."""

LEVEL_WORDS: Mapping[str, ObjectiveLevel] = {
    plain(word): level
    for level in ObjectiveLevel
    for word in (level.label, level.label.removeprefix("Sasaran "), level.value)
}


@dataclass(frozen=True)
class ReadRow:
    """A row: `faults` are sentences on cells that could not be read; '' and None are blank cells.

    A blank post or sasaran is that of the row above.
    """

    number: int
    post: str
    aim: str
    indicator: str
    unit_of_measure: str = ""
    level: ObjectiveLevel | None = None
    target: Target = Target()  # noqa: RUF009 -- frozen
    measured: Measured = Measured()  # noqa: RUF009 -- frozen
    parent: str = ""
    line: str = ""
    amount: Decimal | None = None
    responsible: str = ""
    faults: tuple[str, ...] = ()


def read_rows(sheets: Sequence[Sheet]) -> tuple[str, tuple[ReadRow, ...]]:
    """Return the name of the sheet of agreements, and its rows that name an indicator or a budget line.

    Raises:
        SheetRefusedError: no sheet has the headings.
    """
    sheet, heading = find_heading(sheets, COLUMNS)
    rows, post, aim = [], "", ""
    for row in rows_below(sheet, heading):
        named = cell_text(heading.value(row, "post"))
        if named:
            # A sasaran belongs to its post: the next post begins its own.
            post, aim = named, aim if plain(named) == plain(post) else ""
        aim = cell_text(heading.value(row, "aim")) or aim
        read = _read(row, heading, post, aim)
        if read.indicator or read.line:
            rows.append(read)
    return sheet.name, tuple(rows)


def _read(row: SheetRow, heading: Heading, post: str, aim: str) -> ReadRow:
    faults: list[str] = []

    def text(key: str) -> str:
        return cell_text(heading.value(row, key))

    def number(key: str, label: str, kind: NumberKind, unit: str | None = None) -> Decimal | None:
        reading = cell_number(heading.value(row, key), kind, unit)
        if reading.error or reading.question:
            faults.append(f"{label}: {reading.error or reading.question}")
        return reading.value

    def word(key: str, label: str, words: Mapping[str, Word], told: str) -> Word | None:
        written = text(key)
        found = words.get(plain(written))
        if written and found is None:
            faults.append(f"{label} “{written}” tidak dikenal. Tulis {told}.")
        return found

    unit = text("unit")
    level = word("level", "Tingkat", LEVEL_WORDS, "Strategis, Program, Kegiatan, atau Sub Kegiatan")
    value = number("target", "Target", FIGURE, unit or None)
    quarters = tuple(number(f"quarter_{place}", label, FIGURE) for place, label in enumerate(QUARTERS, 1))
    return ReadRow(
        number=row.number,
        post=post,
        aim=aim,
        indicator=text("indicator"),
        unit_of_measure=unit,
        level=level,
        target=Target(value=value, upper=number("upper", "Batas atas", FIGURE, unit or None), quarters=quarters),
        measured=Measured(
            direction=word("direction", "Arah", DIRECTION_WORDS, labels_told(Direction)),
            formula=word("formula", "Rumus", FORMULA_WORDS, labels_told(Formula)),
            numerators=parts_of(text("numerators")),
            denominators=parts_of(text("denominators")),
        ),
        parent=text("parent"),
        line=text("line"),
        amount=number("amount", "Anggaran", MONEY),
        responsible=text("responsible"),
        faults=tuple(faults),
    )
