"""The budget tree of a unit and year, its dated ceilings, and which outcome a line pays for."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from agreements.enums import BudgetLevel, CeilingDocument
from agreements.models.indicator import Indicator
from agreements.models.organisation import Position, Unit, pointed_at, validate_year
from agreements.numbers import format_date, format_rupiah


def validate_months(value: object) -> None:
    """Refuse anything but a list of different month numbers 1-12."""
    ok = isinstance(value, list) and all(isinstance(m, int) and 1 <= m <= 12 for m in value)
    if not ok or len(set(value)) != len(value):
        raise ValidationError("Bulan ditulis sebagai daftar angka 1 sampai 12, contoh: [7, 8, 9].")


class BudgetLine(models.Model):
    """A program, kegiatan or sub kegiatan. Amounts live on the lowest lines that have any; the rest are sums."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="budget_lines", verbose_name="unit kerja")
    year = models.PositiveSmallIntegerField("tahun", validators=[validate_year])
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name="induk"
    )
    level = models.CharField("tingkat", max_length=14, choices=BudgetLevel.choices)
    order = models.PositiveSmallIntegerField("urutan")
    code = models.CharField("kode rekening", max_length=40, blank=True)
    name = models.TextField("uraian")
    holds_amounts = models.BooleanField(
        "pagu dan realisasi diisi di sini",
        default=False,
        help_text="Hanya pada baris terendah yang punya angka; baris di atasnya dijumlahkan.",
    )
    responsible = models.ForeignKey(
        Position,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="budget_lines",
        verbose_name="penanggung jawab",
    )
    planned_months = models.JSONField("bulan pelaksanaan", default=list, blank=True, validators=[validate_months])
    sheet = models.JSONField("lembar impor", default=dict, blank=True, editable=False)
    """What the sheet that was imported last said of the line: {"row": 12}, and of a line above others also the sums
    that stood there, {"ceilings": {"2024-01-01": ["1343316618", false]}, "spent": {"2": ["100", true]}}: by date or
    quarter, rupiah as text and whether they were those of the rows below. Nothing is computed from it; it is compared.
    """
    indicators = models.ManyToManyField(
        Indicator, through="IndicatorBudgetLine", related_name="budget_lines", verbose_name="indikator"
    )

    class Meta:
        verbose_name = "baris anggaran"
        verbose_name_plural = "baris anggaran"
        ordering = ["unit", "-year", "order"]
        constraints = [
            models.UniqueConstraint(
                name="budgetline_code",
                fields=["unit", "year", "code"],
                condition=~Q(code=""),
                violation_error_message="Kode rekening ini sudah ada pada unit dan tahun tersebut.",
            ),
            models.UniqueConstraint(name="budgetline_order", fields=["unit", "year", "order"]),
            models.CheckConstraint(
                name="budgetline_parent_by_level",
                condition=Q(level=BudgetLevel.PROGRAM, parent__isnull=True)
                | (~Q(level=BudgetLevel.PROGRAM) & Q(parent__isnull=False)),
                violation_error_message="Program berdiri sendiri; kegiatan dan sub kegiatan harus punya induk.",
            ),
            models.CheckConstraint(
                name="budgetline_not_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                violation_error_message="Sebuah baris anggaran tidak bisa menjadi induk dirinya sendiri.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}".strip()

    @property
    def choice_label(self) -> str:
        """Code and name with unit and year, to tell it from the same line of other units and years."""
        return f"{self} ({self.unit.short_name} {self.year})"

    def clean(self) -> None:
        """Keep unit, year, levels and codes of the tree in order, amounts on one line of a branch and in sight."""
        above = {BudgetLevel.KEGIATAN: BudgetLevel.PROGRAM, BudgetLevel.SUB_KEGIATAN: BudgetLevel.KEGIATAN}
        if self.parent is not None:
            if (self.parent.unit_id, self.parent.year) != (self.unit_id, self.year):
                raise ValidationError({"parent": "Induk harus dari unit dan tahun yang sama."})
            if self.parent.level != above.get(self.level):
                raise ValidationError({"parent": "Induk sub kegiatan adalah kegiatan, induk kegiatan adalah program."})
            if self.code and self.parent.code and not self.code.startswith(f"{self.parent.code}."):
                raise ValidationError({"code": f"Kode rekening diawali kode induknya: {self.parent.code}."})
        if self.holds_amounts and self._branch_holds_amounts():
            raise ValidationError(
                {
                    "holds_amounts": "Baris di atas atau di bawahnya sudah memuat angka; "
                    "angka hanya boleh di satu tingkat."
                }
            )
        if self.responsible is not None and self.responsible.unit_id != self.unit_id:
            raise ValidationError({"responsible": "Penanggung jawab adalah jabatan di unit kerja yang sama."})
        stored = BudgetLine.objects.filter(pk=self.pk).first() if self.pk else None
        if stored is not None:
            self._stay_in_place(stored)
            self._keep_amounts_in_sight(stored)

    def _stay_in_place(self, stored: "BudgetLine") -> None:
        """Refuse another unit, year or level once other rows rely on it."""
        moved = [name for name in ("unit_id", "year", "level") if getattr(self, name) != getattr(stored, name)]
        if moved and self._is_relied_on():
            raise ValidationError(
                {
                    moved[0].removesuffix("_id"): "Unit, tahun, dan tingkat baris ini tidak dapat diubah lagi: "
                    "ada baris di bawahnya, realisasi, indikator, strategi, atau perjanjian yang memakainya."
                }
            )

    def _is_relied_on(self) -> bool:
        """Return whether any row but its own ceilings points at the line, in whichever app."""
        return any(
            relation.related_model._base_manager.filter(**{relation.field.name: self.pk}).exists()
            for relation in self._meta.related_objects
            if relation.related_model is not Ceiling
        )

    def _keep_amounts_in_sight(self, stored: "BudgetLine") -> None:
        """Refuse to make a line a sum while it has amounts of its own, which would vanish from every table."""
        if not stored.holds_amounts or self.holds_amounts:
            return
        spent = any(
            relation.related_model._base_manager.filter(
                **{relation.field.name: self.pk, "amount__isnull": False}
            ).exists()
            for relation in self._meta.related_objects
            if any(field.name == "amount" for field in relation.related_model._meta.fields)
        )
        if spent:
            raise ValidationError(
                {
                    "holds_amounts": "Baris ini sudah memuat pagu atau realisasi; kosongkan atau pindahkan dulu "
                    "angkanya, agar tidak hilang dari laporan."
                }
            )

    def _branch_holds_amounts(self) -> bool:
        line = self.parent
        while line is not None:
            if line.holds_amounts:
                return True
            line = line.parent
        below = list(self.children.all()) if self.pk else []
        while below:
            line = below.pop()
            if line.holds_amounts:
                return True
            below.extend(line.children.all())
        return False


class Ceiling(models.Model):
    """The pagu of a line from a date on; a report uses the one in force at its quarter's end."""

    budget_line = models.ForeignKey(
        BudgetLine, on_delete=models.CASCADE, related_name="ceilings", verbose_name="baris anggaran"
    )
    document = models.CharField("dokumen", max_length=8, choices=CeilingDocument.choices, default=CeilingDocument.DPA)
    from_date = models.DateField("berlaku sejak")
    amount = models.DecimalField("pagu (Rp)", max_digits=18, decimal_places=2)

    class Meta:
        verbose_name = "pagu"
        verbose_name_plural = "pagu"
        ordering = ["budget_line", "from_date"]
        constraints = [
            models.UniqueConstraint(
                name="ceiling_unique",
                fields=["budget_line", "from_date"],
                violation_error_message="Pagu dengan tanggal berlaku ini sudah ada.",
            ),
            models.CheckConstraint(
                name="ceiling_not_negative",
                condition=Q(amount__gte=0),
                violation_error_message="Pagu tidak boleh negatif.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_document_display()} sejak {format_date(self.from_date)}: {format_rupiah(self.amount)}"


class IndicatorBudgetLine(models.Model):
    """Which outcome a line pays for. A line may have several; its money counts once."""

    indicator = models.ForeignKey(
        Indicator, on_delete=models.CASCADE, related_name="line_links", verbose_name="indikator"
    )
    budget_line = models.ForeignKey(
        BudgetLine, on_delete=models.CASCADE, related_name="indicator_links", verbose_name="baris anggaran"
    )
    order = models.PositiveSmallIntegerField("urutan", default=0)

    class Meta:
        verbose_name = "indikator baris anggaran"
        verbose_name_plural = "indikator baris anggaran"
        ordering = ["budget_line", "order"]
        constraints = [models.UniqueConstraint(name="indicatorbudgetline_unique", fields=["indicator", "budget_line"])]

    def __str__(self) -> str:
        return f"{self.budget_line} - {self.indicator}"

    def clean(self) -> None:
        """Keep both sides in one unit."""
        indicator, line = pointed_at(self, "indicator"), pointed_at(self, "budget_line")
        if indicator is not None and line is not None and indicator.unit_id != line.unit_id:
            raise ValidationError("Indikator dan baris anggaran harus dari unit kerja yang sama.")
