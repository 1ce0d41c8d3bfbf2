"""Codes that people type from paper: the moulds of verification codes (tests/reports/test_codes.py) and recovery codes."""

from agreements.readable import ALPHABET, make_code, read_typed


def test_a_code_is_read_however_it_is_typed():
    code = make_code()
    assert set(code) <= {*ALPHABET, "-"}
    for typed in (code, code.lower(), code.replace("-", " "), f" {code.replace('0', 'o').replace('1', 'l')} "):
        assert read_typed(typed) == code


def test_what_can_not_be_a_code_is_none():
    assert read_typed("") == read_typed("123 456") == read_typed(f"{make_code()}7") == ""
