"""Recaps as data: what their rows repeat, count and leave out, and the line of column numbers."""

import re
from dataclasses import replace

import pytest

from agreements.enums import EfficiencyDefinition
from reports.document.blocks import RowStyle
from reports.period import Quarter
from reports.recaps import (
    FIGURES,
    RECAPS,
    RESOURCES,
    RecapColumn,
    ValueKind,
    build_recap,
    column_numbers,
    columns_data,
    row_data,
    shown,
)
from reports.recaps.columns import PUNCTUALITY
from reports.recaps.table import Rows
from tests.reports.recap_sources import NEVER, full_source, indicator, line, report, source, totals, unit


def recap(key, made=None, narrowed_to=""):
    return build_recap(RECAPS[key], made or full_source(), narrowed_to)


def values(key, column, made=None, narrowed_to=""):
    """Return the values of a column, from top to bottom."""
    found = recap(key, made, narrowed_to)
    at = [each.key for each in found.columns].index(column)
    return [row.values[at] for row in found.rows]


# -- columns -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "formulas"),
    [
        ("unit", {"in_time_share": "6=5/3", "remaining": "13=11-12", "absorption": "14=12/11"}),
        ("laporan", {"remaining": "10=8-9", "absorption": "11=9/8"}),
        ("capaian", {"achievement": "8=7/6"}),
        ("anggaran", {"remaining": "9=7-8", "absorption": "10=8/7"}),
        (
            "biaya",
            {
                "achievement": "10=9/8",
                "absorption": "13=12/11",
                "cost_planned": "14=11/8",
                "cost_per_outcome": "15=12/9",
                "cost_ratio": "16=15/14",
            },
        ),
        ("kepatuhan", {}),
        ("temuan", {}),
    ],
)
def test_column_numbers_name_the_columns_they_are_made_of(key, formulas):
    columns = RECAPS[key].columns
    numbers = dict(zip((column.key for column in columns), column_numbers(columns), strict=True))
    assert {name: number for name, number in numbers.items() if "=" in number} == formulas
    plain = [number.split("=")[0] for number in numbers.values()]
    assert plain == [str(place) for place in range(1, len(columns) + 1)]


MEANING = {
    "in_time_share": ("in_time", "/", "reports"),
    "achievement": ("realization", "/", "target"),
    "absorption": ("spent", "/", "ceiling"),
    "remaining": ("ceiling", "-", "spent"),
    "cost_planned": ("ceiling", "/", "target"),
    "cost_per_outcome": ("spent", "/", "realization"),
    "cost_ratio": ("cost_per_outcome", "/", "cost_planned"),
}


@pytest.mark.parametrize("key", RECAPS)
def test_each_formula_points_at_the_columns_that_the_computation_divides(key):
    columns = RECAPS[key].columns
    for number in column_numbers(columns):
        if "=" in number:
            own, left, sign, right = re.fullmatch(r"(\d+)=(\d+)([-/])(\d+)", number).groups()
            names = [columns[int(place) - 1].key for place in (own, left, right)]
            assert (names[1], sign, names[2]) == MEANING[names[0]]


def test_a_formula_over_a_missing_column_is_refused():
    lost = RecapColumn("share", "Bagian", ValueKind.PERCENT, 5, lambda _record: None, "{spent}/{ceiling}")
    with pytest.raises(KeyError):
        column_numbers([lost])


@pytest.mark.parametrize("kind", RECAPS.values(), ids=lambda kind: kind.key)
def test_recaps_are_well_made(kind):
    keys = [column.key for column in kind.columns]
    assert len(keys) == len(set(keys))
    assert not set(keys) & {"unit", "position", "sum", "depth", "reasons"}, "names of the JSON's own"
    assert all(column.heading and column.width >= 5 for column in kind.columns)
    assert all((column.choices is not None) == (column.kind is ValueKind.CHOICE) for column in kind.columns)
    assert kind.narrowing is None or kind.choices
    assert re.fullmatch(r"[a-z-]+", kind.key)
    assert re.fullmatch(r"[a-z-]+", kind.resource)
    assert RESOURCES[kind.resource] is kind


