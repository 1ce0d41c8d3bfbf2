"""Two requests at the same moment, on two real connections: a SQLite file with the settings' options, or PostgreSQL.

Each case holds the first request between reading and writing until the second one is there too, or has had its time:
where nothing keeps the second one out it always arrives, so that the race is lost every time and never by chance.
"""

from decimal import Decimal

import pytest
from django.db import IntegrityError, OperationalError, connection
from django.utils import timezone

from agreements.models import User
from reports.actions import (
    BudgetChange,
    StaleEntriesError,
    claim_digest,
    entries,
    notices,
    open_quarter,
    save_entries,
    trail,
)
from reports.models import BudgetRealization, Event, Notice, Report
from reports.period import Quarter
from reports.sealing import FIRST
from tests import factories
from tests.reports.racing import alone, at_once, let_all_in, meet, share_database
from tests.reports.sealed import sealed
from tests.reports.workplace import make_workplace

pytestmark = pytest.mark.django_db(transaction=True)

NEXT = Quarter(2024, 3)
HOLDING = (entries, trail)
"""Modules that hold the unit."""


@pytest.fixture
def queue(monkeypatch, tmp_path):
    """Return a function that takes away what makes writers queue; the database is one that threads can share."""
    share_database(monkeypatch, tmp_path)
    return lambda: let_all_in(monkeypatch, *HOLDING)


@pytest.fixture
def place(queue):
    return alone(make_workplace)


# -- a double click on 'buka triwulan' ----------------------------------------------------------------------------------


def open_twice(place, monkeypatch) -> list[object]:
    meet(monkeypatch, entries, "opening_of", after=True)
    return at_once(*2 * [lambda: open_quarter(unit=place.unit, quarter=NEXT, by=place.operator)])


def test_quarter_opened_twice_at_once_is_opened_once(place, monkeypatch):
    made = open_twice(place, monkeypatch)
    assert sorted(len(reports) for reports in made) == [0, 2]
    assert alone(Report.objects.filter(quarter=3).count) == 2
    assert alone(Event.objects.count) == 1


def test_quarter_opened_twice_fails_without_a_queue(place, queue, monkeypatch):
    queue()
    errors = [result for result in open_twice(place, monkeypatch) if isinstance(result, Exception)]
    assert [type(error) for error in errors] in ([IntegrityError], [OperationalError])


# -- two people save the same page --------------------------------------------------------------------------------------


def save_crosswise(place, monkeypatch) -> list[object]:
    """Save the same two new facts twice, in opposite order."""
    meet(monkeypatch, entries, "_write", after=True, wrote=True)
    changes = [BudgetChange(line.pk, 0, amount=Decimal(1000)) for line in (place.line, place.other_line)]

    def save(order: list[BudgetChange]) -> int:
        return save_entries(unit=place.unit, quarter=Quarter(2024, 2), changes=order, by=place.operator).count

    return at_once(lambda: save(changes), lambda: save(changes[::-1]))


def test_second_of_two_saves_is_told_that_its_page_is_old(place, monkeypatch):
    results = save_crosswise(place, monkeypatch)
    assert 2 in results
    assert [type(result) for result in results if result != 2] == [StaleEntriesError]
    assert alone(BudgetRealization.objects.count) == alone(Event.objects.count) == 2


def test_second_of_two_saves_breaks_off_without_a_queue(place, queue, monkeypatch):
    queue()
    errors = [result for result in save_crosswise(place, monkeypatch) if isinstance(result, Exception)]
    assert [type(error) for error in errors] == [OperationalError]


# -- two lines of the trail ----------------------------------------------------------------------------------------------


def record_twice(place, monkeypatch) -> list[object]:
    """Seal two lines of one unit at once, in transactions that held nothing before."""
    meet(monkeypatch, trail, "seal")
    lines = [trail.Line("save_text", f"reports.report:{number}", after={"text": "Teks"}) for number in (1, 2)]
    return at_once(*[lambda line=line: trail.record(unit=place.unit, by=None, lines=[line]) for line in lines])


def test_second_of_two_lines_is_sealed_to_the_first(place, monkeypatch):
    assert record_twice(place, monkeypatch) == [None, None]
    first, second = alone(lambda: list(Event.objects.order_by("number")))
    assert (first.number, second.number) == (1, 2)
    assert (first.seal, second.seal) == (sealed(first, FIRST), sealed(second, first.seal))


def test_second_of_two_lines_is_lost_without_a_queue(place, queue, monkeypatch):
    queue()
    errors = [result for result in record_twice(place, monkeypatch) if result is not None]
    assert [type(error) for error in errors] in ([IntegrityError], [OperationalError])
    assert alone(Event.objects.count) == 1


# -- the options themselves ---------------------------------------------------------------------------------------------


@pytest.mark.skipif(connection.vendor != "sqlite", reason="options of SQLite")
def test_sqlite_file_is_read_while_it_is_written(place):
    def modes() -> tuple[object, ...]:
        with connection.cursor() as cursor:
            return tuple(
                cursor.execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("journal_mode", "synchronous", "busy_timeout")
            )

    assert alone(modes) == ("wal", 1, 20_000)


# -- two schedulers send the digests --------------------------------------------------------------------------------------


@pytest.fixture
def reader(queue):
    """An account that two things wait for."""

    def make() -> User:
        user = factories.UserFactory(email="ani@example.go.id")
        factories.NoticeFactory(user=user)
        factories.NoticeFactory(user=user)
        return user

    return alone(make)


def claim_twice(reader, monkeypatch) -> list[object]:
    """Claim the same digest twice at once; what either found waiting is looked up before the other one takes it."""
    meet(monkeypatch, notices, "notices_to_mail")
    results = at_once(*2 * [lambda: claim_digest(user=reader, today=timezone.localdate(), by=None)])
    return sorted(len(result) if isinstance(result, tuple) else -1 for result in results)


def without_lock(monkeypatch, queue) -> None:
    queue()
    monkeypatch.setattr(notices, "_held", lambda user: User.objects.get(pk=user.pk))


def test_digest_is_claimed_once(reader, monkeypatch):
    assert claim_twice(reader, monkeypatch) == [0, 2]


def test_digest_is_claimed_once_even_without_the_lock(reader, queue, monkeypatch):
    """The UPDATE compares each row. SQLite breaks the second one off (-1)."""
    without_lock(monkeypatch, queue)
    assert claim_twice(reader, monkeypatch) == ([-1, 2] if connection.vendor == "sqlite" else [0, 2])


def test_digest_is_claimed_twice_without_lock_and_comparison(reader, queue, monkeypatch):
    without_lock(monkeypatch, queue)
    monkeypatch.setattr(notices, "notices_to_mail", lambda: Notice.objects.filter(read_at=None))
    assert claim_twice(reader, monkeypatch) == ([-1, 2] if connection.vendor == "sqlite" else [2, 2])
