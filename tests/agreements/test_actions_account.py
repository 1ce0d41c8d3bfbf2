"""An account's own settings, and the line they leave in its history."""

import pytest
from django.contrib.admin.models import LogEntry

from agreements.actions import save_contact
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
