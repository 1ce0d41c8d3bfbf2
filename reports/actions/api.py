"""Keys of consumers of the JSON: made and revoked by administrators, and the note of when one was used last."""

import datetime
import secrets
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from agreements.models import Unit, User
from agreements.policies import Refused
from reports.models import ApiToken
from reports.models.api import NOTED_EVERY, seal_of_token
from reports.policies import check_can_keep_api_tokens

PREFIX = "lkjip_"
"""By which people, and programs that look for lost secrets, know a key when they see one."""


class ScopeError(ValueError):
    """A key is for all units, or for some: never for both or none."""


@transaction.atomic
def make_api_token(*, name: str, all_units: bool, units: Iterable[Unit] = (), by: User) -> tuple[ApiToken, str]:
    """Make a key; return its row and the key itself, which nobody can read again.

    Raises:
        ScopeError: neither all units nor any, or both.
        Refused: only administrators make keys.
    """
    check_can_keep_api_tokens(by)
    chosen = list(units)
    if all_units == bool(chosen):
        raise ScopeError("a key is for all units or for some")
    token = PREFIX + secrets.token_urlsafe(32)
    row = ApiToken.objects.create(
        name=name.strip(),
        seal=seal_of_token(token),
        ending=token[-4:],
        all_units=all_units,
        made_at=timezone.now(),
        made_by=by,
    )
    row.units.set(chosen)
    return row, token


@transaction.atomic
def revoke_api_token(*, token: ApiToken, by: User) -> ApiToken:
    """Let a key open nothing any more, for good. The row stays and says who made and who revoked it.

    Raises:
        Refused: only administrators revoke keys; it is revoked already.
    """
    check_can_keep_api_tokens(by)
    row = ApiToken.objects.select_for_update().get(pk=token.pk)
    if row.revoked_at is not None:
        raise Refused(f"Kunci {row.name} sudah dicabut.")
    row.revoked_at, row.revoked_by = timezone.now(), by
    row.save(update_fields=["revoked_at", "revoked_by"])
    return row


@transaction.atomic
def note_api_use(*, token: ApiToken, at: datetime.datetime, by: User | None = None) -> bool:  # noqa: ARG001 -- nobody signs in with a key
    """Note when a key was used, unless that was done within the hour; return whether it was written.

    Called where `ApiToken.is_to_be_noted`, so that most requests begin no transaction; two at once write it once.
    """
    stale = Q(last_used_at__isnull=True) | Q(last_used_at__lte=at - NOTED_EVERY)
    return bool(ApiToken.objects.filter(stale, pk=token.pk).update(last_used_at=at))
