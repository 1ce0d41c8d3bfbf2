"""What the database refuses about the quarter. One case per constraint, and rules that hold over all models."""

from decimal import Decimal

import pytest
from django.apps import apps
from django.db import models
from django.utils import timezone

from agreements.enums import DecisionOutcome, DecisionStage, ItemState, ReportStatus
from reports.models import Event
from tests import factories as make
from tests.agreements.test_models import constraints, refused, twice

pytestmark = pytest.mark.django_db

BREAKS = {
    "indicatorrealization_unique": lambda: twice(make.IndicatorRealizationFactory, indicator=make.IndicatorFactory()),
    "indicatorrealization_quarter": lambda: make.IndicatorRealizationFactory(quarter=5),
    "indicatorrealization_reason_only_when_missing": lambda: make.IndicatorRealizationFactory(
        missing_reason="Belum ada data."
    ),
    "termvalue_unique": lambda: twice(
        make.TermValueFactory, realization=make.IndicatorRealizationFactory(), term=make.IndicatorTermFactory()
    ),
    "termvalue_not_negative": lambda: make.TermValueFactory(value=Decimal(-1)),
    "budgetrealization_unique": lambda: twice(make.BudgetRealizationFactory, budget_line=make.BudgetLineFactory()),
    "budgetrealization_quarter": lambda: make.BudgetRealizationFactory(quarter=0),
    "budgetrealization_not_negative": lambda: make.BudgetRealizationFactory(amount=Decimal(-1)),
    "budgetrealization_reason_only_when_missing": lambda: make.BudgetRealizationFactory(
        missing_reason="Belum dicairkan."
    ),
    "report_unique": lambda: twice(make.ReportFactory, position=make.PositionFactory()),
    "report_quarter": lambda: make.ReportFactory(quarter=5),
    "reporttext_unique": lambda: twice(make.ReportTextFactory, report=make.ReportFactory(), section="penutup"),
    "strategy_order": lambda: twice(make.StrategyFactory, report=make.ReportFactory(), order=1),
    "strategy_one_subject": lambda: make.StrategyFactory(indicator=None),
    "strategyitem_order": lambda: twice(make.StrategyItemFactory, strategy=make.StrategyFactory(), order=1),
    "followup_order": lambda: twice(make.FollowUpFactory, report=make.ReportFactory(), order=1),
    "obstacle_order": lambda: twice(make.ObstacleFactory, report=make.ReportFactory(), order=1),
    "strategy_copied": lambda: make.StrategyFactory(copied_year=2024),
    "followup_copied": lambda: make.FollowUpFactory(copied_quarter=1),
    "obstacle_copied": lambda: make.ObstacleFactory(copied_year=2024, copied_quarter=5),
    "activity_copied": lambda: make.ActivityFactory(copied_year=2024, copied_quarter=0),
    "reporttext_copied": lambda: make.ReportTextFactory(copied_quarter=2),
    "photo_order": lambda: twice(make.PhotoFactory, report=make.ReportFactory(), order=1),
    "activity_order": lambda: twice(make.ActivityFactory, report=make.ReportFactory(), order=1),
    "superiorresponse_round": lambda: twice(make.SuperiorResponseFactory, report=make.ReportFactory(), round=1),
    "report_handed_in_has_a_round": lambda: make.ReportFactory(status=ReportStatus.SUBMITTED, round=0),
    "report_revision_from_1": lambda: make.ReportFactory(revision=0),
    "submission_round": lambda: twice(make.SubmissionFactory, report=make.ReportFactory(), round=1),
    "submission_round_from_1": lambda: make.SubmissionFactory(round=0),
    "decision_once_a_round": lambda: twice(make.DecisionFactory, report=make.ReportFactory(), round=1),
    "decision_return_has_a_reason": lambda: make.DecisionFactory(outcome=DecisionOutcome.RETURNED),
    "decision_outcome_of_its_stage": lambda: make.DecisionFactory(outcome=DecisionOutcome.RECEIVED),
    "decision_paper_is_of_the_superior": lambda: make.DecisionFactory(
        stage=DecisionStage.ORGANISASI, outcome=DecisionOutcome.RECEIVED, on_paper=True
    ),
    "reading_once": lambda: twice(make.ReadingFactory, report=make.ReportFactory(), by=make.UserFactory()),
    "comment_mended_at_and_by": lambda: make.CommentFactory(mended_by=make.UserFactory()),
    "comment_says_something": lambda: make.CommentFactory(text=""),
    "findingreason_once": lambda: twice(make.FindingReasonFactory, report=make.ReportFactory(), key="a" * 24),
    "findingreason_says_something": lambda: make.FindingReasonFactory(text=""),
    "issuedreport_revision": lambda: twice(make.IssuedReportFactory, report=make.ReportFactory()),
    "issuedreport_first_supersedes_nothing": lambda: make.IssuedReportFactory(supersedes=make.IssuedReportFactory()),
    "quarterclosing_unique": lambda: twice(make.QuarterClosingFactory, year=2024),
    "quarterclosing_quarter": lambda: make.QuarterClosingFactory(quarter=5),
    "quarterreopening_has_a_reason": lambda: make.QuarterReopeningFactory(reason=""),
    "notice_once": lambda: twice(make.NoticeFactory, user=make.UserFactory(), report=make.ReportFactory(), key="1"),
    "unitsummary_unique": lambda: twice(make.UnitSummaryFactory, unit=make.UnitFactory()),
    "unitsummary_quarter": lambda: make.UnitSummaryFactory(quarter=5),
    "unitsummary_computed_at": lambda: make.UnitSummaryFactory(computed_at=None),
    "reportsummary_unique": lambda: twice(make.ReportSummaryFactory, position=make.PositionFactory()),
    "reportsummary_quarter": lambda: make.ReportSummaryFactory(quarter=0),
    "apitoken_has_a_name": lambda: make.ApiTokenFactory(name=""),
    "apitoken_revoked_at_and_by": lambda: make.ApiTokenFactory(revoked_by=make.UserFactory()),
    "event_number": lambda: twice(make.EventFactory, unit=make.UnitFactory(), number=1),
    "batch_quarter": lambda: make.BatchFactory(quarter=5),
    "batch_kept_for_a_time_once_ended": lambda: make.BatchFactory(ended=timezone.now()),
    "batch_cancelled_is_ended": lambda: make.BatchFactory(cancelled=True),
    "batchitem_path": lambda: twice(make.BatchItemFactory, batch=make.BatchFactory(), path="a.pdf"),
    "batchitem_held_while_running": lambda: make.BatchItemFactory(state=ItemState.RUNNING),
    "batchitem_done_has_one_file": lambda: make.BatchItemFactory(state=ItemState.DONE),
    "batchitem_failed_says_why": lambda: make.BatchItemFactory(state=ItemState.FAILED),
    "notice_of_batch_once": lambda: twice(
        make.NoticeFactory, report=None, batch=make.BatchFactory(), user=make.UserFactory(), key="a"
    ),
    "notice_of_one_thing": lambda: make.NoticeFactory(report=None),
}


