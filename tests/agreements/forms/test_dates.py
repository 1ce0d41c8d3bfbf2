"""Dates as people write them."""

import datetime

import pytest
from django import forms

from agreements.forms.dates import WrittenDateField
from agreements.numbers import parse_date

FIRST_OF_JULY = datetime.date(2024, 7, 1)


@pytest.mark.parametrize(
    "text",
    ["1 Juli 2024", "01 juli 2024", "1 Jul 2024", "1 Jul. 2024", "1/7/2024", "01-07-2024", "1.7.2024", "2024-07-01"],
)
def test_every_way_of_writing(text):
    assert WrittenDateField().clean(f"  {text} ") == FIRST_OF_JULY


@pytest.mark.parametrize("text", ["", "   ", None])
def test_nothing_is_no_date(text):
    assert WrittenDateField().clean(text) is None


@pytest.mark.parametrize(
    "text", ["31 Juni 2024", "7/31/2024", "1 Ju 2024", "1 J 2024", "1 Juli", "kemarin", "1 Juli 24", "2024-13-01"]
)
def test_what_is_no_date_is_told_with_what_was_read(text):
    assert parse_date(text) is None
    with pytest.raises(forms.ValidationError, match=f"Tanggal “{text}” tidak terbaca"):
        WrittenDateField().clean(text)


def test_half_a_month_names_none():
    """Maret and Mei, Juni and Juli begin alike."""
    assert parse_date("1 Mar 2024") == datetime.date(2024, 3, 1)
    assert parse_date("1 Mei 2024") == datetime.date(2024, 5, 1)


def test_a_date_is_shown_in_words_and_reads_back():
    field = WrittenDateField()
    assert field.prepare_value(FIRST_OF_JULY) == "1 Juli 2024"
    assert field.clean(field.prepare_value(FIRST_OF_JULY)) == FIRST_OF_JULY
    assert field.prepare_value("31 Juni 2024") == "31 Juni 2024"


def test_input_is_text():
    assert 'type="text"' in str(WrittenDateField().get_bound_field(forms.Form(), "x"))
