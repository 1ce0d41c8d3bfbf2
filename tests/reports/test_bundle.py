"""All reports of a unit in one PDF: whose numbers, links, bookmarks and tags lead where they say."""

import itertools
import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.enums import ReportForm, ReportStatus
from agreements.models import Position
from reports import bundle
from reports.bundle import compose_front, prepare_unit, render_bundle
from reports.computation import compute_facts
from reports.outputs import OUTPUTS, prepare_inputs
from reports.pdf import PDF_TYPE
from reports.period import Quarter
from tests import factories
from tests.reports.document import making
from tests.reports.issuing import code_of, issue
from tests.reports.pdf_reading import (
    check_contents,
    everything,
    fonts,
    name_tree,
    number_tree,
    outline,
    read,
    tree,
)
from tests.reports.workplace import QUARTER, appoint, make_workplace

SEKRETARIS = replace(making.SEKRETARIS, name="")


def prepared_of(**changes):
    inputs = making.inputs(**changes)
    return prepare_inputs(inputs, compute_facts(inputs.facts))


PREPARED = (
    prepared_of(
        signer=making.CAMAT, superior=making.BUPATI, form=ReportForm.CAMAT_RINGKAS, status=ReportStatus.APPROVED
    ),
    prepared_of(signer=SEKRETARIS, form=ReportForm.SEKRETARIS, lines=(making.line(7), making.line(8))),
    prepared_of(signer=making.KASI, lines=(making.line(9),)),
)
POSITIONS = ["Camat", "Sekretaris Kecamatan", "Kepala Seksi Pemberdayaan Masyarakat"]


@pytest.fixture(scope="module")
def singles():
    return [OUTPUTS["pdf"](report) for report in PREPARED]


@pytest.fixture(scope="module")
def file(singles):
    drawn = dict(zip(map(id, PREPARED), singles, strict=True))
    return render_bundle(PREPARED, draw=lambda report: drawn[id(report)])


@pytest.fixture(scope="module")
def reader(file):
    return read(file)


@pytest.fixture(scope="module")
def starts(singles):
    """Return the page on which each report must start (from 1), and the page after the last."""
    found = [3]
    for single in singles:
        found.append(found[-1] + len(read(single).pages))
    return found


def titles_of(entries):
    return [entry for entry in entries if not isinstance(entry, list)]


# -- contents ----------------------------------------------------------------------------------------------------------


def test_contents_say_on_which_page_each_report_really_starts(reader, starts):
    lines = re.findall(r"(\d+)(?: halaman)?\s+(\d+)$", reader.pages[1].extract_text(), re.MULTILINE)
    assert lines == [(str(start), str(end - start)) for start, end in itertools.pairwise(starts)]
    for start, name in zip(starts, ["SITI RAHAYU", "SEKRETARIS", "AGUS PRASETYO"], strict=False):
        cover = reader.pages[start - 1].extract_text()
        assert name in cover
        assert "Halaman" not in cover
        assert "BAB I" not in cover
    assert len(reader.pages) == starts[-1] - 1


def test_contents_name_officials_and_states(reader):
    words = " ".join(reader.pages[1].extract_text().split())
    for expected in (*POSITIONS, "SITI RAHAYU, S.Sos", "belum ada pejabat", "Disetujui"):
        assert expected in words
    total = len(reader.pages)
    assert f"Bundel ini memuat 3 laporan (2 berstatus draf, 1 berstatus disetujui) dalam {total} halaman." in words
    assert f"Halaman 2 dari {total}" in words


def test_cover_names_unit_and_quarter(reader):
    words = reader.pages[0].extract_text()
    for expected in ("PEMERINTAH KABUPATEN LUMAJANG", "TRIWULAN II", "KECAMATAN ROWOKANGKUNG", "TAHUN 2024"):
        assert expected in words


def pages_of(reader):
    return {page.indirect_reference.idnum: number for number, page in enumerate(reader.pages, 1)}


def links(reader, number):
    """Return the targets of the links of a page (from 1): (name, page it leads to)."""
    targets = name_tree(reader.trailer["/Root"]["/Names"]["/Dests"])
    numbers = pages_of(reader)
    return [
        (str(link.get_object()["/Dest"]), numbers[targets[str(link.get_object()["/Dest"])].get_object()[0].idnum])
        for link in reader.pages[number - 1].get("/Annots", ())
    ]


