"""The password that everybody knows is nobody's own, and how passwords are kept."""

import re

import pytest
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError

from lkjip import settings as own
from reports.demo import DEMO_PASSWORD
from tests import factories
from tests.pages import text_of

OWN = "kuda terbang di atas awan"


def test_password_of_the_demo_is_refused():
    with pytest.raises(ValidationError, match="diketahui semua orang"):
        validate_password(DEMO_PASSWORD)
    validate_password(f"{DEMO_PASSWORD}-dan-lain")


def test_the_rule_is_told_beforehand():
    assert any("akun contoh" in text for text in password_validators_help_texts())


OF_DJANGO = re.compile(r"\bSandi\b|(?<![Kk]ata )\bsandi\b|\banda\b|karakter|numerik")
"""Words of Django's own translation that no page of ours uses."""


@pytest.mark.django_db
def test_every_rule_and_refusal_speaks_as_the_other_pages_do(client):
    user = factories.UserFactory(username="camat.rowokangkung")
    texts = password_validators_help_texts()
    for refused in ("pendek", "q1w2e3r4t5y6", "123456789012345", "camat.rowokangkung"):
        with pytest.raises(ValidationError) as found:
            validate_password(refused, user)
        texts += found.value.messages
    user.set_password(OWN)
    user.save()
    client.force_login(user)
    wrong = {"old_password": "x", "new_password1": OWN, "new_password2": "lain"}
    pages = [client.get("/akun/sandi/"), client.post("/akun/sandi/", wrong), client.post("/akun/sandi/", {})]
    texts += [text_of(page) for page in pages]
    for told in ("terlalu pendek", "terlalu umum", "hanya terdiri dari angka", "terlalu mirip", "tidak sama", "salah"):
        assert any(told in text for text in texts), told
    assert [
        text[max(0, found.start() - 40) : found.end()] for text in texts for found in OF_DJANGO.finditer(text)
    ] == []


def test_passwords_are_kept_as_argon2_and_older_hashes_still_open(settings):
    settings.PASSWORD_HASHERS = own.PASSWORD_HASHERS
    assert make_password("sandi yang panjang").startswith("argon2$")
    old = make_password("sandi yang panjang", hasher="pbkdf2_sha256")
    assert check_password("sandi yang panjang", old)


@pytest.mark.parametrize(
    "long", ["benar kuda baterai jepit", "ñ" * 70 + "αβγ ☂", "a b c d e f g h i j k l m n o p" * 4]
)
def test_a_long_password_of_any_signs_is_taken(settings, long):
    settings.PASSWORD_HASHERS = own.PASSWORD_HASHERS
    validate_password(long)
    kept = make_password(long)
    assert check_password(long, kept)
    assert not check_password(long[:-1], kept)
    assert not check_password(f"{long} ", kept)
