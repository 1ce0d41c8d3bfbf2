"""Setting a password by a one-time link, and how long sessions live: real clients, real sessions."""

import re
import threading

import pytest
from django.core import mail

from agreements.actions import invite
from agreements.models import Invitation, User
from tests.factories import PASSWORD, UserFactory
from tests.pages import client_of, text_of

pytestmark = pytest.mark.django_db

NEW = "kuda-lumping-17-agustus"
TWICE = {"new_password1": NEW, "new_password2": NEW}
GONE = "Tautan tidak berlaku"


@pytest.fixture(autouse=True)
def _public_url(settings):
    settings.PUBLIC_URL = "https://lkjip.example.go.id"


def signed_in(client) -> bool:
    return client.get("/akun/").status_code == 200


# -- a forgotten password ------------------------------------------------------------------------------------------------


def ask(client, email, **headers):
    """Ask for a link, and wait for the mail that goes out beside the answer."""
    response = client.post("/akun/lupa-sandi/", {"email": email}, **headers)
    for thread in threading.enumerate():
        if thread.name == "surel":
            thread.join()
    return response


def mailed_path() -> str:
    [sent] = mail.outbox
    found = re.search(r"https://lkjip\.example\.go\.id(/akun/lupa-sandi/\S+)\n", sent.body)
    assert found, sent.body
    return found.group(1)


def test_link_is_mailed_and_sets_a_password_once(client):
    user = UserFactory(username="ani", email="ani@example.go.id")
    assert "Lupa kata sandi?" in text_of(client.get("/masuk/"))
    assert ask(client, "ANI@example.go.id").url == "/akun/lupa-sandi/terkirim/"
    assert mail.outbox[0].to == ["ani@example.go.id"]
    assert mail.outbox[0].subject == "LKjIP: kata sandi baru"

    path = mailed_path()
    assert "nama pengguna ani" in text_of(client.get(path))
    response = client.post(path, TWICE, follow=True)
    assert "Kata sandi sudah diganti. Silakan masuk." in text_of(response)
    assert not signed_in(client)
    user.refresh_from_db()
    assert user.check_password(NEW)
    for again in (client.get(path), client.post(path, TWICE)):
        assert again.status_code == 410
        assert GONE in text_of(again)


