"""Who reports: regency, units, positions, officials and their appointments, duties and their legal basis."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from agreements.enums import (
    AppointmentKind,
    CitationPurpose,
    DutyKind,
    Echelon,
    EfficiencyDefinition,
    ReportForm,
    UnitKind,
)
from agreements.numbers import nip_fault


def validate_nip(value: str) -> None:
    """Refuse an NIP that is not 18 digits with a real birth date, appointment month and sex."""
    fault = nip_fault(value)
    if fault:
        raise ValidationError("NIP “%(value)s” %(fault)s.", params={"value": value, "fault": fault})


def validate_year(value: int) -> None:
    """Refuse a year that no page could show (addresses hold years of four digits from 2000 on)."""
    if not 2000 <= value <= 2099:
        raise ValidationError(
            "Tahun “%(value)s” tidak dikenal. Tulis empat angka, contoh: 2024.", params={"value": value}
        )


def closes_into_ring(row: models.Model, link: str) -> bool:
    """Return whether following the foreign key `link` from row to row comes back to a row already passed."""
    seen, above = {row.pk}, getattr(row, link)
    while above is not None:
        if above.pk in seen:
            return True
        seen.add(above.pk)
        above = getattr(above, link)
    return False


def pointed_at(row: models.Model, link: str) -> models.Model | None:
    """Return what the foreign key `link` points at, saved or not; None while it points at nothing."""
    return getattr(row, link, None)


def arms_field(label: str, help_text: str) -> models.FileField:
    """Return a field for arms. They come from `images.clean_arms` under the name of their content."""
    return models.FileField(label, upload_to="lambang/", blank=True, help_text=help_text)


class Regency(models.Model):
    """A kabupaten and what it may choose: arms, display cap, efficiency definition, predikat scale."""

    name = models.CharField("nama", max_length=120, unique=True, help_text="Contoh: Kabupaten Lumajang")
    arms = arms_field(
        "lambang daerah", "Dicetak di sampul laporan semua unit kerja. Tanpa gambar, sampul memuat perisai netral."
    )
    display_cap = models.DecimalField(
        "batas tampilan capaian (%)",
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="Hanya untuk tampilan; angka yang disimpan tidak pernah dipotong.",
    )
    efficiency = models.CharField(
        "rumus efisiensi",
        max_length=12,
        choices=EfficiencyDefinition.choices,
        default=EfficiencyDefinition.DIFFERENCE,
    )
    cost_per_outcome = models.BooleanField(
        "biaya per hasil",
        default=False,
        help_text="Menambah dua kolom pada tabel cost per outcome: pagu dibagi target, dan realisasi anggaran dibagi"
        " realisasi kinerja.",
    )

    class Meta:
        verbose_name = "kabupaten"
        verbose_name_plural = "kabupaten"
        constraints = [
            models.CheckConstraint(
                name="regency_display_cap_from_100",
                condition=Q(display_cap__isnull=True) | Q(display_cap__gte=100),
                violation_error_message="Batas tampilan paling rendah 100 %%, agar capaian biasa tidak terpotong.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class PredicateBand(models.Model):
    """One step of a kabupaten's predikat scale; none means the scale of `reports.rules`."""

    regency = models.ForeignKey(Regency, on_delete=models.CASCADE, related_name="bands", verbose_name="kabupaten")
    lower = models.DecimalField("mulai dari (%)", max_digits=6, decimal_places=2)
    label = models.CharField("predikat", max_length=40)

    class Meta:
        verbose_name = "predikat"
        verbose_name_plural = "skala predikat"
        ordering = ["-lower"]
        constraints = [models.UniqueConstraint(name="predicateband_unique", fields=["regency", "lower"])]

    def __str__(self) -> str:
        return f">= {self.lower}: {self.label}"


