"""The number field: what people type becomes a Decimal or a sentence."""

from decimal import Decimal

import pytest
from django import forms

from agreements.forms.fields import NumberField
from agreements.numbers import COUNT, FIGURE, MONEY


def field(kind=FIGURE, unit="%"):
    return NumberField(kind=kind, unit_of_measure=unit)


@pytest.mark.parametrize(
    ("kind", "unit", "typed", "value"),
    [
        (FIGURE, "keluarga", "21", "21"),
        (FIGURE, "%", "49,23", "49.23"),
        (FIGURE, "%", "49,23 %", "49.23"),
        (FIGURE, "dokumen", "4 dokumen", "4"),
        (MONEY, "", "1.885.065.699", "1885065699"),
        (MONEY, "", "Rp 2.660.000,-", "2660000"),
        (COUNT, None, "19", "19"),
    ],
)
def test_reads_what_people_write(kind, unit, typed, value):
    assert field(kind, unit).clean(typed) == Decimal(value)


@pytest.mark.parametrize("typed", ["", "   ", None])
def test_nothing_is_none(typed):
    assert field().clean(typed) is None


@pytest.mark.parametrize(
    ("kind", "unit", "typed"),
    [(MONEY, "", "22.90.000"), (FIGURE, "%", "1.000"), (FIGURE, "dokumen", "4 laporan"), (FIGURE, "%", "banyak")],
)
def test_refuses_with_a_sentence_that_shows_what_was_typed(kind, unit, typed):
    with pytest.raises(forms.ValidationError) as refusal:
        field(kind, unit).clean(typed)
    assert typed in refusal.value.message


@pytest.mark.parametrize(
    ("kind", "stored", "written"),
    [
        (MONEY, "1885065699.00", "1.885.065.699"),
        (FIGURE, "49.2300", "49,23"),
        (FIGURE, "33.3333", "33,3333"),
        (FIGURE, "1500.0000", "1500"),
        (FIGURE, "0", "0"),
    ],
)
def test_stored_figure_is_written_so_that_it_reads_back(kind, stored, written):
    number = field(kind, "")
    assert number.prepare_value(Decimal(stored)) == written
    assert number.clean(written) == Decimal(stored)


def test_typed_text_stays_as_typed():
    assert field().prepare_value(" 49.23 % ") == " 49.23 % "


def test_input_is_text_for_a_decimal_keyboard():
    class Form(forms.Form):
        number = field()

    html = str(Form()["number"])
    assert 'type="text"' in html
    assert 'inputmode="decimal"' in html
