"""The one table builder: cells fill the grid, widths fill the page, footnotes match their marks."""

from collections import defaultdict
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.document.blocks import Cell, CellKind, RowStyle
from reports.document.tables import Entry, build_table, fit_widths
from reports.layouts.parts import ColumnLayout, NumberLine, RowSource, TableLayout
from reports.layouts.tables import COST_MONEY_FIRST
from tests.reports.document.making import check_table, grid

LAYOUT = TableLayout(
    key="t",
    rows=RowSource.COST,
    caption="Tabel {position}",
    columns=(
        ColumnLayout("no", "No", 10),
        ColumnLayout("name", "{objective}", 40),
        ColumnLayout("spent", "Realisasi", 20, group="Anggaran"),
        ColumnLayout("ceiling", "Pagu", 20, group="Anggaran"),
        ColumnLayout("absorption", "%", 10, group="Anggaran", ratio=("spent", "ceiling")),
    ),
    landscape=True,
)
WORDS = {"position": "Camat", "objective": "Sasaran {x}"}


def build(*entries: Entry, **options):
    return build_table(LAYOUT, entries, WORDS, **options)


@given(st.lists(st.integers(1, 200), min_size=1, max_size=14))
def test_widths_add_up_to_100_and_keep_their_order(widths):
    fitted = fit_widths(widths)
    assert sum(fitted) == 100
    for one, other in zip(widths, fitted, strict=True):
        assert abs(other - Decimal(one * 100) / sum(widths)) < 1


def test_headers_captions_and_column_numbers():
    made = build(Entry())
    assert made.caption == "Tabel Camat"
    assert [column.header for column in made.columns] == ["No", "Sasaran {x}", "Realisasi", "Pagu", "%"]
    assert [column.formula for column in made.columns] == ["1", "2", "3", "4", "5=3/4"]
    assert [column.kind for column in made.columns][2:] == [CellKind.MONEY, CellKind.MONEY, CellKind.PERCENT]
    assert made.landscape
    assert made.number == ""


def test_column_numbers_follow_their_places_when_columns_fall_away():
    made = build(Entry(), without=frozenset({"name"}))
    assert [column.formula for column in made.columns] == ["1", "2", "3", "4=2/3"]
    assert [column.width for column in made.columns] == [17, 33, 33, 17]
    assert not made.landscape
    halved = build(Entry(), without=frozenset({"ceiling"}))
    assert halved.columns[-1].formula == "4"


@pytest.mark.parametrize(("style", "first"), [(NumberLine.NONE, ""), (NumberLine.BRACKETS, "(1)")])
def test_number_line_styles(style, first):
    layout = TableLayout("t", RowSource.COST, "", (ColumnLayout("no", "No", 100),), number_line=style)
    assert build_table(layout, (), {}).columns[0].formula == first


def test_shared_cells_span_their_lines():
    made = build(
        Entry(
            shared={"no": Cell("1"), "spent": Cell("9")},
            lines=({"name": Cell("a")}, {"name": Cell("b")}, {"name": Cell("c")}),
        ),
        Entry(shared={"no": Cell("2")}, lines=({"name": Cell("d")},)),
    )
    check_table(made)
    assert grid(made) == [
        ["1", "a", "9", "", ""],
        ["1", "b", "9", "", ""],
        ["1", "c", "9", "", ""],
        ["2", "d", "", "", ""],
    ]
    assert made.rows[0].cells[0].rowspan == 3
    assert len(made.rows[1].cells) == 3


def test_dividers_and_sums():
    made = build(
        Entry(style=RowStyle.DIVIDER, label="Anggaran"),
        Entry(lines=({"spent": Cell("1"), "ceiling": Cell("2")},), style=RowStyle.TOTAL, label="Jumlah"),
        Entry(lines=({"absorption": Cell("3")},), style=RowStyle.MEAN, label="Rata-rata"),
        Entry(lines=({},), style=RowStyle.MEAN, label="Kosong"),
    )
    check_table(made)
    assert grid(made) == [
        ["Anggaran"] * 5,
        ["Jumlah", "Jumlah", "1", "2", ""],
        ["Rata-rata"] * 4 + ["3"],
        ["Kosong"] * 5,
    ]
    assert [row.style for row in made.rows] == [RowStyle.DIVIDER, RowStyle.TOTAL, RowStyle.MEAN, RowStyle.MEAN]


def test_footnotes_are_marked_in_reading_order_and_shared():
    made = build(
        Entry(
            shared={"absorption": Cell("–", footnote="kedua")},
            lines=({"name": Cell("–", footnote="pertama")}, {"name": Cell("–", footnote="ketiga")}),
        ),
        Entry(lines=({"name": Cell("–", footnote="kedua")},)),
        remarks=("Catatan umum.",),
    )
    check_table(made)
    assert made.notes == (("a", "Pertama."), ("b", "Kedua."), ("c", "Ketiga."), ("", "Catatan umum."))
    assert [cell.footnote for row in made.rows for cell in row.cells if cell.footnote] == ["a", "b", "c", "b"]


def test_a_column_that_falls_away_leaves_no_footnote():
    made = build(Entry(lines=({"spent": Cell("–", footnote="hilang")},)), without=frozenset({"spent"}))
    assert made.notes == ()


SPANS = st.lists(st.integers(1, 5), min_size=0, max_size=12)


@given(SPANS, st.sets(st.sampled_from(["name", "spent", "ceiling", "absorption"])))
def test_any_entries_fill_the_grid(heights, without):
    entries = [
        Entry(
            shared={"no": Cell(str(number)), "spent": Cell("–", footnote=f"alasan {number % 3}")},
            lines=tuple({"name": Cell(f"{number}.{place}")} for place in range(height)),
        )
        for number, height in enumerate(heights)
    ]
    total = Entry(lines=({"spent": Cell("1")},), style=RowStyle.TOTAL, label="Jumlah")
    check_table(build(*entries, total, without=frozenset(without)))


def test_the_checker_finds_a_hole():
    made = build(Entry(lines=({},)))
    broken = type(made)(**{**made.__dict__, "rows": (type(made.rows[0])(made.rows[0].cells[:-1]),)})
    with pytest.raises(AssertionError, match="hole"):
        check_table(broken)


def test_a_table_turned_upright_keeps_room_for_percentages():
    entries = [Entry(lines=({"name": Cell("Sasaran")},))]
    without = frozenset({"ceiling", "spent", "absorption", "efficiency"})

    upright = build_table(COST_MONEY_FIRST, entries, defaultdict(str), without=without)

    widths = {column.key: column.width for column in upright.columns}
    assert not upright.landscape
    assert widths["achievement"] >= 11
    assert sum(widths.values()) == 100