class Unit(models.Model):
    """An office that reports, with the profile that BAB I prints."""

    regency = models.ForeignKey(Regency, on_delete=models.PROTECT, related_name="units", verbose_name="kabupaten")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name="bagian dari"
    )
    name = models.CharField("nama", max_length=160, unique=True)
    short_name = models.CharField(
        "nama singkat", max_length=80, help_text="Dipakai di belakang jabatan, contoh: Rowokangkung"
    )
    slug = models.SlugField("alamat singkat", max_length=120, unique=True)
    kind = models.CharField("jenis", max_length=12, choices=UnitKind.choices)
    place = models.CharField("tempat penandatanganan", max_length=80, blank=True)
    address = models.CharField("alamat", max_length=200, blank=True)
    phone = models.CharField("telepon", max_length=40, blank=True)
    arms = arms_field("lambang unit", "Hanya bila sampul unit ini memuat gambar lain daripada lambang kabupatennya.")
    villages = models.PositiveSmallIntegerField("jumlah desa", null=True, blank=True)
    civil_servants = models.PositiveSmallIntegerField("jumlah PNS", null=True, blank=True)
    other_staff = models.PositiveSmallIntegerField("jumlah non-PNS", null=True, blank=True)
    goal = models.TextField("tujuan", blank=True)
    goal_indicator = models.CharField(
        "nama indikator tujuan",
        max_length=200,
        blank=True,
        help_text="Hanya selama indikatornya sendiri, dengan target dan cara menghitungnya, belum dicatat.",
    )
    goal_measure = models.ForeignKey(
        "agreements.Indicator",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="goals",
        verbose_name="indikator tujuan",
        help_text="Indikator unit ini; target, realisasi, dan cara menghitungnya dicetak bersama tujuannya.",
    )
    goal_aspects = models.TextField(
        "aspek indikator tujuan", blank=True, help_text="Satu aspek per baris, contoh: Kebijakan pelayanan"
    )
    main_problem = models.TextField("masalah pokok", blank=True)

    class Meta:
        verbose_name = "unit kerja"
        verbose_name_plural = "unit kerja"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Keep the goal's indicator in the unit."""
        if self.goal_measure is not None and self.goal_measure.unit_id != self.pk:
            raise ValidationError({"goal_measure": "Indikator ini milik unit kerja lain."})


