"""What an address asks for; words that mean nothing narrow nothing and are named."""

import pytest

from agreements.enums import UnitKind
from reports.comparison.choice import (
    Choice,
    Sort,
    chosen,
    indicator_options,
    kind_options,
    programme_options,
    read_choice,
)
from reports.comparison.values import key_of
from tests.reports.comparison.making import programme, unit

KLAKAH = unit("Klakah", lines=[programme("7.01.01", 10, 5, "Penunjang")], indicators=[("IKM", 80), ("Desa tertib", 70)])
PADANG = unit("Padang", lines=[programme("7.01.01", 10, 5, "PENUNJANG")], indicators=[("ikm", 90)])
TEMPEH = unit("Tempeh", lines=[programme("7.01.01", 10, 5, "Penunjang"), programme("7.01.02", 1, 1, "Lain")])
BAGIAN = unit("Organisasi", kind=UnitKind.BAGIAN)
UNITS = (KLAKAH, PADANG, TEMPEH, BAGIAN)


def test_without_any_word_the_kecamatan_are_compared():
    choice = read_choice({}, UNITS)
    assert choice == Choice(kind="kecamatan")
    assert chosen(UNITS, choice) == (KLAKAH, PADANG, TEMPEH)
    assert read_choice({}, [BAGIAN]).kind == "semua"


def test_all_kinds_and_some_units():
    assert chosen(UNITS, read_choice({"jenis": ["semua"]}, UNITS)) == UNITS
    choice = read_choice({"unit": ["padang", "tempeh", "padang"]}, UNITS)
    assert choice.units == ("padang", "tempeh")
    assert chosen(UNITS, choice) == (PADANG, TEMPEH)


def test_programme_indicator_and_order():
    asked = {"program": ["7.01.02"], "indikator": [key_of("IKM")], "kode": ["7.01.01"], "urut": ["angka.-serapan"]}
    choice = read_choice(asked, UNITS)
    assert (choice.programme, choice.indicator, choice.line) == ("7.01.02", key_of("ikm"), "7.01.01")
    assert choice.sort == Sort("angka", "serapan", descending=True)
    assert str(choice.sort) == "angka.-serapan"
    assert choice.unknown == ()


@pytest.mark.parametrize("name", ["jenis", "program", "indikator", "kode", "unit"])
def test_a_word_that_means_nothing_is_named(name):
    choice = read_choice({name: ["<b>tidak ada"]}, UNITS)
    assert choice.unknown == ("<b>tidak ada",)
    assert (choice.kind, choice.units, choice.programme, choice.indicator, choice.line) == ("kecamatan", (), "", "", "")


@pytest.mark.parametrize("text", ["", ".", "angka", "angka.-", "-.-", "a.b.c"])
def test_any_order_can_be_read(text):
    Sort.read(text)


def test_options():
    assert [(option.value, option.count) for option in kind_options(UNITS)] == [("kecamatan", 3), ("bagian", 1)]
    assert [option.label for option in programme_options(UNITS)] == ["7.01.01 Penunjang", "7.01.02 Lain"]
    assert [(option.label, option.count) for option in indicator_options(UNITS)] == [("IKM", 2)]
    assert len(indicator_options(UNITS, key_of("desa tertib"))) == 2
