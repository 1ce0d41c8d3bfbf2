"""An approved report, drawn before it is approved: rendering takes a second, and nobody shall wait for it in a lock.

`draw_issue` reads, computes and draws; `actions.approve_report` then writes the result, if what was read still stands.
"""

import datetime
import hashlib
from dataclasses import dataclass, replace

from django.conf import settings

from agreements.enums import ReportStatus, ResponseOption
from agreements.models import User
from reports.codes import address_of, make_code
from reports.computation import compute_facts
from reports.document.blocks import RenderedFile
from reports.frozen import fingerprint
from reports.inputs import ApprovalEntry, ReportInputs
from reports.models import Report
from reports.outputs import OUTPUTS, Prepared, prepare_inputs
from reports.period import Quarter
from reports.queries import load_inputs, people_of

OPPOSED = frozenset({ResponseOption.GOOD, ResponseOption.POOR})
"""Boxes that deny each other; all others may be true of one report ('sudah baik' and 'Capaian diteliti ulang')."""


@dataclass(frozen=True)
class Answer:
    """Tanggapan atasan langsung: the boxes ticked, in printed order, and a note."""

    options: tuple[ResponseOption, ...]
    note: str = ""

    @classmethod
    def of(cls, ticked: object, note: str = "") -> "Answer":
        """Return the answer with its boxes in printed order, each once.

        Raises:
            ValueError: a box that there is none of.
        """
        chosen = {ResponseOption(code) for code in ticked}
        return cls(tuple(option for option in ResponseOption if option in chosen), note.strip())

    @property
    def contradicts_itself(self) -> bool:
        """Whether two of its boxes can't both be meant."""
        return {*self.options} >= OPPOSED


@dataclass(frozen=True)
class DrawnIssue:
    """What approving a report will write, and the fingerprint of what it was drawn from."""

    version: int
    """The version of the report that was drawn."""
    fingerprint: str
    prepared: Prepared
    answer: Answer
    pdf: RenderedFile
    xlsx: RenderedFile

    @property
    def approval(self) -> ApprovalEntry:
        """Who approves, and the code of the document."""
        assert self.prepared.inputs.approval is not None
        return self.prepared.inputs.approval


def draw_issue(*, report: Report, answer: Answer, by: User, today: datetime.date) -> DrawnIssue:
    """Draw a report as it will be once `by` approves it: boxes ticked, code and QR on it, no watermark."""
    version = report.version
    inputs = load_inputs(report.position, Quarter(report.year, report.quarter))
    read = fingerprint(inputs)
    code = make_code()
    people = people_of(report, today)
    official = getattr(by, "official", None)
    approval = ApprovalEntry(
        code=code,
        address=address_of(code, settings.PUBLIC_URL),
        revision=report.revision,
        approved_on=today,
        name=people.decider_name if people.on_paper or official is None else official.name,
        title=people.decider_title,
        on_paper=people.on_paper,
    )
    prepared = prepare_approved(inputs, answer, approval)
    return DrawnIssue(
        version=version,
        fingerprint=read,
        prepared=prepared,
        answer=answer,
        pdf=OUTPUTS["pdf"](prepared),
        xlsx=OUTPUTS["xlsx"](prepared),
    )


def prepare_approved(inputs: ReportInputs, answer: Answer, approval: ApprovalEntry) -> Prepared:
    """Compute and compose a report as approved."""
    approved = replace(
        inputs,
        status=ReportStatus.APPROVED,
        response_options=answer.options,
        response_note=answer.note,
        approval=approval,
    )
    return prepare_inputs(approved, compute_facts(approved.facts))


def sha256(file: RenderedFile) -> str:
    """Return the SHA-256 of a file, in hex."""
    return hashlib.sha256(file.content).hexdigest()
