"""All models of the app, one room per subject."""

from agreements.models import subject_of
from reports.models.api import ApiToken
from reports.models.batch import Batch, BatchItem, Chore, Worker
from reports.models.closing import QuarterClosing, QuarterReopening
from reports.models.incident import Incident
from reports.models.issued import IssuedReport
from reports.models.notice import Notice
from reports.models.realization import BudgetRealization, IndicatorRealization, TermValue
from reports.models.report import (
    Activity,
    Copied,
    FollowUp,
    Obstacle,
    Photo,
    Report,
    ReportText,
    Strategy,
    StrategyItem,
)
from reports.models.review import Comment, Decision, FindingReason, Reading, Submission, SuperiorResponse
from reports.models.summary import ReportSummary, UnitChange, UnitSummary
from reports.models.trail import Event

__all__ = [
    "Activity",
    "ApiToken",
    "Batch",
    "BatchItem",
    "BudgetRealization",
    "Chore",
    "Comment",
    "Copied",
    "Decision",
    "Event",
    "FindingReason",
    "FollowUp",
    "Incident",
    "IndicatorRealization",
    "IssuedReport",
    "Notice",
    "Obstacle",
    "Photo",
    "QuarterClosing",
    "QuarterReopening",
    "Reading",
    "Report",
    "ReportSummary",
    "ReportText",
    "Strategy",
    "StrategyItem",
    "Submission",
    "SuperiorResponse",
    "TermValue",
    "UnitChange",
    "UnitSummary",
    "Worker",
    "subject_of",
]
