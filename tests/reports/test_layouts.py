"""Forms are data: every form has a layout, and each layout is sound."""

import pytest

from agreements.enums import Echelon, ReportForm, UnitKind
from reports.computation import compute_facts
from reports.document.sections import BUILDERS, LISTS
from reports.document.tables import KINDS
from reports.layouts import LAYOUTS, compute_in_form, default_form, layout_for
from reports.layouts.parts import (
    NO_COST_TABLE,
    AgreementAnnex,
    Approval,
    Chapter,
    Layout,
    Listing,
    PhotoAnnex,
    Responses,
    ResponseSheet,
    Signing,
    Title,
)
from tests.reports.builders import facts, indicator, line, report

BEHIND = (ResponseSheet, Approval, AgreementAnnex, PhotoAnnex)
"""Parts that stand behind the signatures."""

OWN = {
    ReportForm.KASI,
    ReportForm.SEKRETARIS,
    ReportForm.CAMAT_RINGKAS,
    ReportForm.KASUBBAG,
    ReportForm.KASUBBAG_GABUNGAN,
    ReportForm.STAF,
    ReportForm.KASI_RINCI,
    ReportForm.KEPALA_BAGIAN,
}
"""Forms that have a layout of their own."""


@pytest.mark.parametrize("form", ReportForm)
def test_every_form_has_a_layout(form):
    assert layout_for(form) is LAYOUTS[layout_for(form).form]


@pytest.mark.parametrize("form", LAYOUTS)
def test_a_finished_form_is_its_own_layout(form):
    assert layout_for(form).form is form
    assert set(LAYOUTS) >= OWN


@pytest.mark.parametrize("kind", UnitKind)
@pytest.mark.parametrize("echelon", Echelon)
def test_every_post_has_a_default_form(kind, echelon):
    assert default_form(kind, echelon) in ReportForm


def test_default_forms_of_a_kecamatan():
    expected = {
        Echelon.III_A: ReportForm.CAMAT_RINGKAS,
        Echelon.III_B: ReportForm.SEKRETARIS,
        Echelon.IV_A: ReportForm.KASI,
        Echelon.IV_B: ReportForm.KASUBBAG,
        Echelon.STAFF: ReportForm.STAF,
    }
    assert {echelon: default_form(UnitKind.KECAMATAN, echelon) for echelon in expected} == expected
    assert default_form(UnitKind.BAGIAN, Echelon.III_A) is ReportForm.KEPALA_BAGIAN
    assert default_form("kecamatan", "IV.a") is ReportForm.KASI


def test_only_the_sekretaris_family_puts_both_halves_in_one_row():
    assert layout_for(ReportForm.SEKRETARIS).cost_table.combined
    assert layout_for(ReportForm.KASUBBAG_GABUNGAN).cost_table.combined
    assert not layout_for(ReportForm.KASI).cost_table.combined
    assert not layout_for(ReportForm.CAMAT_RINGKAS).cost_table.combined


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_every_form_leaves_the_superior_room_to_answer_once(layout: Layout):
    assert len([part for part in layout.parts if isinstance(part, Responses | ResponseSheet)]) == 1


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_the_mark_of_approval_stands_behind_what_is_signed_and_before_the_annexes(layout: Layout):
    kinds = [type(part) for part in layout.parts]
    assert kinds.count(Approval) == 1
    assert kinds[kinds.index(Approval) - 1] in {Signing, ResponseSheet}
    assert set(kinds[kinds.index(Approval) + 1 :]) <= {AgreementAnnex, PhotoAnnex}


def test_the_camat_signs_alone_and_is_answered_on_a_sheet():
    parts = layout_for(ReportForm.CAMAT_RINGKAS).parts
    assert [part.acknowledged for part in parts if isinstance(part, Signing)] == [False]
    assert "response" not in [part.key for part in parts if isinstance(part, Title)]


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_layouts_are_sound(layout: Layout):
    for table in layout.tables:
        assert sum(column.width for column in table.columns) == 100, table.key
        keys = [column.key for column in table.columns]
        assert len(keys) == len(set(keys)), table.key
        for column in table.columns:
            assert set(column.ratio) <= set(keys), column.key
            if column.ratio:
                assert column.key in KINDS
    assert len({table.key for table in layout.tables}) == len(layout.tables)
    assert all(type(part) in BUILDERS for part in layout.parts)
    assert all(part.key in LISTS for part in layout.parts if isinstance(part, Listing))
    assert isinstance(layout.parts[0], Chapter)
    assert isinstance(next(part for part in reversed(layout.parts) if not isinstance(part, BEHIND)), Signing)


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_money_columns_hold_a_milliard_on_one_line(layout: Layout):
    """'1.917.807.147' at 9 pt needs some 21 mm: 13 % of an upright page (165 mm), 9 % of one on its side (261 mm).

    In a dense table on its side (8 pt, narrow padding) 20 mm do.
    """
    for table in layout.tables:
        for column in table.columns:
            if column.key in ("ceiling", "spent", "amount"):
                least = (8 if table.dense else 9) if table.landscape else 13
                assert column.width >= least, (table.key, column.key)


def test_a_form_without_a_cost_table_says_so():
    assert Layout(form=ReportForm.KASI, parts=()).cost_table is NO_COST_TABLE
    assert not NO_COST_TABLE.combined


@pytest.mark.parametrize(
    ("form", "kinds"), [(ReportForm.KASI, ["indicator", "budget"]), (ReportForm.SEKRETARIS, ["budget"])]
)
def test_a_combined_table_has_result_and_money_in_one_row(form, kinds):
    inputs = report(facts([indicator(1, 5)], [line(7, 100, 50, pays_for=[1])]), items=[1], budgets=[7], form=form)
    assert [row.kind for row in compute_in_form(inputs, compute_facts(inputs.facts)).rows] == kinds
