"""The computed figures as texts, by row and place."""

import pytest

from agreements.enums import Formula
from reports.period import Quarter
from reports.views.entry_figures import TOTAL, figures_of, mean_told, missing_told
from tests.reports.builders import facts, indicator, line, ratio_terms


def test_words():
    assert mean_told(3) == "rata-rata capaian 3 indikator"
    assert mean_told(0) == "menunggu angka indikator di bawahnya"
    assert missing_told(2) == "2 angka belum diisi"
    assert missing_told(0) == "semua angka terisi"


def test_figure_that_is_not_there_is_a_dash_with_its_reason():
    told = figures_of(facts([indicator(12, target=35)], [line(7, 10_000_000)]))
    assert told["rows"]["indikator-12"]["capaian"] == "–"
    assert told["rows"]["indikator-12"]["sebab"]
    assert told["rows"][TOTAL]["rincian"] == "baru sebagian: 1 baris belum diisi"
    assert sorted(told["missing"]) == ["anggaran-7", "indikator-12"]


@pytest.mark.parametrize(("number", "told"), [(1, ""), (2, ""), (3, ""), (4, "Rendah")])
def test_predikat_is_told_when_the_year_is_over(number, told):
    typed = indicator(12, 21, target=35, quarter=number)
    rows = figures_of(facts([typed], quarter=Quarter(2024, number)))["rows"]
    assert rows["indikator-12"]["capaian"].startswith("60,00")
    assert rows["indikator-12"]["predikat"] == told


def test_ratio_is_told_once_its_terms_come_to_something():
    begun = indicator(14, formula=Formula.RATIO, unit="%", terms=ratio_terms([19], [None]))
    done = indicator(15, formula=Formula.RATIO, unit="%", terms=ratio_terms([19], [54]))
    rows = figures_of(facts([begun, done]))["rows"]
    assert rows["indikator-14"]["rasio"] == ""
    assert rows["indikator-15"]["rasio"] == "= 35,19 %"


def test_unused_indicator_has_no_row():
    assert "indikator-12" not in figures_of(facts([indicator(12, used=False)]))["rows"]
