"""The seal of a line: the same for the same line everywhere, another one for whatever differs."""

import datetime
import hashlib

import pytest

from reports.sealing import FIRST, seal

AT = datetime.datetime(2024, 7, 5, 8, 30, 0, 120, tzinfo=datetime.UTC)
LINE = {
    "unit": 3,
    "number": 12,
    "at": AT,
    "by": 7,
    "action": "save_entry",
    "subject": "reports.budgetrealization:9",
    "before": {"amount": "2660000", "note": "Nota “Juni”"},
    "after": {"amount": "2660000.5", "terms": {"4": None}, "list": [1, "dua"]},
}
WRITTEN = (
    r'{"action":"save_entry","after":{"amount":"2660000.5","list":[1,"dua"],"terms":{"4":null}},'
    r'"at":"2024-07-05T08:30:00.000120+00:00","before":{"amount":"2660000","note":"Nota \u201cJuni\u201d"},'
    r'"by":7,"number":12,"previous":"","subject":"reports.budgetrealization:9","unit":3}'
)
"""The line as it is hashed, by hand. Whoever changes this breaks every chain that stands."""


def test_seal_of_a_line_is_what_it_always_was():
    assert seal(FIRST, **LINE) == hashlib.sha256(WRITTEN.encode("ascii")).hexdigest()


CHANGES = {
    "unit": 4,
    "number": 13,
    "at": AT + datetime.timedelta(microseconds=1),
    "by": None,
    "action": "save_entries",
    "subject": "reports.budgetrealization:90",
    "before": None,
    "after": LINE["after"] | {"amount": "2660000.50"},
}


def test_every_part_of_a_line_is_tried():
    assert CHANGES.keys() == LINE.keys()


@pytest.mark.parametrize("name", CHANGES)
def test_whatever_changes_shows(name):
    assert seal(FIRST, **LINE | {name: CHANGES[name]}) != seal(FIRST, **LINE)


def test_line_before_it_shows():
    assert seal("a" * 64, **LINE) != seal("b" * 64, **LINE) != seal(FIRST, **LINE)


def test_nothing_slips_from_one_part_into_the_next():
    assert seal(FIRST, **LINE | {"unit": 31, "number": 2}) != seal(FIRST, **LINE | {"unit": 3, "number": 12})
    assert seal(FIRST, **LINE | {"before": LINE["after"], "after": LINE["before"]}) != seal(FIRST, **LINE)
    assert seal(FIRST, **LINE | {"before": {}}) != seal(FIRST, **LINE | {"before": None})


@pytest.mark.parametrize(
    "same",
    [
        {"at": AT.astimezone(datetime.timezone(datetime.timedelta(hours=7)))},
        {"before": dict(reversed(LINE["before"].items()))},
        {"after": LINE["after"] | {"list": (1, "dua")}},
    ],
    ids=["another time zone", "another order of keys", "a tuple"],
)
def test_what_a_database_gives_back_otherwise_is_the_same(same):
    assert seal(FIRST, **LINE | same) == seal(FIRST, **LINE)


def test_time_needs_its_zone():
    with pytest.raises(ValueError, match="time zone"):
        seal(FIRST, **LINE | {"at": AT.replace(tzinfo=None)})
