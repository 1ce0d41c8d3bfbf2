"""The PDF: archival, tagged, closed, the same bytes twice, and laid out as a report should be."""

import io
import logging
import os
import re
import socket
import sys
import tempfile
import threading
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
import weasyprint.urls
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from agreements.images import clean_image
from reports import engine, pdf
from reports.document.blocks import (
    Cell,
    CellKind,
    Chart,
    ChartPost,
    Column,
    Contents,
    ContentsEntry,
    Heading,
    ItemList,
    ListItem,
    Marker,
    PageBreak,
    Paragraph,
    PhotoGrid,
    Picture,
    RenderedFile,
    Row,
    Table,
    TableRef,
)
from reports.engine import SERVED_DIRS, ClosedFetcher
from reports.pdf import PDF_TYPE, render_pdf
from reports.preview import render_page
from reports.undrawable import RenderError
from tests.agreements.test_images import picture
from tests.reports.sample_document import (
    VERIFICATION,
    achievement_table,
    agreement_table,
    cost_table,
    sample_document,
    signatures,
    strategy_table,
)

A4 = (595, 842)
LINE = "Baris pengisi halaman. "


def read(file: RenderedFile) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(file.content))


def pages_of(*blocks, draft=False) -> list[str]:
    """Return the text of every page after the cover."""
    return [page.extract_text() for page in read(render_pdf(sample_document(blocks, draft=draft))).pages][1:]


def structure(node, found=None):
    """Return the structure types of a tagged PDF, in order, with their attributes."""
    found = [] if found is None else found
    node = node.get_object()
    if isinstance(node, pypdf.generic.ArrayObject):
        for child in node:
            structure(child, found)
    elif isinstance(node, pypdf.generic.DictionaryObject):
        if "/S" in node:
            found.append(node)
        if "/K" in node:
            structure(node["/K"], found)
    return found


@pytest.fixture(scope="module")
def file():
    return render_pdf(sample_document())


@pytest.fixture(scope="module")
def short():
    return sample_document((achievement_table(),))


@pytest.fixture(scope="module")
def reader(file):
    return read(file)


@pytest.fixture(scope="module")
def texts(reader):
    return [page.extract_text() for page in reader.pages]


# -- the file ----------------------------------------------------------------------------------------------------------


def test_file_is_named_after_the_document(file):
    assert file.name == "lkjip-kecamatan-rowokangkung-kepala-seksi-pemberdayaan-masyarakat-2024-tw2.pdf"
    assert file.content_type == PDF_TYPE
    assert file.content.startswith(b"%PDF-1.7")


def test_pdf_says_that_it_is_archival_and_accessible(reader):
    xmp = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert 'pdfaid:part="3"' in xmp
    assert 'pdfaid:conformance="A"' in xmp
    assert reader.trailer["/Root"]["/OutputIntents"][0]["/S"] == "/GTS_PDFA1"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"] == True  # noqa: E712 - a PDF boolean
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712


def test_title_author_language(reader):
    assert reader.metadata.title == "Laporan Kinerja Triwulan II Tahun 2024 – Kepala Seksi Pemberdayaan Masyarakat"
    assert reader.metadata.author == "Budi Santoso, S.Pd.I, MM"
    assert reader.trailer["/Root"]["/Lang"] == "id"


def test_outline_is_the_headings(reader):
    def titles(entries):
        return [titles(entry) if isinstance(entry, list) else entry.title for entry in entries]

    assert titles(reader.outline) == [
        "BAB I PENDAHULUAN",
        ["1.1 Dasar Hukum Pembentukan"],
        "BAB II AKUNTABILITAS KINERJA",
        [
            "2.1 Perjanjian Kinerja",
            "2.2 Capaian Kinerja",
            "2.3 Evaluasi dan Analisis Kinerja",
            ["2.3.1 Hal-hal yang Memengaruhi Capaian Kinerja Kepala Seksi Pemberdayaan Masyarakat Kecamatan"],
            "2.5 Tanggapan Atasan Langsung",
        ],
        "BAB III PENUTUP",
    ]


