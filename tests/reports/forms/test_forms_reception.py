"""Giving back and reopening: what must be written, and what each mistake is told."""

import datetime

import pytest

from agreements.models import Unit
from reports.forms.reception import ReopeningForm, SendBackForm
from tests import factories

TODAY = datetime.date(2024, 8, 5)


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_nothing_is_given_back_without_a_reason(reason):
    form = SendBackForm({"reason": reason, "version": "3"}, version=3)
    assert form.errors["reason"] == ["Tulis alasannya, supaya unit tahu apa yang perlu diperbaiki."]


def test_reason_and_version_are_read():
    form = SendBackForm({"reason": " Tabel 2.1 keliru. ", "version": "3"}, version=4)
    assert form.is_valid()
    assert form.cleaned_data == {"reason": "Tabel 2.1 keliru.", "version": 3}


def reopening(**typed):
    unit = factories.UnitFactory(slug="kecamatan-contoh")
    units = Unit.objects.filter(pk=unit.pk)
    data = {"unit": "kecamatan-contoh", "reason": "Data BPS terlambat.", "until": "9 Agustus 2024"} | typed
    return ReopeningForm(data, units=units, today=TODAY)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("unit", "", "Pilih unitnya."),
        ("unit", "unit-lain", "Unit itu tidak menyusun laporan."),
        ("reason", " ", "Tulis alasannya."),
        ("until", "", "Tulis sampai tanggal berapa triwulan ini dibuka."),
        ("until", "4 Agustus 2024", "4 Agustus 2024 sudah lewat. Pilih hari ini atau sesudahnya."),
        ("until", "31/6/2024", "Tanggal “31/6/2024” tidak terbaca. Tulis seperti 1 Juli 2024 atau 1/7/2024."),
    ],
)
def test_mistakes_are_sentences(field, typed, sentence):
    assert reopening(**{field: typed}).errors == {field: [sentence]}


@pytest.mark.django_db
@pytest.mark.parametrize("until", ["5/8/2024", "9 Agustus 2024"])
def test_today_is_still_to_come(until):
    assert reopening(until=until).is_valid()
