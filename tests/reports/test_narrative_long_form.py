"""Sentences of the long form: directions follow signs, points are not per cent, nothing is claimed that is not so."""

from dataclasses import replace
from decimal import Decimal

import pytest

from agreements.enums import CeilingDocument, EfficiencyDefinition, Formula, UnitKind
from agreements.numbers import NBSP
from reports.inputs import PastEntry, RealizationEntry, TargetEntry
from reports.narrative import SENTENCES, Story, budget, comparisons, long_form, moves
from reports.narrative.told import Paragraphs
from reports.results import Figure
from tests.reports.long_report import long_report, story, with_document, with_unit


def plain(paragraphs: Paragraphs) -> str:
    """Return paragraphs as text; a table is named by its key."""
    parts = (" ".join(part if isinstance(part, str) else f"<{part.table_key}>" for part in told) for told in paragraphs)
    return "\n".join(parts).replace(NBSP, " ").replace("  ", " ")


def told(key: str, report=None) -> str:
    return plain(SENTENCES[key].tell(story(report or long_report())))


def with_indicator(key: int, **changes):
    report = long_report()
    indicators = dict(report.facts.indicators)
    indicators[key] = replace(indicators[key], **changes)
    return replace(report, facts=replace(report.facts, indicators=indicators))


# -- against last year -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "then", "now", "unit", "expected"),
    [
        ("-4.06", "39.25", "35.19", "%", "turun 4,06 poin persentase, dari 39,25 % menjadi 35,19 %"),
        ("0", "33.33", "33.33", "%", "tetap 33,33 %"),
        ("11.33", "82", "93.33", "%", "naik 11,33 poin persentase, dari 82,00 % menjadi 93,33 %"),
        ("-2", "5", "3", "dokumen", "turun 2 dokumen, dari 5 dokumen menjadi 3 dokumen"),
    ],
)
def test_direction_follows_the_sign(change, then, now, unit, expected):
    moved = moves.moved(story(long_report()), *(Figure(Decimal(value)) for value in (change, then, now)), unit)
    assert moved.replace(NBSP, " ") == expected


def test_changes_of_candipuro():
    assert told("last_year_changes") == (
        "Dibandingkan dengan Triwulan I Tahun 2023, realisasi indikator ke-1 turun 4,06 poin persentase, dari 39,25 %"
        " menjadi 35,19 %; realisasi indikator ke-2 tetap 33,33 %. Capaian indikator ke-1 turun 0,81 poin persentase,"
        " dari 42,90 % menjadi 42,09 %; capaian indikator ke-2 turun 4,94 poin persentase, dari 40,65 % menjadi"
        " 35,71 %."
    )
    assert "target indikator ke-1 turun 7,90 poin persentase" in told("target_changes")
    assert "target indikator ke-2 naik 11,33 poin persentase" in told("target_changes")


def test_an_indicator_without_a_past_is_named_as_such():
    report = with_indicator(2, past=())
    assert told("last_year_changes", report).endswith("capaian indikator ke-2 tidak dapat dibandingkan.")


def test_no_past_at_all_is_said():
    report = with_indicator(1, past=())
    indicators = report.facts.indicators | {2: replace(report.facts.indicators[2], past=())}
    report = replace(report, facts=replace(report.facts, indicators=indicators))
    assert told("last_year_changes", report) == (
        "Data Triwulan I Tahun 2023 belum tersedia, sehingga tidak dapat dibandingkan."
    )
    assert told("target_changes", report) == ""


def test_progress_and_the_two_years_before():
    text = told("medium_term_progress")
    assert text.startswith(
        "Indikator ke-1: realisasi sampai dengan Triwulan I mencapai 42,09 % dari target Renstra 2024–2026 tahun 2024"
        " sebesar 83,60 %; realisasi setahun penuh naik dari 91,83 % pada tahun 2022 menjadi 92,16 % pada tahun 2023."
    )


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [("90", "80", "turun dari 90,00 % pada tahun 2022 menjadi 80,00 %"), ("90", "90", "dan 2023 tetap 90,00 %")],
)
def test_the_two_years_before_may_fall_or_stay(first, second, expected):
    past = (PastEntry(2022, None, None, Decimal(first)), PastEntry(2023, None, None, Decimal(second)))
    assert expected in told("medium_term_progress", with_indicator(1, past=past))


