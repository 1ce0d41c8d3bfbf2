"""What blocks a submission, what only deserves a word, and what is fine."""

import datetime
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.enums import Aggregation, Direction, Echelon, Formula, Severity, TermRole, TermTakes
from reports import checks
from reports.checks import CHECKS, check_report
from reports.checks.figures import FILL_SHAPE, FILL_TARGET
from reports.checks.units import units_in
from reports.period import Quarter
from reports.results import Kept
from tests.reports.builders import (
    agreement,
    compute,
    facts,
    indicator,
    item,
    line,
    mean_indicator,
    ratio_terms,
    realization,
    report,
    signer,
    target,
    term,
)
from tests.reports.offices import bagian_organisasi, candipuro, rowokangkung


def findings(indicators=(), lines=(), *, combined=False, items=None, budgets=None, **more):
    """Return the findings of a report that promises all indicators and names all lines, unless said otherwise."""
    indicators, lines = list(indicators), list(lines)
    inputs = report(
        facts(indicators, lines),
        items=[entry.id for entry in indicators] if items is None else items,
        budgets=[entry.id for entry in lines] if budgets is None else budgets,
        **more,
    )
    return check_report(inputs, compute(inputs, combined=combined))


def found(*args, **more):
    return [(finding.code, finding.link) for finding in findings(*args, **more)]


def test_a_taken_term_that_is_missing_leads_to_where_it_is_filled_in():
    above, below = ratio_terms([None], [35])
    above = replace(above, source_id=2)
    ratio = indicator(1, formula=Formula.RATIO, terms=(above, below))
    shared = [ratio, indicator(2, None, target=35)]
    (listed,) = [row for row in findings(shared, items=[1]) if row.code == "missing_figure"]
    assert listed.link == "indikator-2"
    assert "“Unsur 1” belum diisi" in listed.message
    below = replace(below, values={}, source_id=2, takes=TermTakes.TARGET)
    ratio = replace(ratio, terms=(replace(above, values={2: 3}), below))
    (listed,) = [row for row in findings([ratio, shared[1]], items=[1]) if row.code == "missing_figure"]
    assert (listed.link, listed.mend, listed.kept) == ("indikator-2", FILL_TARGET, (Kept.TARGET,))


def test_what_nobody_can_fill_in_leads_to_how_the_indicator_is_made():
    """A mean without anything below it, a ratio without a denominator: there is no field for their figure."""
    above, _ = ratio_terms([3], [35])
    for shapeless in (
        indicator(1, formula=Formula.MEAN_OF_CHILDREN),
        indicator(1, formula=Formula.RATIO, terms=(above,)),
    ):
        (listed,) = [row for row in findings([shapeless], items=[1]) if row.code == "missing_figure"]
        assert (listed.mend, listed.kept) == (FILL_SHAPE, (Kept.SHAPE,))
    (listed,) = [row for row in findings([indicator(1)], items=[1]) if row.code == "missing_figure"]
    assert listed.kept == ()


def test_a_missing_agreement_is_told_from_an_empty_one():
    (none,) = [row.message for row in findings([indicator(1, 5)], agreement=None) if row.code == "missing_agreement"]
    assert "belum mempunyai Perjanjian Kinerja tahun 2024 yang berlaku pada 30 Juni 2024." in none
    (empty,) = [row.message for row in findings(agreement=agreement([])) if row.code == "missing_agreement"]
    assert "belum memuat indikator" in empty


def test_no_sentence_sends_people_to_the_administrator_for_what_they_keep_themselves():
    """Operators plan and import, Bagian Organisasi keeps the posts; only the register of regulations is left to him."""
    sources = Path(checks.__file__).parent.glob("*.py")
    assert [path.name for path in sources if "ministrator" in path.read_text(encoding="utf-8")] == ["regulations.py"]


# -- the table -----------------------------------------------------------------------------------------------------------


