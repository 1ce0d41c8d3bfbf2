"""What tests of the review share: an office with everybody who plays a part, and reports in every state."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from agreements.enums import ReportStatus, ResponseOption, Role
from agreements.models import User
from reports import issuing
from reports.document.blocks import RenderedFile
from reports.frozen import fingerprint
from reports.issuing import Answer, DrawnIssue, draw_issue
from reports.models import BudgetRealization, IndicatorRealization, Report, TermValue
from reports.queries import load_inputs
from tests import factories
from tests.reports.workplace import QUARTER, Workplace, account_of, make_workplace

GOOD = Answer((ResponseOption.GOOD,), "Pertahankan.")


@dataclass
class Office:
    """The small office with a quarter that is typed, and an account for everybody."""

    place: Workplace
    users: Mapping[str, User]
    report: Report
    """The kasi's."""

    def again(self) -> Report:
        """Read the kasi's report anew."""
        return Report.objects.select_related("position__unit").get(pk=self.report.pk)


def make_office(status: ReportStatus = ReportStatus.DRAFT) -> Office:
    place = make_workplace()
    fill(place)
    users = {
        "operator": place.operator,
        "holder": account_of(place.kasi),
        "superior": account_of(place.camat),
        "organisasi": factories.RoleGrantFactory(role=Role.ORGANISASI, unit=None).user,
        "inspector": factories.RoleGrantFactory(role=Role.INSPECTOR, unit=None).user,
        "admin": factories.UserFactory(is_superuser=True, is_staff=True),
        "stranger": make_workplace().operator,
    }
    Report.objects.filter(position=place.kasi).update(status=status, round=0 if status == ReportStatus.DRAFT else 1)
    return Office(place, users, place.report(place.kasi))


def fill(place: Workplace) -> None:
    """Type everything that the kasi's report needs."""
    IndicatorRealization.objects.create(indicator=place.direct, year=2024, quarter=2, value=21)
    ratio = IndicatorRealization.objects.create(indicator=place.ratio, year=2024, quarter=2)
    for term, value in ((place.on_time, 19), (place.villages, 54)):
        TermValue.objects.create(realization=ratio, term=term, value=value)
    for line in (place.line, place.other_line):
        BudgetRealization.objects.create(budget_line=line, quarter=2, amount=2_660_000)
    write(place)


def write(place: Workplace) -> None:
    """Write what the reports say of their own, so that the checks miss nothing."""
    for post, indicator in ((place.kasi, place.direct), (place.camat, place.mean)):
        report = place.report(post)
        factories.StrategyItemFactory(
            strategy__report=report,
            strategy__indicator=indicator,
            strategy__months="",
            text="Mendampingi keluarga",
            months="",
        )
        factories.FollowUpFactory(report=report, text="Melanjutkan pendampingan")


def seen_of(report: Report) -> str:
    """Return the fingerprint of what a report says now, as the page of the superior carries it."""
    return fingerprint(load_inputs(report.position, QUARTER))


def drawn_for(report: Report, by: User, answer: Answer = GOOD) -> DrawnIssue:
    """Draw a report for approval."""
    return draw_issue(report=report, answer=answer, by=by, today=datetime.date(2024, 7, 8))


def draw_cheaply(monkeypatch) -> None:
    """Let nothing be rendered: files of a few bytes that name the report and its revision stand for PDF and Excel."""

    def cheap(ending: str):
        def draw(prepared):
            approval = prepared.inputs.approval
            name = f"{prepared.document.slug}.{ending}"
            return RenderedFile(name, "application/octet-stream", f"{name} {approval.code}".encode())

        return draw

    monkeypatch.setattr(issuing, "OUTPUTS", {ending: cheap(ending) for ending in ("pdf", "xlsx")})
