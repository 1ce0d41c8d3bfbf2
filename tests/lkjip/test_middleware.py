"""A session lives as long as it is used."""

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from lkjip import middleware
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch):
    """Return a function that sets the seconds the middleware reads."""
    now = {"at": 1_000_000}
    monkeypatch.setattr(middleware.time, "time", lambda: now["at"])
    return lambda seconds: now.update(at=1_000_000 + seconds)


def last_seen(client):
    return client.session[middleware.LAST_SEEN]


def test_use_is_noted_now_and_then(client, clock):
    client.force_login(factories.UserFactory())
    client.get("/akun/sandi/")
    clock(middleware.NOTED_EVERY - 1)
    client.get("/akun/sandi/")

    assert last_seen(client) == 1_000_000

    clock(middleware.NOTED_EVERY)
    client.get("/akun/sandi/")

    assert last_seen(client) == 1_000_000 + middleware.NOTED_EVERY


def test_noting_moves_the_end_of_the_session(client, clock):
    client.force_login(factories.UserFactory())
    Session.objects.update(expire_date=timezone.now() + timezone.timedelta(minutes=1))

    response = client.get("/akun/sandi/")

    left = Session.objects.get().expire_date - timezone.now()
    assert left.total_seconds() > settings.SESSION_COOKIE_AGE - 60
    assert response.cookies["sessionid"]["max-age"] == settings.SESSION_COOKIE_AGE


def test_visitors_get_no_session(client):
    client.get("/masuk/")

    assert not Session.objects.exists()
