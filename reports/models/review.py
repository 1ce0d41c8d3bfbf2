"""What superiors answered, and the trail of who changed what."""

from django.conf import settings
from django.db import models

from agreements.models import Unit
from reports.models.report import Report


class SuperiorResponse(models.Model):
    """Tanggapan atasan langsung of one round: boxes ticked (several may be), and a free note."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="responses", verbose_name="laporan")
    round = models.PositiveSmallIntegerField("putaran", default=1)
    options = models.JSONField("pilihan", default=list, blank=True)
    note = models.TextField("catatan", blank=True)

    class Meta:
        verbose_name = "tanggapan atasan"
        verbose_name_plural = "tanggapan atasan"
        ordering = ["report", "round"]
        constraints = [models.UniqueConstraint(name="superiorresponse_round", fields=["report", "round"])]

    def __str__(self) -> str:
        return f"{self.report}, putaran {self.round}"


class Event(models.Model):
    """One line of the append-only trail: who did what to which subject, with before and after."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="events", verbose_name="unit kerja")
    at = models.DateTimeField("pada", auto_now_add=True)
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

    class Meta:
        verbose_name = "jejak"
        verbose_name_plural = "jejak perubahan"
        ordering = ["unit", "id"]
        indexes = [models.Index(name="event_subject", fields=["subject", "id"])]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.subject}"
