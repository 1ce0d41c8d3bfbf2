"""Who reads the recaps as JSON: a key for each consumer, such as the kabupaten's own dashboard."""

import datetime
import hashlib

from django.db import models
from django.db.models import Q

from agreements.models import Unit
from reports.models.review import acting_account

NOTED_EVERY = datetime.timedelta(hours=1)
"""Between two notes of when a key was used: one write an hour instead of one a request."""


def seal_of_token(token: str) -> str:
    """Return what is kept of a key. It is random enough that nobody finds it again from that, even without salt."""
    return hashlib.sha256(token.encode()).hexdigest()


class ApiToken(models.Model):
    """A key that reads the recaps of all units or of some; itself it is kept by nobody (`actions.make_api_token`)."""

    name = models.CharField("pemakai", max_length=120, help_text="Contoh: Dasbor Kominfo")
    seal = models.CharField("segel", max_length=64, unique=True, editable=False)
    ending = models.CharField("empat huruf terakhir", max_length=4, editable=False)
    all_units = models.BooleanField("semua unit", default=False)
    units = models.ManyToManyField(Unit, related_name="api_tokens", blank=True, verbose_name="unit kerja")
    made_at = models.DateTimeField("dibuat pada")
    made_by = acting_account("dibuat oleh")
    revoked_at = models.DateTimeField("dicabut pada", null=True, blank=True)
    revoked_by = acting_account("dicabut oleh", null=True, blank=True)
    last_used_at = models.DateTimeField(
        "terakhir dipakai", null=True, blank=True, help_text="Dicatat paling banyak sekali sejam."
    )

    class Meta:
        verbose_name = "kunci API"
        verbose_name_plural = "kunci API"
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="apitoken_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="apitoken_revoked_at_and_by",
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_to_be_noted(self, at: datetime.datetime) -> bool:
        """Return whether its use now is to be written down."""
        return self.last_used_at is None or at - self.last_used_at >= NOTED_EVERY
