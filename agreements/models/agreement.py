"""What was promised: the Perjanjian Kinerja of a post for a year."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from agreements.enums import AgreementKind, ObjectiveLevel
from agreements.models.budget import BudgetLine
from agreements.models.indicator import Indicator, figure
from agreements.models.organisation import Position, closes_into_ring, pointed_at, validate_year


class Agreement(models.Model):
    """The year's promise between a post and its superior; a Perubahan points at the one it supersedes."""

    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="agreements", verbose_name="jabatan")
    year = models.PositiveSmallIntegerField("tahun", validators=[validate_year])
    kind = models.CharField("jenis", max_length=10, choices=AgreementKind.choices, default=AgreementKind.MURNI)
    supersedes = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="superseded_by",
        verbose_name="menggantikan",
    )
    superior_title = models.CharField(
        "jabatan pihak kedua",
        max_length=160,
        blank=True,
        help_text="Sebagaimana ditandatangani, contoh: Pj. Bupati Lumajang. Kosong: jabatan atasan langsung.",
    )
    signed_on = models.DateField("ditandatangani tanggal", null=True, blank=True)
    signed_place = models.CharField(
        "ditandatangani di", max_length=80, blank=True, help_text="Kosong: tempat penandatanganan unitnya."
    )

    class Meta:
        verbose_name = "perjanjian kinerja"
        verbose_name_plural = "perjanjian kinerja"
        ordering = ["-year", "position", "kind"]
        constraints = [
            models.UniqueConstraint(
                name="agreement_one_murni",
                fields=["position", "year"],
                condition=Q(kind=AgreementKind.MURNI),
                violation_error_message="Perjanjian Kinerja (murni) jabatan ini untuk tahun itu sudah ada.",
            ),
            models.CheckConstraint(
                name="agreement_perubahan_supersedes",
                condition=Q(kind=AgreementKind.PERUBAHAN) | Q(supersedes__isnull=True),
                violation_error_message="Hanya Perubahan Perjanjian Kinerja yang menggantikan perjanjian lain.",
            ),
            models.CheckConstraint(
                name="agreement_perubahan_has_older",
                condition=~Q(kind=AgreementKind.PERUBAHAN) | Q(supersedes__isnull=False),
                violation_error_message="Perubahan Perjanjian Kinerja harus menyebut perjanjian yang digantikannya.",
            ),
            models.CheckConstraint(
                name="agreement_not_own_older",
                condition=Q(supersedes__isnull=True) | ~Q(supersedes=F("id")),
                violation_error_message="Sebuah perjanjian tidak bisa menggantikan dirinya sendiri.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.year} - {self.position}"

    def clean(self) -> None:
        """Keep a chain of Perubahan on one post and year, and free of rings: one agreement must be in force."""
        old = self.supersedes
        if old is not None and (old.position_id, old.year) != (self.position_id, self.year):
            raise ValidationError(
                {"supersedes": "Perubahan harus menggantikan perjanjian jabatan dan tahun yang sama."}
            )
        if closes_into_ring(self, "supersedes"):
            raise ValidationError({"supersedes": "Rantai perjanjian berputar kembali ke perjanjian ini."})
        newer = getattr(self, "superseded_by", None) if self.pk else None
        if newer is not None and (newer.position_id, newer.year) != (self.position_id, self.year):
            raise ValidationError("Jabatan dan tahun perjanjian yang sudah digantikan tidak dapat diubah lagi.")


class Objective(models.Model):
    """A sasaran of an agreement."""

    agreement = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, related_name="objectives", verbose_name="perjanjian"
    )
    level = models.CharField("tingkat", max_length=14, choices=ObjectiveLevel.choices)
    order = models.PositiveSmallIntegerField("urutan")
    text = models.TextField("sasaran")

    class Meta:
        verbose_name = "sasaran"
        verbose_name_plural = "sasaran"
        ordering = ["agreement", "order"]
        constraints = [models.UniqueConstraint(name="objective_order", fields=["agreement", "order"])]

    def __str__(self) -> str:
        return self.text


class AgreementItem(models.Model):
    """A row of the agreement table: an indicator under an objective, with wording and target as signed."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="items", verbose_name="perjanjian")
    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="items", verbose_name="sasaran")
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="agreement_items", verbose_name="indikator"
    )
    order = models.PositiveSmallIntegerField("urutan")
    wording = models.TextField(
        "bunyi indikator", blank=True, help_text="Sebagaimana ditandatangani; kosong bila sama dengan nama indikator."
    )
    target_signed = figure("target yang ditandatangani")
    upper_signed = figure("batas atas yang ditandatangani", help_text="Hanya untuk indikator berentang.")
    quarter_1 = figure("target TW I yang ditandatangani")
    quarter_2 = figure("target TW II yang ditandatangani")
    quarter_3 = figure("target TW III yang ditandatangani")
    quarter_4 = figure("target TW IV yang ditandatangani")
    target_text = models.CharField(
        "target ditulis sebagai", max_length=120, blank=True, help_text="Kosong: target tahun itu dan satuannya."
    )

    class Meta:
        verbose_name = "indikator yang diperjanjikan"
        verbose_name_plural = "indikator yang diperjanjikan"
        ordering = ["agreement", "order"]
        constraints = [
            models.UniqueConstraint(name="agreementitem_order", fields=["agreement", "order"]),
            models.UniqueConstraint(
                name="agreementitem_indicator",
                fields=["agreement", "indicator"],
                violation_error_message="Indikator ini sudah ada di perjanjian tersebut.",
            ),
            models.CheckConstraint(
                name="agreementitem_range",
                condition=Q(upper_signed__isnull=True)
                | Q(target_signed__isnull=False, upper_signed__gte=F("target_signed")),
                violation_error_message="Batas atas rentang harus sama dengan atau di atas batas bawahnya.",
            ),
        ]

    def __str__(self) -> str:
        return self.wording or str(self.indicator)

    def clean(self) -> None:
        """Keep objective and indicator inside the agreement and its unit."""
        _refuse_objective_of_another(self)
        indicator, unit_id = pointed_at(self, "indicator"), _unit_of(self)
        if indicator is not None and unit_id is not None and indicator.unit_id != unit_id:
            raise ValidationError({"indicator": "Indikator ini milik unit kerja lain."})


class AgreementBudget(models.Model):
    """A budget line that the agreement names, with the amount it was signed with.

    These rows decide which lines the cost-per-outcome table of the post shows, and in which order.
    """

    agreement = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, related_name="budgets", verbose_name="perjanjian"
    )
    budget_line = models.ForeignKey(
        BudgetLine, on_delete=models.PROTECT, related_name="agreement_budgets", verbose_name="baris anggaran"
    )
    objective = models.ForeignKey(
        Objective,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="budgets",
        verbose_name="sasaran yang didukung",
    )
    order = models.PositiveSmallIntegerField("urutan")
    wording = models.TextField("disebut sebagai", blank=True, help_text="Kosong bila sama dengan nama baris anggaran.")
    amount_signed = models.DecimalField(
        "anggaran yang ditandatangani (Rp)", max_digits=18, decimal_places=2, null=True, blank=True
    )

    class Meta:
        verbose_name = "anggaran yang diperjanjikan"
        verbose_name_plural = "anggaran yang diperjanjikan"
        ordering = ["agreement", "order"]
        constraints = [
            models.UniqueConstraint(name="agreementbudget_order", fields=["agreement", "order"]),
            models.UniqueConstraint(
                name="agreementbudget_line",
                fields=["agreement", "budget_line"],
                violation_error_message="Baris anggaran ini sudah ada di perjanjian tersebut.",
            ),
            models.CheckConstraint(
                name="agreementbudget_amount_not_negative",
                condition=Q(amount_signed__isnull=True) | Q(amount_signed__gte=0),
                violation_error_message="Anggaran tidak boleh negatif.",
            ),
        ]

    def __str__(self) -> str:
        return self.wording or str(self.budget_line)

    def clean(self) -> None:
        """Keep objective and line inside the agreement, its unit and its year."""
        _refuse_objective_of_another(self)
        line, unit_id = pointed_at(self, "budget_line"), _unit_of(self)
        if line is None or unit_id is None:
            return
        if line.unit_id != unit_id:
            raise ValidationError({"budget_line": "Baris anggaran ini milik unit kerja lain."})
        if line.year != self.agreement.year:
            raise ValidationError({"budget_line": f"Baris anggaran ini dari tahun {line.year}."})


def _unit_of(row: AgreementItem | AgreementBudget) -> int | None:
    """Return the unit that a row's agreement belongs to, None while that is not said."""
    agreement = pointed_at(row, "agreement")
    position = pointed_at(agreement, "position") if agreement is not None else None
    return position.unit_id if position is not None else None


def _refuse_objective_of_another(row: AgreementItem | AgreementBudget) -> None:
    objective, agreement = pointed_at(row, "objective"), pointed_at(row, "agreement")
    if objective is not None and agreement is not None and objective.agreement_id != agreement.pk:
        raise ValidationError({"objective": "Sasaran ini milik perjanjian lain."})
