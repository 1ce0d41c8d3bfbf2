"""The tables of the long form: activities, comparisons with earlier years, the budget tree."""

from dataclasses import replace

import pytest

from reports.document.blocks import (
    Heading,
    Paragraph,
    RowStyle,
    Table,
)
from tests.reports.document.making import check_document
from tests.reports.long_report import blocks, document, long_report, rows, table


@pytest.fixture
def made():
    return document(long_report())


def test_last_year_stands_over_this_year_with_the_difference(made):
    assert rows(made, "last_year") == [
        ["1", "Hasil fasilitasi", "TW I Tahun 2023", "91,50 %", "39,25 %", "42,90 %"],
        ["1", "Hasil fasilitasi", "TW I Tahun 2024", "83,60 %", "35,19 %", "42,09 %"],
        ["1", "Hasil fasilitasi", "Selisih", "−7,90 poin", "−4,06 poin", "−0,81 poin"],
        ["2", "Desa tepat waktu", "TW I Tahun 2023", "82,00 %", "33,33 %", "40,65 %"],
        ["2", "Desa tepat waktu", "TW I Tahun 2024", "93,33 %", "33,33 %", "35,71 %"],
        ["2", "Desa tepat waktu", "Selisih", "+11,33 poin", "0,00 poin", "−4,94 poin"],
    ]


def test_the_medium_term_with_two_years_before(made):
    block = table(made, "medium_term")
    assert [column.header for column in block.columns][2:] == [
        "Target Renstra", "2022", "2023", "2024 (TW I)", "Capaian terhadap Target Renstra",
    ]  # fmt: skip
    assert rows(made, "medium_term")[1][2:] == ["93,33 %", "86,66 %", "96,67 %", "33,33 %", "35,71 %"]
    assert block.caption == "Perbandingan Target Renstra 2024–2026 dengan Realisasi Tahun Sebelumnya"


def test_an_unknown_past_is_a_dash_with_its_reason():
    report = long_report()
    indicators = {key: replace(entry, past=(), long_term=()) for key, entry in report.facts.indicators.items()}
    made = document(replace(report, facts=replace(report.facts, indicators=indicators)))
    check_document(made)
    assert rows(made, "last_year")[0][3:] == ["–", "–", "–"]
    assert table(made, "last_year").notes == (("a", "Data tahun sebelumnya belum tersedia."),)
    assert rows(made, "medium_term")[0][2:] == ["–", "–", "–", "35,19 %", "–"]


def test_the_budget_tree_steps_in_by_level_and_ends_in_the_sum(made):
    block = table(made, "budget_tree")
    assert block.dense
    assert not block.landscape
    assert [row.style for row in block.rows] == [
        RowStyle.GROUP, RowStyle.SUBGROUP, RowStyle.BODY, RowStyle.BODY,
        RowStyle.GROUP, RowStyle.SUBGROUP, RowStyle.BODY, RowStyle.TOTAL,
    ]  # fmt: skip
    assert [row.cells[1].indent for row in block.rows[:-1]] == [0, 1, 2, 2, 0, 1, 2]
    assert rows(made, "budget_tree")[1] == ["7.01.01.2.01", "Kegiatan Besar", "1.500", "250", "1.250", "16,67 %"]
    assert rows(made, "budget_tree")[-1] == ["JUMLAH", "JUMLAH", "2.000", "350", "1.650", "17,50 %"]


def test_an_office_without_a_budget_says_so():
    report = long_report()
    bare = replace(report, facts=replace(report.facts, lines={}), agreement=replace(report.agreement, budgets=()))
    made = document(bare)
    check_document(made)
    assert "budget_tree" not in [block.key for block in made.tables]
    texts = [block.text for block in blocks(made, Paragraph)]
    assert "Anggaran Kecamatan Contoh Tahun 2024 belum dicatat." in texts


def test_activities_stand_under_the_indicator_that_counts_them(made):
    order = [getattr(block, "key", "") for block in made.blocks if isinstance(block, Heading | Table)]
    assert order.index("indicator_1") < order.index("activities") < order.index("indicator_2")
    assert rows(made, "activities") == [
        ["1", "Fasilitasi A", "Satu"],
        ["2", "Fasilitasi A", "Dua"],
        ["3", "Fasilitasi B", "Tiga"],
    ]
    kinds = [cell.rowspan for row in table(made, "activities").rows for cell in row.cells if "Fasilitasi" in cell.text]
    assert kinds == [2, 1]
