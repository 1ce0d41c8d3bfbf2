"""Background work, as django-q2 calls it.

Each task may be killed at any line and may come twice: what it finds in the database tells what is left to do, and what
it writes is compared before it is swapped.
"""

import errno
import logging
import time
from datetime import timedelta

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.utils import timezone

from agreements.enums import ItemKind
from reports import store
from reports.actions import begin_work, drop_batches, end_batch, fail_item, finish_item, queue_slice, take_item
from reports.bounds import bounded_time
from reports.engine import give_back_memory
from reports.models import Batch, BatchItem
from reports.period import Quarter
from reports.queries import DamagedFileError, referenced_keys, waiting_items
from reports.serving import UnitFiles, known_files
from reports.undrawable import RenderError, TooMuchError

logger = logging.getLogger(__name__)

NO_ROOM = (errno.ENOSPC, errno.EDQUOT)

SLICE = 3
"""Seconds after which a job lets others have their turn."""

UNDRAWABLE = "Laporan ini tidak dapat digambar utuh. Buka laporannya, perbaiki foto atau lambangnya, lalu coba lagi."
TOO_MUCH = (
    "Laporan ini terlalu berat untuk digambar (batasnya 60 detik dan 1 GB). Perpendek atau ketik ulang uraian yang"
    " sangat panjang atau yang ditempel dari tempat lain, lalu coba lagi."
)
DAMAGED = "Berkas terbit laporan ini hilang atau berubah. Hubungi administrator."
FULL = "Ruang penyimpanan server penuh, jadi berkas ini belum dapat dibuat. Beri tahu administrator, lalu coba lagi."
BROKEN = "Ada gangguan saat membuat berkas ini. Coba lagi; bila tetap gagal, hubungi administrator."


def begin_batch(number: int) -> int:
    """Find at once all files of a job that were drawn before and still say what the reports say; queue the rest.

    Returns how many were found.
    """
    batch = _open_batch(number)
    if batch is None:
        return 0
    there = known_files(waiting_items(batch), Quarter(batch.year, batch.quarter))
    found = begin_work(batch=batch, there=there, by=None)
    end_batch(batch=batch, by=None)
    return found


def work_on_batch(number: int) -> int:
    """Make files of a job for a few seconds, then queue the rest anew; return how many were made or found."""
    batch = _open_batch(number)
    if batch is None:
        return 0
    quarter = Quarter(batch.year, batch.quarter)
    until, made, files = time.monotonic() + SLICE, 0, None
    while item := take_item(batch=batch, unit=files.unit if files else None, by=None):
        if files is None or files.unit != item.unit:
            files = UnitFiles(item.unit, quarter)
        _make(item, files)
        give_back_memory()
        made += 1
        if time.monotonic() > until:
            queue_slice(batch=batch, by=None)
            return made
    end_batch(batch=batch, by=None)
    return made


def _open_batch(number: int) -> Batch | None:
    return Batch.objects.select_related("unit").filter(pk=number, ended=None).first()


def _make(item: BatchItem, files: UnitFiles) -> None:
    """Make one file, or note why not. Where the database is away, the file stays taken until its time is up."""
    try:
        issued = files.issues.get(item.report_id) if item.report_id else None
        if issued is not None:
            finish_item(item=item, issued=issued, by=None)
        else:
            with bounded_time():
                key = _draw(item, files)
            finish_item(item=item, key=key, by=None)
    except (OperationalError, InterfaceError):
        raise
    except (TooMuchError, MemoryError) as error:
        logger.error("%s of batch %s: %r", item.path, item.batch_id, error)
        fail_item(item=item, why=TOO_MUCH, by=None)
    except RenderError as error:
        logger.error("%s of batch %s: %s", item.path, item.batch_id, error)
        fail_item(item=item, why=UNDRAWABLE, by=None)
    except DamagedFileError:
        fail_item(item=item, why=DAMAGED, by=None)
    except OSError as error:
        logger.exception("%s of batch %s", item.path, item.batch_id)
        fail_item(item=item, why=FULL if error.errno in NO_ROOM else BROKEN, by=None)
    except Exception:
        logger.exception("%s of batch %s", item.path, item.batch_id)
        fail_item(item=item, why=BROKEN, by=None)


def _draw(item: BatchItem, files: UnitFiles) -> str:
    """Draw what an item asks for, or find it drawn, and return its key in the store."""
    if item.kind == ItemKind.BUNDLE:
        return files.keep_bundle()
    if item.kind == ItemKind.RECAP:
        return files.keep_recap(item.batch.at)
    return files.keep_report(item.report.position.slug, item.kind)


def sweep() -> int:
    """Delete jobs that were kept long enough, and stored files that are old and that no job hands out.

    Returns the number of files.
    """
    drop_batches(by=None)
    return store.sweep(timezone.now() - timedelta(days=settings.STORE_DAYS), referenced_keys)
