"""Login page in and out of demo mode, health."""

import pytest
from django.db import connection
from django.db.utils import OperationalError

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


def test_health_is_public_and_asks_the_database(client):
    response = client.get("/sehat/")
    assert response.status_code == 200
    assert response.json() == {"status": "sehat", "basis_data": "menjawab"}
    assert "no-store" in response["Cache-Control"]


def test_health_says_when_the_database_is_gone(client, monkeypatch):
    def gone():
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "cursor", gone)
    response = client.get("/sehat/")
    assert response.status_code == 503
    assert response.json()["status"] == "galat"
