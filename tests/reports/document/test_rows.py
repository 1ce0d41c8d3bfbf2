"""What each table lists: order, names, spans, and which cells a form leaves blank."""

from dataclasses import replace
from decimal import Decimal

import pytest

from agreements.enums import BudgetLevel, CeilingDocument, EfficiencyDefinition, ObjectiveLevel, ReportForm
from agreements.numbers import NBSP
from reports.document.blocks import Marker, RowStyle
from reports.document.build import build_document
from reports.inputs import BudgetItemEntry, Choices, StrategyEntry
from reports.layouts import layout_for
from reports.layouts.parts import Chapter, ColumnLayout, CostTable, Layout, RowSource, TableLayout, TablePart
from tests.reports.document.making import (
    cell,
    check_document,
    document,
    grid,
    indicator,
    inputs,
    line,
    plain,
    results_of,
    story,
    table,
)

PERCENT = f"{NBSP}%"
MARRIED = inputs(
    indicators=(indicator(1), indicator(2, "35", "21", unit="keluarga"), indicator(3, "8", "8", unit="laporan")),
    promised=((1, 1),),
    lines=(line(7, "19740750", "5760000", outcomes=(2,)), line(8, "7175000", "4775000", outcomes=(3,))),
)
"""One promised indicator and two lines with an outcome of their own."""


# -- agreement and achievement ---------------------------------------------------------------------------------


def test_one_indicator_per_objective_is_numbered_by_objective():
    found = table(inputs(), "agreement")
    assert grid(found) == [
        ["1", "Sasaran 1", "Indikator 1", f"100{PERCENT}"],
        ["2", "Sasaran 2", "Indikator 2", f"100{PERCENT}"],
    ]


def test_several_indicators_span_their_objective_and_show_their_place():
    report = inputs(indicators=tuple(indicator(key) for key in (1, 2, 3, 4)), promised=((9, 1), (9, 2), (9, 3), (5, 4)))
    found = table(report, "achievement")
    assert [row[:3] for row in grid(found)] == [
        ["1", "Sasaran 9", "1. Indikator 1"],
        ["1", "Sasaran 9", "2. Indikator 2"],
        ["1", "Sasaran 9", "3. Indikator 3"],
        ["2", "Sasaran 5", "4. Indikator 4"],
    ]


def test_the_objective_header_follows_the_level():
    report = inputs(level=ObjectiveLevel.STRATEGIC)
    assert table(report, "agreement").columns[1].header == "Sasaran Strategis"
    mixed = replace(
        report.agreement,
        objectives=(report.agreement.objectives[0], replace(report.agreement.objectives[1], level="program")),
    )
    assert table(replace(report, agreement=mixed), "agreement").columns[1].header == "Sasaran"


def test_objectives_of_each_level_form_a_block_numbered_apart():
    report = inputs(
        form=ReportForm.CAMAT_RINGKAS,
        indicators=tuple(indicator(key) for key in (1, 2, 3, 4)),
        promised=((1, 1), (2, 2), (3, 3), (3, 4)),
    )
    levels = (ObjectiveLevel.STRATEGIC, ObjectiveLevel.STRATEGIC, ObjectiveLevel.PROGRAM)
    objectives = [replace(row, level=level) for row, level in zip(report.agreement.objectives, levels, strict=True)]
    report = replace(report, agreement=replace(report.agreement, objectives=tuple(objectives)))
    expected = [
        ["Sasaran Strategis"] * 3,
        ["1", "Sasaran 1", "Indikator 1"],
        ["2", "Sasaran 2", "Indikator 2"],
        ["Sasaran Program"] * 3,
        ["1", "Sasaran 3", "1. Indikator 3"],
        ["1", "Sasaran 3", "2. Indikator 4"],
    ]
    for key in ("agreement", "achievement"):
        assert [row[:3] for row in grid(table(report, key))] == expected
    assert [row[0] for row in grid(table(report, "cost"))] == [
        "Sasaran Strategis", "1", "2", "Sasaran Program", "1", "1"
    ]  # fmt: skip
    assert [found.key for found in document(report).tables].count("strategies") == 1
    alone = replace(report, form=ReportForm.KASI)
    assert [row[0] for row in grid(table(alone, "agreement"))] == ["1", "2", "3", "3"]


def test_the_note_stands_in_ket_and_the_signed_wording_before_the_name():
    report = inputs(indicators=(indicator(1, note="angka sementara"),))
    items = (replace(report.agreement.items[0], wording="Bunyi perjanjian"),)
    found = table(replace(report, agreement=replace(report.agreement, items=items)), "achievement")
    assert cell(found, 0, "note") == "angka sementara"
    assert cell(found, 0, "indicator") == "Bunyi perjanjian"


