"""Codes are made at random, and read however people type them."""

import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.codes import ALPHABET, LENGTH, address_of, grouped, make_code, read_code

CODE = "7K3M-9QXT-0B41-WZ58"


def test_a_code_is_eighty_bits_in_four_groups():
    assert len(ALPHABET) ** LENGTH == 2**80
    assert [len(group) for group in make_code().split("-")] == [4, 4, 4, 4]
    assert len({make_code() for _ in range(1000)}) == 1000


def test_every_character_comes_from_the_system_s_randomness(monkeypatch):
    monkeypatch.setattr(secrets, "choice", lambda characters: characters[-1])
    assert make_code() == "ZZZZ-ZZZZ-ZZZZ-ZZZZ"


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        CODE.lower(),
        CODE.replace("-", ""),
        CODE.replace("-", " "),
        f"  {CODE}\n",
        CODE.replace("-", " - "),
        CODE.replace("-", "\N{EN DASH}"),
        CODE.replace("-", "."),
        CODE.replace("0", "O").replace("1", "l"),
        CODE.replace("0", "o").replace("1", "I"),
        f"https://lkjip.example.go.id/verifikasi/{CODE}/",
        f"lkjip.example.go.id/VERIFIKASI/{CODE.lower()}?a=1",
    ],
)
def test_a_code_is_read_however_it_is_typed(typed):
    assert read_code(typed) == CODE


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "-",
        "7K3M-9QXT-0B41",
        CODE + "7",
        CODE[:-1] + "U",
        CODE[:-1] + "É",
        "7K3M-9QXT-0B41-WZ5/",
        "https://a.id/b/" + CODE,
    ],
)
def test_what_can_not_be_a_code_is_none(typed):
    assert read_code(typed) == ""


@given(st.text(ALPHABET, min_size=LENGTH, max_size=LENGTH))
def test_what_is_read_is_what_was_made(characters):
    assert read_code(grouped(characters)) == grouped(characters)


@given(st.text())
def test_no_text_breaks_the_reader(typed):
    assert read_code(typed) in {"", read_code(read_code(typed))}


@pytest.mark.parametrize("public_url", ["https://a.go.id", "https://a.go.id/"])
def test_the_address_of_a_code(public_url):
    assert address_of(CODE, public_url) == f"https://a.go.id/verifikasi/{CODE}/"
    assert read_code(address_of(CODE, public_url)) == CODE
