"""A budget sheet against the tree that stands: where amounts go, what changes, what is refused, which sums are wrong."""

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest

from agreements.enums import BudgetLevel, CeilingDocument
from agreements.sheets import RowState, read_workbook
from reports.importing.budget_plan import plan_budget
from reports.importing.budget_rows import read_budget
from reports.period import Quarter
from reports.queries import StandingCeiling, StandingLine, StandingSpent
from tests.reports.importing_sheets import KECAMATAN, KEGIATAN, PROGRAM, budget_sheet, sub_kegiatan

JANUARY, MAY = datetime.date(2024, 1, 1), datetime.date(2024, 5, 2)


def planned(rows, standing=(), *, document=CeilingDocument.DPA, from_date=JANUARY, quarter=2):
    sheet = read_budget(read_workbook(budget_sheet(rows)), document=document, quarter=quarter)
    when = Quarter(2024, quarter) if quarter else None
    return plan_budget(sheet, standing, document=document, from_date=from_date, quarter=when)


def stands(key, code, name, level, parent=None, *, ceiling=None, spent=None, version=1):
    return StandingLine(
        id=key,
        parent_id=parent,
        level=level,
        order=key,
        code=code,
        name=name,
        holds_amounts=ceiling is not None,
        ceilings=(StandingCeiling(JANUARY, Decimal(ceiling), CeilingDocument.DPA),) if ceiling is not None else (),
        spent={} if spent is None else {2: StandingSpent(Decimal(spent), version, "")},
    )


TREE = (
    stands(1, PROGRAM, "Program Pemerintahan", BudgetLevel.PROGRAM),
    stands(2, KEGIATAN, "Koordinasi", BudgetLevel.KEGIATAN, 1),
    stands(3, sub_kegiatan(1), "Fasilitasi desa", BudgetLevel.SUB_KEGIATAN, 2, ceiling=100, spent=20, version=4),
    stands(4, sub_kegiatan(2), "Pembinaan", BudgetLevel.SUB_KEGIATAN, 2, ceiling=50, spent=10),
)


def states(plan):
    return [row.state for row in plan.preview.rows]


def told(plan, number):
    (row,) = [row for row in plan.preview.rows if row.number == number]
    changes = [f"{change.label}: {change.old} -> {change.new}" for change in row.changes]
    return [text.replace("\N{NO-BREAK SPACE}", " ") for text in (*changes, *row.reasons)]


def test_a_new_tree_holds_amounts_on_its_lowest_rows():
    plan = planned(KECAMATAN)
    assert states(plan) == [RowState.NEW] * 4
    assert [(row.level, row.holds_amounts, row.ceiling, row.spent, row.parent) for row in plan.rows] == [
        (BudgetLevel.PROGRAM, False, None, None, None),
        (BudgetLevel.KEGIATAN, False, None, None, 4),
        (BudgetLevel.SUB_KEGIATAN, True, Decimal(100), Decimal(20), 5),
        (BudgetLevel.SUB_KEGIATAN, True, Decimal(50), Decimal(10), 5),
    ]
    assert [row.said_ceiling for row in plan.rows][:2] == [plan.rows[0].said_ceiling] * 2
    assert plan.rows[0].said_ceiling.fits


def test_the_same_sheet_changes_nothing():
    assert states(planned(KECAMATAN, TREE)) == [RowState.SAME] * 4
    assert not planned(KECAMATAN, TREE).preview.changes_something


def test_amounts_and_names_change_from_old_to_new():
    rows = (*KECAMATAN[:2], (sub_kegiatan(1), "FASILITASI DESA", 120, 25), (sub_kegiatan(2), "Pembinaan umum", 50, 10))
    plan = planned(rows, TREE)
    assert states(plan)[2:] == [RowState.CHANGED, RowState.CHANGED]
    assert told(plan, 6) == [
        "Pagu: Rp 100 (DPA 1 Januari 2024) -> Rp 120 (DPA 1 Januari 2024)",
        "Realisasi: Rp 20 -> Rp 25",
    ]
    assert told(plan, 7) == ["Uraian: Pembinaan -> Pembinaan umum"]
    assert (plan.rows[2].line_id, plan.rows[2].spent_version) == (3, 4)
    assert (plan.rows[3].ceiling, plan.rows[3].spent) == (None, None)


def test_a_changed_budget_sets_a_ceiling_of_its_own_date_even_of_the_same_amount():
    plan = planned(KECAMATAN, TREE, document=CeilingDocument.DPPA, from_date=MAY)
    assert told(plan, 7) == ["Pagu: Rp 50 (DPA 1 Januari 2024) -> Rp 50 (DPPA 2 Mei 2024)"]


def test_blank_cells_change_nothing():
    rows = (*KECAMATAN[:2], (sub_kegiatan(1), "Fasilitasi desa", None, None), KECAMATAN[3])
    assert states(planned(rows, TREE)) == [RowState.SAME] * 4


def test_blank_row_beside_rows_with_amounts_waits_for_its_own():
    plan = planned((*KECAMATAN, (sub_kegiatan(3), "Belum dianggarkan", None, None)))
    assert (plan.rows[4].holds_amounts, plan.rows[4].ceiling) == (True, None)


