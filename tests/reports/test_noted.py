"""What a process notices: faults and slow moments, within bounds, until somebody writes them down."""

import logging

import pytest

from reports import noted
from reports.noted import ASKED, SLOW, Asked, NoticeFaults


@pytest.fixture
def logger():
    made = logging.Logger("lkjip.uji")
    made.addHandler(NoticeFaults())
    return made


def texts():
    return [one.text for one in noted.take()]


def test_errors_are_noticed_with_the_request_and_warnings_are_not(logger):
    mark = ASKED.set(Asked("3F9A1C2B", lambda: "ani"))
    logger.warning("Not Found: /x/")
    logger.error("Internal Server Error: /papan/")
    ASKED.reset(mark)
    (found,) = noted.take()
    assert (found.slow, found.number, found.user, found.text) == (
        False,
        "3F9A1C2B",
        "ani",
        "Internal Server Error: /papan/",
    )
    assert found.at.tzinfo is not None


def test_what_is_slow_is_noticed_though_it_is_only_a_warning():
    slow = logging.Logger(SLOW)
    slow.addHandler(NoticeFaults())
    slow.warning("700 ms: SELECT 1")
    (found,) = noted.take()
    assert (found.slow, found.number) == (True, "")


def test_the_newest_are_kept_and_nothing_grows(logger):
    for number in range(noted.MOST_WAITING + 5):
        logger.error("%s", number)
    assert texts() == [str(number) for number in range(5, noted.MOST_WAITING + 5)]
    assert not noted.is_waiting()


def test_a_long_text_keeps_its_beginning_and_its_end(logger):
    logger.error("awal %s akhir", "x" * 10_000)
    (text,) = texts()
    assert len(text) < 4100
    assert text.startswith("awal x")
    assert text.endswith("x akhir")


def test_what_could_not_be_written_waits_before_what_came_later(logger):
    for number in range(noted.MOST_WAITING):
        logger.error("lama %s", number)
    taken = noted.take()
    logger.error("baru")
    noted.put_back(taken)
    found = texts()
    assert len(found) == noted.MOST_WAITING
    assert (found[0], found[-2], found[-1]) == ("lama 1", f"lama {noted.MOST_WAITING - 1}", "baru")
