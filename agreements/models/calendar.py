"""Days that are not working days."""

from django.db import models

from agreements.models.organisation import validate_year


class CalendarYear(models.Model):
    """Whether the holidays of a year are final: until the SKB is out, due dates say 'libur belum ditetapkan'."""

    year = models.PositiveSmallIntegerField("tahun", unique=True, validators=[validate_year])
    final = models.BooleanField("sudah ditetapkan", default=False)

    class Meta:
        verbose_name = "tahun kalender"
        verbose_name_plural = "tahun kalender"
        ordering = ["-year"]

    def __str__(self) -> str:
        return str(self.year)


class Holiday(models.Model):
    """A national holiday or cuti bersama."""

    date = models.DateField("tanggal", unique=True)
    name = models.CharField("nama", max_length=160)

    class Meta:
        verbose_name = "hari libur"
        verbose_name_plural = "hari libur"
        ordering = ["date"]

    def __str__(self) -> str:
        return f"{self.date}: {self.name}"
