"""Why warnings stand, as typed: a field for each, one for all that are ticked, and sentences for what is not enough."""

import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.background import ReasonEntry
from reports.forms.reasons import LONGEST_REASON, NO_REASON, NO_SHARED, NO_TICK, NO_WORD, ReasonsForm, notes_of
from reports.results import Finding
from tests.reports.builders import facts, indicator, line, realization, report

ONE = Finding("target_changed", "warning", "Target 30, yang berlaku 35.", "Indikator: A", link="indikator-1")
TWO = Finding("amount_changed", "warning", "Anggaran 1, pagu 2.", "Anggaran: B", link="anggaran-2")
WHY = "DPPA belum terbit."


def form(data=None, *, inputs=None, warnings=(ONE, TWO), needed=False):
    return ReasonsForm(
        data, inputs=inputs or report(facts([indicator(1)], [line(2)])), warnings=warnings, needed=needed
    )


def typed(first="", second="", *, ticks=(), shared=""):
    data = {f"alasan-{ONE.key}": first, f"alasan-{TWO.key}": second, "alasan-bersama": shared}
    return data | {f"pilih-{finding.key}": "on" for finding in ticks}


def test_each_warning_has_its_own_reason():
    given_ = form(typed(WHY, "Pergeseran."))
    assert given_.is_valid()
    assert given_.reasons == {ONE.key: WHY, TWO.key: "Pergeseran."}


def test_one_reason_for_all_that_are_ticked_and_a_typed_one_before_it():
    given_ = form(typed("", "Pergeseran.", ticks=(ONE, TWO), shared=WHY), needed=True)
    assert given_.is_valid()
    assert given_.reasons == {ONE.key: WHY, TWO.key: "Pergeseran."}


def test_a_missing_one_is_told_where_it_is_needed_only():
    assert form(typed(WHY)).is_valid()
    asked = form(typed(WHY), needed=True)
    assert not asked.is_valid()
    assert asked.faults == [(f"id_alasan-{TWO.key}", "Alasan, Anggaran: B", NO_REASON)]


@pytest.mark.parametrize("text", ["-", "...", "12 %", "ya"])
def test_a_reason_has_a_word(text):
    refused = form(typed(text, WHY))
    assert not refused.is_valid()
    assert refused.faults[0][2] == NO_WORD
    assert refused.rows[0].text.value() == text
    shared = form(typed("", WHY, ticks=(ONE,), shared=text))
    assert [fault[2] for fault in shared.faults] == [NO_WORD]


def test_ticks_and_the_shared_reason_need_each_other():
    assert [fault[2] for fault in form(typed(shared=WHY)).faults] == [NO_TICK]
    assert [fault[2] for fault in form(typed(ticks=(ONE,))).faults] == [NO_SHARED]
    assert form(typed(WHY, ticks=(ONE,))).is_valid(), "ticked in passing, and answered on its own"


def test_too_long_a_reason_is_told():
    refused = form(typed("kata " * LONGEST_REASON, WHY), needed=True)
    assert [fault[0] for fault in refused.faults] == [f"id_alasan-{ONE.key}"]


def test_the_remark_beside_the_figure_is_offered():
    inputs = report(facts([indicator(1, values={2: realization(1, note="Koreksi daftar hadir.")})], [line(2)]))
    assert notes_of(inputs) == {"indikator-1": "Koreksi daftar hadir."}
    first, second = form(inputs=inputs).rows
    assert (first.text.value(), first.noted) == ("Koreksi daftar hadir.", True)
    assert (second.text.value(), second.noted) == ("", False)


def test_a_given_reason_comes_first_and_an_older_one_is_shown_but_not_filled_in():
    old = ReasonEntry(ONE.code, ONE.place, "Target 29, yang berlaku 35.", "Dulu.", "Siti", datetime.date(2024, 7, 1))
    now = replace(old, message=ONE.message, text="Kini.")
    inputs = replace(report(facts([indicator(1)], [line(2)])), reasons=(old,))
    row = form(inputs=inputs).rows[0]
    assert (row.text.value(), row.earlier) == ("", old)
    row = form(inputs=replace(inputs, reasons=(old, now)), warnings=[replace(ONE, reason=now)]).rows[0]
    assert (row.text.value(), row.earlier) == ("Kini.", None)


def test_what_was_typed_for_a_warning_that_is_gone_is_not_lost():
    assert form(typed(WHY, "Pergeseran."), warnings=[ONE]).orphans == ("Pergeseran.",)


def test_one_warning_needs_no_ticks():
    assert form().several
    assert not form(warnings=[ONE]).several


@given(st.text(max_size=200), st.text(max_size=200), st.booleans(), st.booleans())
def test_no_typing_makes_the_form_fail(first, shared, tick, needed):
    given_ = form(typed(first, ticks=(ONE,) if tick else (), shared=shared), needed=needed)
    if given_.is_valid():
        assert given_.reasons.keys() == {ONE.key, TWO.key}
    else:
        assert given_.faults
