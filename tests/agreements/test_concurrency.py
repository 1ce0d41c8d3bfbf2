"""Two people save the same draft at the same moment, on two real connections."""

from dataclasses import replace

import pytest

from agreements.actions import StaleAgreementError, agreements, save_agreement
from agreements.models import Agreement
from agreements.queries import load_promise
from reports.actions import trail
from tests.reports.racing import alone, at_once, let_all_in, meet, share_database
from tests.reports.workplace import make_workplace

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def queue(monkeypatch, tmp_path):
    """Return a function that takes away what makes writers queue; the database is one that threads can share."""
    share_database(monkeypatch, tmp_path)
    return lambda: let_all_in(monkeypatch, agreements, trail)


def save_twice(monkeypatch) -> list[object]:
    """Let two people write another second party into one draft, each from the same page."""
    place = alone(make_workplace)
    draft = alone(lambda: Agreement.objects.select_related("position__unit").get(position=place.kasi))
    seen = alone(lambda: load_promise(draft))
    meet(monkeypatch, agreements, "write_promise")

    def save(title):
        return save_agreement(
            agreement=draft, promise=replace(seen, superior_title=title), standing=seen, by=place.operator
        )

    return at_once(lambda: save("Pj. Camat"), lambda: save("Plt. Camat"))


def outcome(results) -> list[object]:
    return sorted((type(result).__name__ for result in results), key=str)


def test_the_second_save_is_refused(queue, monkeypatch):
    assert outcome(save_twice(monkeypatch)) == ["StaleAgreementError", "bool"]


def test_without_a_queue_nobody_notices(queue, monkeypatch):
    queue()
    assert not any(isinstance(result, StaleAgreementError) for result in save_twice(monkeypatch))
