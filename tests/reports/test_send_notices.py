"""manage.py send_notices."""

from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from reports import mailing
from reports.models import Notice
from tests import factories
from tests.reports.workplace import account_of, make_workplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def kasi(monkeypatch):
    """An account with an address, three working days before its report is due."""
    place = make_workplace()
    kasi = account_of(place.kasi)
    kasi.email = "kasi@example.go.id"
    kasi.save()
    monkeypatch.setattr(timezone, "localdate", lambda *_: mailing.datetime.date(2024, 7, 2))
    return kasi


def run() -> str:
    told = StringIO()
    call_command("send_notices", stdout=told)
    return told.getvalue()


def test_tells_mails_and_says_so_once(kasi):
    assert run() == "Laporan yang batas waktunya mendekat: 2\nRingkasan dikirim: 1\n"
    assert run() == "Laporan yang batas waktunya mendekat: 2\nRingkasan dikirim: 0\n"
    [sent] = mail.outbox
    assert sent.subject == "LKjIP: 1 hal menunggu Anda"
    assert "belum diajukan. Batas waktunya Jumat, 5 Juli 2024" in sent.body


def test_without_a_mail_server_everything_waits_in_the_application(kasi, settings):
    settings.MAIL = False
    assert "Surel belum diatur (EMAIL_URL)" in run()
    assert mail.outbox == []
    assert Notice.objects.get(user=kasi).mailed_at is None


def test_server_that_is_down_is_an_error_for_the_scheduler(kasi, monkeypatch):
    def down():
        raise ConnectionRefusedError("connection refused")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.open", lambda self: down())
    with pytest.raises(CommandError, match=r"Server surel tidak menjawab \(connection refused\)"):
        run()
    assert Notice.objects.get(user=kasi).mailed_at is None


def test_failures_are_counted(kasi, monkeypatch):
    def broken(self, messages):
        raise ValueError("no address")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", broken)
    assert run().endswith("Ringkasan dikirim: 0\nRingkasan yang gagal (lihat log): 1\n")


def test_unread_notices_of_others_are_mailed_too(kasi):
    factories.NoticeFactory(user=factories.UserFactory(email="ani@example.go.id"))
    run()
    assert {message.to[0] for message in mail.outbox} == {"ani@example.go.id", "kasi@example.go.id"}
