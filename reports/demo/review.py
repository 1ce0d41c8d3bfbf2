"""How far the demo's reports have come: handed in, answered, issued with their files, as their files say (`status`).

Days are believable, not recorded: a report is handed in on the day it was signed, answered on the next working day, and
received on the one after. What a superior without an account answered, Bagian Organisasi records, as in a real place.
"""

import datetime

from agreements.enums import DecisionOutcome, DecisionStage, ReportStatus, ResponseOption
from agreements.models import User
from reports.actions.steps import issue
from reports.anchors import INDICATOR
from reports.demo.context import morning
from reports.demo.reasons import Reasons, load_reasons
from reports.issuing import Answer, draw_issue
from reports.models import Comment, Decision, Report, Submission, SuperiorResponse
from reports.outputs import prepare
from reports.period import Quarter, after_working_days
from reports.queries import holidays, people_of, punctuality, signing_date
from reports.snapshot import Snapshot, snapshot_of
from reports.usage import FINAL
from reports.workflow import Part

UNSAID = "Mohon diteliti kembali sebelum diajukan lagi."
"""Reason of a return for which the office's file gives none."""


def load_reviews(reasons: Reasons | None = None, *, issued: bool = True) -> int:
    """Make what belongs to the states of the demo's reports, where it is not there yet; return for how many.

    `reasons` are those for the warnings of the checks. `issued=False` leaves the files of approved reports undrawn,
    which takes a second each.
    """
    reports = (
        Report.objects.exclude(status=ReportStatus.DRAFT)
        .filter(submissions=None)
        .select_related("position__unit", "position__superior")
        .order_by("pk")
    )
    days_off = holidays({year for report in reports for year in (report.year, report.year + 1)})
    for report in reports:
        _load_review(report, days_off, reasons or {}, issued=issued)
    return len(reports)


def _load_review(report: Report, days_off: frozenset[datetime.date], reasons: Reasons, *, issued: bool) -> None:
    handed_in = signing_date(report, Quarter(report.year, report.quarter))
    people = people_of(report, handed_in)
    if not all(people.parts[part] for part in (Part.OPERATOR, Part.SUPERIOR, Part.RECEIVER)):
        return  # an office without accounts
    operator, superior, receiver = (
        User.objects.get(pk=min(people.parts[part])) for part in (Part.OPERATOR, Part.SUPERIOR, Part.RECEIVER)
    )
    prepared = prepare(report.position, Quarter(report.year, report.quarter))
    snapshot = snapshot_of(prepared.inputs, prepared.results)
    load_reasons(report, prepared, reasons, operator, morning(handed_in))
    due, late = punctuality(report, handed_in)
    Submission.objects.create(
        report=report,
        round=1,
        revision=1,
        at=morning(handed_in),
        by=operator,
        due_on=due,
        late_days=late,
        snapshot=snapshot,
    )
    answered = after_working_days(handed_in, 1, days_off)
    if report.status == ReportStatus.RETURNED:
        _return(report, superior, people.on_paper, answered, snapshot)
    if report.status in FINAL:
        answer = _answer(report)
        _decide(report, DecisionStage.SUPERIOR, DecisionOutcome.APPROVED, superior, answered, people.on_paper)
        if issued:
            issue(
                report,
                draw_issue(report=report, answer=answer, by=superior, today=answered),
                superior,
                morning(answered),
            )
    if report.status == ReportStatus.RECEIVED:
        received = after_working_days(answered, 1, days_off)
        _decide(report, DecisionStage.ORGANISASI, DecisionOutcome.RECEIVED, receiver, received)


def _return(report: Report, by: User, on_paper: bool, day: datetime.date, snapshot: Snapshot) -> None:
    """Return a report with the superior's note as the reason, and pin it to the first indicator."""
    note = next((row.note for row in report.responses.all() if row.note), UNSAID)
    # Said once: as the reason of the return, not as an answer beside it.
    report.responses.all().delete()
    _decide(report, DecisionStage.SUPERIOR, DecisionOutcome.RETURNED, by, day, on_paper, reason=note)
    anchors = (key.partition("/")[0] for key in snapshot)
    anchor = next((anchor for anchor in anchors if anchor.startswith(INDICATOR)), "")
    label = snapshot.get(f"{anchor}/target", ["Seluruh laporan"])[0]
    Comment.objects.create(report=report, round=1, anchor=anchor, label=label, text=note, at=morning(day), by=by)


def _answer(report: Report) -> Answer:
    """Return the answer of the office's file; nothing is approved without a ticked box."""
    row = report.responses.first() or SuperiorResponse(report=report, round=1)
    if not row.options:
        row.options = [ResponseOption.GOOD.value]
        row.save()
    return Answer.of(row.options, row.note)


def _decide(
    report: Report,
    stage: DecisionStage,
    outcome: DecisionOutcome,
    by: User,
    day: datetime.date,
    on_paper: bool = False,
    reason: str = "",
) -> None:
    Decision.objects.create(
        report=report,
        round=1,
        stage=stage,
        outcome=outcome,
        reason=reason,
        on_paper=on_paper,
        at=morning(day),
        by=by,
    )
