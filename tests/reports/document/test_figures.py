"""Cells: what is printed, what a spreadsheet stores, and the footnote where there is no figure."""

from dataclasses import replace
from decimal import Decimal

from agreements.numbers import NBSP
from reports.document import figures
from reports.document.blocks import CellKind
from reports.inputs import ItemEntry
from reports.results import Figure, Reason
from tests.reports.document.making import indicator, inputs, results_of


def known(value: str, left_out: int = 0) -> Figure:
    return Figure(Decimal(value), left_out=left_out)


def absent(reason: Reason = Reason.NO_REALIZATION) -> Figure:
    return Figure(None, reason)


def result_of(entry):
    return results_of(inputs(indicators=(entry,))).facts.indicators[entry.id]


def item(target_signed: str | None = None, target_text: str = "") -> ItemEntry:
    return ItemEntry(1, 1, 1, 1, "", target_signed and Decimal(target_signed), target_text)


def test_money():
    cell = figures.money(known("19740750"))
    assert (cell.text, cell.kind, cell.value, cell.footnote) == ("19.740.750", CellKind.MONEY, Decimal(19740750), "")
    assert figures.money(known("0")).text == "0"
    assert figures.money(known("10", left_out=2)).footnote == "dihitung tanpa 2 rincian yang tidak ada angkanya"


def test_percent_has_two_decimals():
    assert figures.percent(known("60")).text == f"60,00{NBSP}%"
    assert figures.percent(known("116.67")).text == f"116,67{NBSP}%"


def test_the_display_cap_is_told():
    cell = figures.percent(known("150"), cap=Decimal(120))
    assert (cell.text, cell.value) == (f"120,00{NBSP}%", Decimal(120))
    assert cell.footnote == f"capaian 150,00{NBSP}%, ditampilkan paling tinggi 120,00{NBSP}%"
    assert figures.percent(known("99"), cap=Decimal(120)).footnote == ""


def test_a_missing_figure_is_a_dash_and_never_a_zero():
    for cell in (figures.money(absent()), figures.percent(absent()), figures.points(absent())):
        assert (cell.text, cell.value, cell.footnote) == ("–", None, "belum ada realisasi")


def test_a_typed_reason_wins_where_nothing_was_reached():
    assert figures.money(absent(Reason.EXPLAINED), "Anggaran ditunda.").footnote == "Anggaran ditunda"
    assert figures.money(absent(Reason.NO_CEILING), "Anggaran ditunda").footnote == "pagu belum ditetapkan"


def test_points_are_not_per_cent():
    assert figures.points(known("13.68")).text == "13,68"
    assert figures.points(known("-5")).text == "−5,00"


def test_targets_as_signed():
    entry = indicator(1, "35", unit="keluarga")
    assert figures.signed_target(item(), entry, result_of(entry)).text == "35 keluarga"
    assert figures.signed_target(item("30"), entry, result_of(entry)).text == "30 keluarga"
    assert figures.signed_target(item("30", "tiga puluh"), entry, result_of(entry)).text == "tiga puluh"


def test_targets_of_today_tell_what_was_signed():
    entry = indicator(1, "35", unit="keluarga")
    figure = result_of(entry).target
    assert figures.current_target(None, entry, figure).text == "35 keluarga"
    assert figures.current_target(item("35"), entry, figure).footnote == ""
    other = figures.current_target(item("30"), entry, figure)
    assert (other.text, other.footnote) == ("35 keluarga", "target yang ditandatangani: 30 keluarga")
    assert figures.current_target(item("35", "35 KK"), entry, figure).text == "35 KK"
    assert figures.current_target(item("30", "30 KK"), entry, figure).footnote == "target yang ditandatangani: 30 KK"


def test_words_without_a_signed_figure_never_replace_the_target_that_is_computed_against():
    entry = indicator(1, "50", "50")
    cell = figures.current_target(item(None, "100 %"), entry, result_of(entry).target)
    assert (cell.text, cell.footnote) == (f"50{NBSP}%", "target yang ditandatangani: 100 %")


def test_a_shown_text_tells_the_published_figure_and_that_of_a_ratio():
    third = indicator(1, "100", "33.3333", shown="sepertiga")
    assert figures.realization(third, known("33.33"), 2).text == "sepertiga"
    ratio = replace(third, realizations={2: replace(third.realizations[2], value=None, shown="21 dari 35")})
    assert figures.realization(ratio, known("60"), 2).text == "21 dari 35"


def test_a_shown_target_stands_beside_a_shown_realization_and_tells_what_was_signed():
    entry = indicator(1, "100", "50", shown="5 jenis fasilitasi")
    entry = replace(entry, target=replace(entry.target, shown="10 jenis fasilitasi"))
    cell = figures.current_target(item("100", "100%"), entry, result_of(entry).target)
    assert (cell.text, cell.value) == ("10 jenis fasilitasi", Decimal(100))
    assert cell.footnote == "target yang ditandatangani: 100%"


def test_shown_texts_and_ranges_and_missing_targets():
    shown = indicator(1, "10")
    shown = replace(shown, target=replace(shown.target, shown="10 jenis fasilitasi 1 jenis koordinasi"))
    assert figures.year_target(shown, result_of(shown).target).text == "10 jenis fasilitasi 1 jenis koordinasi"
    spread = indicator(1, "20", upper=Decimal(25))
    assert figures.year_target(spread, known("20")).text == f"20–25{NBSP}%"
    none = indicator(1, None)
    assert figures.year_target(none, result_of(none).target).footnote == "target belum ditetapkan"


def test_realizations():
    entry = indicator(1, "35", "21", unit="keluarga")
    assert figures.realization(entry, known("21"), 2).text == "21 keluarga"
    shown = indicator(1, "10", "5", shown="5 jenis fasilitasi 1 jenis koordinasi")
    assert figures.realization(shown, known("5"), 2).text == "5 jenis fasilitasi 1 jenis koordinasi"
    assert figures.realization(shown, known("7"), 2).text == f"7{NBSP}%", "a text of another figure is not printed"
    explained = indicator(1, "10", None, missing_reason="dinilai triwulan IV")
    assert figures.realization(explained, absent(Reason.EXPLAINED), 2).footnote == "dinilai triwulan IV"
    assert figures.realization(indicator(1, "10", None), absent(), 2).footnote == "belum ada realisasi"
    words_only = indicator(1, "10", None, shown="sedang berjalan")
    assert figures.realization(words_only, absent(), 2).text == "sedang berjalan"
