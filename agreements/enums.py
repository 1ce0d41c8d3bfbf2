"""Closed word lists of the field, shared by both apps.

Values are what the database and frozen inputs store (English); labels are what people read (Indonesian).
`TextChoices` is the only thing of Django here: an enum, not the ORM, so pure modules may import this file.
"""

from django.db.models import TextChoices


class UnitKind(TextChoices):
    """What sort of office a unit is; decides the default form of its posts."""

    REGENCY = "regency", "Pemerintah Kabupaten"
    KECAMATAN = "kecamatan", "Kecamatan"
    BAGIAN = "bagian", "Bagian Sekretariat Daerah"
    DINAS = "dinas", "Dinas/Badan"


class Echelon(TextChoices):
    """Echelon of a post (PP 18/2016; the seeds print I-IV with letters)."""

    HEAD = "head", "Kepala Daerah"
    II_A = "II.a", "II.a"
    II_B = "II.b", "II.b"
    III_A = "III.a", "III.a"
    III_B = "III.b", "III.b"
    IV_A = "IV.a", "IV.a"
    IV_B = "IV.b", "IV.b"
    STAFF = "staf", "Staf pelaksana"


class AppointmentKind(TextChoices):
    """How an official holds a post; the label is what the signature prints before the title."""

    DEFINITIVE = "definitive", "Definitif"
    PLT = "plt", "Plt."
    PLH = "plh", "Plh."
    PJ = "pj", "Pj."


class ReportForm(TextChoices):
    """The nine forms of domain.md section 6."""

    CAMAT_RINGKAS = "camat_ringkas", "Camat ringkas"
    CAMAT_LENGKAP = "camat_lengkap", "Camat lengkap"
    SEKRETARIS = "sekretaris", "Sekretaris"
    KASUBBAG_GABUNGAN = "kasubbag_gabungan", "Kasubbag gabungan"
    KASUBBAG = "kasubbag", "Kasubbag"
    KASI = "kasi", "Kasi"
    KASI_RINCI = "kasi_rinci", "Kasi rinci"
    STAF = "staf", "Staf"
    KEPALA_BAGIAN = "kepala_bagian", "Kepala bagian"


class CitationPurpose(TextChoices):
    """Where in BAB I a regulation is cited."""

    REPORTING = "reporting", "Kewajiban melapor"
    DUTIES = "duties", "Tugas dan fungsi"
    FORMATION = "formation", "Dasar pembentukan"
    DELEGATION = "delegation", "Pelimpahan kewenangan"
    NOMENCLATURE = "nomenclature", "Nomenklatur program"
    GOAL = "goal", "Indikator tujuan"


class DutyKind(TextChoices):
    """Own duties of a post, or authorities delegated to it by the Bupati."""

    DUTY = "duty", "Tugas dan fungsi"
    DELEGATED = "delegated", "Kewenangan yang dilimpahkan"


class ObjectiveLevel(TextChoices):
    """The four levels of a sasaran."""

    STRATEGIC = "strategic", "Sasaran Strategis"
    PROGRAM = "program", "Sasaran Program"
    KEGIATAN = "kegiatan", "Sasaran Kegiatan"
    SUB_KEGIATAN = "sub_kegiatan", "Sasaran Sub Kegiatan"


class BudgetLevel(TextChoices):
    """The three levels of the budget tree (Kepmendagri 050-5889/2021)."""

    PROGRAM = "program", "Program"
    KEGIATAN = "kegiatan", "Kegiatan"
    SUB_KEGIATAN = "sub_kegiatan", "Sub Kegiatan"


class CeilingDocument(TextChoices):
    """The document that set a ceiling."""

    DPA = "dpa", "DPA"
    SHIFT = "shift", "Pergeseran"
    DPPA = "dppa", "DPPA"


class Direction(TextChoices):
    """Which way an indicator is better."""

    HIGHER = "higher", "Makin tinggi makin baik"
    LOWER = "lower", "Makin rendah makin baik"
    RANGE = "range", "Dalam rentang"


class Aggregation(TextChoices):
    """How the entries of the quarters become the figure to date."""

    CUMULATIVE = "cumulative", "Kumulatif sejak 1 Januari"
    SUM = "sum", "Jumlah triwulan"
    LAST = "last", "Nilai terakhir"
    MEAN = "mean", "Rata-rata triwulan"


class Formula(TextChoices):
    """Where the realization of an indicator comes from."""

    ENTERED = "entered", "Diisi langsung"
    RATIO = "ratio", "Rasio pembilang/penyebut"
    MEAN_OF_CHILDREN = "mean", "Rata-rata capaian indikator di bawahnya"


class TermRole(TextChoices):
    """Which side of the fraction bar a named part of a ratio stands on."""

    NUMERATOR = "numerator", "Pembilang"
    DENOMINATOR = "denominator", "Penyebut"


