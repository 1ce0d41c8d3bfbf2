"""Numbers come from places, whatever the form."""

import pytest

from reports.document.blocks import ContentsEntry, Heading, ItemList, ListItem, Paragraph, Table, TableRef
from reports.document.numbering import ContentsPlace, Numberer, OutlinePlace, Unnumbered, letters, number_blocks
from reports.layouts.parts import Numbering


def heading(level: int, text: str = "") -> Heading:
    return Heading(level, "", text, key=text)


def table(key: str) -> Table:
    return Table(key=key, number="", caption="", columns=(), rows=())


def test_chapters_sections_and_tables():
    blocks = number_blocks(
        [
            heading(1),
            heading(2),
            heading(1),
            heading(2),
            table("a"),
            heading(2),
            heading(3),
            heading(3),
            table("b"),
            heading(2),
            heading(3),
            heading(1),
            table("c"),
        ]
    )
    assert [block.number for block in blocks] == [
        "BAB I", "1.1", "BAB II", "2.1", "2.1", "2.2", "2.2.1", "2.2.2", "2.2", "2.3", "2.3.1", "BAB III", "3.1",
    ]  # fmt: skip


@pytest.mark.parametrize(("style", "sections"), [(Numbering.LOWER, ["a", "b"]), (Numbering.UPPER, ["A", "B"])])
def test_lettered_sections_keep_numbered_tables(style, sections):
    blocks = number_blocks([heading(1), heading(2), table("a"), heading(2), heading(3), table("b")], style)
    assert [block.number for block in blocks] == ["BAB I", sections[0], "1.1", sections[1], "1", "1.2"]


def test_an_unnumbered_chapter_counts_for_nothing():
    blocks = number_blocks([Unnumbered(heading(1, "KATA PENGANTAR")), heading(1)])
    assert [block.number for block in blocks] == ["", "BAB I"]


@pytest.mark.parametrize(
    ("style", "numbers"),
    [
        (Numbering.CHAPTER, ["1.1.1.1", "1.1.1.2", "1.1.2.1", "1.2.1.1"]),
        (Numbering.UPPER, ["a", "b", "a", "a"]),
    ],
)
def test_what_stands_under_a_subsection_starts_anew_in_each(style, numbers):
    levels = (1, 2, 3, 4, 4, 3, 4, 2, 3, 4)
    blocks = number_blocks([heading(level) for level in levels], style)
    assert [block.number for block in blocks if block.level == 4] == numbers


@pytest.mark.parametrize(
    ("level", "number", "label"),
    [(1, "BAB I", "BAB I"), (2, "2.1", "2.1"), (2, "A", "A."), (3, "1", "1."), (2, "", ""), (1, "", "")],
)
def test_a_bare_letter_or_number_is_written_with_a_stop(level, number, label):
    assert Heading(level, number, "Judul", "judul").label == label


def test_contents_list_the_headings_around_them_with_their_numbers():
    own = Unnumbered(heading(1, "contents"))
    blocks = number_blocks(
        [Unnumbered(heading(1, "preface")), own, ContentsPlace(2), heading(1, "a"), heading(2, "b"), heading(3, "c")],
        Numbering.UPPER,
    )
    assert blocks[2].entries == (
        ContentsEntry("", "preface", 1, "bagian-preface"),
        ContentsEntry("BAB I", "a", 1, "bagian-a"),
        ContentsEntry("A.", "b", 2, "bagian-b"),
    )


@pytest.mark.parametrize(("number", "text"), [(1, "a"), (26, "z"), (27, "aa"), (52, "az"), (53, "ba"), (703, "aaa")])
def test_letters(number, text):
    assert letters(number) == text


def test_many_sections():
    numberer = Numberer()
    numberer.heading(1)
    assert [numberer.heading(2) for _ in range(30)][-1] == "1.30"


def test_references_name_tables_before_and_after_them():
    parts = ("pada ", TableRef("b", ""), ".")
    blocks = number_blocks(
        [
            heading(1),
            Paragraph(parts),
            table("a"),
            table("b"),
            ItemList((ListItem("", parts=parts, key="x", children=(ListItem("anak"),)), ListItem("lain"))),
        ]
    )
    assert blocks[1].text == "pada Tabel 1.2."
    first, second = blocks[4].items
    assert (first.text, first.key, first.children[0].text) == ("pada Tabel 1.2.", "x", "anak")
    assert first.parts[1] == TableRef("b", "1.2")
    assert second.text == "lain"


def test_a_reference_to_no_table_is_an_error():
    with pytest.raises(ValueError, match="'gone'"):
        number_blocks([heading(1), Paragraph((TableRef("gone", ""),))])


def test_two_tables_of_one_key_are_an_error():
    with pytest.raises(ValueError, match="'a'"):
        number_blocks([heading(1), table("a"), table("a")])


def test_the_outline_names_what_follows_it_with_its_numbers():
    blocks = number_blocks(
        [heading(1, "PENDAHULUAN"), OutlinePlace(), heading(2, "Tugas"), heading(3, "Rinci"), heading(1, "PENUTUP")]
    )
    outline = blocks[1]
    assert [(item.text, [child.text for child in item.children]) for item in outline.items] == [
        ("BAB I PENDAHULUAN", ["1.1 Tugas"]),
        ("BAB II PENUTUP", []),
    ]
