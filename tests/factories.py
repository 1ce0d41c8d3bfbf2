"""Rows for tests: each factory makes the least that its model allows, without surprises, all names fictional."""

import datetime
from decimal import Decimal

import factory
from django.utils import timezone
from factory import LazyAttribute, LazyFunction, SelfAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from agreements import models
from agreements.enums import (
    BatchKind,
    BudgetLevel,
    CitationPurpose,
    DecisionOutcome,
    DecisionStage,
    Echelon,
    IncidentKind,
    ItemKind,
    NoticeKind,
    ObjectiveLevel,
    ReportStatus,
    Role,
    TermRole,
    UnitKind,
)
from reports import models as reports

PASSWORD = "kata-sandi-uji"


def numbered(text: str) -> Sequence:
    """Number rows so that those made later also stand later where texts are sorted: 9 and 10 would not."""
    return Sequence(lambda n: text.format(10_000 + n))


class UserFactory(DjangoModelFactory):
    class Meta:
        model = models.User
        skip_postgeneration_save = True

    username = numbered("akun{}")
    password = factory.django.Password(PASSWORD)


class InvitationFactory(DjangoModelFactory):
    """An invitation whose token nobody knows; `agreements.actions.invite` makes real ones."""

    class Meta:
        model = models.Invitation

    user = SubFactory(UserFactory)
    at = LazyFunction(timezone.now)
    by = SubFactory(UserFactory)
    seal = "0" * 64


class RegencyFactory(DjangoModelFactory):
    class Meta:
        model = models.Regency
        django_get_or_create = ["name"]

    name = "Kabupaten Contoh"


class UnitFactory(DjangoModelFactory):
    class Meta:
        model = models.Unit

    regency = SubFactory(RegencyFactory)
    name = numbered("Kecamatan Contoh {}")
    short_name = numbered("Contoh {}")
    slug = numbered("kecamatan-contoh-{}")
    kind = UnitKind.KECAMATAN
    place = "Contoh"


class PositionFactory(DjangoModelFactory):
    class Meta:
        model = models.Position

    unit = SubFactory(UnitFactory)
    name = numbered("Kepala Seksi {}")
    slug = numbered("kepala-seksi-{}")
    echelon = Echelon.IV_A
    order = Sequence(lambda n: n)


class OfficialFactory(DjangoModelFactory):
    class Meta:
        model = models.Official

    name = numbered("Pejabat {}, S.Sos.")
    nip = Sequence(lambda n: f"19800101200501{1 + n % 2}{n % 1000:03}")


class AppointmentFactory(DjangoModelFactory):
    class Meta:
        model = models.Appointment

    official = SubFactory(OfficialFactory)
    position = SubFactory(PositionFactory)
    start = datetime.date(2024, 1, 1)


class PredicateBandFactory(DjangoModelFactory):
    class Meta:
        model = models.PredicateBand

    regency = SubFactory(RegencyFactory)
    lower = Sequence(Decimal)
    label = "Sedang"


class StrategicIssueFactory(DjangoModelFactory):
    class Meta:
        model = models.StrategicIssue

    unit = SubFactory(UnitFactory)
    group = "Faktor Masalah"
    order = Sequence(lambda n: n)
    text = "Koordinasi antardesa belum berjalan."


class RegulationFactory(DjangoModelFactory):
    class Meta:
        model = models.Regulation

    short = Sequence(lambda n: f"Peraturan Bupati Nomor {n} Tahun 2018")


class CitationFactory(DjangoModelFactory):
    class Meta:
        model = models.Citation

    position = SubFactory(PositionFactory)
    regulation = SubFactory(RegulationFactory)
    purpose = CitationPurpose.REPORTING


class DutyFactory(DjangoModelFactory):
    class Meta:
        model = models.Duty

    position = SubFactory(PositionFactory)
    order = Sequence(lambda n: n)
    text = "Menyusun rencana kegiatan."


class RoleGrantFactory(DjangoModelFactory):
    class Meta:
        model = models.RoleGrant

    user = SubFactory(UserFactory)
    role = Role.OPERATOR
    unit = SubFactory(UnitFactory)


class CalendarYearFactory(DjangoModelFactory):
    class Meta:
        model = models.CalendarYear

    year = Sequence(lambda n: 2000 + n)


class HolidayFactory(DjangoModelFactory):
    class Meta:
        model = models.Holiday

    date = Sequence(lambda n: datetime.date(2024, 1, 1) + datetime.timedelta(days=n))
    name = "Hari libur"


