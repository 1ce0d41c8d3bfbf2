"""Keys of indicators and lines: the same for the same words, bounded, and never shared by others."""

from hypothesis import given
from hypothesis import strategies as st

from reports.comparison.values import find_codes, key_of, with_codes
from tests.reports.comparison.making import line, programme, unit


def test_capitals_and_stops_make_no_other_indicator():
    assert key_of("Persentase Desa yang tertib.") == key_of("persentase desa  yang Tertib")
    assert key_of("Persentase desa yang tertib") != key_of("Persentase desa yang tidak tertib")


def test_long_names_that_begin_alike_are_told_apart():
    start = "Persentase pemenuhan kebutuhan penunjang urusan pemerintahan kecamatan "
    assert key_of(start + "A") != key_of(start + "B")


@given(st.text(max_size=400))
def test_a_key_is_a_word_of_an_address(name):
    key = key_of(name)
    assert len(key) <= 57
    assert set(key) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_a_unit_finds_its_lines_and_indicators():
    found = unit(
        "Klakah", lines=[programme("7.01.01", 10, 5), line("", 3, 1, name="Tanpa kode")], indicators=[("IKM", 80)]
    )
    assert [each.code for each in found.programmes] == ["7.01.01"]
    assert found.line("7.01.01") == found.lines[0]
    assert found.line(key_of("tanpa kode")) == found.lines[1]
    assert found.line("7.01.02") is None
    assert found.indicator(key_of("ikm")) == found.indicators[0]
    assert found.indicator("lain") is None


def shared(*units):
    codes = find_codes(units)
    return [with_codes(each, codes) for each in units]


def test_a_line_without_a_code_is_that_of_others_with_its_name():
    klakah, padang = shared(
        unit("Klakah", lines=[programme("7.01.01", 10, 5, "Program Penunjang")]),
        unit("Padang", lines=[programme("", 10, 5, "PROGRAM PENUNJANG"), programme("", 1, 1, "Program Lain")]),
    )
    assert padang.line("7.01.01").money.ceiling.value == 10
    assert padang.lines[0].code == ""
    assert padang.lines[1].key == key_of("Program lain")
    assert klakah.line("7.01.01") == klakah.lines[0]


def test_where_codes_disagree_or_are_taken_a_line_keeps_its_name():
    *_, padang = shared(
        unit("Klakah", lines=[programme("7.01.01", 10, 5, "Penunjang")]),
        unit("Sukodono", lines=[programme("7.01.02", 10, 5, "Penunjang")]),
        unit("Padang", lines=[programme("", 10, 5, "Penunjang")]),
    )
    assert padang.lines[0].key == key_of("Penunjang")
    *_, padang = shared(
        unit("Klakah", lines=[programme("7.01.01", 10, 5, "Penunjang")]),
        unit("Padang", lines=[programme("", 10, 5, "Penunjang"), programme("7.01.01", 3, 1, "Lain")]),
    )
    assert padang.lines[0].key == key_of("Penunjang")
    # The same name one level below is another line.
    *_, padang = shared(
        unit("Klakah", lines=[programme("7.01.01", 10, 5, "Penunjang")]),
        unit("Padang", lines=[line("", 10, 5, name="Penunjang")]),
    )
    assert padang.lines[0].key == key_of("Penunjang")
