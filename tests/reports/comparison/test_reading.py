"""The plain values of a summary become figures with their reasons."""

from decimal import Decimal

from agreements.enums import BudgetLevel, UnitKind
from reports.comparison.reading import read_unit
from reports.results import Figure, Reason

FIGURES = {
    "indicators": [
        {"id": 3, "name": "IKM", "unit": "%", "target": "100", "realization": "80.50", "achievement": "80.50", "reason": None, "used": True},
        {"id": 4, "name": "Lama", "unit": "%", "target": None, "realization": None, "achievement": None, "reason": "no_realization", "used": False},
    ],
    "lines": [
        {
            "id": 7, "code": "7.01.01", "level": "program", "name": "Penunjang", "ceiling": "1000", "spent": "400.50",
            "remaining": "599.50", "absorption": "40.05", "reason": None, "left_out": {"spent": 1}, "paid_for": {"achievement": "80.50", "reason": None, "left_out": 1, "indicators": 2, "without": 1}, "indicators": [3], "cost_planned": "10.00",
            "cost_per_outcome": "4.98", "cost_ratio": "0.50", "cost_reason": None,
        },
        {
            "id": 8, "code": None, "level": "kegiatan", "name": "Tanpa kode", "ceiling": None, "spent": None,
            "remaining": None, "absorption": None, "reason": "no_amounts", "left_out": {}, "paid_for": None, "indicators": [3, 4], "cost_planned": None,
            "cost_per_outcome": None, "cost_ratio": None, "cost_reason": None,
        },
    ],
    "totals": {
        "ceiling": "1000", "spent": "400.50", "remaining": "599.50", "absorption": "40.05", "mean_absorption": None,
        "mean_achievement": None, "partial": ["spent"], "left_out": {"spent": 2}, "promised": 3, "without_achievement": 3,
        "reasons": {"mean_achievement": "nothing_to_average", "mean_absorption": "no_money"},
        "efficiency": None, "efficiency_reason": "nothing_to_average", "efficiency_definition": "difference",
    },
}  # fmt: skip


def read(indicator=None):
    return read_unit("klakah", "Kecamatan Klakah", "Klakah", "kecamatan", FIGURES, indicator)


def test_of_the_indicators_one_is_read_or_none():
    (own,) = read().indicators
    assert read(own.key) == read()
    assert [read(key).indicators for key in ("", "lain")] == [(), ()]
    assert read("").lines == read().lines


def test_figures_of_the_unit():
    unit = read()
    assert (unit.slug, unit.short_name, unit.kind) == ("klakah", "Klakah", UnitKind.KECAMATAN)
    assert unit.achievement == Figure(None, Reason.NOTHING_TO_AVERAGE)
    assert unit.efficiency.reason == Reason.NOTHING_TO_AVERAGE
    assert unit.total.spent.value == Decimal("400.50")
    assert unit.total.absorption.value == Decimal("40.05")
    assert (unit.total.spent.left_out, unit.promised, unit.without_achievement) == (2, 3, 3)


def test_only_indicators_of_the_year_are_compared():
    assert [entry.name for entry in read().indicators] == ["IKM"]
    assert read().indicators[0].realization.value == Decimal("80.50")


def test_lines_with_what_they_pay_for():
    programme, without_money = read().lines
    assert programme.level == BudgetLevel.PROGRAM
    (outcome,) = programme.outcomes
    assert (outcome.cost.realized.value, outcome.cost.planned.value, outcome.cost.ratio.value) == (
        Decimal("4.98"), Decimal("10.00"), Decimal("0.50"),
    )  # fmt: skip
    assert (programme.paid_for.achievement, programme.paid_for.indicators) == (Figure(Decimal("80.50"), left_out=1), 2)
    assert (programme.money.spent.left_out, without_money.paid_for) == (1, None)
    assert without_money.code == ""
    assert without_money.money.ceiling.reason == Reason.NO_AMOUNTS
    assert [outcome.cost.realized.reason for outcome in without_money.outcomes] == [Reason.NO_AMOUNTS] * 2
