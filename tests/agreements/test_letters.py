"""Mails: plain text, with links under PUBLIC_URL alone."""

import datetime
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from agreements.actions import invite
from agreements.letters import Letter, invitation_letter, invitation_link, paragraphs, public_link, send
from tests.factories import UserFactory


@pytest.mark.parametrize(
    ("base", "link"),
    [
        ("https://lkjip.example.go.id", "https://lkjip.example.go.id/laporan/unit/camat/2024/2/"),
        ("https://lkjip.example.go.id/", "https://lkjip.example.go.id/laporan/unit/camat/2024/2/"),
        ("https://example.go.id/lkjip/", "https://example.go.id/lkjip/laporan/unit/camat/2024/2/"),
    ],
)
def test_links_stand_under_the_public_address(settings, base, link):
    settings.PUBLIC_URL = base
    assert public_link("report", "unit", "camat", 2024, 2) == link


def test_letter_is_plain_text_that_nothing_answers_to():
    Letter("Perihal", paragraphs(["Satu <b>", "dua"])).to("ani@example.go.id").send()
    [sent] = mail.outbox
    assert (sent.to, sent.subject, sent.body) == (["ani@example.go.id"], "Perihal", "Satu <b>\n\ndua\n")
    assert sent.content_subtype == "plain"
    assert sent.extra_headers == {"Auto-Submitted": "auto-generated"}


# -- links to set a password ---------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_invitation_says_who_where_and_until_when(settings):
    settings.PUBLIC_URL = "https://lkjip.example.go.id"
    user = UserFactory(username="ani")
    invitation, token = invite(user=user, by=UserFactory(is_superuser=True))
    invitation.at = datetime.datetime(2024, 7, 5, 1, 30, tzinfo=datetime.UTC)
    link = invitation_link(invitation, token)
    letter = invitation_letter(invitation, link)
    assert link == f"https://lkjip.example.go.id/akun/undangan/{invitation.pk}/{token}/"
    assert "Nama pengguna: ani\n" in letter.text
    assert f"\n{link}\n" in letter.text
    assert "berlaku satu kali, sampai 8 Juli 2024 pukul 08.30." in letter.text


# -- sending -------------------------------------------------------------------------------------------------------------


def test_one_that_fails_stops_no_other_and_its_link_stays_out_of_the_log(monkeypatch, caplog):
    deliver = EmailBackend.send_messages

    def fails_for_ani(self, messages):
        if messages[0].to == ["ani@example.go.id"]:
            raise SMTPRecipientsRefused({"ani@example.go.id": (550, b"https://lkjip.example.go.id/rahasia")})
        return deliver(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", fails_for_ani)
    letter = Letter("Perihal", "https://lkjip.example.go.id/rahasia")
    assert send([letter.to("ani@example.go.id"), letter.to("budi@example.go.id")]) == [False, True]
    assert [message.to for message in mail.outbox] == [["budi@example.go.id"]]
    assert "Mail “Perihal” not sent: SMTPRecipientsRefused" in caplog.text
    assert "rahasia" not in caplog.text
    assert "ani@" not in caplog.text


def test_server_that_is_down_is_told(monkeypatch):
    def down(self, messages):
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "send_messages", down)
    assert send([Letter("Perihal", "Isi").to("ani@example.go.id")]) == [False]
