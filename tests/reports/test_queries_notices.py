"""What an account was told, counted and listed at a fixed cost."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reports.queries import notices, notices_of, unread_count
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def camat():
    return factories.UserFactory()


def test_only_the_unread_of_the_account_count(camat):
    factories.NoticeFactory.create_batch(2, user=camat)
    factories.NoticeFactory(user=camat, read_at=timezone.now())
    factories.NoticeFactory()
    assert unread_count(camat) == 2


def test_counting_stops_somewhere(camat, monkeypatch):
    monkeypatch.setattr(notices, "MOST_COUNTED", 2)
    factories.NoticeFactory.create_batch(3, user=camat)
    assert unread_count(camat) == 2


def test_count_is_one_query(camat, django_assert_num_queries):
    factories.NoticeFactory.create_batch(3, user=camat)
    with django_assert_num_queries(1):
        unread_count(camat)


def test_newest_first_and_nobody_elses(camat):
    now = timezone.now()
    old = factories.NoticeFactory(user=camat, at=now - datetime.timedelta(days=1))
    new = factories.NoticeFactory(user=camat, at=now)
    same_time_later = factories.NoticeFactory(user=camat, at=now)
    factories.NoticeFactory()
    assert list(notices_of(camat)) == [same_time_later, new, old]


def test_list_brings_what_it_names(camat):
    factories.NoticeFactory.create_batch(2, user=camat)
    with CaptureQueriesContext(connection) as captured:
        assert all(row.report.position.unit.name for row in notices_of(camat))
    assert len(captured) == 1
