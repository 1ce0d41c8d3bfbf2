"""All models of the app, one room per subject."""

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
from reports.models.review import Event, SuperiorResponse

__all__ = [
    "Activity",
    "BudgetRealization",
    "Event",
    "FollowUp",
    "IndicatorRealization",
    "Obstacle",
    "Photo",
    "Report",
    "ReportText",
    "Strategy",
    "StrategyItem",
    "SuperiorResponse",
    "TermValue",
]