def test_contents_link_to_the_reports(reader, starts):
    assert links(reader, 2) == [(f"laporan-{at}", starts[at - 1]) for at in (1, 2, 3) for _ in ("name", "number")]


def test_links_inside_a_report_stay_in_it(reader, singles, starts):
    found = 0
    for start, single in zip(starts, singles, strict=False):
        alone = read(single)
        for number in range(1, len(alone.pages) + 1):
            here = [page - start + 1 for _, page in links(reader, start + number - 1)]
            assert here == [page for _, page in links(alone, number)]
            found += len(here)
    assert found > 6


def test_front_counts_its_own_pages_before_it_numbers_the_reports():
    many = PREPARED * 25
    drawn = bundle._draw_front(many, [7] * len(many))
    reader = read(drawn)
    length = len(reader.pages)
    assert length > 3
    text = "\n".join(page.extract_text() for page in reader.pages)
    rows = re.findall(r"(\d+)\s+7$", text, re.MULTILINE)
    assert rows == [str(length + 1 + 7 * at) for at in range(len(many))]
    assert "No." in reader.pages[length - 1].extract_text(), "the head is repeated"


def test_entries_follow_the_order_given():
    front = compose_front(PREPARED[::-1], [1, 2, 3], 5)
    assert [(entry.position, entry.page) for entry in front.entries] == list(
        zip(POSITIONS[::-1], [6, 7, 9], strict=True)
    )
    assert front.pages == 11


# -- bookmarks and labels ----------------------------------------------------------------------------------------------


def test_one_bookmark_per_report_with_its_own_below(reader, singles, starts):
    entries = outline(reader)
    assert titles_of(entries) == list(zip(POSITIONS, starts, strict=False))
    below = [entry for entry in entries if isinstance(entry, list)]

    def shifted(found, by):
        return [shifted(entry, by) if isinstance(entry, list) else (entry[0], entry[1] + by) for entry in found]

    expected = [shifted(outline(read(single)), start - 1) for single, start in zip(singles, starts, strict=False)]
    assert below == expected
    assert all(len(titles_of(entry)) >= 3 for entry in below)


def test_bookmarks_of_reports_are_closed(reader):
    entry = reader.trailer["/Root"]["/Outlines"]["/First"].get_object()
    assert entry["/Count"] < 0
    assert reader.trailer["/Root"]["/PageMode"] == "/UseOutlines"


def test_page_labels_count_from_the_cover(reader):
    assert reader.page_labels == [str(number) for number in range(1, len(reader.pages) + 1)]


# -- the reports are what they are alone -------------------------------------------------------------------------------


def test_pages_are_those_of_the_single_reports(reader, singles, starts):
    for start, single in zip(starts, singles, strict=False):
        for place, page in enumerate(read(single).pages):
            joined = reader.pages[start - 1 + place]
            assert joined.get_contents().get_data() == page.get_contents().get_data()
            assert joined.mediabox == page.mediabox
            assert joined.extract_text() == page.extract_text()


def test_no_font_is_lost(reader, singles):
    assert set(fonts(reader)) >= {name for single in singles for name in fonts(read(single))}
    for name, each in fonts(reader).items():
        for font in each:
            descriptor = font["/DescendantFonts"][0]["/FontDescriptor"]
            assert "/FontFile2" in descriptor or "/FontFile3" in descriptor, name
            assert font["/ToUnicode"].get_data()


def test_attached_files_travel_along(reader, singles):
    expected = {name: files for single in singles for name, files in read(single).attachments.items()}
    assert len(expected) == 6
    assert reader.attachments == expected
    files = reader.trailer["/Root"]["/AF"]
    assert len(files) == 6
    assert {file.get_object()["/AFRelationship"] for file in files} == {"/Data", "/Supplement"}


# -- the file ----------------------------------------------------------------------------------------------------------


def test_file_says_what_it_is(file, reader):
    root = reader.trailer["/Root"]
    assert file.name == "lkjip-kecamatan-rowokangkung-2024-tw2.pdf"
    assert file.content_type == PDF_TYPE
    assert file.content.startswith(b"%PDF-1.7")
    assert reader.metadata.title == "Bundel Laporan Kinerja Kecamatan Rowokangkung Triwulan II Tahun 2024"
    assert reader.metadata.author == "Kecamatan Rowokangkung"
    assert reader.metadata.producer.startswith("WeasyPrint"), "as the metadata beside it"
    assert root["/Lang"] == "id"
    xmp = root["/Metadata"].get_data().decode()
    assert 'pdfaid:part="3"' in xmp
    assert 'pdfaid:conformance="A"' in xmp
    assert reader.metadata.title in xmp
    assert root["/OutputIntents"][0]["/DestOutputProfile"].get_data()[36:40] == b"acsp"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712 - a PDF boolean
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712