def test_every_check_has_its_row():
    codes = [check.code for check in CHECKS]
    assert len(set(codes)) == len(codes)
    blocking = {check.code for check in CHECKS if check.severity == Severity.ERROR}
    assert blocking >= {"missing_figure", "over_ceiling", "partial_sum", "signer_not_appointed", "unit_of_measure"}
    assert all(check.source and check.find.__doc__ for check in CHECKS)


def test_errors_come_first_and_findings_are_complete():
    listed = findings([indicator(1, target=None), indicator(2)], signer=signer(name=""))
    severities = [finding.severity for finding in listed]
    assert severities == ["error"] * 3 + ["warning"]
    for finding in listed:
        assert finding.message.endswith(".")
        assert finding.where
        assert finding.mend.endswith(".")


@pytest.mark.parametrize("inputs", [bagian_organisasi(), candipuro()], ids=["bagian-organisasi", "candipuro"])
def test_seed_reports_have_nothing_to_mend(inputs):
    assert check_report(inputs, compute(inputs)) == ()


def test_whole_office_has_nothing_to_mend():
    inputs = report(rowokangkung(), items=[1], budgets=[1000, 2000, 3000, 4000, 5000, 6000])
    assert check_report(inputs, compute(inputs)) == ()


# -- agreement -----------------------------------------------------------------------------------------------------------


def test_missing_agreement():
    (finding,) = findings(agreement=None)
    assert (finding.code, finding.where) == ("missing_agreement", "Perjanjian Kinerja")
    assert finding.message.startswith("Kepala Seksi Contoh belum mempunyai Perjanjian Kinerja tahun 2024")


# -- missing figures -----------------------------------------------------------------------------------------------------


def test_missing_realization():
    (finding,) = findings([indicator(12, name="Jumlah laporan", unit="laporan")])
    assert (finding.code, finding.severity, finding.link) == ("missing_figure", "error", "indikator-12")
    assert finding.message == "“Jumlah laporan”: realisasi Triwulan II belum diisi."
    assert finding.where == "Indikator: Jumlah laporan"
    assert "0 bila memang belum ada hasil" in finding.mend


def test_zero_is_a_figure_and_a_reason_stands_for_one():
    assert found([indicator(1, 0), indicator(2, reason="hasil survei belum terbit")]) == []


def test_blank_reason_is_no_reason():
    assert found([indicator(1, values={2: realization(reason="  ")})]) == [("missing_figure", "indikator-1")]


def test_outcome_of_the_table_is_due_where_it_has_a_target():
    """Rowokangkung 06 shows two outputs that nobody promised and nobody set a target for: a warning."""
    indicators = [indicator(1, 5), indicator(2), indicator(3, target=None)]
    lines = [line(7, 10, 5, pays_for=[2]), line(8, 10, 5, pays_for=[3])]
    assert found(indicators, lines, items=[1]) == [
        ("missing_figure", "indikator-2"),
        ("missing_target", "indikator-3"),
    ]


def test_promised_without_target_is_due_and_warned_about():
    assert found([indicator(1, target=None)]) == [("missing_figure", "indikator-1"), ("missing_target", "indikator-1")]
    assert found([indicator(1, 5, target=None)]) == [("missing_target", "indikator-1")]
    half = indicator(1, 5, target=target(10), direction=Direction.RANGE)
    assert found([half]) == [("missing_target", "indikator-1")]


def test_missing_terms_are_named():
    terms = (term(1, TermRole.NUMERATOR, 3, label="Hadir"), term(2, TermRole.DENOMINATOR, None, label="Desa"))
    (finding,) = findings([indicator(1, formula=Formula.RATIO, terms=terms)])
    assert finding.code == "missing_figure"
    assert "“Desa” belum diisi" in finding.message
    assert "Hadir" not in finding.message


def test_ratio_without_a_side():
    (finding,) = findings([indicator(1, formula=Formula.RATIO, terms=ratio_terms([3], []))])
    assert "belum mempunyai penyebut" in finding.message


