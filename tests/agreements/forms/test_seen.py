"""A form knows what it was shown with."""

from django import forms

from agreements.forms.seen import SEEN, SeenForm, fingerprint


class NoteForm(SeenForm):
    note = forms.CharField()


def test_equal_values_have_equal_fingerprints():
    assert fingerprint(("a", None)) == fingerprint(("a", None))
    assert len({fingerprint(value) for value in (("a", None), ("a", ""), "a", ("a", "None"))}) == 4


def test_form_over_what_still_stands_is_valid():
    shown = NoteForm(content=("Satu",))
    assert not shown.conflict
    form = NoteForm({"note": "Dua", SEEN: shown.seen}, content=("Satu",))
    assert form.is_valid()


def test_form_over_something_else_is_a_conflict_until_it_was_shown():
    old = NoteForm(content=("Satu",)).seen
    form = NoteForm({"note": "Dua", SEEN: old}, content=("Satu setengah",))
    assert form.conflict
    assert not form.is_valid()
    assert form.non_field_errors() == [NoteForm.conflict_sentence]
    again = NoteForm({"note": "Dua", SEEN: form.seen}, content=("Satu setengah",))
    assert again.is_valid()


def test_form_that_says_nothing_of_what_it_showed_is_a_conflict():
    assert not NoteForm({"note": "Dua"}, content=()).is_valid()
