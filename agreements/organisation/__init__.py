"""Posts, people and what is missing about them, as plain values. Pure."""

from agreements.organisation.gaps import Gap, Lack, PostState, UnitState, gaps_of
from agreements.organisation.naming import short_name_of, username_of
from agreements.organisation.spans import NewSpan, Span, SpanError, fit, overlap
from agreements.organisation.tree import Branch, branches, closes_ring
from agreements.organisation.values import (
    Account,
    CitationText,
    DutyText,
    Issue,
    OfficialText,
    PlannedPost,
    PostDetails,
    PostDuties,
    PostText,
    Profile,
    Seat,
    UnitDetails,
)

__all__ = [
    "Account",
    "Branch",
    "CitationText",
    "DutyText",
    "Gap",
    "Issue",
    "Lack",
    "NewSpan",
    "OfficialText",
    "PlannedPost",
    "PostDetails",
    "PostDuties",
    "PostState",
    "PostText",
    "Profile",
    "Seat",
    "Span",
    "SpanError",
    "UnitDetails",
    "UnitState",
    "branches",
    "closes_ring",
    "fit",
    "gaps_of",
    "overlap",
    "short_name_of",
    "username_of",
]
