"""A cell as text, as number, as date.

| cell | asked for | gives |
|---|---|---|
| number 70101 | text | '70101' |
| text '1.885.065.699' | MONEY | 1885065699, through the parser of typed numbers |
| number 1000.5 | MONEY | 1000.5 |
| number -1, or with three decimals | MONEY | the parser's sentence |
| '49,23 %' | FIGURE in dokumen | the parser's sentence on another satuan |
"""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.numbers import COUNT, FIGURE, MONEY, parse_number
from agreements.sheets import cell_date, cell_number, cell_text
from agreements.sheets.cells import number_text

DAY = datetime.date(2024, 7, 1)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("  Kode\n rekening ", "Kode rekening"),
        (Decimal("7.01"), "7.01"),
        (Decimal("7E+3"), "7000"),
        (DAY, "1 Juli 2024"),
    ],
)
def test_text(value, text):
    assert cell_text(value) == text


@pytest.mark.parametrize(
    ("value", "kind", "number"),
    [
        (None, MONEY, None),
        ("1.885.065.699", MONEY, Decimal(1885065699)),
        ("Rp 1.885.065.699,-", MONEY, Decimal(1885065699)),
        (Decimal(1885065699), MONEY, Decimal(1885065699)),
        (Decimal("1000.5"), MONEY, Decimal("1000.5")),
        (Decimal("7E+3"), MONEY, Decimal(7000)),
        (Decimal("49.23"), FIGURE, Decimal("49.23")),
        (Decimal("1.125"), FIGURE, Decimal("1.125")),
        (Decimal(-5), FIGURE, Decimal(-5)),
        ("49,23 %", FIGURE, Decimal("49.23")),
        (Decimal(0), COUNT, Decimal(0)),
    ],
)
def test_number(value, kind, number):
    reading = cell_number(value, kind, "%")
    assert (reading.value, reading.error, reading.question) == (number, "", "")


@pytest.mark.parametrize(
    ("value", "kind", "says"),
    [
        (Decimal(-1), MONEY, "negatif"),
        (Decimal("1000.125"), MONEY, "2 angka di belakang koma"),
        (Decimal("33.33333"), FIGURE, "4 angka di belakang koma"),
        (Decimal(10) ** 17, MONEY, "terlalu besar"),
        (Decimal("1E+300"), MONEY, "terlalu panjang"),
        ("22.90.000", MONEY, "bukan tiga angka"),
        ("49,23 %", FIGURE, "diukur dalam “dokumen”"),
        (DAY, MONEY, "tanggal 1 Juli 2024"),
        ("#REF!", MONEY, "Rumusnya gagal"),
        ("#ANGKA!", MONEY, "Tertulis"),
    ],
)
def test_number_that_is_refused(value, kind, says):
    reading = cell_number(value, kind, "dokumen")
    assert reading.value is None
    assert says in reading.error


def test_text_that_can_be_read_twice_is_asked_about():
    assert cell_number("1.500", FIGURE, "%").question
    assert cell_number("1.500", MONEY).value == 1500


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**14), max_value=10**14))
def test_text_of_a_number_is_read_back_as_this_number(number):
    assert parse_number(number_text(number), FIGURE, "").value == number


@given(st.decimals(allow_nan=False) | st.integers().map(Decimal), st.sampled_from((MONEY, FIGURE, COUNT)))
def test_no_number_makes_it_fail(number, kind):
    if number.is_finite() and abs(number.adjusted()) < 400:
        reading = cell_number(number, kind, "")
        assert (reading.value == number) or reading.error


@pytest.mark.parametrize(
    ("value", "date"), [(DAY, DAY), ("1 Juli 2024", DAY), ("01/07/2024", DAY), (None, None), (" ", None)]
)
def test_date(value, date):
    assert cell_date(value) == (date, "")


def test_date_that_is_none():
    assert cell_date("31 Juni 2024") == (
        None,
        "Tanggal “31 Juni 2024” tidak terbaca. Tulis seperti 1 Juli 2024 atau 1/7/2024.",
    )
