"""What the steps of the review share. Called inside their transaction, and no action itself."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from agreements.enums import DecisionOutcome, DecisionStage, NoticeKind, Severity
from agreements.models import Unit, User
from reports.actions.held import HeldReport
from reports.actions.notices import notify, read_request
from reports.document.blocks import RenderedFile
from reports.frozen import freeze
from reports.issuing import Answer, DrawnIssue, sha256
from reports.models import Decision, FindingReason, IssuedReport, Report, SuperiorResponse
from reports.period import Quarter
from reports.queries import People, account_name
from reports.results import Finding
from reports.rules import RULES_VERSION
from reports.snapshot import snapshot_of
from reports.usage import Approved
from reports.workflow import MAKERS, Part, Step, Transition, transition

CONCERNED = MAKERS | {Part.SUPERIOR}
"""Who is told that an approved report is open again."""


class NoReasonError(ValueError):
    """Something that needs a reason came without one."""


class ContradictionError(ValueError):
    """Two boxes of tanggapan atasan deny each other."""


class ChangedSinceSeenError(Exception):
    """The report no longer says what the superior read; nothing was written."""


def step_of(row: Report, step: Step) -> Transition:
    """Return the row of the table; `check_can_take` has made sure that there is one."""
    found = transition(row.status, step)
    assert found is not None
    return found


def state_of(row: Report) -> dict[str, object]:
    """Return where a report stands, for the trail."""
    return {"status": row.status, "round": row.round, "revision": row.revision}


def given(reason: str) -> str:
    """Return a reason without blanks around it.

    Raises:
        NoReasonError: nothing is left.
    """
    reason = reason.strip()
    if not reason:
        raise NoReasonError("no reason")
    return reason


def decide(
    row: Report,
    stage: DecisionStage,
    outcome: DecisionOutcome,
    by: User,
    *,
    reason: str = "",
    on_paper: bool = False,
) -> Decision:
    """Write the decision of a stage in this round; the database refuses a second one."""
    if stage == DecisionStage.SUPERIOR:
        read_request(report=row, by=by)
    return Decision.objects.create(
        report=row,
        round=row.round,
        stage=stage,
        outcome=outcome,
        reason=reason,
        on_paper=on_paper,
        at=timezone.now(),
        by=by,
    )


def write_answer(row: Report, answer: Answer) -> None:
    """Keep the boxes and the note of this round, if there are any.

    Raises:
        ContradictionError: the report is called good and poor.
    """
    if answer.contradicts_itself:
        raise ContradictionError("good and poor at once")
    if answer.options or answer.note:
        SuperiorResponse.objects.create(
            report=row, round=row.round, options=[option.value for option in answer.options], note=answer.note
        )


def issue(row: Report, drawn: DrawnIssue, by: User, at: datetime.datetime) -> IssuedReport:
    """Write the frozen report and its files; files are named by their content, so writing twice costs nothing."""
    return IssuedReport.objects.create(
        report=row,
        revision=row.revision,
        supersedes=row.issues.order_by("-revision").first(),
        code=drawn.approval.code,
        address=drawn.approval.address,
        at=at,
        by=by,
        inputs=freeze(drawn.prepared.inputs),
        schema=drawn.prepared.inputs.schema,
        rules_version=RULES_VERSION,
        snapshot=snapshot_of(drawn.prepared.inputs, drawn.prepared.results),
        pdf=_store(drawn.pdf),
        pdf_sha256=sha256(drawn.pdf),
        xlsx=_store(drawn.xlsx),
        xlsx_sha256=sha256(drawn.xlsx),
    )


def _store(file: RenderedFile) -> str:
    """Keep a file under the name of its content and return the name."""
    stem, _, ending = file.name.rpartition(".")
    folder = IssuedReport._meta.get_field("pdf").upload_to
    name = f"{folder}{stem}-{sha256(file)[:16]}.{ending}"
    return name if default_storage.exists(name) else default_storage.save(name, ContentFile(file.content))


def open_revision(held: HeldReport, action: str, step: Transition, reason: str, *, changed: bool = False) -> None:
    """Let an approved report go on as its next revision; `changed` marks that figures it shares have changed."""
    row = held.row
    held.finish(
        action,
        state_of(row),
        {**state_of(row), "status": step.to.value, "revision": row.revision + 1, "reason": reason},
        status=step.to,
        revision=row.revision + 1,
        changed_since_approval=row.changed_since_approval or changed,
    )


def revise_changed(unit: Unit, reports: Iterable[Approved], reason: str, by: User) -> tuple[Report, ...]:
    """Open a revision of each approved report that rests on a figure which has just changed; return them.

    Whoever may change the figure opens them, whatever part the account plays towards each report (design: no two papers
    disagree unnoticed).
    """
    opened = []
    for found in reports:
        quarter = found.quarter
        report = Report.objects.select_related("position__unit").get(
            position__unit=unit, position__slug=found.position_slug, year=quarter.year, quarter=quarter.number
        )
        held = HeldReport.take_shared(report, by)
        open_revision(held, "revise_report", step_of(held.row, Step.REVISE), reason, changed=True)
        text = f"{named(held.row)} dibuka sebagai revisi, karena angka yang dipakainya berubah: {short(reason)}"
        tell(held.row, NoticeKind.REVISED, CONCERNED, text, by, held.people)
        opened.append(held.row)
    return tuple(opened)


# -- reasons for warnings ----------------------------------------------------------------------------------------------

Content = dict[str, object]


@dataclass(frozen=True)
class Explained:
    """What writing reasons changed, for the trail; nothing where both are empty."""

    before: tuple[Content, ...]
    after: tuple[Content, ...]


def write_reasons(row: Report, findings: Iterable[Finding], reasons: Mapping[str, str], by: User) -> Explained:
    """Write reasons inside somebody else's transaction, which holds the report and tells the trail."""
    warnings = {finding.key: finding for finding in findings if finding.severity == Severity.WARNING}
    standing = {found.key: found for found in row.reasons.all()}
    before, after = [], []
    for key, text in reasons.items():
        finding, old, text = warnings.get(key), standing.get(key), " ".join(text.split())
        if finding is None or text == (old.text if old else ""):
            continue
        before.append(_content(finding, old.text if old else ""))
        after.append(_content(finding, text))
        if text:
            _write(row, finding, text, by)
        else:
            row.reasons.filter(key=key).delete()
    return Explained(tuple(before), tuple(after))