def test_every_font_is_ours_and_embedded(reader):
    fonts = {}
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            for descendant in font["/DescendantFonts"]:
                fonts[font["/BaseFont"].split("+")[1]] = descendant["/FontDescriptor"]
    assert {"Tinos", "Tinos-Bold", "Tinos-Italic", "Arimo", "Arimo-Bold"} <= set(fonts)
    assert all(re.match(r"Tinos|Arimo|LKjIP", name) for name in fonts), fonts.keys()
    assert all("/FontFile2" in descriptor or "/FontFile3" in descriptor for descriptor in fonts.values())


def test_signs_are_drawn_and_can_be_read_back(texts, caplog):
    caplog.set_level(logging.WARNING)
    assert "“Kutipan” – tanda −5 × 2 ≥ 1 ½ dan nama Şōji." in texts[1].replace("\n", " ")
    render_pdf(sample_document((Paragraph(("– “ ” − × ≥ ≤ ≠ ½ • Şōji dan ketenteraman " * 9,)),)))
    assert "notdef" not in caplog.text


def test_tables_and_figures_are_tagged(reader):
    nodes = structure(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])
    kinds = {node["/S"] for node in nodes}
    assert {
        "/H1",
        "/H2",
        "/H3",
        "/H4",
        "/P",
        "/L",
        "/LI",
        "/Table",
        "/Caption",
        "/TH",
        "/TD",
        "/Figure",
        "/Link",
    } <= kinds
    boxes = [node["/Alt"] for node in nodes if node["/S"] == "/Figure"]
    assert boxes == ["Tempat lambang daerah", "Dicentang:", *["Tidak dicentang:"] * 4, "Dicentang:"]
    assert all("/Headers" in node["/A"] for node in nodes if node["/S"] == "/TD")


def test_the_mark_of_approval_is_a_figure_with_its_words_and_a_link():
    file = render_pdf(sample_document((signatures(), VERIFICATION)))
    reader = read(file)
    nodes = structure(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])
    figures = [node["/Alt"] for node in nodes if node["/S"] == "/Figure"]
    assert figures[-1] == f"Kode QR ke alamat verifikasi {VERIFICATION.url}"
    links = [note.get_object()["/A"]["/URI"] for note in reader.pages[1]["/Annots"]]
    assert links == [VERIFICATION.url]
    assert VERIFICATION.code in reader.pages[1].extract_text()
    assert render_pdf(sample_document((signatures(), VERIFICATION))).content == file.content


@pytest.mark.parametrize("lines", range(22, 31, 2))
def test_the_mark_and_the_signatures_stay_together_with_what_was_signed(lines):
    """However full the page is; the fullest here leaves room for the signatures alone."""
    points = ItemList(tuple(ListItem(f"Butir {number} " + LINE) for number in range(lines)), Marker.DECIMAL)
    last = pages_of(points, signatures(), VERIFICATION)[-1]
    assert f"Butir {lines - 1}" in last
    assert "NIP." in last
    assert VERIFICATION.code in last


def test_contents_print_the_pages_of_their_headings():
    entries = (ContentsEntry("BAB I", "PENDAHULUAN", 1, "bagian-1"), ContentsEntry("A.", "Latar", 2, "bagian-2"))
    pages = pages_of(
        Heading(1, "", "DAFTAR ISI", "contents"),
        Contents(entries),
        Heading(1, "BAB I", "PENDAHULUAN", "1"),
        PageBreak(),
        Heading(2, "A", "Latar", "2"),
    )
    assert re.search(r"BAB I\s+PENDAHULUAN\s*[. ]+3\b", pages[0])
    assert re.search(r"A\.\s+Latar\s*[. ]+4\b", pages[0])
    assert "Halaman 4 dari 4" in pages[2]


