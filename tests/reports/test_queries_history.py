"""The way of a report so far, read for its page and for lists."""

import pytest

from agreements.enums import DecisionOutcome, DecisionStage, ReportStatus, ResponseOption
from reports import actions
from reports.issuing import Answer
from reports.models import Report
from reports.queries import baseline_of, history_of, reminders_of, unapproved_below
from tests import factories
from tests.reports.reviewing import draw_cheaply, drawn_for, make_office, seen_of

pytestmark = pytest.mark.django_db

RECHECK = Answer((ResponseOption.MEND_SOON, ResponseOption.RECHECK_FIGURES), "Lihat tabel 2.2.")


@pytest.fixture(autouse=True)
def _files(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    draw_cheaply(monkeypatch)


@pytest.fixture
def office():
    return make_office()


def submit(office, who="holder"):
    report = office.again()
    actions.submit_report(report=report, version=report.version, by=office.users[who])


def give_back(office, reason="Periksa capaian.", answer=RECHECK):
    report = office.again()
    actions.return_report(
        report=report, version=report.version, reason=reason, answer=answer, by=office.users["superior"]
    )


def approve(office):
    report, camat = office.again(), office.users["superior"]
    actions.approve_report(report=report, seen=seen_of(report), drawn=drawn_for(report, camat), by=camat)


def test_report_that_nobody_handed_in_has_no_way_behind_it(office):
    history = history_of(office.report)
    assert (history.rounds, history.remarks, history.opening, history.last, history.verdict) == (
        (),
        (),
        None,
        None,
        None,
    )
    assert baseline_of(office.report) is None


def test_each_round_keeps_who_said_what(office):
    submit(office)
    give_back(office)
    submit(office, "operator")
    history = history_of(office.again())
    newest, first = history.rounds
    assert (newest.number, newest.submitted_by, newest.options, newest.verdicts) == (
        2,
        office.users["operator"].username,
        (),
        (),
    )
    assert first.options == RECHECK.options
    assert first.note == "Lihat tabel 2.2."
    (verdict,) = first.verdicts
    assert verdict.returned
    assert (verdict.reason, verdict.stage) == ("Periksa capaian.", DecisionStage.SUPERIOR)
    assert verdict.who == office.users["superior"].official.name
    assert history.verdict is None


def test_what_came_into_the_system_late_has_its_decision_all_the_same(office):
    factories.DecisionFactory(report=office.report, round=1)
    (only,) = history_of(office.report).rounds
    assert (only.submission, only.submitted_by) == (None, "")
    assert only.verdicts[0].outcome == DecisionOutcome.APPROVED


def test_remarks_are_parted_into_open_and_mended(office):
    camat = office.users["superior"]
    submit(office)
    actions.add_comment(report=office.again(), anchor=f"indikator-{office.place.direct.pk}", text="Satu.", by=camat)
    actions.add_comment(report=office.again(), anchor="", text="Dua.", by=camat)
    give_back(office)
    actions.mend_comment(comment=office.report.comments.get(text="Satu."), by=office.users["holder"])
    history = history_of(office.again())
    assert [remark.row.text for remark in history.remarks] == ["Satu.", "Dua."]
    assert [remark.row.text for remark in history.open_remarks] == ["Dua."]
    (mended,) = history.mended_remarks
    assert mended.mended_by == office.users["holder"].official.name
    assert mended.who == camat.official.name


def test_opened_revision_says_who_opened_it_and_why(office):
    submit(office)
    approve(office)
    report = office.again()
    actions.revise_report(report=report, version=report.version, reason="Salah ketik.", by=office.users["operator"])
    opening = history_of(office.again()).opening
    assert (opening.who, opening.reason) == (office.users["operator"].username, "Salah ketik.")
    submit(office)
    approve(office)
    report = office.again()
    actions.send_back_report(
        report=report, version=report.version, reason="Lampiran kurang.", by=office.users["organisasi"]
    )
    assert history_of(office.again()).opening is None


@pytest.mark.parametrize("rounds", [1, 3])
def test_costs_five_queries(office, django_assert_num_queries, rounds):
    for _ in range(rounds):
        submit(office)
        actions.add_comment(report=office.again(), anchor="", text="Catatan.", by=office.users["superior"])
        give_back(office)
    report = office.again()
    with django_assert_num_queries(5):
        history_of(report)


# -- what it said before -----------------------------------------------------------------------------------------------


def test_returned_report_is_compared_with_what_was_handed_in_last(office):
    submit(office)
    first = office.report.submissions.get()
    assert baseline_of(office.again()) is None
    give_back(office)
    found = baseline_of(office.again())
    assert (found.snapshot, found.at, found.approved) == (first.snapshot, first.at, False)


def test_opened_revision_is_compared_with_what_was_approved(office):
    submit(office)
    approve(office)
    assert baseline_of(office.again()) is None
    report = office.again()
    actions.revise_report(report=report, version=report.version, reason="Salah ketik.", by=office.users["operator"])
    found = baseline_of(office.again())
    assert found.approved
    assert found.snapshot == office.report.issues.get().snapshot


@pytest.mark.parametrize(("status", "revision"), [(ReportStatus.RETURNED, 1), (ReportStatus.DRAFT, 2)])
def test_without_what_it_said_nothing_is_compared(office, status, revision):
    Report.objects.filter(pk=office.report.pk).update(status=status, round=1, revision=revision)
    assert baseline_of(office.again()) is None


# -- many at once ------------------------------------------------------------------------------------------------------


def test_reminders_name_the_newest_return_and_count_what_is_open(office, django_assert_num_queries):
    submit(office)
    give_back(office, "Lama.")
    submit(office)
    actions.add_comment(report=office.again(), anchor="", text="Catatan.", by=office.users["superior"])
    give_back(office, "Baru.")
    report, camat = office.again(), office.place.report(office.place.camat)
    with django_assert_num_queries(2):
        found = reminders_of([report, camat])
    assert (found[office.report.pk].returned.reason, found[office.report.pk].open_remarks) == ("Baru.", 1)
    assert (found[camat.pk].returned, found[camat.pk].open_remarks) == (None, 0)


def test_return_that_was_answered_is_no_reminder(office):
    submit(office)
    give_back(office)
    submit(office)
    assert reminders_of([office.again()])[office.report.pk].returned is None


@pytest.mark.parametrize("status", ReportStatus)
def test_reports_below_wait_until_they_are_approved(office, status):
    place = office.place
    Report.objects.filter(pk=office.report.pk).update(status=status, round=1)
    factories.ReportFactory(position=place.kasi, quarter=1)
    factories.ReportFactory()
    waiting = [] if status in (ReportStatus.APPROVED, ReportStatus.RECEIVED) else [office.report]
    assert list(unapproved_below(place.report(place.camat))) == waiting
    assert unapproved_below(office.report) == ()
