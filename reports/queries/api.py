"""Whose key a request carries, and what it opens. Reads only."""

from django.db.models import QuerySet

from agreements.models import Unit
from reports.models import ApiToken
from reports.models.api import seal_of_token
from reports.queries.lists import reporting_units


def api_token_of(token: str) -> ApiToken | None:
    """Return the row of a key, revoked or not; None where nobody made it."""
    return ApiToken.objects.filter(seal=seal_of_token(token)).first()


def units_open_to(token: ApiToken) -> QuerySet[Unit]:
    """Return the units whose figures a key reads."""
    return reporting_units() if token.all_units else reporting_units().filter(api_tokens=token)