def test_amounts_stop_where_the_sheet_stops():
    rows = (KECAMATAN[0], KECAMATAN[1], (sub_kegiatan(1), "Fasilitasi desa", None, None))
    assert [row.holds_amounts for row in planned(rows).rows] == [False, True, False]


def test_a_sum_with_a_forgotten_row_is_named():
    rows = ((PROGRAM, "Program", 100, None), (KEGIATAN, "Koordinasi", 100, None), *KECAMATAN[2:])
    plan = planned(rows)
    first = told(plan, 5)[0]
    assert first == (
        "Pagu. Baris 5 “Koordinasi”: tertulis Rp 100, sedangkan jumlah 2 baris di bawahnya Rp 150, selisihnya tepat"
        " sebesar baris 7 “Pembinaan”."
    )
    assert (plan.rows[0].said_ceiling.fits, plan.rows[1].said_ceiling.fits) == (True, False)
    assert states(plan) == [RowState.NEW] * 4, "a wrong sum is told, and does not stop the rows"


def test_a_sum_that_was_wrong_in_an_earlier_sheet_is_settled():
    faulty = replace(TREE[1], faulty_sums=(("ceilings", "2024-01-01", "100"),))
    plan = planned(KECAMATAN, (TREE[0], faulty, *TREE[2:]))
    assert told(plan, 5) == ["Jumlah di lembar: Rp 100 -> cocok dengan baris di bawahnya"]
    assert plan.preview.changes_something
    rows = ((PROGRAM, "Program Pemerintahan", 100, 30), (KEGIATAN, "Koordinasi", 100, 30), *KECAMATAN[2:])
    again = planned(rows, (TREE[0], faulty, *TREE[2:]))
    assert states(again) == [RowState.SAME] * 4, "it says what it said before"


def test_the_total_at_the_foot_is_held_against_the_programs():
    plan = planned((*KECAMATAN, (None, "JUMLAH", 160, 30)))
    (remark,) = [remark for remark in plan.preview.remarks if "JUMLAH" in remark]
    assert "tertulis Rp 160" in remark.replace("\N{NO-BREAK SPACE}", " ")


def test_a_line_that_holds_amounts_keeps_them():
    """The kegiatan holds the money of Kasubbag Umum: rows below it are made without amounts."""
    tree = (TREE[0], stands(2, KEGIATAN, "Koordinasi", BudgetLevel.KEGIATAN, 1, ceiling=150))
    plan = planned(KECAMATAN, tree)
    assert [row.holds_amounts for row in plan.rows] == [False, True, False, False]
    assert "diisi pada “Koordinasi” di atasnya" in told(plan, 6)[0]
    assert plan.rows[2].ceiling is None


def test_rows_above_lines_that_hold_amounts_are_only_compared():
    plan = planned(KECAMATAN[:2], TREE)
    assert [row.holds_amounts for row in plan.rows] == [False, False]
    assert "baris-baris di bawahnya" in told(plan, 5)[0]


def test_line_without_a_code_is_found_by_its_name():
    tree = (*TREE[:3], stands(4, "", "pembinaan ", BudgetLevel.SUB_KEGIATAN, 2, ceiling=50, spent=10))
    plan = planned(KECAMATAN, tree)
    assert plan.rows[3].line_id == 4
    assert told(plan, 7) == [f"Kode rekening:  -> {sub_kegiatan(2)}"]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (("7.01.09.2.01", "Kegiatan lain", 1, 1), "Induknya 7.01.09 tidak ada"),
        ((sub_kegiatan(1), "Sekali lagi", 1, 1), "sudah ada di baris 6"),
        ((sub_kegiatan(3), "", 1, 1), "Uraiannya kosong"),
        ((None, "Tanpa kode", 1, 1), "Kode rekeningnya kosong"),
        (("7.01.02.2", "Kode terpotong", 1, 1), "bukan kode program"),
        ((datetime.date(2001, 1, 7), "Kode jadi tanggal", 1, 1), "menjadi tanggal"),
        ((sub_kegiatan(3), "Angka rusak", "22.90.000", 1), "Pagu: Tertulis “22.90.000”"),
        ((sub_kegiatan(3), "Negatif", 1, -5), "Realisasi: Tertulis “-5”"),
        ((sub_kegiatan(3), "Terlalu halus", "1.5001", 1), "Pagu: Tertulis"),
    ],
)
def test_row_that_is_refused_stops_all(row, says):
    plan = planned((*KECAMATAN, row))
    assert states(plan)[4] == RowState.REFUSED
    assert says in told(plan, 8)[0]
    assert plan.preview.is_refused


def test_a_code_of_another_level_is_refused():
    tree = (*TREE[:2], stands(3, sub_kegiatan(1), "Salah tingkat", BudgetLevel.KEGIATAN, 1))
    assert "di sistem adalah kegiatan" in told(planned(KECAMATAN, tree), 6)[0]


def test_lines_that_the_sheet_lacks_are_told_and_left():
    plan = planned(KECAMATAN[:3], TREE)
    assert "1 baris di sistem tidak ada di lembar ini; baris itu tidak diubah." in plan.preview.remarks


def test_seen_tells_another_budget():
    assert planned(KECAMATAN, TREE).preview.seen != planned(KECAMATAN, TREE[:3]).preview.seen