# -- values ------------------------------------------------------------------------------------------------------------


def test_achievement_repeats_each_indicator_with_its_unit():
    assert values("capaian", "no") == [1, 2, 3, 4]
    assert values("capaian", "unit_name") == ["Kecamatan 1"] * 3 + ["Kecamatan 2"]
    assert values("capaian", "achievement") == ["60.00", None, "12500.00", "60.00"]
    assert values("capaian", "note") == [None, "belum ada realisasi", None, None]


def test_an_indicator_that_nothing_of_the_year_points_at_is_left_out():
    made = source(unit(1, indicators=[indicator(1, used=False), indicator(2, promised=False)]))
    assert values("capaian", "no", made) == [1]
    assert values("capaian", "promised", made) == ["no"]


def test_a_missing_figure_says_why_and_a_present_one_does_not():
    rows = recap("capaian").rows
    assert dict(rows[1].reasons) == {"realization": "no_realization", "achievement": "no_realization"}
    assert dict(rows[0].reasons) == {}


@pytest.mark.parametrize("key", RECAPS)
def test_every_missing_figure_has_its_reason(key):
    """But where nothing could be said: a sum's target, the efficiency over all units."""
    for row in recap(key, full_source()).rows:
        if row.style in (RowStyle.TOTAL, RowStyle.SUBTOTAL):
            continue
        for column, value in zip(recap(key).columns, row.values, strict=True):
            if column.kind in FIGURES:
                assert (value is None) == (column.key in row.reasons), (key, column.key, row)


def test_budget_is_the_tree_with_the_sum_of_each_unit_and_of_all():
    found = recap("anggaran")
    assert [(row.style, row.depth) for row in found.rows] == [
        (RowStyle.GROUP, 0),
        (RowStyle.SUBGROUP, 1),
        (RowStyle.BODY, 2),
        (RowStyle.BODY, 2),
        (RowStyle.SUBTOTAL, 0),
        (RowStyle.GROUP, 0),
        (RowStyle.SUBTOTAL, 0),
        (RowStyle.TOTAL, 0),
    ]
    assert values("anggaran", "unit_name")[4:] == ["Jumlah Kecamatan 1", "Kecamatan 2", "Jumlah Kecamatan 2", "Jumlah"]
    assert values("anggaran", "ceiling")[-1] == "39481500"
    assert values("anggaran", "code")[-1] is None
    assert values("anggaran", "no") == [1, 2, 3, 4, None, 5, None, None]


def test_one_unit_has_no_sum_over_all():
    made = source(unit(1, lines=[line()], reports=[report()]))
    assert [row.style for row in recap("anggaran", made).rows] == [RowStyle.GROUP, RowStyle.SUBTOTAL]
    assert [row.style for row in recap("unit", made).rows] == [RowStyle.BODY]


def test_a_partial_sum_says_so():
    missing = line(spent=None, partial=["spent"], reasons={"spent": "no_realization"})
    made = source(unit(1, lines=[line(partial=["spent"]), missing]))
    assert values("anggaran", "note", made)[:2] == [
        "jumlah sementara, sebagian rinciannya belum diisi",
        "belum ada realisasi",
    ]


def test_why_a_line_has_no_cost_is_no_matter_of_the_budget():
    assert values("anggaran", "note")[3] is None
    assert "satu anggaran untuk beberapa indikator" in values("biaya", "note")[2]


def test_cost_shows_lines_that_pay_for_outcomes():
    assert values("biaya", "name") == ["Kegiatan", "Sub Kegiatan", "Dua hasil"]
    assert values("biaya", "indicator") == [
        "=1+1 desa tertib",
        "Keluarga yang diberdayakan",
        "Keluarga yang diberdayakan; Keluarga yang diberdayakan",
    ]
    assert values("biaya", "cost_per_outcome") == [None, "274285.71", None]
    assert values("biaya", "cost_planned") == ["197407.50", "564021.43", None]
    assert values("biaya", "target") == ["35", "35", None]
    assert recap("biaya").rows[2].reasons["target"] == "several_outcomes"


