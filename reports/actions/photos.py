"""The photographs of a report's annex.

Pictures come in cleaned (`agreements.images`), and no file is ever removed: an issued report keeps pointing at its own.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from agreements.images import keep_image
from agreements.models import User
from reports.actions.held import HeldReport
from reports.models import Photo, Report

ASIDE = 10_000
"""Added to the orders of photographs while they trade places, since no two may share one."""


@dataclass(frozen=True)
class PhotoChange:
    """The new content of a photograph; `picture` is a cleaned JPEG, None to keep the one that stands."""

    id: int
    text: str
    taken_on: datetime.date | None = None
    picture: bytes | None = None


@dataclass(frozen=True)
class NewPhoto:
    """A photograph to add: a cleaned JPEG with caption and date."""

    picture: bytes
    text: str
    taken_on: datetime.date | None = None


@transaction.atomic
def save_photos(
    *, report: Report, changes: Sequence[PhotoChange], added: Sequence[NewPhoto] = (), version: int, by: User
) -> bool:
    """Write captions, dates, pictures and order of all photographs, and add new ones behind them.

    `changes` names every photograph of the report, in the order to print. Returns False where nothing changes.

    Raises:
        ValueError: `changes` names other photographs than the report's.
        Refused, StaleReportError: see `HeldReport.take`.
    """
    held = HeldReport.take(report, version, by)
    standing = {photo.pk: photo for photo in held.row.photos.all()}
    if sorted(change.id for change in changes) != sorted(standing):
        raise ValueError("other photographs than the report's")
    before = [_content(photo) for photo in standing.values()]
    photos = []
    for change in changes:
        photo = standing[change.id]
        photo.text, photo.taken_on = change.text, change.taken_on
        if change.picture is not None:
            photo.image.name = _store(change.picture)
        photos.append(photo)
    _write_in_order(photos)
    for order, new in enumerate(added, len(photos) + 1):
        photos.append(
            Photo.objects.create(
                report=held.row, order=order, text=new.text, taken_on=new.taken_on, image=_store(new.picture)
            )
        )
    after = [_content(photo) for photo in photos]
    if before == after:
        return False
    held.finish("save_photos", {"photos": before}, {"photos": after})
    return True


def _write_in_order(photos: Sequence[Photo]) -> None:
    for shift in (ASIDE, 0):
        for order, photo in enumerate(photos, 1):
            photo.order = shift + order
        Photo.objects.bulk_update(photos, ["order", "text", "taken_on", "image"])


def _store(picture: bytes) -> str:
    return keep_image(picture, Photo._meta.get_field("image").upload_to)


@transaction.atomic
def delete_photo(*, report: Report, photo: int, version: int, by: User) -> None:
    """Take a photograph out of the report; its file stays.

    Raises:
        Photo.DoesNotExist: none of the report's.
        Refused, StaleReportError: see `HeldReport.take`.
    """
    held = HeldReport.take(report, version, by)
    row = Photo.objects.get(report=held.row, pk=photo)
    before = _content(row)
    row.delete()
    held.finish("delete_photo", before, None)


def _content(photo: Photo) -> dict[str, object]:
    return {
        "id": photo.pk,
        "text": photo.text,
        "taken_on": photo.taken_on.isoformat() if photo.taken_on else None,
        "image": photo.image.name,
    }
