"""What accounts are told of, on their pages and by mail."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from agreements.enums import NoticeKind
from reports.models.batch import Batch
from reports.models.report import Report


class Notice(models.Model):
    """One thing that happened to a report or a job of downloads, told to one account once; mailed at most once."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices", verbose_name="untuk"
    )
    kind = models.CharField("jenis", max_length=10, choices=NoticeKind.choices)
    report = models.ForeignKey(
        Report, on_delete=models.CASCADE, null=True, blank=True, related_name="notices", verbose_name="laporan"
    )
    batch = models.ForeignKey(
        Batch, on_delete=models.CASCADE, null=True, blank=True, related_name="notices", verbose_name="unduhan"
    )
    key = models.CharField(
        "kejadian", max_length=40, help_text="Yang sama tidak diberitahukan dua kali. Contoh: putaran-2, 2024-07-05"
    )
    text = models.TextField("pemberitahuan")
    at = models.DateTimeField("pada")
    read_at = models.DateTimeField("dibaca pada", null=True, blank=True)
    mailed_at = models.DateTimeField("dikirim pada", null=True, blank=True)

    class Meta:
        verbose_name = "pemberitahuan"
        verbose_name_plural = "pemberitahuan"
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(name="notice_once", fields=["user", "kind", "report", "key"]),
            models.UniqueConstraint(name="notice_of_batch_once", fields=["user", "kind", "batch", "key"]),
            models.CheckConstraint(
                name="notice_of_one_thing",
                condition=Q(report__isnull=False, batch__isnull=True) | Q(report__isnull=True, batch__isnull=False),
            ),
        ]
        indexes = [
            models.Index(name="notice_unread", fields=["user", "read_at"]),
            # The board asks for the few reminders among the notices of all years.
            models.Index(name="notice_reminders", fields=["report", "at"], condition=Q(kind=NoticeKind.REMINDED)),
        ]

    def __str__(self) -> str:
        return self.text[:80]