def test_missing_figures_share_one_footnote_and_a_typed_reason_has_its_own():
    report = inputs(
        indicators=(
            indicator(1, "100", None),
            indicator(2, "100", None),
            indicator(3, "100", None, missing_reason="dinilai pada triwulan IV"),
        )
    )
    found = table(report, "achievement")
    assert found.notes == (("a", "Belum ada realisasi."), ("b", "Dinilai pada triwulan IV."))
    assert [row[4:6] for row in grid(found)] == [["–", "–"]] * 3
    assert all(part.value is None for row in found.rows for part in row.cells if part.text == "–")


def test_cells_carry_what_the_spreadsheet_stores():
    found = table(inputs(indicators=(indicator(1, "35", "21", unit="keluarga"),)), "achievement")
    values = {column.key: part.value for column, part in zip(found.columns, found.rows[0].cells, strict=True)}
    assert values["target"] == Decimal(35)
    assert values["realization"] == Decimal(21)
    assert values["achievement"] == Decimal(60)


# -- the cost table: money first -------------------------------------------------------------------------------


def test_kasi_lists_indicators_divider_lines_and_sum():
    found = table(MARRIED, "cost")
    assert grid(found) == [
        ["1", "Sasaran 1", "Indikator 1", "", "", "", f"100{PERCENT}", f"50{PERCENT}", f"50,00{PERCENT}", ""],
        ["Anggaran Sub Kegiatan"] * 10,
        ["1", "Sub kegiatan 7", "Indikator 2", "19.740.750", "5.760.000", f"29,18{PERCENT}", "35 keluarga",
         "21 keluarga", f"60,00{PERCENT}", "30,82"],
        ["2", "Sub kegiatan 8", "Indikator 3", "7.175.000", "4.775.000", f"66,55{PERCENT}", "8 laporan",
         "8 laporan", f"100,00{PERCENT}", "33,45"],
        ["Jumlah", "Jumlah", "Jumlah", "26.915.750", "10.535.000", f"39,14{PERCENT}", "", "", "", ""],
    ]  # fmt: skip
    assert [row.style for row in found.rows] == [
        RowStyle.BODY, RowStyle.DIVIDER, RowStyle.BODY, RowStyle.BODY, RowStyle.TOTAL,
    ]  # fmt: skip
    assert found.landscape
    assert found.caption == "Cost per outcome Kepala Seksi Pemberdayaan Masyarakat Tahun 2024 – Triwulan II"
    assert found.columns[1].header == "Sasaran/Sub Kegiatan"


def test_a_line_with_several_outcomes_shows_its_money_once():
    report = inputs(
        indicators=tuple(indicator(key) for key in (1, 2, 3, 4)),
        promised=((1, 1),),
        lines=(line(7, outcomes=(2, 3, 4), level=BudgetLevel.PROGRAM),),
        form=ReportForm.CAMAT_RINGKAS,
    )
    found = table(report, "cost")
    assert [part.text for part in found.rows[1].cells] == ["Anggaran Program"]
    first = found.rows[2].cells
    assert {part.text: part.rowspan for part in first if part.text} == {
        "1": 3, "Sub kegiatan 7": 3, "Indikator 2": 1, "1.000.000": 3, "250.000": 3, f"25,00{PERCENT}": 3,
    }  # fmt: skip
    assert [row[2] for row in grid(found)[2:5]] == ["Indikator 2", "Indikator 3", "Indikator 4"]


def test_camat_leaves_performance_of_programmes_out_and_tells_the_efficiency_of_the_table():
    found = table(replace(MARRIED, form=ReportForm.CAMAT_RINGKAS), "cost")
    lines = grid(found)
    assert lines[2][6:] == ["", "", "", ""]
    assert lines[-1][:5] == ["Rata-rata"] * 5
    assert lines[-1][5:] == [f"47,87{PERCENT}", "", "", f"50,00{PERCENT}", "2,13"]
    assert "Efisiensi = capaian kinerja dikurangi serapan anggaran" in found.notes[1][1]
    assert "rata-rata persentase setiap baris" in found.notes[2][1]


def test_the_definition_of_efficiency_is_the_one_chosen():
    report = replace(MARRIED, facts=replace(MARRIED.facts, choices=Choices(efficiency=EfficiencyDefinition.INDEX)))
    assert any("IE" in sentence for _, sentence in table(report, "cost").notes)


def test_a_line_without_an_indicator_gets_dashes():
    report = inputs(lines=(line(7),))
    found = table(report, "cost")
    assert grid(found)[3][6:] == ["–", "–", "–", "–"]
    assert ("a", "Tidak ada indikator yang terkait.") in found.notes


