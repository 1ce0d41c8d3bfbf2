"""Writes down what a process noticed, for the administrator's page; looks after what was written down."""

import logging
from datetime import timedelta

from django.db.utils import Error as DatabaseError
from django.utils import timezone

from reports import noted
from reports.actions import drop_incidents, keep_incidents

logger = logging.getLogger(__name__)

KEPT = timedelta(days=30)
MOST = 5000


def write_down() -> int:
    """Write down what waits in this process; return how much. It goes on waiting while the database is away."""
    if not noted.is_waiting():
        return 0
    taken = noted.take()
    try:
        return keep_incidents(noticed=taken, by=None)
    except DatabaseError:
        noted.put_back(taken)
        logger.warning("%s incidents wait for the database", len(taken))
        return 0


def sweep_incidents() -> int:
    """Delete what is older than a month, and all but the newest 5,000; return how much."""
    return drop_incidents(before=timezone.now() - KEPT, most=MOST, by=None)
