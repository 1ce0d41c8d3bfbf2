"""The steps of the review: one walk over state x step x account with every refusal, and what each step leaves behind."""

import datetime
import json

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone

from agreements.enums import DecisionOutcome, NoticeKind, ReportStatus, ResponseOption
from agreements.policies import Refused
from reports import actions, issuing
from reports.actions import (
    BudgetChange,
    ChangedSinceSeenError,
    NoAnswerError,
    NoReasonError,
    NotReadyError,
    StaleReportError,
)
from reports.computation import compute_facts
from reports.frozen import thaw
from reports.issuing import Answer, sha256
from reports.models import (
    Comment,
    Decision,
    Event,
    IssuedReport,
    Notice,
    Report,
    ReportText,
    Submission,
    SuperiorResponse,
)
from reports.outputs import OUTPUTS, prepare, prepare_inputs
from reports.policies import QuarterClosedError
from reports.workflow import Step
from tests import factories
from tests.reports.reviewing import GOOD, draw_cheaply, drawn_for, make_office, seen_of
from tests.reports.workplace import QUARTER

pytestmark = pytest.mark.django_db

DRAFT, SUBMITTED, RETURNED, APPROVED, RECEIVED = (
    ReportStatus.DRAFT,
    ReportStatus.SUBMITTED,
    ReportStatus.RETURNED,
    ReportStatus.APPROVED,
    ReportStatus.RECEIVED,
)
MAKERS = {"operator", "holder"}

# Written out once more, by hand: what may happen, who may do it, and where it leads. Everything else is refused.
ALLOWED = {
    (DRAFT, Step.SUBMIT): (MAKERS, SUBMITTED),
    (RETURNED, Step.SUBMIT): (MAKERS, SUBMITTED),
    (SUBMITTED, Step.APPROVE): ({"superior"}, APPROVED),
    (SUBMITTED, Step.RETURN): ({"superior"}, RETURNED),
    (APPROVED, Step.RECEIVE): ({"organisasi"}, RECEIVED),
    (APPROVED, Step.SEND_BACK): ({"organisasi"}, RETURNED),
    (APPROVED, Step.REVISE): (MAKERS, DRAFT),
    (RECEIVED, Step.REVISE): (MAKERS | {"organisasi"}, DRAFT),
}
EVERYBODY = ("operator", "holder", "superior", "organisasi", "inspector", "admin", "stranger")


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(autouse=True)
def _cheap(monkeypatch):
    draw_cheaply(monkeypatch)


def take(step, report, by, **more):
    """Take a step as the pages do."""
    version = report.version
    if step is Step.SUBMIT:
        return actions.submit_report(report=report, version=version, by=by)
    if step is Step.APPROVE:
        answer = more.get("answer", GOOD)
        return actions.approve_report(report=report, seen=seen_of(report), drawn=drawn_for(report, by, answer), by=by)
    if step is Step.RETURN:
        return actions.return_report(
            report=report, version=version, reason=more.get("reason", "Capaian keliru."), answer=Answer(()), by=by
        )
    if step is Step.RECEIVE:
        return actions.receive_report(report=report, version=version, by=by)
    act = {Step.SEND_BACK: actions.send_back_report, Step.REVISE: actions.revise_report}[step]
    return act(report=report, version=version, reason=more.get("reason", "Pagu berubah."), by=by)


def kept():
    """Return everything that a refusal must not touch."""
    models = (Report, Submission, Decision, SuperiorResponse, IssuedReport, Event, Notice)
    return {model: list(model.objects.order_by("pk").values()) for model in models}


@pytest.mark.parametrize("step", Step)
@pytest.mark.parametrize("status", ReportStatus)
def test_who_may_take_which_step_in_which_state(status, step):
    people, leads_to = ALLOWED.get((status, step), (set(), None))
    office = make_office(status)
    for who in EVERYBODY:
        mark = transaction.savepoint()
        before = kept()
        if who not in people:
            with pytest.raises(Refused, match=r"^Laporan .*\.$"):
                take(step, office.again(), office.users[who])
            assert kept() == before
        else:
            take(step, office.again(), office.users[who])
            assert office.again().status == leads_to
            assert office.again().version == office.report.version + 1
            assert Event.objects.filter(unit=office.place.unit).last().by == office.users[who]
        transaction.savepoint_rollback(mark)


