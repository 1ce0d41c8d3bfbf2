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


# -- akun saya -----------------------------------------------------------------------------------------------------------


def contact(client, **data):
    return client.post("/akun/", {"email": "", "mail_digest": "on", "password": ""} | data, follow=True)


def test_address_and_digest_are_set():
    user = UserFactory()
    response = contact(client_of(user), email="ani@example.go.id", password=PASSWORD)
    assert "Akun Anda disimpan." in text_of(response)
    user.refresh_from_db()
    assert (user.email, user.mail_digest) == ("ani@example.go.id", True)
    assert 'value="ani@example.go.id"' in response.content.decode()


def test_digest_is_switched_off_without_a_password():
    user = UserFactory(email="ani@example.go.id")
    client_of(user).post("/akun/", {"email": "ani@example.go.id"})
    user.refresh_from_db()
    assert not user.mail_digest


def test_nothing_new_is_said():
    assert "Tidak ada yang berubah." in text_of(contact(client_of(UserFactory())))


@pytest.mark.parametrize("password", ["", "salah"])
def test_another_address_needs_the_password(password):
    user = UserFactory(email="ani@example.go.id")
    for address in ("budi@example.go.id", ""):
        response = contact(client_of(user), email=address, password=password)
        assert "Isi kata sandi Anda untuk mengganti alamat surel" in text_of(response)
        assert f'value="{address}"' in response.content.decode() or not address
    user.refresh_from_db()
    assert user.email == "ani@example.go.id"


@pytest.mark.parametrize(
    "address", ["ani", "ani@", "ani@example", "a b@example.go.id", "ani@example.go.id\nBcc: x@y.z"]
)
def test_broken_address_gets_a_sentence(address):
    user = UserFactory()
    response = contact(client_of(user), email=address, password=PASSWORD)
    assert "Alamat surel ini tidak lengkap." in text_of(response)
    user.refresh_from_db()
    assert user.email == ""


def test_account_is_named_as_it_is_while_a_form_is_refused():
    user = UserFactory(username="ani")
    assert "Nama ani" in text_of(contact(client_of(user), email="x"))
