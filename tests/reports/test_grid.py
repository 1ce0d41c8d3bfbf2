"""Headers and cells stand where the columns say; rows that don't fit are refused; who may not part."""

from dataclasses import replace

import pytest

from reports.document.blocks import Cell, CellKind, Column, Row, RowStyle, Table
from reports.grid import HeaderRole, has_room, header_rows, placed_rows
from tests.reports import sample_document as sample


def table(rows, *, columns=3, landscape=False):
    made = tuple(Column(f"c{at}", f"Kolom {at}", 100 // columns) for at in range(columns))
    return Table("contoh", "1", "Contoh", made, tuple(rows), landscape=landscape)


def row(*texts, style=RowStyle.BODY):
    return Row(tuple(text if isinstance(text, Cell) else Cell(text) for text in texts), style)


def test_header_of_a_table_without_groups_is_one_line_and_the_column_numbers():
    columns, formulas = header_rows(sample.agreement_table())
    assert [cell.text for cell in columns] == ["No", "Sasaran", "Indikator Kinerja", "Target"]
    assert [cell.text for cell in formulas] == ["1", "2", "3", "4"]
    assert {cell.role for cell in formulas} == {HeaderRole.FORMULA}


def test_header_groups_span_their_columns_and_others_span_both_lines():
    first, second, _ = header_rows(sample.cost_table(1))
    assert [(cell.text, cell.column, cell.colspan, cell.rowspan) for cell in first] == [
        ("No", 0, 1, 2),
        ("Sasaran/Kegiatan", 1, 1, 2),
        ("Indikator Kinerja", 2, 1, 2),
        ("Kinerja", 3, 3, 1),
        ("Anggaran", 6, 3, 1),
    ]
    assert [(cell.text, cell.column) for cell in second] == [
        ("Target", 3), ("Realisasi", 4), ("%", 5), ("Pagu (Rp)", 6), ("Realisasi (Rp)", 7), ("%", 8),
    ]  # fmt: skip


def test_header_without_formulas_has_no_line_for_them():
    (line,) = header_rows(table([row("a", "b", "c")]))
    assert len(line) == 3


def test_same_group_on_both_sides_of_a_column_stays_apart():
    columns = (Column("a", "A", 33, group="G"), Column("b", "B", 34), Column("c", "C", 33, group="G"))
    first, second = header_rows(Table("t", "1", "T", columns, ()))
    assert [(cell.text, cell.colspan) for cell in first] == [("G", 1), ("B", 1), ("G", 1)]
    assert [cell.column for cell in second] == [0, 2]


def test_cells_are_placed_beside_those_that_reach_down():
    placed = placed_rows(sample.agreement_table())
    assert [cell.column for cell in placed[1].cells] == [0, 1, 2, 3]
    assert [cell.column for cell in placed[2].cells] == [2, 3]
    assert [cell.column for cell in placed[3].cells] == [2, 3]
    assert [cell.column for cell in placed[4].cells] == [0, 1, 2, 3]


def test_first_text_names_the_row():
    placed = placed_rows(sample.achievement_table())
    assert [cell.cell.text for line in placed for cell in line.cells if cell.names_row] == [
        "Meningkatnya pemberdayaan masyarakat",
        "Meningkatnya akuntabilitas pemerintahan desa",
    ]


@pytest.mark.parametrize(
    ("rows", "complaint"),
    [
        ([row("a", "b")], "leave 1 of 3"),
        ([row("a", "b", "c", "d")], "don't fit 3"),
        ([row("a", Cell("b", colspan=3))], "don't fit 3"),
        ([row(Cell("a", rowspan=2), "b", "c"), row("d", "e", "f")], "row 2.*don't fit 3"),
        ([row("a", Cell("b", rowspan=2), "c"), row(Cell("d", colspan=2))], "row 2.*don't fit"),
        ([row(Cell("a", rowspan=2), "b", "c")], "below the last row"),
    ],
)
def test_rows_that_do_not_fill_the_columns_are_refused(rows, complaint):
    with pytest.raises(ValueError, match=complaint):
        placed_rows(table(rows))


def keeps(rows, **more):
    return [placed.keep for placed in placed_rows(table(rows, **more))]


def test_rows_under_one_cell_stay_together():
    rows = [row("a", "b", "c"), row("a", "b", "c"), row(Cell("a", rowspan=3), "b", "c"), row("b", "c"), row("b", "c")]
    rows += [row("a", "b", "c")] * 3
    assert keeps(rows) == [True, False, True, True, False, False, True, False]


def test_rows_under_one_cell_may_part_when_they_are_many():
    rows = [row(Cell("a", rowspan=30), "b", "c"), *[row("b", "c")] * 29]
    assert keeps(rows) == [True, *[False] * 27, True, False]


def test_divider_stays_with_the_next_row_and_sums_with_the_one_before():
    rows = [
        row("a", "b", "c"),
        row("a", "b", "c"),
        row(Cell("Anggaran", colspan=3), style=RowStyle.DIVIDER),
        row("a", "b", "c"),
        row("a", "b", "c"),
        row("Rata-rata", "b", "c", style=RowStyle.MEAN),
        row("Jumlah", "b", "c", style=RowStyle.TOTAL),
    ]
    assert keeps(rows) == [True, False, True, False, True, True, False]


def test_rows_that_sum_those_below_stay_with_the_first_of_them():
    rows = [
        row("a", "b", "c"),
        row("a", "b", "c"),
        row("Program", "b", "c", style=RowStyle.GROUP),
        row("Kegiatan", "b", "c", style=RowStyle.SUBGROUP),
        row("a", "b", "c"),
        row("a", "b", "c"),
        row("a", "b", "c"),
    ]
    assert keeps(rows) == [True, False, True, True, False, True, False]


def test_a_tall_row_may_stand_alone_at_the_foot_or_the_head_of_a_page():
    tall = row("a", Cell("", items=("baris",) * 4), "c")
    short = row("a", Cell("", items=("baris",) * 3), "c")
    assert keeps([tall, short, short, tall]) == [False, False, False, False]
    assert keeps([short, tall, tall, short]) == [True, False, True, False]


def test_only_a_table_on_its_side_with_few_lines_has_room_for_a_sentence():
    few = [row("a", "b", "c")] * 24
    assert has_room(table(few, landscape=True))
    assert not has_room(table(few))
    assert not has_room(table([*few, row("a", "b", "c")], landscape=True))
    assert not has_room(replace(table(few, landscape=True), notes=(("", "Catatan."),)))


def test_a_short_table_stays_on_one_page():
    assert keeps([row("a", "b", "c")] * 3) == [True, True, False]
    assert keeps([row("a", "b", "c")]) == [False]
    assert keeps([]) == []


@pytest.mark.parametrize(("landscape", "limit"), [(False, 30), (True, 18)])
def test_only_a_tall_row_may_break_inside(landscape, limit):
    long = Cell("", items=("baris",) * limit)
    longer = Cell("", items=("baris",) * (limit + 1))
    short, tall = placed_rows(table([row("a", long, "c"), row("a", longer, "c")], landscape=landscape))
    assert (short.tall, tall.tall) == (False, True)


def test_text_counts_by_the_width_of_its_columns():
    words = "x" * 33 * 31
    (narrow,) = placed_rows(table([row("a", words, "c")]))
    (wide,) = placed_rows(table([row("a", Cell(words, colspan=2))]))
    assert (narrow.tall, wide.tall) == (True, False)


def test_an_empty_table_has_no_rows():
    assert placed_rows(replace(sample.agreement_table(), rows=())) == ()


def test_a_figure_never_names_a_row():
    (placed,) = placed_rows(table([row(Cell("1", CellKind.ROW_NUMBER), Cell("5", CellKind.NUMBER), "c")]))
    assert [cell.names_row for cell in placed.cells] == [False, False, True]
