"""What an archive and a screen reader ask of the PDF, read back from the finished file (PDF/A-3a, ISO 19005-3).

No validator of PDF/A can be installed from the registries that the project may use, so the structure is read here.
"""

import itertools
import re
from types import SimpleNamespace
from xml.etree import ElementTree

import pydyf
import pytest
from pypdf.generic import DictionaryObject, StreamObject

from reports import pdf_archive
from reports.data import JSON_TYPE
from reports.document.blocks import (
    Contents,
    ContentsEntry,
    Heading,
    ItemList,
    ListItem,
    Marker,
    Paragraph,
    RenderedFile,
    TableRef,
)
from reports.pdf import render_pdf
from reports.pdf_archive import FILE_ROLES, SCOPES, file_role
from reports.xlsx import XLSX_TYPE, render_xlsx
from tests.reports.pdf_reading import (
    as_list,
    check_contents,
    everything,
    fonts,
    name_tree,
    number_tree,
    outline,
    read,
    tree,
)
from tests.reports.sample_document import achievement_table, cost_table, sample_blocks, sample_document

LIST = ItemList((ListItem("Satu", (ListItem("Anak"),)), ListItem("Dua")), Marker.DECIMAL)
DATA = RenderedFile("data.json", JSON_TYPE, b'{"schema": 1}')


@pytest.fixture(scope="module")
def file():
    document = sample_document((*sample_blocks(), LIST), draft=True)
    return render_pdf(document, attachments=(DATA, render_xlsx(document)))


@pytest.fixture(scope="module")
def reader(file):
    return read(file)


@pytest.fixture(scope="module")
def root(reader):
    return reader.trailer["/Root"]


@pytest.fixture(scope="module")
def structure(reader):
    return tree(reader)


# -- the file ----------------------------------------------------------------------------------------------------------


def test_metadata_say_what_the_document_is_and_agree_with_the_info(reader, root):
    xmp = ElementTree.fromstring(root["/Metadata"].get_data())
    names = {
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "dc": "http://purl.org/dc/elements/1.1/",
        "id": "http://www.aiim.org/pdfa/ns/id/",
    }
    about = {name: value for element in xmp.iter() for name, value in element.attrib.items()}
    assert about[f"{{{names['id']}}}part"] == "3"
    assert about[f"{{{names['id']}}}conformance"] == "A"
    assert xmp.find(".//dc:title//rdf:li", names).text == reader.metadata.title
    assert xmp.find(".//dc:creator//rdf:li", names).text == reader.metadata.author
    assert xmp.find(".//dc:description//rdf:li", names).text == reader.metadata.subject


def test_colours_have_their_profile(root):
    (intent,) = root["/OutputIntents"]
    assert intent["/S"] == "/GTS_PDFA1"
    assert intent["/DestOutputProfile"]["/N"] == 3
    assert intent["/DestOutputProfile"].get_data()[36:40] == b"acsp"


def test_file_is_marked_named_and_speaks_indonesian(reader, root):
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - a PDF boolean
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert root["/Lang"] == "id"
    assert reader.metadata.title.startswith("Laporan Kinerja")
    assert len(reader.trailer["/ID"]) == 2
    assert not reader.is_encrypted


def test_nothing_runs_and_nothing_points_outside(reader):
    for value in everything(reader):
        if isinstance(value, DictionaryObject):
            assert value.get("/S") not in {"/JavaScript", "/Launch", "/URI", "/SubmitForm", "/GoToR", "/Named"}
            assert not value.keys() & {"/JS", "/OpenAction", "/AA", "/XFA", "/URI", "/FFilter", "/OPI"}
        if isinstance(value, StreamObject):
            assert "/F" not in value, "a stream must not be a file outside"


def test_every_font_is_embedded_and_can_be_read_back(reader):
    found = fonts(reader)
    assert {"Tinos", "Tinos-Bold", "Tinos-Italic", "Arimo", "Arimo-Bold"} <= set(found)
    for name, each in found.items():
        for font in each:
            (descendant,) = font["/DescendantFonts"]
            descriptor = descendant["/FontDescriptor"]
            assert "/FontFile2" in descriptor or "/FontFile3" in descriptor, name
            assert font["/ToUnicode"].get_data(), name


def test_outline_leads_to_the_pages_of_its_headings(reader):
    texts = [page.extract_text().replace("\n", " ") for page in reader.pages]

    def check(entries):
        for entry in entries:
            if isinstance(entry, list):
                check(entry)
            else:
                title, page = entry
                assert " ".join(title.split()[:4]) in texts[page - 1]

    check(outline(reader))
    assert len(outline(reader)) > 3


# -- attached files ----------------------------------------------------------------------------------------------------


