"""How often somebody may try to sign in: counted in the database, so that all processes count together."""

import datetime
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from agreements.models import SignInAttempt, User
from agreements.tries import WINDOW


@transaction.atomic
def count_attempt(*, limits: Mapping[str, int], by: User | None) -> datetime.timedelta | None:  # noqa: ARG001 -- nobody is signed in yet
    """Count an attempt before it is looked at, so that many at once count too; return how long to wait, or None.

    One that has to wait is not counted: whoever goes on trying is let in again no later for it.
    """
    now = timezone.now()
    SignInAttempt.objects.filter(at__lte=now - WINDOW).delete()
    waits = []
    for about, most in limits.items():
        seal = _seal(about)
        recent = list(SignInAttempt.objects.filter(about=seal).order_by("-at").values_list("at", flat=True)[:most])
        if len(recent) == most:
            waits.append(recent[-1] + WINDOW - now)
    if waits:
        return max(waits)
    SignInAttempt.objects.bulk_create(SignInAttempt(about=_seal(about), at=now) for about in limits)
    return None


@transaction.atomic
def forget_attempts(*, limits: Mapping[str, int], by: User) -> None:  # noqa: ARG001 -- who was right
    """Forget the attempts of who was right in the end: those counted for the first of the limits, and no stranger's."""
    seals = [_seal(about) for about in limits]
    own = list(SignInAttempt.objects.filter(about=seals[0]).values_list("at", flat=True))
    SignInAttempt.objects.filter(about__in=seals, at__in=own).delete()


def _seal(about: str) -> str:
    return salted_hmac("agreements.SignInAttempt", about, algorithm="sha256").hexdigest()
