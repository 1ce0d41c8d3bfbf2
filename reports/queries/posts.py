"""The posts of a unit and who holds them, for the organisation list and chart. Reads only, in two queries."""

import datetime
from collections.abc import Iterable

from django.db.models import Prefetch

from agreements.enums import AppointmentKind, Echelon
from agreements.models import Appointment, Position, Unit
from reports.inputs import PostEntry


def load_posts(unit: Unit, date: datetime.date) -> tuple[PostEntry, ...]:
    """Return the posts of a unit in order, with those who hold them on a date."""
    rows = (
        Position.objects.filter(unit=unit)
        .order_by("order", "name")
        .prefetch_related(Prefetch("appointments", Appointment.objects.select_related("official")))
    )
    return tuple(
        PostEntry(
            id=row.pk,
            name=row.name,
            superior_id=row.superior_id,
            echelon=Echelon(row.echelon),
            holder=_holder(appointment_on(row.appointments.all(), date)),
        )
        for row in rows
    )


def appointment_on(appointments: Iterable[Appointment], date: datetime.date) -> Appointment | None:
    """Return who holds a post on a date; an acting official signs before the definitive one that is away.

    Of two who act since the same day the one written down last counts, everywhere: two may not decide in turns.
    """
    held = [row for row in appointments if row.start <= date and (row.end is None or row.end >= date)]
    return max(held, key=lambda row: (row.kind != AppointmentKind.DEFINITIVE, row.start, row.pk), default=None)


def _holder(held: Appointment | None) -> str:
    if held is None:
        return ""
    if held.kind == AppointmentKind.DEFINITIVE:
        return held.official.name
    return f"{AppointmentKind(held.kind).label} {held.official.name}"