def test_attached_files_say_what_they_are(reader, root):
    references = root["/AF"]
    assert len({reference.idnum for reference in references}) == len(references) == 2
    found = {}
    for specification in (reference.get_object() for reference in references):
        stream = specification["/EF"]["/F"]
        assert specification["/F"] == specification["/UF"]
        assert stream["/Params"]["/Size"] == len(stream.get_data())
        found[stream["/Subtype"].lstrip("/")] = (specification["/AFRelationship"], specification["/Desc"])
    assert found == {JSON_TYPE: ("/Data", "Data laporan"), XLSX_TYPE: ("/Supplement", "Tabel laporan")}
    assert set(name_tree(root["/Names"]["/EmbeddedFiles"])) == set(reader.attachments)


def test_roles_go_by_type_and_a_stranger_has_none():
    assert set(FILE_ROLES) == {JSON_TYPE, XLSX_TYPE}
    assert file_role(RenderedFile("a", f"{JSON_TYPE}; charset=utf-8", b"")).relationship == "Data"
    assert file_role(RenderedFile("a", "text/plain", b"")).relationship == "Unspecified"


# -- structure ---------------------------------------------------------------------------------------------------------


def test_structure_holds_every_kind_of_block(structure):
    assert {"/H1", "/H2", "/H3", "/H4", "/P", "/L", "/LI", "/Lbl", "/LBody", "/Table", "/Caption", "/THead", "/TBody"} | {
        "/TR", "/TH", "/TD", "/Figure", "/Link",
    } <= {element.kind for element in structure.walk()}  # fmt: skip


