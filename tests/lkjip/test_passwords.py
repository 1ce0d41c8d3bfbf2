"""The password that everybody knows is nobody's own, and how passwords are kept."""

import pytest
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError

from lkjip import settings as own
from reports.demo import DEMO_PASSWORD


def test_password_of_the_demo_is_refused():
    with pytest.raises(ValidationError, match="diketahui semua orang"):
        validate_password(DEMO_PASSWORD)
    validate_password(f"{DEMO_PASSWORD}-dan-lain")


def test_the_rule_is_told_beforehand():
    assert any("akun contoh" in text for text in password_validators_help_texts())


def test_passwords_are_kept_as_argon2_and_older_hashes_still_open(settings):
    settings.PASSWORD_HASHERS = own.PASSWORD_HASHERS
    assert make_password("sandi yang panjang").startswith("argon2$")
    old = make_password("sandi yang panjang", hasher="pbkdf2_sha256")
    assert check_password("sandi yang panjang", old)
