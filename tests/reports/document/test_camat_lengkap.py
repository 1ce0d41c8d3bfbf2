"""The long form of a camat's report: its chapters, contents, signatures and the order of its tables."""

import pytest

from reports.document.blocks import (
    Contents,
    Heading,
    Paragraph,
    Signatures,
)
from tests.reports.document.making import check_document
from tests.reports.long_report import blocks, document, long_report, table


@pytest.fixture
def made():
    return document(long_report())


def test_the_document_is_sound(made):
    check_document(made)


def test_chapters_sections_and_what_stands_under_them(made):
    labels = [(heading.level, heading.label) for heading in made.headings]
    assert [label for level, label in labels if level == 1] == ["", "", "BAB I", "BAB II", "BAB III", "BAB IV", ""]
    assert [label for level, label in labels if level == 2] == ["A.", "B.", "C.", "D.", "A.", "B.", "A.", "B."]
    assert [label for level, label in labels if level == 3] == ["1.", "2.", "1.", "2.", "3.", "4.", "5.", "6."]
    assert [label for level, label in labels if level == 4] == ["a.", "b."]
    texts = [heading.text for heading in made.headings]
    assert "Capaian indikator antara target dengan kinerja Kecamatan Contoh Triwulan I Tahun 2024" in texts


def test_preface_and_closing_are_signed_by_the_camat_alone(made):
    first, second, _response = blocks(made, Signatures)
    assert first == second
    assert first.left is None
    assert first.right.title == "Plt. CAMAT CONTOH"
    places = [place for place, block in enumerate(made.blocks) if isinstance(block, Heading | Signatures)]
    assert [type(made.blocks[place]) for place in places[:3]] == [Heading, Signatures, Heading]


def test_contents_list_every_heading_but_their_own_and_the_lowest(made):
    (contents,) = blocks(made, Contents)
    expected = [heading for heading in made.headings if heading.level < 4 and heading.key != "contents"]
    assert [(entry.label, entry.text, entry.anchor) for entry in contents.entries] == [
        (heading.label, heading.text, heading.anchor) for heading in expected
    ]


def test_tables_are_numbered_from_the_second_chapter(made):
    assert [(block.key, block.number) for block in made.tables] == [
        ("agreement", "2.1"),
        ("achievement", "3.1"),
        ("activities", "3.2"),
        ("last_year", "3.3"),
        ("medium_term", "3.4"),
        ("budget_tree", "3.5"),
    ]


def test_achievement_has_bracketed_column_numbers(made):
    assert [column.formula for column in table(made, "achievement").columns] == [
        "(1)", "(2)", "(3)", "(4)", "(5=4/3)", "(6)",
    ]  # fmt: skip


def test_no_activities_no_table():
    made = document(long_report(activities=()))
    assert "activities" not in [block.key for block in made.tables]
    assert next(block for block in made.tables if block.key == "last_year").number == "3.2"


def test_an_edited_section_replaces_the_generated_one():
    made = document(long_report(texts={"preface": "Kata pengantar sendiri.", "closing_result": "Simpulan sendiri."}))
    edited = [block.text for block in blocks(made, Paragraph) if block.edited]
    assert edited == ["Kata pengantar sendiri.", "Simpulan sendiri."]
