"""What pages carry along on which a step is taken, and what they tell of the time since."""

import pytest
from django.test import RequestFactory

from agreements.policies import Refused
from reports.actions import save_text
from reports.forms.steps import ReasonForm, SeenReportForm
from reports.views.desk import Desk
from reports.views.steps import MOST_LINES, Intent
from reports.workflow import Step
from tests.reports.reviewing import make_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office()


def intent(office, who="holder", posted=None, step=Step.SUBMIT):
    request = RequestFactory().get("/") if posted is None else RequestFactory().post("/", posted)
    request.user = office.users[who]
    place = office.place
    return Intent.of(request, Desk.take(request, place.unit.slug, place.kasi.slug, 2024, 2), step)


def carried(office):
    return {name: intent(office).form().initial[name] for name in ("version", "seen", "line")}


def test_page_that_comes_back_unchanged_is_not_stale(office):
    found = intent(office, posted=carried(office))
    assert not found.stale
    assert found.refusal == ""
    assert found.changed == ()
    found.check_allowed()


@pytest.mark.parametrize("posted", [{}, {"version": "satu"}, {"version": "99"}, {"version": "1", "seen": "x" * 65}])
def test_page_that_carries_nothing_sensible_is_stale(office, posted):
    assert intent(office, posted=posted).stale


def test_stale_page_of_those_who_may_is_no_refusal(office):
    found = intent(office, posted={"version": "99"}, step=Step.REVISE)
    assert found.refusal
    found.check_allowed()


@pytest.mark.parametrize("who", ["superior", "inspector", "admin"])
def test_stale_page_of_others_is_refused(office, who):
    with pytest.raises(Refused):
        intent(office, who, {"version": "99"}).check_allowed()


def test_tells_the_newest_changes_and_not_too_many(office):
    before = carried(office)
    for number in range(MOST_LINES + 2):
        report = office.again()
        save_text(
            report=report,
            section="closing_counts",
            text=f"Teks {number}.",
            generated="",
            version=report.version,
            by=office.users["operator"],
        )
    found = intent(office, posted=before)
    assert found.stale
    assert len(found.changed) == MOST_LINES
    assert found.changed[0].number == before["line"] + MOST_LINES + 2
    assert intent(office, posted={"version": "99"}).changed == ()


def test_reason_is_asked_for_without_blanks():
    form = ReasonForm({"reason": " Pagu berubah. "})
    assert form.is_valid()
    assert form.cleaned_data["reason"] == "Pagu berubah."
    assert not ReasonForm({"reason": " \n"}).is_valid()


def test_only_whole_numbers_are_versions():
    assert SeenReportForm({"version": "3"}).is_valid()
    assert not SeenReportForm({"version": "3,5"}).is_valid()
