"""Numbers written and read. The table of typed texts is cases/numbers.json, which a JavaScript twin must pass too.

Case fields: text, kind, unit (null: any satuan may follow), result (value, question, error, empty), and then value and echo, or
candidates and pieces of the sentence (`says`).
"""

import datetime
import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from agreements import numbers
from agreements.numbers import COUNT, FIGURE, MONEY, NBSP, NumberKind, parse_number

CASES = json.loads((Path(__file__).parent / "cases" / "numbers.json").read_text(encoding="utf-8"))

amounts = st.decimals(min_value=0, max_value=Decimal("9999999999999999.99"), places=2)
figures = st.decimals(min_value=Decimal("-9999999999999999.9999"), max_value=Decimal("9999999999999999.9999"), places=4)
kinds = st.sampled_from(list(NumberKind))
units = st.sampled_from([None, "", "%", "dokumen", "orang/bulan", "Rp", "m²", "-"])
# Texts that look like numbers find more than random letters do.
number_like = st.text(alphabet="0123459.,- \u00a0Rp%e−+/²½٤dokumen()=", max_size=30)


# -- written -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1885065699, "1.885.065.699"),
        (Decimal("49.23"), "49,23"),
        (Decimal("21.0000"), "21"),
        (Decimal("0"), "0"),
        (Decimal("-0.00"), "0"),
        (Decimal("-0.001"), "0"),
        (Decimal("60.50"), "60,5"),
        (Decimal("100"), "100"),
        (Decimal("1E+3"), "1.000"),
        (Decimal("-1234.5"), "−1.234,5"),
        # half up, where half to even would give 35,22 and 0,12
        (Decimal("35.225"), "35,23"),
        (Decimal("0.125"), "0,13"),
        (Decimal("-0.125"), "−0,13"),
        # more digits than Decimal's default context keeps
        (Decimal("12345678901234567890123456789012.25"), "12.345.678.901.234.567.890.123.456.789.012,25"),
    ],
)
def test_figure(value, text):
    assert numbers.format_figure(value) == text


def test_figure_with_fixed_decimals():
    assert numbers.format_figure(Decimal("60"), decimals=2) == "60,00"
    assert numbers.format_figure(Decimal("1500.5"), decimals=0) == "1.501"


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity"), Decimal("-Infinity")])
def test_what_is_no_figure_is_refused(value):
    with pytest.raises(ValueError, match="not a figure"):
        numbers.format_figure(value)


@pytest.mark.parametrize("value", [1.5, "1,5", None])
def test_only_decimals_and_ints_are_written(value):
    with pytest.raises(TypeError):
        numbers.format_figure(value)


def test_exact_keeps_four_decimals():
    assert numbers.format_exact(Decimal("33.3333")) == "33,3333"
    assert numbers.format_exact(Decimal("1500.0000")) == "1.500"


def test_percent():
    assert numbers.format_percent(Decimal("60")) == f"60,00{NBSP}%"
    assert numbers.format_percent(Decimal("49.23")) == f"49,23{NBSP}%"
    assert numbers.format_percent(Decimal("100"), drop_zeros=True) == f"100{NBSP}%"
    assert numbers.format_percent(Decimal("60.5"), drop_zeros=True) == f"60,50{NBSP}%"
    assert numbers.format_percent(Decimal("-33.339"), drop_zeros=True) == f"−33,34{NBSP}%"


def test_money():
    assert numbers.format_money(1885065699) == "1.885.065.699"
    assert numbers.format_money(Decimal("1000.50")) == "1.000,50"
    assert numbers.format_money(Decimal("1000.00")) == "1.000"
    assert numbers.format_money(Decimal("0")) == "0"
    assert numbers.format_rupiah(600316428) == f"Rp{NBSP}600.316.428"
    assert numbers.format_rupiah(Decimal("-5000.25")) == f"−Rp{NBSP}5.000,25"


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (35, "keluarga", "35 keluarga"),
        (100, "%", f"100{NBSP}%"),
        (Decimal("33.3333"), " % ", f"33,33{NBSP}%"),
        (12, "org/bulan", "12 org/bulan"),
        (5000, "Rp", f"Rp{NBSP}5.000"),
        (-5000, "Rp.", f"−Rp{NBSP}5.000"),
        (7, "", "7"),
    ],
)
def test_with_unit(value, unit, text):
    assert numbers.with_unit(value, unit) == text


@pytest.mark.parametrize(
    ("nip", "text"),
    [
        ("197504041998041004", "19750404 199804 1 004"),
        (" 197504041998041004 ", "19750404 199804 1 004"),
        ("19750404", "19750404"),
        ("19750404199804100x", "19750404199804100x"),
        ("", ""),
        (None, ""),
    ],
)
def test_nip(nip, text):
    assert numbers.format_nip(nip) == text


