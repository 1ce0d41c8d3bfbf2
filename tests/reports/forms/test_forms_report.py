"""A section's text, and the form and date of a report."""

import datetime

import pytest

from agreements.enums import ReportForm
from agreements.forms.seen import SEEN
from reports.document.edited import Section
from reports.forms.report import ArrangementForm, TextForm, early_date_warning
from reports.models import Report
from reports.period import Quarter

QUARTER = Quarter(2024, 2)


def section(**more):
    return Section("cost", "Judul", **{"generated": "Otomatis.", **more})


def send_text(text, shown, now=None):
    return TextForm({"text": text, SEEN: TextForm(section=shown).seen}, section=now or shown)


def test_text_starts_from_what_is_printed():
    assert TextForm(section=section())["text"].value() == "Otomatis."
    assert TextForm(section=section(text="Sendiri."))["text"].value() == "Sendiri."


def test_text_is_taken():
    form = send_text("Baru.", section())
    assert form.is_valid()
    assert form.cleaned_data["text"] == "Baru."


@pytest.mark.parametrize("now", [section(text="Milik orang lain."), section(generated="Angka baru.")])
def test_text_over_another_text_or_other_figures_is_a_conflict(now):
    form = send_text("Baru.", section(), now)
    assert form.conflict
    assert not form.is_valid()
    assert form["text"].value() == "Baru."


def test_empty_text_says_how_to_get_the_generated_one():
    form = send_text("  ", section())
    assert "Kembalikan ke teks otomatis" in form.errors["text"][0]


def arrangement(data=None, **report):
    return ArrangementForm(
        data, report=Report(year=2024, quarter=2, **report), quarter=QUARTER, default_form=ReportForm.STAF
    )


def test_forms_to_choose_from():
    labels = [label for _, label in arrangement().fields["form"].choices]
    assert labels == ["Sesuai jabatan: Staf", *ReportForm.labels]


def test_form_and_date_are_taken():
    seen = arrangement().seen
    form = arrangement({"form": "kasi", "signed_on": "3 Juli 2024", SEEN: seen})
    assert form.is_valid()
    assert form.cleaned_data == {"form": "kasi", "signed_on": datetime.date(2024, 7, 3)}
    assert "1 Juli 2024" in form.fields["signed_on"].help_text


@pytest.mark.parametrize(
    ("changes", "field"), [({"form": "bupati"}, "form"), ({"signed_on": "31 Juni 2024"}, "signed_on")]
)
def test_what_does_not_exist_is_refused(changes, field):
    form = arrangement({"form": "", "signed_on": "", SEEN: arrangement().seen} | changes)
    assert not form.is_valid()
    assert list(form.errors) == [field]


@pytest.mark.parametrize(
    ("date", "warns"),
    [(None, False), (datetime.date(2024, 6, 30), False), (datetime.date(2024, 6, 29), True)],
)
def test_date_before_the_end_of_the_quarter_is_warned_of(date, warns):
    warning = early_date_warning(date, QUARTER)
    assert bool(warning) is warns
    if warns:
        assert "29 Juni 2024, mendahului akhir triwulan (30 Juni 2024)" in warning
