"""What those who decide write: what is asked for, and that nothing is ticked for them."""

import pytest
from django.http import QueryDict

from agreements.enums import ResponseOption
from reports.forms.review import BatchForm, DecisionForm, RemarkForm, grouped
from reports.issuing import OPPOSED
from reports.workflow import Step
from tests.pages import _Page


def form_of(text, kind=DecisionForm):
    return kind(QueryDict(text))


def faulty(form):
    return {anchor for anchor, _, _ in form.faults}


@pytest.mark.parametrize("kind", [DecisionForm, BatchForm])
def test_no_box_is_ticked_before_somebody_ticks_it(kind):
    page = _Page()
    form = kind()
    page.feed(str(form["options"]))
    assert page.fields == {}
    assert form.ticked == frozenset()
    assert [str(box.choice_label) for box in form["options"]] == ResponseOption.labels


def test_approval_needs_a_box():
    form = form_of("langkah=setujui")
    assert not form.is_valid()
    assert faulty(form) == {"id_options_0"}
    form = form_of("langkah=setujui&options=recheck_achievement&options=good&note=+Baik.+")
    assert form.is_valid()
    assert form.step is Step.APPROVE
    assert form.answer.options == (ResponseOption.GOOD, ResponseOption.RECHECK_ACHIEVEMENT)
    assert form.answer.note == "Baik."


@pytest.mark.parametrize(
    ("start", "kind"),
    [("langkah=setujui", DecisionForm), ("langkah=kembalikan&reason=Salah", DecisionForm), ("", BatchForm)],
)
def test_good_and_poor_at_once_is_refused_with_a_sentence(start, kind):
    form = form_of(f"{start}&options=good&options=poor&options=mend_soon", kind)
    assert faulty(form) == {"id_options_0"}
    assert form.errors["options"] == [
        "“Laporan sudah baik” dan “Laporan kurang baik” saling bertentangan. Hapus salah satu centangnya."
    ]
    for one in ("good", "poor"):
        others = [option.value for option in ResponseOption if option not in OPPOSED]
        ticked = "&".join(f"options={value}" for value in (one, *others))
        assert form_of(f"{start}&note=Segera&{ticked}", kind).is_valid()


def test_other_needs_words():
    assert faulty(form_of("langkah=setujui&options=other")) == {"id_note"}
    assert form_of("langkah=setujui&options=other&note=Segera").is_valid()
    assert faulty(form_of("options=other", BatchForm)) == {"id_note"}


def test_reason_typed_before_approving_is_not_lost_silently():
    form = form_of("langkah=setujui&options=good&reason=Salah")
    assert faulty(form) == {"id_reason"}
    assert "Kembalikan" in form.errors["reason"][0]


def test_return_needs_a_reason_and_no_box():
    assert faulty(form_of("langkah=kembalikan&options=poor&reason=++")) == {"id_reason"}
    form = form_of("langkah=kembalikan&reason=Salah")
    assert form.is_valid()
    assert form.step is Step.RETURN


@pytest.mark.parametrize("step", ["", "hapus"])
def test_unknown_button_decides_nothing(step):
    form = form_of(f"langkah={step}&options=good&reason=x")
    assert not form.is_valid()
    assert form.non_field_errors() == ["Tekan “Setujui” atau “Kembalikan”."]


@pytest.mark.parametrize("kind", [DecisionForm, BatchForm])
def test_unknown_box_and_endless_words_are_refused_with_a_sentence(kind):
    assert faulty(form_of("langkah=setujui&options=best", kind)) == {"id_options_0"}
    assert faulty(form_of(f"langkah=setujui&options=good&note={'x' * 2001}", kind)) == {"id_note"}


PLACES = {"indikator-1": "Indikator – Desa", "teks-closing": "Penutup", "hambatan-1": "Hambatan 1"}


def test_remark_stands_at_a_place_of_the_report():
    assert RemarkForm(places=PLACES, place="indikator-1").initial["place"] == "indikator-1"
    assert RemarkForm(places=PLACES, place="indikator-9").initial["place"] == ""
    assert RemarkForm({"place": "", "text": "x"}, places=PLACES).is_valid()
    form = RemarkForm({"place": "indikator-9", "text": ""}, places=PLACES)
    assert faulty(form) == {"id_place", "id_text"}


def test_places_stand_in_groups():
    assert grouped(PLACES.items()) == [
        ("Indikator", [("indikator-1", "Desa")]),
        ("Teks", [("teks-closing", "Penutup")]),
        ("Uraian dan lainnya", [("hambatan-1", "Hambatan 1")]),
    ]
