"""Figures, agreements and people that can hardly be right: one case for each check, and one close to it."""

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest

from agreements.enums import AppointmentKind, CeilingDocument, Direction, Echelon, Formula
from reports.checks import CHECKS, check_report
from reports.checks.__main__ import document
from reports.period import Quarter
from tests.architecture import ROOT
from tests.reports.builders import (
    agreement,
    budget,
    compute,
    facts,
    indicator,
    item,
    line,
    mean_indicator,
    realization,
    report,
    signer,
    target,
)

DOCUMENT = ROOT / "docs" / "checks.md"


def codes(indicators, lines=(), **more):
    """Return the codes found in a report that promises all indicators and names all lines."""
    indicators, lines = list(indicators), list(lines)
    more = {
        "items": [entry.id for entry in indicators],
        "budgets": [entry.id for entry in lines],
        **more,
    }
    inputs = report(facts(indicators, lines), **more)
    return [finding.code for finding in check_report(inputs, compute(inputs))]


def test_documentation_is_drawn_from_the_tables():
    """`python -m reports.checks > docs/checks.md` after a change."""
    assert DOCUMENT.read_text(encoding="utf-8") == document()
    assert all(f"| `{check.code}` |" in document() for check in CHECKS)


# -- fallen ------------------------------------------------------------------------------------------------------------


def test_a_cumulative_figure_that_fell():
    assert codes([indicator(1, target=10, unit="laporan", values={1: 6, 2: 5})]) == ["fallen"]
    assert codes([indicator(1, target=10, unit="laporan", values={1: 6, 2: 6})]) == []


@pytest.mark.parametrize(
    "more",
    [
        {"direction": Direction.LOWER},
        {"aggregation": "last"},
        {"values": {1: 10, 2: realization(9, note="koreksi dua laporan ganda")}},
    ],
)
def test_a_figure_that_may_fall(more):
    assert codes([indicator(1, target=10, unit="laporan", **{"values": {1: 10, 2: 9}, **more})]) == []


def test_money_that_fell():
    fell = line(7, 100, 40, spent_before={1: Decimal(50)})
    assert codes([indicator(1, 1)], [fell]) == ["fallen"]
    assert codes([indicator(1, 1)], [replace(fell, note="pengembalian belanja")]) == []
    assert codes([indicator(1, 1)], [replace(fell, spent_before={1: Decimal(40)})]) == []


# -- money against outcome ---------------------------------------------------------------------------------------------


def fruitless(spent, *, quarter=2, **more):
    """Return the one finding on money without an outcome in a report of a line of 100 and an outcome of 0."""
    outcome = indicator(1, 0, quarter=quarter, **more)
    paid = line(7, 100, spent, pays_for=[1])
    inputs = report(facts([outcome], [paid], quarter=Quarter(2024, quarter)), items=[1], budgets=[7])
    told = [row.message for row in check_report(inputs, compute(inputs)) if row.code == "spent_without_outcome"]
    assert len(told) < 2
    return "".join(told).replace("\N{NO-BREAK SPACE}", " ")


def test_money_spent_while_the_outcome_is_0():
    paid = line(7, 100, 50, pays_for=[1])
    assert codes([indicator(1, 0)], [paid]) == ["spent_without_outcome"]
    assert codes([indicator(1, 1)], [paid]) == []
    assert codes([indicator(1, 0)], [replace(paid, note="uang muka")]) == []
    assert codes([indicator(1, 0)], [replace(paid, spent=Decimal(0))]) == []
    assert fruitless(50, direction=Direction.LOWER) == "", "no complaint at all is the best result"
    assert codes([indicator(1, reason="survei belum terbit")], [paid]) == []


def test_the_one_document_of_a_year_may_come_in_its_last_quarter():
    once = {"target": 1, "unit": "dokumen"}
    assert fruitless(49, **once) == ""
    assert (
        fruitless(50, **once) == "“Baris 7”: sudah dibelanjakan Rp 50, sedangkan hasilnya masih 0 pada serapan 50,00 %."
    )
    assert fruitless(1, quarter=4, **once).endswith("hasilnya masih 0 dari target 1 dokumen.")