def test_official_who_is_the_superior_too_does_not_decide_on_the_own_report():
    office = make_office(SUBMITTED)
    kasi = office.users["holder"].official
    factories.AppointmentFactory(
        position=office.place.camat, official=kasi, kind="plt", start=datetime.date(2024, 1, 1)
    )
    with pytest.raises(Refused, match="Laporan sendiri disetujui oleh atasan langsungnya, bukan oleh pejabatnya"):
        take(Step.APPROVE, office.again(), office.users["holder"])


# -- handing in --------------------------------------------------------------------------------------------------------


def test_report_with_errors_is_not_handed_in():
    office = make_office()
    office.place.direct.realizations.all().delete()
    before = kept()
    with pytest.raises(NotReadyError) as caught:
        take(Step.SUBMIT, office.again(), office.users["holder"])
    assert caught.value.findings
    assert all(finding.severity == "error" for finding in caught.value.findings)
    assert kept() == before


@pytest.mark.parametrize(
    ("today", "late"),
    [(datetime.date(2024, 7, 5), None), (datetime.date(2024, 7, 6), 0), (datetime.date(2024, 7, 9), 2)],
    ids=["on the last day", "on the weekend after it", "two working days late"],
)
def test_handing_in_keeps_what_it_says_and_whether_it_is_in_time(monkeypatch, today, late):
    office = make_office()
    monkeypatch.setattr(timezone, "localdate", lambda: today)
    submission = take(Step.SUBMIT, office.again(), office.users["operator"])
    assert (submission.round, submission.revision, submission.by) == (1, 1, office.users["operator"])
    assert (submission.due_on, submission.late_days, submission.late) == (
        datetime.date(2024, 7, 5),
        late,
        late is not None,
    )
    assert f"indikator-{office.place.direct.pk}/realisasi" in submission.snapshot
    assert office.again().round == 1


def test_superior_is_told_and_nobody_else():
    office = make_office()
    take(Step.SUBMIT, office.again(), office.users["operator"])
    notice = Notice.objects.get()
    assert (notice.user, notice.kind) == (office.users["superior"], NoticeKind.SUBMITTED)
    assert notice.text.startswith(f"Laporan Kepala Seksi Desa, {office.place.unit.name}, Triwulan II 2024 ")


def test_request_counts_as_read_once_the_superior_has_decided():
    """Else the bell goes on saying that a report waits which was answered from the inbox."""
    office = make_office()
    take(Step.SUBMIT, office.again(), office.users["operator"])
    take(Step.RETURN, office.again(), office.users["superior"])
    request = Notice.objects.get(kind=NoticeKind.SUBMITTED)
    assert request.read_at is not None
    assert Notice.objects.exclude(pk=request.pk).filter(read_at=None).exists()


def test_old_page_hands_nothing_in():
    office = make_office()
    Report.objects.update(version=7)
    with pytest.raises(StaleReportError):
        actions.submit_report(report=office.report, version=office.report.version, by=office.users["holder"])
    assert not Submission.objects.exists()


def test_what_changed_after_it_was_read_is_not_handed_in():
    office = make_office()
    report, holder = office.again(), office.users["holder"]
    seen = seen_of(report)
    fact = office.place.line.realizations.get()
    change = BudgetChange(office.place.line.pk, fact.version, amount=fact.amount + 1)
    actions.save_entries(unit=office.place.unit, quarter=QUARTER, changes=[change], by=office.place.operator)
    with pytest.raises(ChangedSinceSeenError):
        actions.submit_report(report=report, version=report.version, seen=seen, by=holder)
    assert not Submission.objects.exists()
    actions.submit_report(report=report, version=report.version, seen=seen_of(report), by=holder)


def test_closed_quarter_hands_nothing_in_until_it_is_reopened():
    office = make_office()
    closing = actions.close_quarter(quarter=QUARTER, by=office.users["organisasi"])
    with pytest.raises(Refused, match="Triwulan II 2024 sudah ditutup oleh Bagian Organisasi"):
        take(Step.SUBMIT, office.again(), office.users["holder"])
    actions.reopen_quarter(
        closing=closing,
        unit=office.place.unit,
        reason="Data desa baru masuk.",
        until=timezone.localdate(),
        by=office.users["organisasi"],
    )
    take(Step.SUBMIT, office.again(), office.users["holder"])


