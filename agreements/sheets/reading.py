"""Read a workbook into rows of plain values, within bounds. The only importer of openpyxl for input.

openpyxl opens the workbook (its sheets, shared texts and formats); the cells are read here, row by row. What Excel
computes and stores in binary comes out as people see it: 49.229999999999997 is 49,23, and a cell formatted as a
percentage that holds 0.4923 is the text '49,23 %', for its number alone would be a hundredth of what stands there.
"""

import datetime
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from io import BytesIO
from typing import BinaryIO
from xml.etree.ElementTree import ParseError
from xml.parsers import expat

from openpyxl import Workbook, load_workbook
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.utils import column_index_from_string, get_column_letter, range_boundaries
from openpyxl.utils.datetime import from_excel, from_ISO8601
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._reader import _cast_number
from openpyxl.xml.constants import SHEET_MAIN_NS

from agreements.sheets.cells import Value, number_text
from agreements.sheets.gate import BROKEN, SheetRefusedError, check_workbook

MOST_ROWS = 10_000
MOST_COLUMNS = 100
MOST_CELLS = 300_000
"""Cells of all sheets together, blank ones with a format included."""

MOST_SHEETS = 60

LARGEST = 307
"""Power of ten of the largest number that a sheet holds."""

ROW, CELL, VALUE, FORMULA, TEXT, PHONETIC, MERGED = (
    f"{SHEET_MAIN_NS} {name}" for name in ("row", "c", "v", "f", "t", "rPh", "mergeCell")
)
VALUES = frozenset({VALUE, TEXT})

_AS_SHOWN = Context(prec=15)
"""Excel keeps and shows 15 digits; what a binary number carries beyond them is noise."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row that holds something: its number in the sheet, from 1, and its values from column A to its last one."""

    number: int
    cells: tuple[Value, ...]

    def at(self, column: int | None) -> Value:
        """Return the value in a column counted from 0; None where the row ends before it, or there is no column."""
        return self.cells[column] if column is not None and column < len(self.cells) else None


