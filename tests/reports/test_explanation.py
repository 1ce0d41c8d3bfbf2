"""What is told of a figure: where each operand comes from, what was left out, what would give a missing one."""

from dataclasses import replace
from decimal import Decimal

from agreements.enums import (
    Aggregation,
    BudgetLevel,
    CeilingDocument,
    Direction,
    EfficiencyDefinition,
    Formula,
    TermRole,
)
from reports.computation import compute_facts, compute_unit, formulas
from reports.computation.figures import apply
from reports.explanation.__main__ import document
from reports.explanation.asking import askable
from reports.explanation.explain import Source, explain
from reports.explanation.keys import report_index, unit_index
from reports.explanation.table import FORMULAS
from reports.explanation.words import MENDS, ROUNDED, rounding_of
from reports.expressions import Formula as Rule
from reports.inputs import PastEntry
from reports.outputs import prepare_inputs
from reports.results import Reason
from tests.architecture import ROOT
from tests.reports.builders import (
    budget,
    compute,
    facts,
    figure,
    indicator,
    line,
    mean_indicator,
    realization,
    report,
    target,
    term,
)


def told(inputs, key, *, combined=False):
    """Return what is told of a figure of a report."""
    return explain(report_index(inputs, compute(inputs, combined=combined)), inputs.facts, key)


def parts(explanation):
    return [(part.name, part.text, part.key) for group in explanation.groups for part in group.parts]


# -- performance -------------------------------------------------------------------------------------------------------


def test_achievement_names_its_realization_and_target():
    found = told(report(facts([indicator(1, 21, target=35, unit="keluarga")]), items=[1]), "indikator-1-capaian")
    assert found.equation == "21 / 35 × 100 = 60,00\N{NO-BREAK SPACE}%"
    assert parts(found) == [
        ("Realisasi", "21 keluarga", "indikator-1-realisasi"),
        ("Target", "35 keluarga", "indikator-1-target"),
    ]
    assert found.reason == ""
    assert "Predikat terhadap target setahun (ditetapkan di TW IV): rendah." in found.notes


def test_lower_is_better_and_its_floor():
    entry = indicator(1, 12, target=5, direction=Direction.LOWER)
    found = told(report(facts([entry]), items=[1]), "indikator-1-capaian")
    assert found.equation == "(2 × 5 − 12) / 5 × 100 = −40,00, menjadi 0,00\N{NO-BREAK SPACE}%"
    assert "Menurut aturannya paling rendah 0." in found.notes
    good = told(report(facts([replace(entry, realizations={2: realization(4)})]), items=[1]), "indikator-1-capaian")
    assert good.equation == "(2 × 5 − 4) / 5 × 100 = 120,00\N{NO-BREAK SPACE}%"
    assert "Menurut aturannya paling rendah 0." not in good.notes


def test_a_typed_figure_leads_to_who_typed_it():
    found = told(report(facts([indicator(1, 21, note="Direvisi")]), items=[1]), "indikator-1-realisasi")
    assert found.sources == (Source(1, None, 2024, 2),)
    assert found.equation == ""
    assert found.named.anchor == "indikator-1"


def test_a_mean_of_quarters_names_each_of_them():
    entry = indicator(1, values={1: 40, 2: 60}, aggregation=Aggregation.MEAN)
    found = told(report(facts([entry]), items=[1]), "indikator-1-realisasi")
    assert found.equation == "(40 + 60) / 2 = 50,00\N{NO-BREAK SPACE}%"
    assert [name for name, _, _ in parts(found)] == ["TW I", "TW II"]
    assert found.sources == (Source(1, None, 2024, 1), Source(1, None, 2024, 2))


