"""Whom a one-time link lets in: an invitation, a forgotten password. Reads only."""

import datetime

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.http import urlsafe_base64_decode

from agreements.models import Invitation, User
from agreements.models.account import seal_of


def link_lifetime() -> datetime.timedelta:
    """Return how long a one-time link is good."""
    return datetime.timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)


def open_invitation(number: int, token: str) -> Invitation | None:
    """Return the invitation that a link names while it is good, with its account.

    It dies when it is used, when the account is invited again or deactivated, when the password changes in any way, and
    with time.
    """
    found = Invitation.objects.select_related("user").filter(pk=number, used_at=None, user__is_active=True).first()
    if (
        found is None
        or not constant_time_compare(found.seal, seal_of(found.user, token))
        or found.at <= timezone.now() - link_lifetime()
        or Invitation.objects.filter(user=found.user, pk__gt=found.pk).exists()
    ):
        return None
    return found


def account_to_reset(key: str, token: str) -> User | None:
    """Return the account that a mailed link names while it is good: until the password or the address changes."""
    try:
        number = int(urlsafe_base64_decode(key))
    except ValueError:
        return None
    user = User.objects.filter(pk=number, is_active=True).first() if 0 < number < 2**63 else None
    return user if user is not None and default_token_generator.check_token(user, token) else None
