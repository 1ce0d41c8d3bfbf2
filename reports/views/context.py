"""What every page needs beside its own context."""

from itertools import chain

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from agreements.models import User
from agreements.policies import can_keep_organisation, standing_of
from reports.policies import can_close_quarter
from reports.queries import account_name, decided_and_recorded, unread_count
from reports.views.guidebook import part_of

DECIDERS = frozenset({"Pejabat", "Bagian Organisasi", "Admin"})
"""Roles that are shown the way to the inbox even while nothing waits there."""


def navigation(request: HttpRequest) -> dict[str, object]:
    """Return the context of the base layout: who is signed in, as what, what waits, and whether this is a demo."""
    context: dict[str, object] = {
        "demo": settings.DEMO,
        "account_name": "",
        "account_role": "",
        "unread": 0,
        "waiting": 0,
        "decides": False,
        "may_receive": False,
        "sees_all": False,
        "help_part": "",
        "keeps_organisation": False,
        "plan_year": _year_of(request),
    }
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        context |= {
            "account_name": account_name(user),
            "account_role": role_name(user),
            "may_receive": can_close_quarter(user),
            "help_part": part_of(request),
            "sees_all": standing_of(user).sees_all,
            "keeps_organisation": can_keep_organisation(user),
        }
        # Functions: pages that don't show the counts, such as those of the admin, don't pay for them.
        context["unread"] = lambda: unread_count(user)
        context["waiting"] = lambda: len(tuple(chain(*waiting_here(request))))
        context["decides"] = context["account_role"] in DECIDERS
    return context


def _year_of(request: HttpRequest) -> int | None:
    """Return the year that a page is about, so that the way to the plan stays in it; the first page notes its own."""
    match = getattr(request, "resolver_match", None)
    return getattr(request, "plan_year", None) or (match.kwargs.get("year") if match else None)


def waiting_here(request: HttpRequest) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return `decided_and_recorded` of who asks, today: looked up once, however many parts of a page ask."""
    if not hasattr(request, "waiting_here"):
        request.waiting_here = decided_and_recorded(request.user, timezone.localdate())
    return request.waiting_here


def role_name(user: User) -> str:
    """Say in a word what the account does."""
    standing = standing_of(user)
    if standing.operated:
        return "Operator"
    if standing.organisasi:
        return "Bagian Organisasi"
    if standing.inspector:
        return "Inspektorat"
    return "Admin" if standing.admin else "Pejabat"
