"""Figures in sentences stand apart in a document for the screen, and nothing of their marks is left."""

from dataclasses import replace

from reports.document.blocks import FractionBlock, ItemList, ListItem, Mention, Paragraph, TableRef
from reports.document.build import build_document
from reports.document.mentions import with_mentions
from reports.narrative.marks import BEGIN, END, MIDDLE, has_marks, marked, parted
from tests.reports.builders import compute, facts, indicator, report


def a_document(*blocks):
    inputs = report(facts([indicator(1, 5)]), items=[1])
    return replace(build_document(inputs, compute(inputs)), blocks=blocks)


def test_a_text_is_parted_at_its_figures():
    text = f"Capaian {marked('indikator-1-capaian', '60,00 %')} dari {marked('indikator-1-target', '35')}."
    assert has_marks(text)
    assert parted(text) == (
        "Capaian ",
        Mention("60,00 %", key="indikator-1-capaian"),
        " dari ",
        Mention("35", key="indikator-1-target"),
        ".",
    )
    assert parted("Tanpa angka.") == ("Tanpa angka.",)
    assert parted(marked("efisiensi", "1,25")) == (Mention("1,25", key="efisiensi"),)


def test_signs_that_make_no_mark_are_left_out():
    """Nobody types them, but a name that somebody pasted may hold any character."""
    assert parted(f"a{END}b{MIDDLE}c{BEGIN}d") == ("abcd",)
    assert (
        "".join(part if isinstance(part, str) else part.text for part in parted(f"a{BEGIN}{marked('k', 'x')}b{END}"))
        == "axb"
    )
    assert not has_marks("Biasa saja.")


def test_paragraphs_and_points_of_every_depth_are_parted():
    figure = marked("efisiensi", "1,25")
    inner = ListItem(f"dalam {figure};")
    listed = ListItem(f"luar {figure}.", parts=(f"luar {figure}", TableRef("cost", "2.3"), "."), children=(inner,))
    told = Paragraph((f"Efisiensi {figure} pada ", TableRef("cost", "2.3"), "."))
    unmarked = Paragraph(("Tanpa angka.",))
    document = with_mentions(a_document(told, ItemList((listed,)), unmarked))
    paragraph, points, same = document.blocks
    assert paragraph.parts == ("Efisiensi ", Mention("1,25", key="efisiensi"), " pada ", TableRef("cost", "2.3"), ".")
    assert paragraph.text == "Efisiensi 1,25 pada Tabel 2.3."
    assert points.items[0].text == "luar 1,25Tabel 2.3."
    assert points.items[0].children[0].parts == ("dalam ", Mention("1,25", key="efisiensi"), ";")
    assert points.items[0].children[0].text == "dalam 1,25;"
    assert same is unmarked


def test_a_fraction_keeps_the_figure_that_it_prints():
    first = FractionBlock("", "19", "54", "35,19 %")
    (kept,) = with_mentions(a_document(first)).blocks
    assert kept is first
