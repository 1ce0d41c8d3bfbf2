"""A warning wants a reason before the report is handed in; the reason stays while the warning says the same."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agreements.enums import ReportStatus
from agreements.models import YearTarget
from agreements.policies import Refused
from reports import actions
from reports.actions import NotReadyError, StaleReportError, UnexplainedError
from reports.models import BudgetRealization, Event, FindingReason, Submission
from reports.outputs import prepare
from reports.queries import issued_inputs, load_inputs
from tests.reports.explaining import WHY, warn, warn_twice, warnings_of
from tests.reports.reviewing import draw_cheaply, drawn_for, make_office, seen_of
from tests.reports.workplace import QUARTER

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    draw_cheaply(monkeypatch)
    return make_office()


def explain(office, who="holder", text=WHY, report=None):
    report = report or office.again()
    reasons = {finding.key: text for finding in warnings_of(report)}
    return actions.save_reasons(report=report, reasons=reasons, version=report.version, by=office.users[who])


def submit(office, who="holder", **more):
    report = office.again()
    return actions.submit_report(report=report, version=report.version, by=office.users[who], **more)


def test_a_report_without_warnings_asks_nothing(office):
    assert warnings_of(office.report) == []
    submit(office)
    assert office.again().status == ReportStatus.SUBMITTED


def test_nothing_is_handed_in_while_a_warning_has_no_reason(office):
    warn(office)
    with pytest.raises(UnexplainedError, match="target yang ditandatangani 30") as refused:
        submit(office)
    assert [finding.code for finding in refused.value.findings] == ["target_changed"]
    assert not Submission.objects.exists()
    assert office.again().status == ReportStatus.DRAFT


def test_a_reason_given_before_lets_it_through(office):
    warn(office)
    assert explain(office, "operator") == 1
    (row,) = FindingReason.objects.all()
    assert (row.code, row.place, row.text) == ("target_changed", f"indikator-{office.place.direct.pk}", WHY)
    assert "30" in row.message
    assert row.by == office.users["operator"]
    submit(office)
    assert office.again().status == ReportStatus.SUBMITTED


def test_a_reason_given_along_is_kept_in_the_same_step_and_told(office):
    warn(office)
    (warning,) = warnings_of(office.report)
    submit(office, reasons={warning.key: f"  {WHY}\n"})
    assert FindingReason.objects.get().text == WHY
    told = list(Event.objects.order_by("number").values_list("action", flat=True))
    assert told[-2:] == ["save_reasons", "submit_report"]


def test_one_of_two_is_not_enough_and_nothing_of_it_is_kept(office):
    warn_twice(office)
    first, second = warnings_of(office.report)
    with pytest.raises(UnexplainedError) as refused:
        submit(office, reasons={first.key: WHY})
    assert [finding.key for finding in refused.value.findings] == [second.key]
    assert not FindingReason.objects.exists()


def test_errors_come_before_reasons(office):
    warn(office)
    BudgetRealization.objects.all().delete()
    with pytest.raises(NotReadyError):
        submit(office)


def test_the_reason_is_asked_anew_when_the_figures_change(office):
    warn(office)
    explain(office)
    YearTarget.objects.filter(indicator=office.place.direct).update(value=36)
    (warning,) = warnings_of(office.report)
    assert warning.open_warning
    with pytest.raises(UnexplainedError):
        submit(office)
    # ... and stands again where the same warning comes back.
    YearTarget.objects.filter(indicator=office.place.direct).update(value=35)
    (warning,) = warnings_of(office.report)
    assert warning.reason.text == WHY
    submit(office)


def test_a_warning_that_went_away_asks_nothing(office):
    warn(office)
    warn(office, signed=35)
    submit(office)


def test_the_reason_carries_over_to_the_next_round(office):
    warn(office)
    explain(office)
    submit(office)
    report = office.again()
    actions.return_report(
        report=report,
        version=report.version,
        reason="Capaian keliru.",
        answer=drawn_for(report, office.users["superior"]).answer,
        by=office.users["superior"],
    )
    submit(office)
    assert office.again().round == 2
    assert FindingReason.objects.count() == 1


def test_the_issued_report_keeps_the_reason_it_was_approved_with(office):
    warn(office)
    explain(office)
    submit(office)
    report = office.again()
    superior = office.users["superior"]
    actions.approve_report(report=report, seen=seen_of(report), drawn=drawn_for(report, superior), by=superior)
    FindingReason.objects.all().delete()
    (entry,) = issued_inputs(office.place.kasi, QUARTER).reasons
    assert (entry.text, entry.on) == (WHY, timezone.localdate())
    (warning,) = warnings_of(office.report)
    assert warning.reason == entry


def test_a_reason_changes_nothing_of_what_was_read(office):
    """Nothing that the report prints depends on it; whoever reads at the same time is not stopped by it."""
    warn(office)
    before = seen_of(office.report)
    explain(office)
    assert seen_of(office.report) == before


def test_saving_again_tells_what_changed_and_an_empty_one_is_taken_back(office):
    warn(office)
    explain(office)
    assert explain(office) == 0
    assert explain(office, text="Target dinaikkan Bupati.") == 1
    assert explain(office, text=" ") == 1
    assert not FindingReason.objects.exists()
    rows = [event.after["reasons"][0]["reason"] for event in Event.objects.filter(action="save_reasons")]
    assert sorted(rows) == sorted([WHY, "Target dinaikkan Bupati.", ""])


def test_a_key_of_no_warning_is_passed_over(office):
    warn(office)
    report = office.again()
    version = report.version
    assert actions.save_reasons(report=report, reasons={"f" * 24: WHY}, version=version, by=office.users["holder"]) == 0
    assert (office.again().version, FindingReason.objects.count()) == (version, 0)


@pytest.mark.parametrize("who", ["superior", "organisasi", "inspector", "admin", "stranger"])
def test_only_who_edits_the_report_gives_reasons(office, who):
    warn(office)
    with pytest.raises(Refused):
        explain(office, who)


def test_not_while_it_waits_for_its_superior(office):
    warn(office)
    explain(office)
    submit(office)
    with pytest.raises(Refused, match="berstatus diajukan"):
        explain(office, text="Lain.")


def test_not_over_somebody_elses_change(office):
    warn(office)
    report = office.again()
    old = report.version
    explain(office, report=report)
    with pytest.raises(StaleReportError):
        actions.save_reasons(report=report, reasons={}, version=old, by=office.users["holder"])


def test_reasons_cost_no_query_each(office):
    warn_twice(office)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            load_inputs(office.place.kasi, QUARTER)
        counts.append(len(queries))
        explain(office)
    assert counts[0] == counts[1]
    assert len(prepare(office.place.kasi, QUARTER).inputs.reasons) == 2