def test_every_constraint_has_a_case():
    assert set(BREAKS) == set(constraints("reports"))


@pytest.mark.parametrize("name", BREAKS)
def test_database_refuses(name):
    message = refused(BREAKS[name])
    columns = getattr(constraints("reports")[name], "fields", None)
    assert name in message or (columns and all(column in message for column in columns)), message


def test_strategy_has_no_two_subjects():
    refused(make.StrategyFactory, budget_line=make.BudgetLineFactory())


def test_organisasi_does_not_approve():
    refused(make.DecisionFactory, stage=DecisionStage.ORGANISASI)


def test_comment_is_not_mended_by_nobody():
    refused(make.CommentFactory, mended_at=timezone.now())


def test_each_issue_has_a_code_of_its_own():
    assert "code" in refused(twice, make.IssuedReportFactory, code="UJI-AA")


def test_an_issue_is_superseded_once():
    older = make.IssuedReportFactory()
    assert make.IssuedReportFactory(revision=2, supersedes=older).supersedes == older
    assert "supersedes" in refused(make.IssuedReportFactory, revision=3, supersedes=older)


def test_late_is_what_came_after_its_due_date():
    assert not make.SubmissionFactory.build(late_days=None).late
    # Handed in on the Saturday after a due Friday: late, by no working day yet.
    assert make.SubmissionFactory.build(late_days=0).late


def test_missing_figure_may_carry_its_reason():
    assert make.IndicatorRealizationFactory(value=None, missing_reason="Belum ada data.").pk
    assert make.BudgetRealizationFactory(amount=None, missing_reason="Belum dicairkan.").pk


@pytest.mark.parametrize(
    "needed",
    [
        lambda: make.IndicatorRealizationFactory().indicator,
        lambda: make.BudgetRealizationFactory().budget_line,
        lambda: make.TermValueFactory().term,
        lambda: make.ReportFactory().position,
        lambda: make.SuperiorResponseFactory().report,
        lambda: make.SubmissionFactory().report,
        lambda: make.DecisionFactory().report,
        lambda: make.CommentFactory().report,
        lambda: make.IssuedReportFactory().report,
        lambda: make.IssuedReportFactory(revision=2, supersedes=make.IssuedReportFactory()).supersedes,
        lambda: make.QuarterReopeningFactory().unit,
        lambda: make.EventFactory().unit,
        lambda: make.EventFactory().by,
        lambda: make.DecisionFactory().by,
    ],
    ids=[
        "indicator",
        "budget line",
        "term",
        "position",
        "report answered",
        "report submitted",
        "report decided on",
        "report commented on",
        "report issued",
        "issue superseded",
        "unit reopened",
        "unit",
        "account in the trail",
        "account that decided",
    ],
)
def test_what_figures_rest_on_is_not_deleted(needed):
    row = needed()
    with pytest.raises(models.ProtectedError):
        row.delete()


def test_at_and_by_come_in_pairs():
    """A field `x_at` of the trail's kind has its `x_by`, so that a time without a person can't be stored.

    A report's own `updated_at` follows its events, which name the person. A notice belongs to one account: nobody else
    reads it, and the digest is mailed by the system. Summaries are computed by the system, and a key of the JSON is used
    by whom it is named after.
    """
    lonely = []
    for model in apps.get_app_config("reports").get_models():
        names = {field.name for field in model._meta.get_fields()}
        lonely += [
            f"{model.__name__}.{name}"
            for name in names
            if name.endswith("_at") and name.removesuffix("_at") + "_by" not in names
        ]
    assert sorted(lonely) == [
        "ApiToken.last_used_at",
        "Notice.mailed_at",
        "Notice.read_at",
        "Report.updated_at",
        "ReportSummary.computed_at",
        "UnitSummary.computed_at",
    ]


def test_no_float_field_anywhere():
    floats = [
        str(field)
        for app in ("agreements", "reports")
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.FloatField)
    ]
    assert floats == []


def test_event_keeps_the_order_of_the_unit():
    unit = make.UnitFactory()
    first, second = make.EventFactory(unit=unit), make.EventFactory(unit=unit)
    assert list(Event.objects.filter(unit=unit)) == [first, second]
