"""The life of a report as a table: from which state which step leads where, and who may take it. Pure.

Source of the states: the review of quarterly reports as the kecamatan of Lumajang practise it (Perbup Lumajang 6/2018:
the report goes to the direct superior; Bagian Organisasi collects them all).

`python -m reports.workflow` prints `docs/workflow.md`, which is drawn from this table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from agreements.enums import ReportStatus


class Step(StrEnum):
    """What moves a report from one state to the next; the value names the line of the trail."""

    SUBMIT = "submit"
    APPROVE = "approve"
    RETURN = "return"
    RECEIVE = "receive"
    SEND_BACK = "send_back"
    REVISE = "revise"


class Part(StrEnum):
    """The part that an account plays towards one report on one day; it may play several."""

    HOLDER = "pejabat"
    """Holds the post whose report it is (definitif, Plt., Plh. or Pj.)."""
    OPERATOR = "operator"
    """Enters for the whole office."""
    SUPERIOR = "atasan langsung"
    """Decides on the report; where the superior has no account, Bagian Organisasi records what was said on paper."""
    RECEIVER = "Bagian Organisasi"
    """Receives what was approved."""


@dataclass(frozen=True)
class Transition:
    """Where a step leads, and what it asks for."""

    to: ReportStatus
    parts: frozenset[Part]
    reason: bool = False
    """A reason must be given."""
    response: bool = False
    """At least one box of tanggapan atasan must be ticked."""
    checked: bool = False
    """No check may find an error, and every warning of the checks has its reason."""
    open_quarter: bool = False
    """Not in a quarter that Bagian Organisasi closed."""
    new_revision: bool = False
    """What was approved stays as it is; the report goes on as the next revision."""


MAKERS = frozenset({Part.HOLDER, Part.OPERATOR})
"""Who makes a report and mends it."""
_SUBMIT = Transition(ReportStatus.SUBMITTED, MAKERS, checked=True, open_quarter=True)

TRANSITIONS: Mapping[tuple[ReportStatus, Step], Transition] = {
    (ReportStatus.DRAFT, Step.SUBMIT): _SUBMIT,
    (ReportStatus.RETURNED, Step.SUBMIT): _SUBMIT,
    (ReportStatus.SUBMITTED, Step.APPROVE): Transition(
        ReportStatus.APPROVED, frozenset({Part.SUPERIOR}), response=True
    ),
    (ReportStatus.SUBMITTED, Step.RETURN): Transition(
        ReportStatus.RETURNED, frozenset({Part.SUPERIOR}), reason=True, open_quarter=True
    ),
    (ReportStatus.APPROVED, Step.RECEIVE): Transition(ReportStatus.RECEIVED, frozenset({Part.RECEIVER})),
    (ReportStatus.APPROVED, Step.SEND_BACK): Transition(
        ReportStatus.RETURNED, frozenset({Part.RECEIVER}), reason=True, open_quarter=True, new_revision=True
    ),
    (ReportStatus.APPROVED, Step.REVISE): Transition(
        ReportStatus.DRAFT, MAKERS, reason=True, open_quarter=True, new_revision=True
    ),
    (ReportStatus.RECEIVED, Step.REVISE): Transition(
        ReportStatus.DRAFT, MAKERS | {Part.RECEIVER}, reason=True, open_quarter=True, new_revision=True
    ),
}
"""Everything that may happen; what is not here may not."""

INITIAL = ReportStatus.DRAFT

LABELS: Mapping[Step, str] = {
    Step.SUBMIT: "ajukan",
    Step.APPROVE: "setujui",
    Step.RETURN: "kembalikan",
    Step.RECEIVE: "terima",
    Step.SEND_BACK: "kembalikan setelah disetujui",
    Step.REVISE: "buka revisi",
}
"""Steps in words, for the drawing."""

PASSIVE: Mapping[Step, str] = {
    Step.SUBMIT: "diajukan",
    Step.APPROVE: "disetujui",
    Step.RETURN: "dikembalikan",
    Step.RECEIVE: "diterima",
    Step.SEND_BACK: "dikembalikan",
    Step.REVISE: "direvisi",
}
"""Steps as sentences say them: 'Laporan ini diajukan oleh ...'."""


def transition(status: ReportStatus, step: Step) -> Transition | None:
    """Return where a step leads from a state; None where it leads nowhere."""
    return TRANSITIONS.get((status, step))


def parts_of(step: Step) -> frozenset[Part]:
    """Return who may take a step in any state."""
    return frozenset(part for (_, taken), row in TRANSITIONS.items() if taken is step for part in row.parts)


# -- drawn into the documentation --------------------------------------------------------------------------------------


def drawing() -> str:
    """Return the table as a Mermaid state diagram."""
    lines = ["stateDiagram-v2", f"    [*] --> {INITIAL.label}"]
    for (status, step), row in TRANSITIONS.items():
        people = ", ".join(sorted(part.value for part in row.parts))
        lines.append(f"    {status.label} --> {row.to.label}: {LABELS[step]} ({people})")
    return "\n".join(lines)


def table() -> str:
    """Return the table in Markdown."""
    lines = ["| From | Step | To | Who | Asks for |", "|---|---|---|---|---|"]
    for (status, step), row in TRANSITIONS.items():
        people = ", ".join(sorted(part.value for part in row.parts))
        asked = "; ".join(words for words, wanted in _asked(row) if wanted) or "–"
        lines.append(f"| {status.label} | {LABELS[step]} | {row.to.label} | {people} | {asked} |")
    return "\n".join(lines)


def _asked(row: Transition) -> tuple[tuple[str, bool], ...]:
    return (
        ("no errors found by the checks, and a reason for each of their warnings", row.checked),
        ("an open quarter", row.open_quarter),
        ("a reason", row.reason),
        ("a ticked box of tanggapan atasan", row.response),
        ("starts a new revision", row.new_revision),
    )


DOCUMENT = """# The life of a report

Drawn from `reports/workflow.py` (`python -m reports.workflow > docs/workflow.md`); a test compares the two.

```mermaid
{drawing}
```

{table}

What is not in the table is refused with a sentence. Who plays which part on which day is worked out from appointments
in `reports/queries/people.py`: the superior is whoever is in charge of the superior post that day; where that is the
same official (Plt.) or nobody, the post above it decides; where the superior has no account (the Bupati over a Camat),
Bagian Organisasi records the answer given on paper. Nobody decides on their own report, and Bagian Organisasi does not
receive its own: no account records or receives for a unit in which it holds a post or enters figures. There another
account of Bagian Organisasi, the superior's account or the administrator does.

A report that was approved is frozen as an issued report. When it is sent back, opened for a correction, or a figure
that it shares changes, it goes on as the next revision; the issued one stays readable and verifiable. A due date never
locks anything; a quarter that Bagian Organisasi closed does, until it is reopened for the unit: nothing is given back
in it either, since nobody could hand it in again.
"""

if __name__ == "__main__":
    print(DOCUMENT.format(drawing=drawing(), table=table()), end="")  # noqa: T201 -- what the command is for
