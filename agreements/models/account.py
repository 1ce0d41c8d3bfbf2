"""Accounts and what they may do beside holding a post."""

from collections.abc import Iterator

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac

from agreements.enums import Role


class User(AbstractUser):
    """An account. Holding a post comes from `Appointment`, other roles from `RoleGrant`."""

    mail_digest = models.BooleanField(
        "ringkasan harian lewat surel",
        default=True,
        help_text="Paling banyak satu surel sehari, hanya bila ada yang menunggu.",
    )

    sessions_ended = models.PositiveIntegerField(
        "sesi diakhiri",
        default=0,
        editable=False,
        help_text="Naik setiap kali akun dinonaktifkan; sesi dari sebelumnya tidak hidup lagi.",
    )

    class Meta:
        verbose_name = "akun"
        verbose_name_plural = "akun"

    def get_session_auth_hash(self) -> str:
        """Return what a session must know: the password's, and that the account was not deactivated since."""
        return f"{super().get_session_auth_hash()}-{self.sessions_ended}"

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """Yield the same under the keys of before (`SECRET_KEY_FALLBACKS`)."""
        for known in super().get_session_auth_fallback_hash():
            yield f"{known}-{self.sessions_ended}"


class RoleGrant(models.Model):
    """A role given to an account: an operator's stands on one unit, the others on the whole kabupaten."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants", verbose_name="akun")
    role = models.CharField("peran", max_length=12, choices=Role.choices)
    unit = models.ForeignKey(
        "agreements.Unit",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="grants",
        verbose_name="unit kerja",
        help_text="Wajib untuk operator; kosong untuk peran lain.",
    )

    class Meta:
        verbose_name = "peran akun"
        verbose_name_plural = "peran akun"
        constraints = [
            models.CheckConstraint(
                name="rolegrant_unit_iff_operator",
                condition=Q(role=Role.OPERATOR, unit__isnull=False) | (~Q(role=Role.OPERATOR) & Q(unit__isnull=True)),
                violation_error_message="Operator harus punya unit kerja; peran lain tidak memakai unit kerja.",
            ),
            models.UniqueConstraint(
                name="rolegrant_unique",
                fields=["user", "role", "unit"],
                violation_error_message="Akun ini sudah punya peran tersebut.",
            ),
            models.UniqueConstraint(
                name="rolegrant_unique_without_unit",
                fields=["user", "role"],
                condition=Q(unit__isnull=True),
                violation_error_message="Akun ini sudah punya peran tersebut.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} - {self.get_role_display()}"


def seal_of(user: User, token: str) -> str:
    """Return what is kept of an invitation's token: it fits only while the account keeps the password it has."""
    return salted_hmac("agreements.Invitation", f"{token}:{user.password}", algorithm="sha256").hexdigest()


class Invitation(models.Model):
    """A one-time link to set a password; the link itself is kept by nobody (`agreements.queries.open_invitation`)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invitations", verbose_name="akun")
    at = models.DateTimeField("dibuat pada")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="dibuat oleh")
    seal = models.CharField("segel", max_length=64, editable=False)
    used_at = models.DateTimeField("dipakai pada", null=True, blank=True)

    class Meta:
        verbose_name = "undangan"
        verbose_name_plural = "undangan"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Undangan untuk {self.user}"
