"""Who sees which unit, and a unit held for a change. Reads only."""

import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from agreements.enums import UnitKind
from agreements.models import Position, Unit, User
from agreements.policies import standing_of


def hold_unit(unit: Unit) -> None:
    """Let no other transaction change what belongs to the unit (plan, quarter, figures, status) until this one ends.

    Taken before anything is read that the change rests on. SQLite has no row locks and needs none: there a transaction
    begins as the only writer (settings, `transaction_mode`).
    """
    # `no_key`: rows that merely point at the unit, such as the trail of an edited text, may still be written.
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)


def posts_held(user: User, date: datetime.date) -> QuerySet[Position]:
    """Return the posts that the account's official holds on a date."""
    return Position.objects.filter(
        Q(appointments__end__isnull=True) | Q(appointments__end__gte=date),
        appointments__official__account=user,
        appointments__start__lte=date,
    )


def units_known_to(user: User) -> QuerySet[Unit]:
    """Return the units whose organisation and plan the account may see; a stranger's unit is not among them.

    Who sees all sees every office, also one that is being set up; an operator the own unit; an official the units of
    the posts held today, and of those directly below them.
    """
    if not user.is_authenticated or not user.is_active:
        return Unit.objects.none()
    standing = standing_of(user)
    if standing.sees_all:
        return Unit.objects.exclude(kind=UnitKind.REGENCY)
    held = posts_held(user, timezone.localdate())
    return (
        Unit.objects.filter(Q(pk__in=standing.operated) | Q(positions__in=held) | Q(positions__superior__in=held))
        .exclude(kind=UnitKind.REGENCY)
        .distinct()
    )
