"""How results are measured: indicators of a unit, their terms, targets and values of earlier years."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from agreements.enums import Aggregation, Direction, EnteredBy, Formula, ObjectiveLevel, TermRole, TermTakes
from agreements.models.organisation import Unit, closes_into_ring, pointed_at, validate_year

NOT_CUMULATIVE = (
    "Rasio yang unsurnya diambil dari indikator lain bersifat kumulatif: unsur itu sudah terhitung sejak 1 Januari."
)
QUARTERS = Q(quarter__gte=1) & Q(quarter__lte=4)


def figure(label: str, **options) -> models.DecimalField:
    """Return a nullable field for a measured figure: 4 decimals kept, 2 printed."""
    return models.DecimalField(label, max_digits=20, decimal_places=4, null=True, blank=True, **options)


class Indicator(models.Model):
    """What is measured. It belongs to the unit: several posts' agreements and budget lines point at the same one."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="indicators", verbose_name="unit kerja")
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="indikator induk",
        help_text="Indikator yang didukung indikator ini. Bila rumusnya rata-rata, realisasinya dihitung dari sini.",
    )
    level = models.CharField("tingkat", max_length=14, choices=ObjectiveLevel.choices)
    order = models.PositiveSmallIntegerField("urutan", default=0)
    name = models.TextField("indikator kinerja")
    unit_of_measure = models.CharField("satuan", max_length=40, help_text="Contoh: %, dokumen, laporan, orang/bulan")
    direction = models.CharField("arah", max_length=8, choices=Direction.choices, default=Direction.HIGHER)
    aggregation = models.CharField(
        "penjumlahan antartriwulan", max_length=12, choices=Aggregation.choices, default=Aggregation.CUMULATIVE
    )
    formula = models.CharField("rumus", max_length=8, choices=Formula.choices, default=Formula.ENTERED)
    entered_by = models.CharField("diisi oleh", max_length=12, choices=EnteredBy.choices, default=EnteredBy.UNIT)
    definition = models.TextField("definisi dan cara menghitung", blank=True)
    on_time_rule = models.TextField("ukuran tepat waktu", blank=True)
    note = models.TextField("catatan", blank=True, help_text="Misalnya alasan memilih rumus ini.")

    class Meta:
        verbose_name = "indikator"
        verbose_name_plural = "indikator"
        ordering = ["unit", "level", "order", "id"]
        constraints = [
            models.CheckConstraint(
                name="indicator_not_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                violation_error_message="Sebuah indikator tidak bisa menjadi induk dirinya sendiri.",
            ),
            models.CheckConstraint(
                name="indicator_mean_in_percent",
                condition=~Q(formula=Formula.MEAN_OF_CHILDREN) | Q(unit_of_measure="%"),
                violation_error_message="Indikator rata-rata diukur dalam %%, karena ia rata-rata dari persentase.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def choice_label(self) -> str:
        """Name with its unit, to tell it from the indicators of other units."""
        return f"{self.name} ({self.unit.short_name})"

    def clean(self) -> None:
        """Keep the tree of means in one unit and free of rings, and what uses the indicator in its unit."""
        if self.parent is not None and self.parent.unit_id != self.unit_id:
            raise ValidationError({"parent": "Indikator induk ini milik unit kerja lain."})
        if closes_into_ring(self, "parent"):
            raise ValidationError({"parent": "Rantai indikator induk berputar kembali ke indikator ini."})
        if self._is_used_in_another_unit():
            raise ValidationError(
                {"unit": "Indikator ini sudah dipakai di unitnya: perjanjian, anggaran, tujuan, atau indikator lain."}
            )

        if self._gives_terms() and self.formula != Formula.ENTERED:
            raise ValidationError(
                {"formula": "Indikator ini menjadi unsur rasio indikator lain, jadi angkanya harus diisi langsung."}
            )
        if self.aggregation != Aggregation.CUMULATIVE and self._takes_terms():
            raise ValidationError({"aggregation": NOT_CUMULATIVE})

    def _gives_terms(self) -> bool:
        return self.pk is not None and self.terms_fed.exists()

    def _takes_terms(self) -> bool:
        return self.pk is not None and self.terms.filter(source__isnull=False).exists()

    def _is_used_in_another_unit(self) -> bool:
        if self.pk is None:
            return False
        return (
            self.children.exclude(unit=self.unit_id).exists()
            or self.agreement_items.exclude(agreement__position__unit=self.unit_id).exists()
            or self.line_links.exclude(budget_line__unit=self.unit_id).exists()
            or self.goals.exclude(pk=self.unit_id).exists()
            or self.terms_fed.exclude(indicator__unit=self.unit_id).exists()
            or self.terms.filter(source__isnull=False).exclude(source__unit=self.unit_id).exists()
        )


class IndicatorTerm(models.Model):
    """A named part of a ratio: role, label, and a constant factor (10 desa x 3 dokumen has factor 3).

    Its value is typed, or taken from another indicator of the unit (`source`), so that no figure is typed twice. Only
    an entered indicator can be taken from; so no chain of ratios closes into a ring.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="terms", verbose_name="indikator")
    role = models.CharField("letak", max_length=12, choices=TermRole.choices)
    order = models.PositiveSmallIntegerField("urutan")
    label = models.CharField("nama", max_length=200)
    factor = models.DecimalField("pengali", max_digits=10, decimal_places=4, default=1)
    factor_label = models.CharField(
        "nama pengali", max_length=120, blank=True, help_text="Contoh: Dokumen Administrasi Pemerintahan Desa"
    )
    source = models.ForeignKey(
        Indicator,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="terms_fed",
        verbose_name="diambil dari",
        help_text="Indikator unit ini yang sudah memuat angkanya. Kosong: nilainya diketik.",
    )
    takes = models.CharField("yang diambil", max_length=12, choices=TermTakes.choices, default=TermTakes.REALIZATION)

    class Meta:
        verbose_name = "unsur rasio"
        verbose_name_plural = "unsur rasio"
        ordering = ["indicator", "-role", "order"]
        constraints = [
            models.UniqueConstraint(name="indicatorterm_order", fields=["indicator", "role", "order"]),
            models.CheckConstraint(
                name="indicatorterm_factor_positive",
                condition=Q(factor__gt=0),
                violation_error_message="Pengali harus lebih besar dari 0.",
            ),
            models.CheckConstraint(
                name="indicatorterm_not_own_source",
                condition=Q(source__isnull=True) | ~Q(source=F("indicator")),
                violation_error_message="Sebuah rasio tidak bisa menjadi unsur dirinya sendiri.",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        """Take a value only from an entered indicator of the unit, and only into a cumulative ratio."""
        indicator = pointed_at(self, "indicator")
        if self.source is None or indicator is None:
            return
        if self.source.unit_id != indicator.unit_id:
            raise ValidationError({"source": "Indikator ini milik unit kerja lain."})
        if self.source.formula != Formula.ENTERED:
            raise ValidationError({"source": "Hanya indikator yang diisi langsung yang dapat menjadi unsur rasio."})
        if indicator.aggregation != Aggregation.CUMULATIVE:
            raise ValidationError({"source": NOT_CUMULATIVE})


class YearTarget(models.Model):
    """The target of a year, or none yet; `upper` closes a range; quarters are planned cumulative values."""

    indicator = models.ForeignKey(
        Indicator, on_delete=models.CASCADE, related_name="year_targets", verbose_name="indikator"
    )
    year = models.PositiveSmallIntegerField("tahun", validators=[validate_year])
    value = figure("target")
    upper = figure("batas atas", help_text="Hanya untuk indikator berentang.")
    shown = models.CharField(
        "ditulis sebagai",
        max_length=120,
        blank=True,
        help_text="Contoh: 10 jenis fasilitasi 1 jenis koordinasi. Kosong: angka dan satuannya.",
    )
    quarter_1 = figure("target TW I")
    quarter_2 = figure("target TW II")
    quarter_3 = figure("target TW III")
    quarter_4 = figure("target TW IV")

    class Meta:
        verbose_name = "target tahunan"
        verbose_name_plural = "target tahunan"
        ordering = ["indicator", "-year"]
        constraints = [
            models.UniqueConstraint(
                name="yeartarget_unique",
                fields=["indicator", "year"],
                violation_error_message="Target tahun ini sudah ada.",
            ),
            models.CheckConstraint(
                name="yeartarget_range",
                condition=Q(upper__isnull=True) | Q(value__isnull=False, upper__gte=F("value")),
                violation_error_message="Batas atas rentang harus sama dengan atau di atas batas bawahnya.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.shown or self.value}"

    def clean(self) -> None:
        """Refuse an upper bound where no formula would read it."""
        indicator = pointed_at(self, "indicator")
        if self.upper is not None and indicator is not None and indicator.direction != Direction.RANGE:
            raise ValidationError({"upper": "Batas atas hanya untuk indikator yang arahnya “Dalam rentang”."})


class LongTermTarget(models.Model):
    """The medium-term (Renstra/RPJMD) target of an indicator for one year."""

    indicator = models.ForeignKey(
        Indicator, on_delete=models.CASCADE, related_name="long_term_targets", verbose_name="indikator"
    )
    document = models.CharField("dokumen", max_length=80, help_text="Contoh: Renstra 2024-2026")
    year = models.PositiveSmallIntegerField("tahun", validators=[validate_year])
    value = models.DecimalField("target", max_digits=20, decimal_places=4)

    class Meta:
        verbose_name = "target jangka menengah"
        verbose_name_plural = "target jangka menengah"
        ordering = ["indicator", "year"]
        constraints = [models.UniqueConstraint(name="longtermtarget_unique", fields=["indicator", "document", "year"])]

    def __str__(self) -> str:
        return f"{self.document} {self.year}: {self.value}"


class PastValue(models.Model):
    """Target and realization of an earlier year (no quarter) or of a quarter before the system was in use."""

    indicator = models.ForeignKey(
        Indicator, on_delete=models.CASCADE, related_name="past_values", verbose_name="indikator"
    )
    year = models.PositiveSmallIntegerField("tahun", validators=[validate_year])
    quarter = models.PositiveSmallIntegerField("triwulan", null=True, blank=True)
    target = figure("target")
    realization = figure("realisasi")

    class Meta:
        verbose_name = "nilai tahun lalu"
        verbose_name_plural = "nilai tahun-tahun lalu"
        ordering = ["indicator", "-year", "quarter"]
        constraints = [
            models.UniqueConstraint(name="pastvalue_unique", fields=["indicator", "year", "quarter"]),
            models.UniqueConstraint(
                name="pastvalue_unique_year",
                fields=["indicator", "year"],
                condition=Q(quarter__isnull=True),
                violation_error_message="Nilai tahun itu sudah ada.",
            ),
            models.CheckConstraint(
                name="pastvalue_quarter",
                condition=Q(quarter__isnull=True) | QUARTERS,
                violation_error_message="Triwulan adalah 1 sampai 4; kosongkan untuk nilai setahun.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}/{self.quarter or '-'}: {self.realization}"
