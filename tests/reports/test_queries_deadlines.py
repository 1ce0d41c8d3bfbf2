"""Whether a report comes in time. The arithmetic of working days is tested in test_period.py."""

import datetime

import pytest

from agreements.models import Holiday
from reports.queries import first_submissions, punctuality
from tests import factories
from tests.reports.workplace import make_workplace

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("today", "late"),
    [
        (datetime.date(2024, 7, 5), None),
        (datetime.date(2024, 7, 7), 0),
        (datetime.date(2024, 7, 8), 1),
        (datetime.date(2025, 1, 2), 129),
    ],
    ids=["last day", "weekend after it", "first working day after it", "next year"],
)
def test_late_counts_working_days_after_the_fifth(today, late):
    place = make_workplace()
    assert punctuality(place.report(place.kasi), today) == (datetime.date(2024, 7, 5), late)


def test_holidays_move_the_due_date():
    place = make_workplace()
    Holiday.objects.create(date=datetime.date(2024, 7, 3), name="Libur")
    assert punctuality(place.report(place.kasi), datetime.date(2024, 7, 8)) == (datetime.date(2024, 7, 8), None)


def test_the_first_submission_says_whether_a_report_came_in_time(django_assert_num_queries):
    place = make_workplace()
    kasi, camat = place.report(place.kasi), place.report(place.camat)
    first = factories.SubmissionFactory(report=kasi, round=1, late_days=2)
    factories.SubmissionFactory(report=kasi, round=2)
    with django_assert_num_queries(1):
        found = first_submissions([kasi, camat])
        assert [(key, row.pk, row.late_days) for key, row in found.items()] == [(kasi.pk, first.pk, 2)]
