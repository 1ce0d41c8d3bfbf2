"""A small office with everything that pages show: a camat and a kasi under her, both with an agreement of 2024.

Indicators: `direct` (kasi, target 35 keluarga), `ratio` (kasi, villages on time of 10), `mean` (camat, mean of the two).
Budget: program -> kegiatan -> `line` (ceiling 10.000.000) and `other_line` (5.000.000). Triwulan II 2024 is open, with
nothing typed.
"""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from agreements.enums import BudgetLevel, Echelon, Formula, ObjectiveLevel, ReportStatus, Role, TermRole
from agreements.models import BudgetLine, Indicator, IndicatorTerm, Position, Unit, User
from reports.models import Report
from reports.period import Quarter
from tests import factories

QUARTER = Quarter(2024, 2)


@dataclass
class Workplace:
    unit: Unit
    operator: User
    camat: Position
    kasi: Position
    direct: Indicator
    ratio: Indicator
    on_time: IndicatorTerm
    villages: IndicatorTerm
    mean: Indicator
    program: BudgetLine
    kegiatan: BudgetLine
    line: BudgetLine
    other_line: BudgetLine

    def report(self, position: Position) -> Report:
        return Report.objects.get(position=position, year=2024, quarter=2)

    def approve(self, position: Position) -> None:
        Report.objects.filter(position=position).update(status=ReportStatus.APPROVED, round=1)

    def address(self, page: str = "") -> str:
        return f"/unit/{self.unit.slug}/2024/2/{page}"

    def report_address(self, position: Position, file: str = "") -> str:
        return f"/laporan/{self.unit.slug}/{position.slug}/2024/2/{file}"

    def agreement_address(self, position: Position, file: str = "", kind: str = "murni") -> str:
        return f"/pk/{self.unit.slug}/{position.slug}/2024/{kind}/{file}"


def appoint(position: Position) -> None:
    factories.AppointmentFactory(position=position, start=datetime.date(2023, 1, 1))


def account_of(position: Position) -> User:
    """Give the official of a post an account."""
    official = position.appointments.get().official
    official.account = factories.UserFactory()
    official.save()
    return official.account


def line(unit: Unit, parent: BudgetLine, level: BudgetLevel, name: str, ceiling: int | None = None) -> BudgetLine:
    made = factories.BudgetLineFactory(
        unit=unit, parent=parent, level=level, name=name, holds_amounts=ceiling is not None
    )
    if ceiling is not None:
        factories.CeilingFactory(budget_line=made, amount=Decimal(ceiling))
    return made


def make_workplace(*, opened: bool = True) -> Workplace:
    unit = factories.UnitFactory()
    operator = factories.UserFactory()
    factories.RoleGrantFactory(user=operator, unit=unit, role=Role.OPERATOR)
    camat = factories.PositionFactory(unit=unit, name="Camat", slug="camat", echelon=Echelon.III_A)
    kasi = factories.PositionFactory(unit=unit, name="Kepala Seksi Desa", slug="kasi-desa", superior=camat)
    appoint(camat)
    appoint(kasi)

    mean = factories.IndicatorFactory(
        unit=unit,
        name="Persentase pemberdayaan",
        unit_of_measure="%",
        formula=Formula.MEAN_OF_CHILDREN,
        level=ObjectiveLevel.PROGRAM,
    )
    direct = factories.IndicatorFactory(
        unit=unit, name="Jumlah keluarga yang diberdayakan", unit_of_measure="keluarga", parent=mean
    )
    ratio = factories.IndicatorFactory(
        unit=unit, name="Persentase desa tepat waktu", unit_of_measure="%", formula=Formula.RATIO, parent=mean
    )
    on_time = factories.IndicatorTermFactory(indicator=ratio, role=TermRole.NUMERATOR, label="Desa tepat waktu")
    villages = factories.IndicatorTermFactory(indicator=ratio, role=TermRole.DENOMINATOR, label="Seluruh desa")
    for indicator, target in ((mean, 100), (direct, 35), (ratio, 100)):
        factories.YearTargetFactory(indicator=indicator, value=Decimal(target))

    program = factories.BudgetLineFactory(unit=unit, name="Program Pemberdayaan")
    kegiatan = line(unit, program, BudgetLevel.KEGIATAN, "Kegiatan Pemberdayaan")
    leaf = line(unit, kegiatan, BudgetLevel.SUB_KEGIATAN, "Sub Kegiatan Keluarga", 10_000_000)
    other = line(unit, kegiatan, BudgetLevel.SUB_KEGIATAN, "Sub Kegiatan Desa", 5_000_000)

    promised = factories.AgreementFactory(position=camat)
    factories.AgreementItemFactory(agreement=promised, indicator=mean)
    factories.AgreementBudgetFactory(agreement=promised, budget_line=program)
    promised = factories.AgreementFactory(position=kasi)
    factories.AgreementItemFactory(agreement=promised, indicator=direct)
    factories.AgreementItemFactory(agreement=promised, indicator=ratio)
    factories.AgreementBudgetFactory(agreement=promised, budget_line=leaf)
    if opened:
        for position in (camat, kasi):
            factories.ReportFactory(position=position)
    return Workplace(
        unit=unit,
        operator=operator,
        camat=camat,
        kasi=kasi,
        direct=direct,
        ratio=ratio,
        on_time=on_time,
        villages=villages,
        mean=mean,
        program=program,
        kegiatan=kegiatan,
        line=leaf,
        other_line=other,
    )
