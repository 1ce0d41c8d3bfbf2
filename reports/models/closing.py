"""Quarters that Bagian Organisasi closed, and the units it reopened them for."""

from django.db import models
from django.db.models import Q

from agreements.models import Unit
from agreements.models.indicator import QUARTERS
from reports.models.review import acting_account


class QuarterClosing(models.Model):
    """A quarter in which nothing may be entered, edited or handed in any more. A due date alone closes nothing."""

    year = models.PositiveSmallIntegerField("tahun")
    quarter = models.PositiveSmallIntegerField("triwulan")
    at = models.DateTimeField("ditutup pada")
    by = acting_account("ditutup oleh")

    class Meta:
        verbose_name = "penutupan triwulan"
        verbose_name_plural = "penutupan triwulan"
        ordering = ["-year", "-quarter"]
        constraints = [
            models.UniqueConstraint(
                name="quarterclosing_unique",
                fields=["year", "quarter"],
                violation_error_message="Triwulan ini sudah ditutup.",
            ),
            models.CheckConstraint(name="quarterclosing_quarter", condition=QUARTERS),
        ]

    def __str__(self) -> str:
        return f"TW {self.quarter} {self.year}"


class QuarterReopening(models.Model):
    """A closed quarter reopened for one unit, with a reason, until a date."""

    closing = models.ForeignKey(
        QuarterClosing, on_delete=models.CASCADE, related_name="reopenings", verbose_name="penutupan"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reopenings", verbose_name="unit kerja")
    reason = models.TextField("alasan")
    until = models.DateField("dibuka sampai")
    at = models.DateTimeField("dibuka pada")
    by = acting_account("dibuka oleh")

    class Meta:
        verbose_name = "pembukaan kembali"
        verbose_name_plural = "pembukaan kembali"
        ordering = ["closing", "unit", "at"]
        constraints = [
            models.CheckConstraint(
                name="quarterreopening_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message="Triwulan dibuka kembali dengan alasan.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.closing}: {self.unit}"
