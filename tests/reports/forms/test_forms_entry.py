"""The grid as a form, without a database: which cells were touched, and what they ask to be written."""

from dataclasses import replace
from decimal import Decimal

import pytest

from agreements.enums import Formula
from reports.actions import BudgetChange, IndicatorChange
from reports.forms.entry import EntryForm, Slot, digest
from tests.reports.builders import facts, indicator, line, ratio_terms, realization, target

DIRECT = replace(
    indicator(12, target=35, unit="keluarga"),
    realizations={2: replace(realization("20", note="Data Juni"), version=3)},
)
BLANK = indicator(13, target=100)
RATIO = indicator(14, formula=Formula.RATIO, terms=ratio_terms([None], [None]))
SHOWN = indicator(15, target=target(100, shown="10 jenis fasilitasi"))
LINE = replace(line(7, 10_000_000, 2_660_000), version=1)
FACTS = facts([DIRECT, BLANK, RATIO, SHOWN], [LINE])
SLOTS = tuple(Slot(fact) for fact in (DIRECT, BLANK, RATIO, SHOWN, LINE))


def as_shown(form):
    """Return what a browser sends when nobody touches anything."""
    shown = {name: form[name].field.prepare_value(form[name].value()) for name in form.fields}
    return {name: "" if value is None else str(value) for name, value in shown.items()}


def typed(changes, slots=SLOTS):
    data = as_shown(EntryForm(FACTS, slots)) | changes
    return EntryForm(FACTS, slots, data)


def test_shows_stored_figures_as_people_write_them():
    shown = as_shown(EntryForm(FACTS, SLOTS))
    assert shown["indikator-12-nilai"] == "20"
    assert shown["indikator-12-ket"] == "Data Juni"
    assert shown["indikator-12-versi"] == "3"
    assert shown["indikator-13-versi"] == "0"
    assert shown["anggaran-7-nilai"] == "2.660.000"


def test_untouched_page_changes_nothing():
    form = typed({})
    assert form.is_valid()
    assert form.changes() == ()


def test_blanks_are_no_touch():
    form = typed({"indikator-12-nilai": " 20 ", "indikator-12-ket": "Data\r\nJuni"})
    assert form.is_valid()
    assert form.changes() == ()


def test_touched_cells_become_changes():
    form = typed(
        {
            "indikator-12-nilai": "21 keluarga",
            "indikator-13-alasan": "Menunggu BPS.",
            "indikator-14-unsur-1": "19",
            "indikator-14-unsur-101": "54",
            "anggaran-7-nilai": "Rp 2.700.000,-",
        }
    )
    assert form.is_valid(), form.errors
    assert form.changes() == (
        IndicatorChange(12, 3, value=Decimal(21), note="Data Juni"),
        IndicatorChange(13, 0, missing_reason="Menunggu BPS."),
        IndicatorChange(14, 0, terms={1: Decimal(19), 101: Decimal(54)}),
        BudgetChange(7, 1, amount=Decimal(2_700_000)),
    )


def test_only_typed_terms_have_a_field():
    above, below = ratio_terms([19], [54])
    taken = indicator(14, formula=Formula.RATIO, terms=(replace(above, source_id=12), below))
    form = EntryForm(facts([taken]), [Slot(taken)])
    (cell,) = form.cells.values()
    assert [bound.html_name for bound in cell.figures] == ["indikator-14-unsur-101"]
    assert not cell.is_single, "one term is not the ratio itself"
    posted = {bound.html_name: bound.value() for bound in (*cell.fields, cell.version, cell.original)}
    form = EntryForm(facts([taken]), [Slot(taken)], posted | {"indikator-14-unsur-101": "60"})
    assert form.is_valid(), form.errors
    assert form.changes() == (IndicatorChange(14, 0, terms={101: Decimal(60)}),)


def test_wording_is_offered_where_the_target_has_one():
    form = typed({"indikator-15-nilai": "50", "indikator-15-tertulis": "5 jenis fasilitasi"})
    assert form.is_valid()
    assert form.changes() == (IndicatorChange(15, 0, value=Decimal(50), shown="5 jenis fasilitasi"),)
    assert "indikator-12-tertulis" not in form.fields


def test_emptied_figure_is_written_as_none():
    form = typed({"indikator-12-nilai": ""})
    assert form.is_valid()
    assert form.changes() == (IndicatorChange(12, 3, value=None, note="Data Juni"),)


def test_wrong_number_keeps_everything_typed():
    form = typed({"indikator-12-nilai": "21", "anggaran-7-nilai": "22.90.000"})
    assert not form.is_valid()
    assert [cell.slot.anchor for cell in form.faulty_cells] == ["anggaran-7"]
    assert "22.90.000" in form["anggaran-7-nilai"].errors[0]
    assert form["indikator-12-nilai"].value() == "21"
    assert form["anggaran-7-nilai"].value() == "22.90.000"