def test_units_count_their_reports():
    first = values("unit", "reports"), values("unit", "handed_in"), values("unit", "late"), values("unit", "overdue")
    assert first == ([3, 1, 4], [1, 1, 2], [1, 1, 2], [2, 0, 2])
    assert values("unit", "received") == [1, 1, 2]
    assert values("unit", "unit_name")[-1] == "Jumlah"


def test_units_and_all_of_them_repeat_how_many_came_in_time():
    none = {"in_time": 0, "in_time_share": None, "reasons": {"in_time_share": "no_reports"}}
    half = {"in_time": 1, "in_time_share": "50.00", "reasons": {}}
    sums = totals(efficiency=None, reasons={"efficiency": "nothing_to_average"})
    made = source(
        unit(1, reports=[report(punctuality="in_time"), report("Staf", **NEVER)], in_time=half),
        unit(2, in_time=none, sums=sums),
        in_time=half,
    )
    assert values("unit", "in_time", made) == [1, 0, 1]
    assert values("unit", "in_time_share", made) == ["50.00", None, "50.00"]
    rows = recap("unit", made).rows
    assert dict(rows[1].reasons) == {"efficiency": "nothing_to_average", "in_time_share": "no_reports"}
    assert "tidak ada laporan yang seharusnya masuk" in values("unit", "note", made)[1]


def test_reports_count_findings_and_take_their_own_totals():
    assert values("laporan", "errors") == [0, None, 1, 0]
    assert values("laporan", "notes") == [0, None, 1, 0]
    assert values("laporan", "efficiency") == ["30.82", "30.82", None, "30.82"]
    assert values("laporan", "status") == ["received", "unopened", "draft", "received"]
    assert values("laporan", "note") == [
        None,
        None,
        "belum ada angka yang dapat dirata-rata; jumlah sementara, sebagian rinciannya belum diisi",
        "angka berubah sejak disetujui",
    ]


def test_compliance_tells_who_handed_in_when():
    assert values("kepatuhan", "handed_in_on") == ["2024-07-08", None, None, "2024-07-08"]
    assert values("kepatuhan", "handed_in_by") == ["Sari", None, None, "Sari"]
    assert values("kepatuhan", "late_days") == [1, 3, 3, 1]
    assert values("kepatuhan", "punctuality") == ["late", "overdue", "overdue", "late"]


def test_findings_belong_to_their_report():
    assert values("temuan", "position_name") == ["Kasi Desa", "Kasi Desa"]
    assert values("temuan", "severity") == ["error", "note"]
    assert values("temuan", "explanation") == [None, "Memang begitu."]
    assert [row.position for row in recap("temuan").rows] == ["kasi-desa"] * 2


@pytest.mark.parametrize(
    ("key", "word", "kept"),
    [
        ("capaian", "strategic", [2]),
        ("anggaran", "sub_kegiatan", [3, 4]),
        ("laporan", "unopened", [2]),
        ("kepatuhan", "late", [1, 4]),
        ("temuan", "error", [1]),
    ],
)
def test_narrowed_recaps_keep_numbers_and_lose_sums(key, word, kept):
    assert values(key, "no", narrowed_to=word) == kept
    assert all(row.style not in (RowStyle.TOTAL, RowStyle.SUBTOTAL) for row in recap(key, narrowed_to=word).rows)


def test_notes_explain_what_the_kabupaten_calls_efficiency():
    index = replace(full_source(), efficiency=EfficiencyDefinition.INDEX)
    assert any("IE" in note for note in recap("unit", index).notes)
    assert not any("IE" in note for note in recap("unit").notes)


