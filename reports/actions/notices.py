"""Telling accounts what happened, and noting that they read it or were mailed it."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from agreements.enums import NoticeKind
from agreements.models import User
from reports.models import Batch, Notice, Report
from reports.queries import notices_of, notices_to_mail


@transaction.atomic
def notify(*, report: Report, kind: NoticeKind, key: str, text: str, users: Iterable[User], by: User | None) -> None:
    """Tell accounts of something, each once, in the transaction of what happened.

    Who did it is not told, nor is an account that was deactivated. The same (account, kind, report, key) is told once
    and keeps its first text, however often and by how many at a time this is called.

    Args:
        report: what it is about, and where its link leads.
        kind: what happened.
        key: which of such events of the report: 'putaran-2', or a due date.
        text: one Indonesian sentence that stands alone.
        users: who is told; naming somebody twice is no harm.
        by: who did it; None for the system.

    Raises:
        ValueError: the key is empty or longer than its column (which SQLite would take).
    """
    if not 0 < len(key) <= Notice._meta.get_field("key").max_length:
        raise ValueError(f"no key of an event: {key!r}")
    told = {user.pk for user in users if user.is_active and user != by}
    at = timezone.now()
    # In one order, so that two transactions which tell the same accounts wait for each other instead of locking up.
    Notice.objects.bulk_create(
        [Notice(user_id=pk, kind=kind, report=report, key=key, text=text, at=at) for pk in sorted(told)],
        ignore_conflicts=True,
    )


@transaction.atomic
def notify_of_batch(*, batch: Batch, kind: NoticeKind, key: str, text: str, by: User | None) -> None:  # noqa: ARG001
    """Tell whoever asked for a job of downloads what became of it, each `key` once."""
    Notice.objects.bulk_create(
        [Notice(user_id=batch.by_id, kind=kind, batch=batch, key=key, text=text, at=timezone.now())],
        ignore_conflicts=True,
    )


@transaction.atomic
def read_notices(*, by: User, notices: Iterable[Notice] | None = None) -> int:
    """Note that an account has read the given notices of its own (None: all of them); return how many were unread."""
    unread = Notice.objects.filter(user=by, read_at=None)
    if notices is not None:
        unread = unread.filter(pk__in=[notice.pk for notice in notices])
    return unread.update(read_at=timezone.now())


@transaction.atomic
def read_request(*, report: Report, by: User) -> None:
    """Note as read what told an account that a report waits for it: it has the report itself before it."""
    Notice.objects.filter(user=by, report=report, kind=NoticeKind.SUBMITTED, read_at=None).update(
        read_at=timezone.now()
    )


@transaction.atomic
def claim_digest(
    *,
    user: User,
    today: datetime.date,
    by: User | None,  # noqa: ARG001 -- every action says who acts: here the scheduler, who is nobody
) -> tuple[Notice, ...]:
    """Mark what a digest may tell an account of as mailed, and return it, oldest first; nothing twice in a day.

    Of two runs at the same time one gets the notices: the account is held until the transaction ends, and each row is
    compared (not mailed yet) and swapped in one UPDATE, so that even without the lock nobody claims what is claimed.
    """
    reader = _held(user)
    if not (reader.is_active and reader.mail_digest and reader.email):
        return ()
    midnight = timezone.make_aware(datetime.datetime.combine(today, datetime.time.min))
    if Notice.objects.filter(user=reader, mailed_at__gte=midnight).exists():
        return ()
    at = timezone.now()
    notices_to_mail().filter(user=reader).update(mailed_at=at)
    return tuple(notices_of(reader).filter(mailed_at=at).order_by("at", "pk"))


def _held(user: User) -> User:
    """Let no other transaction claim for the account; what merely points at it, such as a notice, may be written."""
    return User.objects.select_for_update(no_key=True).get(pk=user.pk)


@transaction.atomic
def release_digest(
    *,
    notices: Iterable[Notice],
    by: User | None,  # noqa: ARG001 -- as in `claim_digest`
) -> None:
    """Take back the mark of claimed notices whose digest certainly did not go out."""
    for notice in notices:
        Notice.objects.filter(pk=notice.pk, mailed_at=notice.mailed_at).update(mailed_at=None)
