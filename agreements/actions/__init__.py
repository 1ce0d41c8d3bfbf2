"""The only writer of the organisation and the year's plan: keyword-only, atomic, `by` the acting account."""

from agreements.actions.account import (
    LINK_IS_GONE,
    accept_invitation,
    invite,
    save_contact,
    set_forgotten_password,
)
from agreements.actions.agreements import (
    Source,
    StaleAgreementError,
    delete_agreement,
    save_agreement,
    sign_agreement,
    start_agreements,
)
from agreements.actions.calendar import CalendarLoad, load_calendar
from agreements.actions.import_promises import import_promises
from agreements.actions.indicators import delete_indicator, save_indicator
from agreements.actions.plan_steps import PlanError

__all__ = [
    "LINK_IS_GONE",
    "CalendarLoad",
    "PlanError",
    "Source",
    "StaleAgreementError",
    "accept_invitation",
    "delete_agreement",
    "delete_indicator",
    "import_promises",
    "invite",
    "load_calendar",
    "save_agreement",
    "save_contact",
    "save_indicator",
    "set_forgotten_password",
    "sign_agreement",
    "start_agreements",
]
