"""Figures as pages write them."""

import datetime
from decimal import Decimal

import pytest

from reports.period import Quarter
from reports.results import Figure, Reason
from reports.templatetags import numbers

GONE = Figure(None, Reason.NO_REALIZATION)


@pytest.mark.parametrize(
    ("write", "value", "text"),
    [
        (numbers.figure, Figure(Decimal("49.23")), "49,23"),
        (numbers.exact, Decimal("33.3333"), "33,3333"),
        (numbers.percent, Figure(Decimal("50.84")), "50,84\N{NO-BREAK SPACE}%"),
        (numbers.money, Figure(Decimal(1885065699)), "1.885.065.699"),
        (numbers.tanggal, datetime.date(2024, 7, 1), "1 Juli 2024"),
        (numbers.hari_tanggal, datetime.date(2025, 4, 14), "Senin, 14 April 2025"),
        (numbers.triwulan, Quarter(2024, 2), "Triwulan II 2024"),
        (numbers.tw, Quarter(2024, 4), "TW IV 2024"),
    ],
)
def test_writes(write, value, text):
    assert write(value) == text


@pytest.mark.parametrize("write", [numbers.figure, numbers.exact, numbers.percent, numbers.money])
def test_no_figure_is_a_dash_and_zero_is_not(write):
    assert write(None) == write(GONE) == "–"
    assert write(Figure(Decimal(0))).startswith("0")


def test_no_date_is_a_dash():
    assert numbers.tanggal(None) == numbers.hari_tanggal(None) == "–"


def test_reason():
    assert numbers.reason(Figure(Decimal(1))) == ""
    assert numbers.reason(GONE)