def test_a_predikat_before_the_year_is_over_says_that_it_is_none_yet():
    assert any("Predikat ditetapkan di Triwulan IV" in note for note in recap("capaian").notes)
    over = replace(source(unit(1)), quarter=Quarter(2024, 4))
    assert not any("Triwulan IV" in note for note in recap("capaian", over).notes)
    assert not any("Triwulan IV" in note for note in recap("anggaran").notes)


def test_notes_say_that_efficiency_is_no_difference_of_the_columns_beside_it():
    said = "tidak dapat dihitung dari kolom di sebelahnya"
    assert any(said in note for note in recap("unit").notes)
    saving = replace(full_source(), efficiency=EfficiencyDefinition.PMK_22_2021)
    assert not any(said in note for note in (*recap("unit", saving).notes, *recap("anggaran").notes))


def test_an_empty_quarter_gives_empty_recaps():
    for key in RECAPS:
        assert list(recap(key, source()).rows) == []


def test_rows_are_made_when_they_are_looked_at():
    found, made = recap("anggaran"), []
    watched = RecapColumn("x", "X", ValueKind.COUNT, 5, lambda record: made.append(record) or record.number)
    rows = Rows([watched], lambda: RECAPS["anggaran"].records(full_source()))
    every = list(recap("anggaran").rows)
    assert len(rows) == len(found.rows) == len(every) > 4
    assert made == []
    assert [row.values[0] for row in rows[1:3]] == [row.values[0] for row in every[1:3]]
    assert len(made) == 2


@pytest.mark.parametrize(
    "place",
    [slice(None), slice(2, 4), slice(3, 99), slice(5, 2), slice(None, None, 2), slice(-3, None), slice(None, None, -1)],
    ids=str,
)
def test_rows_are_cut_like_any_sequence(place):
    rows = recap("anggaran").rows
    assert rows[place] == tuple(rows)[place]


def test_a_row_is_found_by_its_place():
    rows = recap("anggaran").rows
    assert (rows[0], rows[-1]) == (next(iter(rows)), tuple(rows)[-1])
    with pytest.raises(IndexError):
        rows[len(rows)]


# -- as people read it, and as JSON ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        (ValueKind.MONEY, "1885065699", "1.885.065.699"),
        (ValueKind.MONEY, "0.50", "0,50"),
        (ValueKind.PERCENT, "50.84", "50,84"),
        (ValueKind.QUANTITY, "0.004", "0,004"),
        (ValueKind.QUANTITY, "21", "21"),
        (ValueKind.NUMBER, "-4.06", "\N{MINUS SIGN}4,06"),
        (ValueKind.DATE, "2024-07-08", "8 Juli 2024"),
        (ValueKind.COUNT, 0, "0"),
        (ValueKind.TEXT, None, "–"),
        (ValueKind.MONEY, None, "–"),
    ],
)
def test_values_are_written_as_in_indonesia(kind, value, text):
    assert shown(RecapColumn("x", "X", kind, 5, lambda _record: None), value) == text


def test_a_choice_is_read_by_its_label():
    column = RecapColumn("p", "P", ValueKind.CHOICE, 5, lambda _record: None, choices=PUNCTUALITY)
    assert shown(column, "in_time") == "Tepat waktu"


def test_json_of_a_row_holds_every_column_and_whose_it_is():
    found = recap("anggaran")
    first, last = row_data(found, found.rows[0]), row_data(found, found.rows[-1])
    assert first["unit"] == "kecamatan-1"
    assert first["position"] is None
    assert (first["sum"], last["sum"], last["unit"]) == (False, True, None)
    assert first["ceiling"] == "19740750"
    assert {column["key"] for column in columns_data(found)} <= first.keys()


def test_json_of_columns_says_what_they_hold():
    found = columns_data(recap("capaian"))
    level = next(column for column in found if column["key"] == "level")
    assert level["choices"]["program"] == "Sasaran Program"
    assert next(column for column in found if column["key"] == "achievement")["number"] == "8=7/6"
