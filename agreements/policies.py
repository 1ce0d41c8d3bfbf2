"""What an account is: the roles, the units it works for, the posts it holds. Refusals carry a sentence for the user.

Every permission comes as a pair: `check_can_x` raises `Refused`, `can_x` asks it. Views and buttons use the same pair.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import PermissionDenied

from agreements.enums import Role
from agreements.models import Agreement, Unit, User
from agreements.numbers import format_date


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


# -- signing in --------------------------------------------------------------------------------------------------------


def is_demo_account(user: User) -> bool:
    """Return whether everybody knows the account's password: in the demo, and nowhere else."""
    return settings.DEMO and user.get_username() in settings.DEMO_ACCOUNTS


def needs_second_factor(user: User) -> bool:
    """Return whether the account may do nothing without a second factor: who sees every unit and changes the rules."""
    if not settings.SECOND_FACTOR_REQUIRED or is_demo_account(user):
        return False
    return user.is_staff or user.is_superuser or standing_of(user).organisasi


def check_can_set_up_second_factor(user: User) -> None:
    """Refuse the demo's accounts: whoever came first would lock all others out."""
    if is_demo_account(user):
        raise Refused("Akun contoh dipakai bersama, jadi tidak memakai verifikasi dua langkah.")


def can_set_up_second_factor(user: User) -> bool:
    """Return whether the account may use an authenticator."""
    return allowed(check_can_set_up_second_factor, user)


def check_can_drop_second_factor(user: User) -> None:
    """Refuse whoever must have one."""
    if needs_second_factor(user):
        raise Refused("Akun administrator dan Bagian Organisasi selalu memakai verifikasi dua langkah.")


def can_drop_second_factor(user: User) -> bool:
    """Return whether the account may do without its authenticator again."""
    return allowed(check_can_drop_second_factor, user)


def check_can_reset_second_factor(by: User, user: User) -> None:
    """Refuse whoever does not keep accounts, and a way up to a superuser's. The own one is dropped with a code."""
    if not by.is_active or not by.has_perm("agreements.change_user") or (user.is_superuser and not by.is_superuser):
        raise Refused("Verifikasi dua langkah disetel ulang oleh administrator yang mengelola akun.")
    if by.pk == user.pk:
        raise Refused("Verifikasi dua langkah akun Anda sendiri diatur di halaman Akun saya.")


def can_reset_second_factor(by: User, user: User) -> bool:
    """Return whether the one account may take the authenticator of the other away."""
    return allowed(check_can_reset_second_factor, by, user)


# -- the year's plan ---------------------------------------------------------------------------------------------------


def check_can_plan(user: User, unit: Unit) -> None:
    """Refuse everybody but the unit's operators, Bagian Organisasi and administrators."""
    standing = standing_of(user)
    if unit.pk not in standing.operated and not standing.organisasi and not standing.admin:
        raise Refused(
            f"Perjanjian Kinerja {unit.name} disiapkan oleh operator unit itu atau Bagian Organisasi."
            " Akun Anda hanya dapat membacanya."
        )


def can_plan(user: User, unit: Unit) -> bool:
    """Return whether the account prepares the agreements, indicators and targets of the unit."""
    return allowed(check_can_plan, user, unit)


def check_can_edit_agreement(user: User, agreement: Agreement) -> None:
    """Refuse who does not plan for the unit, and an agreement that was signed: only a Perubahan changes it."""
    check_can_plan(user, agreement.position.unit)
    if agreement.signed_on is not None:
        raise Refused(
            f"{agreement.get_kind_display()} ini sudah ditandatangani pada {format_date(agreement.signed_on)}, jadi"
            " isinya tidak dapat diubah lagi. Buatlah Perubahan Perjanjian Kinerja untuk mengubahnya."
        )


def can_edit_agreement(user: User, agreement: Agreement) -> bool:
    """Return whether the account may change what the agreement says, sign it, or take it away."""
    return allowed(check_can_edit_agreement, user, agreement)


def check_can_amend(user: User, agreement: Agreement) -> None:
    """Refuse a Perubahan of what was never signed: that can still be changed itself."""
    check_can_plan(user, agreement.position.unit)
    if agreement.signed_on is None:
        raise Refused(
            f"{agreement.get_kind_display()} ini belum ditandatangani, jadi masih dapat disunting langsung."
            " Perubahan dibuat untuk perjanjian yang sudah ditandatangani."
        )


def can_amend(user: User, agreement: Agreement) -> bool:
    """Return whether the account may start a Perubahan of the agreement."""
    return allowed(check_can_amend, user, agreement)


def check_can_import_budget(by: User, unit: Unit) -> None:
    """Refuse everybody but the unit's operators, Bagian Organisasi and administrators."""
    if not can_plan(by, unit):
        raise Refused(f"Anggaran {unit.name} diimpor oleh operator unit itu, Bagian Organisasi, atau administrator.")


def can_import_budget(by: User, unit: Unit) -> bool:
    """Return whether the account may bring in the unit's budget from a sheet."""
    return allowed(check_can_import_budget, by, unit)


# -- the organisation --------------------------------------------------------------------------------------------------


def check_can_keep_organisation(user: User) -> None:
    """Refuse everybody but Bagian Organisasi and administrators: units, posts and officials are theirs to keep."""
    standing = standing_of(user)
    if not standing.organisasi and not standing.admin:
        raise Refused("Unit, jabatan dan pejabat dicatat oleh Bagian Organisasi dan administrator.")


def can_keep_organisation(user: User) -> bool:
    """Return whether the account sets up units, posts and officials."""
    return allowed(check_can_keep_organisation, user)


def check_can_make_accounts(user: User) -> None:
    """Refuse everybody but administrators: who receives reports must not be able to sign in as their officials."""
    if not standing_of(user).admin:
        raise Refused("Akun dibuat dan diundang oleh administrator. Mintalah kepadanya setelah pejabatnya tercatat.")


def can_make_accounts(user: User) -> bool:
    """Return whether the account makes accounts for operators and officials, and invites them."""
    return allowed(check_can_make_accounts, user)
