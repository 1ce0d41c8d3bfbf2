"""The seal of a line: the same for the same line everywhere, another one for whatever differs; and walking a chain."""

import datetime
import hashlib
from dataclasses import replace

import pytest

from reports.sealing import FIRST, Break, Chain, Fault, SealedLine, seal, walk

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


# -- walking a chain ---------------------------------------------------------------------------------------------------


def chain(count=4, previous=FIRST, **changed):
    """Return lines that are sealed one to the next."""
    lines = []
    for number in range(1, count + 1):
        content = LINE | changed | {"number": number, "at": AT + datetime.timedelta(minutes=number)}
        previous = seal(previous, **content)
        lines.append(SealedLine(**content, seal=previous))
    return lines


def sealed_again(lines, place, previous):
    """Seal a line and all later ones anew."""
    for later in range(place, len(lines)):
        content = {name: getattr(lines[later], name) for name in LINE}
        previous = seal(previous, **content)
        lines[later] = replace(lines[later], seal=previous)
    return lines


def test_whole_chain():
    lines = chain()
    assert walk(lines) == Chain(4, lines[3])
    assert walk(iter(lines)) == Chain(4, lines[3])


def test_no_lines():
    assert walk([]) == Chain(0, None)


@pytest.mark.parametrize("place", range(4))
@pytest.mark.parametrize("name", CHANGES.keys() - {"number"})
def test_changed_line_is_named(place, name):
    lines = chain()
    lines[place] = replace(lines[place], **{name: CHANGES[name]})
    expected = Break(Fault.SEAL, place + 1, lines[place].at)
    assert walk(lines) == Chain(place, lines[place - 1] if place else None, expected)


def test_line_that_was_sealed_again_breaks_the_next_one():
    lines = chain()
    again = sealed_again([*lines[:1], replace(lines[1], action="x")], 1, lines[0].seal)
    assert walk(again + lines[2:]).broken == Break(Fault.SEAL, 3, lines[2].at)


@pytest.mark.parametrize("place", range(3))
def test_missing_line_is_a_gap(place):
    lines = chain()
    del lines[place]
    assert walk(lines).broken == Break(Fault.GAP, place + 1, lines[place].at)


def test_lines_that_traded_places_are_out_of_order():
    first, second, third, fourth = chain()
    assert walk([first, third, second, fourth]).broken == Break(Fault.ORDER, 2, third.at)


def test_line_that_stands_twice_is_out_of_order():
    first, second, third, fourth = chain()
    assert walk([first, second, second, third, fourth]).broken == Break(Fault.ORDER, 3, second.at)


def test_line_put_between_breaks_the_chain():
    first, second, third, _ = chain()
    moved = [first, second, replace(second, number=3), replace(third, number=4)]
    assert walk(moved).broken == Break(Fault.SEAL, 3, second.at)


def test_lines_of_another_unit_have_other_seals():
    assert walk(replace(line, unit=99) for line in chain()).broken == Break(Fault.SEAL, 1, chain()[0].at)


def test_whole_chain_with_the_seal_that_was_kept():
    lines = chain()
    for number in range(1, 5):
        assert walk(lines, (number, lines[number - 1].seal)).broken is None


def test_chain_sealed_anew_as_a_whole_differs_from_the_seal_that_was_kept():
    lines = chain()
    kept = (3, lines[2].seal)
    anew = sealed_again([lines[0], replace(lines[1], before=None), *lines[2:]], 1, lines[0].seal)
    assert walk(anew).broken is None
    assert walk(anew, kept) == Chain(2, anew[1], Break(Fault.LOST, 3, anew[2].at))


def test_newest_lines_taken_out_show_by_the_seal_that_was_kept():
    lines = chain()
    assert walk(lines[:2]).broken is None
    assert walk(lines[:2], (4, lines[3].seal)) == Chain(2, lines[1], Break(Fault.LOST, 4, None))
    assert walk([], (4, lines[3].seal)) == Chain(0, None, Break(Fault.LOST, 4, None))
