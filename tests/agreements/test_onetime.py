"""Codes of an authenticator: the vectors of the RFCs, what counts when, and what people type."""

import pytest

from agreements import onetime
from agreements.onetime import code_at, key_address, key_text, matching_step, read_digits, step_of

KEY = b"12345678901234567890"

# RFC 4226, appendix D: the codes of the steps 0 to 9.
HOTP = ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"]

# RFC 6238, appendix B, SHA-1: seconds since 1970 -> code of eight digits.
TOTP = {
    59: "94287082",
    1111111109: "07081804",
    1111111111: "14050471",
    1234567890: "89005924",
    2000000000: "69279037",
    20000000000: "65353130",
}


def test_codes_are_those_of_rfc_4226():
    assert [code_at(KEY, step) for step in range(10)] == HOTP


@pytest.mark.parametrize(("seconds", "code"), TOTP.items())
def test_codes_are_those_of_rfc_6238(seconds, code):
    assert code_at(KEY, step_of(seconds), digits=8) == code
    assert code_at(KEY, step_of(seconds)) == code[2:]


@pytest.mark.parametrize(("drift", "counts"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_one_step_off(drift, counts):
    now = 1_000_000
    step = step_of(now) + drift
    assert (matching_step(KEY, code_at(KEY, step), now, after=0) == step) is counts


def test_a_code_counts_once_and_no_older_one_after_it():
    now, step = 1_000_000, step_of(1_000_000)
    assert matching_step(KEY, code_at(KEY, step), now, after=step) is None
    assert matching_step(KEY, code_at(KEY, step - 1), now, after=step) is None
    assert matching_step(KEY, code_at(KEY, step + 1), now, after=step) == step + 1


@pytest.mark.parametrize("typed", ["287082", "287 082", " 287-082 "])
def test_codes_are_typed_as_phones_show_them(typed):
    assert read_digits(typed) == "287082"
    assert matching_step(KEY, typed, 59, after=0) == 1


@pytest.mark.parametrize("typed", ["", "28708", "2870822", "28708a", "２８７０８２", "٢٨٧٠٨٢", "287082\x00"])
def test_what_is_no_code_is_none(typed):
    assert read_digits(typed) == ""
    assert matching_step(KEY, typed, 59, after=0) is None


def test_the_qr_code_holds_what_authenticators_read():
    assert key_text(KEY) == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ"
    assert key_address(KEY, "ani&b?") == (
        "otpauth://totp/LKjIP%20Triwulanan:ani%26b%3F?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=LKjIP%20Triwulanan"
    )
    assert len(KEY) == onetime.KEY_BYTES