def test_a_chart_is_a_figure_with_its_words_and_real_text():
    chart = Chart(("Bagan",), "Camat membawahi Kasi", (ChartPost("Camat", "SITI", (ChartPost("Kasi"),)),))
    reader = read(render_pdf(sample_document((chart,))))
    figures = [
        node["/Alt"] for node in structure(reader.trailer["/Root"]["/StructTreeRoot"]["/K"]) if node["/S"] == "/Figure"
    ]
    assert "Camat membawahi Kasi" in figures
    text = reader.pages[1].extract_text()
    assert all(word in text for word in ("Camat", "SITI", "Kasi", "Bagan"))


def test_attachments_travel_with_the_pdf():
    data = RenderedFile("data.json", "application/json", b'{"schema": 1}')
    reader = read(render_pdf(sample_document(()), attachments=[data]))
    assert reader.attachments == {"data.json": [b'{"schema": 1}']}
    assert {found.get_object()["/AFRelationship"] for found in reader.trailer["/Root"]["/AF"]} == {"/Data"}
    assert read(render_pdf(sample_document(()))).attachments == {}


# -- equal documents, equal bytes --------------------------------------------------------------------------------------


def test_same_document_gives_same_bytes(file):
    assert render_pdf(sample_document()).content == file.content


def test_no_time_goes_in(file, reader):
    assert "/CreationDate" not in reader.metadata
    assert "/ModDate" not in reader.metadata
    assert b"CreateDate" not in reader.trailer["/Root"]["/Metadata"].get_data()


def test_other_document_gives_other_bytes(short):
    assert render_pdf(replace(short, author="Orang Lain")).content != render_pdf(short).content


def test_time_of_rendering_does_not_go_into_attachments():
    data = RenderedFile("data.json", "application/json", b"{}")
    (name, embedded) = read(render_pdf(sample_document(()), [data])).trailer["/Root"]["/Names"]["/EmbeddedFiles"][
        "/Names"
    ]
    stream = embedded.get_object()["/EF"]["/F"].get_object()
    assert name == "data.json"
    assert stream["/Params"]["/CreationDate"] == stream["/Params"]["/ModDate"] == "D:19800101000000Z"
    assert stream["/Subtype"] == "/application/json"


def test_engine_is_made_once_and_serves_threads_one_after_another(short):
    first = render_pdf(short).content
    made = engine._engine
    results = []
    threads = [threading.Thread(target=lambda: results.append(render_pdf(short).content)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [first] * 3
    assert engine._engine is made


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_no_text_asks_for_features_of_fonts(file):
    """For each such piece of text the engine keeps a list of attributes for ever: 0.26 MB a report."""
    assert engine._engine.fonts.font_features == {}


def test_forked_process_makes_its_own_engine_and_leaves_the_fonts_of_its_parent(short):
    first = render_pdf(short).content
    folder = engine._engine.fonts._folder
    reading, writing = os.pipe()
    child = os.fork()
    if not child:  # pragma: no cover - the child
        equal = render_pdf(short).content == first
        os.write(writing, b"y" if equal and engine._engine.fonts._folder != folder else b"n")
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(reading, 1) == b"y"
    assert list(folder.iterdir())
    assert render_pdf(short).content == first


# -- closed and honest -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        (SERVED_DIRS[0].parent.parent / "manage.py").as_uri(),
        SERVED_DIRS[0].as_uri() + "/../../lkjip/settings.py",
        SERVED_DIRS[0].as_uri() + "/%2e%2e/%2e%2e/manage.py",
        SERVED_DIRS[0].as_uri() + "/tidak-ada.css",
        "http://127.0.0.1/x.png",
        "https://example.org/x.png",
        "ftp://example.org/x.png",
        "data:text/css,p{}",
        "data:text/html,<p>",
        "picture:foto/orang-lain.jpg",
        "x.png",
        "",
    ],
)
def test_fetcher_refuses(url):
    with pytest.raises(weasyprint.urls.FatalURLFetchingError):
        ClosedFetcher().fetch(url)


def test_fetcher_serves_our_files_and_images_inside_the_page():
    fetcher = ClosedFetcher()
    assert fetcher.fetch((SERVED_DIRS[0] / "print.css").as_uri()).content_type == "text/css"
    assert fetcher.fetch((SERVED_DIRS[1] / "tinos-latin-400-normal.woff2").as_uri()).read()[:4] == b"wOF2"
    image = fetcher.fetch("data:image/svg+xml,%3Csvg/%3E")
    assert (image.content_type, image.read()) == ("image/svg+xml", b"<svg/>")