def test_closed_quarter_gives_nothing_back():
    office = make_office(SUBMITTED)
    actions.close_quarter(quarter=QUARTER, by=office.users["organisasi"])
    with pytest.raises(QuarterClosedError, match="Mintalah agar dibuka kembali untuk"):
        take(Step.RETURN, office.again(), office.users["superior"])
    assert office.again().status == SUBMITTED


# -- approving ---------------------------------------------------------------------------------------------------------


def test_approval_freezes_inputs_and_files(monkeypatch):
    monkeypatch.setattr(issuing, "OUTPUTS", OUTPUTS)
    office = make_office(SUBMITTED)
    drawn = drawn_for(office.again(), office.users["superior"])
    issued = actions.approve_report(
        report=office.again(), seen=seen_of(office.report), drawn=drawn, by=office.users["superior"]
    )
    assert office.again().status == APPROVED
    inputs = thaw(json.loads(json.dumps(issued.inputs)))
    assert inputs.response_options == (ResponseOption.GOOD,)
    assert inputs.approval.code == issued.code
    assert issued.code in issued.address
    for name, digest in ((issued.pdf.name, issued.pdf_sha256), (issued.xlsx.name, issued.xlsx_sha256)):
        with default_storage.open(name) as file:
            content = file.read()
        assert digest == sha256(type(drawn.pdf)("", "", content))
    with default_storage.open(issued.pdf.name) as file:
        assert file.read().startswith(b"%PDF-")

    # The same figures and the same bytes again, whatever has become of the rows.
    place = office.place
    place.direct.realizations.update(value=3)
    type(place.unit).objects.filter(pk=place.unit.pk).update(name="Kecamatan Lain", short_name="Lain")
    ReportText.objects.create(report=office.report, section="closing_counts", text="Lain.")
    again = prepare(type(place.kasi).objects.get(pk=place.kasi.pk), QUARTER)
    assert again.inputs == inputs
    fresh = prepare_inputs(inputs, compute_facts(inputs.facts))
    assert OUTPUTS["pdf"](fresh).content == drawn.pdf.content
    assert OUTPUTS["xlsx"](fresh).content == drawn.xlsx.content


def test_approval_writes_decision_answer_and_notices():
    office = make_office(SUBMITTED)
    take(Step.APPROVE, office.again(), office.users["superior"])
    decision = Decision.objects.get()
    assert (decision.round, decision.outcome, decision.on_paper) == (1, DecisionOutcome.APPROVED, False)
    answer = SuperiorResponse.objects.get()
    assert (answer.round, answer.options, answer.note) == (1, ["good"], "Pertahankan.")
    told = {(notice.user, notice.kind) for notice in Notice.objects.all()}
    assert told == {(office.users[who], NoticeKind.APPROVED) for who in ("operator", "holder", "organisasi")}


def test_nothing_is_approved_without_a_ticked_box():
    office = make_office(SUBMITTED)
    with pytest.raises(NoAnswerError):
        take(Step.APPROVE, office.again(), office.users["superior"], answer=Answer((), "Baik."))
    assert office.again().status == SUBMITTED


def test_what_changed_after_it_was_read_is_not_approved():
    office = make_office(SUBMITTED)
    report, camat = office.again(), office.users["superior"]
    seen, drawn = seen_of(report), drawn_for(report, camat)
    fact = office.place.line.realizations.get()
    change = BudgetChange(office.place.line.pk, fact.version, amount=fact.amount + 1)
    actions.save_entries(unit=office.place.unit, quarter=QUARTER, changes=[change], by=office.place.operator)
    with pytest.raises(ChangedSinceSeenError):
        actions.approve_report(report=report, seen=seen, drawn=drawn, by=camat)
    with pytest.raises(ChangedSinceSeenError):
        actions.approve_report(report=report, seen=seen, drawn=drawn_for(report, camat), by=camat)
    assert not IssuedReport.objects.exists()
    actions.approve_report(report=report, seen=seen_of(report), drawn=drawn_for(report, camat), by=camat)


