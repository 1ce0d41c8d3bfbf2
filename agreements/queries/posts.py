"""Who holds a post on a day. Reads only."""

import datetime
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from agreements.enums import AppointmentKind
from agreements.models import Appointment


def appointments_on(date: datetime.date) -> QuerySet[Appointment]:
    """Return the appointments that hold on a date."""
    return Appointment.objects.filter(Q(end=None) | Q(end__gte=date), start__lte=date)


def appointment_on(appointments: Iterable[Appointment], date: datetime.date) -> Appointment | None:
    """Return who holds a post on a date; an acting official signs before the definitive one that is away.

    Of two who act since the same day the one written down last counts, everywhere: two may not decide in turns.
    """
    held = [row for row in appointments if row.start <= date and (row.end is None or row.end >= date)]
    return max(held, key=lambda row: (row.kind != AppointmentKind.DEFINITIVE, row.start, row.pk), default=None)