def _write(row: Report, finding: Finding, text: str, by: User) -> None:
    FindingReason.objects.update_or_create(
        report=row,
        key=finding.key,
        defaults={
            "code": finding.code,
            "place": finding.place,
            "message": finding.message,
            "text": text,
            "at": timezone.now(),
            "by": by,
            "who": account_name(by),
        },
    )


def _content(finding: Finding, text: str) -> Content:
    return {"code": finding.code, "where": finding.where, "message": finding.message, "reason": text}


# -- notices -----------------------------------------------------------------------------------------------------------


def named(row: Report) -> str:
    """Name a report in a notice."""
    quarter = Quarter(row.year, row.quarter)
    return f"Laporan {row.position.name}, {row.position.unit.name}, {quarter.name} {quarter.year}"


def short(text: str) -> str:
    """Return the beginning of a text, for a notice."""
    line = " ".join(text.split())
    return line if len(line) <= 200 else f"{line[:199].rstrip()}…"


def tell(
    row: Report, kind: NoticeKind, parts: Iterable[Part], text: str, by: User, people: People, *, begun: int = 0
) -> None:
    """Tell those who play any of the parts, once per round; `begun` is 1 for the step that begins one."""
    accounts = {account for part in parts for account in people.parts[part]}
    key = f"putaran-{row.round + begun}-revisi-{row.revision}"
    notify(report=row, kind=kind, key=key, text=text, users=User.objects.filter(pk__in=accounts), by=by)
