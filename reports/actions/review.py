"""The steps of the review: hand in, approve, return, receive, send back, open a revision. The table is `workflow.py`.

Every step holds the unit and the report, compares the version that the user saw, writes its row of the round, the
state, the trail and the notices, all or none. Nothing that was typed is deleted by any of them.
"""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from agreements.enums import DecisionOutcome, DecisionStage, NoticeKind, Severity
from agreements.models import User
from reports.actions.held import HeldReport
from reports.actions.steps import (
    CONCERNED,
    ChangedSinceSeenError,
    decide,
    given,
    issue,
    named,
    open_revision,
    short,
    state_of,
    step_of,
    tell,
    write_answer,
    write_reasons,
)
from reports.actions.trail import Line, record
from reports.frozen import fingerprint
from reports.issuing import Answer, DrawnIssue
from reports.models import Decision, IssuedReport, Report, Submission, subject_of
from reports.outputs import prepare
from reports.period import Quarter
from reports.queries import load_inputs, punctuality
from reports.results import Finding
from reports.snapshot import snapshot_of
from reports.workflow import MAKERS, Part, Step


class NotReadyError(Exception):
    """The checks found errors; nothing was handed in. `findings` are the errors."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("; ".join(finding.message for finding in findings))
        self.findings = findings


class UnexplainedError(Exception):
    """Warnings of the checks have no reason; nothing was handed in. `findings` are these warnings."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("; ".join(finding.message for finding in findings))
        self.findings = findings


class NoAnswerError(ValueError):
    """A report is approved with at least one box of tanggapan atasan."""


# -- handing in --------------------------------------------------------------------------------------------------------


@transaction.atomic
def submit_report(
    *, report: Report, version: int, by: User, seen: str | None = None, reasons: Mapping[str, str] | None = None
) -> Submission:
    """Hand a report in: its figures and texts as they are, kept beside the round, and whether it came in time.

    `seen` is the fingerprint of what the account read: figures are shared and have no part in the report's version.
    `reasons` are those for warnings, by key of the finding, that are given along with it; others stand already.

    Raises:
        ChangedSinceSeenError: a figure or text has changed since it was read.
        NotReadyError: the checks found errors.
        UnexplainedError: a warning of the checks has no reason.
        Refused, StaleReportError: see `HeldReport.take_for`.
    """
    held = HeldReport.take_for(report, version, by, Step.SUBMIT)
    row, step = held.row, step_of(held.row, Step.SUBMIT)
    quarter = Quarter(row.year, row.quarter)
    prepared = prepare(row.position, quarter)
    said = fingerprint(prepared.inputs)
    if seen is not None and said != seen:
        raise ChangedSinceSeenError(f"{row} has changed since it was read")
    errors = tuple(finding for finding in prepared.findings if finding.severity == Severity.ERROR)
    if errors:
        raise NotReadyError(errors)
    _explain(row, prepared.findings, reasons or {}, by)
    due, late = punctuality(row, held.today)
    submission = Submission.objects.create(
        report=row,
        round=row.round + 1,
        revision=row.revision,
        at=timezone.now(),
        by=by,
        due_on=due,
        late_days=late,
        fingerprint=said,
        snapshot=snapshot_of(prepared.inputs, prepared.results),
    )
    held.finish(
        "submit_report",
        state_of(row),
        {**state_of(row), "status": step.to.value, "round": submission.round, "late_days": late},
        status=step.to,
        round=submission.round,
    )
    text = f"{named(row)} diajukan dan menunggu tanggapan Anda."
    tell(row, NoticeKind.SUBMITTED, {Part.SUPERIOR}, text, by, held.people, begun=1)
    return submission


def _explain(row: Report, findings: tuple[Finding, ...], reasons: Mapping[str, str], by: User) -> None:
    """Keep the reasons given along, and make sure that every warning has one.

    Raises:
        UnexplainedError: a warning has none.
    """
    changed = write_reasons(row, findings, reasons, by)
    given_for = set(row.reasons.values_list("key", flat=True))
    unexplained = tuple(
        finding for finding in findings if finding.severity == Severity.WARNING and finding.key not in given_for
    )
    if unexplained:
        raise UnexplainedError(unexplained)
    if changed.after:
        line = Line(
            "save_reasons",
            subject_of(row),
            {"reasons": list(changed.before)},
            {"reasons": list(changed.after)},
        )
        record(unit=row.position.unit, by=by, lines=[line])


# -- the superior ------------------------------------------------------------------------------------------------------


