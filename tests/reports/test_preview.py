"""The document as HTML: every block drawn, text stays text, tables say what they are."""

import io
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from reports.document.blocks import (
    Banner,
    Cell,
    Chart,
    ChartPost,
    Column,
    Contents,
    ContentsEntry,
    Definitions,
    Heading,
    ItemList,
    ListItem,
    PageBreak,
    Paragraph,
    PhotoGrid,
    Picture,
    ResponseBoxes,
    Row,
    Table,
)
from reports.pdf import render_pdf
from reports.preview import CSS_DIR, HTML_TYPE, render_fragment, render_html, render_page
from reports.qr import qr_code
from tests.reports.sample_document import (
    OPTIONS,
    VERIFICATION,
    achievement_table,
    agreement_table,
    cost_table,
    sample_document,
    signatures,
)

VOID = {"meta", "br", "col", "link", "input", "img", "hr"}
HOSTILE = '<script>alert(1)</script> & "kutip" {{ x }} {% now %} <img src=http://x/>'


class Tree(HTMLParser):
    """Collects (tag, attributes, text) and fails on tags that are closed in the wrong order."""

    def __init__(self):
        super().__init__()
        self.open, self.elements = [], []

    def handle_starttag(self, tag, attrs):
        element = [tag, dict(attrs), ""]
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag, attrs):
        self.elements.append([tag, dict(attrs), ""])

    def handle_endtag(self, tag):
        assert self.open, f"</{tag}> closes nothing"
        assert self.open[-1][0] == tag, f"</{tag}> closes <{self.open[-1][0]}>"
        self.open.pop()

    def handle_data(self, data):
        for element in self.open:
            element[2] += data

    def find(self, tag, **attributes):
        return [
            (found, text)
            for name, found, text in self.elements
            if name == tag and all(found.get(key) == value for key, value in attributes.items())
        ]


def tree(html):
    parser = Tree()
    parser.feed(str(html))
    parser.close()
    assert not parser.open, f"<{parser.open[-1][0]}> is never closed"
    return parser


def drawn(*blocks):
    return tree(render_fragment(sample_document(tuple(blocks))))


@pytest.fixture
def whole():
    return tree(render_fragment(sample_document()))


def test_fragment_is_one_article_in_indonesian(whole):
    assert whole.elements[0][0] == "article"
    assert whole.elements[0][1]["lang"] == "id"


def test_fragment_has_no_inline_style_script_or_handler(whole):
    for tag, attributes, _ in whole.elements:
        assert tag not in {"style", "script", "link"}
        assert not [name for name in attributes if name == "style" or name.startswith("on")]


def test_every_class_and_every_width_is_in_the_stylesheets(whole):
    css = "".join((CSS_DIR / name).read_text() for name in ("document.css", "print.css"))
    styled = set(re.findall(r"\.([a-z][\w-]*)", css))
    # These only name what is drawn; nothing is different about them.
    plain = {"doc-content", "doc-body", "doc-response-label", "doc-signatures-single", "doc-cover-nip"}
    used = {name for _, attributes, _ in whole.elements for name in (attributes.get("class") or "").split()}
    assert used - plain <= styled


@pytest.mark.parametrize("width", [1, 7, 33, 100])
def test_column_widths_are_classes_with_a_rule(width):
    assert f".w-{width} {{ width: {width}%; }}" in (CSS_DIR / "document.css").read_text()


