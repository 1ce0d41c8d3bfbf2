"""Signing in, signing out, changing the password."""

import pytest

from tests.factories import PASSWORD, UserFactory
from tests.pages import client_of, text_of

pytestmark = pytest.mark.django_db

NEW = "kuda-lumping-17-agustus"


def test_sign_in_goes_where_one_wanted_to_go(client):
    UserFactory(username="ani")
    response = client.post("/masuk/", {"username": "ani", "password": PASSWORD, "next": "/akun/sandi/"})
    assert (response.status_code, response.url) == (302, "/akun/sandi/")


def test_sign_in_goes_nowhere_else(client):
    UserFactory(username="ani")
    response = client.post("/masuk/", {"username": "ani", "password": PASSWORD, "next": "https://example.com/"})
    assert response.url == "/"


def test_wrong_password_gets_a_sentence(client):
    UserFactory(username="ani")
    response = client.post("/masuk/", {"username": "ani", "password": "salah"})
    assert "Nama pengguna atau kata sandi salah." in text_of(response)
    assert "_auth_user_id" not in client.session


def test_signing_out_is_a_post():
    client = client_of(UserFactory())
    assert client.get("/keluar/").status_code == 405
    assert client.post("/keluar/").url == "/masuk/"
    assert client.get("/").status_code == 302


def test_password_is_changed():
    user = UserFactory()
    client = client_of(user)
    data = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    response = client.post("/akun/sandi/", data, follow=True)
    assert "Kata sandi sudah diganti." in text_of(response)
    user.refresh_from_db()
    assert user.check_password(NEW)


@pytest.mark.parametrize(("old", "new"), [("salah", NEW), (PASSWORD, "12345678"), (PASSWORD, "")])
def test_password_is_kept(old, new):
    user = UserFactory()
    response = client_of(user).post("/akun/sandi/", {"old_password": old, "new_password1": new, "new_password2": new})
    assert response.status_code == 200
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