# -- spelled -----------------------------------------------------------------------------------------------------------

ONES = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"]


def spell(number: int) -> str:
    """Spell by the rules of the language, from the largest scale down; shares nothing with num2words."""
    if number < 12:
        return ONES[number]
    if number < 20:
        return f"{ONES[number - 10]} belas"
    scales = ((10**15, "kuadriliun"), (10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"))
    for scale, name in (*scales, (1000, "ribu"), (100, "ratus"), (10, "puluh")):
        if number >= scale:
            count, rest = divmod(number, scale)
            head = f"se{name}" if count == 1 and scale <= 1000 else f"{spell(count)} {name}"
            return f"{head} {spell(rest)}" if rest else head
    raise AssertionError(number)


def edges() -> list[int]:
    powers = [10**n for n in range(1, 17)]
    near = {power + step for power in powers for step in (-1, 0, 1, 10, 11, 100, 1000, 1001, 1100, 11000)}
    return sorted({n for n in near if 0 <= n < 10**16} | set(range(2000)))


def test_speller_of_this_test():
    assert spell(1_001_000) == "satu juta seribu"
    assert spell(121_001) == "seratus dua puluh satu ribu satu"


def test_words_agree_with_an_independent_speller_at_the_edges():
    assert {n: numbers.integer_in_words(n) for n in edges()} == {n: spell(n) for n in edges()}


@given(st.integers(min_value=0, max_value=10**16 - 1))
def test_words_agree_with_an_independent_speller(number):
    assert numbers.integer_in_words(number) == spell(number)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (2, "dua"),
        (11, "sebelas"),
        (100, "seratus"),
        (1000, "seribu"),
        (1_001_000, "satu juta seribu"),
        (1_000_001_000, "satu miliar seribu"),
        (1_001_001_001, "satu miliar satu juta seribu satu"),
        (21_000, "dua puluh satu ribu"),
        (101_000, "seratus satu ribu"),
        (1_121_000, "satu juta seratus dua puluh satu ribu"),
        (-3, "minus tiga"),
    ],
)
def test_integer_in_words(number, words):
    assert numbers.integer_in_words(number) == words


def test_integer_in_words_refuses_what_it_cannot_say():
    with pytest.raises(OverflowError):
        numbers.integer_in_words(10**21)
    with pytest.raises(TypeError):
        numbers.integer_in_words(Decimal(2))
    with pytest.raises(TypeError):
        numbers.integer_in_words(True)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "Nol Rupiah"),
        (Decimal("312000862"), "Tiga Ratus Dua Belas Juta Delapan Ratus Enam Puluh Dua Rupiah"),
        (
            Decimal("312862072.00"),
            "Tiga Ratus Dua Belas Juta Delapan Ratus Enam Puluh Dua Ribu Tujuh Puluh Dua Rupiah",
        ),
        (1_001_000, "Satu Juta Seribu Rupiah"),
        (1_000_000_000_000, "Satu Triliun Rupiah"),
        (Decimal("1000.50"), "Seribu Rupiah Lima Puluh Sen"),
        (Decimal("0.05"), "Lima Sen"),
        (Decimal("-0.004"), "Nol Rupiah"),
        (Decimal("-1500"), "Minus Seribu Lima Ratus Rupiah"),
        (Decimal("9999999999999999.99").quantize(Decimal("0.01")), None),
    ],
)
def test_rupiah_in_words(amount, words):
    if words is None:
        words = f"{spell(9999999999999999)} rupiah sembilan puluh sembilan sen".title()
    assert numbers.rupiah_in_words(amount) == words


# -- dates -------------------------------------------------------------------------------------------------------------


def test_dates():
    assert numbers.format_date(datetime.date(2024, 7, 1)) == "1 Juli 2024"
    assert numbers.format_long_date(datetime.date(2025, 4, 14)) == "Senin, 14 April 2025"
    assert numbers.format_long_date(datetime.date(2024, 6, 30)) == "Minggu, 30 Juni 2024"
    assert len(numbers.MONTHS) == 12
    assert numbers.month_name(2) == "Februari"


@pytest.mark.parametrize("month", [0, 13, -1])
def test_no_such_month(month):
    with pytest.raises(ValueError, match="month"):
        numbers.month_name(month)
    with pytest.raises(ValueError, match="month"):
        numbers.format_months([1, month])


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (40, "XL"), (1994, "MCMXCIV"), (3999, "MMMCMXCIX")],
)
def test_roman(number, text):
    assert numbers.roman(number) == text


