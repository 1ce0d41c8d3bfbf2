"""What lists, charts and recaps read: the figures of units and reports, computed beforehand.

Everything here can be computed again from the rest of the database. Rows are read through `reports.queries.summaries`
alone, which knows which of them are still right.
"""

from django.db import models
from django.db.models import Q

from agreements.models import Position, Unit
from agreements.models.indicator import QUARTERS


class UnitChange(models.Model):
    """Something that summaries rest on has changed since they were computed. Triggers append here (`reports.triggers`).

    No unit: of all units. A year and quarter: that quarter and all later ones; none: all quarters. Without any unique
    key, so that writers never wait for each other, and without a constraint on the unit, which may be gone.
    """

    unit = models.ForeignKey(
        Unit,
        on_delete=models.DO_NOTHING,
        null=True,
        blank=True,
        db_constraint=False,
        related_name="+",
        verbose_name="unit kerja",
    )
    year = models.PositiveSmallIntegerField("tahun", null=True, blank=True)
    quarter = models.PositiveSmallIntegerField("triwulan", null=True, blank=True)

    class Meta:
        verbose_name = "perubahan yang belum diringkas"
        verbose_name_plural = "perubahan yang belum diringkas"
        indexes = [models.Index(name="unitchange_scope", fields=["unit", "year", "quarter"])]

    def __str__(self) -> str:
        return f"{self.unit_id or 'semua'}: {self.year or 'semua'}/{self.quarter or 'semua'}"


class Totals(models.Model):
    """The figures by which lists rank; empty where there is none. Percentages, percentage points and rupiah."""

    year = models.PositiveSmallIntegerField("tahun")
    quarter = models.PositiveSmallIntegerField("triwulan")
    figures = models.JSONField("angka", default=dict, help_text="Dari `reports.summary`.")
    achievement = models.DecimalField("rata-rata capaian (%)", max_digits=24, decimal_places=2, null=True, blank=True)
    absorption = models.DecimalField("serapan (%)", max_digits=24, decimal_places=2, null=True, blank=True)
    efficiency = models.DecimalField("efisiensi", max_digits=24, decimal_places=2, null=True, blank=True)
    ceiling = models.DecimalField("pagu (Rp)", max_digits=24, decimal_places=2, null=True, blank=True)
    spent = models.DecimalField("realisasi (Rp)", max_digits=24, decimal_places=2, null=True, blank=True)
    rules = models.CharField("versi rumus", max_length=60, blank=True)
    computed_at = models.DateTimeField("dihitung pada", null=True, blank=True)

    class Meta:
        abstract = True


class UnitSummary(Totals):
    """The figures of a unit at the end of a quarter.

    `changes` counts the changes that were taken from `UnitChange` for it, `computed` is that count when the figures
    were read: they are right while both are equal and no further change waits.
    """

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="summaries", verbose_name="unit kerja")
    compared = models.JSONField(
        "angka perbandingan", default=dict, help_text="Dari `reports.summary.compared_figures`."
    )
    costs = models.JSONField("angka perbandingan biaya", default=dict, help_text="Dari `reports.summary.cost_figures`.")
    # An office whose figures nobody compares has none.
    peers = models.JSONField(
        "angka pembanding", default=list, blank=True, help_text="Dari `reports.summary.peer_figures`."
    )
    changes = models.PositiveIntegerField("perubahan", default=0)
    computed = models.PositiveIntegerField("perubahan yang sudah dihitung", null=True, blank=True)

    class Meta:
        verbose_name = "ringkasan unit"
        verbose_name_plural = "ringkasan unit"
        ordering = ["unit", "year", "quarter"]
        constraints = [
            models.UniqueConstraint(name="unitsummary_unique", fields=["unit", "year", "quarter"]),
            models.CheckConstraint(name="unitsummary_quarter", condition=QUARTERS),
            models.CheckConstraint(
                name="unitsummary_computed_at",
                condition=Q(computed__isnull=True, computed_at__isnull=True)
                | Q(computed__isnull=False, computed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} TW {self.quarter} {self.year}"


class ReportSummary(Totals):
    """The figures and the count of findings of a post's report, whether or not it was opened.

    Right as long as the summary of its unit is.
    """

    position = models.ForeignKey(Position, on_delete=models.CASCADE, related_name="summaries", verbose_name="jabatan")
    errors = models.PositiveIntegerField("kesalahan", default=0)
    warnings = models.PositiveIntegerField("peringatan", default=0)
    unexplained = models.PositiveIntegerField("peringatan tanpa alasan", default=0)
    notes = models.PositiveIntegerField("catatan", default=0)
    inputs_hash = models.CharField("SHA-256 masukan", max_length=64)
    fingerprint = models.CharField(
        "sidik isi", max_length=64, blank=True, help_text="Dari `reports.frozen.fingerprint`."
    )

    class Meta:
        verbose_name = "ringkasan laporan"
        verbose_name_plural = "ringkasan laporan"
        ordering = ["position", "year", "quarter"]
        constraints = [
            models.UniqueConstraint(name="reportsummary_unique", fields=["position", "year", "quarter"]),
            models.CheckConstraint(name="reportsummary_quarter", condition=QUARTERS),
        ]

    def __str__(self) -> str:
        return f"{self.position} TW {self.quarter} {self.year}"
