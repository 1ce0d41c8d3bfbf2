"""Jobs of downloads: asked for, worked on, ended. Every step compares before it swaps, so that it may happen twice."""

import datetime
from collections.abc import Mapping
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_q.tasks import async_task

from agreements.enums import BatchKind, ItemKind, ItemState, NoticeKind
from agreements.models import Unit, User
from reports.actions.notices import notify_of_batch, read_notices
from reports.models import Batch, BatchItem, Chore, IssuedReport, Notice, Worker
from reports.period import Quarter
from reports.policies import check_can_download
from reports.queries import (
    Planned,
    current_issues,
    is_settled,
    next_items,
    open_batches,
    planned_per_unit,
    planned_reports,
    units_visible_to,
)

PER_UNIT = {BatchKind.BUNDLES: ItemKind.BUNDLE, BatchKind.RECAPS: ItemKind.RECAP}
"""Jobs that make one file for each unit, and which."""

MOST_OPEN = 5
"""Jobs of one account at a time."""

SLICES = 8
"""Tasks that a job keeps in the queue: as many processes may work on it at once."""

FILES_OF_A_SLICE = 4

STALE = datetime.timedelta(seconds=30)
"""How long a job with work to do may lie before it is queued anew."""

GAVE_UP = "Pembuatan berkas ini terhenti {} kali tanpa pesan, mungkin karena terlalu besar. Hubungi administrator."


class NothingToDownloadError(ValueError):
    """The quarter has no report."""


class TooManyJobsError(ValueError):
    """The account has enough jobs under way."""


# -- asking ------------------------------------------------------------------------------------------------------------


@transaction.atomic
def start_batch(*, kind: BatchKind, quarter: Quarter, unit: Unit | None, workbooks: bool, by: User) -> Batch:
    """Ask for all files of a quarter, of one unit or of all; return the job, or an equal one that is still under way.

    Approved reports are done at once, since their files exist; for the others work is queued.

    Raises:
        NothingToDownloadError: there is no report.
        TooManyJobsError: `MOST_OPEN` others are under way.
        Refused: the account does not see all units.
    """
    check_can_download(by, unit)
    # One at a time for each account, so that a double click starts one job.
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    asked = {"kind": kind, "year": quarter.year, "quarter": quarter.number, "unit": unit, "workbooks": workbooks}
    under_way = Batch.objects.filter(by=by, ended=None)
    same = under_way.filter(**asked).first()
    if same is not None:
        return same
    if under_way.count() >= MOST_OPEN:
        raise TooManyJobsError(f"{MOST_OPEN} jobs are under way")
    units = units_visible_to(by) if unit is None else units_visible_to(by).filter(pk=unit.pk)
    if kind in PER_UNIT:
        planned, issues = planned_per_unit(units, quarter, PER_UNIT[kind]), {}
    else:
        planned, issues = planned_reports(units, quarter, workbooks=workbooks), current_issues(units, quarter)
    if not planned:
        raise NothingToDownloadError(f"no report in {quarter}")
    now = timezone.now()
    batch = Batch.objects.create(**asked, at=now, by=by, queued=now)
    BatchItem.objects.bulk_create(
        [_item(batch, order, row, issues, now) for order, row in enumerate(planned, 1)], batch_size=500
    )
    if batch.items.filter(state=ItemState.WAITING).exists():
        async_task("reports.tasks.begin_batch", batch.pk)
    else:
        _end(batch)
    return batch


def _item(batch: Batch, order: int, row: Planned, issues: dict[int, IssuedReport], now: datetime.datetime) -> BatchItem:
    issued = issues.get(row.report.pk) if row.report is not None else None
    return BatchItem(
        batch=batch,
        order=order,
        path=row.path,
        kind=row.kind,
        unit=row.unit,
        report=row.report,
        issued=issued,
        state=ItemState.DONE if issued else ItemState.WAITING,
        ended=now if issued else None,
    )


def _queue(batch: Batch, files: int) -> None:
    """Queue work on some files of a job, in the transaction that needs it."""
    for _ in range(min(len(range(0, files, FILES_OF_A_SLICE)), SLICES)):
        async_task("reports.tasks.work_on_batch", batch.pk)


@transaction.atomic
def cancel_batch(*, batch: Batch, by: User) -> bool:
    """Make no more files of a job; those that are done stay. Return whether it was still under way."""
    check_can_download(by, batch.unit)
    ended = _end(batch, cancelled=True)
    if ended:
        batch.items.filter(state__in=(ItemState.WAITING, ItemState.RUNNING)).update(
            state=ItemState.CANCELLED, token="", held=None
        )
    return ended


