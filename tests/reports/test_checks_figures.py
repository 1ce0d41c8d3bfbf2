"""Figures, agreements and people that can hardly be right: one case for each check, and one close to it."""

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest

from agreements.enums import AppointmentKind, CeilingDocument, Direction, Echelon, Formula
from reports.checks import CHECKS, check_report
from reports.checks.__main__ import document
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


def test_money_spent_while_the_outcome_is_0():
    paid = line(7, 100, 40, pays_for=[1])
    assert codes([indicator(1, 0)], [paid]) == ["spent_without_outcome"]
    assert codes([indicator(1, 1)], [paid]) == []
    assert codes([indicator(1, 0)], [replace(paid, note="uang muka")]) == []
    assert codes([indicator(1, 0)], [replace(paid, spent=Decimal(0))]) == []
    assert codes([indicator(1, reason="survei belum terbit")], [paid]) == []


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
