"""Slips that can't happen: what `tests/golden/errata.yaml` says of a reason is shown here, or in the test it names."""

import datetime
from collections import defaultdict
from dataclasses import fields, replace

import pytest

from agreements.enums import ReportForm
from reports.actions import BudgetChange, IndicatorChange
from reports.document.blocks import Cover, PhotoGrid, SignatureColumn, Signatures
from reports.document.build import build_document
from reports.explanation.keys import report_index
from reports.inputs import PhotoEntry, StrategyEntry
from tests.reports.document.making import CAMAT, KASI, document, indicator, inputs, line, plain, results_of, table

FORMS = (ReportForm.KASI, ReportForm.SEKRETARIS, ReportForm.CAMAT_RINGKAS, ReportForm.CAMAT_LENGKAP)
LINES = (line(7, outcomes=(1,)), line(8, outcomes=(2,)))


def a_report(value="50", **more):
    """Return a report of two indicators of which the first reached something of 100 dokumen."""
    indicators = (indicator(1, value=value, unit="dokumen", name="Jumlah dokumen"), indicator(2, name="Persentase"))
    return inputs(**{"indicators": indicators, "lines": LINES, **more})


def printed(report):
    """Return all texts that the tables print for each figure, with how often: key -> {text: times}."""
    results = results_of(report)
    index = report_index(report, results)
    found = defaultdict(lambda: defaultdict(int))
    for made in build_document(report, results).tables:
        for cell in (cell for row in made.rows for cell in row.cells):
            if key := index.key_of(cell.figure):
                found[key][cell.text] += 1
    return found


@pytest.mark.parametrize("form", FORMS)
def test_one_realization_is_what_every_table_of_every_report_prints(form):
    before, after = (printed(a_report(value, form=form))["indikator-1-realisasi"] for value in ("50", "80"))
    assert len(before) == len(after) == 1
    (was,), (now,) = before, after
    assert (was.split()[0], now.split()[0]) == ("50", "80")
    assert before[was] == after[now]
    assert form is ReportForm.CAMAT_RINGKAS or before[was] >= 2, "in the table of performance and in that of money"


def test_what_follows_from_a_row_is_computed_and_has_no_field():
    typed = {field.name for kind in (IndicatorChange, BudgetChange) for field in fields(kind)}
    assert typed == {
        "indicator_id", "line_id", "version", "value", "terms", "shown", "amount", "note", "missing_reason",
    }  # fmt: skip
    before, after = printed(a_report("50")), printed(a_report("80"))
    assert set(before["indikator-1-capaian"]) == {"50,00\N{NO-BREAK SPACE}%"}
    assert set(after["indikator-1-capaian"]) == {"80,00\N{NO-BREAK SPACE}%"}
    spent = replace(LINES[0], spent=LINES[0].ceiling.amount)
    more = printed(a_report(lines=(spent, LINES[1])))
    for key in ("anggaran-7-serapan", "jumlah-realisasi", "jumlah-serapan"):
        assert set(more[key]) != set(before[key])
        assert len(more[key]) == len(before[key]) == 1


def names_in(report, key, names):
    """Return the given names in the order in which a table of the report names them."""
    cells = [cell.text for row in table(report, key).rows for cell in row.cells]
    return [name for name in cells if name in names]


def test_one_wording_is_what_every_table_prints():
    report = a_report()
    renamed = replace(report.facts.indicators[1], name="Nama baru")
    other = replace(report, facts=replace(report.facts, indicators=report.facts.indicators | {1: renamed}))
    for key in ("agreement", "achievement", "cost"):
        was, now = names_in(report, key, {"Jumlah dokumen"}), names_in(other, key, {"Nama baru"})
        assert len(was) == len(now) >= 1, key
        assert names_in(other, key, {"Jumlah dokumen"}) == []


def test_tables_follow_the_agreement():
    both = {"Jumlah dokumen", "Persentase"}
    for promised, order in (
        (((1, 1), (2, 2)), ["Jumlah dokumen", "Persentase"]),
        (((2, 2), (1, 1)), ["Persentase", "Jumlah dokumen"]),
    ):
        report = a_report(promised=promised)
        assert names_in(report, "agreement", both) == names_in(report, "achievement", both) == order


@pytest.mark.parametrize("form", FORMS)
def test_headers_and_fixed_words_are_the_forms(form):
    def heads(report):
        return [
            [(column.header, column.group, column.formula, column.width) for column in made.columns]
            for made in document(report).tables
        ]

    assert heads(a_report(form=form)) == heads(a_report("3", form=form, signer=CAMAT, superior=None))


def test_names_and_titles_come_from_the_appointment():
    """Nothing else of the report says who signs: with another official the old name stands nowhere."""

    def signers(made):
        columns = [side for block in made.blocks if isinstance(block, Signatures) for side in (block.left, block.right)]
        return [column.name for column in columns if isinstance(column, SignatureColumn)]

    made = document(a_report())
    other = document(a_report(signer=replace(KASI, name="RATNA DEWI, SE", nip="198001012005012001")))
    assert KASI.name in signers(made)
    assert "RATNA DEWI, SE" in signers(other)
    assert isinstance(other.cover, Cover)
    assert KASI.name not in f"{other.cover} {signers(other)} {plain(other)}"


def test_reached_and_open_targets_part_by_the_results():
    def parted(value):
        report = a_report(value, form=ReportForm.KEPALA_BAGIAN)
        keys = {made.key for made in document(report).tables}
        found = {}
        for key in ("strategies_reached", "strategies_unreached"):
            found[key] = names_in(report, key, {"Jumlah dokumen"}) if key in keys else []
        return found

    assert parted("50") == {"strategies_reached": [], "strategies_unreached": ["Jumlah dokumen"]}
    assert parted("100") == {"strategies_reached": ["Jumlah dokumen"], "strategies_unreached": []}


def test_a_strategy_has_no_name_of_its_own():
    assert {field.name for field in fields(StrategyEntry)} == {
        "item_id", "indicator_id", "line_id", "lead_in", "months", "items",
    }  # fmt: skip
    assert names_in(a_report(), "strategies", {"Jumlah dokumen", "Persentase"}) == ["Jumlah dokumen", "Persentase"]


def test_the_date_of_a_photograph_is_a_field():
    taken = PhotoEntry("Rapat", datetime.date(2024, 6, 5))
    made = document(a_report(form=ReportForm.KEPALA_BAGIAN, photos=(taken,)))
    (pictures,) = [block.pictures for block in made.blocks if isinstance(block, PhotoGrid)]
    assert [(picture.caption, picture.date) for picture in pictures] == [("Rapat", "5 Juni 2024")]