@pytest.mark.parametrize("number", [0, -1, 4000])
def test_no_roman(number):
    with pytest.raises(ValueError, match="Roman"):
        numbers.roman(number)


@given(st.integers(min_value=1, max_value=3999))
def test_roman_adds_up(number):
    values = dict(zip("IVXLCDM", (1, 5, 10, 50, 100, 500, 1000), strict=True))
    letters = [values[letter] for letter in numbers.roman(number)]
    total = sum(-one if one < after else one for one, after in zip(letters, [*letters[1:], 0], strict=True))
    assert total == number
    assert not re.search(r"(.)\1{3}", numbers.roman(number))


def test_quarter_name():
    assert [numbers.quarter_name(n) for n in (1, 2, 3, 4)] == [
        "Triwulan I",
        "Triwulan II",
        "Triwulan III",
        "Triwulan IV",
    ]
    with pytest.raises(ValueError, match="quarter"):
        numbers.quarter_name(5)


@pytest.mark.parametrize(
    ("months", "text"),
    [
        ([7, 8, 9], "Juli s.d. September"),
        ([9, 7, 8, 8], "Juli s.d. September"),
        ([1, 4], "Januari dan April"),
        ([7, 8], "Juli dan Agustus"),
        ([1, 4, 7], "Januari, April, dan Juli"),
        ([1, 2, 3, 9], "Januari s.d. Maret dan September"),
        ([1, 2, 3, 6, 8, 9, 10], "Januari s.d. Maret, Juni, dan Agustus s.d. Oktober"),
        (range(1, 13), "Januari s.d. Desember"),
        ([12], "Desember"),
        ([12, 1], "Januari dan Desember"),
        ([], ""),
    ],
)
def test_months(months, text):
    assert numbers.format_months(months) == text


# -- read --------------------------------------------------------------------------------------------------------------


def outcome(reading: numbers.Reading) -> str:
    """Name what a reading is, and fail where it is two things at once."""
    found = [
        name
        for name, there in (
            ("value", reading.value is not None),
            ("question", bool(reading.question)),
            ("error", bool(reading.error)),
        )
        if there
    ]
    assert len(found) <= 1
    return found[0] if found else "empty"


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['text'].strip()[:24]}-{case['kind']}-{case['unit']}")
def test_typed(case):
    reading = parse_number(case["text"], NumberKind(case["kind"]), case["unit"])
    assert outcome(reading) == case["result"]
    assert [reading.value] == [Decimal(case["value"]) if "value" in case else None]
    assert reading.echo == case.get("echo", "")
    assert list(reading.candidates) == [Decimal(text) for text in case.get("candidates", [])]
    sentence = reading.question or reading.error
    assert sentence.startswith("Tertulis “") or not sentence
    for piece in case.get("says", []):
        assert piece in sentence


@pytest.mark.parametrize("sign", "\x1c\x1d\x1e\x1f")
def test_separator_of_records_is_a_blank(sign):
    """Python splits words at them; a text of them alone once ended in an IndexError."""
    assert parse_number(f"5{sign}", FIGURE, "%").value == 5
    assert parse_number(f"5{sign}%", FIGURE, "%").value == 5


def test_table_of_cases_holds_every_kind_and_result():
    assert len(CASES) >= 40
    assert {(case["kind"], case["result"]) for case in CASES} == {
        (kind, result) for kind in ("money", "figure", "count") for result in ("value", "question", "error", "empty")
    }
    assert all(case.get("says") for case in CASES if case["result"] in {"question", "error"})


def test_unit_of_a_reading():
    assert parse_number("4", FIGURE, "dokumen").unit == "dokumen"
    assert parse_number("4 dok", FIGURE, "dokumen").unit == "dokumen"
    assert parse_number("4 laporan", FIGURE).unit == "laporan"
    assert parse_number("4", FIGURE).unit == ""
    assert parse_number("Rp 4", MONEY).unit == ""


def test_zero_is_never_negative():
    value = parse_number("-0,00", FIGURE).value
    assert value == 0
    assert not value.is_signed()


def test_nothing_typed():
    assert parse_number(None, MONEY) == numbers.Reading()


@given(amounts)
def test_money_is_read_as_written(amount):
    assert parse_number(numbers.format_money(amount), MONEY).value == amount
    assert parse_number(numbers.format_rupiah(amount), MONEY).value == amount
    assert parse_number(f"{numbers.format_money(amount)},-".replace(",00,-", ",-"), MONEY).value == amount