def test_an_unfilled_line_makes_the_sum_partial():
    found = table(inputs(lines=(line(7), line(8, spent=None))), "cost")
    total = found.rows[-1].cells
    assert [part.text for part in total[:3]] == ["Jumlah", "2.000.000", "250.000"]
    assert total[2].footnote
    assert dict(found.notes)[total[2].footnote].startswith("Dihitung tanpa 1 rincian")
    assert grid(found)[-2][4] == "–"


def test_the_documents_behind_the_ceilings_are_named():
    report = inputs(
        lines=(
            line(6, None, None, holds_amounts=False, level=BudgetLevel.KEGIATAN),
            line(7, parent_id=6, document=CeilingDocument.DPPA),
            line(8, parent_id=6),
            line(9, document=CeilingDocument.SHIFT),
        ),
        budgets=(BudgetItemEntry(6, 1, ""),),
    )
    remarks = [sentence for marker, sentence in table(report, "cost").notes if not marker]
    assert remarks[0] == "Pagu menurut DPA dan DPPA yang berlaku pada 30 Juni 2024."


def test_a_line_of_another_year_keeps_the_agreements_words_and_shows_no_money():
    found = table(inputs(lines=(line(7),), budgets=(BudgetItemEntry(7, 1, ""), BudgetItemEntry(99, 2, "Lama"))), "cost")
    assert grid(found)[4][:6] == ["2", "Lama", "", "", "", ""]


def test_the_agreement_may_word_a_line_in_its_own_way():
    report = inputs(lines=(line(7),), budgets=(BudgetItemEntry(7, 1, "Disebut begini"),))
    assert cell(table(report, "cost"), 3, "name") == "Disebut begini"


@pytest.mark.parametrize("form", [form for form in ReportForm if layout_for(form).cost_table.key])
def test_no_budget_leaves_a_complete_table_without_money(form):
    found = table(inputs(form=form), "cost")
    keys = [column.key for column in found.columns]
    assert not set(keys) & {"ceiling", "spent", "absorption", "efficiency"}
    assert {"target", "realization", "achievement"} <= set(keys)
    assert len(found.rows) == 2
    assert found.caption == "Kinerja Kepala Seksi Pemberdayaan Masyarakat Tahun 2024 – Triwulan II"
    assert not found.landscape
    assert all("{" not in column.header and "Anggaran" not in column.header for column in found.columns)
    assert "" not in [text for row in grid(found) for text in row]


def test_lines_below_the_money_are_listed_without_money_columns():
    report = inputs(
        indicators=(indicator(1), indicator(2)),
        promised=((1, 1),),
        lines=(
            line(6, level=BudgetLevel.KEGIATAN),
            line(7, None, None, parent_id=6, holds_amounts=False, outcomes=(2,)),
        ),
        budgets=(BudgetItemEntry(7, 1, ""),),
    )
    found = table(report, "cost")
    assert [row[0] for row in grid(found)] == ["1", "Sub Kegiatan", "1"]


# -- the cost table: performance first -------------------------------------------------------------------------


def test_sekretaris_puts_both_halves_in_one_row():
    report = replace(MARRIED, form=ReportForm.SEKRETARIS)
    budgets = tuple(replace(row, objective_id=1) for row in report.agreement.budgets)
    report = replace(report, agreement=replace(report.agreement, budgets=budgets))
    found = table(report, "cost")
    assert grid(found) == [
        ["1", "Sasaran 1", "Sub kegiatan 7", "35 keluarga", "21 keluarga", f"60,00{PERCENT}", "19.740.750",
         "5.760.000", f"29,18{PERCENT}"],
        ["2", "Sasaran 1", "Sub kegiatan 8", "8 laporan", "8 laporan", f"100,00{PERCENT}", "7.175.000",
         "4.775.000", f"66,55{PERCENT}"],
        ["Jumlah"] * 6 + ["26.915.750", "10.535.000", f"39,14{PERCENT}"],
    ]  # fmt: skip
    assert [column.formula for column in found.columns] == ["1", "2", "3", "4", "5", "6=5/4", "7", "8", "9=8/7"]
    assert [column.header for column in found.columns[1:3]] == ["Sasaran Kegiatan", "Sub Kegiatan"]


def test_a_promised_indicator_in_a_combined_row_keeps_its_own_name_and_target():
    report = inputs(
        indicators=(indicator(1), indicator(2)),
        promised=((1, 1),),
        lines=(line(7, outcomes=(1, 2)),),
        form=ReportForm.SEKRETARIS,
    )
    found = table(report, "cost")
    assert [row[3] for row in grid(found)[:2]] == [f"100{PERCENT}"] * 2
    assert grid(found)[0][1] == "Sasaran 1"