def test_structure_is_one_document_with_a_part_per_report(reader):
    document = tree(reader)
    assert [part.kind for part in document.kids] == ["/Part"] * 4
    assert [part.entries.get("/T") for part in document.kids] == [None, *POSITIONS]
    check_contents(reader)


def test_headers_of_cells_are_found_and_unique(reader):
    document = tree(reader)
    names = name_tree(reader.trailer["/Root"]["/StructTreeRoot"]["/IDTree"])
    cells = document.all("/TH")
    assert sorted(names) == sorted(str(cell.entries["/ID"]) for cell in cells)
    for cell in document.all("/TD"):
        assert cell.attributes["/Headers"]
        assert {str(name) for name in cell.attributes["/Headers"]} <= set(names)


def test_links_hang_on_the_structure(reader):
    parents = number_tree(reader.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"])
    for link in tree(reader).all("/Link"):
        for annotation in link.annotations:
            assert parents[annotation["/StructParent"]].get_object() is link.entries


def test_no_page_hides_outside_the_page_tree(reader):
    pages = [value for value in everything(reader) if isinstance(value, dict) and value.get("/Type") == "/Page"]
    assert len({id(page) for page in pages}) == len(reader.pages)


def test_equal_reports_give_equal_bytes_and_others_another_identifier(file, reader):
    assert render_bundle(PREPARED).content == file.content
    other = read(render_bundle(PREPARED[:2]))
    assert other.trailer["/ID"][0] != reader.trailer["/ID"][0]
    assert other.trailer["/ID"][0] == other.trailer["/ID"][1]


def test_without_reports_there_is_no_bundle():
    with pytest.raises(ValueError, match="needs a report"):
        render_bundle(())


# -- from the database -------------------------------------------------------------------------------------------------


@pytest.mark.django_db
class TestPrepareUnit:
    def test_opened_reports_in_the_order_of_the_posts(self):
        place = make_workplace()
        factories.PositionFactory(unit=place.unit, name="Belum Dibuka")
        Position.objects.filter(pk=place.kasi.pk).update(order=0)
        Position.objects.filter(pk=place.camat.pk).update(order=1)
        assert [row.inputs.position for row in prepare_unit(place.unit, QUARTER)] == ["Kepala Seksi Desa", "Camat"]

    def test_unopened_quarter_has_none(self):
        place = make_workplace()
        assert prepare_unit(place.unit, Quarter(2024, 3)) == ()

    def test_facts_are_shared(self):
        first, second = prepare_unit(make_workplace().unit, QUARTER)
        assert first.inputs.facts is second.inputs.facts

    def test_approved_report_is_as_it_was_issued_and_a_draft_as_it_is_now(self, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        place = make_workplace()
        issue(place.report(place.kasi))
        before = {row.inputs.position_slug: row for row in prepare_unit(place.unit, QUARTER)}
        assert before["kasi-desa"].inputs.approval.code == code_of(1)
        factories.IndicatorRealizationFactory(indicator=place.direct, value=3)
        type(place.direct).objects.update(name="Indikator lain")
        # A post that reports no more keeps the reports that it made.
        Position.objects.filter(pk=place.kasi.pk).update(reports=False, name="Jabatan lain")
        after = {row.inputs.position_slug: row for row in prepare_unit(place.unit, QUARTER)}
        assert after["kasi-desa"] == before["kasi-desa"]
        assert after["camat"] != before["camat"]

    def test_costs_a_fixed_number_of_queries(self):
        place = make_workplace()
        with CaptureQueriesContext(connection) as few:
            assert len(prepare_unit(place.unit, QUARTER)) == 2
        for _ in range(3):
            position = factories.PositionFactory(unit=place.unit, superior=place.camat)
            appoint(position)
            factories.AgreementItemFactory(agreement__position=position)
            factories.ReportFactory(position=position)
        with CaptureQueriesContext(connection) as more:
            assert len(prepare_unit(place.unit, QUARTER)) == 5
        assert len(more) == len(few)
