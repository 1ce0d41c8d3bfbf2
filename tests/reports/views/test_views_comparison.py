"""Units side by side on a page and on paper: the figures of summaries, narrowed and sorted by the address."""

import io
import re
from decimal import Decimal

import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.enums import Role, UnitKind
from agreements.models import Unit
from reports.document.blocks import CellKind
from reports.refreshing import refresh_summaries
from tests import factories
from tests.pages import client_of, read, text_of
from tests.reports.comparing import CODE, make_compared

pytestmark = pytest.mark.django_db

PAGE, COSTS = "/perbandingan/2024/2/", "/perbandingan/2024/2/biaya/"
NAMES = ("Klakah", "Padang", "Sukodono")


@pytest.fixture
def desk():
    return client_of(factories.RoleGrantFactory(role=Role.ORGANISASI, unit=None).user)


@pytest.fixture
def places():
    """Three kecamatan: Klakah reached most for little, Sukodono least for much, Padang in between."""
    made = [make_compared(keluarga, spent) for keluarga, spent in ((35, 1_000_000), (21, 5_000_000), (7, 9_000_000))]
    for place, name in zip(made, NAMES, strict=True):
        rename(place, name)
    return made


def rename(place, name, kind=UnitKind.KECAMATAN):
    Unit.objects.filter(pk=place.unit.pk).update(
        name=f"Kecamatan {name}", short_name=name, slug=f"kecamatan-{name.lower()}", kind=kind
    )


def words(response):
    return text_of(response).replace("\N{NO-BREAK SPACE}", " ")


def section(response, key):
    (found,) = [each for each in response.context["sections"] if each.key == key]
    return found


def pdf(response):
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    reader = pypdf.PdfReader(io.BytesIO(response.content))
    return reader, " ".join(" ".join(page.extract_text() for page in reader.pages).replace("\xa0", " ").split())


def test_the_sentence_names_who_spends_without_results(desk, places):
    said, marked = re.subn(r" \([^()]*indikator belum ada angkanya\)", " (*)", words(desk.get(PAGE)))
    assert marked >= 4, "in the sentences of picture and ranking"
    assert "Median 3 unit: serapan 33,33 %, capaian 60,00 %." in said
    assert (
        "Sukodono menyerap 60,00 % pagu dengan capaian 20,00 % (*): serapan di atas dan capaian di bawah median."
    ) in said
    assert (
        "Klakah menyerap 6,67 % pagu dengan capaian 100,00 % (*): capaian di atas dan serapan di bawah median."
    ) in said


def test_every_figure_of_the_tables_leads_to_how_it_came_about(desk, places):
    """Of one unit to its calculation, over several to the formula; sentences and pictures repeat the tables."""
    figures = {CellKind.MONEY, CellKind.PERCENT, CellKind.NUMBER}
    narrowed = f"{PAGE}?program=7.01.03"
    for page in (PAGE, COSTS, f"{PAGE}?unit=kecamatan-klakah", narrowed):
        response = desk.get(page)
        cells = [
            (cell, column.key)
            for each in response.context["sections"]
            for row in each.table.rows
            for cell, column in zip(row.cells, each.table.columns, strict=True)
        ]
        unasked = {key for cell, key in cells if cell.kind in figures and cell.value is not None and not cell.ask}
        # The efficiency of a selection is the difference of the two figures beside it, and no figure of the unit.
        assert unasked <= ({"efisiensi"} if page is narrowed else set()), page
        links = dict.fromkeys(link for link in read(response).links if "angka=" in link and "klakah" in link)
        assert len(links) > 3
        for link in links:
            assert desk.get(link).status_code == 200, link
    assert "/cara-menghitung/#median" in read(desk.get(PAGE)).links


def test_picture_and_table_say_the_same_on_the_page(desk, places):
    response = desk.get(PAGE)
    html = response.content.decode().replace("\N{NO-BREAK SPACE}", " ")
    for picture in section(response, "peringkat").pictures[0].model.bars:
        assert f"{picture.label}: {picture.text}".replace("\N{NO-BREAK SPACE}", " ") in html
    for row in section(response, "serapan").table.rows:
        for cell in row.cells:
            assert cell.text.replace("\N{NO-BREAK SPACE}", " ") in html


def test_all_units_together_come_first_and_not_where_a_part_is_compared(desk, places):
    response = desk.get(PAGE)
    assert response.context["sections"][0].key == "ringkas"
    assert "Serapan terhadap pagu semua unit 33,33 % 3 unit" in words(response)
    narrowed = desk.get(f"{PAGE}?program=7.01.01").context["sections"]
    assert "ringkas" not in [each.key for each in narrowed]