def test_a_form_without_money_columns_does_not_speak_of_money():
    report = inputs(
        indicators=(indicator(1, "100", "50"),),
        promised=((1, 1),),
        lines=(line(7, outcomes=(1,)),),
        form=ReportForm.STAF,
    )
    made = document(report)
    found = next(block for block in made.tables if block.key == "cost")
    assert [column.header for column in found.columns[:2]] == ["No", "Sasaran/Sub Kegiatan"]
    assert [row.cells[0].text for row in found.rows if row.style is RowStyle.DIVIDER] == ["Sub Kegiatan"]
    assert "diuraikan pada Tabel 2.3 di bawah ini" in plain(made)
    assert "realisasi anggarannya" not in plain(made)


# -- other tables ----------------------------------------------------------------------------------------------


def made_up(part: TableLayout) -> Layout:
    return Layout(form=ReportForm.KASI, parts=(Chapter("one", "SATU"), TablePart(part)))


def test_cost_per_outcome_is_a_column_like_any_other():
    layout = made_up(
        CostTable(
            key="cost",
            rows=RowSource.COST,
            caption="Biaya per hasil",
            columns=(
                ColumnLayout("name", "Nama", 40),
                ColumnLayout("remaining", "Sisa", 15),
                ColumnLayout("cost_planned", "Rencana", 15),
                ColumnLayout("cost_realized", "Realisasi", 15),
                ColumnLayout("cost_ratio", "Rasio", 15),
            ),
        )
    )
    found = table(MARRIED, "cost", layout)
    assert grid(found)[1] == ["Sub kegiatan 7", "13.980.750", "564.021,43", "274.285,71", "0,49"]


WITH_COSTS = replace(MARRIED, facts=replace(MARRIED.facts, choices=Choices(cost_per_outcome=True)))


@pytest.mark.parametrize("form", [form for form in ReportForm if layout_for(form).cost_table.shows_money])
def test_the_kabupaten_may_add_the_cost_of_a_unit_of_outcome(form):
    without, found = (
        [block for block in document(replace(report, form=form)).tables if block.key == "cost"]
        for report in (MARRIED, WITH_COSTS)
    )
    for block, wide in zip(without, found, strict=True):
        assert [column.header for column in wide.columns[-2:]] == ["Rencana", "Realisasi"]
        assert {column.group for column in wide.columns[-2:]} == {"Biaya per Hasil (Rp)"}
        assert len(wide.columns) == len(block.columns) + 2
        assert sum(column.width for column in wide.columns) == 100
        told = [text for _, text in wide.notes if text.startswith("Biaya per hasil")]
        assert len(told) == 1
        assert not [text for _, text in block.notes if text.startswith("Biaya per hasil")]
        assert ("564.021,43", "274.285,71") in [tuple(row[-2:]) for row in grid(wide)]


def test_a_form_without_money_and_a_report_without_costs_stay_as_they_are():
    staff = document(replace(WITH_COSTS, form=ReportForm.STAF))
    apart = inputs(lines=(line(7),))
    without = replace(apart, facts=replace(apart.facts, choices=Choices(cost_per_outcome=True)))
    for made in (staff, document(without)):
        found = next(block for block in made.tables if block.key == "cost")
        assert "cost_planned" not in {column.key for column in found.columns}


def test_a_cost_that_cannot_be_reckoned_says_why():
    report = inputs(indicators=(indicator(1, "12", "0"), indicator(2)), lines=(line(7, outcomes=(1,)),))
    made = document(replace(report, facts=replace(report.facts, choices=Choices(cost_per_outcome=True))))
    found = next(block for block in made.tables if block.key == "cost")
    assert "Hasil masih nol, biaya per hasil tidak dapat dihitung." in [text for _, text in found.notes]


def test_budget_amounts_as_signed():
    layout = made_up(
        TableLayout(
            key="budget",
            rows=RowSource.BUDGET,
            caption="Anggaran",
            columns=(ColumnLayout("no", "No", 10), ColumnLayout("line", "Baris", 60), ColumnLayout("amount", "Rp", 30)),
        )
    )
    report = inputs(
        lines=(line(7), line(8)),
        budgets=(BudgetItemEntry(7, 1, "", None, Decimal(14654000)), BudgetItemEntry(8, 2, "")),
    )
    assert grid(table(report, "budget", layout)) == [
        ["1", "Sub kegiatan 7", "14.654.000"],
        ["2", "Sub kegiatan 8", "1.000.000"],
    ]


