"""The password that everybody knows is nobody's own."""

import pytest
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError

from reports.demo import DEMO_PASSWORD


def test_password_of_the_demo_is_refused():
    with pytest.raises(ValidationError, match="diketahui semua orang"):
        validate_password(DEMO_PASSWORD)
    validate_password(f"{DEMO_PASSWORD}-dan-lain")


def test_the_rule_is_told_beforehand():
    assert any("akun contoh" in text for text in password_validators_help_texts())
