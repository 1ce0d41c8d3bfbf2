"""Remarks pinned to a place of a report, and who has read it."""

import pytest

from agreements.enums import NoticeKind, ReportStatus
from agreements.policies import Refused
from reports import actions
from reports.actions import ChangedSinceSeenError, NoSuchPlaceError
from reports.models import Comment, Event, IndicatorRealization, Notice, Reading, Report
from tests import factories
from tests.reports.reviewing import make_office, seen_of

pytestmark = pytest.mark.django_db

REVIEWERS = {ReportStatus.SUBMITTED: "superior", ReportStatus.APPROVED: "organisasi"}
EVERYBODY = ("operator", "holder", "superior", "organisasi", "inspector", "admin", "stranger")


def comment(office, who="superior", anchor="", text="Periksa capaian."):
    return actions.add_comment(report=office.again(), anchor=anchor, text=text, by=office.users[who])


def read(office, who="superior", seen=None):
    return actions.mark_read(report=office.again(), seen=seen or seen_of(office.again()), by=office.users[who])


@pytest.mark.parametrize("status", ReportStatus)
def test_only_those_whom_the_report_waits_for_remark_and_read(status):
    office = make_office(status)
    for who in EVERYBODY:
        if REVIEWERS.get(status) == who:
            assert comment(office, who).by == office.users[who]
            assert read(office, who)
        else:
            for act in (comment, read):
                with pytest.raises(Refused):
                    act(office, who)
    assert Comment.objects.count() == Reading.objects.count() == (status in REVIEWERS)


def test_remark_keeps_the_name_of_its_place_and_is_told():
    office = make_office(ReportStatus.SUBMITTED)
    made = comment(office, anchor=f"indikator-{office.place.direct.pk}", text="  Periksa capaian. ")
    assert made.label == f"Indikator – {office.place.direct.name}"
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


def test_reading_the_report_reads_the_request_for_it_and_nothing_else():
    office = make_office(ReportStatus.SUBMITTED)
    superior = office.users["superior"]
    request = factories.NoticeFactory(user=superior, report=office.report, kind=NoticeKind.SUBMITTED)
    others = [
        factories.NoticeFactory(user=office.users["operator"], report=office.report, kind=NoticeKind.SUBMITTED),
        factories.NoticeFactory(user=superior, report=office.report, kind=NoticeKind.COMMENTED),
    ]
    read(office)
    request.refresh_from_db()
    assert request.read_at is not None
    assert Notice.objects.filter(pk__in=[row.pk for row in others], read_at=None).count() == 2


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
    assert read(office)
    assert not read(office)
    Report.objects.filter(pk=office.report.pk).update(round=2)
    assert read(office)
    assert list(Reading.objects.values_list("round", flat=True)) == [1, 2]
    assert [event.after["round"] for event in Event.objects.filter(action="mark_read")] == [1, 2]


def test_reading_keeps_what_was_read_and_a_newer_one_takes_its_place():
    office = make_office(ReportStatus.SUBMITTED)
    read(office)
    first = Reading.objects.get()
    key = f"indikator-{office.place.direct.pk}/realisasi"
    assert first.fingerprint == seen_of(office.again())
    assert first.snapshot[key][1] == "21 keluarga"
    IndicatorRealization.objects.filter(indicator=office.place.direct).update(value=25)
    assert read(office)
    second = Reading.objects.get()
    assert second.fingerprint != first.fingerprint
    assert second.snapshot[key][1] == "25 keluarga"
    assert second.at > first.at
    # The row of the first is gone; the trail still tells of it.
    old, new = Event.objects.filter(action="mark_read")
    assert (old.before, old.after["fingerprint"]) == (None, first.fingerprint)
    assert new.before == {"fingerprint": first.fingerprint}


def test_nobody_has_read_what_the_report_no_longer_says():
    office = make_office(ReportStatus.SUBMITTED)
    seen = seen_of(office.again())
    IndicatorRealization.objects.filter(indicator=office.place.direct).update(value=25)
    with pytest.raises(ChangedSinceSeenError):
        read(office, seen=seen)
    assert not Reading.objects.exists()
