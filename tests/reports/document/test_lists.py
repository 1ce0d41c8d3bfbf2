"""Which lists a form prints: found by trying, so that a new form needs to say nothing."""

from dataclasses import replace

import pytest

from agreements.enums import ReportForm
from reports.document.lists import PROBES, printed_lists
from reports.layouts import LAYOUTS
from reports.layouts.parts import Chapter, Layout, Listing
from tests.reports.builders import compute, facts, indicator, report


def inputs_of(form=ReportForm.KASI, **more):
    return report(facts([indicator(1, 5, target=10), indicator(2, 4, target=4)]), items=[1, 2], form=form, **more)


def printed(inputs):
    return printed_lists(inputs, compute(inputs))


def test_form_of_a_kasi():
    found = printed(inputs_of())
    assert found >= {"strategies", "follow_ups", "closing_points"}
    assert not found & {"activities", "photos"}


def test_filled_lists_are_found_as_well():
    """The closing prints the follow-ups where it has no points of its own: equal ones must not look like none."""
    filled = inputs_of(follow_ups=("x",), closing_points=("x",), obstacles=(("x", "x"),))
    assert printed(filled) == printed(inputs_of())


def test_report_without_agreement_prints_no_strategy():
    assert "strategies" not in printed(inputs_of(agreement=None))


@pytest.mark.parametrize("form", list(LAYOUTS))
def test_every_form_answers(form):
    assert printed(inputs_of(form)) <= {*PROBES, "strategies"}


def test_new_form_is_understood_without_a_word(monkeypatch):
    bare = Layout(form=ReportForm.STAF, parts=(Chapter("x", "X"), Listing("follow_ups")))
    monkeypatch.setattr("reports.layouts.LAYOUTS", {**LAYOUTS, ReportForm.STAF: bare})
    assert printed(replace(inputs_of(), form=ReportForm.STAF)) == {"follow_ups"}
