"""Mails of the application: plain text, with links that do not depend on how a page was reached."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.urls import reverse

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
