"""The sheet of figures to fill in: exact cells, equal bytes, nothing that becomes a formula."""

import io
from decimal import Decimal

import openpyxl
import pytest

from agreements.numbers import COUNT, FIGURE, MONEY
from reports.xlsx import EntryField, EntrySheet, EntrySheetRow, render_entry_sheet
from reports.xlsx.entry import HEADING_ROW, exact


def sheet_of(*rows):
    entry = EntrySheet("Kecamatan Contoh", "kecamatan-contoh", 2024, 2, "Isian Triwulan II 2024", rows)
    file = render_entry_sheet(entry)
    assert render_entry_sheet(entry) == file, "equal input gives equal bytes"
    return file, openpyxl.load_workbook(io.BytesIO(file.content))["Isian"]


def line(value, kind=MONEY, **more):
    return EntrySheetRow(
        "Baris", key="anggaran-7", version=3, original="0123456789012345", field=EntryField(kind, value, **more)
    )


def test_row_carries_its_key_and_version_as_text():
    file, sheet = sheet_of(line(Decimal("1885065.55")))
    assert file.name == "isian-kecamatan-contoh-2024-tw2.xlsx"
    assert [sheet.cell(HEADING_ROW + 1, column).value for column in (1, 2, 3)] == [
        "anggaran-7",
        "3",
        "0123456789012345",
    ]
    assert sheet.cell(HEADING_ROW + 1, 9).value == 1885065.55


def test_heading_row_has_nothing_to_fill_in():
    _, sheet = sheet_of(EntrySheetRow("Kinerja"))
    assert all(sheet.cell(HEADING_ROW + 1, column).protection.locked for column in range(1, 13))


def test_parts_of_a_ratio_have_no_remarks_of_their_own():
    _, sheet = sheet_of(line(None, COUNT, note=None, missing_reason=None))
    locked = [sheet.cell(HEADING_ROW + 1, column).protection.locked for column in range(9, 13)]
    assert locked == [False, True, True, True]


@pytest.mark.parametrize(
    ("value", "kind", "cell"),
    [
        (None, MONEY, None),
        (Decimal("123456789012.34"), MONEY, Decimal("123456789012.34")),
        (Decimal("1234567890123456.78"), MONEY, "1.234.567.890.123.456,78"),
        (Decimal("1000000000000000.00"), MONEY, Decimal("1000000000000000.00")),
        (Decimal("12345678901234.5678"), FIGURE, "12.345.678.901.234,5678"),
    ],
)
def test_figure_goes_out_as_a_number_as_far_as_excel_keeps_it(value, kind, cell):
    assert exact(value, kind) == cell