def test_earlier_half_typed_quarter():
    terms = (term(1, TermRole.NUMERATOR, {1: 1, 2: 1}), term(2, TermRole.DENOMINATOR, {2: 2}))
    (finding,) = findings([indicator(1, formula=Formula.RATIO, aggregation=Aggregation.SUM, terms=terms)])
    assert "unsur triwulan sebelumnya belum diisi" in finding.message


def test_missing_quarter_is_named():
    summed = indicator(1, values={3: 5}, aggregation=Aggregation.SUM)
    inputs = report(facts([summed], quarter=Quarter(2024, 3)), items=[1])
    (finding,) = check_report(inputs, compute(inputs))
    assert "realisasi Triwulan I, Triwulan II belum diisi" in finding.message
    summed = indicator(1, values={1: 4, 3: 5}, aggregation=Aggregation.SUM)
    inputs = report(facts([summed], quarter=Quarter(2024, 3)), items=[1])
    (finding,) = check_report(inputs, compute(inputs))
    assert ": realisasi Triwulan II belum diisi" in finding.message


def test_explained_quarter_is_told():
    summed = indicator(1, values={1: realization(reason="belum berjalan"), 2: 5}, aggregation=Aggregation.SUM)
    assert found([summed]) == []


def test_missing_quarter_of_a_ratio():
    terms = ratio_terms([1], [2])
    (finding,) = findings([indicator(1, formula=Formula.RATIO, aggregation=Aggregation.SUM, terms=terms)])
    assert "realisasi Triwulan I belum diisi" in finding.message


@pytest.mark.parametrize(
    ("broken", "words"),
    [(mean_indicator(1), "tidak ada indikator di bawahnya"), (mean_indicator(1, parent=1), "berputar kembali")],
)
def test_mean_that_cannot_be(broken, words):
    (finding,) = findings([broken])
    assert finding.code == "missing_figure"
    assert words in finding.message


def test_zero_target_and_zero_denominator_are_told_in_the_report():
    terms = ratio_terms([0], [0])
    assert found([indicator(1, 5, target=0), indicator(2, formula=Formula.RATIO, terms=terms)]) == []


def test_missing_amount():
    (finding,) = findings([indicator(1, 1)], [line(7, 100, None, code="7.01.01", name="Penyediaan jasa")])
    assert (finding.code, finding.link) == ("missing_figure", "anggaran-7")
    assert finding.message == "“Penyediaan jasa”: realisasi anggaran belum diisi."
    assert finding.where == "Anggaran: 7.01.01 Penyediaan jasa"


def test_amount_is_due_only_where_the_report_rests_on_it():
    elsewhere = line(8, 100, None)
    below = line(9, parent=7)
    assert found([indicator(1, 1)], [line(7, 100, 0), elsewhere, below], budgets=[7, 9]) == []
    assert found([indicator(1, 1)], [line(7, 100, reason="SPJ belum terbit")]) == []


# -- partial sums --------------------------------------------------------------------------------------------------------


def test_partial_sum_names_the_leaf_once_under_the_nearest_sum():
    lines = [
        line(1, name="Program"),
        line(2, name="Kegiatan", parent=1),
        line(3, 100, None, name="Sub", parent=2),
        line(4, 100, 50, parent=2),
    ]
    (finding,) = findings([indicator(1, 1)], lines, budgets=[1, 2])
    assert (finding.code, finding.link) == ("partial_sum", "anggaran-3")
    assert finding.message == "Jumlah “Kegiatan” belum lengkap: realisasi anggaran “Sub” belum diisi."
    assert found([indicator(1, 1)], lines, budgets=[1, 2, 3]) == [("missing_figure", "anggaran-3")]


