"""Reads of the organisation and the year's plan that more than one page or action needs. Reads only."""

from agreements.queries.account import account_to_reset, link_lifetime, open_invitation
from agreements.queries.agreements import agreements_of_post, agreements_of_unit
from agreements.queries.plan import (
    Plan,
    PostPlan,
    agreements_with_rows,
    as_target,
    indicators_of,
    lines_of,
    load_plan,
    load_promise,
    measure_of,
    newest_of,
    posts_of,
    read_promise,
    signed_targets,
)
from agreements.queries.posts import appointment_on, appointments_on
from agreements.queries.standing import (
    StandingBudgetLine,
    StandingIndicator,
    StandingPlan,
    StandingPost,
    standing_plan,
)
from agreements.queries.units import hold_unit, posts_held, units_known_to
from agreements.queries.uses import uses_of

__all__ = [
    "Plan",
    "PostPlan",
    "StandingBudgetLine",
    "StandingIndicator",
    "StandingPlan",
    "StandingPost",
    "account_to_reset",
    "agreements_of_post",
    "agreements_of_unit",
    "agreements_with_rows",
    "appointment_on",
    "appointments_on",
    "as_target",
    "hold_unit",
    "indicators_of",
    "lines_of",
    "link_lifetime",
    "load_plan",
    "load_promise",
    "measure_of",
    "newest_of",
    "open_invitation",
    "posts_held",
    "posts_of",
    "read_promise",
    "signed_targets",
    "standing_plan",
    "units_known_to",
    "uses_of",
]
