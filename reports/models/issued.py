"""Approved reports, as they were approved."""

from django.db import models
from django.db.models import Q

from reports.models.report import Report
from reports.models.review import acting_account


class IssuedReport(models.Model):
    """One approved revision: its inputs, frozen, and the files made from them. A trigger refuses any change.

    The newer revision points at the older one, never back: an issued row is never touched again.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="issues", verbose_name="laporan")
    revision = models.PositiveSmallIntegerField("revisi")
    supersedes = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="superseded_by",
        verbose_name="menggantikan",
    )
    code = models.CharField("kode verifikasi", max_length=24, unique=True)
    address = models.URLField("alamat verifikasi", max_length=300, help_text="Seperti dalam kode QR dokumennya.")
    at = models.DateTimeField("disetujui pada")
    by = acting_account("disetujui oleh")
    inputs = models.JSONField("masukan yang dibekukan", help_text="Dari `reports.frozen`.")
    schema = models.PositiveSmallIntegerField("nomor skema")
    rules_version = models.CharField("versi aturan", max_length=20)
    snapshot = models.JSONField("isi saat disetujui", help_text="Dari `reports.snapshot`.")
    pdf = models.FileField("PDF", upload_to="terbit/", max_length=300)
    pdf_sha256 = models.CharField("SHA-256 PDF", max_length=64)
    xlsx = models.FileField("Excel", upload_to="terbit/", max_length=300)
    xlsx_sha256 = models.CharField("SHA-256 Excel", max_length=64)

    class Meta:
        verbose_name = "laporan terbit"
        verbose_name_plural = "laporan terbit"
        ordering = ["report", "revision"]
        constraints = [
            models.UniqueConstraint(
                name="issuedreport_revision",
                fields=["report", "revision"],
                violation_error_message="Revisi ini sudah terbit.",
            ),
            models.CheckConstraint(
                name="issuedreport_first_supersedes_nothing",
                condition=Q(revision=1, supersedes__isnull=True) | Q(revision__gt=1),
            ),
        ]
        indexes = [
            models.Index(name="issuedreport_pdf", fields=["pdf_sha256"]),
            models.Index(name="issuedreport_xlsx", fields=["xlsx_sha256"]),
        ]

    def __str__(self) -> str:
        return f"{self.report}, revisi {self.revision}"