def test_a_sum_over_an_unfilled_quarter_is_told_once():
    lines = [line(1, name="Program"), *(line(key, 100, None, name=f"Sub {key}", parent=1) for key in range(2, 7))]
    (finding,) = findings([indicator(1, 1)], lines, budgets=[1])
    assert (finding.code, finding.link) == ("partial_sum", "anggaran-2")
    assert finding.message == (
        "Jumlah “Program” belum lengkap: realisasi anggaran 5 baris di bawahnya belum diisi:"
        " “Sub 2”, “Sub 3”, “Sub 4” dan 2 lainnya."
    )


def test_a_mean_over_an_unfilled_quarter_is_told_once():
    parts = [indicator(key, parent=1, name=f"Bagian {key}") for key in (2, 3)]
    (finding,) = findings([mean_indicator(1, name="Rata"), *parts], items=[1])
    assert (finding.code, finding.link) == ("partial_sum", "indikator-2")
    assert finding.message == (
        "Rata-rata “Rata” belum lengkap: 2 indikator di bawahnya belum ada angkanya: “Bagian 2”, “Bagian 3”."
    )
    assert found([mean_indicator(1), *parts], items=[1, 2, 3]) == [
        ("missing_figure", "indikator-2"),
        ("missing_figure", "indikator-3"),
    ], "the mean has no figure of its own to miss"
    assert found([mean_indicator(1)], items=[1]) == [("missing_figure", "indikator-1")], "nothing to rest on"


def test_a_ratio_that_takes_its_part_from_a_blank_is_not_missed_beside_it():
    taken = replace(term(1, label="Dokumen"), source_id=2)
    below = term(2, TermRole.DENOMINATOR, 4)
    ratio = indicator(1, formula=Formula.RATIO, terms=(taken, below))
    other = indicator(3, formula=Formula.RATIO, terms=(replace(taken, id=3), replace(below, id=4)))
    source = indicator(2, unit="dokumen", target=10)
    assert found([ratio, source], items=[1, 2]) == [("missing_figure", "indikator-2")]
    assert found([ratio, other, source], items=[1, 3]) == [("missing_figure", "indikator-2")]


def test_partial_sum_waits_for_a_zero_or_a_reason():
    for spent in ({"spent": 0}, {"reason": "SPJ belum terbit"}):
        assert found([indicator(1, 1)], [line(1), line(2, 100, parent=1, **spent)], budgets=[1]) == []


def test_partial_mean():
    indicators = [
        mean_indicator(1, name="Persentase operasional"),
        mean_indicator(2, parent=1),
        indicator(3, parent=2, name="Jumlah laporan", unit="laporan"),
        indicator(4, 50, parent=1),
        indicator(5, parent=1, target=None),
        indicator(6, parent=1, used=False),
        indicator(7, parent=1, reason="belum dimulai"),
    ]
    (finding,) = findings(indicators, items=[1])
    assert (finding.code, finding.link) == ("partial_sum", "indikator-3")
    assert "Rata-rata “Persentase operasional” belum lengkap: “Jumlah laporan”" in finding.message
    assert found(indicators, items=[1, 3]) == [("missing_figure", "indikator-3")]


def test_explained_mean_waits_for_nothing():
    assert found([mean_indicator(1, reason="baru mulai Triwulan III"), indicator(2, parent=1)], items=[1]) == []


def test_ring_of_means_is_left_after_one_round():
    codes = {code for code, _ in found([mean_indicator(1, parent=2), mean_indicator(2, parent=1)])}
    assert codes == {"missing_figure"}


# -- money ---------------------------------------------------------------------------------------------------------------


def test_spending_over_ceiling():
    (finding,) = findings([indicator(1, 1)], [line(7, 6822000, 6822001, name="Urusan")])
    assert (finding.code, finding.severity, finding.link) == ("over_ceiling", "error", "anggaran-7")
    assert re.sub(r"\s", " ", finding.message) == "“Urusan”: realisasi Rp 6.822.001 melebihi pagu Rp 6.822.000."
    assert found([indicator(1, 1)], [line(7, 100, 100)]) == []


