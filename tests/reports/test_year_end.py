"""The year ends at midnight in Lumajang (WIB), which is 17.00 UTC: a minute before is another day, quarter and year."""

import datetime
import subprocess
import sys
from decimal import Decimal

import pytest
from django.conf import settings as own
from django.utils import timezone

from agreements.enums import Role
from reports.actions import BudgetChange, QuarterNotEndedError, close_quarter, open_quarter, save_entries
from reports.actions.trail import Line, record
from reports.models import Event, QuarterClosing, subject_of
from reports.period import Quarter, due_date
from reports.queries import newest_quarter, sealed_lines
from reports.queries.board import quarter_of_the_desk
from reports.sealing import walk
from tests import factories
from tests.pages import client_of, text_of
from tests.reports.workplace import make_workplace

pytestmark = pytest.mark.django_db

LAST_MINUTE = datetime.datetime(2024, 12, 31, 16, 59, tzinfo=datetime.UTC)
MIDNIGHT = datetime.datetime(2024, 12, 31, 17, 0, tzinfo=datetime.UTC)
LAST = Quarter(2024, 4)


@pytest.fixture
def clock(monkeypatch):
    """Return a function that sets what time it is."""
    return lambda at: monkeypatch.setattr(timezone, "now", lambda: at)


def test_the_day_is_that_of_the_office_and_not_of_the_machine(clock):
    clock(LAST_MINUTE)
    assert timezone.localdate() == datetime.date(2024, 12, 31)
    clock(MIDNIGHT)
    assert timezone.localdate() == datetime.date(2025, 1, 1)


def test_nor_that_of_a_machine_elsewhere():
    """A server that was set up with another time zone dates nothing differently."""
    script = (
        "import os, datetime, django; django.setup();"
        "from django.utils import timezone;"
        f"at = datetime.datetime.fromisoformat('{MIDNIGHT.isoformat()}');"
        "print(timezone.localdate(at), datetime.datetime.fromtimestamp(at.timestamp()).date())"
    )
    environment = {
        "PATH": "/usr/bin",
        "TZ": "America/New_York",
        "LKJIP_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "lkjip.settings",
    }
    told = subprocess.run(
        [sys.executable, "-c", script], cwd=own.BASE_DIR, env=environment, capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == ["2025-01-01", "2025-01-01"]


def test_the_last_quarter_is_open_until_midnight_and_closes_after_it(clock):
    desk = factories.RoleGrantFactory(role=Role.ORGANISASI, unit=None).user
    place = make_workplace()
    clock(LAST_MINUTE)
    open_quarter(unit=place.unit, quarter=LAST, by=place.operator)
    with pytest.raises(QuarterNotEndedError):
        close_quarter(quarter=LAST, by=desk)
    assert not QuarterClosing.objects.exists()

    clock(MIDNIGHT)
    change = BudgetChange(place.line.pk, 0, amount=Decimal(1000))
    assert save_entries(unit=place.unit, quarter=LAST, changes=[change], by=place.operator).count == 1
    close_quarter(quarter=LAST, by=desk)
    assert QuarterClosing.objects.get().at == MIDNIGHT


def test_the_newest_quarter_changes_with_the_year(clock):
    for at, quarter in ((LAST_MINUTE, Quarter(2024, 3)), (MIDNIGHT, LAST)):
        clock(at)
        assert newest_quarter(timezone.localdate()) == quarter
        assert quarter_of_the_desk(timezone.localdate()) == quarter


def test_a_report_of_the_last_quarter_is_due_in_the_next_year():
    assert due_date(LAST, 5, frozenset({datetime.date(2025, 1, 1)})) == datetime.date(2025, 1, 8)


def test_agreements_of_the_new_year_begin_at_midnight(clock):
    place = make_workplace()
    client = client_of(place.operator)
    for at, year in ((LAST_MINUTE, 2024), (MIDNIGHT, 2025)):
        clock(at)
        response = client.get("/perjanjian/")
        assert response.url == f"/perjanjian/{place.unit.slug}/{year}/"


def test_times_are_told_as_the_office_reads_them(clock):
    place = make_workplace()
    clock(MIDNIGHT)
    subject = subject_of(place.report(place.kasi))
    record(unit=place.unit, by=place.operator, lines=[Line("submit_report", subject, None, {"status": "submitted"})])
    page = client_of(place.operator).get(place.report_address(place.kasi, "jejak/"))
    assert "1 Januari 2025 pukul 00.00 WIB" in text_of(page)


def test_a_clock_that_is_set_back_breaks_no_trail(clock):
    """Lines are in the order in which they were written, and say what the clock said."""
    place = make_workplace()
    for at in (MIDNIGHT, LAST_MINUTE, MIDNIGHT):
        clock(at)
        record(unit=place.unit, by=place.operator, lines=[Line("save_text", "reports.report:1", None, {"text": "a"})])
    assert list(Event.objects.order_by("number").values_list("at", flat=True)) == [MIDNIGHT, LAST_MINUTE, MIDNIGHT]
    assert walk(sealed_lines(place.unit), None).broken is None
