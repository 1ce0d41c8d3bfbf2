"""Reading a workbook: values as they stand on the screen, within bounds."""

import datetime
from contextlib import suppress
from decimal import Decimal

import pytest

from agreements.sheets import MOST_COLUMNS, MOST_ROWS, SheetRefusedError, read_workbook
from agreements.sheets.reading import MOST_SHEETS
from tests.sheets import SHEET, changed_part, part_of, with_parts, workbook


def rows_of(content):
    (sheet,) = read_workbook(content)
    return [(row.number, row.cells) for row in sheet.rows]


def refusal(content):
    with pytest.raises(SheetRefusedError) as refused:
        read_workbook(content)
    return str(refused.value)


def test_values_are_plain_and_rows_keep_their_numbers():
    content = workbook([["Kode", None, "Pagu"], [], ["7.01.01", "  ", 1885065699], [None, True, 0.1 + 0.2]])
    assert rows_of(content) == [
        (1, ("Kode", None, "Pagu")),
        (3, ("7.01.01", None, Decimal(1885065699))),
        (4, (None, "BENAR", Decimal("0.3"))),
    ]


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("49.229999999999997", Decimal("49.23")),
        ("1885065699.55", Decimal("1885065699.55")),
        ("1.885065699E9", Decimal(1885065699)),
        ("123456789012345678", Decimal("123456789012345678")),
        ("1e999", "#ANGKA!"),
    ],
)
def test_numbers_are_what_excel_shows(stored, shown):
    content = changed_part(workbook([["x"], [5]]), SHEET, "<v>5</v>", f"<v>{stored}</v>")
    (value,) = rows_of(content)[1][1]
    assert value == shown
    assert type(value) is type(shown)


@pytest.mark.parametrize("shown", ["0%", "0.00%", '0.0" "%'])
def test_percentage_is_read_as_it_stands_there(shown):
    assert rows_of(workbook([[0.4923, 0.5, 12.5]], formats={"A1": shown, "C1": shown})) == [
        (1, ("49,23 %", Decimal("0.5"), "1250 %"))
    ]


def test_dates_are_dates():
    noon = datetime.datetime(2024, 7, 2, 12)  # noqa: DTZ001 -- Excel knows no zones
    content = workbook([[datetime.date(2024, 7, 1), noon, datetime.time(8, 30)]])
    assert rows_of(content) == [(1, (datetime.date(2024, 7, 1), datetime.date(2024, 7, 2), "08:30:00"))]


def test_result_of_a_formula_is_read_and_a_formula_without_one_is_refused():
    bare = workbook([["a", "=1+1"]])
    assert "B1" in refusal(bare)
    assert "rumus" in refusal(bare)
    assert rows_of(changed_part(bare, SHEET, "<v />", "<v>2</v>")) == [(1, ("a", Decimal(2)))]
    # A formula that gives an empty text has a result.
    empty = changed_part(bare, SHEET, '<c r="B1">', '<c r="B1" t="str">')
    assert rows_of(empty) == [(1, ("a",))]


def test_hidden_sheets_are_left_out():
    def hide(book):
        book.create_sheet("Rahasia").append(["x"])
        book["Rahasia"].sheet_state = "hidden"
        book.create_sheet("Kedua").append(["y"])

    sheets = read_workbook(workbook([["z"]], title="Satu", prepare=hide))
    assert [(sheet.name, sheet.rows[0].cells) for sheet in sheets] == [("Satu", ("z",)), ("Kedua", ("y",))]


def test_too_many_sheets_are_refused():
    def add(book):
        for number in range(MOST_SHEETS):
            book.create_sheet(f"Lembar {number}")

    assert f"memuat {MOST_SHEETS + 1} lembar; paling banyak {MOST_SHEETS}" in refusal(workbook([["x"]], prepare=add))


def test_joined_cells_are_told():
    (sheet,) = read_workbook(workbook([["Realisasi", None], ["Kinerja", "Anggaran"]], merged=["A1:B1"]))
    assert sheet.merged == ((1, 1, 1, 2),)


def far_cell(place, number):
    return changed_part(
        workbook([["x"]]),
        SHEET,
        "</sheetData>",
        f'<row r="{number}"><c r="{place}{number}"><v>1</v></c></row></sheetData>',
    )


@pytest.mark.parametrize(("column", "row"), [("XFD", 1_048_576), ("A", MOST_ROWS + 1), ("XFD", 2), ("CW", 2)])
def test_cell_beyond_the_bounds_is_named(column, row):
    message = refusal(far_cell(column, row))
    assert f"{column}{row}" in message
    assert f"{MOST_ROWS} baris dan {MOST_COLUMNS} kolom" in message


def test_last_cell_within_the_bounds_and_far_blank_ones_are_read():
    assert rows_of(far_cell("CV", MOST_ROWS))[1][0] == MOST_ROWS
    blank = changed_part(
        far_cell("XFD", 1_048_576), SHEET, '<c r="XFD1048576"><v>1</v></c>', '<c r="XFD1048576" s="0"/>'
    )
    assert rows_of(blank) == [(1, ("x",))]


def test_hundreds_of_thousands_of_blank_cells_are_refused():
    cells = "".join(f'<row r="{row}">{"<c/>" * 1000}</row>' for row in range(2, 303))
    assert "sel kosong yang diberi format" in refusal(
        changed_part(workbook([["x"]]), SHEET, "</sheetData>", cells + "</sheetData>")
    )


@pytest.mark.parametrize(
    "damage",
    [
        ('t="inlineStr"', 't="s"><v>99</v></c><c t="inlineStr"'),  # a shared string that is not there
        ('r="A1"', 'r="?"'),
        ('t="inlineStr"', 't="n"><v>abc</v></c><c t="inlineStr"'),
        ('<row r="1"', '<row r="x"'),
    ],
)
def test_broken_sheet_is_refused_in_a_sentence(damage):
    assert "rusak" in refusal(changed_part(workbook([["x"]]), SHEET, *damage))


@pytest.mark.parametrize("part", ["xl/styles.xml", "xl/workbook.xml", SHEET])
def test_deep_nesting_is_read_over_or_refused(part):
    text = part_of(workbook([["x"]]), part)
    end = text.rindex("</")
    content = with_parts(workbook([["x"]]), {part: text[:end] + "<a>" * 50_000 + "</a>" * 50_000 + text[end:]})
    with suppress(SheetRefusedError):
        assert rows_of(content) == [(1, ("x",))]


def test_rows_out_of_order_are_refused():
    text = part_of(workbook([["x"], ["y"]]), SHEET).replace('<row r="2"', '<row r="1"')
    assert "rusak" in refusal(with_parts(workbook([["x"], ["y"]]), {SHEET: text}))


def test_no_visible_sheet():
    content = changed_part(workbook([["x"]]), "xl/workbook.xml", 'state="visible"', 'state="hidden"')
    assert "lembar yang terlihat" in refusal(content)
