"""A filled sheet is read by its hidden keys: whose it is, which rows came back, and what cannot be ours."""

import pytest

from agreements.sheets import SheetRefusedError, read_workbook
from reports.importing.entry_rows import name_of, read_filled
from reports.period import Quarter
from reports.xlsx.entry import FILLED, HEADINGS, MARK
from tests.sheets import workbook

WHEN = Quarter(2024, 2)
HEAD = [[MARK, "kecamatan-contoh", "2024/2", "Isian"], [], [], [*HEADINGS, *FILLED]]


def filled(*rows, head=HEAD):
    return read_filled(read_workbook(workbook([*head, *rows])), "kecamatan-contoh", WHEN)


def row(key, value=5, version="1"):
    return [key, version, "abc", "", "Nama", "", "", "", value, "Ket"]


def test_rows_are_gathered_by_their_fact():
    found = filled(
        row("indikator-3-unsur-8"), row("indikator-3-unsur-9"), ["", "", "", "", "Anggaran"], row("anggaran-7")
    )
    assert {anchor: [one.number for one in fact.rows] for anchor, fact in found.items()} == {
        "indikator-3": [5, 6],
        "anggaran-7": [8],
    }
    assert found["anggaran-7"].rows[0].cells["note"] == "Ket"
    assert found["indikator-3"].number == 5


def test_field_of_a_key():
    assert (name_of("anggaran-7"), name_of("indikator-3-unsur-8")) == ("anggaran-7-nilai", "indikator-3-unsur-8")


@pytest.mark.parametrize("key", ["", "indikator", "indikator-x", "laporan-3", "indikator-3-unsur-"])
def test_row_without_a_key_of_ours_is_passed_over(key):
    assert filled(row(key), row("anggaran-7")).keys() == {"anggaran-7"}


@pytest.mark.parametrize(
    ("head", "says"),
    [
        (HEAD[1:], "bukan isian yang diunduh"),
        ([[MARK, "kecamatan-lain", "2024/2"], *HEAD[1:]], "isian kecamatan lain Triwulan II 2024"),
        (
            [[MARK, "kecamatan-contoh", "2024/1"], *HEAD[1:]],
            "isian kecamatan contoh Triwulan I 2024, bukan kecamatan contoh Triwulan II 2024",
        ),
        ([HEAD[0], [], [], ["kunci", "versi", "Realisasi"]], "Judul tabel tidak lengkap"),
    ],
)
def test_other_sheets_are_refused(head, says):
    with pytest.raises(SheetRefusedError, match=says):
        filled(row("anggaran-7"), head=head)


def test_row_that_stands_twice_is_refused():
    with pytest.raises(SheetRefusedError, match="Baris 5 dan 6 lembar ini sama"):
        filled(row("anggaran-7"), row("anggaran-7"))
