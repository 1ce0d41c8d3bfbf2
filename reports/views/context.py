"""What every page needs beside its own context."""

from django.conf import settings
from django.http import HttpRequest

from agreements.models import User
from agreements.policies import standing_of
from reports.policies import can_close_quarter
from reports.queries import account_name, unread_count


def navigation(request: HttpRequest) -> dict[str, object]:
    """Return the context of the base layout: who is signed in, as what, what is unread, and whether this is a demo."""
    context: dict[str, object] = {
        "demo": settings.DEMO,
        "account_name": "",
        "account_role": "",
        "unread": 0,
        "may_receive": False,
    }
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        context |= {
            "account_name": account_name(user),
            "account_role": role_name(user),
            "may_receive": can_close_quarter(user),
        }
        # A function: pages that don't show the count, such as those of the admin, don't pay for it.
        context["unread"] = lambda: unread_count(user)
    return context


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
