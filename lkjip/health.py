"""`/sehat/`: what a monitor asks every minute, without a login."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.utils import Error as DatabaseError
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lkjip.faults import FULL, fault_of
from reports.actions import claim_chore
from reports.queries import Background, background

TRIED = timedelta(seconds=10)
"""A row is written at most once in this time, by all machines together: anybody may ask here, as often as they like."""
LONG = timedelta(hours=1)
"""After so long a job of downloads should be done."""
MEGABYTE = 1024 * 1024


@login_not_required
@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 -- a view gets its request
    """Say whether the database takes a row, how much room the disks have, and how the background work stands.

    503 with "galat" where nothing can be saved; 200 with "perlu dilihat" and the reasons where people can go on working
    but somebody should look.
    """
    room = min(_free_megabytes())
    try:
        claim_chore(name="sehat", every=TRIED, by=None)
        standing = background()
    except DatabaseError as error:
        told = "tidak dapat ditulisi: ruang penyimpanan penuh" if fault_of(error) is FULL else "tidak menjawab"
        return JsonResponse({"status": "galat", "basis_data": told, "ruang_bebas_mb": room}, status=503)
    reasons = [*_reasons(room, standing)]
    return JsonResponse(
        {
            "status": "perlu dilihat" if reasons else "sehat",
            "sebab": reasons,
            "basis_data": "menulis",
            "ruang_bebas_mb": room,
            "pekerja": "bekerja" if standing.alive else "tidak ada",
            "pekerja_terlihat": standing.seen,
            "pekerjaan_tertua": standing.oldest,
        }
    )


def _reasons(room: int, standing: Background) -> Iterator[str]:
    """Yield what somebody should look at, as sentences."""
    if room < settings.LOW_DISK_MB:
        yield f"Ruang penyimpanan tinggal {room} MB."
    if not standing.alive:
        yield "Tidak ada pekerja latar: unduhan dan ringkasan menunggu."
    if standing.oldest is not None and timezone.now() - standing.oldest > LONG:
        yield "Ada unduhan yang belum selesai setelah lebih dari satu jam."


def _free_megabytes() -> Iterator[int]:
    """Yield the room, in MB, on the disks of the files and, where it is SQLite, of the database."""
    for folder in (Path(settings.MEDIA_ROOT), Path(settings.VAR_DIR)):
        # A folder that nothing was written into yet stands nowhere.
        there = next(place for place in (folder.absolute(), *folder.absolute().parents) if place.exists())
        yield shutil.disk_usage(there).free // MEGABYTE
