"""What waits for whom: reports that an account receives, and answers that it writes down from paper."""

import datetime
import random

import pytest

from agreements.enums import ReportStatus, Role
from reports.models import Report
from reports.period import Quarter
from reports.queries import newest_quarter, people_of_reports, quarters_with_reports, received_by, received_rows
from reports.workflow import Part
from tests import factories
from tests.reports.issuing import APPROVED_AT, issue
from tests.reports.reviewing import make_office
from tests.reports.workplace import QUARTER, account_of

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2024, 8, 1)


def posts(user):
    rows = received_rows([row for row in received_by(user, QUARTER, TODAY) if row.receives], TODAY)
    return [row.report.position.name for row in rows]


def recorded(user):
    rows = received_rows([row for row in received_by(user, QUARTER, TODAY) if row.on_paper], TODAY)
    return [row.report.position for row in rows]


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
    assert recorded(mine) == [office.place.camat]
    Report.objects.filter(position=office.place.camat).update(status=ReportStatus.APPROVED)
    assert recorded(mine) == []


def test_waits_since_the_decision_or_submission_of_its_own_round(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    office = make_office()
    report = office.place.report(office.place.kasi)
    issue(report)
    for number, day in ((1, 9), (2, 20)):
        at = APPROVED_AT.replace(day=day)
        factories.DecisionFactory(report=report, round=number, stage="superior", outcome="approved", at=at)
    mine = office.users["organisasi"]
    found = {row.id: row for row in received_by(mine, QUARTER, TODAY)}
    row, other = found[report.pk], found[office.place.report(office.place.camat).pk]
    assert (row.since, row.waits_to_be_received) == (APPROVED_AT, True)
    assert (other.since, other.waits_to_be_received) == (None, False)
    assert [shown.issued for shown in received_rows([row, other], TODAY)] == [1, None]
    Report.objects.filter(pk=report.pk).update(status=ReportStatus.SUBMITTED)
    handed_in = report.submissions.get().at
    assert {row.id: row.since for row in received_by(mine, QUARTER, TODAY)}[report.pk] == handed_in


@pytest.mark.parametrize("seed", range(4))
def test_what_is_known_by_the_unit_is_what_the_rule_says_of_each_report(seed):
    """Accounts of Bagian Organisasi that also sit, enter figures, decide or do nothing else, over trees of posts."""
    chance = random.Random(seed)
    accounts = [factories.RoleGrantFactory(role=Role.ORGANISASI, unit=None).user for _ in range(3)]
    officials = [factories.OfficialFactory(account=account) for account in accounts[:2]]
    officials += [factories.OfficialFactory(account=factories.UserFactory()) for _ in range(3)]
    officials += [factories.OfficialFactory() for _ in range(2)]
    above = None
    for _ in range(4):
        unit = factories.UnitFactory()
        above = chance.choice([above, None])
        for _ in range(3):
            above = factories.PositionFactory(unit=unit, superior=above)
            holder = chance.choice([*officials, None])
            if holder is not None:
                factories.AppointmentFactory(position=above, official=holder, start=datetime.date(2023, 1, 1))
            factories.ReportFactory(position=above, status=chance.choice(["draft", "submitted", "approved"]))
        if chance.random() < 0.3:
            factories.RoleGrantFactory(user=chance.choice(accounts), role=Role.OPERATOR, unit=unit)
    reports = list(Report.objects.all())
    people = people_of_reports(reports, TODAY)
    for account in (*accounts, officials[2].account, factories.UserFactory(is_superuser=True)):
        played = {row.pk: people[row.pk].parts_played(account) for row in reports}
        found = received_by(account, QUARTER, TODAY)
        assert {row.id for row in found if row.receives} == {
            pk for pk, parts in played.items() if Part.RECEIVER in parts
        }
        assert {row.id for row in found if row.on_paper} == {
            row.pk
            for row in reports
            if row.status == "submitted" and people[row.pk].on_paper and Part.SUPERIOR in played[row.pk]
        }


def test_newest_quarter_is_the_newest_that_was_opened():
    assert newest_quarter(TODAY) == Quarter(2024, 2)
    assert quarters_with_reports() == ()
    factories.ReportFactory(year=2024, quarter=1)
    factories.ReportFactory(year=2023, quarter=4)
    assert newest_quarter(TODAY) == Quarter(2024, 1)
    assert quarters_with_reports() == (Quarter(2024, 1), Quarter(2023, 4))
