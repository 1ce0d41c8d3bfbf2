"""How far a job is, and how long it still takes."""

import datetime

import pytest

from agreements.enums import ItemState
from reports.progress import Progress, in_words, remaining

NOW = datetime.datetime(2024, 7, 1, 8, tzinfo=datetime.UTC)


def seconds(number):
    return datetime.timedelta(seconds=number)


def test_files_by_what_became_of_them():
    progress = Progress.of({ItemState.DONE: 87, ItemState.FAILED: 2, ItemState.RUNNING: 2, ItemState.WAITING: 161})
    assert (progress.total, progress.done, progress.failed) == (252, 87, 2)
    assert (progress.left, progress.settled) == (163, 89)
    assert Progress.of({ItemState.DONE: 1, ItemState.CANCELLED: 4}).left == 0


def test_the_rest_takes_as_long_as_the_newest_files_did():
    ends = [NOW - seconds(back) for back in (1, 2, 3, 4)]
    assert remaining(10, ends, NOW) == seconds(10)


def test_a_job_that_stands_still_takes_longer_with_every_look():
    ends = [NOW - seconds(back) for back in (1, 2, 3, 4)]
    assert remaining(10, ends, NOW + seconds(16)) == seconds(50)


@pytest.mark.parametrize(("left", "ends"), [(0, [NOW] * 9), (5, []), (5, [NOW] * 2)])
def test_too_little_says_nothing(left, ends):
    assert remaining(left, ends, NOW) is None


@pytest.mark.parametrize(
    ("rest", "words"),
    [
        (None, ""),
        (seconds(0), "beberapa detik lagi"),
        (seconds(11), "kira-kira 20 detik lagi"),
        (seconds(49), "kira-kira 50 detik lagi"),
        (seconds(50), "kira-kira 1 menit lagi"),
        (seconds(61), "kira-kira 2 menit lagi"),
        (seconds(3541), "kira-kira 1 jam lagi"),
        (seconds(3601), "kira-kira 2 jam lagi"),
    ],
)
def test_in_words(rest, words):
    assert in_words(rest) == words