def test_a_mean_names_its_children_and_those_left_out():
    entries = [
        mean_indicator(1),
        indicator(2, 50, parent=1),
        indicator(3, parent=1),
        indicator(4, 10, parent=1, target=None, used=False, name="Lama"),
    ]
    found = told(report(facts(entries), items=[1]), "indikator-1-realisasi")
    assert found.equation == "50 / 1 = 50,00\N{NO-BREAK SPACE}%"
    assert [(part.name, part.text, part.key, part.why) for group in found.groups for part in group.parts] == [
        ("Indikator 2", "50,00\N{NO-BREAK SPACE}%", "indikator-2-capaian", ""),
        ("Indikator 3", "–", "indikator-3-capaian", "belum ada realisasi"),
    ]
    assert "1 rincian belum ada angkanya: tidak ikut dihitung, dan tidak dianggap nol." in found.notes
    assert "Lama: tidak dipakai tahun ini, jadi tidak ikut dirata-rata." in found.notes


def test_a_ratio_names_its_terms_and_whose_figures_it_takes():
    terms = (
        replace(term(1, TermRole.NUMERATOR, 21, label="Keluarga dibina"), source_id=2),
        term(2, TermRole.DENOMINATOR, 35, label="Keluarga", factor=2),
    )
    entries = [indicator(1, formula=Formula.RATIO, terms=terms), indicator(2, 21, unit="keluarga")]
    found = told(report(facts(entries), items=[1]), "indikator-1-realisasi")
    assert found.equation == "21 / (35 × 2) × 100 = 30,00\N{NO-BREAK SPACE}%"
    assert [group.name for group in found.groups] == ["Pembilang", "Penyebut"]
    assert parts(found) == [
        ("Keluarga dibina", "21", "indikator-2-realisasi"),
        ("Keluarga", "35", ""),
        ("Pengali", "2", ""),
    ]
    assert found.sources == (Source(1, None, 2024, 2),), "what is taken is typed where it belongs"


def test_a_range_compares_with_the_bound_that_was_left():
    entry = indicator(1, 12, target=target(5, 10), direction=Direction.RANGE)
    found = told(report(facts([entry]), items=[1]), "indikator-1-capaian")
    assert found.equation == "12 / 10 × 100 = 120,00\N{NO-BREAK SPACE}%"
    assert found.rule is formulas.ABOVE_RANGE


def test_the_display_cap_is_told():
    inputs = report(facts([indicator(1, 150)], display_cap=Decimal(120)), items=[1])
    assert "Pilihan kabupaten: laporan menampilkannya paling tinggi 120,00\N{NO-BREAK SPACE}%." in (
        told(inputs, "indikator-1-capaian").notes
    )


# -- money -------------------------------------------------------------------------------------------------------------


def money_report(**choices):
    entries = [indicator(1, 50), indicator(2, 100)]
    lines = [
        line(10, level=BudgetLevel.KEGIATAN, pays_for=[1]),
        line(11, 1000, 400, parent=10, document=CeilingDocument.DPPA),
        line(12, 500, parent=10, reason="SPJ belum selesai"),
        line(20, 2000, 1500, pays_for=[1, 2]),
    ]
    return report(facts(entries, lines, **choices), items=[1, 2], budgets=[10, 20])


def test_a_roll_up_names_its_lines_and_the_missing_leaf():
    found = told(money_report(), "anggaran-10-realisasi")
    assert found.equation == "", "one member is no sum"
    assert [(part.name, part.text, part.why) for part in found.groups[0].parts] == [
        ("Baris 11", "Rp\N{NO-BREAK SPACE}400", ""),
        ("Baris 12", "–", "belum ada realisasi, dengan alasan tertulis"),
    ]
    assert told(money_report(), "anggaran-10-serapan").equation == "400 / 1.500 × 100 = 26,67\N{NO-BREAK SPACE}%"


def test_a_share_of_a_partial_sum_says_that_the_ceiling_still_divides_it():
    found = told(money_report(), "anggaran-10-serapan")
    assert (
        "Realisasi 1 rincian belum ada dan tidak dianggap nol; pagunya tetap ikut, seperti dicetak laporan, jadi serapan"
        " sebenarnya dapat lebih tinggi."
    ) in found.notes
    assert "sisa sebenarnya dapat lebih kecil" in " ".join(told(money_report(), "anggaran-10-sisa").notes)
    assert not any("tidak ikut dihitung" in note for note in found.notes)