def test_the_medium_term_target_is_that_of_the_year_else_the_next():
    goals = (("Renstra 2024-2026", 2026, Decimal(90)), ("Renstra 2024-2026", 2025, Decimal(88)))
    report = with_indicator(1, long_term=goals)
    assert "tahun 2025 sebesar 88,00 %" in told("medium_term_progress", report)
    none = with_indicator(1, long_term=())
    assert "Indikator ke-1: realisasi setahun penuh" in told("medium_term_progress", none)


# -- each indicator --------------------------------------------------------------------------------------------


def test_explanation_tells_where_a_figure_comes_from():
    found = story(long_report())
    first, second = found.agreement.items
    assert comparisons.explanation(found, first).replace(NBSP, " ") == (
        "Realisasi sampai dengan Triwulan I Tahun 2024 sebesar 35,19 % atau tercapai 42,09 % dari target, yang"
        " diperoleh dari rumus: jumlah hasil dibagi jumlah aktivitas, yaitu:"
    )
    assert "diperoleh dari pembilang dan penyebutnya, yaitu:" in comparisons.explanation(found, second)


def test_parts_that_are_there_wholly_partly_or_not_at_all():
    found = story(long_report())
    result = found.results.facts.indicators[2]
    assert comparisons.parts_reached(found, result).replace(NBSP, " ") == (
        "Sampai dengan Triwulan I Tahun 2024, dari 10 desa, yang sudah terpenuhi seluruhnya adalah desa yang menyusun"
        " LPPDes tepat waktu; yang belum terpenuhi adalah (1) desa yang menyusun RKPDes tepat waktu dan (2) desa yang"
        " menyusun APBDes tepat waktu."
    )
    first, *others = result.fraction.numerator_terms
    some = (replace(first, product=Decimal(4)), *others)
    partly = replace(result, fraction=replace(result.fraction, numerator_terms=some))
    assert "yang terpenuhi sebagian adalah desa yang menyusun RKPDes tepat waktu (4)" in comparisons.parts_reached(
        found, partly
    )
    assert comparisons.parts_reached(found, found.results.facts.indicators[1]) == ""


def test_activities_are_counted_with_their_kinds():
    text = plain(comparisons.activities(story(long_report())))
    assert "berjumlah 3 aktivitas dalam 2 jenis fasilitasi, sebagaimana terdapat pada <activities>" in text


# -- causes, money, programmes ---------------------------------------------------------------------------------


def test_causes_say_where_targets_stand():
    assert told("causes") == (
        "Sampai dengan Triwulan I Tahun 2024, dari 2 indikator kinerja yang diperjanjikan belum ada yang tercapai"
        " 100 %, karena pelaksanaan kegiatan masih berjalan sampai dengan akhir tahun 2024. Adapun kendala yang"
        " dihadapi di antaranya:"
    )
    assert told("causes", long_report(obstacles=())).endswith("Kendala yang dihadapi belum diuraikan.")


def test_solutions_may_be_missing_or_several_for_one_cause():
    assert story(long_report()).solutions == ("Belajar daring", "Optimalisasi", "Pemeliharaan")
    assert "belum diuraikan" in told("solutions", long_report(obstacles=(("Terbatasnya SDM", ""),)))


def test_resources_count_staff_and_tell_the_efficiency():
    text = told("resources")
    assert "didukung oleh 11 PNS dan 8 non-PNS" in text
    assert "tertuang dalam DPA Kecamatan Contoh Tahun 2024" in text
    # Means of 42,09 and 35,71, and of 16,67 and 20,00.
    assert "Rata-rata capaian 2 indikator kinerja sebesar 38,90 %" in text
    assert "rata-rata serapan anggaran 2 program sebesar 18,34 %" in text
    assert "efisiensi penggunaan sumber daya sebesar 20,56 poin persentase" in text
    assert "Serapan tertimbang, yaitu jumlah realisasi dibagi jumlah pagu, sebesar 17,50 %." in text


