"""Joining PDFs: what `test_bundle.py` does not meet with whole reports."""

import pytest

from reports.document.blocks import Paragraph, RenderedFile, TableRef
from reports.pdf import draw_page, render_pdf
from reports.pdf_merging import Part, count_pages, merge
from tests.reports.pdf_reading import check_contents, outline, read, tree
from tests.reports.sample_document import achievement_table, sample_document

FRONT = '<!DOCTYPE html><html lang="id"><title>Depan</title><body><h1>Isi</h1><p>{}</p></body></html>'


def link(anchor):
    return f'<a id="{anchor}" href="#{anchor}">laporan</a>'


def front(*anchors):
    return draw_page(FRONT.format(" ".join(map(link, anchors))))


@pytest.fixture(scope="module")
def plain():
    """A report of two pages without tables, links or files."""
    return render_pdf(sample_document((Paragraph(("Satu kalimat.",)),))).content


@pytest.fixture(scope="module")
def linked():
    blocks = (Paragraph((TableRef("achievement", "2.2", with_page=True),)), achievement_table())
    return render_pdf(sample_document(blocks)).content


def with_file(name):
    return render_pdf(sample_document(()), [RenderedFile(name, "application/json", b"{}")]).content


def test_front_is_told_the_pages_of_the_parts_and_comes_first(plain, linked):
    told = []

    def draw(counts):
        told.append(list(counts))
        return front("a", "b")

    reader = read(merge((Part("Satu", "a", plain), Part("Dua", "b", linked)), draw))
    assert told == [[count_pages(plain), count_pages(linked)]]
    assert len(reader.pages) == 1 + sum(told[0])
    assert "Isi" in reader.pages[0].extract_text()
    assert [entry for entry in outline(reader) if not isinstance(entry, list)] == [("Satu", 2), ("Dua", 4)]
    assert [part.entries.get("/T") for part in tree(reader).kids] == [None, "Satu", "Dua"]
    check_contents(reader)


def test_parts_are_taken_one_after_another(plain):
    taken = []

    def parts():
        for anchor in "ab":
            taken.append(anchor)
            yield Part(anchor, anchor, plain)

    merge(parts(), lambda counts: front(*taken))
    assert taken == ["a", "b"]


def test_the_same_file_twice_keeps_its_links_apart(linked):
    reader = read(merge((Part("Satu", "a", linked), Part("Dua", "b", linked)), lambda counts: front("a", "b")))
    assert reader.named_destinations["1/tabel-2-2"].page != reader.named_destinations["2/tabel-2-2"].page
    assert "tabel-2-2" not in reader.named_destinations


def test_without_files_none_are_claimed(plain):
    root = read(merge((Part("Satu", "a", plain),), lambda counts: front("a"))).trailer["/Root"]
    assert "/AF" not in root
    assert "/EmbeddedFiles" not in root["/Names"]


def test_files_of_the_same_name_are_refused():
    parts = (Part("Satu", "a", with_file("x.json")), Part("Dua", "b", with_file("x.json")))
    with pytest.raises(ValueError, match=r"two attached files are named x\.json"):
        merge(parts, lambda counts: front("a", "b"))


def test_files_are_sorted_by_name():
    parts = (Part("Satu", "a", with_file("b.json")), Part("Dua", "b", with_file("a.json")))
    names = read(merge(parts, lambda counts: front("a", "b"))).trailer["/Root"]["/Names"]["/EmbeddedFiles"]["/Names"]
    assert names[::2] == ["a.json", "b.json"]


def test_a_part_without_a_link_is_refused(plain):
    with pytest.raises(ValueError, match="no page links to b"):
        merge((Part("Satu", "b", plain),), lambda counts: front("a"))
