"""How often somebody may try: per account and address, per account from everywhere, and nobody else is held up."""

import datetime

import pytest

from agreements.actions.attempts import count_attempt, forget_attempts
from agreements.models import SignInAttempt
from agreements.tries import AT_ALL_PLACES, AT_ONE_PLACE, WINDOW, limits_of_name
from tests.agreements.signing_in import Clock
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch)


def attempt(name="ani", address="10.0.0.1"):
    return count_attempt(limits=limits_of_name(name, address), by=None)


def test_one_account_from_one_address_waits_and_nobody_else_of_the_office_does(clock):
    for _ in range(AT_ONE_PLACE):
        assert attempt() is None
        clock.on(60)
    assert attempt() == WINDOW - datetime.timedelta(minutes=AT_ONE_PLACE)
    assert attempt("ANI ") == attempt(), "capitals and blanks make no other account"
    assert attempt("budi") is None, "the office shares its address"
    assert attempt(address="10.0.0.2") is None, "the owner of the account elsewhere"


def test_waiting_ends_and_trying_on_does_not_lengthen_it(clock):
    for _ in range(AT_ONE_PLACE):
        attempt()
    for _ in range(14):
        clock.on(60)
        assert attempt() is not None
    clock.on(60)
    assert attempt() is None
    assert SignInAttempt.objects.count() == 2, "what counts no more is not kept"


def test_many_addresses_together_wait_too(clock):
    for number in range(AT_ALL_PLACES):
        assert attempt(address=f"10.0.1.{number}") is None
    assert attempt(address="10.0.2.1") is not None
    assert attempt("budi", "10.0.2.1") is None


def test_who_was_right_starts_anew_and_strangers_do_not(clock):
    for number in range(AT_ALL_PLACES - 4):
        attempt(address=f"10.0.1.{number}")
    for _ in range(3):
        clock.on(1)
        attempt()
    forget_attempts(limits=limits_of_name("ani", "10.0.0.1"), by=UserFactory.build())
    clock.on(1)
    assert [attempt() for _ in range(4)] == [None] * 4
    assert attempt(address="10.0.3.1") is not None, "what strangers tried still counts"


def test_nothing_that_was_typed_is_kept():
    attempt("sandi-di-kolom-nama")
    for kept in SignInAttempt.objects.values_list("about", flat=True):
        assert len(kept) == 64
        assert "sandi" not in kept