def test_reason_beside_a_figure_is_refused():
    form = typed({"indikator-12-alasan": "Menunggu BPS."})
    assert not form.is_valid()
    assert "indikator-12-alasan" in form.errors
    assert form.cells["indikator-12"].has_remark_error


@pytest.mark.parametrize("shown_version", ["2", "0", "", "x"])
def test_stale_cell_shows_both_values(shown_version):
    form = typed({"indikator-12-nilai": "25", "indikator-12-versi": shown_version})
    assert not form.is_valid()
    cell = form.cells["indikator-12"]
    assert cell.conflict
    assert (cell.typed_text, cell.saved_text) == ("25", "20")
    assert "orang lain" in cell.errors[0]


def test_stale_cell_that_nobody_touched_is_no_conflict():
    form = typed({"indikator-12-versi": "2"})
    assert form.is_valid()
    assert form.changes() == ()


def answered(choice, compared):
    return typed(
        {
            "indikator-12-nilai": "25",
            "indikator-12-versi": "2",
            "indikator-12-pilih": choice,
            "indikator-12-dibanding": compared,
        }
    )


def test_choosing_mine_writes_over_the_version_that_was_compared():
    form = answered("saya", "3")
    assert form.is_valid()
    assert form.changes() == (IndicatorChange(12, 3, value=Decimal(25), note="Data Juni"),)


def test_choosing_saved_writes_nothing():
    form = answered("tersimpan", "3")
    assert form.is_valid()
    assert form.changes() == ()


def test_choosing_saved_forgives_what_was_typed_wrongly():
    form = typed(
        {
            "indikator-12-nilai": "1.50.00",
            "indikator-12-alasan": "x" * 1001,
            "indikator-12-versi": "2",
            "indikator-12-pilih": "tersimpan",
            "indikator-12-dibanding": "3",
        }
    )
    assert form.is_valid(), form.errors
    assert form.changes() == ()


def test_choosing_mine_does_not_forgive_a_wrong_number():
    form = typed(
        {
            "indikator-12-nilai": "1.50.00",
            "indikator-12-versi": "2",
            "indikator-12-pilih": "saya",
            "indikator-12-dibanding": "3",
        }
    )
    assert list(form.errors) == ["indikator-12-nilai"]


def test_both_texts_tell_the_remarks_that_differ():
    form = typed({"indikator-12-nilai": "", "indikator-12-alasan": "Menunggu  BPS.", "indikator-12-versi": "2"})
    assert not form.is_valid()
    cell = form.cells["indikator-12"]
    assert cell.typed_text == "kosong; alasan bila angkanya belum ada: Menunggu BPS."
    assert cell.saved_text == "20; alasan bila angkanya belum ada: kosong"


def test_saved_note_that_mine_would_write_over_is_told():
    form = typed({"indikator-12-nilai": "25", "indikator-12-ket": "", "indikator-12-versi": "2"})
    assert not form.is_valid()
    cell = form.cells["indikator-12"]
    assert (cell.typed_text, cell.saved_text) == ("25; keterangan: kosong", "20; keterangan: Data Juni")


@pytest.mark.parametrize(("choice", "compared"), [("saya", "2"), ("tersimpan", "2"), ("", "3"), ("lain", "3")])
def test_choice_against_another_version_is_asked_again(choice, compared):
    form = answered(choice, compared)
    assert not form.is_valid()
    assert form.cells["indikator-12"].chosen == ""


def test_cell_locked_meanwhile_keeps_what_was_typed():
    locked = (Slot(DIRECT, "Terkunci."), *SLOTS[1:])
    data = as_shown(EntryForm(FACTS, SLOTS)) | {"indikator-12-nilai": "25"}
    form = EntryForm(FACTS, locked, data)
    assert not form.is_valid()
    assert form["indikator-12-nilai"].errors == ["Terkunci."]
    assert form["indikator-12-nilai"].value() == "25"


def test_locked_cell_is_no_field():
    assert EntryForm(FACTS, [Slot(DIRECT, "Terkunci.")]).cells == {}


def test_cell_that_was_not_on_the_page_is_left_alone():
    data = as_shown(EntryForm(FACTS, SLOTS[:1]))
    form = EntryForm(FACTS, SLOTS, data)
    assert form.is_valid()
    assert form.changes() == ()


def test_digest_tells_texts_apart():
    assert digest(["1", "2"]) != digest(["12", ""])
    assert digest(["a  b"]) == digest([" a\r\nb "])
    assert digest([None]) == digest([""])


def test_remark_of_a_folded_cell():
    assert EntryForm(FACTS, SLOTS).cells["indikator-12"].remark == "Data Juni"
    assert EntryForm(FACTS, SLOTS).cells["indikator-13"].remark == ""
