"""All models of the app, one room per subject."""

from agreements.models.account import Invitation, RoleGrant, User
from agreements.models.agreement import Agreement, AgreementBudget, AgreementItem, Objective
from agreements.models.budget import BudgetLine, Ceiling, IndicatorBudgetLine
from agreements.models.calendar import CalendarYear, Holiday
from agreements.models.indicator import (
    Indicator,
    IndicatorTerm,
    LongTermTarget,
    PastValue,
    YearTarget,
)
from agreements.models.organisation import (
    Appointment,
    Citation,
    Duty,
    Official,
    Position,
    PredicateBand,
    Regency,
    Regulation,
    StrategicIssue,
    Unit,
)
from agreements.models.signing_in import RecoveryCode, SecondFactor, SignInAttempt
from agreements.models.subject import subject_of

__all__ = [
    "Agreement",
    "AgreementBudget",
    "AgreementItem",
    "Appointment",
    "BudgetLine",
    "CalendarYear",
    "Ceiling",
    "Citation",
    "Duty",
    "Holiday",
    "Indicator",
    "IndicatorBudgetLine",
    "IndicatorTerm",
    "Invitation",
    "LongTermTarget",
    "Objective",
    "Official",
    "PastValue",
    "Position",
    "PredicateBand",
    "RecoveryCode",
    "Regency",
    "Regulation",
    "RoleGrant",
    "SecondFactor",
    "SignInAttempt",
    "StrategicIssue",
    "Unit",
    "User",
    "YearTarget",
    "subject_of",
]
