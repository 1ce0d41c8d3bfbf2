"""What an account is: the roles, the units it works for, the posts it holds. Refusals carry a sentence for the user.

Every permission comes as a pair: `check_can_x` raises `Refused`, `can_x` asks it. Views and buttons use the same pair.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied

from agreements.enums import Role
from agreements.models import User


class Refused(PermissionDenied):
    """A refusal; its only argument is the Indonesian sentence that the user reads."""


@dataclass(frozen=True)
class Standing:
    """The roles of an account. Posts held are another matter: they have dates (`reports.queries`)."""

    admin: bool = False
    organisasi: bool = False
    inspector: bool = False
    operated: frozenset[int] = frozenset()
    """Ids of the units whose figures the account enters."""

    @property
    def sees_all(self) -> bool:
        """Whether no unit is hidden from the account."""
        return self.admin or self.organisasi or self.inspector


def standing_of(user: User) -> Standing:
    """Return the roles of an account, read once per account object (so once per request)."""
    if not user.is_authenticated or not user.is_active:
        return Standing()
    known = getattr(user, "_standing", None)
    if known is None:
        grants = list(user.grants.all())
        roles = {grant.role for grant in grants}
        known = user._standing = Standing(
            admin=user.is_superuser,
            organisasi=Role.ORGANISASI in roles,
            inspector=Role.INSPECTOR in roles,
            operated=frozenset(grant.unit_id for grant in grants if grant.role == Role.OPERATOR),
        )
    return known


def allowed(check: Callable[..., None], *args: object) -> bool:
    """Return whether a `check_can_x` lets pass what it is asked."""
    try:
        check(*args)
    except Refused:
        return False
    return True


def check_can_invite(by: User, user: User) -> None:
    """Refuse whoever does not keep accounts, an account that was deactivated, and a way up to a superuser's."""
    if not by.is_active or not by.has_perm("agreements.change_user") or (user.is_superuser and not by.is_superuser):
        raise Refused("Undangan dibuat oleh administrator yang mengelola akun.")
    if not user.is_active:
        raise Refused(f"Akun {user.username} tidak aktif. Aktifkan dulu, lalu undang.")


def can_invite(by: User, user: User) -> bool:
    """Return whether the one account may send the other a link to set a password."""
    return allowed(check_can_invite, by, user)