def test_resources_without_profile_or_figures_claim_nothing():
    report = with_unit(civil_servants=None, other_staff=None)
    assert "PNS" not in told("resources", report)
    bare = replace(report, facts=replace(report.facts, lines={}), agreement=replace(report.agreement, budgets=()))
    assert "DPA" not in told("resources", bare)
    assert "belum dapat dihitung" in told("resources", bare)


def test_another_definition_of_efficiency_is_not_in_points():
    report = long_report()
    choices = replace(report.facts.choices, efficiency=EfficiencyDefinition.INDEX)
    text = told("resources", replace(report, facts=replace(report.facts, choices=choices)))
    assert "sebesar 2,12. Efisiensi (IE)" in text
    assert "poin persentase" not in text


def test_programmes_are_weighed():
    assert told("supporting_programmes").startswith("Pada tahun 2024 terdapat 2 program yang menunjang")
    assert told("programme_weights") == (
        "Kedua program tersebut berkaitan dalam menunjang pencapaian tujuan dan sasaran kinerja Kecamatan Contoh"
        " pada tahun 2024. Serapan anggaran tertinggi terdapat pada Program Dua (20,00 %), sedangkan yang terendah pada"
        " Program Satu (16,67 %), sehingga pelaksanaannya perlu didorong. Kegiatan dengan pagu terbesar adalah"
        " Kegiatan Besar pada Program Satu, yaitu Rp 1.500 dengan serapan 16,67 %; bagian terbesarnya adalah Gaji"
        " (Rp 1.000)."
    )
    found = story(long_report())
    lines = [comparisons.programme_line(found, line).replace(NBSP, " ") for line in found.programmes]
    assert lines[0] == "Program Satu, dengan pagu Rp 1.500 dan realisasi Rp 250 (16,67 %)"


# -- the agreement, the budget, the end ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("document", "header"),
    [
        (CeilingDocument.DPA, "Pagu"),
        (CeilingDocument.SHIFT, "Pagu Setelah Pergeseran"),
        (CeilingDocument.DPPA, "Pagu Setelah Perubahan"),
    ],
)
def test_the_column_of_ceilings_is_named_by_the_documents_in_force(document, header):
    assert story(with_document(document)).words["ceiling"] == header


def test_the_tree_is_what_the_agreement_names_with_all_below_else_everything():
    report = long_report()
    assert [line.id for line in budget.tree_lines(report)] == [10, 11, 12, 13, 20, 21, 22]
    one = replace(report, agreement=replace(report.agreement, budgets=report.agreement.budgets[1:]))
    assert [line.id for line in budget.tree_lines(one)] == [20, 21, 22]
    assert story(one).tree_total.ceiling.value == 500
    none = replace(report, agreement=None)
    assert len(budget.tree_lines(none)) == 7
    assert story(none).tree_total.ceiling.value == 2000


def test_the_budget_says_who_agreed_and_what_is_left():
    text = told("budget")
    assert "yang dibuat antara Camat Contoh dengan Bupati Lumajang." in text
    assert text.endswith("sebagaimana terdapat pada <budget_tree> :")
    assert told("budget_total") == (
        "Sampai dengan Triwulan I Tahun 2024, anggaran yang telah direalisasikan sejumlah Rp 350 dari pagu sejumlah"
        " Rp 2.000 atau 17,50 %, sehingga sisa anggaran Rp 1.650."
    )


def test_the_closing_never_says_more_than_the_figures():
    text = told("closing_result")
    assert "belum ada yang tercapai 100 %" in text
    assert "indikator ke-1 sebesar 42,09 % dan indikator ke-2 sebesar 35,71 %" in text
    assert "realisasi indikator ke-1 turun 4,06 poin persentase" in text
    assert "memenuhi target" not in text
    assert "kendala dan solusi" in text
    assert "kendala" not in told("closing_result", long_report(obstacles=()))


