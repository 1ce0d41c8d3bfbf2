"""A report of a post and quarter, and the texts that belong to it alone."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from agreements.enums import ReportForm, ReportStatus
from agreements.models import AgreementItem, BudgetLine, Indicator, Position
from agreements.models.indicator import QUARTERS


class Report(models.Model):
    """One official's report of one quarter. Its figures live elsewhere, shared by the whole unit."""

    position = models.ForeignKey(
        Position, on_delete=models.PROTECT, related_name="reports_made", verbose_name="jabatan"
    )
    year = models.PositiveSmallIntegerField("tahun")
    quarter = models.PositiveSmallIntegerField("triwulan")
    status = models.CharField("status", max_length=10, choices=ReportStatus.choices, default=ReportStatus.DRAFT)
    form = models.CharField(
        "bentuk laporan",
        max_length=20,
        choices=ReportForm.choices,
        blank=True,
        help_text="Kosongkan untuk bentuk yang ditetapkan pada jabatan.",
    )
    signed_on = models.DateField("tanggal tanda tangan", null=True, blank=True)
    round = models.PositiveSmallIntegerField("putaran", default=0, help_text="Berapa kali laporan ini sudah diajukan.")
    revision = models.PositiveSmallIntegerField(
        "revisi", default=1, help_text="Naik satu setiap kali laporan yang sudah disetujui dibuka kembali."
    )
    changed_since_approval = models.BooleanField(
        "angka berubah sejak disetujui",
        default=False,
        help_text="Angka yang dipakai bersama diubah setelah laporan ini disetujui.",
    )
    version = models.PositiveIntegerField("versi", default=1)
    updated_at = models.DateTimeField("diubah pada", auto_now=True)

    class Meta:
        verbose_name = "laporan"
        verbose_name_plural = "laporan"
        ordering = ["-year", "-quarter", "position"]
        indexes = [
            # What the desk asks: a quarter among those of all years, and what waits for somebody among what is done.
            models.Index(name="report_of_a_quarter", fields=["year", "quarter"]),
            models.Index(name="report_that_waits", fields=["position"], condition=Q(status=ReportStatus.SUBMITTED)),
        ]
        constraints = [
            models.UniqueConstraint(
                name="report_unique",
                fields=["position", "year", "quarter"],
                violation_error_message="Laporan jabatan ini untuk triwulan tersebut sudah ada.",
            ),
            models.CheckConstraint(name="report_quarter", condition=QUARTERS),
            models.CheckConstraint(
                name="report_handed_in_has_a_round",
                condition=Q(round__gte=1) | Q(status=ReportStatus.DRAFT),
                violation_error_message="Laporan yang pernah diajukan punya putaran.",
            ),
            models.CheckConstraint(name="report_revision_from_1", condition=Q(revision__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.position} TW {self.quarter} {self.year}"


class Copied(models.Model):
    """Something that may have been copied from an earlier quarter: from which, until somebody has read it here."""

    copied_year = models.PositiveSmallIntegerField("disalin dari tahun", null=True, blank=True, editable=False)
    copied_quarter = models.PositiveSmallIntegerField("disalin dari triwulan", null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def copied_from(self) -> tuple[int, int] | None:
        """(year, quarter), or None where it was written here or has been read."""
        return None if self.copied_year is None else (self.copied_year, self.copied_quarter)


def copied_whole(name: str) -> models.CheckConstraint:
    """Return the constraint that a copy names both year and quarter."""
    return models.CheckConstraint(
        name=name,
        condition=Q(copied_year=None, copied_quarter=None)
        | Q(copied_year__isnull=False, copied_quarter__isnull=False, copied_quarter__gte=1, copied_quarter__lte=4),
        violation_error_message="Salinan menyebut tahun dan triwulan asalnya.",
    )


class ReportText(Copied):
    """The hand-edited text of a section, with the text that was generated when it was edited.

    No row means the section prints what is generated.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="texts", verbose_name="laporan")
    section = models.SlugField("bagian", max_length=60)
    text = models.TextField("teks")
    generated = models.TextField("teks yang dihasilkan saat disunting", blank=True)
    figures = models.JSONField("angka saat disunting", default=dict, blank=True)
    updated_at = models.DateTimeField("diubah pada", auto_now=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="diubah oleh",
    )

    class Meta:
        verbose_name = "teks bagian"
        verbose_name_plural = "teks bagian"
        ordering = ["report", "section"]
        constraints = [
            models.UniqueConstraint(name="reporttext_unique", fields=["report", "section"]),
            copied_whole("reporttext_copied"),
        ]

    def __str__(self) -> str:
        return f"{self.report}: {self.section}"


class Strategy(Copied):
    """What was or will be done for one agreement item, indicator or budget line, and when."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="strategies", verbose_name="laporan")
    order = models.PositiveSmallIntegerField("urutan")
    item = models.ForeignKey(
        AgreementItem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="strategies",
        verbose_name="indikator yang diperjanjikan",
    )
    indicator = models.ForeignKey(
        Indicator,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="strategies",
        verbose_name="indikator",
    )
    budget_line = models.ForeignKey(
        BudgetLine,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="strategies",
        verbose_name="baris anggaran",
    )
    lead_in = models.CharField("kalimat pembuka", max_length=300, blank=True)
    months = models.CharField("pada bulan", max_length=200, blank=True, help_text="Contoh: Januari s.d. Desember 2024")

    class Meta:
        verbose_name = "strategi"
        verbose_name_plural = "strategi"
        ordering = ["report", "order"]
        constraints = [
            models.UniqueConstraint(name="strategy_order", fields=["report", "order"]),
            copied_whole("strategy_copied"),
            models.CheckConstraint(
                name="strategy_one_subject",
                condition=Q(item__isnull=False, indicator__isnull=True, budget_line__isnull=True)
                | Q(item__isnull=True, indicator__isnull=False, budget_line__isnull=True)
                | Q(item__isnull=True, indicator__isnull=True, budget_line__isnull=False),
                violation_error_message=(
                    "Pilih satu saja: indikator yang diperjanjikan, indikator, atau baris anggaran."
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.item or self.indicator or self.budget_line)


class StrategyItem(models.Model):
    """One sentence of a strategy; its own months win over those of the strategy."""

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="items", verbose_name="strategi")
    order = models.PositiveSmallIntegerField("urutan")
    text = models.TextField("uraian")
    months = models.CharField("pada bulan", max_length=200, blank=True)

    class Meta:
        verbose_name = "butir strategi"
        verbose_name_plural = "butir strategi"
        ordering = ["strategy", "order"]
        constraints = [models.UniqueConstraint(name="strategyitem_order", fields=["strategy", "order"])]

    def __str__(self) -> str:
        return self.text[:80]


class OrderedText(models.Model):
    """A numbered line of free text in a report."""

    order = models.PositiveSmallIntegerField("urutan")
    text = models.TextField("uraian")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.text[:80]


class FollowUp(Copied, OrderedText):
    """A line of rencana tindak lanjut (2.4), or of the closing's own list of strategies."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="follow_ups", verbose_name="laporan")
    closing = models.BooleanField(
        "untuk penutup", default=False, help_text="Dicentang: butir strategi di BAB III, bukan rencana tindak lanjut."
    )

    class Meta:
        verbose_name = "rencana tindak lanjut"
        verbose_name_plural = "rencana tindak lanjut"
        ordering = ["report", "closing", "order"]
        constraints = [
            models.UniqueConstraint(name="followup_order", fields=["report", "closing", "order"]),
            copied_whole("followup_copied"),
        ]


class Obstacle(Copied, OrderedText):
    """A cause of failure with the solution tried (Permenpan RB 53/2014 lampiran II)."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="obstacles", verbose_name="laporan")
    solution = models.TextField("solusi", blank=True)

    class Meta:
        verbose_name = "hambatan"
        verbose_name_plural = "hambatan dan solusi"
        ordering = ["report", "order"]
        constraints = [
            models.UniqueConstraint(name="obstacle_order", fields=["report", "order"]),
            copied_whole("obstacle_copied"),
        ]


class Photo(OrderedText):
    """A photograph of the annex (dokumentasi kegiatan): its caption and date, which may wait for the picture.

    The picture comes from `images.clean_image` under the name of its content, never as it was uploaded.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="photos", verbose_name="laporan")
    text = models.TextField("keterangan foto")
    taken_on = models.DateField("tanggal kegiatan", null=True, blank=True)
    image = models.ImageField("foto", upload_to="foto/", blank=True)

    class Meta:
        verbose_name = "foto"
        verbose_name_plural = "dokumentasi kegiatan"
        ordering = ["report", "order"]
        constraints = [models.UniqueConstraint(name="photo_order", fields=["report", "order"])]


class Activity(Copied, OrderedText):
    """A followed-up activity of the long form's table, grouped by kind of facilitation."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="activities", verbose_name="laporan")
    group = models.CharField("jenis fasilitasi", max_length=240)

    class Meta:
        verbose_name = "aktivitas"
        verbose_name_plural = "aktivitas yang ditindaklanjuti"
        ordering = ["report", "order"]
        constraints = [
            models.UniqueConstraint(name="activity_order", fields=["report", "order"]),
            copied_whole("activity_copied"),
        ]
