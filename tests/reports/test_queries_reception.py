"""What waits for whom: reports that an account receives, and answers that it writes down from paper."""

import datetime

import pytest

from agreements.enums import ReportStatus, Role
from reports.models import Report
from reports.period import Quarter
from reports.queries import newest_quarter, quarters_with_reports, received_by, records_on_paper
from tests import factories
from tests.reports.issuing import APPROVED_AT, issue
from tests.reports.reviewing import make_office
from tests.reports.workplace import QUARTER, account_of

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2024, 8, 1)


def posts(user):
    return [row.report.position.name for row in received_by(user, QUARTER, TODAY) if row.receives]


def test_bagian_organisasi_receives_every_report_but_its_own():
    office = make_office()
    mine = office.users["organisasi"]
    own = factories.PositionFactory(name="Kepala Bagian Organisasi")
    factories.ReportFactory(position=own)
    official = factories.OfficialFactory(account=mine)
    factories.AppointmentFactory(position=own, official=official, start=datetime.date(2023, 1, 1))
    assert set(posts(mine)) == {"Camat", "Kepala Seksi Desa"}
    assert posts(office.users["admin"]) == ["Kepala Bagian Organisasi"]
    assert posts(office.users["inspector"]) == []


def test_superior_of_bagian_organisasi_receives_its_report():
    organisasi = factories.RoleGrantFactory(role=Role.ORGANISASI, unit=None).user
    above = factories.PositionFactory(name="Asisten", reports=False)
    own = factories.PositionFactory(name="Kepala Bagian", superior=above)
    for position in (above, own):
        factories.AppointmentFactory(position=position, start=datetime.date(2023, 1, 1))
    own.appointments.get().official.__class__.objects.filter(appointments__position=own).update(account=organisasi)
    asisten = account_of(above)
    factories.ReportFactory(position=own)
    assert posts(asisten) == ["Kepala Bagian"]
    assert posts(organisasi) == []


def test_answer_of_a_superior_without_account_waits_for_who_writes_it_down():
    office = make_office(ReportStatus.SUBMITTED)
    Report.objects.filter(position=office.place.camat).update(status=ReportStatus.SUBMITTED, round=1)
    mine = office.users["organisasi"]
    waiting = [row.report.position for row in received_by(mine, QUARTER, TODAY) if records_on_paper(row, mine)]
    assert waiting == [office.place.camat]
    Report.objects.filter(position=office.place.camat).update(status=ReportStatus.APPROVED)
    assert not any(records_on_paper(row, mine) for row in received_by(mine, QUARTER, TODAY))


def test_waits_since_the_decision_or_submission_of_its_own_round(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    office = make_office()
    report = office.place.report(office.place.kasi)
    issue(report)
    for number, day in ((1, 9), (2, 20)):
        at = APPROVED_AT.replace(day=day)
        factories.DecisionFactory(report=report, round=number, stage="superior", outcome="approved", at=at)
    found = {row.report.pk: row for row in received_by(office.users["organisasi"], QUARTER, TODAY)}
    row = found[report.pk]
    assert (row.since, row.issued, row.waits_to_be_received) == (APPROVED_AT, 1, True)
    other = found[office.place.report(office.place.camat).pk]
    assert (other.since, other.issued, other.waits_to_be_received) == (None, None, False)
    Report.objects.filter(pk=report.pk).update(status=ReportStatus.SUBMITTED)
    handed_in = report.submissions.get().at
    assert {row.report.pk: row.since for row in received_by(office.users["organisasi"], QUARTER, TODAY)}[
        report.pk
    ] == handed_in


def test_newest_quarter_is_the_newest_that_was_opened():
    assert newest_quarter(TODAY) == Quarter(2024, 2)
    assert quarters_with_reports() == ()
    factories.ReportFactory(year=2024, quarter=1)
    factories.ReportFactory(year=2023, quarter=4)
    assert newest_quarter(TODAY) == Quarter(2024, 1)
    assert quarters_with_reports() == (Quarter(2024, 1), Quarter(2023, 4))