@given(figures, st.sampled_from(["", "%", "dokumen"]))
def test_figure_is_read_as_written_or_asked_about(figure, unit):
    figure = abs(figure) if unit == "dokumen" else figure
    reading = parse_number(numbers.join_unit(numbers.format_exact(figure), unit), FIGURE, unit)
    assert reading.value == figure or (reading.question and figure in reading.candidates)


@given(st.decimals(min_value=Decimal("-9999999999"), max_value=Decimal("9999999999"), places=2))
def test_published_figure_with_two_decimals_is_never_asked_about(figure):
    assert parse_number(numbers.format_figure(figure, decimals=2), FIGURE).value == figure
    assert parse_number(numbers.format_percent(figure), FIGURE, "%").value == figure


@given(figures)
def test_what_a_field_shows_is_read_back_as_the_same_figure(figure):
    assert parse_number(numbers.format_for_input(figure, FIGURE), FIGURE).value == figure
    assert parse_number(numbers.format_for_input(abs(figure), COUNT), COUNT).value == abs(figure)


@given(figures, st.sampled_from(["dokumen", "Kelompok keluarga", "orang/bulan", "%", "indeks"]))
def test_what_a_field_of_a_unit_shows_is_read_back(figure, unit):
    figure = figure if unit in ("%", "indeks") else abs(figure)
    shown = numbers.format_for_input(figure, FIGURE, unit)
    assert parse_number(shown, FIGURE, unit).value == figure
    assert shown.endswith(unit) is numbers.is_part(figure, unit), "the satuan only where it is needed"


@given(st.integers(min_value=-999_999, max_value=999_999))
def test_what_a_field_shows_is_read_back_for_small_whole_numbers(number):
    assert parse_number(numbers.format_for_input(Decimal(number), FIGURE), FIGURE).value == number


@given(amounts)
def test_what_a_field_shows_is_read_back_as_the_same_amount(amount):
    assert numbers.format_for_input(amount, MONEY) == numbers.format_money(amount)
    assert parse_number(numbers.format_for_input(amount, MONEY), MONEY).value == amount


def test_field_shows_figures_unmistakably():
    shown = {"1500": "1500", "-1500": "−1500", "1.125": "1,1250", "49.23": "49,23", "1885065699": "1.885.065.699"}
    assert {text: numbers.format_for_input(Decimal(text), FIGURE) for text in shown} == shown
    assert numbers.format_for_input(Decimal("1500"), COUNT) == "1.500"


@given(
    st.one_of(st.text(), number_like, st.from_regex(r"[-−]?(Rp\.? ?)?[0-9]{1,4}([., ][0-9]{1,4}){0,4}( ?%|,-)?")),
    kinds,
    units,
)
def test_no_text_raises_and_every_reading_is_one_thing(text, kind, unit):
    reading = parse_number(text, kind, unit)
    result = outcome(reading)
    if result == "value":
        assert reading.echo
        assert not reading.candidates
        assert abs(reading.value) < 10**16
        assert reading.value == reading.value.quantize(Decimal("0.01") if kind == MONEY else Decimal("0.0001"))
        assert reading.value >= 0 or kind == FIGURE
    elif result == "question":
        assert reading.candidates
        for candidate in reading.candidates:
            assert parse_number(numbers.format_for_input(candidate, kind), kind).value == candidate
    elif result == "error":
        for candidate in reading.candidates:
            assert parse_number(numbers.format_for_input(candidate, kind), kind).value == candidate


@given(st.lists(st.sampled_from(["1", "12", "123", "1234", "0", "00"]), min_size=1, max_size=5), st.data())
def test_a_value_has_the_digits_that_were_typed(groups, data):
    """No digit is lost, added or moved: the core of never guessing."""
    separators = data.draw(st.lists(st.sampled_from([".", ",", " "]), min_size=len(groups), max_size=len(groups)))
    text = "".join(group + separator for group, separator in zip(groups, separators, strict=True))[:-1]
    kind = data.draw(kinds)
    reading = parse_number(text, kind)
    assume(reading.value is not None)
    typed = re.sub(r"\D", "", text)
    assert typed in {f"{reading.value:f}".replace(".", ""), f"{reading.value:f}".replace(".", "").lstrip("0") or "0"}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("org/bulan", "Orang / Bulan", True),
        ("%", "persen", True),
        ("dok.", "Dokumen", True),
        ("m²", "m2", True),
        ("keluarga", "Kelompok Keluarga", False),
        ("orang", "orang/bulan", False),
        ("", "", False),
        ("-", ".", False),
    ],
)
def test_same_unit(one, other, same):
    assert numbers.same_unit(one, other) is same
