"""Faults and slow moments are written down between two pieces of work, and kept for a month."""

import datetime
import logging

import pytest
from django.db.utils import OperationalError
from django.utils import timezone

from reports import incidents, noted
from reports.actions import drop_incidents
from reports.incidents import sweep_incidents, write_down
from reports.models import Incident
from tests import factories

pytestmark = pytest.mark.django_db


def notice(text="galat", name="lkjip.uji"):
    logger = logging.Logger(name)
    logger.addHandler(noted.NoticeFaults())
    mark = noted.ASKED.set(noted.Asked("3F9A1C2B", lambda: "ani"))
    logger.error(text)
    noted.ASKED.reset(mark)


def test_what_waits_is_written_once():
    notice("satu")
    notice("dua", noted.SLOW)
    assert write_down() == 2
    assert write_down() == 0
    found = Incident.objects.order_by("pk").values_list("kind", "number", "user", "text")
    assert list(found) == [("fault", "3F9A1C2B", "ani", "satu"), ("slow", "3F9A1C2B", "ani", "dua")]
    assert all(Incident.objects.values_list("machine", flat=True))


def test_nothing_is_lost_while_the_database_is_away(monkeypatch):
    def away(**_):
        raise OperationalError("gone")

    notice()
    with monkeypatch.context() as patch:
        patch.setattr(incidents, "keep_incidents", away)
        assert write_down() == 0
    assert write_down() == 1


def test_they_are_kept_for_a_month_and_never_too_many():
    now = timezone.now()
    old = factories.IncidentFactory(at=now - incidents.KEPT - datetime.timedelta(minutes=1))
    factories.IncidentFactory(at=now - incidents.KEPT + datetime.timedelta(minutes=1))
    newest = factories.IncidentFactory(at=now)
    assert sweep_incidents() == 1
    assert not Incident.objects.filter(pk=old.pk).exists()
    assert drop_incidents(before=now - incidents.KEPT, most=1, by=None) == 1
    assert Incident.objects.get() == newest
