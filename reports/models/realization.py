"""What was reached and spent: one row per fact and quarter, shared by all reports of the unit."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from agreements.models import BudgetLine, Indicator, IndicatorTerm
from agreements.models.indicator import QUARTERS, figure


class Fact(models.Model):
    """What every typed figure carries: remark, reason where it is missing, version for compare-and-swap."""

    quarter = models.PositiveSmallIntegerField("triwulan")
    note = models.TextField("keterangan", blank=True)
    missing_reason = models.TextField(
        "alasan belum ada angka", blank=True, help_text="Menggantikan angka yang memang tidak ada."
    )
    version = models.PositiveIntegerField("versi", default=1)
    updated_at = models.DateTimeField("diubah pada", auto_now=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="diubah oleh",
        help_text="Kosong: dimuat oleh sistem.",
    )

    class Meta:
        abstract = True


class IndicatorRealization(Fact):
    """The realization of an indicator at the end of a quarter (or of the terms of its ratio)."""

    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="realizations", verbose_name="indikator"
    )
    year = models.PositiveSmallIntegerField("tahun")
    value = figure("realisasi")
    shown = models.CharField(
        "ditulis sebagai",
        max_length=120,
        blank=True,
        help_text="Contoh: 5 jenis fasilitasi 1 jenis koordinasi. Kosong: angka dan satuannya.",
    )

    class Meta:
        verbose_name = "realisasi indikator"
        verbose_name_plural = "realisasi indikator"
        ordering = ["indicator", "year", "quarter"]
        constraints = [
            models.UniqueConstraint(
                name="indicatorrealization_unique",
                fields=["indicator", "year", "quarter"],
                violation_error_message="Realisasi indikator ini untuk triwulan tersebut sudah ada.",
            ),
            models.CheckConstraint(name="indicatorrealization_quarter", condition=QUARTERS),
            models.CheckConstraint(
                name="indicatorrealization_reason_only_when_missing",
                condition=Q(value__isnull=True) | Q(missing_reason=""),
                violation_error_message="Alasan hanya untuk angka yang kosong.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.year}/{self.quarter}: {self.value}"


class TermValue(models.Model):
    """The value of one named part of a ratio in one realization."""

    realization = models.ForeignKey(
        IndicatorRealization, on_delete=models.CASCADE, related_name="terms", verbose_name="realisasi"
    )
    term = models.ForeignKey(IndicatorTerm, on_delete=models.PROTECT, related_name="values", verbose_name="unsur")
    value = models.DecimalField("nilai", max_digits=20, decimal_places=4)

    class Meta:
        verbose_name = "nilai unsur rasio"
        verbose_name_plural = "nilai unsur rasio"
        ordering = ["realization", "term"]
        constraints = [
            models.UniqueConstraint(name="termvalue_unique", fields=["realization", "term"]),
            models.CheckConstraint(
                name="termvalue_not_negative",
                condition=Q(value__gte=0),
                violation_error_message="Nilai unsur rasio tidak boleh negatif.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.term}: {self.value}"


class BudgetRealization(Fact):
    """Money spent on a line that holds amounts, cumulative from 1 January to the quarter's end."""

    budget_line = models.ForeignKey(
        BudgetLine, on_delete=models.PROTECT, related_name="realizations", verbose_name="baris anggaran"
    )
    amount = models.DecimalField("realisasi (Rp)", max_digits=18, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = "realisasi anggaran"
        verbose_name_plural = "realisasi anggaran"
        ordering = ["budget_line", "quarter"]
        constraints = [
            models.UniqueConstraint(
                name="budgetrealization_unique",
                fields=["budget_line", "quarter"],
                violation_error_message="Realisasi baris ini untuk triwulan tersebut sudah ada.",
            ),
            models.CheckConstraint(name="budgetrealization_quarter", condition=QUARTERS),
            models.CheckConstraint(
                name="budgetrealization_not_negative",
                condition=Q(amount__isnull=True) | Q(amount__gte=0),
                violation_error_message="Realisasi anggaran tidak boleh negatif.",
            ),
            models.CheckConstraint(
                name="budgetrealization_reason_only_when_missing",
                condition=Q(amount__isnull=True) | Q(missing_reason=""),
                violation_error_message="Alasan hanya untuk angka yang kosong.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.budget_line} TW {self.quarter}: {self.amount}"