class IndicatorFactory(DjangoModelFactory):
    class Meta:
        model = models.Indicator

    unit = SubFactory(UnitFactory)
    level = ObjectiveLevel.SUB_KEGIATAN
    name = Sequence(lambda n: f"Jumlah laporan {n}")
    unit_of_measure = "laporan"


class IndicatorTermFactory(DjangoModelFactory):
    class Meta:
        model = models.IndicatorTerm

    indicator = SubFactory(IndicatorFactory)
    role = TermRole.NUMERATOR
    order = Sequence(lambda n: n)
    label = "RKPDes"


class YearTargetFactory(DjangoModelFactory):
    class Meta:
        model = models.YearTarget

    indicator = SubFactory(IndicatorFactory)
    year = 2024
    value = Decimal(12)


class LongTermTargetFactory(DjangoModelFactory):
    class Meta:
        model = models.LongTermTarget

    indicator = SubFactory(IndicatorFactory)
    document = "Renstra 2024-2026"
    year = 2024
    value = Decimal(12)


class PastValueFactory(DjangoModelFactory):
    class Meta:
        model = models.PastValue

    indicator = SubFactory(IndicatorFactory)
    year = 2023


class BudgetLineFactory(DjangoModelFactory):
    """A program; `kegiatan(...)` below it is a BudgetLineFactory with level and parent."""

    class Meta:
        model = models.BudgetLine

    unit = SubFactory(UnitFactory)
    year = 2024
    level = BudgetLevel.PROGRAM
    order = Sequence(lambda n: n)
    name = Sequence(lambda n: f"Program {n}")


class CeilingFactory(DjangoModelFactory):
    class Meta:
        model = models.Ceiling

    budget_line = SubFactory(BudgetLineFactory)
    from_date = datetime.date(2024, 1, 1)
    amount = Decimal("1885065699")


class IndicatorBudgetLineFactory(DjangoModelFactory):
    class Meta:
        model = models.IndicatorBudgetLine

    budget_line = SubFactory(BudgetLineFactory)
    indicator = SubFactory(IndicatorFactory, unit=SelfAttribute("..budget_line.unit"))


class AgreementFactory(DjangoModelFactory):
    class Meta:
        model = models.Agreement

    position = SubFactory(PositionFactory)
    year = 2024


class ObjectiveFactory(DjangoModelFactory):
    class Meta:
        model = models.Objective

    agreement = SubFactory(AgreementFactory)
    level = ObjectiveLevel.SUB_KEGIATAN
    order = Sequence(lambda n: n)
    text = "Tersusunnya laporan."


class AgreementItemFactory(DjangoModelFactory):
    class Meta:
        model = models.AgreementItem

    agreement = SubFactory(AgreementFactory)
    objective = SubFactory(ObjectiveFactory, agreement=SelfAttribute("..agreement"))
    indicator = SubFactory(IndicatorFactory, unit=SelfAttribute("..agreement.position.unit"))
    order = Sequence(lambda n: n)


class AgreementBudgetFactory(DjangoModelFactory):
    class Meta:
        model = models.AgreementBudget

    agreement = SubFactory(AgreementFactory)
    budget_line = SubFactory(BudgetLineFactory, unit=SelfAttribute("..agreement.position.unit"))
    order = Sequence(lambda n: n)


class IndicatorRealizationFactory(DjangoModelFactory):
    class Meta:
        model = reports.IndicatorRealization

    indicator = SubFactory(IndicatorFactory)
    year = 2024
    quarter = 2
    value = Decimal(6)


class TermValueFactory(DjangoModelFactory):
    class Meta:
        model = reports.TermValue

    realization = SubFactory(IndicatorRealizationFactory, value=None)
    term = SubFactory(IndicatorTermFactory, indicator=SelfAttribute("..realization.indicator"))
    value = Decimal(19)


class BudgetRealizationFactory(DjangoModelFactory):
    class Meta:
        model = reports.BudgetRealization

    budget_line = SubFactory(BudgetLineFactory, holds_amounts=True)
    quarter = 2
    amount = Decimal("2660000")


class ReportFactory(DjangoModelFactory):
    class Meta:
        model = reports.Report

    position = SubFactory(PositionFactory)
    year = 2024
    quarter = 2
    round = LazyAttribute(lambda row: 0 if row.status == ReportStatus.DRAFT else 1)
    status = ReportStatus.DRAFT


class ReportTextFactory(DjangoModelFactory):
    class Meta:
        model = reports.ReportText

    report = SubFactory(ReportFactory)
    section = Sequence(lambda n: f"bagian-{n}")
    text = "Teks yang disunting."


