"""What stands beside each cell of the grid."""

from decimal import Decimal

import pytest

from agreements.enums import EnteredBy, TermTakes
from reports.forms.entry import EntryForm
from reports.views.common import QuarterWork
from reports.views.entry_rows import TakenTerm, indicator_groups, line_rows, slots, target_text
from tests import factories
from tests.reports.builders import target
from tests.reports.workplace import QUARTER, make_workplace


@pytest.mark.parametrize(
    ("given", "unit", "text"),
    [
        (target("96.83"), "%", "96,83\N{NO-BREAK SPACE}%"),
        (target(35), "keluarga", "35 keluarga"),
        (target(100, shown="10 jenis fasilitasi"), "%", "10 jenis fasilitasi"),
        (target(90, 100), "%", "90 – 100\N{NO-BREAK SPACE}%"),
        (target(None), "%", "–"),
        (None, "%", "–"),
    ],
)
def test_target_as_the_agreement_writes_it(given, unit, text):
    assert target_text(given, unit) == text


@pytest.fixture
def place(db):
    return make_workplace()


def load(place, quarter=QUARTER):
    return QuarterWork.load(place.unit, quarter)


def groups_of(work, only=None, form=None, locked=None):
    return indicator_groups(work, form or EntryForm(work.facts, ()), locked or {}, only)


def lines_of(work, only=None):
    return line_rows(work, EntryForm(work.facts, ()), {}, only)


def test_indicators_stand_by_level(place):
    groups = groups_of(load(place))
    assert [(group.title, [row.entry.id for row in group.rows]) for group in groups] == [
        ("Program", [place.mean.pk]),
        ("Sub kegiatan", [place.direct.pk, place.ratio.pk]),
    ]
    mean = groups[0].rows[0]
    assert (mean.is_mean, mean.missing, [inputs.position for inputs in mean.used_by]) == (True, False, ["Camat"])


def test_a_ratio_says_which_of_its_parts_are_other_indicators_figures(place):
    place.on_time.source = place.villages.source = place.direct
    place.villages.takes = TermTakes.TARGET
    place.on_time.save()
    place.villages.save()
    row = next(row for group in groups_of(load(place)) for row in group.rows if row.entry.id == place.ratio.pk)
    name = place.direct.name
    assert row.taken == (
        TakenTerm("Desa tepat waktu", "–", name, f"indikator-{place.direct.pk}", f"unsur-{place.on_time.pk}"),
        TakenTerm("Seluruh desa", "35", name, "", f"unsur-{place.villages.pk}"),
    )
    assert row.previous == "", "a target alone says nothing of the quarter before"
    assert (row.cell, row.missing, [inputs.position for inputs in row.used_by]) == (None, False, ["Kepala Seksi Desa"])
    factories.IndicatorRealizationFactory(indicator=place.direct, value=Decimal(21))
    row = next(row for group in groups_of(load(place)) for row in group.rows if row.entry.id == place.ratio.pk)
    assert row.taken[0].figure == "21"
    assert row.result.realization.value == 60


def test_mean_counts_what_it_averages(place):
    factories.IndicatorRealizationFactory(indicator=place.direct, value=Decimal(21))
    assert groups_of(load(place))[0].rows[0].mean_told == "rata-rata capaian 1 indikator"


def test_indicator_that_nothing_uses_is_left_out(place):
    factories.IndicatorFactory(unit=place.unit)
    assert sum(len(group.rows) for group in groups_of(load(place))) == 3


def test_last_quarter_of_the_same_year_stands_beside(place):
    factories.IndicatorRealizationFactory(indicator=place.direct, quarter=1, value=Decimal("9.5"))
    fact = factories.IndicatorRealizationFactory(indicator=place.ratio, quarter=1, value=None)
    factories.TermValueFactory(realization=fact, term=place.on_time, value=Decimal(7))
    direct, ratio = groups_of(load(place))[1].rows
    assert (direct.previous, ratio.previous) == ("9,5", "7 / –")
    first = groups_of(load(place, QUARTER.previous))[1].rows
    assert [row.previous for row in first] == ["", ""]


def test_lines_form_a_tree_down_to_those_that_hold_amounts(place):
    below = factories.BudgetLineFactory(unit=place.unit, level="kegiatan", parent=place.program)
    rows = lines_of(load(place))
    assert [(row.entry.id, row.depth) for row in rows] == [
        (place.program.pk, 0),
        (place.kegiatan.pk, 1),
        (place.line.pk, 2),
        (place.other_line.pk, 2),
    ]
    assert below.pk not in [row.entry.id for row in rows]


def test_sums_and_means_of_last_quarter_stand_beside_too(place):
    """A dash there would say that nothing was spent or reached, beside leaves that say what was."""
    factories.IndicatorRealizationFactory(indicator=place.direct, quarter=1, value=Decimal(7))
    factories.BudgetRealizationFactory(budget_line=place.line, quarter=1, amount=Decimal(5))
    assert [row.previous for row in lines_of(load(place))] == [None, None, 5, None], "a part is not the sum"
    factories.BudgetRealizationFactory(budget_line=place.other_line, quarter=1, amount=Decimal(3))
    assert [row.previous for row in lines_of(load(place))] == [8, 8, 5, 3]
    assert groups_of(load(place))[0].rows[0].previous == "20", "7 of 35 is the only figure of the mean"
    assert [row.previous for row in lines_of(load(place, QUARTER.previous))] == [None] * 4


def test_tree_is_shown_from_what_is_left_of_it_once_a_program_moved_away(place):
    """Whatever moved the row: a page that shows fewer lines above is better than none."""
    type(place.program).objects.filter(pk=place.program.pk).update(year=QUARTER.year - 1)
    assert [(row.entry.id, row.depth) for row in lines_of(load(place))] == [
        (place.kegiatan.pk, 0),
        (place.line.pk, 1),
        (place.other_line.pk, 1),
    ]


def test_filter_keeps_the_branches_of_one_report(place):
    work = load(place)
    kasi = work.reports[1]
    assert [row.entry.id for row in lines_of(work, only=kasi)] == [place.program.pk, place.kegiatan.pk, place.line.pk]
    assert [group.title for group in groups_of(work, only=kasi)] == ["Sub kegiatan"]


def test_empty_cells_say_themselves_that_they_are_empty(place):
    rows = [row for group in groups_of(load(place)) for row in group.rows] + list(lines_of(load(place)))
    assert any(row.missing for row in rows)
    assert all(row.findings == () for row in rows)


def test_slots_are_the_typed_facts_with_their_locks_and_approved_reports(place):
    place.approve(place.kasi)
    asked = []

    def reason(entered_by, approved):
        asked.append(entered_by)
        return "Terkunci." if approved else ""

    found = list(slots(load(place), {place.ratio.pk: EnteredBy.ORGANISASI}, reason))
    assert [(slot.anchor, slot.locked) for slot in found] == [
        (f"indikator-{place.direct.pk}", "Terkunci."),
        (f"indikator-{place.ratio.pk}", "Terkunci."),
        (f"anggaran-{place.line.pk}", "Terkunci."),
        (f"anggaran-{place.other_line.pk}", ""),
    ]
    assert [len(slot.approved) for slot in found] == [1, 1, 1, 0]
    assert asked == [EnteredBy.UNIT, EnteredBy.ORGANISASI, EnteredBy.UNIT, EnteredBy.UNIT]
