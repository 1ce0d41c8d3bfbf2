"""Mails of the application: plain text, with links that do not depend on how a page was reached."""

import datetime
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from smtplib import SMTPException
from threading import Thread

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from agreements.models import Invitation, User
from agreements.numbers import format_date
from agreements.queries import link_lifetime

logger = logging.getLogger(__name__)

AUTOMATIC = {"Auto-Submitted": "auto-generated"}
"""RFC 3834: keeps absence notes from answering."""


@dataclass(frozen=True)
class Letter:
    """A mail to one account."""

    subject: str
    text: str

    def to(self, address: str, connection: BaseEmailBackend | None = None) -> EmailMessage:
        """Return the mail to an address, to be sent over a connection that is open already, or over its own."""
        return EmailMessage(self.subject, self.text, to=[address], headers=AUTOMATIC, connection=connection)


def public_link(name: str, *arguments: object) -> str:
    """Return the address of a page under `PUBLIC_URL`: the Host that a request names may be a forger's."""
    return settings.PUBLIC_URL.rstrip("/") + reverse(name, args=arguments)


def paragraphs(parts: Iterable[str]) -> str:
    """Join the paragraphs of a letter."""
    return "\n\n".join(parts) + "\n"


# -- links to set a password -------------------------------------------------------------------------------------------


def invitation_link(invitation: Invitation, token: str) -> str:
    """Return the address that an invited person opens."""
    return public_link("invitation", invitation.pk, token)


def invitation_letter(invitation: Invitation, link: str) -> Letter:
    """Return the mail that invites somebody to set the password of an account."""
    return Letter(
        subject="LKjIP: undangan membuat kata sandi",
        text=paragraphs(
            [
                "Yth. Bapak/Ibu,",
                f"Akun LKjIP Triwulanan untuk Anda sudah siap. Nama pengguna: {invitation.user.username}",
                f"Buat kata sandi lewat tautan ini:\n{link}",
                f"Tautan ini berlaku satu kali, sampai {good_until(invitation.at)}.",
                "Bila Anda tidak merasa memerlukan akun ini, abaikan surel ini.",
            ]
        ),
    )


@dataclass(frozen=True)
class InvitationLine:
    """An invitation as it is shown, this once: `mailed` is None where there was no way to mail it."""

    account: User
    link: str
    until: str
    mailed: bool | None


def mail_invitations(made: Iterable[tuple[Invitation, str]]) -> list[InvitationLine]:
    """Mail invitations (with their tokens) to those who have an address, and return what to show of each."""
    links = [(invitation, invitation_link(invitation, token)) for invitation, token in made]
    addressed = [(invitation, link) for invitation, link in links if settings.MAIL and invitation.user.email]
    sent = send([invitation_letter(invitation, link).to(invitation.user.email) for invitation, link in addressed])
    mailed = {invitation.pk: went for (invitation, _), went in zip(addressed, sent, strict=True)}
    return [
        InvitationLine(invitation.user, link, good_until(invitation.at), mailed.get(invitation.pk))
        for invitation, link in links
    ]


def forgotten_letter(user: User) -> Letter:
    """Return the mail with a link for who has forgotten the password."""
    link = public_link(
        "password_reset_confirm",
        urlsafe_base64_encode(force_bytes(user.pk)),
        default_token_generator.make_token(user),
    )
    return Letter(
        subject="LKjIP: kata sandi baru",
        text=paragraphs(
            [
                "Yth. Bapak/Ibu,",
                f"Ada yang meminta kata sandi baru untuk akun LKjIP Triwulanan dengan nama pengguna: {user.username}",
                f"Buat kata sandi baru lewat tautan ini:\n{link}",
                f"Tautan ini berlaku satu kali, sampai {good_until(timezone.now())}.",
                "Bila bukan Anda yang meminta, abaikan surel ini; kata sandi Anda tidak berubah.",
            ]
        ),
    )


def good_until(made: datetime.datetime) -> str:
    """Say when a link that was made at some time ends: '28 November 2026 pukul 05.38'."""
    end = timezone.localtime(made + link_lifetime())
    return f"{format_date(end.date())} pukul {end:%H.%M}"


# -- sending -----------------------------------------------------------------------------------------------------------


def send(messages: Sequence[EmailMessage]) -> list[bool]:
    """Send mails over one connection, and return for each whether it went out; failures are in the log."""
    connection = get_connection()
    sent = []
    for message in messages:
        message.connection = connection
        try:
            message.send()
        except (SMTPException, OSError, ValueError) as error:
            # Nobody's address or link: logs are read by many.
            logger.warning("Mail “%s” not sent: %s", message.subject, type(error).__name__)
            connection.close()
            sent.append(False)
        else:
            sent.append(True)
    connection.close()
    return sent


def send_later(messages: Sequence[EmailMessage]) -> None:
    """Send mails beside the request, so that how long an answer takes does not tell whether there was one to send."""
    Thread(target=send, args=[messages], name="surel").start()