def test_spending_over_the_ceiling_of_a_leaf_shows_under_its_sum_too():
    lines = [line(1), line(2, 100, 150, parent=1), line(3, 100, 0, parent=1)]
    assert found([indicator(1, 1)], lines, budgets=[1]) == [("over_ceiling", "anggaran-2")]


def test_spending_without_a_ceiling():
    (finding,) = findings([indicator(1, 1)], [line(7, None, 5)])
    assert finding.code == "over_ceiling"
    assert "belum ada pagu" in finding.message


def test_no_ceiling_and_no_spending_is_a_warning():
    (finding,) = findings([indicator(1, 1)], [line(7, None, 0)])
    assert (finding.code, finding.severity) == ("missing_ceiling", "warning")
    assert "30 Juni 2024" in finding.message


# -- people --------------------------------------------------------------------------------------------------------------


def test_signers_without_a_name():
    listed = findings(
        [indicator(1, 1)],
        signer=signer("Kepala Seksi Pemerintahan", " "),
        superior=signer("Camat", ""),
        signed_on=datetime.date(2024, 7, 1),
    )
    assert [finding.code for finding in listed] == ["signer_not_appointed"] * 2
    assert "1 Juli 2024" in listed[0].message
    assert "Kepala Seksi Pemerintahan" in listed[0].message
    assert "Camat" in listed[1].message
    assert {finding.where for finding in listed} == {"Tanda tangan"}


@pytest.mark.parametrize("superior", [None, signer("Bupati Lumajang", "", echelon=Echelon.HEAD)])
def test_bupati_needs_no_name(superior):
    signed = agreement([1], superior_title="Bupati Lumajang")
    assert found([indicator(1, 1)], superior=superior, agreement=signed) == []


@pytest.mark.parametrize("day", [datetime.date(2024, 6, 30), datetime.date(2024, 7, 1), datetime.date(2025, 1, 2)])
def test_a_report_may_be_signed_from_the_last_day_of_its_period_on(day):
    assert found([indicator(1, 1)], signed_on=day) == []


@pytest.mark.parametrize("day", [datetime.date(2024, 6, 29), datetime.date(2023, 7, 1)])
def test_a_signature_before_the_period_ends_is_an_error(day):
    (finding,) = findings([indicator(1, 1)], signed_on=day)
    assert (finding.code, finding.severity, finding.where) == ("signed_early", "error", "Tanda tangan")
    assert "baru berakhir 30 Juni 2024" in finding.message
    assert "Atur laporan" in finding.mend


def test_asisten_needs_one():
    superior = signer("Asisten Administrasi", "", echelon=Echelon.II_B)
    signed = agreement([1], superior_title="Asisten Administrasi")
    assert [code for code, _ in found([indicator(1, 1)], superior=superior, agreement=signed)] == [
        "signer_not_appointed"
    ]


# -- units of measure ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("6 laporan", ("laporan",)),
        ("10 jenis fasilitasi 1 jenis koordinasi", ("jenis fasilitasi", "jenis koordinasi")),
        ("96,83 %", ("%",)),
        ("96,83", ()),
        ("nihil", ()),
        ("1.500  orang / bulan.", ("orang / bulan",)),
        ("6 (enam) laporan", ("laporan",)),
        ("82,5 (baik)", ()),
        ("10 - 20 %", ("%",)),
    ],
)
def test_units_in(text, units):
    assert units_in(text) == units