@pytest.fixture
def photographs(settings, tmp_path):
    """Return a document with a photograph that is stored, and the name of another one."""
    settings.MEDIA_ROOT = tmp_path
    first, second = (
        default_storage.save(f"foto/{colour}.jpg", ContentFile(clean_image(picture(colour=colour))))
        for colour in ("red", "blue")
    )
    return sample_document((PhotoGrid((Picture("Rapat", "", first),)),)), second


def test_a_photograph_is_embedded_as_it_is_stored_and_not_written_into_the_page(photographs, monkeypatch):
    document, _ = photographs
    pages = []
    monkeypatch.setattr(pdf, "render_page", lambda document: pages.append(render_page(document)) or pages[0])
    file = render_pdf(document)
    assert "base64" not in pages[0]
    assert "base64" in render_page(document), "a browser gets it in the page"
    streams = (part.get_object() for page in read(file).pages for part in page["/Resources"]["/XObject"].values())
    embedded = [stream._data for stream in streams]
    with default_storage.open("foto/red.jpg") as stored:
        assert stored.read() in embedded


def test_a_photograph_of_another_document_is_refused(photographs, monkeypatch):
    """A page draws the pictures that its own document names, even after that of another one."""
    document, other = photographs
    render_pdf(replace(document, blocks=(PhotoGrid((Picture("Lain", "", other),)),)))
    in_page(monkeypatch, f'<img alt=x src="picture:{other}">')
    with pytest.raises(RenderError, match="refused: picture:"):
        render_pdf(document)


def test_a_photograph_that_is_lost_on_the_way_stops_the_render(photographs, monkeypatch):
    document, _ = photographs

    def lose(document):
        page = render_page(document)
        default_storage.delete("foto/red.jpg")
        return page

    monkeypatch.setattr(pdf, "render_page", lose)
    with pytest.raises(RenderError, match=r"lost: foto/red\.jpg"):
        render_pdf(document)


def in_page(monkeypatch, markup):
    """Put markup into the page behind the templates' back, as a broken template would."""
    page = "<!DOCTYPE html><html lang=id><title>x</title><body>" + markup
    monkeypatch.setattr(pdf, "render_page", lambda document: page)


@pytest.mark.parametrize(
    "markup",
    [
        '<img alt=x src="file:///etc/passwd">',
        '<img alt=x src="http://127.0.0.1:9/x.png">',
        '<link rel=stylesheet href="http://127.0.0.1:9/x.css">',
        '<p style="background: url(https://example.org/x.png)">a</p>',
        '<link rel=attachment href="file:///etc/passwd">',
        '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd" width="9" height="9"/></svg>',
    ],
)
def test_resource_from_outside_stops_the_render(monkeypatch, markup):
    in_page(monkeypatch, markup)
    with pytest.raises(RenderError):
        render_pdf(sample_document())


def test_what_weasyprint_only_logs_stops_the_render(monkeypatch):
    in_page(monkeypatch, '<img alt=x src="data:image/png;base64,AAAA">')
    with pytest.raises(RenderError, match="Failed to load image"):
        render_pdf(sample_document())


def test_a_quiet_log_hides_no_error(monkeypatch):
    in_page(monkeypatch, '<img alt=x src="data:image/png;base64,AAAA">')
    monkeypatch.setattr(logging.getLogger("weasyprint"), "level", logging.CRITICAL)
    logging.getLogger("weasyprint").manager._clear_cache()
    with pytest.raises(RenderError, match="Failed to load image"):
        render_pdf(sample_document())
    logging.getLogger("weasyprint").manager._clear_cache()


def test_a_failed_render_leaves_the_engine_whole(monkeypatch, short):
    first = render_pdf(short).content
    with monkeypatch.context() as patch:
        in_page(patch, '<img alt=x src="file:///etc/passwd">')
        with pytest.raises(RenderError):
            render_pdf(short)
    handlers = list(logging.getLogger("weasyprint").handlers)
    assert render_pdf(short).content == first
    assert logging.getLogger("weasyprint").handlers == handlers