def test_an_efficiency_calls_the_mean_absorption_by_its_own_name():
    found = told(money_report(), "efisiensi")
    assert {key: name for name, _, key in parts(found)} == {
        "rata-rata-capaian": "Rata-rata capaian",
        "rata-rata-serapan": "Rata-rata serapan",
    }


def test_a_ceiling_names_its_document_and_day():
    assert "Menurut DPPA yang berlaku sejak 2 Januari 2024." in told(money_report(), "anggaran-11-pagu").notes


def test_a_line_below_the_money_leads_to_the_line_that_keeps_it():
    inputs = report(facts([], [line(1, 100, 50), line(2, parent=1, holds_amounts=False)]), budgets=[1])
    found = told(inputs, "anggaran-2-serapan")
    assert found.reason == "Anggaran dicatat pada tingkat di atasnya."
    assert parts(told(inputs, "anggaran-2-pagu")) == [("Baris 1", "Rp\N{NO-BREAK SPACE}100", "anggaran-1-pagu")]


def test_the_efficiency_of_a_row_with_several_outcomes_tells_their_mean_first():
    found = told(money_report(), "anggaran-20-efisiensi")
    assert found.equation == "75 − 75 = 0,00 poin"
    assert found.steps == (("Rata-rata capaian satu baris", "(50 + 100) / 2 = 75"),)
    assert [name for name, _, _ in parts(found)] == ["Indikator 1", "Indikator 2", "Serapan"]


def test_the_efficiency_of_pmk_tells_what_was_due():
    found = told(money_report(efficiency=EfficiencyDefinition.PMK_22_2021), "efisiensi")
    assert found.equation == "(2.250 − 1.900) / 2.250 × 100 = 15,56"
    assert dict(found.steps)["Jumlah patokan biaya"] == "1.500 × 50 / 100 + 2.000 × 75 / 100 = 2.250"


def test_cost_per_outcome_names_both_halves():
    inputs = report(facts([indicator(1, 21, target=35, unit="keluarga")], [line(7, 19740750, 5760000, pays_for=[1])]))
    inputs = replace(inputs, agreement=replace(inputs.agreement, budgets=(budget(7),)))
    found = told(inputs, "anggaran-7-biaya-realisasi")
    assert found.equation == "5.760.000 / 21 = Rp\N{NO-BREAK SPACE}274.285,71 per keluarga"
    assert parts(found) == [
        ("Realisasi kinerja: Indikator 1", "21 keluarga", "indikator-1-realisasi"),
        ("Realisasi anggaran", "Rp\N{NO-BREAK SPACE}5.760.000", "anggaran-7-realisasi"),
    ]


def test_a_difference_names_the_period_of_then():
    entry = indicator(1, "35.19", target="83.60", past=(PastEntry(2023, 2, Decimal("91.50"), Decimal("39.25")),))
    found = told(report(facts([entry]), items=[1]), "indikator-1-selisih-realisasi")
    assert found.equation == "35,19 − 39,25 = −4,06 poin"
    assert [name for name, _, _ in parts(found)] == ["Sekarang", "Dahulu (TW II 2023)"]


def test_the_target_of_another_year_is_not_told_as_this_years():
    past = PastEntry(2023, 2, Decimal("91.50"), Decimal("39.25"))
    entry = indicator(1, "35.19", target=target("83.601", shown="84 desa"), past=(past,))
    inputs = report(facts([entry]), items=[1])
    index = report_index(inputs, compute(inputs))
    (key,) = [key for key in index.named if key.endswith("-banding-target")]
    told_of_it = " ".join(explain(index, inputs.facts, key).notes)
    assert "83" not in told_of_it
    assert "84 desa" not in told_of_it
    own = " ".join(explain(index, inputs.facts, "indikator-1-target").notes)
    assert "Ditetapkan 83,601, dipakai dengan dua desimal." in own
    assert "84 desa" in own