def test_every_picture_has_its_text(desk, places):
    html = desk.get(PAGE).content.decode()
    pictures = re.findall(r'<svg[^>]*role="img"[^>]*aria-labelledby="(\S+) (\S+)"', html)
    assert len(pictures) == 8
    ids = read(desk.get(PAGE)).ids
    for title, description in pictures:
        assert title in ids
        assert description in ids
        assert re.search(rf'<desc id="{description}">[^<]{{20,}}</desc>', html)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Klakah", "Padang", "Sukodono"]),
        ("unit=kecamatan-padang&unit=kecamatan-klakah", ["Klakah", "Padang"]),
        ("urut=angka.capaian", ["Sukodono", "Padang", "Klakah"]),
        ("urut=angka.-unit&unit=kecamatan-sukodono&unit=kecamatan-padang", ["Sukodono", "Padang"]),
        ("jenis=bagian", []),
        ("program=7.01.01", ["Klakah", "Padang", "Sukodono"]),
        ("urut=tidak.ada&jenis=%00&unit=../x&program=<b>&indikator='", ["Klakah", "Padang", "Sukodono"]),
    ],
)
def test_the_address_narrows_and_sorts(desk, places, query, names):
    response = desk.get(f"{PAGE}?{query}")
    assert response.status_code == 200
    rows = section(response, "serapan").table.rows
    assert [row.cells[1].text.removeprefix("Kecamatan ") for row in rows] == names


def test_an_unknown_filter_is_said(desk, places):
    response = desk.get(f"{PAGE}?program=9.99&unit=kecamatan-tempeh")
    assert "Tidak ada pada Triwulan II 2024: kecamatan-tempeh, 9.99." in words(response)
    assert "tidak dipakai" not in words(desk.get(PAGE))


def test_the_form_keeps_what_was_chosen(desk, places):
    indicator = section(desk.get(PAGE), "serapan") and desk.get(PAGE).context["indicators"][0]
    response = desk.get(f"{PAGE}?unit=kecamatan-padang&program=7.01.01&indikator={indicator.value}&jenis=semua")
    html = response.content.decode()
    assert re.search(r'value="kecamatan-padang" checked', html)
    assert f'<option value="{indicator.value}" selected>' in html
    assert '<option value="7.01.01" selected>' in html
    assert '<option value="semua" selected>' in html
    assert html.count("unit=kecamatan-padang") > 4, "links to sort and to other quarters keep the filter"


def test_one_indicator_and_one_programme(desk, places):
    indicator = next(one for one in desk.get(PAGE).context["indicators"] if one.label.startswith("Jumlah keluarga"))
    response = desk.get(f"{PAGE}?indikator={indicator.value}&program=7.01.01")
    said = words(response)
    assert "Capaian: Jumlah keluarga yang diberdayakan" in response.content.decode()
    assert "Klakah tertinggi dengan 100,00 %" in said
    assert [row.cells[0].text for row in section(response, "anggaran").table.rows] == [
        "Kecamatan Klakah", "Kecamatan Padang", "Kecamatan Sukodono",
    ]  # fmt: skip


@pytest.mark.parametrize("chosen", ["program=7.01.01", "indikator={}", "indikator={}&program=7.01.01"])
def test_earlier_quarters_tell_of_the_same_selection(desk, places, chosen):
    factories.ReportFactory(position=places[0].camat, quarter=1)
    for place in places:
        factories.IndicatorRealizationFactory(indicator=place.direct, quarter=1, value=Decimal(7))
        factories.BudgetRealizationFactory(budget_line=place.line, quarter=1, amount=Decimal(100_000))
    indicator = next(one for one in desk.get(PAGE).context["indicators"] if one.label.startswith("Jumlah keluarga"))
    query = chosen.format(indicator.value)
    alone = section(desk.get(f"/perbandingan/2024/1/?{query}"), "tren").table.rows[0]
    assert section(desk.get(f"{PAGE}?{query}"), "tren").table.rows[0] == alone
    assert any(cell.text.startswith("20,00") for cell in alone.cells)


def test_a_unit_without_figures_is_named_and_left_out_of_the_picture(desk, places):
    rename(make_compared(None, None), "Tempeh")
    response = desk.get(PAGE)
    assert "1 unit belum ada angkanya" in words(response)
    assert len(section(response, "serapan").pictures[0].model.points) == 3
    assert section(response, "peringkat").pictures[0].model.bars[-1].label == "Tempeh"


def test_no_unit_at_all(desk):
    response = desk.get(PAGE)
    assert response.status_code == 200
    assert "Belum ada unit" in words(response)
    assert desk.get(COSTS).status_code == 200
    assert desk.get(f"{PAGE}unduh.pdf").status_code == 200
    assert desk.get(f"{COSTS}unduh.pdf").status_code == 200


# -- cost per outcome --------------------------------------------------------------------------------------------------


