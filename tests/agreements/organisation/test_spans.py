"""How a new appointment fits between those that are there.

there                  | new                    | outcome
definitive, open       | definitive, later      | the old one ends the day before
definitive, from later | definitive, earlier    | refused: somebody begins on days that it takes
definitive, open       | Plt., Pj.              | refused: the post is held
definitive, open       | Plh.                   | both
Plt., open             | definitive, later      | the Plt. ends the day before
Plh., open             | definitive, later      | both: whoever stands in stays
Plt., open             | Plh., later            | the Plt. ends the day before
ended before           | anything               | left alone
"""

import datetime

import pytest

from agreements.enums import AppointmentKind as Kind
from agreements.organisation import NewSpan, Span, SpanError, fit, overlap


def day(number, month=1):
    return datetime.date(2026, month, number)


def there(kind=Kind.DEFINITIVE, start=None, end=None, key=7):
    return Span(key, kind, start or day(1), end, "SITI")


@pytest.mark.parametrize(
    ("old", "new", "ended"),
    [
        (there(), NewSpan(Kind.DEFINITIVE, day(10)), {7: day(9)}),
        (there(), NewSpan(Kind.PLH, day(10)), {}),
        (there(Kind.PLT), NewSpan(Kind.DEFINITIVE, day(10)), {7: day(9)}),
        (there(Kind.PJ), NewSpan(Kind.DEFINITIVE, day(10)), {7: day(9)}),
        (there(Kind.PLH), NewSpan(Kind.DEFINITIVE, day(10)), {}),
        (there(Kind.PLT), NewSpan(Kind.PLH, day(10)), {7: day(9)}),
        (there(end=day(9)), NewSpan(Kind.DEFINITIVE, day(10)), {}),
        (there(end=day(9)), NewSpan(Kind.PLT, day(10)), {}),
        (there(start=day(20)), NewSpan(Kind.DEFINITIVE, day(10), day(19)), {}),
        (there(end=day(10)), NewSpan(Kind.DEFINITIVE, day(10)), {7: day(9)}),
    ],
)
def test_who_was_there_ends_or_stays(old, new, ended):
    assert fit(new, [old]) == ended


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (there(start=day(20)), NewSpan(Kind.DEFINITIVE, day(10)), "sudah ditunjuk mulai 20 Januari 2026"),
        (there(start=day(10)), NewSpan(Kind.DEFINITIVE, day(10)), "bertabrakan"),
        (there(), NewSpan(Kind.PLT, day(10)), "masih dipegang SITI secara definitif"),
        (there(), NewSpan(Kind.PJ, day(10)), "untuk Pj. akhiri dulu"),
        (there(Kind.PLT, day(20)), NewSpan(Kind.DEFINITIVE, day(10)), "ditunjuk sebagai Plt. mulai 20 Januari"),
        (there(end=day(2)), NewSpan(Kind.DEFINITIVE, day(10), day(9)), "mendahului mulai"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(old, new, sentence):
    with pytest.raises(SpanError, match=sentence):
        fit(new, [old])


def test_days_that_touch_overlap_and_neighbours_do_not():
    assert overlap(there(end=day(10)), NewSpan(Kind.PLT, day(10)))
    assert not overlap(there(end=day(9)), NewSpan(Kind.PLT, day(10)))
    assert not overlap(there(start=day(20)), NewSpan(Kind.PLT, day(10), day(19)))
