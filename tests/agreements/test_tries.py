"""What counts as the same attempt, and how long one waits, in words."""

import datetime

import pytest

from agreements.tries import how_long, limits_of_codes, limits_of_name


def test_capitals_and_blanks_make_no_other_account():
    assert limits_of_name(" Ani", "10.0.0.1") == limits_of_name("ani", "10.0.0.1")
    assert limits_of_name("ani", "10.0.0.1") != limits_of_name("ani", "10.0.0.2")
    assert not limits_of_name("1", "10.0.0.1").keys() & limits_of_codes(1).keys()


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "1 menit"), (1, "1 menit"), (60, "1 menit"), (61, "2 menit"), (900, "15 menit")]
)
def test_a_wait_is_told_in_minutes_and_never_too_short(seconds, words):
    assert how_long(datetime.timedelta(seconds=seconds)) == words