def test_strategies_as_text_as_list_and_with_months_of_their_own():
    report = inputs(
        indicators=(indicator(1), indicator(2)),
        lines=(line(7),),
        strategies=(
            StrategyEntry(101, None, None, "", "Januari", (("Membina", ""),)),
            StrategyEntry(
                None,
                2,
                None,
                "Memastikan:",
                "Maret",
                (("satu", ""), ("dua", "")),
            ),
            StrategyEntry(
                None,
                None,
                7,
                "",
                "Mei",
                (("tiga", "Juli"), ("empat", "")),
            ),
            StrategyEntry(None, None, 7, "", "", (("lima", "Juni"),)),
        ),
    )
    found = table(report, "strategies")
    first, second, third, fourth = (row.cells for row in found.rows)
    assert [part.text for part in first] == ["1", "Indikator 1", "Membina", "Januari"]
    assert (second[1].text, second[2].text, second[2].items, second[3].text) == (
        "Indikator 2", "Memastikan:", ("satu", "dua"), "Maret",
    )  # fmt: skip
    assert (third[1].text, third[3].items, third[3].marker) == ("Sub kegiatan 7", ("Juli", "Mei"), Marker.ALPHA)
    assert [part.text for part in fourth] == ["4", "Sub kegiatan 7", "lima", "Juni"]


@pytest.mark.parametrize(
    ("subjects", "header"),
    [
        (((101, None, None), (None, 2, None)), "Indikator Kinerja"),
        (((None, None, 7), (None, None, 8)), "Sub Kegiatan"),
        (((None, None, 1), (None, None, 7)), "Kegiatan/Sub Kegiatan"),
        (((101, None, None), (None, None, 1)), "Indikator Kinerja/Kegiatan"),
        ((), None),
    ],
)
def test_the_strategies_are_headed_by_what_they_are_for(subjects, header):
    report = inputs(
        indicators=(indicator(1), indicator(2)),
        lines=(line(1, level=BudgetLevel.KEGIATAN), line(7, parent_id=1), line(8, parent_id=1)),
        strategies=tuple(StrategyEntry(*ids, "", "", (("Membina", ""),)) for ids in subjects),
    )
    made = build_document(report, results_of(report))
    found = [block for block in made.tables if block.key == "strategies"]
    assert [block.columns[1].header for block in found] == [header] * bool(header)


def test_strategies_split_by_what_is_reached():
    report = inputs(
        indicators=(indicator(1, "100", "100"), indicator(2, "100", "50"), indicator(3, "100", None)),
        promised=((1, 1), (2, 2)),
        lines=(line(7, outcomes=(1,)), line(8, outcomes=(1, 3)), line(9)),
        strategies=tuple(
            StrategyEntry(*ids, "", "", (("x", ""),))
            for ids in (
                (101, None, None),
                (102, None, None),
                (None, 1, None),
                (None, 3, None),
                (None, None, 7),
                (None, None, 8),
                (None, None, 9),
            )
        ),
    )
    told = story(report)
    assert [told.is_reached(row) for row in report.strategies] == [True, False, True, False, True, False, False]
    columns = (ColumnLayout("no", "No", 50), ColumnLayout("indicator", "Indikator", 50))
    for source, names in [
        (RowSource.STRATEGIES_REACHED, ["Indikator 1", "Indikator 1", "Sub kegiatan 7"]),
        (RowSource.STRATEGIES_UNREACHED, ["Indikator 2", "Indikator 3", "Sub kegiatan 8", "Sub kegiatan 9"]),
    ]:
        layout = made_up(TableLayout("s", source, "", columns))
        assert [row[1] for row in grid(table(report, "s", layout))] == names


# -- size ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ReportForm)
def test_forty_indicators_and_a_name_of_900_characters(form):
    long = "Persentase fasilitasi " * 41
    report = inputs(
        indicators=tuple(indicator(key, name=long[:900] if key == 1 else "") for key in range(1, 41)),
        promised=tuple((1 + key // 20, key) for key in range(1, 41)),
        lines=tuple(line(key, outcomes=(key, key + 1)) for key in range(1, 40)),
        form=form,
    )
    made = document(report)
    check_document(made)
    assert long[:900] in [part.text.removeprefix("1. ") for row in made.tables[0].rows for part in row.cells]
    assert len(made.tables[0].rows) == 40


@pytest.mark.parametrize("form", ReportForm)
def test_every_form_fills_its_tables(form):
    made = document(replace(MARRIED, form=form))
    check_document(made)
    assert {layout_for(form).cost_table.key or "budget_tree"} <= {found.key for found in made.tables}
