"""Accounts and what they may do beside holding a post."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q

from agreements.enums import Role


class User(AbstractUser):
    """An account. Holding a post comes from `Appointment`, other roles from `RoleGrant`."""

    mail_digest = models.BooleanField(
        "ringkasan harian lewat surel",
        default=True,
        help_text="Paling banyak satu surel sehari, hanya bila ada yang menunggu.",
    )

    class Meta:
        verbose_name = "akun"
        verbose_name_plural = "akun"


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