def test_a_result_that_the_plan_has_later_is_not_missed():
    later = target(1)
    assert fruitless(90, target=replace(later, quarters=(Decimal(0), Decimal(0), Decimal(0), Decimal(1)))) == ""
    by_plan = replace(target(8), quarters=(Decimal(1), Decimal(2), Decimal(4), Decimal(8)))
    assert fruitless(10, target=by_plan, unit="laporan").endswith(
        "hasilnya masih 0 dari rencana 2 laporan sampai Triwulan II."
    )
    assert fruitless(9, target=by_plan, unit="laporan") == "", "less than a tenth of the money is preparation"
    assert fruitless(10, quarter=1, target=by_plan, unit="laporan") == "", "one report late"


def test_without_a_plan_two_pieces_of_an_even_year_are_missed():
    assert fruitless(10, quarter=1, target=8, unit="laporan").endswith("hasilnya masih 0 dari target 8 laporan.")
    assert fruitless(10, quarter=1, target=7, unit="laporan") == ""
    assert fruitless(10, quarter=1, target=100, unit="%") == "", "a percentage has no pieces"
    quarters = replace(target(100), quarters=(Decimal(25), Decimal(50), Decimal(75), Decimal(100)))
    assert fruitless(10, quarter=1, target=quarters, unit="%").endswith("dari rencana 25 % sampai Triwulan I.")


def test_money_without_outcome_is_told_once():
    assert codes([indicator(1, 0)], [line(7, 100, 90, pays_for=[1])]) == ["spent_without_outcome"], "not far apart too"


def test_what_an_error_points_at_is_not_compared():
    """Money above its ceiling has to be mended first; what follows from it says nothing new."""
    assert codes([indicator(1, 0)], [line(7, 100, 101, pays_for=[1])]) == ["over_ceiling"]
    assert codes([indicator(1, 20)], [line(7, 100, 101, pays_for=[1])]) == ["over_ceiling"]
    typed = indicator(1, 500, target=100, unit="%", shown="5 laporan")
    assert codes([typed], [line(7, 100, 90, pays_for=[1])]) == ["unit_of_measure"]
    assert codes([indicator(1, 500), indicator(2)], [line(7, 100, 101)]) == [
        "missing_figure",
        "over_ceiling",
        "far_over",
    ]


def test_money_below_a_named_sum_is_told_in_the_report_of_its_own():
    below = [line(6, holds_amounts=False), line(7, 100, 40, parent=6, pays_for=[1])]
    assert codes([indicator(1, 0)], below, budgets=[6]) == []


def test_achievement_far_over_100():
    assert codes([indicator(1, 121, target=100)]) == ["far_over"]
    assert codes([indicator(1, 120, target=100)]) == []
    assert codes([indicator(1, values={2: realization(300, note="target ditetapkan sebelum pemekaran")})]) == []


def test_achievement_and_absorption_far_apart():
    assert codes([indicator(1, 100)], [line(7, 100, 39, pays_for=[1])]) == ["far_apart"]
    assert codes([indicator(1, 100)], [line(7, 100, 40, pays_for=[1])]) == []
    apart = line(7, 100, 0, pays_for=[1])
    assert codes([indicator(1, 100)], [apart], obstacles=(("SPJ terlambat", ""),)) == []
    assert codes([indicator(1, 100), indicator(2, 100)], [replace(apart, indicator_ids=(1, 2))]) == []


def test_ten_times_the_last_quarter():
    assert codes([indicator(1, target=1000, unit="laporan", values={1: 6, 2: 60})]) == ["ten_times"]
    assert codes([indicator(1, target=1000, unit="laporan", values={1: 6, 2: 59})]) == []
    jumped = line(7, 1000, 500, spent_before={1: Decimal(50)})
    assert codes([indicator(1, 1)], [jumped]) == ["ten_times"]
    assert codes([indicator(1, 1)], [replace(jumped, spent=Decimal(499))]) == []
    assert codes([indicator(1, 1)], [replace(jumped, note="pembayaran sekaligus")]) == []


