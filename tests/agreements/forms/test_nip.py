"""An NIP as documents print it, read and checked."""

import pytest
from django.core.exceptions import ValidationError

from agreements.forms.nip import NipField


def test_blanks_are_read_over_and_nothing_is_none():
    field = NipField(required=False)
    assert field.clean(" 19800101 200501 1 001 ") == "198001012005011001"
    assert field.clean("") is None
    assert field.prepare_value("198001012005011001") == "19800101 200501 1 001"
    assert field.prepare_value("1980") == "1980"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("1980", "harus 18 angka"),
        ("19800231 200501 1 001", "tanggal lahir atau bulan pengangkatan yang tidak ada"),
        ("19800101 200513 1 001", "tanggal lahir atau bulan pengangkatan yang tidak ada"),
        ("19800101 197001 1 001", "mendahului tanggal lahir"),
        ("19800101 200501 3 001", "angka ke-15"),
    ],
)
def test_an_impossible_one_is_refused_with_a_sentence(typed, sentence):
    with pytest.raises(ValidationError, match=sentence):
        NipField(required=False).clean(typed)
