"""A report on its way: handed in, read, commented on, answered, approved or returned, received.

Rows are added and never changed, but for a comment that was mended and a reading that was done again: each round keeps
what was said in it.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from agreements.enums import DecisionOutcome, DecisionStage
from reports.models.report import Report


def acting_account(verbose_name: str, **options: object) -> models.ForeignKey:
    """Return a foreign key to the account that acted."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=verbose_name, **options
    )


class Submission(models.Model):
    """A report handed in: one row per round, with what it said then, and whether it came in time."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="submissions", verbose_name="laporan")
    round = models.PositiveSmallIntegerField("putaran")
    revision = models.PositiveSmallIntegerField("revisi")
    at = models.DateTimeField("diajukan pada")
    by = acting_account("diajukan oleh")
    due_on = models.DateField("batas waktu")
    late_days = models.PositiveSmallIntegerField(
        "terlambat (hari kerja)", null=True, blank=True, help_text="Kosong: tepat waktu."
    )
    fingerprint = models.CharField(
        "sidik isi saat diajukan", max_length=64, blank=True, help_text="Dari `reports.frozen.fingerprint`."
    )
    snapshot = models.JSONField("isi saat diajukan", default=dict, help_text="Dari `reports.snapshot`.")

    class Meta:
        verbose_name = "pengajuan"
        verbose_name_plural = "pengajuan"
        ordering = ["report", "round"]
        constraints = [
            models.UniqueConstraint(
                name="submission_round",
                fields=["report", "round"],
                violation_error_message="Laporan ini sudah diajukan pada putaran tersebut.",
            ),
            models.CheckConstraint(name="submission_round_from_1", condition=Q(round__gte=1, revision__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.report}, putaran {self.round}"

    @property
    def late(self) -> bool:
        """Whether it came after its due date (on a weekend right after it, no working day has passed yet)."""
        return self.late_days is not None


class FindingReason(models.Model):
    """Why a warning of the checks stands: kept with the report, and good for as long as the warning says the same.

    `message` is the sentence it answers, with its figures; `key` tells it from others (`reports.results.finding_key`).
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="reasons", verbose_name="laporan")
    key = models.CharField("kunci temuan", max_length=24)
    code = models.SlugField("pemeriksaan", max_length=60)
    place = models.CharField("tempat", max_length=400)
    message = models.TextField("temuan yang dijawab")
    text = models.TextField("alasan")
    at = models.DateTimeField("ditulis pada")
    by = acting_account("ditulis oleh")
    who = models.CharField("nama penulis", max_length=200, help_text="Seperti saat alasan ini ditulis.")

    class Meta:
        verbose_name = "alasan peringatan"
        verbose_name_plural = "alasan peringatan"
        ordering = ["report", "id"]
        constraints = [
            models.UniqueConstraint(name="findingreason_once", fields=["report", "key"]),
            models.CheckConstraint(
                name="findingreason_says_something",
                condition=~Q(text="") & ~Q(message=""),
                violation_error_message="Alasannya masih kosong.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.message[:80]}: {self.text[:80]}"


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


class Decision(models.Model):
    """What the superior or Bagian Organisasi decided in a round; each stage decides once a round."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="decisions", verbose_name="laporan")
    round = models.PositiveSmallIntegerField("putaran")
    stage = models.CharField("tahap", max_length=10, choices=DecisionStage.choices)
    outcome = models.CharField("keputusan", max_length=10, choices=DecisionOutcome.choices)
    reason = models.TextField("alasan", blank=True)
    on_paper = models.BooleanField(
        "tanggapan di kertas",
        default=False,
        help_text="Atasan tidak punya akun; tanggapannya dicatat oleh Bagian Organisasi.",
    )
    at = models.DateTimeField("pada")
    by = acting_account("oleh")

    class Meta:
        verbose_name = "keputusan"
        verbose_name_plural = "keputusan"
        ordering = ["report", "round", "at"]
        constraints = [
            models.UniqueConstraint(
                name="decision_once_a_round",
                fields=["report", "round", "stage"],
                violation_error_message="Keputusan untuk putaran ini sudah ada.",
            ),
            models.CheckConstraint(
                name="decision_return_has_a_reason",
                condition=~Q(outcome=DecisionOutcome.RETURNED) | ~Q(reason=""),
                violation_error_message="Laporan dikembalikan dengan alasan.",
            ),
            models.CheckConstraint(
                name="decision_outcome_of_its_stage",
                condition=Q(outcome=DecisionOutcome.RETURNED)
                | Q(outcome=DecisionOutcome.APPROVED, stage=DecisionStage.SUPERIOR)
                | Q(outcome=DecisionOutcome.RECEIVED, stage=DecisionStage.ORGANISASI),
                violation_error_message="Atasan menyetujui, Bagian Organisasi menerima.",
            ),
            models.CheckConstraint(
                name="decision_paper_is_of_the_superior",
                condition=Q(on_paper=False) | Q(stage=DecisionStage.SUPERIOR),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report}, putaran {self.round}: {self.get_outcome_display()}"


class Reading(models.Model):
    """Somebody who decides has read the report of a round, and what it said then: the newest reading counts."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="readings", verbose_name="laporan")
    round = models.PositiveSmallIntegerField("putaran")
    by = acting_account("dibaca oleh")
    at = models.DateTimeField("dibaca pada")
    fingerprint = models.CharField(
        "sidik isi yang dibaca", max_length=64, blank=True, help_text="Dari `reports.frozen.fingerprint`."
    )
    snapshot = models.JSONField("isi saat dibaca", default=dict, help_text="Dari `reports.snapshot`.")

    class Meta:
        verbose_name = "pembacaan"
        verbose_name_plural = "pembacaan"
        ordering = ["report", "round", "at"]
        constraints = [models.UniqueConstraint(name="reading_once", fields=["report", "round", "by"])]

    def __str__(self) -> str:
        return f"{self.report}, putaran {self.round}"


class Comment(models.Model):
    """A remark pinned to one indicator, budget line or paragraph of a report; open until it is mended."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="comments", verbose_name="laporan")
    round = models.PositiveSmallIntegerField("putaran")
    anchor = models.CharField(
        "tempat",
        max_length=80,
        blank=True,
        help_text="Contoh: indikator-12, anggaran-7, teks-closing. Kosong: seluruh laporan.",
    )
    label = models.CharField("nama tempat", max_length=400, help_text="Seperti tercetak saat catatan ditulis.")
    text = models.TextField("catatan")
    at = models.DateTimeField("ditulis pada")
    by = acting_account("ditulis oleh")
    mended_at = models.DateTimeField("diperbaiki pada", null=True, blank=True)
    mended_by = acting_account("diperbaiki oleh", null=True, blank=True)

    class Meta:
        verbose_name = "catatan reviu"
        verbose_name_plural = "catatan reviu"
        ordering = ["report", "at", "id"]
        constraints = [
            models.CheckConstraint(
                name="comment_mended_at_and_by",
                condition=Q(mended_at__isnull=True, mended_by__isnull=True)
                | Q(mended_at__isnull=False, mended_by__isnull=False),
            ),
            models.CheckConstraint(name="comment_says_something", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.text[:80]}"
