"""The document templates' filters."""

import pytest

from reports.document import blocks
from reports.document.blocks import Cell, CellKind, TableRef
from reports.templatetags import document as tags
from tests.reports import sample_document as sample


def test_every_kind_of_block_has_its_partial():
    assert set(tags.PARTIALS) == set(blocks.Block.__args__)


def test_something_that_is_no_block_is_an_error():
    with pytest.raises(KeyError):
        tags.partial("teks")


def test_reference_points_at_the_anchor_of_its_table():
    table = sample.cost_table(1)
    assert tags.table_anchor(TableRef(table.key, table.number)) == table.anchor == "tabel-2-3"


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        (Cell("a"), ""),
        (Cell("1", CellKind.ROW_NUMBER), "doc-no"),
        (Cell("1", CellKind.MONEY), "doc-figure doc-money"),
        (Cell("a", indent=2), "doc-indent-2"),
        (Cell("a", indent=9), "doc-indent-4"),
        (Cell("1", CellKind.PERCENT, indent=1), "doc-figure doc-percent doc-indent-1"),
        (Cell("1. Indikator", hanging=True), "doc-hanging"),
        (Cell("9.999.999.999", CellKind.MONEY), "doc-figure doc-money"),
        (Cell("99.999.999.999", CellKind.MONEY), "doc-figure doc-money doc-long"),
        (Cell("12 dokumen", CellKind.NUMBER), "doc-figure"),
        (Cell("10 jenis fasilitasi 1 jenis koordinasi", CellKind.NUMBER), "doc-figure doc-words"),
    ],
)
def test_classes_of_a_cell(cell, names):
    assert tags.classes(cell) == names


def test_a_long_amount_may_break_behind_its_points():
    assert tags.amount_parts(Cell("999.999.999.999,50", CellKind.MONEY)) == ("999.", "999.", "999.", "999,50")
    assert tags.amount_parts(Cell("9.999.999.999", CellKind.MONEY)) == ()
    assert tags.amount_parts(Cell("Sasaran no. 12 dan no. 13")) == ()


def test_a_paragraph_of_four_lines_is_long():
    assert not tags.is_long(blocks.Paragraph(("x" * (tags.LONG_TEXT - 1),)))
    assert tags.is_long(blocks.Paragraph(("x" * (tags.LONG_TEXT - 1), "y")))


@pytest.mark.parametrize(
    ("texts", "brief"),
    [
        (("Membina desa;", "Memantau desa."), True),
        (("a", "b", "c", "d"), False),
        (("x" * tags.BRIEF_TEXT, "y"), False),
    ],
)
def test_a_list_of_few_lines_is_brief(texts, brief):
    items = tuple(blocks.ListItem(text) for text in texts)
    assert tags.is_brief(blocks.ItemList(items)) is brief


def test_a_list_with_lists_in_it_is_not_brief():
    child = blocks.ListItem("lisan")
    assert not tags.is_brief(blocks.ItemList((blocks.ListItem("memberi saran:", (child,)),)))


def test_rows_of_a_plain_table_have_their_headers_beside_them():
    columns = (blocks.Column("no", "No.", 20, blocks.CellKind.ROW_NUMBER), blocks.Column("unit", "Unit kerja", 80))
    row = blocks.Row((blocks.Cell("1", blocks.CellKind.ROW_NUMBER), blocks.Cell("Klakah")))
    table = blocks.Table("uji", "", "Uji", columns, (row,))
    assert tags.labelled_rows(table) == ((("No.", row.cells[0], False), ("Unit kerja", row.cells[1], True)),)
