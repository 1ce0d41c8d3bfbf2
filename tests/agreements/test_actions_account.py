"""An account's settings and the links to set its password, and the line that each leaves in its history."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.tokens import default_token_generator

from agreements.actions import accept_invitation, invite, save_contact, set_forgotten_password
from agreements.models import Invitation, User
from agreements.policies import Refused
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_what_changes_is_written_and_told():
    user = UserFactory()
    assert save_contact(email="ani@example.go.id", mail_digest=False, by=user)
    user.refresh_from_db()
    assert (user.email, user.mail_digest) == ("ani@example.go.id", False)
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id) == (user, str(user.pk))
    assert entry.get_change_message() == "Alamat email dan ringkasan harian lewat surel berubah."


def test_what_stays_leaves_no_line():
    user = UserFactory(email="ani@example.go.id")
    assert not save_contact(email="ani@example.go.id", mail_digest=True, by=user)
    assert not LogEntry.objects.exists()


# -- invitations ---------------------------------------------------------------------------------------------------------

NEW = "kuda-lumping-17-agustus"


@pytest.fixture
def admin():
    return UserFactory(is_superuser=True, is_staff=True)


def history(user):
    return [(entry.user, entry.get_change_message()) for entry in LogEntry.objects.filter(object_id=str(user.pk))]


def test_invitation_lets_its_account_set_a_password_once(admin):
    user = UserFactory(username="ani")
    invitation, token = invite(user=user, by=admin)
    assert accept_invitation(invitation=invitation, token=token, password=NEW, by=user) == user
    user.refresh_from_db()
    invitation.refresh_from_db()
    assert user.check_password(NEW)
    assert invitation.used_at
    assert invitation.by == admin
    assert history(user) == [
        (user, "Kata sandi, lewat undangan berubah."),
        (admin, "Undangan “ani” ditambahkan."),
    ]

    with pytest.raises(Refused, match="sudah dipakai"):
        accept_invitation(invitation=invitation, token=token, password="lain-lagi-2024", by=user)
    user.refresh_from_db()
    assert user.check_password(NEW)


def test_link_opens_no_other_account(admin):
    user, other = UserFactory(), UserFactory()
    invitation, token = invite(user=user, by=admin)
    with pytest.raises(Refused):
        accept_invitation(invitation=invitation, token=token, password=NEW, by=other)
    assert not User.objects.get(pk=other.pk).check_password(NEW)


def test_refused_invitation_leaves_nothing(admin):
    with pytest.raises(Refused):
        invite(user=UserFactory(is_active=False), by=admin)
    assert not Invitation.objects.exists()
    assert not LogEntry.objects.exists()


def test_forgotten_password_is_set_once():
    user = UserFactory()
    token = default_token_generator.make_token(user)
    set_forgotten_password(token=token, password=NEW, by=user)
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert history(user) == [(user, "Kata sandi, lewat tautan di surel berubah.")]
    with pytest.raises(Refused):
        set_forgotten_password(token=token, password="lain-lagi-2024", by=user)


def test_deactivated_account_sets_no_password():
    user = UserFactory()
    token = default_token_generator.make_token(user)
    User.objects.update(is_active=False)
    with pytest.raises(Refused):
        set_forgotten_password(token=token, password=NEW, by=user)