# -- what is missing ---------------------------------------------------------------------------------------------------


def test_a_missing_figure_says_why_and_what_would_give_it():
    found = told(report(facts([indicator(1, target=None)]), items=[1]), "indikator-1-capaian")
    assert (found.equation, found.named.text) == ("", "–")
    assert found.reason == "Belum ada realisasi."
    assert found.mend == MENDS[Reason.NO_REALIZATION]
    assert [part.why for part in found.groups[0].parts] == ["belum ada realisasi", "target belum ditetapkan"]


def test_every_reason_has_its_cure_and_every_rounding_its_sentence():
    assert MENDS.keys() == set(Reason)
    assert {rule.rounding for rule in every_formula()} <= ROUNDED.keys()
    assert rounding_of(formulas.TYPED) == ""


def test_an_unknown_key_is_told_nothing():
    assert told(report(facts([indicator(1)]), items=[1]), "indikator-2-capaian") is None


def test_a_report_tells_of_no_other_figure_of_the_unit():
    inputs = report(facts([indicator(1, 5), indicator(2, 6)], [line(3, 10, 5), line(4, 10, 5)]), items=[1], budgets=[3])
    named = report_index(inputs, compute(inputs)).named
    assert "indikator-1-capaian" in named
    assert not {"indikator-2-capaian", "anggaran-4-pagu", "anggaran-unit-pagu"} & named.keys()
    of_unit = unit_index(
        inputs.facts, compute_unit(inputs.facts, [inputs.agreement], compute_facts(inputs.facts))
    ).named
    assert {"indikator-2-capaian", "anggaran-4-pagu", "anggaran-unit-pagu", "efisiensi"} <= of_unit.keys()


# -- the whole ----------------------------------------------------------------------------------------------------------


def test_only_the_screen_can_be_asked():
    inputs = report(facts([indicator(1, 21, target=35)], [line(7, 100, 50)]), items=[1], budgets=[7])
    prepared = prepare_inputs(inputs, compute_facts(inputs.facts))
    index = report_index(prepared.inputs, prepared.results)
    asked = askable(prepared.document, index, lambda key: f"/hitungan/?angka={key}")

    def asks(document):
        return {cell.ask for table in document.tables for row in table.rows for cell in row.cells} - {""}

    assert asks(prepared.document) == set()
    assert "/hitungan/?angka=indikator-1-capaian" in asks(asked)
    assert [block.rows for block in asked.tables] != [block.rows for block in prepared.document.tables]


def every_formula():
    return {rule for rule in vars(formulas).values() if isinstance(rule, Rule)}


def test_the_table_of_formulas_is_whole():
    listed = {rule for rows in FORMULAS.values() for rule in rows}
    inside = {formulas.AVERAGED_ONE, formulas.DUE_AND_PAID, formulas.TERM_TO_DATE, formulas.TERM_TIMES, formulas.SIDE}
    assert listed == every_formula() - inside
    keys = [rule.key for rule in listed]
    assert len(set(keys)) == len(keys)
    assert all(rule.source and rule.rule for rule in listed)


def test_documentation_is_the_table():
    """`python -m reports.explanation > docs/figures.md` after a change."""
    assert (ROOT / "docs" / "figures.md").read_text(encoding="utf-8") == document()
    assert "| (2 × target − realisasi) / target × 100 |" in document()


def test_a_figure_without_a_name_of_its_own_has_no_key():
    inputs = report(facts([indicator(1, 5)]), items=[1])
    index = report_index(inputs, compute(inputs))
    assert index.key_of(apply(formulas.CHANGE, figure(3), figure(2))) == ""
    assert index.key_of(None) == ""
