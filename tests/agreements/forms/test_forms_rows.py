"""Rows of a list: numbered, added, emptied, moved."""

import pytest

from agreements.forms.rows import RowForm, make_rows, paragraph, rows_of


class Line(RowForm):
    words = ("text",)
    text = paragraph("Uraian")


class Pair(RowForm):
    words = ("left", "right")
    needed = (("left", "Isi kiri."),)
    left = paragraph("Kiri")
    right = paragraph("Kanan")


Lines, Pairs = rows_of(Line), rows_of(Pair)
STANDING = [{"text": "A"}, {"text": "B"}, {"text": "C"}]


def posted(changes, initial=STANDING, total=5):
    """Return what a browser sends: the list as it stands, with changes."""
    data = {"x-TOTAL_FORMS": str(total), "x-INITIAL_FORMS": str(len(initial))}
    for place in range(total):
        row = initial[place] if place < len(initial) else {"text": ""}
        data |= {f"x-{place}-{name}": value for name, value in row.items()}
        data[f"x-{place}-ORDER"] = str(place + 1) if place < len(initial) else ""
    return data | changes


def texts(changes, **options):
    rows = make_rows(Lines, "x", posted(changes, **options), STANDING)
    assert rows.is_valid(), rows.errors
    return [form.cleaned_data["text"] for form in rows.written]


def test_shown_with_its_rows_and_blank_ones():
    rows = make_rows(Lines, "x", None, STANDING)
    assert [form.initial.get("text") for form in rows.forms] == ["A", "B", "C", None, None]
    assert rows.forms[0].fields["ORDER"].label == "Urutan"
    assert 'type="text"' in str(rows.forms[0]["ORDER"])


def test_sent_back_as_it_stands():
    assert texts({}) == ["A", "B", "C"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"x-2-ORDER": "1"}, "CAB"),
        ({"x-0-ORDER": "3"}, "BCA"),
        ({"x-0-ORDER": "2"}, "BAC"),
        ({"x-0-ORDER": "2", "x-1-ORDER": "1"}, "BAC"),
        ({"x-1-ORDER": "99"}, "ACB"),
        ({"x-1-ORDER": ""}, "ACB"),
        ({"x-3-text": "D"}, "ABCD"),
        ({"x-3-text": "D", "x-3-ORDER": "1"}, "DABC"),
        ({"x-3-text": "D", "x-4-text": "E", "x-4-ORDER": "2"}, "AEBCD"),
        ({"x-1-DELETE": "on"}, "AC"),
        ({"x-1-text": "  "}, "AC"),
        ({"x-4-DELETE": "on"}, "ABC"),
        ({"x-3-ORDER": "7"}, "ABC"),
    ],
    ids=str,
)
def test_moved_added_and_removed(changes, expected):
    assert "".join(texts(changes)) == expected


def test_wrong_number_has_its_sentence():
    rows = make_rows(Lines, "x", posted({"x-0-ORDER": "1,5"}), STANDING)
    assert not rows.is_valid()
    (bound,) = rows.faulty
    assert bound.errors == ["Urutan ditulis dengan angka bulat: 1, 2, 3."]


def test_deleted_row_is_not_asked_for_anything():
    data = posted({"x-0-right": "kanan", "x-0-DELETE": "on"}, initial=[{"left": "", "right": ""}], total=1)
    rows = make_rows(Pairs, "x", data, [])
    assert rows.is_valid()
    assert rows.faulty == rows.written == []


def test_half_a_row_is_asked_for_the_other_half():
    data = posted({"x-0-right": "kanan"}, initial=[{"left": "", "right": ""}], total=1)
    rows = make_rows(Pairs, "x", data, [])
    assert not rows.is_valid()
    assert [(bound.name, bound.errors) for bound in rows.faulty] == [("left", ["Isi kiri."])]


def test_a_thousand_rows_are_refused_not_built():
    rows = make_rows(Lines, "x", {"x-TOTAL_FORMS": "100000", "x-INITIAL_FORMS": "0"}, [])
    assert not rows.is_valid()
    assert len(rows.forms) <= 151
