"""The table of the review, and the documentation that is drawn from it. No database."""

from pathlib import Path

import pytest
from django.conf import settings

from agreements.enums import ReportStatus
from reports import workflow
from reports.workflow import INITIAL, TRANSITIONS, Part, Step, transition

DOCUMENT = Path(settings.BASE_DIR) / "docs" / "workflow.md"


def steps_of(part: Part) -> set[Step]:
    return {step for (_, step), row in TRANSITIONS.items() if part in row.parts}


def reachable() -> set[ReportStatus]:
    found, edge = {INITIAL}, {INITIAL}
    while edge:
        edge = {row.to for (status, _), row in TRANSITIONS.items() if status in edge} - found
        found |= edge
    return found


def test_every_state_can_be_reached_and_left():
    assert reachable() == set(ReportStatus)
    assert {status for status, _ in TRANSITIONS} == set(ReportStatus)


def test_every_step_and_part_is_used():
    assert {step for _, step in TRANSITIONS} == set(Step)
    assert {part for row in TRANSITIONS.values() for part in row.parts} == set(Part)


def test_who_makes_a_report_does_not_decide_on_it():
    deciding = {Step.APPROVE, Step.RETURN, Step.RECEIVE, Step.SEND_BACK}
    for part in (Part.HOLDER, Part.OPERATOR):
        assert steps_of(part).isdisjoint(deciding)


def test_giving_back_needs_a_reason_and_approving_an_answer():
    rows = {key: row for key, row in TRANSITIONS.items() if row.to == ReportStatus.RETURNED or row.new_revision}
    assert rows
    assert all(row.reason for row in rows.values())
    assert [step for (_, step), row in TRANSITIONS.items() if row.response] == [Step.APPROVE]


@pytest.mark.parametrize("status", [ReportStatus.APPROVED, ReportStatus.RECEIVED])
def test_what_was_approved_is_only_left_as_a_new_revision(status):
    leaving = {step: row for (start, step), row in TRANSITIONS.items() if start == status and step != Step.RECEIVE}
    assert leaving
    assert all(row.new_revision for row in leaving.values())


def test_a_step_that_is_not_in_the_table_leads_nowhere():
    assert transition(ReportStatus.DRAFT, Step.APPROVE) is None


def test_every_step_has_its_words():
    assert set(workflow.LABELS) == set(workflow.PASSIVE) == set(Step)


def test_documentation_is_drawn_from_the_table():
    """`python -m reports.workflow > docs/workflow.md` after a change."""
    drawn = workflow.DOCUMENT.format(drawing=workflow.drawing(), table=workflow.table())
    assert DOCUMENT.read_text(encoding="utf-8") == drawn