def test_anchors_are_unique_and_every_reference_has_its_target(whole):
    ids = [attributes["id"] for _, attributes, _ in whole.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = {attributes["href"].removeprefix("#") for attributes, _ in whole.find("a")}
    assert targets == {"tabel-2-1", "tabel-2-2", "tabel-2-3"}
    assert targets <= set(ids)


def test_reference_asks_for_its_page_only_where_the_document_does(whole):
    pages = {attributes["href"]: "doc-ref-page" in attributes["class"] for attributes, _ in whole.find("a")}
    assert pages == {"#tabel-2-1": False, "#tabel-2-2": False, "#tabel-2-3": True}


def test_reference_inside_a_list_item_is_a_link_with_its_text_around():
    fragment = str(render_fragment(sample_document()))
    assert 'Lihat <a class="doc-ref" href="#tabel-2-2">Tabel 2.2</a> untuk rinciannya.' in fragment


@pytest.mark.parametrize("block", [
    Heading(1, "BAB I", HOSTILE, "satu"),
    Heading(2, HOSTILE, "teks", "dua"),
    Paragraph((HOSTILE,)),
    ItemList((ListItem(HOSTILE, (ListItem(HOSTILE),)),)),
    Table("t", "1", HOSTILE, (Column("c", HOSTILE, 100, group=HOSTILE, formula=HOSTILE),),
          (Row((Cell(HOSTILE, footnote=HOSTILE, items=(HOSTILE,), anchor=HOSTILE),)),), notes=((HOSTILE, HOSTILE),)),
    ResponseBoxes(((HOSTILE, True),), note=HOSTILE),
    ResponseBoxes(((HOSTILE, True),), note=HOSTILE, as_table=True),
    Banner((HOSTILE,)),
    Definitions(((HOSTILE, HOSTILE),)),
    PhotoGrid((Picture(HOSTILE, HOSTILE, file=HOSTILE),)),
    replace(signatures(), place_date=HOSTILE),
    Contents((ContentsEntry("A.", HOSTILE, 2, "bagian-a"),)),
    Chart((HOSTILE,), HOSTILE, (ChartPost(HOSTILE, HOSTILE),)),
])  # fmt: skip
def test_text_stays_text_in_every_block(block):
    html = str(render_fragment(sample_document((block,))))
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "{{ x }} {% now %}" in html
    tree(html)


def test_text_stays_text_in_cover_and_head():
    document = sample_document(())
    cover = replace(document.cover, **dict.fromkeys(("title", "official", "unit", "byline"), HOSTILE))
    html = str(render_page(replace(document, title=HOSTILE, author=HOSTILE, running_head=HOSTILE, cover=cover)))
    assert "<script" not in html
    assert html.count("&lt;script&gt;") == 8


def test_table_has_caption_columns_head_and_scopes():
    page = drawn(cost_table(2))
    assert page.find("caption")[0][1] == "Tabel 2.3 Cost per Outcome Camat Tahun 2024 – Triwulan II"
    assert [found["class"] for found, _ in page.find("col")] == [f"w-{n}" for n in (5, 22, 21, 7, 8, 7, 12, 11, 7)]
    heads = page.find("th", scope="col")
    assert [text for _, text in heads[:4]] == ["No", "Sasaran/Kegiatan", "Indikator Kinerja", "Target"]
    assert heads[0][0]["rowspan"] == "2"
    assert [(found["colspan"], text) for found, text in page.find("th", scope="colgroup")] == [
        ("3", "Kinerja"),
        ("3", "Anggaran"),
    ]
    formulas = [text for _, text in page.find("td", **{"class": "doc-formula"})]
    assert formulas == ["1", "2", "3", "4", "5", "6=5/4", "7", "8", "9=8/7"]
    assert page.find("div", **{"class": "doc-table doc-landscape doc-roomy"})


def test_rows_carry_their_style():
    page = drawn(cost_table(1))
    styles = [found["class"].split()[0] for found, _ in page.find("tr") if "class" in found]
    assert styles == ["doc-divider", "doc-body", "doc-divider", "doc-body", "doc-subtotal", "doc-mean", "doc-total"]


def test_cells_keep_their_spans_items_and_footnotes():
    page = drawn(agreement_table(), achievement_table())
    assert [text for found, text in page.find("td", rowspan="3")] == ["2"]
    assert page.find("th", scope="row", rowspan="3")
    assert [text for _, text in page.find("sup")] == ["a", "a", "a"]
    assert "a Realisasi triwulan ini belum diisi." in page.find("p", **{"class": "doc-note"})[0][1]


def test_remark_on_the_whole_table_has_no_marker():
    html = str(render_fragment(sample_document((cost_table(1),))))
    assert "<p>Pagu menurut DPA.</p>" in html


def test_boxes_show_what_was_ticked_and_leave_lines_where_nothing_was_written():
    page = drawn(ResponseBoxes(((OPTIONS[0], True), (OPTIONS[1], False))))
    assert [text for _, text in page.find("title")] == ["Tempat lambang daerah", "Dicentang:", "Tidak dicentang:"]
    assert len(page.find("div", **{"class": "doc-line"})) == 2
    written = drawn(ResponseBoxes(((OPTIONS[0], False),), note="Perbaiki tabel 2.2."))
    assert not written.find("div", **{"class": "doc-line"})
    assert written.find("p", **{"class": "doc-response-note"})[0][1] == "Perbaiki tabel 2.2."


def test_boxes_in_a_table_have_their_heads_and_room_for_a_note():
    page = drawn(ResponseBoxes(((OPTIONS[0], True), (OPTIONS[1], False)), as_table=True))
    assert [text for _, text in page.find("th", scope="col")] == ["Tanggapan", "Pilihan"]
    assert [text for _, text in page.find("th", scope="row")] == [OPTIONS[0], OPTIONS[1]]
    assert [text for _, text in page.find("title")][1:] == ["Dicentang:", "Tidak dicentang:"]
    assert page.find("p", **{"class": "doc-response-note"})[0][1] == "Catatan:"
    assert len(page.find("div", **{"class": "doc-line"})) == 2
    noted = drawn(ResponseBoxes(((OPTIONS[0], True),), note="Lanjutkan", as_table=True))
    assert noted.find("p", **{"class": "doc-response-note"})[0][1] == "Catatan: Lanjutkan"
    assert not noted.find("div", **{"class": "doc-line"})


def test_papers_inside_the_document():
    page = drawn(Banner(("PERJANJIAN KINERJA", "TAHUN 2024")), Definitions((("Nama", "SITI"), ("Jabatan", "Camat"))))
    assert page.find("div", **{"class": "doc-banner"})[0][1] == "PERJANJIAN KINERJATAHUN 2024"
    assert [text for _, text in page.find("dt")] == ["Nama", "Jabatan"]
    assert [text for _, text in page.find("dd")] == ["SITI", "Camat"]


def test_photographs_stand_with_caption_and_date_or_leave_a_frame(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    buffer = io.BytesIO()
    Image.new("RGB", (8, 6), "green").save(buffer, "JPEG")
    file = default_storage.save("foto/a.jpg", ContentFile(buffer.getvalue()))
    pictures = (Picture("Rapat", "6 Mei 2024", file), Picture("Rapat lain", ""), Picture("Hilang", "", "foto/x.jpg"))
    page = drawn(PhotoGrid(pictures))
    assert [text for _, text in page.find("figcaption")] == ["Rapat6 Mei 2024", "Rapat lain", "Hilang"]
    ((image, _),) = page.find("img")
    assert image["alt"] == "Rapat"
    assert image["src"].startswith("data:image/jpeg;base64,")
    frames = [text for _, text in page.find("div", **{"class": "doc-photo-empty"})]
    assert frames == ["Foto belum diunggah", "Berkas foto tidak ditemukan"]
    plain = render_pdf(sample_document((PhotoGrid(pictures[1:]),))).content
    assert len(render_pdf(sample_document((PhotoGrid(pictures),))).content) > len(plain)


def test_documents_on_one_page_have_regions_of_their_own(whole):
    regions = [attributes["aria-label"] for _, attributes, _ in whole.elements if "aria-label" in attributes]
    among = tree(render_fragment(sample_document(), anchors="kasi-", among="Kasi"))
    named = [attributes["aria-label"] for _, attributes, _ in among.elements if "aria-label" in attributes]
    assert "Tabel 2.1" in regions
    assert named == [f"Kasi: {region}" for region in regions]


def test_a_table_without_a_number_says_what_it_is():
    page = drawn(replace(agreement_table(), number="", caption="Anggaran"))
    assert page.find("caption", id="tabel-agreement")[0][1] == "Anggaran"
    assert page.find("div", role="region")[0][0]["aria-label"] == "Anggaran"


def test_a_signature_may_leave_the_post_to_its_lines():
    left = replace(signatures().left, title="", lines=("Pihak Kedua,",))
    page = drawn(replace(signatures(), left=left))
    assert len([1 for found, _ in page.find("p") if "doc-signer-title" in (found.get("class") or "")]) == 1


def test_signatures_of_two_and_of_one():
    both = drawn(signatures())
    assert [text for _, text in both.find("p", **{"class": "doc-name"})] == [
        "SITI RAHAYU, S.Sos",
        "BUDI SANTOSO, S.Pd.I, MM",
    ]
    assert "Plt.\N{NO-BREAK SPACE}CAMAT ROWOKANGKUNG" in both.elements[0][2]
    one = drawn(signatures(single=True))
    assert [text for _, text in one.find("p", **{"class": "doc-name"})] == ["BUDI SANTOSO, S.Pd.I, MM"]
    assert "Mengetahui" not in one.elements[0][2]


def test_a_signer_without_nip_has_no_line_for_it():
    block = signatures(single=True)
    page = drawn(replace(block, right=replace(block.right, nip="")))
    assert "NIP." not in page.find("div", **{"class": "doc-signatures doc-signatures-single"})[0][1]


def test_contents_are_links_by_level():
    entries = (ContentsEntry("BAB I", "PENDAHULUAN", 1, "bagian-satu"), ContentsEntry("A.", "Latar", 2, "bagian-dua"))
    page = drawn(Contents(entries))
    assert [(link["href"], text) for link, text in page.find("a")] == [
        ("#bagian-satu", "BAB I PENDAHULUAN"),
        ("#bagian-dua", "A. Latar"),
    ]
    assert [item["class"] for item, _ in page.find("li")] == ["doc-contents-1", "doc-contents-2"]


def test_chart_draws_a_box_a_text_and_a_line_for_every_post_and_says_it_in_words():
    page = drawn(Chart(("Bagan", "menurut Perbup"), "Camat membawahi Kasi", (ChartPost("Camat", "SITI", (
        ChartPost("Kasi"),)),)))  # fmt: skip
    (drawing, _), (_, said) = page.find("svg", role="img")[1], page.find("title")[1]
    assert (drawing["class"], said) == ("doc-chart-drawing", "Camat membawahi Kasi")
    assert [text for _, text in page.find("text")] == ["Camat", "SITI", "Kasi"]
    assert len(page.find("rect", rx="4")) == 2
    assert [caption for _, caption in page.find("figcaption")] == ["Baganmenurut Perbup"]


def test_the_mark_of_approval_is_drawn_with_its_code_and_a_link():
    page = drawn(VERIFICATION)
    (_, said) = page.find("title")[1]
    assert said == f"Kode QR ke alamat verifikasi {VERIFICATION.url}"
    assert page.find("path", d=qr_code(VERIFICATION.url).path)
    assert [(link["href"], text) for link, text in page.find("a")] == [(VERIFICATION.url, VERIFICATION.url)]
    assert [text for _, text in page.find("p", **{"class": "doc-verification-code"})] == [VERIFICATION.code]


def test_a_level_under_subsections_and_a_dense_table():
    page = drawn(Heading(4, "a", "Indikator", "indikator-1"), replace(agreement_table(), dense=True))
    assert [text for _, text in page.find("h5", id="bagian-indikator-1")] == ["a. Indikator"]
    assert page.find("div", **{"class": "doc-table doc-dense"})


def test_page_break_and_line_breaks():
    page = drawn(PageBreak(), Paragraph(("baris satu\nbaris dua",)))
    assert page.find("div", **{"class": "doc-page-break"})
    assert page.find("br")


def test_lines_of_the_cover_that_are_empty_are_left_out():
    document = sample_document(())
    html = str(render_fragment(replace(document, cover=replace(document.cover, nip="", subtitle="", byline=""))))
    assert "NIP." not in html
    assert "doc-cover-by" not in html


def test_draft_is_marked():
    assert "doc-draft" in tree(render_fragment(sample_document(draft=True))).elements[0][1]["class"]
    assert "doc-draft" not in tree(render_fragment(sample_document())).elements[0][1]["class"]


def test_standalone_file_opens_anywhere():
    file = render_html(sample_document())
    assert file.name == "lkjip-kecamatan-rowokangkung-kepala-seksi-pemberdayaan-masyarakat-2024-tw2.html"
    assert file.content_type == HTML_TYPE
    text = file.content.decode()
    assert text.startswith("<!DOCTYPE html>")
    page = tree(text)
    assert page.find("html", lang="id")
    assert page.find("title")[0][1].startswith("Laporan Kinerja Triwulan II")
    (style,) = page.find("style")
    assert ".lkjip table {" in style[1]
    # A child selector that was escaped would be dead.
    assert ".doc-divider > * {" in style[1]
    # Nothing beside the file is asked for: no fonts, no images, no links out.
    assert "url(" not in text
    assert "@font-face" not in text
    assert not page.find("link")
    assert not page.find("script")


def test_same_document_gives_same_bytes():
    assert render_html(sample_document()).content == render_html(sample_document()).content
