"""Budget sheets as SIPD and offices make them: codes in every shape, columns in every place."""

from decimal import Decimal

import pytest

from agreements.enums import BudgetLevel, CeilingDocument
from agreements.sheets import SheetRefusedError, read_workbook
from reports.importing.budget_rows import read_budget, read_code
from tests.sheets import workbook

PROGRAM, KEGIATAN, SUB = BudgetLevel


def read(rows, **options):
    merged = options.pop("merged", ())
    return read_budget(read_workbook(workbook(rows, merged=merged)), **options)


@pytest.mark.parametrize(
    ("parts", "code", "level"),
    [
        (["7.01.01"], "7.01.01", PROGRAM),
        ([" 7 . 01 . 01 ."], "7.01.01", PROGRAM),
        ([Decimal(70101)], "7.01.01", PROGRAM),
        (["X.XX.01"], "X.XX.01", PROGRAM),
        (["5.01.02"], "5.01.02", PROGRAM),
        ([Decimal(70101202)], "7.01.01.2.02", KEGIATAN),
        (["7.1.1.2.2"], "7.01.01.2.02", KEGIATAN),
        (["7", "01", "01", "2.02", None], "7.01.01.2.02", KEGIATAN),
        ([Decimal(7), Decimal(1), Decimal(1), Decimal("2.02"), Decimal(1)], "7.01.01.2.02.0001", SUB),
        (["7.01.01.2.02.01"], "7.01.01.2.02.01", SUB),
        ([Decimal(701012020001)], "7.01.01.2.02.0001", SUB),
        ([Decimal(7)], "7", "above"),
        ([Decimal("7.01")], "7.01", "above"),
        (["5.1.02.01.01.0024"], "5.1.02.01.01.0024", "account"),
        (["Jumlah"], "", None),
        ([None], "", None),
    ],
)
def test_code(parts, code, level):
    assert read_code(parts) == (code, level, "")


def test_sheet_of_sipd():
    """Codes split over columns, urusan above, accounts below, amounts before and after the change."""
    rows = [
        ["PEMERINTAH KABUPATEN LUMAJANG"],
        ["KODE", None, None, None, None, "URAIAN", "JUMLAH (Rp)", None, "REALISASI", None],
        [None, None, None, None, None, None, "SEBELUM PERUBAHAN", "SETELAH PERUBAHAN", "TW I", "TW II"],
        list(range(1, 11)),
        ["7", None, None, None, None, "UNSUR KEWILAYAHAN", 900, 1000, 0, 0],
        ["7", "01", "01", None, None, "PROGRAM PENUNJANG", "1.885.065.699", "2.000.000.000", 0, 0],
        ["7", "01", "01", "2.02", None, "Administrasi keuangan", 900, 1000, 5, 6],
        ["7", "01", "01", "2.02", "0001", "Penyediaan gaji", 900, 1000, 5, "Rp 6,-"],
        ["5", "1", "01", None, None, "Belanja pegawai", 900, 1000, 5, 6],
        [None, None, None, None, None, "JUMLAH", 900, 1000, 5, 6],
    ]
    merged = ["A2:E3", "F2:F3", "G2:H2", "I2:J2"]
    sheet = read(rows, merged=merged, document=CeilingDocument.DPPA, quarter=2)
    assert [(row.number, row.code, row.ceiling, row.spent) for row in sheet.rows] == [
        (6, "7.01.01", Decimal(2_000_000_000), Decimal(0)),
        (7, "7.01.01.2.02", Decimal(1000), Decimal(6)),
        (8, "7.01.01.2.02.0001", Decimal(1000), Decimal(6)),
    ]
    assert sheet.total.ceiling == 1000
    assert sheet.passed_over == {"baris urusan di atas program": 1, "baris rekening di bawah sub kegiatan": 1}
    assert sheet.columns == {"pagu": "JUMLAH (Rp) SETELAH PERUBAHAN", "realisasi": "REALISASI TW II"}
    before = read(rows, merged=merged, document=CeilingDocument.DPA, quarter=1)
    assert (before.rows[0].ceiling, before.rows[2].spent) == (Decimal(1_885_065_699), Decimal(5))


def test_the_column_of_another_quarter_is_not_taken():
    sheet = read([["Kode", "Uraian", "Pagu", "Realisasi TW I"], ["7.01.01", "Program", 5, 1]], quarter=2)
    assert "realisasi" not in sheet.columns
    assert sheet.rows[0].spent is None


def test_realizations_are_left_where_nobody_asked():
    sheet = read([["Kode", "Uraian", "Pagu", "Realisasi"], ["7.01.01", "Program", 5, 1]])
    assert sheet.rows[0].spent is None


def test_names_stand_in_steps():
    rows = [["Kode", "Uraian", None, "Pagu"], ["7.01.01", "Program", None, 5], ["7.01.01.2.01", None, "Kegiatan", 5]]
    assert [row.name for row in read(rows, merged=["B1:C1"]).rows] == ["Program", "Kegiatan"]


def test_column_for_the_document_is_asked_for():
    with pytest.raises(SheetRefusedError, match="tidak ada kolom “Pagu” untuk DPPA"):
        read([["Kode", "Uraian", "Pagu murni"], ["7.01.01", "Program", 5]], document=CeilingDocument.DPPA)


def test_sheet_without_a_code():
    with pytest.raises(SheetRefusedError, match="tidak ada kode program"):
        read([["Kode", "Uraian", "Pagu"], [None, "Program", None]])
