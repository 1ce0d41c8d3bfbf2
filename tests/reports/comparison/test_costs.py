"""The same sub kegiatan across kecamatan: units of measure are not mixed, and who is missing is named with the reason."""

import pytest

from agreements.enums import BudgetLevel
from reports.comparison.choice import Sort
from reports.comparison.costs import cost_section, costs, lines_with_outcomes, usual_line
from reports.results import Reason
from tests.reports.comparison.making import line, missing, outcome, texts, unit

CODE = "7.01.01.2.01.0001"
COSTED = (("Klakah", "100"), ("Padang", "200"))
UNITS = (
    unit("Klakah", lines=[line(CODE, 1000, 800, outcome("100"))]),
    unit("Padang", lines=[line(CODE, 1000, 400, outcome("50", planned="125"))]),
    unit("Tempeh", lines=[line(CODE, 1000, 400, outcome("7", measure="Dokumen"))]),
    unit("Kunir", lines=[line(CODE, 1000, 0, outcome(missing(Reason.ZERO_OUTCOME), realization="0"))]),
    unit(
        "Tekung",
        lines=[line(CODE, 9, 9, outcome(missing(Reason.SEVERAL_OUTCOMES)), outcome(missing(Reason.SEVERAL_OUTCOMES)))],
    ),
    unit("Senduro", lines=[line(CODE, 9, 9)]),
    unit("Jatiroto"),
)


def section(sort="", units=UNITS):
    return cost_section(costs(units, CODE), Sort.read(sort), heading="Uji")


def test_each_unit_of_measure_has_its_own_picture():
    pictures = [picture.model for picture in section().pictures]
    assert [(picture.title, [bar.label for bar in picture.bars]) for picture in pictures] == [
        ("Biaya per laporan", ["Padang", "Klakah"]),
        ("Biaya per dokumen", ["Tempeh"]),
    ]
    assert len({picture.name for picture in pictures}) == 2


def test_bars_and_table_agree():
    found = section()
    cells = {row.cells[0].text: row.cells for row in found.table.rows}
    for picture in found.pictures:
        for bar in picture.model.bars:
            row = cells[f"Kecamatan {bar.label}"]
            assert (row[7].value, row[6].value) == (bar.value, bar.mark)
            assert bar.text == f"Rp {row[7].text}"


def test_who_has_no_cost_is_named_with_the_reason():
    found = section()
    assert [row[0] for row in texts(found)][-4:] == [
        f"Kecamatan {name}" for name in ("Kunir", "Tekung", "Senduro", "Jatiroto")
    ]
    reasons = [sentence for _, sentence in found.table.notes]
    assert reasons == [
        "Hasil masih nol, biaya per hasil tidak dapat dihitung.",
        "Satu anggaran untuk beberapa indikator, tidak dapat dibagi.",
        "Tidak ada indikator yang terkait.",
        "Tidak punya baris anggaran ini.",
    ]
    assert "Jatiroto (tidak punya baris anggaran ini)" in found.sentence
    assert "Satu laporan menghabiskan Rp\N{NO-BREAK SPACE}50 di Padang" in found.sentence


def test_order_of_the_table():
    assert [row[0].split()[-1] for row in texts(section("biaya.-biaya"))][:3] == ["Klakah", "Padang", "Tempeh"]
    assert texts(section("biaya.unit"))[0][0] == "Kecamatan Jatiroto"


def test_percent_is_told_by_the_point():
    found = section(units=[unit("Klakah", lines=[line(CODE, 1000, 800, outcome("100", measure="%"))])])
    assert found.pictures[0].model.title == "Biaya per poin persentase"
    assert found.sentence.startswith("Persen bukan satuan hasil")


@pytest.mark.parametrize("measure", ["orang/bulan", "Persen", "%"])
def test_what_measures_no_result_makes_no_headline(measure):
    units = [unit(name, lines=[line(CODE, 1000, 800, outcome(cost, measure=measure))]) for name, cost in COSTED]
    found = section(units=units)
    assert "menghabiskan" not in found.sentence
    assert "tidak menunjukkan unit yang lebih hemat" in found.sentence
    assert [row[6] for row in texts(found)] == ["100", "200"], "the figures stay in the table"
    other = "7.01.02.2.01.0001"
    told = [unit("Padang", lines=[line(CODE, 9, 9, outcome("9", measure=measure)), line(other, 9, 9, outcome("9"))])]
    assert usual_line([*units, *told], lines_with_outcomes([*units, *told])) == other


def test_paper_is_counted_with_a_caution_and_families_without():
    told = {
        measure: section(
            units=[unit(name, lines=[line(CODE, 1000, 800, outcome(cost, measure=measure))]) for name, cost in COSTED]
        ).sentence
        for measure in ("dokumen", "keluarga")
    }
    assert "Banyaknya dokumen tidak mengukur isi pekerjaannya" in told["dokumen"]
    assert "Satu keluarga menghabiskan" in told["keluarga"]
    assert "Banyaknya" not in told["keluarga"]


def test_lines_to_choose_from():
    units = [
        unit(
            "Klakah",
            lines=[line("7.01", 1, 1, outcome("5"), level=BudgetLevel.PROGRAM), line(CODE, 1, 1, outcome(None))],
        ),
        unit("Padang", lines=[line("7.01", 1, 1, outcome("5"), level=BudgetLevel.PROGRAM), line("7.02", 1, 1)]),
    ]
    options = lines_with_outcomes(units)
    assert [option.value for option in options] == [CODE, "7.01"]
    assert usual_line(units, options) == "7.01"
    assert usual_line([], ()) == ""


def test_no_unit_at_all():
    found = cost_section((), Sort(), heading="Uji")
    assert found.pictures == ()
    assert found.sentence == "Tidak ada unit untuk dibandingkan."
