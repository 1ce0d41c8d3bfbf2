"""All models of the app, one room per subject."""

from reports.models.closing import QuarterClosing, QuarterReopening
from reports.models.issued import IssuedReport
from reports.models.notice import Notice
from reports.models.realization import BudgetRealization, IndicatorRealization, TermValue
from reports.models.report import (
    Activity,
    FollowUp,
    Obstacle,
    Photo,
    Report,
    ReportText,
    Strategy,
    StrategyItem,
)
from reports.models.review import Comment, Decision, Reading, Submission, SuperiorResponse
from reports.models.trail import Event, subject_of

__all__ = [
    "Activity",
    "BudgetRealization",
    "Comment",
    "Decision",
    "Event",
    "FollowUp",
    "IndicatorRealization",
    "IssuedReport",
    "Notice",
    "Obstacle",
    "Photo",
    "QuarterClosing",
    "QuarterReopening",
    "Reading",
    "Report",
    "ReportText",
    "Strategy",
    "StrategyItem",
    "Submission",
    "SuperiorResponse",
    "TermValue",
    "subject_of",
]
