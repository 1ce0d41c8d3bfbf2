"""Faults and slow moments, for the administrator."""

from django.db import models

from agreements.enums import IncidentKind


class Incident(models.Model):
    """Something that went wrong, or took long, in a page or in the background; log lines tell more.

    The account is kept as a name: what is kept for a month must not hold an account back.
    """

    kind = models.CharField("jenis", max_length=10, choices=IncidentKind.choices)
    number = models.CharField("nomor", max_length=12, blank=True, help_text="Yang tertulis di halaman gangguan.")
    at = models.DateTimeField("pada")
    machine = models.CharField("mesin", max_length=100)
    user = models.CharField("akun", max_length=150, blank=True)
    text = models.TextField("uraian")

    class Meta:
        verbose_name = "gangguan"
        verbose_name_plural = "gangguan dan kelambatan"
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(name="incident_at", fields=["at"]),
            models.Index(name="incident_number", fields=["number"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}".strip()