class TermTakes(TextChoices):
    """Which figure of another indicator a named part of a ratio takes."""

    REALIZATION = "realization", "Realisasinya"
    TARGET = "target", "Target tahunannya"


class EnteredBy(TextChoices):
    """Who supplies the realization of an indicator."""

    UNIT = "unit", "Unit sendiri"
    ORGANISASI = "organisasi", "Bagian Organisasi"


class AgreementKind(TextChoices):
    """The first agreement of the year, or the one that supersedes it."""

    MURNI = "murni", "Perjanjian Kinerja"
    PERUBAHAN = "perubahan", "Perubahan Perjanjian Kinerja"


class Role(TextChoices):
    """What an account may do beside holding a post."""

    OPERATOR = "operator", "Operator unit"
    ORGANISASI = "organisasi", "Bagian Organisasi"
    INSPECTOR = "inspector", "Inspektorat (hanya membaca)"


class EfficiencyDefinition(TextChoices):
    """Which efficiency a kabupaten prints (domain.md section 4)."""

    DIFFERENCE = "difference", "Rata-rata capaian - rata-rata serapan (poin persentase)"
    INDEX = "index", "IE = capaian / serapan"
    PMK_22_2021 = "pmk_22_2021", "PMK 22/2021 (-20 s.d. 20)"


class ReportStatus(TextChoices):
    """Life of a report (design.md section 4)."""

    DRAFT = "draft", "Draf"
    SUBMITTED = "submitted", "Diajukan"
    RETURNED = "returned", "Dikembalikan"
    APPROVED = "approved", "Disetujui"
    RECEIVED = "received", "Diterima"


class DecisionStage(TextChoices):
    """Who decides on a report that was handed in: the direct superior first, then Bagian Organisasi."""

    SUPERIOR = "superior", "Atasan langsung"
    ORGANISASI = "organisasi", "Bagian Organisasi"


class DecisionOutcome(TextChoices):
    """What was decided."""

    APPROVED = "approved", "Disetujui"
    RETURNED = "returned", "Dikembalikan"
    RECEIVED = "received", "Diterima"


class NoticeKind(TextChoices):
    """What an account is told of."""

    DUE = "due", "Batas waktu mendekat"
    SUBMITTED = "submitted", "Laporan diajukan"
    RETURNED = "returned", "Laporan dikembalikan"
    APPROVED = "approved", "Laporan disetujui"
    RECEIVED = "received", "Laporan diterima"
    COMMENTED = "commented", "Catatan baru"
    REVISED = "revised", "Laporan direvisi"
    REMINDED = "reminded", "Pengingat"
    DOWNLOAD = "download", "Unduhan siap"


class BatchKind(TextChoices):
    """What a job of downloads makes."""

    REPORTS = "reports", "Semua laporan"
    BUNDLES = "bundles", "Bundel per unit"
    RECAPS = "recaps", "Rekap per unit"


class ItemKind(TextChoices):
    """What a file of a job is."""

    PDF = "pdf", "PDF"
    XLSX = "xlsx", "Excel"
    BUNDLE = "bundle", "Bundel"
    RECAP = "recap", "Rekap"


class ItemState(TextChoices):
    """How far a file of a job is."""

    WAITING = "waiting", "Menunggu"
    RUNNING = "running", "Sedang dibuat"
    DONE = "done", "Selesai"
    FAILED = "failed", "Gagal"
    CANCELLED = "cancelled", "Dibatalkan"


class IncidentKind(TextChoices):
    """What the administrator is shown of a process."""

    FAULT = "fault", "Gangguan"
    SLOW = "slow", "Lambat"


class ResponseOption(TextChoices):
    """The six boxes of tanggapan atasan langsung, in printed order."""

    GOOD = "good", "Laporan sudah baik"
    POOR = "poor", "Laporan kurang baik"
    MEND_SOON = "mend_soon", "Laporan segera diperbaiki"
    RECHECK_FIGURES = "recheck_figures", "Target dan realisasi diteliti ulang"
    RECHECK_ACHIEVEMENT = "recheck_achievement", "Capaian diteliti ulang"
    OTHER = "other", "Lain-lain"


class Severity(TextChoices):
    """Weight of a finding: an error blocks submission, a warning wants a reason, a note only tells."""

    ERROR = "error", "Galat"
    WARNING = "warning", "Peringatan"
    NOTE = "note", "Catatan"


class FindingTopic(TextChoices):
    """What a finding is about, and so who mends it: who enters, who writes, who keeps the master data of people."""

    FIGURES = "figures", "Angka"
    TEXTS = "texts", "Teks"
    PEOPLE = "people", "Pejabat"