def test_no_socket_is_opened(monkeypatch, short):
    def refuse(*args, **kwargs):
        raise AssertionError("the PDF engine opened a socket")

    first = render_pdf(short).content
    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(engine, "_engine", None)
    assert render_pdf(short).content == first


AUDITED = {"on": False, "seen": []}


def _audit(event, arguments, state=AUDITED):
    # The module is gone before the last file is closed.
    if state["on"] and (event == "open" or event.startswith(("socket.", "subprocess.", "os.system", "os.exec"))):
        state["seen"].append((event, str(arguments[0])))


@contextmanager
def audited():
    """Note what the interpreter opens, connects to and starts; a hook can't be taken away, so it is switched off."""
    AUDITED["seen"] = []
    if "hooked" not in AUDITED:
        AUDITED["hooked"] = True
        sys.addaudithook(_audit)
    AUDITED["on"] = True
    try:
        yield AUDITED["seen"]
    finally:
        AUDITED["on"] = False


def test_the_engine_opens_no_socket_and_no_file_but_ours(monkeypatch):
    """Somebody listens on this machine, and every text, link and picture names that place."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        place = f"http://127.0.0.1:{listener.getsockname()[1]}/x.png"
        text = f'{place} <img src="{place}"> <link rel=stylesheet href="{place}"> file:///etc/hostname url({place})'
        document = sample_document((Paragraph((text,)), achievement_table()))
        monkeypatch.setattr(engine, "_engine", None)
        with audited() as seen:
            render_pdf(document)
        for markup in (
            f'<img alt=x src="{place}">',
            f"<style>@import '{place}'; p {{ background: url({place}) }}</style>",
        ):
            in_page(monkeypatch, markup)
            with audited() as also, pytest.raises(RenderError):
                render_pdf(document)
            seen += also
        with pytest.raises(TimeoutError):
            listener.accept()
    assert [event for event, _ in seen if event != "open"] == []
    ours = (
        *map(str, SERVED_DIRS),
        sys.prefix,
        sys.base_prefix,
        tempfile.gettempdir(),
        "/usr/lib/python3",
        "/usr/share/fonts",
        str(weasyprint_folder()),
    )
    opened = {name for _, name in seen if not name.isdigit()}
    assert opened
    assert {name for name in opened if not name.startswith(ours)} == set()


def weasyprint_folder():
    return Path(weasyprint.urls.__file__).parent


def test_a_link_that_somebody_typed_is_text():
    """On paper a link is the one thing that a text could become which somebody follows."""
    reader = read(render_pdf(sample_document((Paragraph(('<a href="https://x.example">klik</a>',)),))))
    assert [page for page in reader.pages if "/Annots" in page] == []
    assert "https://x.example" in reader.pages[1].extract_text()


def test_addresses_in_text_are_not_fetched():
    (text,) = pages_of(Paragraph(("Lihat http://127.0.0.1:9/x.png dan file:///etc/passwd.",)))
    assert "file:///etc/passwd" in text


# -- pages -------------------------------------------------------------------------------------------------------------


def test_cover_stands_alone_without_head_or_page_number(texts):
    assert "LAPORAN KINERJA" in texts[0].upper()
    assert "Halaman" not in texts[0]
    assert "BAB I" not in texts[0]


def test_pages_are_numbered_and_carry_the_running_head(texts):
    for number, text in enumerate(texts[1:], 2):
        assert f"Halaman {number} dari {len(texts)}" in text
        assert "Laporan Kinerja Triwulan II Tahun 2024 – Kepala Seksi Pemberdayaan Masyarakat Kecamatan" in text


def test_pages_are_a4_and_only_landscape_tables_lie(reader, texts):
    lying = [number for number, page in enumerate(reader.pages) if page.mediabox.width > page.mediabox.height]
    with_table = [number for number, text in enumerate(texts) if "Sasaran/Kegiatan" in text]
    assert lying == with_table
    assert len(lying) > 1
    sizes = {tuple(sorted(round(side) for side in page.mediabox[2:])) for page in reader.pages}
    assert sizes == {A4}


def test_reference_prints_the_page_of_its_table(texts):
    page = next(number for number, text in enumerate(texts, 1) if "Cost per Outcome" in text)
    assert any(f"Tabel 2.3 halaman {page}" in text.replace("\n", " ") for text in texts)


def test_a_sentence_about_a_table_on_its_side_stays_with_it_where_there_is_room():
    before, after, then = (Paragraph((text,)) for text in ("Sebelum tabel.", "Hal-hal pada tabel.", "Bagian lain."))
    pages = pages_of(before, cost_table(2), after, then)
    assert [[word in text for word in ("Sebelum", "Hal-hal", "Bagian lain")] for text in pages] == [
        [True, False, False],
        [False, True, False],
        [False, False, True],
    ]
    assert "Hal-hal" not in pages_of(before, cost_table(14), after, then)[-2]
    assert "Hal-hal" in pages_of(before, cost_table(14), after, then)[-1]


def test_a_long_paragraph_takes_its_last_lines_to_the_table_it_leads_to():
    long = Paragraph(((LINE * 18).strip() + " Kalimat penutup.",))
    for lines in range(8):
        pages = pages_of(*[Paragraph((LINE,))] * (16 + lines), long, agreement_table())
        start = next(at for at, text in enumerate(pages) if "Tabel 2.1" in text)
        assert "Kalimat penutup." in pages[start]


def test_a_list_of_three_items_may_be_parted_between_pages():
    items = tuple(ListItem(f"Butir {at}: {LINE * 4}") for at in range(3))
    found = set()
    for lines in range(8):
        pages = pages_of(*[Paragraph((LINE,))] * (20 + lines), ItemList(items, Marker.DECIMAL))
        found.add(sum("Butir" in text for text in pages))
    assert found == {1, 2}


def test_a_list_of_few_lines_stays_whole_and_with_its_sentence():
    items = (ListItem("Membina desa;"), ListItem("Memantau desa."))
    for lines in range(8):
        fill = [Paragraph((LINE,))] * (22 + lines)
        pages = pages_of(*fill, Paragraph(("Upaya sebagai berikut:",)), ItemList(items, Marker.DECIMAL))
        counts = [sum(word in text for word in ("Upaya", "Membina", "Memantau")) for text in pages]
        assert set(counts) <= {0, 3}


def test_header_is_repeated_on_every_page_of_a_table():
    pages = pages_of(cost_table(60))
    assert len(pages) > 3
    assert all("Sasaran/Kegiatan" in text and "9=8/7" in text for text in pages)
    assert sum("Cost per Outcome" in text for text in pages) == 1


def test_header_is_repeated_inside_a_row_that_is_taller_than_a_page():
    pages = pages_of(strategy_table(5))
    assert len(pages) > 2
    assert all("Indikator Kinerja Strategi yang Digunakan Pada Bulan" in text for text in pages)


def test_rows_are_whole():
    columns = (Column("a", "Kiri", 50), Column("b", "Kanan", 50))
    words = "kata " * 60
    rows = tuple(Row((Cell(f"awal{at} {words} akhir{at}"), Cell("x"))) for at in range(20))
    pages = pages_of(Table("t", "1", "Tabel", columns, rows))
    assert len(pages) > 1
    for at in range(20):
        assert [f"awal{at} " in text for text in pages] == [f"akhir{at}\n" in text + "\n" for text in pages]


def test_rows_under_one_cell_stay_on_one_page():
    fill = tuple(Paragraph((LINE * 4,)) for _ in range(14))
    for lines in range(8):
        pages = pages_of(*fill, *[Paragraph((LINE,))] * lines, agreement_table())
        assert sum("RKPDes" in text for text in pages) == 1
        (page,) = [text for text in pages if "RKPDes" in text]
        assert "APBDes" in page
        assert "LPPDes" in page


def test_caption_stands_with_the_first_rows_of_its_table():
    fill = tuple(Paragraph((LINE * 4,)) for _ in range(10))
    for lines in range(0, 16, 2):
        pages = pages_of(*fill, *[Paragraph((LINE,))] * lines, strategy_table(2))
        (page,) = [text for text in pages if "Tabel 2.4" in text]
        assert "Terpenuhinya fasilitasi" in page


def test_the_mark_of_a_footnote_stays_beside_its_percentage():
    """In the narrow columns of a landscape table 'a' had a line of its own below '100,00 %'."""
    column = Column("achievement", "%", 6, CellKind.PERCENT)
    rest = Column("name", "Nama", 94)
    row = Row((Cell("100,00\N{NO-BREAK SPACE}%", CellKind.PERCENT, footnote="a"), Cell("Kinerja")))
    table = Table("cost", "2.3", "Contoh", (column, rest), (row,), notes=(("a", "Belum lengkap."),), landscape=True)
    heights: dict[str, float] = {}

    def note(text, _user, place, _font, _size):
        heights.setdefault(text.strip(), place[5])

    for page in read(render_pdf(sample_document((table,)))).pages:
        page.extract_text(visitor_text=note)
    figure = next(height for text, height in heights.items() if text.startswith("100,00"))
    assert figure - 8 < heights["a"] < figure, "raised beside the figure, counted downwards from the page's head"


def test_footnotes_stand_with_the_end_of_their_table():
    fill = tuple(Paragraph((LINE * 4,)) for _ in range(12))
    for lines in range(0, 16, 2):
        pages = pages_of(*fill, *[Paragraph((LINE,))] * lines, achievement_table())
        (page,) = [text for text in pages if "belum diisi" in text]
        assert "akuntabilitas pemerintahan" in page.replace("\n", " ")


def test_chapters_start_a_page_and_headings_stay_with_what_follows():
    fill = [Paragraph((LINE * 4,)) for _ in range(13)]
    for lines in range(10):
        pages = pages_of(
            Heading(1, "BAB I", "SATU", "satu"),
            *fill,
            *[Paragraph((LINE,))] * lines,
            Heading(2, "1.1", "Judul Bagian", "bagian"),
            Paragraph(("Isi bagian. " * 60,)),
            Heading(1, "BAB II", "DUA", "dua"),
            Paragraph(("Isi bab.",)),
        )
        (page,) = [text for text in pages if "Judul Bagian" in text]
        assert "Isi bagian." in page.split("Judul Bagian")[1]
        assert "DUA" in pages[-1]
        assert "Isi bagian." not in pages[-1]


def test_signatures_are_never_alone_on_a_page_and_never_split():
    for lines in range(0, 24, 2):
        closing = ItemList(tuple(ListItem(f"Butir penutup {at}.") for at in range(10)), Marker.DECIMAL)
        pages = pages_of(*[Paragraph((LINE * 3,))] * 8, *[Paragraph((LINE,))] * lines, closing, signatures())
        (page,) = [text for text in pages if "SITI RAHAYU" in text]
        assert "Mengetahui," in page
        assert "NIP. 19830202 200201 1 002" in page
        before = page.split("Mengetahui,")[0]
        assert "Butir penutup 9." in before


def test_reference_in_a_sentence_is_a_link():
    document = sample_document((Paragraph(("Lihat ", TableRef("agreement", "2.1"))), agreement_table()))
    page = read(render_pdf(document)).pages[1]
    assert [note.get_object()["/Subtype"] for note in page["/Annots"]] == ["/Link"]


def test_draft_is_marked_on_every_page_and_the_final_report_is_not():
    draft = pages_of(cost_table(3), Paragraph((LINE,)), draft=True)
    assert all("Draf – belum disetujui" in text for text in draft)
    final = pages_of(cost_table(3), Paragraph((LINE,)))
    assert not any("Draf" in text for text in final)


def test_names_of_nine_hundred_characters_stay_inside_their_columns(texts):
    words = "".join(texts).replace("-\n", "").replace("\n", " ")
    assert words.count("yang ditindaklanjuti Persentase hasil fasilitasi") >= 6
