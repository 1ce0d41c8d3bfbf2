"""Find the row of headings in a sheet by its words, wherever it stands and however many lines it has."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from agreements.sheets.cells import Value, cell_text
from agreements.sheets.gate import SheetRefusedError
from agreements.sheets.reading import Sheet, SheetRow

MOST_LINES = 3
"""Rows that headings may take, one below the other."""

_WORDS = re.compile(r"[^\W_]+|%")
_NUMBERING = re.compile(r"\(?\d{1,2}[a-z]?\)?(\s*=.*)?", re.IGNORECASE)
_CURRENCY = frozenset({"rp", "rupiah", "idr"})

# How sure a heading is: the whole heading, its last line alone, or the beginning of either.
_WHOLE, _BEGINS, _LAST_LINE, _LAST_BEGINS = 4, 3, 2, 1


@dataclass(frozen=True)
class Column:
    """A column that an import looks for: its key, how to call it to people, and the words that its heading may have."""

    key: str
    label: str
    words: tuple[str, ...]
    required: bool = True


@dataclass(frozen=True)
class Heading:
    """Where the headings stand: the rows they take (numbers of the sheet) and which column, from 0, holds each key."""

    first_row: int
    last_row: int
    columns: Mapping[str, int]
    texts: Mapping[str, str]

    def value(self, row: SheetRow, key: str) -> Value:
        """Return what a row holds for a key; None where the sheet has no such column."""
        return row.at(self.columns.get(key))


def find_heading(sheets: Sequence[Sheet], columns: Sequence[Column]) -> tuple[Sheet, Heading]:
    """Return the first sheet with all required columns and its headings.

    Raises:
        SheetRefusedError: no sheet has them; says what the likeliest row has and lacks.
    """
    nearest: tuple[str, Heading] | None = None
    for sheet in sheets:
        for start in range(len(sheet.rows)):
            heading = _best(sheet, start, columns)
            if heading is None:
                continue
            if _is_whole(heading, columns):
                return sheet, _surest(sheet, start, columns)
            if nearest is None or _rank(heading) > _rank(nearest[1]):
                nearest = (sheet.name, heading)
    raise SheetRefusedError(_not_found(columns, nearest))


def rows_below(sheet: Sheet, heading: Heading) -> Iterator[SheetRow]:
    """Yield the rows below the headings, without the line that numbers the columns '(1) (2) (3)'."""
    first = True
    for row in sheet.rows:
        if row.number <= heading.last_row:
            continue
        if first and _numbers_columns(row):
            first = False
            continue
        first = False
        yield row


def _surest(sheet: Sheet, start: int, columns: Sequence[Column]) -> Heading:
    """Return the reading with most columns that begins last: a title above the headings may have been taken for one."""
    near = [_best(sheet, place, columns) for place in range(start, min(start + MOST_LINES, len(sheet.rows)))]
    whole = [heading for heading in near if heading is not None and _is_whole(heading, columns)]
    return max(whole, key=_rank)


def _rank(heading: Heading) -> tuple[int, int]:
    """Order readings: most columns, then the nearest to the rows below."""
    return len(heading.columns), heading.first_row


def _is_whole(heading: Heading, columns: Sequence[Column]) -> bool:
    return all(column.key in heading.columns for column in columns if column.required)


def _not_found(columns: Sequence[Column], nearest: tuple[str, Heading] | None) -> str:
    wanted = ", ".join(f"“{column.label}”" for column in columns if column.required)
    if nearest is None:
        return f"Baris judul tabel tidak ditemukan. Tabelnya perlu kolom {wanted}; tulis judul itu di atas kolomnya."
    name, heading = nearest
    found = ", ".join(f"“{text}”" for text in heading.texts.values())
    lacking = ", ".join(f"“{c.label}”" for c in columns if c.required and c.key not in heading.columns)
    return (
        f"Judul tabel tidak lengkap: baris {heading.first_row} lembar “{name}” memuat {found}, "
        f"tetapi tidak ada kolom {lacking}. Tulis judul itu di atas kolomnya."
    )


def _best(sheet: Sheet, start: int, columns: Sequence[Column]) -> Heading | None:
    """Return the best reading of the rows from `start` on as headings of one to three lines.

    A line more is taken where it brings a column more, or parts a group of columns.
    """
    best: dict[str, _Match] = {}
    last = 0
    lines: list[SheetRow] = []
    for row in sheet.rows[start : start + MOST_LINES]:
        if any(isinstance(value, Decimal) for value in row.cells) or (lines and row.number > lines[-1].number + 1):
            break
        lines.append(row)
        found = _match(_texts(sheet, lines), columns)
        if len(found) > len(best) or (found and len(found) == len(best) and _parts_a_group(sheet, lines, best, found)):
            best, last = found, row.number
    if not best:
        return None
    places = {key: match.place for key, match in best.items()}
    return Heading(lines[0].number, last, places, {key: match.text for key, match in best.items()})


def _parts_a_group(
    sheet: Sheet, lines: Sequence[SheetRow], before: Mapping[str, "_Match"], now: Mapping[str, "_Match"]
) -> bool:
    """Tell whether the last line parts a group whose name stands above: over joined cells, or over the first of them.

    Where nothing is joined, a row of data looks the same; but what stood as a whole heading would then no longer.
    """
    above, row = lines[-2], lines[-1]
    filled = [column for column in range(len(row.cells)) if row.cells[column] is not None]
    joined = [(left - 1, right - 1) for top, left, _, right in sheet.merged if top == above.number and right > left]
    if any(left <= column <= right for column in filled for left, right in joined):
        return True
    if any(key not in now or now[key].score < match.score for key, match in before.items()):
        return False
    return any(above.at(column) is None and column - 1 in filled and above.at(column - 1) for column in filled)


def _texts(sheet: Sheet, lines: Sequence[SheetRow]) -> list[tuple[str, str]]:
    """Return, per column, the heading read from top to bottom, and its last line alone."""
    width = max(len(line.cells) for line in lines)
    grid = [[cell_text(line.at(column)) for column in range(width)] for line in lines]
    for depth, line in enumerate(lines):
        for top, left, _, right in sheet.merged:
            if top == line.number and left <= width:
                for column in range(left, min(right, width)):
                    grid[depth][column] = grid[depth][left - 1]
    for upper, lower in pairwise(grid):
        for column in range(1, width):
            # A group of columns is not always joined: its name may stand over the first of them only.
            if not upper[column] and lower[column] and lower[column - 1]:
                upper[column] = upper[column - 1]
    stacked = []
    for column in range(width):
        parts = [line[column] for line in grid if line[column]]
        different = [part for place, part in enumerate(parts) if part not in parts[:place]]
        stacked.append((" ".join(different), parts[-1] if len(different) > 1 else ""))
    return stacked


@dataclass(frozen=True)
class _Match:
    """The column that a key was found in, its heading, and how sure that is."""

    place: int
    text: str
    score: int


def _match(texts: Sequence[tuple[str, str]], columns: Sequence[Column]) -> dict[str, _Match]:
    """Give each key its best column and each column one key."""
    likely = []
    for place, (whole, last) in enumerate(texts):
        read, read_last = words_of(whole), words_of(last)
        for rank, column in enumerate(columns):
            score = max((_score(words_of(words), read, read_last) for words in column.words), default=0)
            if score:
                likely.append((-score, place, rank, column.key))
    matched: dict[str, _Match] = {}
    taken: set[int] = set()
    for score, place, _, key in sorted(likely):
        if key not in matched and place not in taken:
            matched[key] = _Match(place, texts[place][0], -score)
            taken.add(place)
    return matched


def _score(wanted: tuple[str, ...], whole: tuple[str, ...], last: tuple[str, ...]) -> int:
    """Tell how sure a heading is what is wanted; a percentage is never an amount, so '%' must stand in both or none."""
    if not whole or ("%" in whole) != ("%" in wanted):
        return 0
    length = len(wanted)
    if whole == wanted:
        return _WHOLE
    if whole[:length] == wanted:
        return _BEGINS
    if last == wanted:
        return _LAST_LINE
    return _LAST_BEGINS if last[:length] == wanted else 0


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a heading, without case, punctuation and the name of the currency."""
    return tuple(word for word in _WORDS.findall(text.casefold()) if word not in _CURRENCY)


def _numbers_columns(row: SheetRow) -> bool:
    """Tell whether a row only numbers the columns: '1 2 3', '(1) (2) (3)', '6=5/4'."""
    values = [cell_text(value) for value in row.cells if value is not None]
    return len(values) > 1 and values[0].strip("()") in {"0", "1"} and all(map(_NUMBERING.fullmatch, values))
