"""The demo's public password opens nothing outside demo mode."""

import pytest
from django.contrib.auth import authenticate

from reports.demo import DEMO_PASSWORD
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    """An administrator left over from a demo."""
    return UserFactory(username="admin", password=DEMO_PASSWORD, is_staff=True, is_superuser=True)


@pytest.mark.parametrize("demo", [True, False])
def test_demo_password_works_in_the_demo_only(client, settings, admin, demo):
    settings.DEMO = demo
    response = client.post("/masuk/", {"username": "admin", "password": DEMO_PASSWORD, "next": "/"})
    assert ("_auth_user_id" in client.session) is demo
    assert response.status_code == (302 if demo else 200)


def test_the_administrator_s_pages_have_no_login_of_their_own(client, admin):
    """Django's would ask for the password alone, and as often as one likes."""
    assert client.get("/admin/", follow=True).redirect_chain[-1] == ("/masuk/?next=/admin/", 302)
    assert client.get("/admin/login/?next=/admin/agreements/").url == "/masuk/?next=/admin/agreements/"
    assert client.post("/admin/login/", {"username": "admin", "password": DEMO_PASSWORD}).status_code == 405
    assert "_auth_user_id" not in client.session


def test_other_passwords_work_everywhere(settings):
    settings.DEMO = False
    user = UserFactory()
    assert authenticate(username=user.username, password=PASSWORD) == user
    assert authenticate(username=user.username, password="salah") is None