def test_headings_never_skip_a_level(structure):
    levels = [int(element.kind[2:]) for element in structure.all("/H1", "/H2", "/H3", "/H4", "/H5", "/H6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(level <= above + 1 for above, level in itertools.pairwise(levels))


def test_lists_have_their_items_and_items_their_marks(structure):
    for found in structure.all("/L"):
        assert {kid.kind for kid in found.kids} <= {"/LI", "/L"}
    numbered = [item for item in structure.all("/LI") if item.all("/Lbl")]
    assert len(numbered) >= 3
    assert all([kid.kind for kid in item.kids][:2] == ["/Lbl", "/LBody"] for item in numbered)


def test_an_item_that_began_on_the_page_before_leaves_no_empty_one():
    children = tuple(ListItem(f"Anak {at}. " + "Kalimat panjang yang mengisi halaman. " * 6) for at in range(40))
    reader = read(render_pdf(sample_document((ItemList((ListItem("Induk", children),), Marker.ALPHA),))))
    items = tree(reader).all("/LI")
    assert len({item.page for item in items}) > 2
    assert all(item.all("/LBody") for item in items)


def test_figures_have_words(structure):
    figures = structure.all("/Figure")
    assert figures
    assert all(figure.entries["/Alt"].strip() for figure in figures)


def test_every_content_is_an_artifact_or_hangs_on_the_tree(reader):
    """A reader that goes by the content meets no page number in a sentence, and one that goes by the tree loses none."""
    check_contents(reader)


def test_running_head_and_page_number_are_artifacts(reader):
    for page in list(reader.pages)[1:]:
        assert page.get_contents().get_data().count(b"/Pagination") >= 3  # head, number, draft


def test_links_are_described_by_their_words(structure, reader, root):
    parents = number_tree(root["/StructTreeRoot"]["/ParentTree"])
    links = [element for element in structure.walk() if element.annotations]
    assert {link.kind for link in links} == {"/Link"}
    on_pages = [annotation for page in reader.pages for annotation in page.get("/Annots", ())]
    assert len(on_pages) == sum(len(link.annotations) for link in links)
    words = [annotation["/Contents"] for link in links for annotation in link.annotations]
    assert "Tabel 2.2" in words
    assert any(re.fullmatch(r"Tabel 2.3 halaman \d+", text) for text in words)
    for link in links:
        for annotation in link.annotations:
            assert annotation["/F"] == 4, "links are printed"
            assert parents[annotation["/StructParent"]].get_object() is link.entries
            assert annotation["/Dest"] in name_tree(root["/Names"]["/Dests"])


# -- tables ------------------------------------------------------------------------------------------------------------


def places(table):
    """Yield (cell, rows, columns) by the spans that the structure itself gives."""
    taken = set()
    for y, row in enumerate(table.all("/TR")):
        x = 0
        for cell in row.kids:
            while (y, x) in taken:
                x += 1
            rows = range(y, y + int(cell.attributes.get("/RowSpan", 1)))
            columns = range(x, x + int(cell.attributes.get("/ColSpan", 1)))
            taken |= {(down, right) for down in rows for right in columns}
            yield cell, rows, columns


def assert_closed(cells):
    """Fail where the cells of a table leave a hole or stick out."""
    taken = [(y, x) for _, rows, columns in cells for y in rows for x in columns]
    height, width = max(y for y, _ in taken) + 1, max(x for _, x in taken) + 1
    assert sorted(taken) == [(y, x) for y in range(height) for x in range(width)]


def test_every_cell_is_headed_by_the_headers_of_its_row_and_columns(structure):
    tables = structure.all("/Table")
    assert len(tables) > 4
    for table in tables:
        cells = list(places(table))
        assert_closed(cells)
        headers = {
            str(cell.entries["/ID"]): (cell, rows, columns) for cell, rows, columns in cells if cell.kind == "/TH"
        }
        assert all(cell.attributes["/Scope"] in set(SCOPES.values()) for cell, _, _ in headers.values())
        for cell, rows, columns in cells:
            if cell.kind == "/TD":
                expected = {
                    name
                    for name, (header, down, across) in headers.items()
                    if (header.attributes["/Scope"] == "/Row" and set(down) & set(rows))
                    or (
                        header.attributes["/Scope"] == "/Column"
                        and set(across) & set(columns)
                        and down.start < rows.start
                    )
                }
                assert {str(name) for name in cell.attributes["/Headers"]} == expected
                assert expected


def test_names_of_headers_are_unique_over_all_pages_of_a_table(structure, root):
    pages = {table.page for table in structure.all("/Table") if len(table.all("/TH")) > 20}
    assert len(pages) > 1, "the sample's long table runs over pages"
    names = name_tree(root["/StructTreeRoot"]["/IDTree"])
    cells = structure.all("/TH")
    assert sorted(names) == sorted(str(cell.entries["/ID"]) for cell in cells)
    for cell in cells:
        assert names[str(cell.entries["/ID"])].get_object() is cell.entries


def cell(kind="td", scope=None, rowspan=1, colspan=1):
    entries = pydyf.Dictionary({"S": f"/{kind.upper()}", "A": pydyf.Dictionary()})
    entries.number = id(entries)
    return SimpleNamespace(
        mark=entries,
        rowspan=rowspan,
        colspan=colspan,
        element=SimpleNamespace(attrib={"scope": scope} if scope else {}),
    )


def test_columns_below_a_header_of_two_rows_are_counted_right():
    tall, wide, left, right = (
        cell("th", "col", rowspan=2),
        cell("th", "colgroup", colspan=2),
        cell("th", "col"),
        cell("th", "col"),
    )
    name, one, two = cell("th", "row"), cell(), cell()
    rows = [SimpleNamespace(children=row) for row in ([tall, wide], [left, right], [name, one, two])]
    table = SimpleNamespace(descendants=lambda: iter(rows))
    assert [key for key, _ in pdf_archive._link_cells(table, "t")] == ["t-0-0", "t-0-1", "t-1-1", "t-1-2", "t-2-0"]
    assert [key.string for key in one.mark["A"]["Headers"]] == ["t-2-0", "t-0-1", "t-1-1"]
    assert [key.string for key in two.mark["A"]["Headers"]] == ["t-2-0", "t-0-1", "t-1-2"]
    assert tall.mark["A"]["Scope"] == wide.mark["A"]["Scope"] == "/Column"


# -- small documents ---------------------------------------------------------------------------------------------------


def test_document_without_tables_links_and_files_is_whole():
    reader = read(render_pdf(sample_document((Paragraph(("Satu kalimat.",)),))))
    root = reader.trailer["/Root"]
    assert "/IDTree" not in root["/StructTreeRoot"]
    assert "/AF" not in root
    assert tree(reader).all("/P")


@pytest.mark.parametrize("words", ["kata " * 14, "kata " * 15])
def test_link_with_its_page_is_described_wherever_the_line_breaks(words):
    blocks = (Paragraph((words, TableRef("achievement", "2.2", with_page=True), " akhir.")), achievement_table())
    reader = read(render_pdf(sample_document(blocks)))
    contents = {annotation["/Contents"] for link in tree(reader).all("/Link") for annotation in link.annotations}
    # A link over two lines has a part on each.
    assert " ".join(sorted(contents, key=lambda text: "halaman" in text)) == "Tabel 2.2 halaman 2"


def test_each_line_of_the_contents_is_one_link():
    """WeasyPrint makes a link of every box inside a link too."""
    heading = Heading(1, "BAB I", "PENDAHULUAN", "awal")
    contents = Contents((ContentsEntry("BAB I", "PENDAHULUAN", 1, heading.anchor),))
    reader = read(render_pdf(sample_document((contents, heading, Paragraph(("Isi.",))))))
    (link,) = [element for element in tree(reader).walk() if element.annotations]
    assert link.kind == "/Link"
    (annotation,) = [annotation for page in reader.pages for annotation in page.get("/Annots", ())]
    assert link.annotations == [annotation.get_object()]
    assert annotation.get_object()["/Contents"].startswith("BAB I PENDAHULUAN")
    check_contents(reader)


def test_page_of_a_long_table_that_lies():
    reader = read(render_pdf(sample_document((cost_table(60),))))
    assert len({table.page for table in tree(reader).all("/Table")}) == len(reader.pages) - 1
    assert as_list(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])