@transaction.atomic
def retry_batch(*, batch: Batch, by: User) -> int:
    """Try the failed files of a job again; return how many there are."""
    check_can_download(by, batch.unit)
    if batch.cancelled:
        return 0
    failed = batch.items.filter(state=ItemState.FAILED).update(
        state=ItemState.WAITING, attempts=0, failure="", ended=None
    )
    if failed:
        Batch.objects.filter(pk=batch.pk).update(ended=None, until=None, queued=timezone.now())
        _queue(batch, failed)
    return failed


@transaction.atomic
def resume_batch(*, batch: Batch, by: User) -> int:
    """Go on with a cancelled job: make the files that it left out; return how many there are.

    Raises:
        TooManyJobsError: `MOST_OPEN` others are under way.
        Refused: the account does not see all units.
    """
    check_can_download(by, batch.unit)
    # As in `start_batch`: one at a time for each account.
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    if not Batch.objects.filter(pk=batch.pk, cancelled=True).exists():
        return 0
    if Batch.objects.filter(by=by, ended=None).count() >= MOST_OPEN:
        raise TooManyJobsError(f"{MOST_OPEN} jobs are under way")
    left = batch.items.filter(state=ItemState.CANCELLED).update(state=ItemState.WAITING, attempts=0, ended=None)
    if left:
        Batch.objects.filter(pk=batch.pk).update(cancelled=False, ended=None, until=None, queued=timezone.now())
        _queue(batch, left)
    return left


# -- working -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def begin_work(
    *,
    batch: Batch,
    there: Mapping[int, str],
    by: User | None,  # noqa: ARG001 -- every action says who acts: here a worker, who is nobody
) -> int:
    """Note the keys of files that stand in the store already, by item, and queue work on the others.

    Return how many were noted: those that somebody has begun with meanwhile are left to them.
    """
    if not Batch.objects.filter(pk=batch.pk, ended=None).exists():
        return 0
    now = timezone.now()
    rows = batch.items.filter(pk__in=there, state=ItemState.WAITING)
    found = list(rows.select_for_update(skip_locked=True, of=("self",)))
    for row in found:
        row.state, row.key, row.ended = ItemState.DONE, there[row.pk], now
    BatchItem.objects.bulk_update(found, ["state", "key", "ended"], batch_size=250)
    Batch.objects.filter(pk=batch.pk).update(queued=now)
    _queue(batch, batch.items.filter(state=ItemState.WAITING).count())
    return len(found)


@transaction.atomic
def queue_slice(
    *,
    batch: Batch,
    by: User | None,  # noqa: ARG001 -- as in `begin_work`
) -> None:
    """Queue more work on a job, behind what others asked for meanwhile."""
    Batch.objects.filter(pk=batch.pk).update(queued=timezone.now())
    _queue(batch, 1)


@transaction.atomic
def take_item(
    *,
    batch: Batch,
    unit: Unit | None,
    by: User | None,  # noqa: ARG001 -- as in `begin_work`
) -> BatchItem | None:
    """Take on the next file of a job, preferably of a unit; None where nothing is left to take.

    Whoever takes it holds it for `RENDER_HOLD` seconds; if it is not done by then, the next one may take it.
    """
    now = timezone.now()
    free = next_items(batch.pk, unit.pk if unit else None, now)
    # PostgreSQL leaves out what others are just taking; SQLite lets one in at a time.
    for item in free.filter(attempts__lt=settings.RENDER_ATTEMPTS).select_for_update(skip_locked=True, of=("self",))[
        :1
    ]:
        BatchItem.objects.filter(pk=item.pk).update(
            state=ItemState.RUNNING,
            token=uuid4().hex,
            held=now + datetime.timedelta(seconds=settings.RENDER_HOLD),
            attempts=F("attempts") + 1,
        )
        return BatchItem.objects.select_related("unit__regency", "report__position", "batch").get(pk=item.pk)
    return None


@transaction.atomic
def finish_item(
    *,
    item: BatchItem,
    key: str = "",
    issued: IssuedReport | None = None,
    by: User | None,  # noqa: ARG001 -- as in `begin_work`
) -> bool:
    """Note where a file is, if it is still ours to make."""
    return _settle(item, state=ItemState.DONE, key=key, issued=issued)


@transaction.atomic
def fail_item(
    *,
    item: BatchItem,
    why: str,
    by: User | None,  # noqa: ARG001 -- as in `begin_work`
) -> bool:
    """Note why a file could not be made, in a sentence for people, if it is still ours to make."""
    return _settle(item, state=ItemState.FAILED, failure=why)


