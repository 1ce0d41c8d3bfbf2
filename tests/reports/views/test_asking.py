"""Addresses that answer how a figure came about."""

from reports.computation import compute_facts
from reports.outputs import prepare_inputs
from reports.views.asking import Questions, asking
from tests.reports.builders import facts, figure, indicator, report


def test_a_key_stands_in_the_address_whatever_it_holds():
    assert asking("/hitungan/", "indikator-1-capaian") == "/hitungan/?angka=indikator-1-capaian"
    assert asking("/hitungan/", "a&b=c") == "/hitungan/?angka=a%26b%3Dc"
    assert asking("/hitungan/?bentuk=kasi", "efisiensi") == "/hitungan/?bentuk=kasi&angka=efisiensi"


def test_figures_and_cells_lead_to_their_page():
    inputs = report(facts([indicator(1, 21, target=35)]), items=[1])
    prepared = prepare_inputs(inputs, compute_facts(inputs.facts))
    questions = Questions.about_report(prepared, "/hitungan/")
    reached = prepared.results.facts.indicators[1].achievement
    assert questions.about(reached) == "/hitungan/?angka=indikator-1-capaian"
    assert questions.about(figure(60)) == "", "an equal figure is not the same one"
    cells = [cell for table in questions.document.tables for row in table.rows for cell in row.cells]
    assert "/hitungan/?angka=indikator-1-capaian" in {cell.ask for cell in cells}