@pytest.mark.parametrize(
    ("unit", "text", "code"),
    [
        ("laporan", "6 laporan", None),
        ("dokumen", "1 Dokumen", None),
        ("orang/bulan", "12 org/bulan", None),
        ("keluarga", "35 Kelompok Keluarga", None),
        ("%", "100 persen", None),
        ("%", "96,83", None),
        ("jenis fasilitasi", "10 jenis fasilitasi 1 jenis koordinasi", None),
        ("laporan", "1 fasilitasi", "unit_of_measure"),  # W03-07
        ("fasilitasi", "50 %", "unit_of_measure"),  # W03-14
        ("%", "6 laporan", "unit_of_measure"),
        ("%", "10 jenis fasilitasi 1 jenis koordinasi", "unit_wording"),  # W04-07
    ],
)
def test_texts_beside_figures(unit, text, code):
    """A signed target, a target and a realization that are shown in words."""
    signed = findings([indicator(1, 5, unit=unit)], items=[item(1, target_text=text)])
    of_year = findings([indicator(1, 5, unit=unit, target=target(100, shown=text))])
    reached = findings([indicator(1, 5, unit=unit, shown=text)])
    for listed in (signed, of_year, reached):
        assert [finding.code for finding in listed] == ([code] if code else [])
        assert all(text in finding.message and finding.link == "indikator-1" for finding in listed)


def test_realization_may_use_the_unit_of_the_target():
    described = indicator(
        1, 50, target=target(100, shown="10 jenis fasilitasi 1 jenis koordinasi"), shown="5 jenis fasilitasi"
    )
    assert found([described]) == [("unit_wording", "indikator-1")]
    other = indicator(1, 50, target=target(100, shown="100 %"), shown="5 kegiatan")
    assert found([other]) == [("unit_of_measure", "indikator-1")]


@pytest.mark.parametrize(
    ("name", "unit", "fits"),
    [
        ("Persentase koordinasi penyelenggaraan pemerintahan", "dokumen", False),
        ("Rata - rata persentase desa tepat waktu", "laporan", False),
        ("Jumlah laporan hasil sinergitas", "%", False),
        ("Persentase koordinasi", "%", True),
        ("Jumlah orang yang menerima gaji", "orang/bulan", True),
        ("Indeks Kepuasan Masyarakat", "nilai", True),
        ("Jumlah persentase penyerapan", "%", True),
    ],
)
def test_names_that_promise_another_unit(name, unit, fits):
    expected = [] if fits else [("unit_wording", "indikator-1")]
    assert found([indicator(1, 5, name=name, unit=unit)]) == expected
    assert found([indicator(1, 5, unit=unit)], items=[item(1, wording=name)]) == expected


def test_truthful_report_of_rowokangkung_05_can_be_submitted():
    """The wording as signed, the figures of the year's output: a word, no error."""
    counted = indicator(1, 0, target=1, unit="dokumen", name="Jumlah dokumen peningkatan efektifitas")
    listed = findings(
        [counted], items=[item(1, wording="Persentase koordinasi penyelenggaraan", target_text="1 dokumen")]
    )
    assert [(finding.code, finding.severity) for finding in listed] == [("unit_wording", "warning")]


# -- anything ------------------------------------------------------------------------------------------------------------


@given(
    shown=st.text(max_size=30),
    unit=st.text(min_size=1, max_size=10),
    value=st.one_of(st.none(), st.integers(0, 10)),
    spent=st.one_of(st.none(), st.integers(0, 10)),
    parent=st.integers(0, 3),
)
def test_any_report_can_be_checked(shown, unit, value, spent, parent):
    listed = findings(
        [mean_indicator(1, parent=parent), indicator(2, value, unit=unit, shown=shown, parent=1)],
        [line(1, parent=parent), line(2, 5, spent, parent=1), line(3, 5, spent)],
        items=[1],
        combined=bool(parent),
    )
    assert all(finding.code in {check.code for check in CHECKS} for finding in listed)
    links = [(finding.code, finding.link) for finding in listed if finding.link]
    assert len(set(links)) == len(links), "nothing is said twice"


def test_every_check_has_a_title_of_its_own_in_words_of_people():
    titles = [check.title for check in CHECKS]
    assert len({*titles}) == len(titles)
    assert all(title[0].isupper() and "_" not in title and len(title) < 40 for title in titles)