class StrategyFactory(DjangoModelFactory):
    class Meta:
        model = reports.Strategy

    report = SubFactory(ReportFactory)
    order = Sequence(lambda n: n)
    indicator = SubFactory(IndicatorFactory, unit=SelfAttribute("..report.position.unit"))


class StrategyItemFactory(DjangoModelFactory):
    class Meta:
        model = reports.StrategyItem

    strategy = SubFactory(StrategyFactory)
    order = Sequence(lambda n: n)
    text = "Menambah jadwal kunjungan."


class FollowUpFactory(DjangoModelFactory):
    class Meta:
        model = reports.FollowUp

    report = SubFactory(ReportFactory)
    order = Sequence(lambda n: n)
    text = "Melengkapi data desa."


class ObstacleFactory(DjangoModelFactory):
    class Meta:
        model = reports.Obstacle

    report = SubFactory(ReportFactory)
    order = Sequence(lambda n: n)
    text = "Data datang terlambat."


class ActivityFactory(DjangoModelFactory):
    class Meta:
        model = reports.Activity

    report = SubFactory(ReportFactory)
    order = Sequence(lambda n: n)
    group = "Fasilitasi administrasi desa"
    text = "Pembinaan penyusunan APBDes."


class PhotoFactory(DjangoModelFactory):
    class Meta:
        model = reports.Photo

    report = SubFactory(ReportFactory)
    order = Sequence(lambda n: n)
    text = "Rakor penyusunan laporan kinerja"


class SuperiorResponseFactory(DjangoModelFactory):
    class Meta:
        model = reports.SuperiorResponse

    report = SubFactory(ReportFactory)
    round = Sequence(lambda n: 1 + n)


class SubmissionFactory(DjangoModelFactory):
    class Meta:
        model = reports.Submission

    report = SubFactory(ReportFactory, status=ReportStatus.SUBMITTED)
    round = Sequence(lambda n: 1 + n)
    revision = 1
    at = LazyFunction(timezone.now)
    by = SubFactory(UserFactory)
    due_on = datetime.date(2024, 7, 5)


class DecisionFactory(DjangoModelFactory):
    """An approval by the superior; others say `stage`, `outcome` and, for a return, `reason`."""

    class Meta:
        model = reports.Decision

    report = SubFactory(ReportFactory, status=ReportStatus.SUBMITTED)
    round = Sequence(lambda n: 1 + n)
    stage = DecisionStage.SUPERIOR
    outcome = DecisionOutcome.APPROVED
    at = LazyFunction(timezone.now)
    by = SubFactory(UserFactory)


class ReadingFactory(DjangoModelFactory):
    class Meta:
        model = reports.Reading

    report = SubFactory(ReportFactory, status=ReportStatus.SUBMITTED)
    round = 1
    by = SubFactory(UserFactory)
    at = LazyFunction(timezone.now)


class CommentFactory(DjangoModelFactory):
    class Meta:
        model = reports.Comment

    report = SubFactory(ReportFactory, status=ReportStatus.SUBMITTED)
    round = 1
    label = "Seluruh laporan"
    text = "Periksa lagi angkanya."
    at = LazyFunction(timezone.now)
    by = SubFactory(UserFactory)


class FindingReasonFactory(DjangoModelFactory):
    class Meta:
        model = reports.FindingReason

    report = SubFactory(ReportFactory)
    key = Sequence(lambda n: f"{n:024x}")
    code = "target_changed"
    place = "indikator-1"
    message = "Target yang ditandatangani 30 keluarga, target yang berlaku 35 keluarga."
    text = "Perubahan Perjanjian Kinerja sedang ditandatangani."
    at = LazyFunction(timezone.now)
    by = SubFactory(UserFactory)
    who = "Siti Aminah"


class IssuedReportFactory(DjangoModelFactory):
    """A first revision, with files that are named and not there."""

    class Meta:
        model = reports.IssuedReport

    report = SubFactory(ReportFactory, status=ReportStatus.APPROVED)
    revision = 1
    code = Sequence(lambda n: f"UJI-{n:04}")
    address = LazyAttribute(lambda row: f"https://lkjip.contoh.go.id/verifikasi/{row.code}/")
    at = LazyFunction(timezone.now)
    by = SubFactory(UserFactory)
    inputs = LazyFunction(dict)
    schema = 1
    rules_version = "2018.1"
    snapshot = LazyFunction(dict)
    pdf = LazyAttribute(lambda row: f"terbit/{row.code}.pdf")
    pdf_sha256 = Sequence(lambda n: f"{n:064x}")
    xlsx = LazyAttribute(lambda row: f"terbit/{row.code}.xlsx")
    xlsx_sha256 = Sequence(lambda n: f"{n:064x}")


