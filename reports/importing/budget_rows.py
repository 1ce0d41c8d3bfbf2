"""A budget sheet, as SIPD gives it out or a kecamatan makes it, as rows with their codes, names and amounts.

Codes follow Kepmendagri 050-5889/2021: program 7.01.01, kegiatan 7.01.01.2.02, sub kegiatan 7.01.01.2.02.0001. Rows of
the urusan above them (7, 7.01) and of the accounts below them (5.1.02.01) are passed over; the total at the foot is
kept, to be held against the programs.
"""

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from agreements.enums import BudgetLevel, CeilingDocument
from agreements.numbers import MONEY, roman
from agreements.sheets import (
    Column,
    Heading,
    Sheet,
    SheetRefusedError,
    SheetRow,
    Value,
    cell_number,
    cell_text,
    find_heading,
    rows_below,
)

SPENT, CEILING, BEFORE, AFTER = "spent", "ceiling", "before", "after"

CODE = Column("code", "Kode rekening", ("kode rekening", "kode", "no rekening", "nomor rekening", "rekening"))
NAME = Column(
    "name",
    "Uraian",
    (
        "uraian", "nama program", "program kegiatan", "program dan kegiatan", "urusan", "nomenklatur",
        "nama sub kegiatan", "sub kegiatan", "program",
    ),
)  # fmt: skip
CEILINGS = (
    Column(
        BEFORE,
        "Pagu sebelum perubahan",
        ("pagu murni", "pagu sebelum", "anggaran murni", "anggaran sebelum", "sebelum perubahan", "sebelum pergeseran",
         "murni", "sebelum"),
        required=False,
    ),
    Column(
        AFTER,
        "Pagu setelah perubahan",
        ("pagu setelah", "pagu sesudah", "pagu perubahan", "anggaran setelah", "anggaran sesudah", "anggaran perubahan",
         "setelah perubahan", "sesudah perubahan", "setelah pergeseran", "perubahan", "setelah", "sesudah"),
        required=False,
    ),
    Column(
        CEILING,
        "Pagu",
        ("pagu", "pagu anggaran", "anggaran", "jumlah anggaran", "nilai anggaran", "total anggaran", "dpa", "dppa",
         "jumlah pagu"),
        required=False,
    ),
)  # fmt: skip

_OFFICE = re.compile(r"[0-9X](\.(\d\d|XX))?")
_PROGRAM = re.compile(r"[0-9X]\.(\d\d|XX)\.\d\d")
_KEGIATAN = re.compile(r"[0-9X]\.(\d\d|XX)\.\d\d\.\d\.\d\d")
_SUB_KEGIATAN = re.compile(r"[0-9X]\.(\d\d|XX)\.\d\d\.\d\.\d\d\.\d{2,4}")
_ACCOUNT = re.compile(r"[4-6]\.\d(\..*)?")
_TOTAL = re.compile(r"(grand )?(jumlah|total)\b", re.IGNORECASE)
_AS_STORED = re.compile(r"[0-9X]\.(?:\d\d|XX)\.\d\d(?:\.\d\.\d\d(?:\.\d{4})?)?")
"""A code as most sheets have it."""
BY_POINTS = {2: BudgetLevel.PROGRAM, 4: BudgetLevel.KEGIATAN, 5: BudgetLevel.SUB_KEGIATAN}
LEVELS = (
    (_PROGRAM, BudgetLevel.PROGRAM),
    (_KEGIATAN, BudgetLevel.KEGIATAN),
    (_SUB_KEGIATAN, BudgetLevel.SUB_KEGIATAN),
)
WIDTHS = (1, 2, 2, 1, 2, 4)
"""Digits of the parts of a code."""
RUN_TOGETHER = {5: 3, 8: 5, 10: 6, 12: 6}
"""Digits of a code that was typed without points -> its parts; 70101 is 7.01.01."""


@dataclass(frozen=True)
class BudgetRow:
    """A row of the sheet. Amounts in rupiah, None where the cell is blank; `faults` are sentences."""

    number: int
    code: str
    level: BudgetLevel | None
    """None for the total at the foot."""
    name: str
    ceiling: Decimal | None = None
    spent: Decimal | None = None
    faults: tuple[str, ...] = ()

    @property
    def has_amounts(self) -> bool:
        """Whether the sheet gives an amount here."""
        return self.ceiling is not None or self.spent is not None


