"""The posts of a unit and who holds them: for its reports, and for the organisation list and chart. Reads only."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from agreements.enums import AppointmentKind, Echelon
from agreements.models import Appointment, Position, Unit
from agreements.queries.posts import appointment_on
from reports.inputs import PostEntry
from reports.queries.rows import by, plain


@dataclass(frozen=True)
class Posts:
    """All posts of a unit as rows, in order, each with its superior's columns; and who held them and those above."""

    rows: Sequence[Any]
    appointments: Mapping[int, Sequence[Any]]
    """By post; of the superiors in other units too."""


def read_posts(unit: Unit) -> Posts:
    """Return the posts of a unit, in two queries."""
    rows = plain(
        Position.objects.filter(unit=unit).order_by("order", "name"),
        *("pk", "name", "slug", "reports", "echelon", "form", "period_sentence", "deadline_days", "main_duty"),
        "ended_on",
        *("signature_title", "superior_id", "superior__name", "superior__signature_title", "superior__echelon"),
    )
    ids = {row.pk for row in rows} | {row.superior_id for row in rows if row.superior_id is not None}
    held = plain(
        Appointment.objects.filter(position__in=ids).order_by("position_id", "-start"),
        *("pk", "position_id", "kind", "start", "end", "official__name", "official__nip", "official__rank"),
    )
    return Posts(rows, by("position_id", held))


def load_posts(unit: Unit, date: datetime.date) -> tuple[PostEntry, ...]:
    """Return the posts that a unit has on a date in order, with those who hold them then."""
    return post_entries(read_posts(unit), date)


def post_entries(posts: Posts, date: datetime.date) -> tuple[PostEntry, ...]:
    """Return posts that were read, those that the unit has on a date, with those who hold them then."""
    return tuple(
        PostEntry(
            id=row.pk,
            name=row.name,
            superior_id=row.superior_id,
            echelon=Echelon(row.echelon),
            holder=_holder(appointment_on(posts.appointments[row.pk], date)),
        )
        for row in posts.rows
        if row.ended_on is None or row.ended_on >= date
    )


def _holder(held: Any | None) -> str:
    if held is None:
        return ""
    if held.kind == AppointmentKind.DEFINITIVE:
        return held.official__name
    return f"{AppointmentKind(held.kind).label} {held.official__name}"
