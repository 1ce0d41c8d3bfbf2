"""The tables of the agreement's money: per line, per kegiatan, and lines under their kegiatan."""

from dataclasses import replace

from agreements.enums import BudgetLevel, ReportForm
from reports.document.blocks import RowStyle
from reports.inputs import BudgetItemEntry
from tests.reports.document.making import check_document, document, grid, indicator, inputs, line, table

KEGIATAN = {"level": BudgetLevel.KEGIATAN, "holds_amounts": False}
LINES = (
    line(1, None, None, name="Koordinasi Pemberdayaan", outcomes=(1,), **KEGIATAN),
    line(11, "2700000", "600000", parent_id=1, name="Musyawarah"),
    line(12, "5995000", "0", parent_id=1, name="Sinkronisasi"),
    line(2, None, None, name="Kesejahteraan Keluarga", outcomes=(2,), **KEGIATAN),
    line(21, "22900000", "0", parent_id=2, name="Ketahanan Pangan"),
)
REPORT = inputs(
    form=ReportForm.KASI_RINCI,
    lines=LINES,
    budgets=(
        BudgetItemEntry(11, 1, "", objective_id=1),
        BudgetItemEntry(12, 2, "", objective_id=1),
        BudgetItemEntry(21, 3, "Pangan Keluarga", objective_id=2),
    ),
)


def test_kegiatan_stand_with_objective_indicators_and_sum():
    found = table(REPORT, "kegiatan_budget")
    assert grid(found) == [
        ["1", "Sasaran 1", "Indikator 1", "8.695.000"],
        ["2", "Sasaran 2", "Indikator 2", "22.900.000"],
        ["Jumlah", "Jumlah", "Jumlah", "31.595.000"],
    ]


def test_lines_stand_under_their_kegiatan_each_with_its_sum():
    found = table(REPORT, "grouped_budget")
    assert grid(found) == [
        ["Koordinasi Pemberdayaan", "Musyawarah", "2.700.000"],
        ["Koordinasi Pemberdayaan", "Sinkronisasi", "5.995.000"],
        ["Jumlah", "Jumlah", "8.695.000"],
        ["Kesejahteraan Keluarga", "Pangan Keluarga", "22.900.000"],
        ["Jumlah", "Jumlah", "22.900.000"],
        ["Jumlah Seluruhnya", "Jumlah Seluruhnya", "31.595.000"],
    ]
    assert [row.style for row in found.rows][2::2] == [RowStyle.SUBTOTAL, RowStyle.SUBTOTAL]
    assert found.rows[-1].style is RowStyle.TOTAL


def test_rows_of_the_cost_table_are_lettered_by_the_objective_they_serve():
    found = table(REPORT, "cost")
    assert [row[0] for row in grid(found)] == [
        "1", "2", "Anggaran Sub Kegiatan", "1.a", "1.b", "2.a", "Jumlah", "Rata-rata"
    ]  # fmt: skip
    loose = replace(
        REPORT.agreement, budgets=tuple(replace(row, objective_id=None) for row in REPORT.agreement.budgets)
    )
    assert [row[0] for row in grid(table(replace(REPORT, agreement=loose), "cost"))][3:6] == ["1", "2", "3"]


def test_lines_without_an_objective_stand_by_their_own_names():
    report = replace(
        REPORT,
        agreement=replace(REPORT.agreement, budgets=(BudgetItemEntry(11, 1, ""), BudgetItemEntry(21, 2, ""))),
    )
    assert [row[1:3] for row in grid(table(report, "kegiatan_budget"))][:2] == [
        ["Koordinasi Pemberdayaan", "Indikator 1"],
        ["Kesejahteraan Keluarga", "Indikator 2"],
    ]


def test_money_signed_per_kegiatan_needs_no_second_table():
    lines = (line(1, level=BudgetLevel.KEGIATAN, outcomes=(1,)),)
    made = document(inputs(form=ReportForm.KASI_RINCI, lines=lines))
    keys = [found.key for found in made.tables]
    assert "kegiatan_budget" in keys
    assert "grouped_budget" not in keys
    assert not any("grouped_budget" in str(block) for block in made.blocks)


def test_no_money_no_tables():
    made = document(inputs(form=ReportForm.KASI_RINCI, indicators=(indicator(1),)))
    check_document(made)
    assert {"kegiatan_budget", "grouped_budget"}.isdisjoint(found.key for found in made.tables)