@transaction.atomic
def approve_report(*, report: Report, seen: str, drawn: DrawnIssue, by: User) -> IssuedReport:
    """Approve a report and issue it, as it was drawn by `draw_issue`.

    `seen` is the fingerprint of what the superior read; `drawn` carries version and fingerprint of what was drawn.

    Raises:
        NoAnswerError: no box is ticked.
        ContradictionError: the report is called good and poor.
        ChangedSinceSeenError: a figure or text has changed since the superior read it.
        Refused, StaleReportError: see `HeldReport.take_for`.
    """
    if not drawn.answer.options:
        raise NoAnswerError("no box is ticked")
    held = HeldReport.take_for(report, drawn.version, by, Step.APPROVE)
    row, step = held.row, step_of(held.row, Step.APPROVE)
    inputs = load_inputs(row.position, Quarter(row.year, row.quarter))
    if not fingerprint(inputs) == drawn.fingerprint == seen:
        raise ChangedSinceSeenError(f"{row} has changed since it was read")
    decide(row, DecisionStage.SUPERIOR, DecisionOutcome.APPROVED, by, on_paper=drawn.approval.on_paper)
    write_answer(row, drawn.answer)
    issued = issue(row, drawn, by, timezone.now())
    held.finish(
        "approve_report",
        state_of(row),
        {
            **state_of(row),
            "status": step.to.value,
            "options": [option.value for option in drawn.answer.options],
            "note": drawn.answer.note,
            "on_paper": drawn.approval.on_paper,
            "code": issued.code,
            "pdf_sha256": issued.pdf_sha256,
            "xlsx_sha256": issued.xlsx_sha256,
        },
        status=step.to,
        changed_since_approval=False,
    )
    tell(row, NoticeKind.APPROVED, MAKERS, f"{named(row)} disetujui.", by, held.people)
    text = f"{named(row)} disetujui dan menunggu diterima."
    tell(row, NoticeKind.APPROVED, {Part.RECEIVER}, text, by, held.people)
    return issued


@transaction.atomic
def return_report(*, report: Report, version: int, reason: str, answer: Answer, by: User) -> Decision:
    """Give a report back to be mended, with the reason; boxes may be ticked as well.

    Raises:
        NoReasonError: the reason is empty.
        ContradictionError: the report is called good and poor.
        Refused, StaleReportError: see `HeldReport.take_for`.
    """
    held = HeldReport.take_for(report, version, by, Step.RETURN)
    row, step, reason = held.row, step_of(held.row, Step.RETURN), given(reason)
    on_paper = held.people.on_paper
    decision = decide(row, DecisionStage.SUPERIOR, DecisionOutcome.RETURNED, by, reason=reason, on_paper=on_paper)
    write_answer(row, answer)
    held.finish(
        "return_report",
        state_of(row),
        {
            **state_of(row),
            "status": step.to.value,
            "reason": reason,
            "options": [option.value for option in answer.options],
            "note": answer.note,
            "on_paper": on_paper,
        },
        status=step.to,
    )
    text = f"{named(row)} dikembalikan atasan: {short(reason)}"
    tell(row, NoticeKind.RETURNED, MAKERS, text, by, held.people)
    return decision


# -- Bagian Organisasi -------------------------------------------------------------------------------------------------


@transaction.atomic
def receive_report(*, report: Report, version: int, by: User) -> Decision:
    """Receive an approved report.

    Raises:
        Refused, StaleReportError: see `HeldReport.take_for`.
    """
    held = HeldReport.take_for(report, version, by, Step.RECEIVE)
    row, step = held.row, step_of(held.row, Step.RECEIVE)
    decision = decide(row, DecisionStage.ORGANISASI, DecisionOutcome.RECEIVED, by)
    held.finish("receive_report", state_of(row), {**state_of(row), "status": step.to.value}, status=step.to)
    tell(row, NoticeKind.RECEIVED, MAKERS, f"{named(row)} diterima Bagian Organisasi.", by, held.people)
    return decision


@transaction.atomic
def send_back_report(*, report: Report, version: int, reason: str, by: User) -> Decision:
    """Give an approved report back; what was approved stays readable, and the report goes on as the next revision.

    Raises:
        NoReasonError: the reason is empty.
        Refused, StaleReportError: see `HeldReport.take_for`.
    """
    held = HeldReport.take_for(report, version, by, Step.SEND_BACK)
    row, step, reason = held.row, step_of(held.row, Step.SEND_BACK), given(reason)
    decision = decide(row, DecisionStage.ORGANISASI, DecisionOutcome.RETURNED, by, reason=reason)
    open_revision(held, "send_back_report", step, reason)
    text = f"{named(row)} dikembalikan Bagian Organisasi: {short(reason)}"
    tell(row, NoticeKind.RETURNED, CONCERNED, text, by, held.people)
    return decision


# -- revisions ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def revise_report(*, report: Report, version: int, reason: str, by: User) -> None:
    """Open an approved or received report again as its next revision; the issued one stays as it is.

    Raises:
        NoReasonError: the reason is empty.
        Refused, StaleReportError: see `HeldReport.take_for`.
    """
    held = HeldReport.take_for(report, version, by, Step.REVISE)
    row, reason = held.row, given(reason)
    open_revision(held, "revise_report", step_of(row, Step.REVISE), reason)
    text = f"{named(row)} dibuka kembali sebagai revisi {row.revision + 1}: {short(reason)}"
    tell(row, NoticeKind.REVISED, CONCERNED, text, by, held.people)
