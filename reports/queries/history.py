"""The way of a report so far: handed in, decided on, remarked on. Reads only, in a fixed number of queries."""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from agreements.enums import DecisionOutcome, DecisionStage, ReportStatus, ResponseOption
from agreements.models import User
from reports.models import Comment, Decision, Event, Report, Submission, SuperiorResponse, subject_of
from reports.queries.accounts import account_name
from reports.snapshot import Snapshot
from reports.usage import FINAL


@dataclass(frozen=True)
class Verdict:
    """A decision in words."""

    outcome: DecisionOutcome
    stage: DecisionStage
    at: datetime.datetime
    who: str
    reason: str
    on_paper: bool

    @classmethod
    def of(cls, row: Decision) -> "Verdict":
        """Return a decision with the name of who took it."""
        return cls(
            outcome=DecisionOutcome(row.outcome),
            stage=DecisionStage(row.stage),
            at=row.at,
            who=account_name(row.by),
            reason=row.reason,
            on_paper=row.on_paper,
        )

    @property
    def returned(self) -> bool:
        """Whether the report was given back."""
        return self.outcome == DecisionOutcome.RETURNED


@dataclass(frozen=True)
class Round:
    """A report handed in once, and what became of it."""

    number: int
    submission: Submission | None
    """None where the report came into the system in a later state."""
    submitted_by: str
    options: tuple[ResponseOption, ...]
    note: str
    verdicts: tuple[Verdict, ...]
    """Of the superior, then of Bagian Organisasi."""


@dataclass(frozen=True)
class Remark:
    """A remark pinned to a place, with names."""

    row: Comment
    who: str
    mended_by: str

    @property
    def mended(self) -> bool:
        """Whether somebody said that it is done."""
        return self.row.mended_at is not None


@dataclass(frozen=True)
class Opening:
    """A revision that somebody opened, and why."""

    at: datetime.datetime
    who: str
    reason: str


@dataclass(frozen=True)
class History:
    """All rounds, newest first, all remarks, oldest first, and how the revision that is being made was opened."""

    rounds: tuple[Round, ...]
    remarks: tuple[Remark, ...]
    opening: Opening | None
    """None where the first revision is the only one, or where Bagian Organisasi gave the report back."""

    @property
    def last(self) -> Round | None:
        """The newest round."""
        return self.rounds[0] if self.rounds else None

    @property
    def verdict(self) -> Verdict | None:
        """What was decided last in the newest round."""
        return self.last.verdicts[-1] if self.last and self.last.verdicts else None

    @property
    def open_remarks(self) -> tuple[Remark, ...]:
        """Remarks that nobody mended yet."""
        return tuple(remark for remark in self.remarks if not remark.mended)

    @property
    def mended_remarks(self) -> tuple[Remark, ...]:
        """Remarks that are done."""
        return tuple(remark for remark in self.remarks if remark.mended)


def history_of(report: Report) -> History:
    """Return the way of a report so far, in five queries."""
    submissions = {
        row.round: row for row in report.submissions.defer("snapshot").select_related("by__official").order_by("round")
    }
    responses = {row.round: row for row in report.responses.all()}
    verdicts: dict[int, list[Verdict]] = {}
    for row in report.decisions.select_related("by__official").order_by("round", "at"):
        verdicts.setdefault(row.round, []).append(Verdict.of(row))
    numbers = sorted(submissions.keys() | responses.keys() | verdicts.keys(), reverse=True)
    remarks = report.comments.select_related("by__official", "mended_by__official").order_by("at", "pk")
    return History(
        rounds=tuple(
            _round(number, submissions.get(number), responses.get(number), verdicts.get(number, ()))
            for number in numbers
        ),
        remarks=tuple(Remark(row, account_name(row.by), _name(row.mended_by)) for row in remarks),
        opening=_opening(report),
    )


def _round(
    number: int, submission: Submission | None, response: SuperiorResponse | None, verdicts: Iterable[Verdict]
) -> Round:
    return Round(
        number=number,
        submission=submission,
        submitted_by=_name(submission.by) if submission else "",
        options=tuple(option for option in ResponseOption if response and option.value in response.options),
        note=response.note if response else "",
        verdicts=tuple(verdicts),
    )


def _name(user: User | None) -> str:
    return account_name(user) if user else ""


def _opening(report: Report) -> Opening | None:
    """Return how the revision that is being made was opened; the trail alone keeps the reason."""
    event = (
        Event.objects.filter(subject=subject_of(report), action="revise_report", after__revision=report.revision)
        .select_related("by__official")
        .order_by("-number")
        .first()
    )
    return Opening(event.at, account_name(event.by), str((event.after or {}).get("reason", ""))) if event else None


# -- what a report said before -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Baseline:
    """What a report that is being mended said when somebody else read it last."""

    snapshot: Snapshot
    at: datetime.datetime
    approved: bool
    """Whether it was approved then; else it was handed in and given back."""


def baseline_of(report: Report) -> Baseline | None:
    """Return what a returned report said when it was handed in, and an opened revision when it was approved.

    None for a report that nobody else has read yet, and for one that is not being mended.
    """
    if report.status == ReportStatus.RETURNED:
        submission = report.submissions.order_by("-round").first()
        return Baseline(submission.snapshot, submission.at, approved=False) if submission else None
    if report.status == ReportStatus.DRAFT and report.revision > 1:
        issued = report.issues.defer("inputs").order_by("-revision").first()
        return Baseline(issued.snapshot, issued.at, approved=True) if issued else None
    return None


# -- many reports at once ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Reminder:
    """What waits to be mended in a report."""

    returned: Verdict | None = None
    """The newest return, while the report is a returned one."""
    open_remarks: int = 0


def reminders_of(reports: Iterable[Report]) -> Mapping[int, Reminder]:
    """Return what waits to be mended in each report, by id, in two queries."""
    rows = tuple(reports)
    returned = [row.pk for row in rows if row.status == ReportStatus.RETURNED]
    given_back = Decision.objects.filter(report__in=returned, outcome=DecisionOutcome.RETURNED)
    reasons = {row.report_id: row for row in given_back.select_related("by__official").order_by("round", "at")}
    remarks = Comment.objects.filter(report__in=[row.pk for row in rows], mended_at=None)
    counts = Counter(remarks.values_list("report_id", flat=True))
    return {
        row.pk: Reminder(Verdict.of(reasons[row.pk]) if row.pk in reasons else None, counts[row.pk]) for row in rows
    }


def unapproved_below(report: Report) -> tuple[Report, ...]:
    """Return the reports of the posts directly below that are not approved in the quarter yet, in order."""
    return tuple(
        Report.objects.filter(position__superior=report.position_id, year=report.year, quarter=report.quarter)
        .exclude(status__in=FINAL)
        .select_related("position__unit")
        .order_by("position__unit__name", "position__order", "position__name")
    )
