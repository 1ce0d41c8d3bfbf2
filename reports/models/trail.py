"""The trail of who changed what: appended to, never changed, each line sealed with the one before it."""

from django.conf import settings
from django.db import models

from agreements.models import Unit


class Event(models.Model):
    """One line of a unit's trail: who did what to which subject, with before and after.

    Written by `reports.actions.trail.record` alone. `seal` is the SHA-256 of the line and of the seal before it, so
    that a line that was changed, moved, added or taken out breaks the chain (`manage.py verify_trail`).
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="events", verbose_name="unit kerja")
    number = models.PositiveIntegerField("nomor urut", help_text="Menurut unit, mulai 1 tanpa celah.")
    at = models.DateTimeField("pada")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="oleh",
        help_text="Kosong: oleh sistem.",
    )
    action = models.CharField("tindakan", max_length=40)
    subject = models.CharField("pokok", max_length=80, help_text="Contoh: reports.indicatorrealization:12")
    before = models.JSONField("sebelum", null=True)
    after = models.JSONField("sesudah", null=True)
    seal = models.CharField("segel", max_length=64)

    class Meta:
        verbose_name = "jejak"
        verbose_name_plural = "jejak perubahan"
        ordering = ["unit", "number"]
        constraints = [models.UniqueConstraint(name="event_number", fields=["unit", "number"])]
        indexes = [models.Index(name="event_subject", fields=["subject", "number"])]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.subject}"
