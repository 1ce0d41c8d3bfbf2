"""Two who remind at the same moment, and a reminder while the report is handed in, on both databases."""

import datetime

import pytest
from django.db import IntegrityError, OperationalError, connection

from agreements.enums import ReportStatus
from reports.actions import Reminded, remind_posts, reminders, submit_report
from reports.models import Event, Notice
from tests.reports.racing import alone, at_once, let_all_in, meet, share_database
from tests.reports.reviewing import make_office
from tests.reports.workplace import QUARTER

pytestmark = pytest.mark.django_db(transaction=True)

TODAY = datetime.date(2024, 7, 9)


@pytest.fixture
def office(monkeypatch, tmp_path):
    share_database(monkeypatch, tmp_path)
    return alone(make_office)


def remind(office, who="organisasi"):
    posts = [office.place.kasi.pk, office.place.camat.pk]
    return remind_posts(unit=office.place.unit, quarter=QUARTER, posts=posts, today=TODAY, by=office.users[who])


def remind_twice(office, monkeypatch):
    meet(monkeypatch, reminders, "reminded_posts", after=True)
    return at_once(lambda: remind(office), lambda: remind(office, "admin"))


def lines():
    return alone(Event.objects.filter(action="remind_posts").count)


def test_two_who_remind_at_once_remind_once(office, monkeypatch):
    done = remind_twice(office, monkeypatch)
    assert sorted(len(row.posts) for row in done) == [0, 2]
    assert alone(Notice.objects.count) == lines() == 2


def test_trail_would_tell_it_twice_if_nothing_kept_them_apart(office, monkeypatch):
    """Each account is still told once. SQLite breaks the second one off."""
    let_all_in(monkeypatch, reminders)
    done = remind_twice(office, monkeypatch)
    assert alone(Notice.objects.count) == 2
    if connection.vendor == "sqlite":
        assert sum(isinstance(row, OperationalError) for row in done) == 1
    else:
        assert not any(isinstance(row, IntegrityError) for row in done)
        assert lines() == 4


def test_report_handed_in_at_the_same_moment_is_reminded_before_it_or_not_at_all(office, monkeypatch):
    meet(monkeypatch, reminders, "hold_unit")
    meet(monkeypatch, reminders, "reached_by_reminders")
    handed_in, done = at_once(
        lambda: submit_report(report=office.report, version=office.report.version, by=office.users["operator"]),
        lambda: remind(office),
    )
    assert handed_in.round == 1
    assert isinstance(done, Reminded)
    subject = f"reports.report:{office.report.pk}"
    told = alone(
        lambda: list(Event.objects.filter(subject=subject).order_by("number").values_list("action", flat=True))
    )
    assert told in (["submit_report"], ["remind_posts", "submit_report"])
    assert alone(office.again).status == ReportStatus.SUBMITTED