def test_bagian_organisasi_records_an_answer_given_on_paper():
    office = make_office(SUBMITTED)
    camat = office.users["superior"]
    camat.is_active = False
    camat.save()
    issued = take(Step.APPROVE, office.again(), office.users["organisasi"])
    assert Decision.objects.get().on_paper
    approval = thaw(issued.inputs).approval
    assert approval.on_paper
    assert approval.name == office.place.camat.appointments.get().official.name


# -- giving back -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "step", "who"),
    [
        (SUBMITTED, Step.RETURN, "superior"),
        (APPROVED, Step.SEND_BACK, "organisasi"),
        (APPROVED, Step.REVISE, "operator"),
        (RECEIVED, Step.REVISE, "organisasi"),
    ],
)
def test_giving_back_needs_a_reason(status, step, who):
    office = make_office(status)
    before = kept()
    with pytest.raises(NoReasonError):
        take(step, office.again(), office.users[who], reason=" \n ")
    assert kept() == before


def test_boxes_that_deny_each_other_are_kept_by_no_step():
    office = make_office(SUBMITTED)
    camat, before = office.users["superior"], kept()
    answer = Answer((ResponseOption.GOOD, ResponseOption.POOR))
    report = office.again()
    with pytest.raises(actions.ContradictionError):
        actions.return_report(report=report, version=report.version, reason="Salah.", answer=answer, by=camat)
    drawn = drawn_for(report, camat, answer)
    with pytest.raises(actions.ContradictionError):
        actions.approve_report(report=report, seen=seen_of(office.report), drawn=drawn, by=camat)
    assert kept() == before


def test_returning_deletes_nothing_and_each_round_keeps_its_answer():
    office = make_office()
    text = factories.ReportTextFactory(report=office.report, section="closing_counts")
    holder, camat = office.users["holder"], office.users["superior"]
    take(Step.SUBMIT, office.again(), holder)
    actions.add_comment(report=office.again(), anchor=f"indikator-{office.place.direct.pk}", text="Periksa.", by=camat)
    report = office.again()
    actions.return_report(
        report=report,
        version=report.version,
        reason="Periksa capaian.",
        answer=Answer((ResponseOption.RECHECK_ACHIEVEMENT,)),
        by=camat,
    )
    take(Step.SUBMIT, office.again(), holder)
    take(Step.APPROVE, office.again(), camat)
    assert [(row.round, row.outcome) for row in Decision.objects.all()] == [(1, "returned"), (2, "approved")]
    assert [(row.round, row.options) for row in SuperiorResponse.objects.all()] == [
        (1, ["recheck_achievement"]),
        (2, ["good"]),
    ]
    assert [row.round for row in Submission.objects.all()] == [1, 2]
    text.refresh_from_db()
    assert Comment.objects.get().text == "Periksa."


# -- revisions ---------------------------------------------------------------------------------------------------------


def test_report_sent_back_goes_on_as_a_revision_that_supersedes():
    office = make_office()
    holder, camat, organisasi = (office.users[who] for who in ("holder", "superior", "organisasi"))
    take(Step.SUBMIT, office.again(), holder)
    first = take(Step.APPROVE, office.again(), camat)
    take(Step.SEND_BACK, office.again(), organisasi)
    assert (office.again().status, office.again().revision) == (RETURNED, 2)
    take(Step.SUBMIT, office.again(), holder)
    second = take(Step.APPROVE, office.again(), camat)
    assert (second.revision, second.supersedes) == (2, first)
    assert first.code != second.code
    take(Step.RECEIVE, office.again(), organisasi)
    take(Step.REVISE, office.again(), organisasi)
    assert (office.again().status, office.again().revision) == (DRAFT, 3)
    assert IssuedReport.objects.count() == 2


def test_database_refuses_a_second_decision_of_a_round():
    office = make_office(SUBMITTED)
    take(Step.APPROVE, office.again(), office.users["superior"])
    Report.objects.filter(pk=office.report.pk).update(status=SUBMITTED)
    with pytest.raises(IntegrityError), transaction.atomic():
        take(Step.RETURN, office.again(), office.users["superior"])
