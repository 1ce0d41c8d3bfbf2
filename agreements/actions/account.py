"""Accounts: the address for mails, invitations, forgotten passwords."""

import secrets

from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.utils import timezone

from agreements.actions.account_steps import held_account, log_account
from agreements.models import Invitation, User
from agreements.models.account import seal_of
from agreements.policies import Refused, check_can_invite
from agreements.queries import open_invitation


@transaction.atomic
def save_contact(*, email: str, mail_digest: bool, by: User) -> bool:
    """Write an account's own address for mails, and whether it wants the digest; return False where nothing changes."""
    account = held_account(by)
    wanted = {"email": email, "mail_digest": mail_digest}
    changed = [name for name, value in wanted.items() if getattr(account, name) != value]
    if not changed:
        return False
    for name in changed:
        setattr(account, name, wanted[name])
    account.save(update_fields=changed)
    told = [str(User._meta.get_field(name).verbose_name) for name in changed]
    log_account(account, by, {"changed": {"fields": told}})
    return True


LINK_IS_GONE = "Tautan ini sudah dipakai, sudah diganti yang baru, atau sudah terlalu lama."


@transaction.atomic
def invite(*, user: User, by: User) -> tuple[Invitation, str]:
    """Make a new one-time link for an account, and return its row and its token, which nobody can read again.

    Links made before die with it.

    Raises:
        Refused: see `policies.check_can_invite`.
    """
    account = held_account(user)
    check_can_invite(by, account)
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(user=account, at=timezone.now(), by=by, seal=seal_of(account, token))
    log_account(account, by, {"added": {"name": str(Invitation._meta.verbose_name), "object": account.username}})
    return invitation, token


@transaction.atomic
def accept_invitation(*, invitation: Invitation, token: str, password: str, by: User) -> User:
    """Set the password of the invited account (`by`, who acts), use the link up, and return the account.

    Raises:
        Refused: the link is not good, or not good any more.
    """
    account = held_account(by)
    standing = open_invitation(invitation.pk, token)
    if standing is None or standing.user != account:
        raise Refused(LINK_IS_GONE)
    standing.used_at = timezone.now()
    standing.save(update_fields=["used_at"])
    _set_password(account, password, "kata sandi, lewat undangan")
    return account


@transaction.atomic
def set_forgotten_password(*, token: str, password: str, by: User) -> None:
    """Set the password of the account that got a mailed link.

    Raises:
        Refused: the link is not good, or not good any more.
    """
    account = held_account(by)
    if not account.is_active or not default_token_generator.check_token(account, token):
        raise Refused(LINK_IS_GONE)
    _set_password(account, password, "kata sandi, lewat tautan di surel")


def _set_password(account: User, password: str, told: str) -> None:
    account.set_password(password)
    account.save(update_fields=["password"])
    log_account(account, account, {"changed": {"fields": [told]}})
