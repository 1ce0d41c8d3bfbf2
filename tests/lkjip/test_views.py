"""Login page in and out of demo mode."""

import pytest

from reports.demo import DEMO_PASSWORD, DEMO_USERS
from tests.factories import UserFactory
from tests.pages import client_of, text_of

pytestmark = pytest.mark.django_db


def test_demo_login_says_how_to_get_in_as_everybody(client, settings):
    settings.DEMO = True
    words = text_of(client.get("/masuk/"))
    assert DEMO_PASSWORD in words
    for user in DEMO_USERS:
        assert f"{user.username} {user.label}" in words


def test_real_login_names_nobody(client, settings):
    settings.DEMO = False
    words = text_of(client.get("/masuk/"))
    assert DEMO_PASSWORD not in words
    assert "Coba sebagai siapa?" not in words
    assert "Mode demo" not in words


def test_login_sends_the_signed_in_home():
    assert client_of(UserFactory()).get("/masuk/").url == "/"
