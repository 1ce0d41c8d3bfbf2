"""Keeping faults and slow moments for a while."""

import datetime
import socket
from collections.abc import Iterable

from django.db import transaction

from agreements.enums import IncidentKind
from agreements.models import User
from reports.models import Incident
from reports.noted import Noticed


@transaction.atomic
def keep_incidents(
    *,
    noticed: Iterable[Noticed],
    by: User | None,  # noqa: ARG001 -- every action says who acts: here the process, which is nobody
) -> int:
    """Write down what a process noticed; return how much."""
    rows = [
        Incident(
            kind=IncidentKind.SLOW if one.slow else IncidentKind.FAULT,
            number=one.number,
            at=one.at,
            machine=socket.gethostname()[:100],
            user=one.user[:150],
            text=one.text,
        )
        for one in noticed
    ]
    return len(Incident.objects.bulk_create(rows))


@transaction.atomic
def drop_incidents(
    *,
    before: datetime.datetime,
    most: int,
    by: User | None,  # noqa: ARG001 -- as in `keep_incidents`
) -> int:
    """Delete what was noticed before a time, and all but the newest `most`; return how much."""
    newest = Incident.objects.order_by("-at", "-pk").values_list("pk", flat=True)[:most]
    old = Incident.objects.filter(at__lt=before) | Incident.objects.exclude(pk__in=list(newest))
    count, _ = old.delete()
    return count