@dataclass(frozen=True)
class BudgetSheet:
    """The rows of a budget sheet in their order, its total, what was passed over, and which columns were read."""

    name: str
    rows: tuple[BudgetRow, ...]
    total: BudgetRow | None = None
    passed_over: Mapping[str, int] = field(default_factory=dict)
    """Kind of row, as a sentence names it -> how many."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """'pagu' and 'realisasi' -> the heading of the column that was read for it."""


def read_budget(
    sheets: Sequence[Sheet], *, document: CeilingDocument = CeilingDocument.DPA, quarter: int | None = None
) -> BudgetSheet:
    """Return the rows of the first sheet with the headings of a budget.

    Args:
        sheets: what `read_workbook` gave.
        document: of two columns with ceilings, the one before or after the change is read.
        quarter: whose column of realizations is read; None: none is.

    Raises:
        SheetRefusedError: no such headings, no column for the document, no row with a code.
    """
    sheet, heading = find_heading(sheets, (CODE, NAME, *CEILINGS, *_spent_columns(quarter)))
    ceiling = _ceiling_column(heading, document)
    spent = None if quarter is None else next((key for key in (f"{SPENT}-own", SPENT) if key in heading.columns), None)
    if ceiling is None and spent is None:
        raise SheetRefusedError(_no_amounts(heading, document))
    places = {key: tuple(_span(sheet, heading, key)) for key in ("code", "name")}
    amounts = {"pagu": ceiling, "realisasi": spent}
    rows: list[BudgetRow] = []
    passed: dict[str, int] = {}
    total = None
    for row in rows_below(sheet, heading):
        read, kind = _read_row(row, heading, places, amounts)
        if kind:
            passed[kind] = passed.get(kind, 0) + 1
        elif read is not None and read.level is None and not read.faults:
            total = read
        elif read is not None:
            rows.append(read)
    if not any(row.code for row in rows):
        raise SheetRefusedError(
            f"Di bawah judul pada baris {heading.last_row} lembar “{sheet.name}” tidak ada kode program, kegiatan, "
            "atau sub kegiatan seperti 7.01.01. Periksa kolom kode rekeningnya."
        )
    columns = {what: heading.texts[key] for what, key in amounts.items() if key is not None}
    return BudgetSheet(sheet.name, tuple(_without_repeats(rows)), total, passed, columns)


def _spent_columns(quarter: int | None) -> Iterator[Column]:
    """Yield the columns for realizations: that of the quarter by its name, the others so that none is taken for it."""
    for number in range(1, 5) if quarter else ():
        names = (f"triwulan {roman(number)}", f"tw {roman(number)}", f"triwulan {number}", f"tw {number}")
        heads = (
            "realisasi",
            "realisasi anggaran",
            "realisasi keuangan",
            "realisasi s d",
            "s d",
            "realisasi sampai dengan",
        )
        words = (*names, *(f"{head} {name}" for head in heads for name in names))
        key = f"{SPENT}-own" if number == quarter else f"{SPENT}-{number}"
        yield Column(key, "Realisasi", words, required=False)
    if quarter:
        plain = ("realisasi anggaran", "realisasi keuangan", "realisasi", "jumlah realisasi", "total realisasi")
        yield Column(SPENT, "Realisasi", plain, required=False)


def _ceiling_column(heading: Heading, document: CeilingDocument) -> str | None:
    wanted = (BEFORE, CEILING) if document == CeilingDocument.DPA else (AFTER, CEILING)
    return next((key for key in wanted if key in heading.columns), None)


def _no_amounts(heading: Heading, document: CeilingDocument) -> str:
    found = ", ".join(f"“{text}”" for text in heading.texts.values())
    return (
        f"Baris judul {heading.first_row} memuat {found}, tetapi tidak ada kolom “Pagu” untuk {document.label}. "
        "Tulis judul “Pagu” di atas kolom angkanya, atau pilih dokumen yang lain."
    )


def _span(sheet: Sheet, heading: Heading, key: str) -> Iterator[int]:
    """Yield the columns of a key: several where its heading is joined over them, as SIPD splits a code."""
    first = heading.columns[key]
    yield first
    lines = range(heading.first_row, heading.last_row + 1)
    taken = set(heading.columns.values())
    for top, left, _, right in sheet.merged:
        if top in lines and left - 1 == first:
            yield from (column for column in range(first + 1, right) if column not in taken)
            return


def _read_row(
    row: SheetRow,
    heading: Heading,
    places: Mapping[str, Sequence[int]],
    amounts: Mapping[str, str | None],
) -> tuple[BudgetRow | None, str]:
    """Return a row of the budget, or the kind that is passed over; neither for a line between the rows."""
    parts = [row.at(column) for column in places["code"]]
    code, level, fault = read_code(parts)
    name = " ".join(filter(None, (cell_text(row.at(column)) for column in places["name"])))
    if level == ABOVE:
        return None, "baris urusan di atas program"
    if level == ACCOUNT:
        return None, "baris rekening di bawah sub kegiatan"
    faults = [fault] if fault else []
    values: dict[str, Decimal | None] = {}
    for what, key in amounts.items():
        reading = cell_number(heading.value(row, key) if key else None, MONEY)
        values[what] = reading.value
        if reading.error or reading.question:
            faults.append(f"{what.capitalize()}: {reading.error or reading.question}")
    if not code and not fault:
        if _TOTAL.match(name) or _TOTAL.match(" ".join(cell_text(part) for part in parts)):
            return BudgetRow(row.number, "", None, name or "Jumlah", values["pagu"], values["realisasi"]), ""
        if not any(value is not None for value in values.values()) and not faults:
            return None, ""
        faults.insert(0, "Kode rekeningnya kosong. Tulis kodenya, contoh: 7.01.01.2.02.0001.")
    if not name:
        faults.append("Uraiannya kosong. Tulis nama program, kegiatan, atau sub kegiatannya.")
    found = level if isinstance(level, BudgetLevel) else None
    return BudgetRow(row.number, code, found, name, values["pagu"], values["realisasi"], tuple(faults)), ""


ABOVE, ACCOUNT = "above", "account"


def read_code(parts: Sequence[Value]) -> tuple[str, BudgetLevel | str | None, str]:
    """Return a code as it is stored, its level (or `ABOVE`, `ACCOUNT`), and the sentence why it is none.

    '7.01.01', 70101 (typed as a number), ['7', '01', '01', '2.02', '0001'] (a column for each part) and '7.1.1.2.2.1'
    are read; a blank code is ('', None, '').
    """
    if len(parts) == 1 and isinstance(parts[0], str) and _AS_STORED.fullmatch(parts[0]):
        return parts[0], BY_POINTS[parts[0].count(".")], ""
    if any(isinstance(part, datetime.date) for part in parts):
        return (
            "",
            None,
            "Excel mengubah kode ini menjadi tanggal. Ubah format kolom kode menjadi Teks, lalu tulis lagi.",
        )
    written = ".".join(filter(None, (cell_text(part).strip(" .") for part in parts)))
    text = written.upper().replace(" ", "").replace(",", ".").strip(".")
    if not text or not any(sign.isdigit() for sign in text):
        return "", None, ""
    if _ACCOUNT.fullmatch(text):
        return text, ACCOUNT, ""
    code = _padded(text)
    if _OFFICE.fullmatch(code):
        return code, ABOVE, ""
    for pattern, level in LEVELS:
        if pattern.fullmatch(code):
            return code, level, ""
    fault = (
        f"Kode “{written[:40]}” bukan kode program (7.01.01), kegiatan (7.01.01.2.02), atau sub kegiatan "
        "(7.01.01.2.02.0001). Periksa kodenya."
    )
    return "", None, fault


def _padded(text: str) -> str:
    """Write a code with its points and leading zeros, which numbers lose."""
    parts = text.split(".")
    if len(parts) == 1 and len(text) in RUN_TOGETHER and text.isdigit():
        starts = (0, 1, 3, 5, 6, 8, len(text))
        count = RUN_TOGETHER[len(text)]
        parts = [text[starts[place] : starts[place + 1]] for place in range(count)]
    widths = (*WIDTHS, *WIDTHS[-1:])
    padded = []
    for place, part in enumerate(parts[: len(widths)]):
        # The last part has four digits today and two in the years before: what was typed in full stays.
        whole = place == len(WIDTHS) - 1 and len(part) in (2, 4)
        padded.append(part if whole else part.zfill(widths[place]))
    return ".".join([*padded, *parts[len(widths) :]])


def _without_repeats(rows: Sequence[BudgetRow]) -> Iterator[BudgetRow]:
    """Refuse a row whose code stood in the sheet before."""
    seen: dict[str, int] = {}
    for row in rows:
        first = seen.setdefault(row.code, row.number) if row.code else row.number
        if first == row.number:
            yield row
        else:
            fault = f"Kode {row.code} sudah ada di baris {first}. Hapus salah satunya."
            yield BudgetRow(row.number, row.code, row.level, row.name, row.ceiling, row.spent, (*row.faults, fault))
