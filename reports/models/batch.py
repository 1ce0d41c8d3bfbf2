"""Jobs of downloads, the files that each makes, and the processes that work on them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from agreements.enums import BatchKind, ItemKind, ItemState
from agreements.models import Unit
from agreements.models.indicator import QUARTERS
from reports.models.issued import IssuedReport
from reports.models.report import Report


class Batch(models.Model):
    """Files of one quarter that an account asked for: of a unit, or of all units (`unit` None)."""

    kind = models.CharField("jenis", max_length=10, choices=BatchKind.choices)
    year = models.PositiveSmallIntegerField("tahun")
    quarter = models.PositiveSmallIntegerField("triwulan")
    unit = models.ForeignKey(
        Unit, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name="unit"
    )
    workbooks = models.BooleanField("dengan Excel", default=False)
    at = models.DateTimeField("diminta pada")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="batches", verbose_name="diminta oleh"
    )
    queued = models.DateTimeField("terakhir dijadwalkan", help_text="Kapan terakhir ada tugas yang dikirim ke antrean.")
    cancelled = models.BooleanField("dibatalkan", default=False)
    ended = models.DateTimeField("berakhir pada", null=True, blank=True)
    until = models.DateTimeField("disimpan sampai", null=True, blank=True)

    class Meta:
        verbose_name = "pekerjaan unduhan"
        verbose_name_plural = "pekerjaan unduhan"
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(name="batch_quarter", condition=QUARTERS),
            models.CheckConstraint(
                name="batch_kept_for_a_time_once_ended",
                condition=Q(ended__isnull=True, until__isnull=True) | Q(ended__isnull=False, until__isnull=False),
            ),
            models.CheckConstraint(
                name="batch_cancelled_is_ended", condition=Q(cancelled=False) | Q(ended__isnull=False)
            ),
        ]
        indexes = [models.Index(name="batch_open", fields=["queued"], condition=Q(ended__isnull=True))]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} TW {self.quarter} {self.year}"


class BatchItem(models.Model):
    """One file of a job. Whoever makes it holds it by a token until a time; then another may take it.

    Where it is done, `issued` says that it is the file of an approved report, else `key` is its place in the store.
    """

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="items", verbose_name="pekerjaan")
    order = models.PositiveIntegerField("urutan")
    path = models.CharField("nama dalam ZIP", max_length=300)
    kind = models.CharField("jenis", max_length=10, choices=ItemKind.choices)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+", verbose_name="unit")
    report = models.ForeignKey(
        Report, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name="laporan"
    )
    state = models.CharField("keadaan", max_length=10, choices=ItemState.choices, default=ItemState.WAITING)
    token = models.CharField("dipegang oleh", max_length=32, blank=True)
    held = models.DateTimeField("dipegang sampai", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("percobaan", default=0)
    failure = models.TextField("sebab gagal", blank=True)
    issued = models.ForeignKey(
        IssuedReport, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="laporan terbit"
    )
    key = models.CharField("kunci berkas", max_length=64, blank=True, help_text="Dari `reports.store`.")
    ended = models.DateTimeField("berakhir pada", null=True, blank=True)

    class Meta:
        verbose_name = "berkas unduhan"
        verbose_name_plural = "berkas unduhan"
        ordering = ["batch", "order"]
        constraints = [
            models.UniqueConstraint(name="batchitem_path", fields=["batch", "path"]),
            models.CheckConstraint(
                name="batchitem_held_while_running",
                condition=Q(state=ItemState.RUNNING, held__isnull=False) & ~Q(token="")
                | ~Q(state=ItemState.RUNNING) & Q(held__isnull=True, token=""),
            ),
            models.CheckConstraint(
                name="batchitem_done_has_one_file",
                condition=Q(state=ItemState.DONE, issued__isnull=False, key="")
                | Q(state=ItemState.DONE, issued__isnull=True) & ~Q(key="")
                | ~Q(state=ItemState.DONE) & Q(issued__isnull=True, key=""),
            ),
            models.CheckConstraint(
                name="batchitem_failed_says_why",
                condition=Q(state=ItemState.FAILED) & ~Q(failure="") | ~Q(state=ItemState.FAILED) & Q(failure=""),
            ),
        ]
        indexes = [
            models.Index(name="batchitem_progress", fields=["batch", "state", "order"]),
            models.Index(name="batchitem_key", fields=["key"]),
        ]

    def __str__(self) -> str:
        return self.path


class Worker(models.Model):
    """A process that does background work; `seen` is its last sign of life."""

    name = models.CharField("nama", max_length=100, unique=True, help_text="Mesin dan nomor prosesnya.")
    since = models.DateTimeField("sejak")
    seen = models.DateTimeField("terakhir terlihat")

    class Meta:
        verbose_name = "pekerja"
        verbose_name_plural = "pekerja"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Chore(models.Model):
    """Something that workers do again and again; of several, one does it each time."""

    name = models.CharField("nama", max_length=40, unique=True)
    ran = models.DateTimeField("terakhir dikerjakan")

    class Meta:
        verbose_name = "tugas berkala"
        verbose_name_plural = "tugas berkala"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
