"""What an account was told: the count in the head of every page, and the list. Reads only."""

from django.db.models import QuerySet

from agreements.models import User
from reports.models import Notice

MOST_COUNTED = 100


def unread_count(user: User) -> int:
    """Return how many notices the account has not read, counting no further than `MOST_COUNTED`."""
    return Notice.objects.filter(user=user, read_at=None).order_by()[:MOST_COUNTED].count()


def notices_of(user: User) -> QuerySet[Notice]:
    """Return the notices of an account, newest first, with the report, post and unit of each."""
    return Notice.objects.filter(user=user).select_related("report__position__unit")