def test_link_does_not_follow_a_forged_host(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    UserFactory(email="ani@example.go.id")
    ask(client, "ani@example.go.id", HTTP_HOST="penipu.example.com")
    assert "penipu" not in mail.outbox[0].body
    assert mailed_path()


def test_answer_tells_nobody_who_has_an_account(client):
    UserFactory(email="ani@example.go.id")
    UserFactory(email="keluar@example.go.id", is_active=False)
    invited = UserFactory(email="baru@example.go.id")
    invited.set_unusable_password()
    invited.save()
    answers = []
    for address in ("ani@example.go.id", "tak-ada@example.go.id", "keluar@example.go.id", "baru@example.go.id"):
        response = ask(client, address)
        answers.append((response.status_code, response.url, text_of(client.get(response.url))))
    assert len(set(answers)) == 1
    assert [message.to for message in mail.outbox] == [["ani@example.go.id"]]


def test_every_account_with_the_address_gets_its_own_link(client):
    for name in ("ani", "operator-ani"):
        UserFactory(username=name, email="kantor@example.go.id")
    ask(client, "kantor@example.go.id")
    named = [re.search(r"nama pengguna: (\S+)", message.body).group(1) for message in mail.outbox]
    assert sorted(named) == ["ani", "operator-ani"]


def test_broken_address_gets_a_sentence(client):
    assert "Alamat surel ini tidak lengkap." in text_of(ask(client, "ani@"))


def test_where_no_mail_leaves_the_house_somebody_is_named_to_ask(client, settings):
    settings.MAIL = False
    UserFactory(email="ani@example.go.id")
    for response in (client.get("/akun/lupa-sandi/"), ask(client, "ani@example.go.id")):
        assert response.status_code == 200
        assert "belum dapat mengirim surel" in text_of(response)
    assert mail.outbox == []


@pytest.mark.parametrize("new", ["pendek", "123456789012", "password1234", ""])
def test_weak_password_is_refused_and_the_link_stays_good(client, new):
    user = UserFactory(email="ani@example.go.id")
    ask(client, "ani@example.go.id")
    response = client.post(mailed_path(), {"new_password1": new, "new_password2": new})
    assert response.status_code == 200
    assert GONE not in text_of(response)
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert client.post(mailed_path(), TWICE).url == "/masuk/"


# -- invitations ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def user():
    user = UserFactory(username="ani")
    user.set_unusable_password()
    user.save()
    return user


@pytest.fixture
def admin():
    return UserFactory(is_superuser=True, is_staff=True)


def invited(user, admin) -> str:
    invitation, token = invite(user=user, by=admin)
    return f"/akun/undangan/{invitation.pk}/{token}/"


def test_invited_person_sets_a_password_and_is_signed_in(client, user, admin):
    path = invited(user, admin)
    response = client.get(path)
    assert "nama pengguna ani" in text_of(response)
    assert "no-store" in response["Cache-Control"]
    assert Invitation.objects.get().used_at is None
    response = client.post(path, TWICE, follow=True)
    assert response.redirect_chain == [("/", 302)]
    assert "Kata sandi sudah dibuat. Anda sudah masuk." in text_of(response)
    assert client.session["_auth_user_id"] == str(user.pk)
    assert client.post("/keluar/").status_code == 302
    assert client.post("/masuk/", {"username": "ani", "password": NEW}).status_code == 302
    assert client.get(path).status_code == client.post(path, TWICE).status_code == 410


@pytest.mark.parametrize(
    ("first", "second"), [("pendek", "pendek"), (NEW, NEW + "x"), ("123456789012", "123456789012"), ("", "")]
)
def test_weak_or_different_passwords_are_refused_and_the_link_stays_good(client, user, admin, first, second):
    path = invited(user, admin)
    response = client.post(path, {"new_password1": first, "new_password2": second})
    assert response.status_code == 200
    assert not signed_in(client)
    assert client.post(path, TWICE).url == "/"


def test_new_invitation_ends_the_old_one(client, user, admin):
    old, new = invited(user, admin), invited(user, admin)
    assert client.post(old, TWICE).status_code == 410
    assert client.post(new, TWICE).url == "/"


def test_link_that_ends_between_reading_and_sending_the_form(client, user, admin, monkeypatch):
    """The action looks again, in its transaction."""
    path = invited(user, admin)
    monkeypatch.setattr("agreements.views.account.open_invitation", lambda *_: Invitation.objects.get())
    Invitation.objects.update(used_at=user.date_joined)
    assert client.post(path, TWICE).status_code == 410
    assert not User.objects.get(pk=user.pk).has_usable_password()


def test_whoever_is_signed_in_becomes_the_invited(user, admin):
    client = client_of(UserFactory())
    client.post(invited(user, admin), TWICE)
    assert client.session["_auth_user_id"] == str(user.pk)


# -- sessions ------------------------------------------------------------------------------------------------------------


def deactivate(admin_client, user, *, active):
    """Save the administrator's page of an account as a browser would."""
    address = f"/admin/agreements/user/{user.pk}/change/"
    data = {"username": user.username, "grants-TOTAL_FORMS": 0, "grants-INITIAL_FORMS": 0}
    data |= {"invitations-TOTAL_FORMS": 0, "invitations-INITIAL_FORMS": 0}
    response = admin_client.post(address, data | ({"is_active": "on"} if active else {}))
    assert response.status_code == 302, response.context["errors"]


def test_deactivating_ends_all_sessions_at_once_and_for_good(admin):
    user, other = UserFactory(), UserFactory()
    desk, phone, bystander = client_of(user), client_of(user), client_of(other)
    assert signed_in(desk)
    assert signed_in(phone)
    deactivate(client_of(admin), user, active=False)
    assert not signed_in(desk)
    assert not signed_in(phone)
    assert signed_in(bystander)

    deactivate(client_of(admin), user, active=True)
    assert User.objects.get(pk=user.pk).is_active
    assert not signed_in(desk)
    assert not signed_in(phone)
    assert signed_in(client_of(User.objects.get(pk=user.pk)))


def test_an_account_that_is_inactive_however_it_came_about_has_no_session():
    """Also where nobody counted the ended sessions up, as the administrator's page does."""
    user = UserFactory()
    client = client_of(user)
    assert signed_in(client)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert not signed_in(client)


def test_account_that_is_saved_as_it_was_keeps_its_sessions(admin):
    user = UserFactory()
    client = client_of(user)
    deactivate(client_of(admin), user, active=True)
    assert signed_in(client)


def test_session_survives_a_change_of_the_key(settings):
    client = client_of(UserFactory())
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "n" * 60
    assert signed_in(client)


def test_password_change_ends_the_other_sessions():
    user = UserFactory()
    here, elsewhere = client_of(user), client_of(user)
    assert signed_in(elsewhere)
    here.post("/akun/sandi/", {"old_password": PASSWORD, **TWICE})
    assert signed_in(here)
    assert not signed_in(elsewhere)


def test_password_set_by_a_link_ends_the_sessions(client, admin):
    user = UserFactory()
    elsewhere = client_of(user)
    client.post(invited(user, admin), TWICE)
    assert signed_in(client)
    assert not signed_in(elsewhere)