# -- agreement ---------------------------------------------------------------------------------------------------------


def test_a_target_changed_since_it_was_signed():
    assert codes([indicator(1, 50)], items=[item(1, target_signed=Decimal(90))]) == ["target_changed"]
    assert codes([indicator(1, 50)], items=[item(1, target_signed=Decimal("100.00"))]) == []
    assert codes([indicator(1, 50)], items=[item(1)]) == []


def test_amounts_of_the_agreement_against_the_ceilings():
    """Bagian Organisasi: 19.922.000 in table 2.3, 14.654.000 in Lampiran I, 15.323.000 spent."""
    spent = line(7, 19922000, 15323000)
    signed = [budget(7, amount_signed=Decimal(14654000))]
    assert codes([indicator(1, 1)], [spent], budgets=signed) == ["amount_changed", "amount_changed", "over_agreement"]
    signed = [budget(7, amount_signed=Decimal(19922000))]
    assert codes([indicator(1, 1)], [spent], budgets=signed) == []


def test_a_ceiling_older_than_the_change_of_budget():
    old, new = line(7, 100, 50), line(8, 100, 50, document=CeilingDocument.DPPA)
    new = replace(new, ceiling=replace(new.ceiling, from_date=datetime.date(2024, 5, 1)))
    assert codes([indicator(1, 1)], [old, new]) == ["old_ceiling"]
    assert codes([indicator(1, 1)], [old, replace(old, id=9)]) == []


# -- people ------------------------------------------------------------------------------------------------------------


def test_an_agreement_with_another_post_than_the_superior():
    assert codes([indicator(1, 1)], agreement=agreement([1], superior_title="Sekretaris Kecamatan")) == [
        "other_superior_agreed"
    ]
    assert codes([indicator(1, 1)], agreement=agreement([1], superior_title="Plt. Camat Contoh")) == []
    assert codes([indicator(1, 1)], agreement=agreement([1], superior_title="")) == []
    assert codes([indicator(1, 1)], superior=None) == []


@pytest.mark.parametrize(
    ("title", "kind", "expected"),
    [
        ("Camat Contoh", AppointmentKind.PLT, ["acting_title"]),
        ("Plt. Camat Contoh", AppointmentKind.DEFINITIVE, ["acting_title"]),
        ("Plt. Camat Contoh", AppointmentKind.PLT, []),
        ("Camat Contoh", AppointmentKind.DEFINITIVE, []),
        ("Camat Contoh", None, []),
    ],
)
def test_acting_officials(title, kind, expected):
    party = signer("Camat", "SITI RAHAYU, S.Sos", echelon=Echelon.III_A, kind=kind)
    assert codes([indicator(1, 1)], agreement=agreement([1], superior_title=title, second_party=party)) == expected


def test_nobody_held_the_post_when_the_agreement_was_signed():
    party = signer("Camat", "", echelon=Echelon.III_A, kind=AppointmentKind.PLT)
    assert codes([indicator(1, 1)], agreement=agreement([1], second_party=party)) == []


@pytest.mark.parametrize("nip", ["198030012005012001", "19800101200501200", "198001012005010001"])
def test_an_nip_that_cannot_be(nip):
    assert codes([indicator(1, 1)], signer=signer(nip=nip)) == ["faulty_nip"]


@pytest.mark.parametrize("nip", ["", "198001012005012001"])
def test_an_nip_that_can_be(nip):
    assert codes([indicator(1, 1)], signer=signer(nip=nip)) == []


def test_a_mean_may_fall_with_its_children():
    parts = [mean_indicator(1, values={1: 50}), indicator(2, 40, parent=1)]
    assert parts[0].formula == Formula.MEAN_OF_CHILDREN
    assert codes(parts, items=[1]) == []