def test_the_same_sub_kegiatan_across_kecamatan(desk, places):
    rename(make_compared(10, 100, code="7.01.02.2.01.0001"), "Tempeh")
    response = desk.get(COSTS)
    assert response.context["line"] == CODE
    said = words(response)
    assert "Satu keluarga menghabiskan Rp 28.571,43 di Klakah dan Rp 1.285.714,29 di Sukodono" in said
    assert "Tempeh (tidak punya baris anggaran ini)" in said
    rows = section(response, "biaya").table.rows
    assert [row.cells[0].text for row in rows] == [f"Kecamatan {name}" for name in (*NAMES, "Tempeh")]
    other = desk.get(f"{COSTS}?kode=7.01.02.2.01.0001")
    assert [bar.label for bar in section(other, "biaya").pictures[0].model.bars] == ["Tempeh"]


def test_units_of_measure_are_not_mixed(desk, places):
    places[1].direct.unit_of_measure = "orang"
    places[1].direct.save(update_fields=["unit_of_measure"])
    titles = [picture.model.title for picture in section(desk.get(COSTS), "biaya").pictures]
    assert titles == ["Biaya per keluarga", "Biaya per orang"]


# -- paper -------------------------------------------------------------------------------------------------------------


def test_paper_says_the_same_as_the_page(desk, places):
    reader, text = pdf(desk.get(f"{PAGE}unduh.pdf?unit=kecamatan-padang&unit=kecamatan-sukodono"))
    assert "2 dari 3 unit" in text
    assert "Sumber: realisasi sampai akhir Triwulan II 2024" in text
    assert "Padang menyerap 33,33 % pagu" in text
    assert "Klakah" not in text
    width, height = reader.pages[0].mediabox[2:]
    assert width > height
    assert reader.metadata.title == "Perbandingan Kinerja Triwulan II Tahun 2024"


def test_long_rankings_go_over_pages_with_every_label(desk):
    for number in range(45):
        name = f"Desa{number:02}"
        unit = factories.UnitFactory(name=f"Kecamatan {name}", short_name=name, kind=UnitKind.KECAMATAN)
        post = factories.PositionFactory(unit=unit)
    factories.ReportFactory(position=post)
    reader, text = pdf(desk.get(f"{PAGE}unduh.pdf"))
    assert {f"Desa{number:02}" for number in range(45)} <= set(text.split())
    heads = sum("Peringkat Unit kerja Capaian" in " ".join(page.extract_text().split()) for page in reader.pages)
    assert heads >= 2, "the header of a table is repeated on each of its pages"


def test_paper_of_the_costs(desk, places):
    response = desk.get(f"{COSTS}unduh.pdf")
    assert 'filename="biaya-per-hasil-2024-tw2.pdf"' in response["Content-Disposition"]
    _, text = pdf(response)
    assert "Biaya per keluarga" in text or "Satu keluarga menghabiskan" in text


def test_a_quarter_that_nobody_opened_has_nothing_to_compare(desk, places, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        response = desk.get("/perbandingan/2031/3/")
    assert response.context["shown"] == ()
    assert "Belum ada unit" in words(response)


# -- who, and what it costs --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/perbandingan/", PAGE, COSTS, f"{PAGE}unduh.pdf", f"{COSTS}unduh.pdf"])
def test_figures_of_other_units_are_nobodys_business_but_theirs_who_see_all(places, address):
    assert client_of(places[0].operator).get(address).status_code == 404
    inspector = factories.RoleGrantFactory(role=Role.INSPECTOR, unit=None).user
    assert client_of(inspector).get(address).status_code in (200, 302)


def test_the_newest_quarter(desk, places):
    assert desk.get("/perbandingan/").url == PAGE


def test_the_way_there_is_shown_to_those_who_see_all(desk, places):
    assert 'href="/perbandingan/"' in desk.get("/").content.decode()
    assert 'href="/perbandingan/"' not in client_of(places[0].operator).get("/").content.decode()


@pytest.mark.parametrize("address", [PAGE, COSTS, f"{PAGE}?program=7.01.01"])
def test_a_fixed_number_of_queries(desk, address):
    counts = []
    # All of them together stand only where there are several.
    make_compared()
    for number in range(3):
        place = make_compared()
        if number == 0:
            factories.ReportFactory(position=place.camat, quarter=1)
        refresh_summaries()
        desk.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(address).status_code == 200
        counts.append(len(queries))
    assert len(set(counts)) == 1
    assert counts[0] < 25


def test_achievements_are_not_capped(desk, places):
    regency = places[0].unit.regency
    regency.display_cap = Decimal(100)
    regency.save(update_fields=["display_cap"])
    rename(make_compared(3500, 100), "Tempeh")
    assert "10.000,00 %" in words(desk.get(PAGE))