def test_a_reached_target_is_said_to_be_reached():
    reached = with_indicator(
        1, formula="entered", terms=(), realizations={1: RealizationEntry(Decimal(90))}, target=None
    )
    assert "tercapai" in told("closing_result", reached)
    assert told("closing_result", long_report(agreement=None)).startswith("Capaian kinerja belum dapat disimpulkan")


def test_the_goals_indicator_is_no_part_of_the_agreement_unless_it_is():
    assert "Indeks Pelayanan Publik tidak termasuk indikator yang diperjanjikan pada <agreement>" in told("goal")
    assert "tidak termasuk" not in told("goal", with_unit(goal_indicator="HASIL FASILITASI"))
    assert "belum dicatat" in told("goal", with_unit(goal=""))


def with_goal(**changes):
    """Return the report with an indicator of the goal (9): target 4,20 and 3,90 reached, in %."""
    report = with_unit(goal_indicator="Indeks Layanan", goal_indicator_id=9)
    entry = replace(
        report.facts.indicators[1],
        id=9,
        name="Indeks Layanan",
        formula=Formula.ENTERED,
        terms=(),
        past=(),
        unit_of_measure="indeks",
        definition="Rata-rata enam aspek.",
        target=TargetEntry(Decimal("4.20")),
        realizations={1: RealizationEntry(Decimal("3.9"))},
    )
    indicators = {**report.facts.indicators, 9: replace(entry, **changes)}
    return replace(report, facts=replace(report.facts, indicators=indicators))


def test_the_goals_indicator_has_its_formula_target_and_achievement():
    text = told("goal", with_goal())
    assert "Indikator tujuan tersebut adalah Indeks Layanan. Cara penghitungannya: Rata-rata enam aspek. " in text
    assert text.endswith(
        "diperjanjikan pada <agreement> . Targetnya tahun 2024 adalah 4,2 indeks dan realisasinya sampai dengan"
        " Triwulan I 3,9 indeks, dengan capaian 92,86 %."
    )


@pytest.mark.parametrize(
    ("changes", "ending"),
    [
        ({"realizations": {}}, "adalah 4,2 indeks; realisasinya sampai dengan Triwulan I belum ada."),
        ({"target": None}, "sehingga target dan realisasinya tidak disajikan dalam laporan ini."),
        ({"target": TargetEntry(Decimal(0))}, "realisasinya sampai dengan Triwulan I 3,9 indeks."),
    ],
)
def test_of_the_goals_indicator_only_what_is_known_is_told(changes, ending):
    text = told("goal", with_goal(**changes))
    assert text.endswith(ending)
    assert "None" not in text


def test_a_goals_indicator_that_is_promised_stands_in_the_tables():
    report = with_goal()
    item = replace(report.agreement.items[0], indicator_id=9, wording="")
    report = replace(report, agreement=replace(report.agreement, items=(item,)))
    assert "Targetnya" not in told("goal", report)
    assert "tidak termasuk" not in told("goal", report)
    without = replace(report, agreement=None)
    assert "Targetnya tahun 2024 adalah 4,2 indeks" in told("goal", without)


def test_aspects_are_counted():
    assert "sesuai dengan Pedoman 1/2022 tentang PEKPPP, diukur dengan 2 aspek, yaitu:" in told("goal_aspects")
    assert told("goal_principles").startswith("Kedua aspek tersebut")
    assert told("goal_aspects", with_unit(goal_aspects=())) == ""


def test_an_office_that_is_no_kecamatan_says_nothing_of_one():
    text = told("organisation", with_unit(kind=UnitKind.DINAS, villages=None))
    assert "desa" not in text
    assert "Sekretaris Daerah" not in text
    assert "10 desa" in told("organisation")


def test_every_sentence_of_the_form_can_be_told_of_an_empty_post():
    empty = long_report(
        agreement=None, superior=None, citations=(), obstacles=(), activities=(), strategies=(), follow_ups=(),
        facts=replace(with_unit(goal="", main_problem="", issues=(), posts=(), villages=None).facts, indicators={}, lines={}),
    )  # fmt: skip
    found: Story = story(empty)
    for key in SENTENCES:
        assert "None" not in plain(SENTENCES[key].tell(found)), key
    assert long_form.agreed_parties(found) == ""
