"""Two people decide at the same moment: exactly one wins, on both databases, and loses without what keeps them apart.

Each case holds the first request between looking and writing until the second one is there too, or has had its time.
"""

import threading
from decimal import Decimal

import pytest
from django.db import IntegrityError, OperationalError, connection
from django.utils import timezone

from agreements.enums import ReportStatus, ResponseOption
from agreements.policies import Refused
from reports import actions
from reports.actions import (
    BudgetChange,
    ChangedSinceSeenError,
    CorrectionNeedsReasonError,
    IndicatorChange,
    StaleReportError,
    closing,
    held,
    review,
    trail,
)
from reports.issuing import Answer
from reports.models import BudgetRealization, Decision, Event, IssuedReport, Report, Submission
from tests.reports import racing
from tests.reports.racing import alone, at_once, meet
from tests.reports.reviewing import draw_cheaply, drawn_for, make_office, seen_of
from tests.reports.workplace import QUARTER

pytestmark = pytest.mark.django_db(transaction=True)

LOSSES = (Refused, StaleReportError, ChangedSinceSeenError, CorrectionNeedsReasonError)
BROKEN_OFF = (IntegrityError, OperationalError)


@pytest.fixture(autouse=True)
def _shared(monkeypatch, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    draw_cheaply(monkeypatch)
    racing.share_database(monkeypatch, tmp_path)


def read_only(cls, report, version, by):
    """Read a report without locking it."""
    row = Report.objects.select_related("position__unit").get(pk=report.pk)
    return cls(row, by, version, timezone.localdate())


@pytest.fixture
def unprotected(monkeypatch):
    """Take away the queue, the row lock, the versions and the table's state: what remains is the database's own."""

    def take_away() -> None:
        racing.let_all_in(monkeypatch, held, trail, actions.entries)
        monkeypatch.setattr(held.HeldReport, "_unchanged", lambda self: self)
        if connection.vendor == "postgresql":
            monkeypatch.setattr(held.HeldReport, "_lock", classmethod(read_only))

    return take_away


def submitted():
    return alone(lambda: make_office(ReportStatus.SUBMITTED))


def draft():
    return alone(make_office)


def submit(office, who):
    report = office.again()
    return actions.submit_report(report=report, version=office.report.version, by=office.users[who])


def approve(office, drawn, seen):
    return actions.approve_report(report=office.report, seen=seen, drawn=drawn, by=office.users["superior"])


def give_back(office):
    return actions.return_report(
        report=office.report,
        version=office.report.version,
        reason="Periksa capaian.",
        answer=Answer((ResponseOption.POOR,)),
        by=office.users["superior"],
    )


def outcome(results, losses=LOSSES):
    """Return how many won; everybody else lost in one of the ways that pages know."""
    lost = [result for result in results if isinstance(result, Exception)]
    assert all(isinstance(result, losses) for result in lost), lost
    return len(results) - len(lost)


# -- handed in twice ---------------------------------------------------------------------------------------------------


def hand_in_twice(office, monkeypatch):
    meet(monkeypatch, review, "prepare")
    return at_once(lambda: submit(office, "operator"), lambda: submit(office, "holder"))


def test_report_handed_in_twice_at_once_is_handed_in_once(monkeypatch):
    office = draft()
    assert outcome(hand_in_twice(office, monkeypatch)) == 1
    assert alone(Submission.objects.count) == alone(Event.objects.count) == 1


def test_report_handed_in_twice_collides_in_the_database_without_protection(monkeypatch, unprotected):
    office = draft()
    unprotected()
    results = hand_in_twice(office, monkeypatch)
    assert any(isinstance(result, BROKEN_OFF) for result in results), results


# -- approved and returned ---------------------------------------------------------------------------------------------


def approve_and_return(office, monkeypatch):
    drawn = alone(lambda: drawn_for(office.again(), office.users["superior"]))
    seen = alone(lambda: seen_of(office.again()))
    meet(monkeypatch, review, "decide")
    return at_once(lambda: approve(office, drawn, seen), lambda: give_back(office))


def test_of_approving_and_returning_at_once_one_wins(monkeypatch):
    office = submitted()
    assert outcome(approve_and_return(office, monkeypatch)) == 1
    assert alone(Decision.objects.count) == 1
    status = alone(office.again).status
    assert (status == ReportStatus.APPROVED) == alone(IssuedReport.objects.exists)


def test_approving_and_returning_collide_in_the_database_without_protection(monkeypatch, unprotected):
    office = submitted()
    unprotected()
    results = approve_and_return(office, monkeypatch)
    assert any(isinstance(result, BROKEN_OFF) for result in results), results


# -- two approvers -----------------------------------------------------------------------------------------------------


def approve_twice(office, monkeypatch):
    camat = office.users["superior"]
    first, second = (alone(lambda: drawn_for(office.again(), camat)) for _ in range(2))
    seen = alone(lambda: seen_of(office.again()))
    meet(monkeypatch, review, "decide")
    return at_once(lambda: approve(office, first, seen), lambda: approve(office, second, seen))


def test_report_approved_twice_at_once_is_issued_once(monkeypatch):
    office = submitted()
    assert outcome(approve_twice(office, monkeypatch)) == 1
    assert alone(IssuedReport.objects.count) == alone(Decision.objects.count) == 1


def test_two_approvals_collide_in_the_database_without_protection(monkeypatch, unprotected):
    office = submitted()
    unprotected()
    results = approve_twice(office, monkeypatch)
    assert any(isinstance(result, BROKEN_OFF) for result in results), results


# -- a figure changes while it is approved -----------------------------------------------------------------------------


def approve_and_edit(office, monkeypatch, reason=""):
    """Approve while the operator changes a figure; the approval looks at the figures before the change is there."""
    drawn = alone(lambda: drawn_for(office.again(), office.users["superior"]))
    seen = alone(lambda: seen_of(office.again()))
    fact = alone(lambda: BudgetRealization.objects.get(budget_line=office.place.line))
    change = BudgetChange(office.place.line.pk, fact.version, amount=fact.amount + 1)
    meeting = threading.Barrier(2)
    meet(monkeypatch, review, "decide", meeting=meeting)
    meet(monkeypatch, actions.entries, "_write", after=True, meeting=meeting)

    def edit():
        return actions.save_entries(
            unit=office.place.unit, quarter=QUARTER, changes=[change], by=office.place.operator, reason=reason
        )

    return at_once(lambda: approve(office, drawn, seen), edit)


def agrees(office):
    """Whether no report is approved with a figure that is not the one that stands, unmarked."""
    report = office.again()
    if report.status != ReportStatus.APPROVED:
        return True
    spent = IssuedReport.objects.get().inputs["facts"]["lines"]
    stands = BudgetRealization.objects.get(budget_line=office.place.line).amount
    return any(f"{stands:.2f}" in str(line) for line in spent)


def test_of_approving_and_editing_no_two_papers_disagree(monkeypatch):
    office = submitted()
    results = approve_and_edit(office, monkeypatch)
    assert outcome(results) == 1
    assert alone(lambda: agrees(office))


def test_without_protection_papers_disagree_or_requests_break_off(monkeypatch, unprotected):
    office = submitted()
    unprotected()
    results = approve_and_edit(office, monkeypatch)
    assert not any(isinstance(result, LOSSES) for result in results)
    assert any(isinstance(result, BROKEN_OFF) for result in results) or not alone(lambda: agrees(office))


def test_of_approving_and_correcting_the_approved_one_goes_on_as_a_revision(monkeypatch):
    """With a reason both may win: then the correction came second and opened what was approved."""
    office = submitted()
    winners = outcome(approve_and_edit(office, monkeypatch, reason="Salah salin."))
    report = alone(office.again)
    assert winners == report.revision
    assert report.changed_since_approval is (winners == 2)
    assert alone(lambda: agrees(office))


# -- two corrections of what one approved report prints ----------------------------------------------------------------


def correct_twice(office, monkeypatch):
    """Correct two figures of one approved report at once, both before its revision is opened."""
    place = office.place
    facts = [
        BudgetChange(place.line.pk, 1, amount=Decimal(1)),
        IndicatorChange(place.direct.pk, 1, value=Decimal(1)),
    ]
    meet(monkeypatch, actions.entries, "reports_once", wrote=True)

    def correct(change):
        return actions.save_entries(
            unit=place.unit, quarter=QUARTER, changes=[change], by=place.operator, reason="Salah salin."
        )

    return at_once(*(lambda change=change: correct(change) for change in facts))


def approved():
    return alone(lambda: make_office(ReportStatus.APPROVED))


def test_of_two_corrections_one_opens_the_revision(monkeypatch):
    office = approved()
    results = correct_twice(office, monkeypatch)
    assert sorted(len(saved.revised) for saved in results) == [0, 1]
    assert alone(office.again).revision == 2
    assert alone(Event.objects.filter(action="revise_report").count) == 1


def test_of_two_corrections_one_breaks_off_without_protection(monkeypatch, unprotected):
    office = approved()
    unprotected()
    results = correct_twice(office, monkeypatch)
    assert any(isinstance(result, (*BROKEN_OFF, StaleReportError)) for result in results), results


# -- received and opened again -----------------------------------------------------------------------------------------


def receive_and_revise(office, monkeypatch):
    report, reason = office.again, "Pagu berubah."
    version = alone(report).version
    meeting = threading.Barrier(2)
    meet(monkeypatch, review, "decide", meeting=meeting)
    meet(monkeypatch, review, "open_revision", meeting=meeting)
    return at_once(
        lambda: actions.receive_report(report=office.report, version=version, by=office.users["organisasi"]),
        lambda: actions.revise_report(
            report=office.report, version=version, reason=reason, by=office.users["operator"]
        ),
    )


def test_of_receiving_and_revising_at_once_one_wins(monkeypatch):
    office = approved()
    assert outcome(receive_and_revise(office, monkeypatch)) == 1
    report, received = alone(office.again), alone(Decision.objects.exists)
    assert (report.status, report.revision) == ((ReportStatus.RECEIVED, 1) if received else (ReportStatus.DRAFT, 2))


def test_receiving_and_revising_collide_or_both_win_without_protection(monkeypatch, unprotected):
    office = approved()
    unprotected()
    monkeypatch.setattr(held.HeldReport, "finish", finish_whatever_the_version)
    results = receive_and_revise(office, monkeypatch)
    assert any(isinstance(result, BROKEN_OFF) for result in results) or outcome(results) == 2, results


def finish_whatever_the_version(self, action, before, after, **changes):
    """Write without comparing and swapping."""
    Report.objects.filter(pk=self.row.pk).update(version=self.version + 1, **changes)
    trail.record(unit=self.row.position.unit, by=self.by, lines=[trail.Line(action, "reports.report:1", before, after)])


# -- handed in while the quarter is closed -----------------------------------------------------------------------------


def submit_and_close(office, monkeypatch):
    """Close the quarter when the submission has found it open, and before either can be seen by the other."""
    meeting = threading.Barrier(2)
    meet(monkeypatch, review, "prepare", meeting=meeting)
    meet(monkeypatch, closing, "record", after=True, meeting=meeting)
    return at_once(
        lambda: submit(office, "operator"),
        lambda: actions.close_quarter(quarter=QUARTER, by=office.users["organisasi"]),
    )


def told(office):
    """Return what the trail of the unit tells, in its order."""
    return alone(lambda: list(Event.objects.filter(unit=office.place.unit).values_list("action", flat=True)))


def test_nothing_is_handed_in_after_the_quarter_was_closed(monkeypatch):
    office = draft()
    results = submit_and_close(office, monkeypatch)
    assert not isinstance(results[1], Exception), results
    assert told(office) == (["submit_report", "close_quarter"] if outcome(results) == 2 else ["close_quarter"])


def test_without_protection_it_is_handed_in_after_the_closing_or_collides(monkeypatch, unprotected):
    office = draft()
    unprotected()
    results = submit_and_close(office, monkeypatch)
    broken_off = any(isinstance(result, BROKEN_OFF) for result in results)
    assert broken_off or told(office) == ["close_quarter", "submit_report"], results
