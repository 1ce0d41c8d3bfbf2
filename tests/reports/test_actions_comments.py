"""Remarks pinned to a place of a report, and who has read it."""

import pytest

from agreements.enums import NoticeKind, ReportStatus
from agreements.policies import Refused
from reports import actions
from reports.actions import NoSuchPlaceError
from reports.models import Comment, Event, Notice, Reading, Report
from tests.reports.reviewing import make_office

pytestmark = pytest.mark.django_db

REVIEWERS = {ReportStatus.SUBMITTED: "superior", ReportStatus.APPROVED: "organisasi"}
EVERYBODY = ("operator", "holder", "superior", "organisasi", "inspector", "admin", "stranger")


def comment(office, who="superior", anchor="", text="Periksa capaian."):
    return actions.add_comment(report=office.again(), anchor=anchor, text=text, by=office.users[who])


@pytest.mark.parametrize("status", ReportStatus)
def test_only_those_whom_the_report_waits_for_remark_and_read(status):
    office = make_office(status)
    for who in EVERYBODY:
        if REVIEWERS.get(status) == who:
            assert comment(office, who).by == office.users[who]
            assert actions.mark_read(report=office.again(), by=office.users[who])
        else:
            for act in (comment, lambda o, w: actions.mark_read(report=o.again(), by=o.users[w])):
                with pytest.raises(Refused):
                    act(office, who)
    assert Comment.objects.count() == Reading.objects.count() == (status in REVIEWERS)


def test_remark_keeps_the_name_of_its_place_and_is_told():
    office = make_office(ReportStatus.SUBMITTED)
    made = comment(office, anchor=f"indikator-{office.place.direct.pk}", text="  Periksa capaian. ")
    assert office.place.direct.name in made.label
    assert (made.text, made.round, made.mended_at) == ("Periksa capaian.", 1, None)
    told = {(notice.user, notice.kind) for notice in Notice.objects.all()}
    assert told == {(office.users[who], NoticeKind.COMMENTED) for who in ("operator", "holder")}
    assert Event.objects.get(action="add_comment").after["text"] == "Periksa capaian."


def test_second_remark_of_a_round_tells_nobody_again():
    office = make_office(ReportStatus.SUBMITTED)
    comment(office)
    comment(office, text="Pagu juga.")
    assert Comment.objects.count() == 2
    assert Notice.objects.count() == 2


def test_remark_needs_words_and_a_place():
    office = make_office(ReportStatus.SUBMITTED)
    with pytest.raises(ValueError, match="empty"):
        comment(office, text=" ")
    with pytest.raises(NoSuchPlaceError):
        comment(office, anchor="indikator-0")
    assert not Comment.objects.exists()


def test_makers_say_that_a_remark_is_mended_once():
    office = make_office(ReportStatus.SUBMITTED)
    made = comment(office)
    with pytest.raises(Refused):
        actions.mend_comment(comment=made, by=office.users["holder"])
    Report.objects.filter(pk=office.report.pk).update(status=ReportStatus.RETURNED)
    with pytest.raises(Refused):
        actions.mend_comment(comment=made, by=office.users["superior"])
    assert actions.mend_comment(comment=made, by=office.users["holder"])
    assert not actions.mend_comment(comment=made, by=office.users["operator"])
    made.refresh_from_db()
    assert made.mended_by == office.users["holder"]
    assert Event.objects.filter(action="mend_comment").count() == 1


def test_reading_twice_is_noted_once_per_round():
    office = make_office(ReportStatus.SUBMITTED)
    camat = office.users["superior"]
    assert actions.mark_read(report=office.again(), by=camat)
    assert not actions.mark_read(report=office.again(), by=camat)
    Report.objects.filter(pk=office.report.pk).update(round=2)
    assert actions.mark_read(report=office.again(), by=camat)