class QuarterClosingFactory(DjangoModelFactory):
    class Meta:
        model = reports.QuarterClosing

    year = Sequence(lambda n: 2024 + n)
    quarter = 2
    at = LazyFunction(timezone.now)
    by = SubFactory(UserFactory)


class QuarterReopeningFactory(DjangoModelFactory):
    class Meta:
        model = reports.QuarterReopening

    closing = SubFactory(QuarterClosingFactory)
    unit = SubFactory(UnitFactory)
    reason = "Koreksi temuan Inspektorat."
    until = datetime.date(2024, 8, 30)
    at = LazyFunction(timezone.now)
    by = SubFactory(UserFactory)


class NoticeFactory(DjangoModelFactory):
    class Meta:
        model = reports.Notice

    user = SubFactory(UserFactory)
    kind = NoticeKind.SUBMITTED
    report = SubFactory(ReportFactory, status=ReportStatus.SUBMITTED)
    key = Sequence(lambda n: f"putaran-{n}")
    text = "Laporan diajukan."
    at = LazyFunction(timezone.now)


class UnitChangeFactory(DjangoModelFactory):
    """A change of something that all units rest on, in all quarters."""

    class Meta:
        model = reports.UnitChange


class UnitSummaryFactory(DjangoModelFactory):
    """A summary that was computed, without any figure; `reports.refreshing` makes real ones."""

    class Meta:
        model = reports.UnitSummary

    unit = SubFactory(UnitFactory)
    year = 2024
    quarter = 2
    computed = 0
    computed_at = LazyFunction(timezone.now)


class ReportSummaryFactory(DjangoModelFactory):
    class Meta:
        model = reports.ReportSummary

    position = SubFactory(PositionFactory)
    year = 2024
    quarter = 2
    inputs_hash = "0" * 64
    computed_at = LazyFunction(timezone.now)


class ApiTokenFactory(DjangoModelFactory):
    """A key that nobody knows; `reports.actions.make_api_token` makes real ones."""

    class Meta:
        model = reports.ApiToken

    name = Sequence(lambda n: f"Dasbor {n}")
    seal = Sequence(lambda n: f"{n:064}")
    ending = "abcd"
    made_at = LazyFunction(timezone.now)
    made_by = SubFactory(UserFactory)


class BatchFactory(DjangoModelFactory):
    class Meta:
        model = reports.Batch

    kind = BatchKind.REPORTS
    year = 2024
    quarter = 2
    at = LazyFunction(timezone.now)
    queued = LazyFunction(timezone.now)
    by = SubFactory(UserFactory)


class BatchItemFactory(DjangoModelFactory):
    class Meta:
        model = reports.BatchItem

    batch = SubFactory(BatchFactory)
    order = Sequence(lambda n: n)
    path = Sequence(lambda n: f"2024-TW-II/Kecamatan/{n}.pdf")
    kind = ItemKind.PDF
    unit = SubFactory(UnitFactory)


class WorkerFactory(DjangoModelFactory):
    class Meta:
        model = reports.Worker

    name = Sequence(lambda n: f"mesin-{n}")
    since = LazyFunction(timezone.now)
    seen = LazyFunction(timezone.now)


class ChoreFactory(DjangoModelFactory):
    class Meta:
        model = reports.Chore

    name = Sequence(lambda n: f"tugas-{n}")
    ran = LazyFunction(timezone.now)


class IncidentFactory(DjangoModelFactory):
    class Meta:
        model = reports.Incident

    kind = IncidentKind.FAULT
    number = Sequence(lambda n: f"{n:08X}")
    at = LazyFunction(timezone.now)
    machine = "mesin"
    text = "Internal Server Error: /papan/"


class EventFactory(DjangoModelFactory):
    """A line that is sealed to nothing; lines with a chain are made by `reports.actions.trail.record`."""

    class Meta:
        model = reports.Event

    unit = SubFactory(UnitFactory)
    by = SubFactory(UserFactory)
    action = "save_entry"
    subject = Sequence(lambda n: f"reports.indicatorrealization:{n}")
    number = Sequence(lambda n: 1 + n)
    at = LazyFunction(timezone.now)
    seal = "0" * 64


FACTORIES = {
    made._meta.model: made
    for made in list(globals().values())
    if isinstance(made, type) and issubclass(made, DjangoModelFactory) and made._meta.model
}