class StrategicIssue(models.Model):
    """A line of 'permasalahan utama' in BAB I of the long form."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="issues", verbose_name="unit kerja")
    group = models.CharField("kelompok", max_length=80, help_text="Contoh: Faktor Masalah")
    order = models.PositiveSmallIntegerField("urutan")
    text = models.TextField("uraian")

    class Meta:
        verbose_name = "isu strategis"
        verbose_name_plural = "isu strategis"
        ordering = ["unit", "order"]
        constraints = [models.UniqueConstraint(name="strategicissue_order", fields=["unit", "order"])]

    def __str__(self) -> str:
        return self.text


class Position(models.Model):
    """A post in a unit: echelon, superior post, form of its report, deadline."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="positions", verbose_name="unit kerja")
    superior = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="subordinates",
        verbose_name="atasan langsung",
    )
    name = models.CharField("nama jabatan", max_length=160)
    slug = models.SlugField("alamat singkat", max_length=160)
    signature_title = models.CharField(
        "jabatan di tanda tangan",
        max_length=200,
        blank=True,
        help_text="Kosongkan bila sama dengan nama jabatan. Contoh: Camat Rowokangkung",
    )
    echelon = models.CharField("eselon", max_length=6, choices=Echelon.choices)
    order = models.PositiveSmallIntegerField("urutan", default=0)
    reports = models.BooleanField(
        "wajib melapor", default=True, help_text="Tidak dicentang untuk atasan di luar sistem (Bupati, Asisten)."
    )
    main_duty = models.TextField(
        "tugas pokok",
        blank=True,
        help_text="Kalimat tugas di atas butir-butir fungsi, tanpa nama jabatan. Contoh: membantu Bupati dalam"
        " mengoordinasikan penyelenggaraan pemerintahan. Kosongkan bila peraturannya tidak memuat.",
    )
    form = models.CharField(
        "bentuk laporan",
        max_length=20,
        choices=ReportForm.choices,
        blank=True,
        help_text="Kosongkan untuk bentuk bawaan menurut eselon dan jenis unit.",
    )
    deadline_days = models.PositiveSmallIntegerField(
        "batas waktu (hari kerja)",
        null=True,
        blank=True,
        help_text="Kosongkan untuk aturan Perbup 6/2018 pasal 4: 5 hari kerja, eselon III kepada eselon II 10.",
    )
    period_sentence = models.CharField(
        "kalimat periode",
        max_length=12,
        choices=[("cumulative", "1 Januari s.d. akhir triwulan"), ("quarter", "Tanggal triwulan itu saja")],
        default="cumulative",
        help_text="Hanya kalimatnya; angkanya tetap kumulatif.",
    )

    ended_on = models.DateField(
        "berakhir",
        null=True,
        blank=True,
        help_text="Hari terakhir jabatan ini ada. Laporan yang pernah dibuat tetap ada.",
    )

    class Meta:
        verbose_name = "jabatan"
        verbose_name_plural = "jabatan"
        ordering = ["unit", "order", "name"]
        constraints = [
            models.UniqueConstraint(
                name="position_slug",
                fields=["unit", "slug"],
                violation_error_message="Alamat singkat ini sudah dipakai jabatan lain di unit yang sama.",
            ),
            models.CheckConstraint(
                name="position_not_own_superior",
                condition=Q(superior__isnull=True) | ~Q(superior=F("id")),
                violation_error_message="Sebuah jabatan tidak bisa menjadi atasan dirinya sendiri.",
            ),
            models.CheckConstraint(
                name="position_deadline_from_1",
                condition=Q(deadline_days__isnull=True) | Q(deadline_days__gte=1),
                violation_error_message="Batas waktu paling sedikit 1 hari kerja; kosongkan untuk aturan bawaan.",
            ),
            models.CheckConstraint(
                name="position_ended_reports_no_more",
                condition=Q(ended_on__isnull=True) | Q(reports=False),
                violation_error_message="Jabatan yang sudah berakhir tidak melapor lagi.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} - {self.unit.name}"

    def clean(self) -> None:
        """Refuse a superior chain that closes into a ring."""
        if closes_into_ring(self, "superior"):
            raise ValidationError({"superior": "Rantai atasan berputar kembali ke jabatan ini."})


class Official(models.Model):
    """A civil servant (pejabat); one without an account signs on paper only."""

    name = models.CharField("nama dan gelar", max_length=120)
    nip = models.CharField(
        "NIP",
        max_length=18,
        unique=True,
        null=True,
        blank=True,
        validators=[validate_nip],
    )
    rank = models.CharField("pangkat/golongan", max_length=60, blank=True)
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="official",
        verbose_name="akun",
    )

    class Meta:
        verbose_name = "pejabat"
        verbose_name_plural = "pejabat"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Appointment(models.Model):
    """An official in a post over a span of days (penugasan)."""

    official = models.ForeignKey(
        Official, on_delete=models.PROTECT, related_name="appointments", verbose_name="pejabat"
    )
    position = models.ForeignKey(
        Position, on_delete=models.PROTECT, related_name="appointments", verbose_name="jabatan"
    )
    kind = models.CharField(
        "jenis penugasan", max_length=10, choices=AppointmentKind.choices, default=AppointmentKind.DEFINITIVE
    )
    start = models.DateField("mulai")
    end = models.DateField("sampai", null=True, blank=True, help_text="Kosong: masih berlaku.")

    class Meta:
        verbose_name = "penugasan"
        verbose_name_plural = "penugasan"
        ordering = ["position", "-start"]
        constraints = [
            models.CheckConstraint(
                name="appointment_span",
                condition=Q(end__isnull=True) | Q(end__gte=F("start")),
                violation_error_message="Tanggal akhir penugasan mendahului tanggal mulai.",
            ),
            models.UniqueConstraint(
                name="appointment_unique",
                fields=["official", "position", "start"],
                violation_error_message="Penugasan ini sudah tercatat.",
            ),
            models.UniqueConstraint(
                name="appointment_one_open_definitive",
                fields=["position"],
                condition=Q(kind=AppointmentKind.DEFINITIVE, end__isnull=True),
                violation_error_message="Jabatan ini sudah punya pejabat definitif; akhiri dulu penugasan yang lama.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.official} - {self.position}"


class Regulation(models.Model):
    """One regulation in the register, so that no two reports quote it in two ways."""

    short = models.CharField(
        "sebutan singkat", max_length=120, unique=True, help_text="Contoh: Peraturan Bupati Nomor 6 Tahun 2018"
    )
    about = models.CharField("tentang", max_length=300, blank=True)

    class Meta:
        verbose_name = "peraturan"
        verbose_name_plural = "register peraturan"
        ordering = ["short"]

    def __str__(self) -> str:
        return self.short


class Citation(models.Model):
    """Where a post's BAB I cites a regulation, and which article."""

    position = models.ForeignKey(Position, on_delete=models.CASCADE, related_name="citations", verbose_name="jabatan")
    regulation = models.ForeignKey(
        Regulation, on_delete=models.PROTECT, related_name="citations", verbose_name="peraturan"
    )
    purpose = models.CharField("untuk", max_length=12, choices=CitationPurpose.choices)
    article = models.CharField("pasal", max_length=80, blank=True, help_text="Contoh: pasal 8 ayat (2)")

    class Meta:
        verbose_name = "kutipan peraturan"
        verbose_name_plural = "kutipan peraturan"
        ordering = ["position", "purpose", "id"]
        constraints = [models.UniqueConstraint(name="citation_unique", fields=["position", "purpose", "regulation"])]

    def __str__(self) -> str:
        return f"{self.article} {self.regulation}".strip()


class Duty(models.Model):
    """A line of 'tugas dan fungsi', or of the authorities delegated by the Bupati; may nest."""

    position = models.ForeignKey(Position, on_delete=models.CASCADE, related_name="duties", verbose_name="jabatan")
    kind = models.CharField("jenis", max_length=10, choices=DutyKind.choices, default=DutyKind.DUTY)
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="children", verbose_name="butir induk"
    )
    order = models.PositiveSmallIntegerField("urutan")
    text = models.TextField("uraian")

    class Meta:
        verbose_name = "tugas"
        verbose_name_plural = "tugas dan fungsi"
        ordering = ["position", "kind", "order"]
        constraints = [models.UniqueConstraint(name="duty_order", fields=["position", "kind", "order"])]

    def __str__(self) -> str:
        return self.text[:80]
