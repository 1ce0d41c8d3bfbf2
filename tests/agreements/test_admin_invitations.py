"""Inviting from the administrator's pages of accounts: adding, the button, the action for several."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from agreements.models import Invitation, User
from tests.admin_site import administrator, url
from tests.factories import UserFactory
from tests.pages import client_of, read, text_of

pytestmark = pytest.mark.django_db

NEW = "kuda-lumping-17-agustus"


@pytest.fixture(autouse=True)
def _public_url(settings):
    settings.PUBLIC_URL = "https://lkjip.example.go.id"


def add(client, **data):
    rows = {"grants-TOTAL_FORMS": 0, "grants-INITIAL_FORMS": 0}
    return client.post(
        url(User, "add"), {"username": "ani", "first_name": "", "last_name": "", "email": ""} | rows | data
    )


def invite_page(user):
    return f"/admin/agreements/user/{user.pk}/undang/"


def links_of(response):
    return re.findall(r'value="https://lkjip\.example\.go\.id(/akun/undangan/\S+)"', response.content.decode())


def test_account_is_added_without_a_password_and_its_owner_invited(client):
    response = add(administrator(), email="ani@example.go.id")
    user = User.objects.get(username="ani")
    assert not user.has_usable_password()
    [link] = links_of(response)
    assert "no-store" in response["Cache-Control"]
    assert "Sudah dikirim ke ani@example.go.id." in text_of(response)
    [sent] = mail.outbox
    assert (sent.to, sent.subject) == (["ani@example.go.id"], "LKjIP: undangan membuat kata sandi")
    assert f"https://lkjip.example.go.id{link}\n" in sent.body
    assert client.post(link, {"new_password1": NEW, "new_password2": NEW}).url == "/"
    assert client.session["_auth_user_id"] == str(user.pk)


def test_form_to_add_asks_for_no_password():
    page = read(administrator().get(url(User, "add")))
    assert not any("password" in name for name in page.fields)
    assert "Akun dibuat tanpa kata sandi." in " ".join(page.words)


def test_added_in_a_window_of_another_page_is_invited_later():
    response = add(administrator(), _popup="1")
    assert links_of(response) == []
    assert not User.objects.get(username="ani").has_usable_password()
    assert not Invitation.objects.exists()


def test_refused_form_adds_and_invites_nobody():
    UserFactory(username="Ani")
    response = add(administrator())
    assert "Nama pengguna ini sudah dipakai." in text_of(response)
    assert not Invitation.objects.exists()


def test_link_is_shown_once_and_kept_by_nobody():
    user = UserFactory()
    client = administrator()
    [link] = links_of(client.post(invite_page(user)))
    token = link.split("/")[-2]
    for address in (url(User, "change", user.pk), invite_page(user), url(User, "history", user.pk)):
        assert token not in client.get(address).content.decode()


def test_button_leads_to_a_question_that_changes_nothing():
    user = UserFactory(email="ani@example.go.id")
    client = administrator()
    assert invite_page(user) in read(client.get(url(User, "change", user.pk))).links
    words = text_of(client.get(invite_page(user)))
    assert "Tautan juga dikirim ke ani@example.go.id." in words
    assert not Invitation.objects.exists()
    assert mail.outbox == []


def test_invitation_is_recorded_where_the_account_is_kept():
    user = UserFactory(username="ani")
    client = administrator()
    client.post(invite_page(user))
    invitation = Invitation.objects.get()
    assert (invitation.user, invitation.by.is_superuser) == (user, True)
    assert LogEntry.objects.get().get_change_message() == "Undangan “ani” ditambahkan."
    page = client.get(url(User, "change", user.pk)).content.decode()
    assert f"Undangan untuk {user}" in page


def test_several_are_invited_and_who_cannot_be_is_named():
    users = [UserFactory(username=name) for name in ("ani", "budi")]
    gone = UserFactory(username="citra", is_active=False)
    response = administrator().post(
        url(User, "changelist"),
        {"action": "invite_selected", "_selected_action": [user.pk for user in (*users, gone)]},
    )
    assert len(links_of(response)) == 2
    words = text_of(response)
    assert "Akun citra tidak aktif. Aktifkan dulu, lalu undang." in words
    assert words.count("Tidak dikirim lewat surel") == 2


def test_mail_that_fails_is_said_and_the_link_still_good(client, monkeypatch):
    def down(self, messages):
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "send_messages", down)
    user = UserFactory(email="ani@example.go.id")
    response = administrator().post(invite_page(user))
    assert "Surel ke ani@example.go.id tidak terkirim" in text_of(response)
    assert client.get(links_of(response)[0]).status_code == 200


def test_without_a_mail_server_only_the_link_is_shown(settings):
    settings.MAIL = False
    user = UserFactory(email="ani@example.go.id")
    client = administrator()
    assert "pengiriman surel belum diatur" in text_of(client.get(invite_page(user)))
    response = client.post(invite_page(user))
    assert "Tidak dikirim lewat surel" in text_of(response)
    assert len(links_of(response)) == 1
    assert mail.outbox == []


def test_only_who_keeps_accounts_invites():
    user, superuser = UserFactory(), UserFactory(is_superuser=True)
    assert client_of(UserFactory()).post(invite_page(user)).status_code == 302
    assert client_of(UserFactory(is_staff=True)).post(invite_page(user)).status_code == 403
    keeper = UserFactory(is_staff=True)
    keeper.user_permissions.add(Permission.objects.get(codename="change_user"))
    assert len(links_of(client_of(keeper).post(invite_page(user)))) == 1
    response = client_of(keeper).post(invite_page(superuser))
    assert links_of(response) == []
    assert "Undangan dibuat oleh administrator yang mengelola akun." in text_of(response)
    assert administrator().get("/admin/agreements/user/999999/undang/").status_code == 404
