"""The lists of a report as one form."""

import pytest

from agreements.forms.rows import with_more_rows
from agreements.forms.seen import SEEN
from reports.forms.writing import NESTED, WritingForm, subject_value
from reports.inputs import StrategyEntry
from reports.queries import Writing
from tests.reports.posted import sent

SUBJECTS = [("Indikator", [("item-4", "Persentase"), ("indicator-5", "Jumlah")]), ("Baris", [("line-6", "Kegiatan")])]
STANDING = Writing(
    strategies=(
        StrategyEntry(4, None, None, lead_in="Memastikan:", months="Mei", items=(("Satu", ""), ("Dua", "Juni"))),
        StrategyEntry(None, None, 6, lead_in="", months="", items=(("Tiga", ""),)),
    ),
    follow_ups=("Lanjut",),
    closing_points=("Tutup",),
    obstacles=(("Sebab", "Solusi"),),
    activities=(("Jenis", "Kegiatan"),),
)


def send(changes, standing=STANDING, shown=STANDING):
    data = sent(WritingForm(shown, SUBJECTS))
    data.update(changes)
    return WritingForm(standing, SUBJECTS, data)


def test_lists_come_back_as_they_were_shown():
    form = send({})
    assert form.is_valid(), form.faults
    assert form.writing == STANDING


def test_empty_report_comes_back_empty():
    form = send({}, standing=Writing(), shown=Writing())
    assert form.is_valid(), form.faults
    assert form.writing == Writing()


def test_new_strategy_with_its_sentences():
    new = {"strategi-2-subject": "indicator-5", "strategi-2-months": "Juli", "strategi-2-butir-0-text": "Empat"}
    new |= {"strategi-2-butir-1-text": "Lima", "strategi-2-butir-1-months": "Agustus", "strategi-2-ORDER": "1"}
    form = send(new)
    assert form.is_valid(), form.faults
    assert form.writing.strategies[0] == StrategyEntry(
        None, 5, None, lead_in="", months="Juli", items=(("Empat", ""), ("Lima", "Agustus"))
    )
    assert form.writing.strategies[1:] == STANDING.strategies


def test_sentence_added_moved_and_removed():
    form = send({"strategi-0-butir-2-text": "Baru", "strategi-0-butir-2-ORDER": "1", "strategi-0-butir-1-DELETE": "on"})
    assert form.is_valid(), form.faults
    assert form.writing.strategies[0].items == (("Baru", ""), ("Satu", ""))


def test_strategy_removed_with_its_sentences():
    form = send({"strategi-0-DELETE": "on", "strategi-0-butir-0-text": ""})
    assert form.is_valid(), form.faults
    assert form.writing.strategies == STANDING.strategies[1:]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"strategi-2-butir-0-text": "Tanpa pokok"}, "Pilih indikator atau baris anggaran"),
        ({"strategi-2-subject": "line-6"}, "paling sedikit satu butir"),
        ({"strategi-2-subject": "line-999", "strategi-2-butir-0-text": "x"}, "line-999"),
        ({"strategi-0-butir-0-ORDER": "satu"}, "angka bulat"),
        ({"strategi-0-butir-2-months": "Mei"}, "Tuliskan uraiannya"),
        ({"hambatan-0-text": ""}, "Tuliskan hambatannya"),
        ({"aktivitas-0-kind": ""}, "Tuliskan jenis fasilitasinya"),
        ({"aktivitas-0-text": ""}, "Tuliskan aktivitasnya"),
        ({"aktivitas-0-kind": "x" * 241}, "240"),
    ],
    ids=str,
)
def test_what_is_incomplete_has_a_sentence_that_leads_to_it(changes, sentence):
    form = send(changes)
    assert not form.is_valid()
    assert any(sentence in text for _, _, text in form.faults), form.faults
    assert all(anchor.startswith("id_") for anchor, _, _ in form.faults)


def test_lists_that_somebody_else_changed_meanwhile_are_a_conflict():
    form = send({}, standing=Writing(follow_ups=("Lain",)))
    assert form.conflict
    assert not form.is_valid()
    again = sent(WritingForm(STANDING, SUBJECTS))
    again[SEEN] = form.seen
    assert WritingForm(Writing(follow_ups=("Lain",)), SUBJECTS, again).is_valid()


@pytest.mark.parametrize("prefix", ["lanjut", "hambatan", "strategi-0-butir"])
def test_more_rows_keep_what_was_typed(prefix):
    data = sent(WritingForm(STANDING, SUBJECTS))
    data["lanjut-1-text"] = "Baru saja diketik"
    more = with_more_rows(data, prefix, NESTED)
    assert int(more[f"{prefix}-TOTAL_FORMS"]) == int(data[f"{prefix}-TOTAL_FORMS"]) + 3
    form = WritingForm(STANDING, SUBJECTS, more)
    assert form.is_valid(), form.faults
    assert form.writing.follow_ups == ("Lanjut", "Baru saja diketik")


def test_one_more_strategy_brings_room_for_sentences():
    more = with_more_rows(sent(WritingForm(STANDING, SUBJECTS)), "strategi", NESTED)
    form = WritingForm(STANDING, SUBJECTS, more)
    assert len(form.strategies.forms) == 4
    assert len(form.strategies.forms[3].items.forms) == 2
    assert form.is_valid(), form.faults


@pytest.mark.parametrize("prefix", ["", "tidak-ada", "strategi-9-butir"])
def test_no_such_list_changes_nothing(prefix):
    data = sent(WritingForm(STANDING, SUBJECTS))
    assert with_more_rows(data, prefix, NESTED).dict() == data.dict()


def test_subjects_have_names_of_their_kind():
    assert [subject_value(entry) for entry in STANDING.strategies] == ["item-4", "line-6"]