def _settle(item: BatchItem, **found: object) -> bool:
    mine = BatchItem.objects.filter(pk=item.pk, state=ItemState.RUNNING, token=item.token)
    return bool(mine.update(token="", held=None, ended=timezone.now(), **found))


@transaction.atomic
def end_batch(
    *,
    batch: Batch,
    by: User | None,  # noqa: ARG001 -- as in `begin_work`
) -> bool:
    """End a job of which no file is left to make, and tell its owner, once."""
    if not is_settled(batch) or not _end(batch):
        return False
    failed = batch.items.filter(state=ItemState.FAILED).count()
    done = batch.items.filter(state=ItemState.DONE).count()
    about = (
        f"{batch.unit.name if batch.unit else 'semua unit'}, TW {Quarter(batch.year, batch.quarter).roman} {batch.year}"
    )
    text = f"{batch.get_kind_display()} dari {about}: {done} berkas siap diunduh."
    if failed:
        text = f"{text[:-1]}, {failed} gagal dibuat."
    # The newest files take the place of those that were made of the same before.
    alike = {name: getattr(batch, name) for name in ("kind", "year", "quarter", "unit", "workbooks")}
    older = Batch.objects.filter(**alike, by=batch.by_id)
    read_notices(by=batch.by, notices=Notice.objects.filter(kind=NoticeKind.DOWNLOAD, batch__in=older))
    ended = Batch.objects.get(pk=batch.pk).ended
    notify_of_batch(batch=batch, kind=NoticeKind.DOWNLOAD, key=ended.isoformat()[:40], text=text, by=None)
    return True


def _end(batch: Batch, *, cancelled: bool = False) -> bool:
    now = timezone.now()
    until = now + datetime.timedelta(days=settings.DOWNLOAD_DAYS)
    still_open = Batch.objects.filter(pk=batch.pk, ended=None)
    return bool(still_open.update(ended=now, until=until, cancelled=cancelled))


@transaction.atomic
def tend_batches(*, by: User | None) -> int:
    """Look after jobs whose workers died: give up on what fails every time, end what is done, queue what lies still.

    Return how many were queued anew.
    """
    queued = 0
    for batch in open_batches():
        now = timezone.now()
        BatchItem.objects.filter(
            batch=batch, state=ItemState.RUNNING, held__lt=now, attempts__gte=settings.RENDER_ATTEMPTS
        ).update(
            state=ItemState.FAILED,
            failure=GAVE_UP.format(settings.RENDER_ATTEMPTS),
            token="",
            held=None,
            ended=now,
        )
        if is_settled(batch):
            end_batch(batch=batch, by=by)
            continue
        lies = Batch.objects.filter(pk=batch.pk, queued__lt=now - STALE)
        left = next_items(batch.pk, None, now).count()
        if left and lies.update(queued=now):
            _queue(batch, left)
            queued += 1
    return queued


@transaction.atomic
def drop_batches(
    *,
    by: User | None,  # noqa: ARG001 -- as in `begin_work`
) -> int:
    """Delete jobs that were kept long enough, and workers that gave no sign for a day; return how many jobs."""
    now = timezone.now()
    Worker.objects.filter(seen__lt=now - datetime.timedelta(days=1)).delete()
    old = Batch.objects.filter(until__lt=now)
    count = old.count()
    old.delete()
    return count


# -- workers -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def note_worker(
    *,
    name: str,
    by: User | None,  # noqa: ARG001 -- as in `begin_work`
) -> None:
    """Note that a worker is alive."""
    now = timezone.now()
    Worker.objects.update_or_create(name=name, defaults={"seen": now}, create_defaults={"since": now, "seen": now})


@transaction.atomic
def forget_worker(
    *,
    name: str,
    by: User | None,  # noqa: ARG001 -- as in `begin_work`
) -> None:
    """Note that a worker has gone home."""
    Worker.objects.filter(name=name).delete()


@transaction.atomic
def claim_chore(
    *,
    name: str,
    every: datetime.timedelta,
    by: User | None,  # noqa: ARG001 -- as in `begin_work`
) -> bool:
    """Return whether a chore is due, and the caller the one who does it."""
    now = timezone.now()
    Chore.objects.bulk_create([Chore(name=name, ran=now - every)], ignore_conflicts=True)
    return bool(Chore.objects.filter(name=name, ran__lte=now - every).update(ran=now))
