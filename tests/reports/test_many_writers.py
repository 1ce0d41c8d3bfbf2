"""Many people at the same cells at once, and the same sent many times: the short form of `bin/drill writers`.

Through the pages, in threads on connections of their own: a SQLite file with the settings' options, or PostgreSQL.
"""

from decimal import Decimal

import pytest
from django.db import connection

from agreements.enums import Role
from benchmarks.drills import writers
from benchmarks.evidence import faults, saves
from benchmarks.typist import Typist
from reports.actions import entries, save_entries, start_batch, submit_report
from reports.models import Batch, Event, Submission
from tests import factories
from tests.pages import client_of
from tests.reports.racing import alone, at_once, share_database
from tests.reports.reviewing import make_office
from tests.reports.workplace import QUARTER, make_workplace

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS, EDITS, EQUAL = 4, 4, 10


@pytest.fixture(autouse=True)
def _shared(monkeypatch, tmp_path):
    share_database(monkeypatch, tmp_path)


@pytest.fixture
def place():
    return alone(make_workplace)


def typists(place, count):
    """Return people at the grid: operators of the unit, each with an account of their own."""

    def seated():
        user = factories.RoleGrantFactory(role=Role.OPERATOR, unit=place.unit).user
        client = client_of(user)

        def send(method, path, data=None):
            # Each request is a connection of its own, as it is of a thread of the server.
            try:
                response = client.post(path, data) if method == "POST" else client.get(path)
                return response.status_code, response.content
            finally:
                connection.close()

        return Typist(send, user.pk, place.address("isian/"))

    return alone(lambda: [seated() for _ in range(count)])


def test_nothing_is_lost_between_many_writers_and_a_stale_save_is_told_both_values(place):
    people = typists(place, WRITERS)
    tally = writers.write_together(people, EDITS, cells=1)
    assert tally.wrong == []
    assert len(tally.saved) == WRITERS * EDITS
    assert tally.conflicts > 0, "nobody met anybody"
    assert alone(lambda: [*faults(place.unit), *writers.missing(place.unit, tally)]) == []


def test_what_is_written_over_unseen_is_found(place, monkeypatch):
    """The evidence above can fail: here no version is compared, and two people save what they saw empty."""

    def careless(change, quarter, by):
        model, identity = entries._where(change, quarter)
        row, _ = model.objects.update_or_create(**identity, defaults={"amount": change.amount, "updated_by": by})
        return row

    monkeypatch.setattr(entries, "_write", careless)
    monkeypatch.setattr(entries, "_standing_facts", lambda quarter, changes: {})
    for amount in (1000, 2000):
        changes = [entries.BudgetChange(place.line.pk, 0, amount=Decimal(amount))]
        alone(lambda found=changes: save_entries(unit=place.unit, quarter=QUARTER, changes=found, by=place.operator))
    assert any("1000 was written over unseen" in sentence for sentence in alone(lambda: faults(place.unit)))


def test_ten_equal_saves_write_once(place):
    (person,) = typists(place, 1)
    alone(person.look)
    anchor = person.money_cells()[0]
    twins = [Typist(person.send, person.account, person.grid, dict(person.cells)) for _ in range(EQUAL)]
    answers = at_once(*[lambda twin=twin: twin.save({anchor: 2_660_000}) for twin in twins])
    assert [answer.saved for answer in answers] == [True] * EQUAL
    assert alone(lambda: [len(told) for told in saves(place.unit).values()]) == [1]


def test_ten_equal_requests_and_submissions_have_one_effect():
    office = alone(make_office)
    desk = office.users["organisasi"]

    def ask():
        return start_batch(kind="reports", quarter=QUARTER, unit=office.place.unit, workbooks=False, by=desk).pk

    assert len(set(at_once(*[ask] * EQUAL))) == 1
    assert alone(Batch.objects.count) == 1

    version = office.report.version
    results = at_once(
        *[lambda: submit_report(report=office.again(), version=version, by=office.users["operator"])] * EQUAL
    )
    assert sum(isinstance(result, Submission) for result in results) == 1
    assert alone(Submission.objects.count) == 1
    assert alone(Event.objects.filter(action="submit_report").count) == 1