@dataclass(frozen=True)
class Sheet:
    """A visible sheet of a workbook; `merged` are its blocks of joined cells (first row, first column, last, last)."""

    name: str
    rows: tuple[SheetRow, ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()


def read_workbook(content: bytes) -> tuple[Sheet, ...]:
    """Return the visible sheets of an .xlsx, as its cells stand on the screen.

    Raises:
        SheetRefusedError: refused by the gate, broken, larger than the bounds, or with a formula whose result is not
            stored in the file.
    """
    check_workbook(content)
    try:
        with warnings.catch_warnings():
            # Of extensions that openpyxl leaves out, and of dates before 1900.
            warnings.simplefilter("ignore")
            book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
            try:
                return tuple(_sheets(book))
            finally:
                book.close()
    except SheetRefusedError:
        raise
    except (
        ValueError, KeyError, TypeError, IndexError, AttributeError, OSError, ArithmeticError, RecursionError,
        ParseError, InvalidFileException, expat.ExpatError,
    ) as error:  # fmt: skip
        raise SheetRefusedError(BROKEN) from error


def _sheets(book: Workbook) -> Iterator[Sheet]:
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not visible:
        raise SheetRefusedError("Buku kerja ini tidak memuat lembar yang terlihat. Simpan tabelnya pada satu lembar.")
    if len(visible) > MOST_SHEETS:
        raise SheetRefusedError(
            f"Buku kerja ini memuat {len(visible)} lembar; paling banyak {MOST_SHEETS}. Hapus yang tidak perlu."
        )
    percent = _percent_styles(book)
    left = MOST_CELLS
    for sheet in visible:
        parser = _SheetParser(sheet, percent, left)
        with sheet._get_source() as source:
            parser.read(source)
        left = parser.left
        yield Sheet(sheet.title, tuple(parser.rows), tuple(parser.blocks))


def _percent_styles(book: Workbook) -> frozenset[int]:
    """Return the numbers of the cell styles that show a value times a hundred."""
    own = book._number_formats
    found = set()
    for style, look in enumerate(book._cell_styles):
        number = look.numFmtId
        beyond = number - BUILTIN_FORMATS_MAX_SIZE
        shown = BUILTIN_FORMATS.get(number, "") if beyond < 0 else own[beyond] if beyond < len(own) else ""
        if "%" in shown:
            found.add(style)
    return frozenset(found)


class _SheetParser:
    """Reads the cells and the joined blocks of a sheet through expat; openpyxl takes twice as long for the same."""

    def __init__(self, sheet: ReadOnlyWorksheet, percent: frozenset[int], left: int) -> None:
        book = sheet.parent
        self.title = sheet.title
        self.strings = sheet._shared_strings
        self.epoch = book.epoch
        self.dates = book._date_formats
        self.durations = book._timedelta_formats
        self.percent = percent
        self.left = left
        """Cells that may still come."""
        self.rows: list[SheetRow] = []
        self.blocks: list[tuple[int, int, int, int]] = []
        self._number = self._column = 0
        self._values: list[Value] = []
        self._cell: Mapping[str, str] | None = None
        self._text: list[str] | None = None
        self._reading = self._has_formula = self._phonetic = False

    def read(self, source: BinaryIO) -> None:
        """Read the whole part."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.ParseFile(source)

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in VALUES:
            if not self._phonetic:
                self._text = self._text or []
                self._reading = True
        elif name == CELL:
            self._cell, self._text = attributes, None
            self._has_formula = self._reading = False
        elif name == ROW:
            number = int(attributes["r"]) if "r" in attributes else self._number + 1
            if number <= self._number:
                raise ValueError("rows out of order")
            self._number, self._column, self._values = number, 0, []
        elif name == FORMULA:
            self._has_formula = True
        elif name == PHONETIC:
            self._phonetic = True
        elif name == MERGED:
            self.blocks.extend(_block(attributes.get("ref", "")))

    def _characters(self, text: str) -> None:
        if self._reading and self._text is not None:
            self._text.append(text)

    def _end(self, name: str) -> None:
        if name in VALUES:
            self._reading = False
        elif name == CELL:
            self._finish_cell()
        elif name == ROW:
            if self._values:
                self.rows.append(SheetRow(self._number, tuple(self._values)))
        elif name == PHONETIC:
            self._phonetic = False

    def _finish_cell(self) -> None:
        cell = self._cell
        if cell is None:
            return
        self._cell = None
        place = cell.get("r")
        column = self._column = column_of(place, self._number) if place else self._column + 1
        self.left -= 1
        if self.left < 0:
            raise SheetRefusedError(
                f"Lembar “{self.title}” memuat terlalu banyak sel, termasuk sel kosong yang diberi format. "
                "Salin tabelnya saja ke buku kerja baru, lalu unggah yang baru itu."
            )
        text = "".join(self._text) if self._text else ""
        kind = cell.get("t", "n")
        if not text:
            if self._has_formula and kind != "str":
                self._refuse_formula(column)
            return
        value = self._value(text, kind, cell.get("s"))
        if value is None:
            return
        if column > MOST_COLUMNS or self._number > MOST_ROWS:
            self._refuse_far(column)
        values = self._values
        if column <= len(values):
            raise ValueError("cells out of order")
        if column > len(values) + 1:
            values.extend([None] * (column - 1 - len(values)))
        values.append(value)

    def _value(self, text: str, kind: str, style: str | None) -> Value:
        """Return what a person sees in a cell."""
        if kind == "n":
            look = int(style) if style else 0
            if look in self.dates:
                return self._date(text, look)
            number = number_of(text)
            if not number.is_finite() or number.adjusted() > LARGEST:
                return "#ANGKA!"
            return f"{number_text(number.scaleb(2))} %" if look in self.percent else number
        if kind == "s":
            text = self.strings[int(text)]
        elif kind == "b":
            return "BENAR" if int(text) else "SALAH"
        elif kind == "d":
            return _as_day(from_ISO8601(text))
        return text if text and not text.isspace() else None

    def _date(self, text: str, look: int) -> Value:
        try:
            return _as_day(from_excel(_cast_number(text), self.epoch, timedelta=look in self.durations))
        except (OverflowError, ValueError):
            return "#ANGKA!"

    def _refuse_formula(self, column: int) -> None:
        """Refuse a formula that nobody ever computed: its cell looks empty, and empty means something else."""
        raise SheetRefusedError(
            f"Sel {get_column_letter(column)}{self._number} pada lembar “{self.title}” berisi rumus yang hasilnya "
            "tidak tersimpan. Buka di Excel, simpan, lalu unggah lagi."
        )

    def _refuse_far(self, column: int) -> None:
        raise SheetRefusedError(
            f"Lembar “{self.title}” memuat isian di sel {get_column_letter(column)}{self._number}, di luar "
            f"{MOST_ROWS} baris dan {MOST_COLUMNS} kolom yang dibaca. Hapus isian itu, atau pisahkan tabelnya."
        )


def column_of(place: str, row: int) -> int:
    """Return the column, from 1, of a cell's address; its row must be the one it stands in.

    Raises:
        ValueError: no address, or that of another row.
    """
    letters = place.rstrip("0123456789")
    if place[len(letters) :] != str(row):
        raise ValueError(f"{place} does not stand in row {row}")
    return column_index_from_string(letters)


def number_of(text: str) -> Decimal:
    """Return the number that Excel shows for a stored one: 49.229999999999997 is 49.23."""
    if text.isdigit():
        return Decimal(text)
    number = _AS_SHOWN.create_decimal(text)
    return number.normalize() if number.is_finite() else number


def _block(reference: str) -> Iterator[tuple[int, int, int, int]]:
    """Yield a block of joined cells, if it is among the rows and columns that are read."""
    left, top, right, bottom = range_boundaries(reference)
    if top <= MOST_ROWS and left <= MOST_COLUMNS:
        yield top, left, min(bottom, MOST_ROWS), min(right, MOST_COLUMNS)


def _as_day(value: object) -> Value:
    """Return the day of a date with a time; what is a time alone is its text."""
    if isinstance(value, datetime.datetime):
        return value.date()
    return value if isinstance(value, datetime.date) else str(value)
