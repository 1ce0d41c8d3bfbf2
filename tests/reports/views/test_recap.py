"""The recaps on screen: what the address asks for is shown, paged and handed on to the workbook."""

import re

import pytest
from django.utils import timezone

from agreements.enums import Role
from reports.queries.recaps import load_recap_source
from reports.recaps import FIGURES, RECAPS, SUMS, build_recap, column_numbers, shown
from reports.refreshing import refresh_summaries
from tests import factories
from tests.pages import client_of, queries_of, read, text_of
from tests.reports.workbooks import opened
from tests.reports.workplace import QUARTER, account_of, make_workplace

pytestmark = pytest.mark.django_db

PAGE = "/rekap/2024/2/"


@pytest.fixture
def place():
    return make_workplace()


@pytest.fixture
def organisasi():
    return client_of(factories.RoleGrantFactory(role=Role.ORGANISASI, unit=None).user)


def cells(response):
    """Return the cells of the page's table, row by row, as they are read."""
    body = re.search(r"<tbody.*?</tbody>", response.content.decode(), re.DOTALL).group()
    rows = re.findall(r"<tr.*?</tr>", body, re.DOTALL)
    found = []
    for row in rows:
        texts = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        found.append([re.sub(r"<[^>]+>", "", text) for text in texts])
    return found


def test_every_figure_leads_to_how_it_came_about(place, organisasi):
    factories.IndicatorRealizationFactory(indicator=place.direct, year=2024, quarter=2, value=21)
    factories.BudgetRealizationFactory(budget_line=place.line, quarter=2, amount=5_760_000)
    factories.IndicatorBudgetLineFactory(indicator=place.direct, budget_line=place.line)
    place.report(place.kasi)
    make_workplace()
    links = {}
    for kind in RECAPS.values():
        response = organisasi.get(PAGE, {"rekap": kind.key})
        recap = response.context["recap"]
        figures = {column.heading for column in recap.columns if column.kind in FIGURES}
        for line, row in zip(response.context["lines"], recap.rows, strict=True):
            without = [cell.heading for cell in line.cells if cell.heading in figures and cell.text and not cell.link]
            # Nobody opened the report, so it has no pages.
            assert without == [] or (row.position and not row.opened), (kind.key, without)
        links |= dict.fromkeys(link for link in read(response).links if "angka=" in link and place.unit.slug in link)
    assert {link.rpartition("=")[2].rpartition("-")[2] for link in links} >= {"capaian", "serapan", "sisa", "rencana"}
    for link in links:
        assert organisasi.get(link).status_code == 200, link


@pytest.mark.parametrize("kind", RECAPS.values(), ids=lambda kind: kind.key)
def test_the_page_shows_every_value_of_the_recap(place, organisasi, kind):
    factories.IndicatorRealizationFactory(indicator=place.direct, year=2024, quarter=2, value=21)
    factories.BudgetRealizationFactory(budget_line=place.line, quarter=2, amount=5_760_000)
    factories.IndicatorBudgetLineFactory(indicator=place.direct, budget_line=place.line)
    make_workplace()
    response = organisasi.get(PAGE, {"rekap": kind.key})
    source = load_recap_source(response.context["asked"].units, QUARTER, [kind], timezone.localdate())
    recap = build_recap(kind, source)
    expected = [in_cells(recap.columns, row) for row in recap.rows]
    assert len(expected) > 0
    assert cells(response) == expected


def in_cells(columns, row):
    """Return the texts of a row as the page has them: what stands under a column after its own text."""
    found = {}
    for column, value in zip(columns, row.values, strict=True):
        nothing = value is None and (column.kind == "text" or row.style in SUMS)
        if not column.under:
            found[column.key] = ["" if nothing else shown(column, value)]
    for column, value in zip(columns, row.values, strict=True):
        if column.under and value not in (None, ""):
            found[column.under].append(f"{column.heading}: {shown(column, value)}")
    return ["".join(texts) for texts in found.values()]


@pytest.mark.parametrize("kind", RECAPS.values(), ids=lambda kind: kind.key)
def test_what_stands_under_a_column_is_named_and_numbered_in_its_head(place, organisasi, kind):
    factories.IndicatorBudgetLineFactory(indicator=place.direct, budget_line=place.line)
    factories.IndicatorRealizationFactory(indicator=place.direct, year=2024, quarter=2, value=21)
    factories.BudgetRealizationFactory(budget_line=place.line, quarter=2, amount=9_999_999_999)
    keys = [column.key for column in kind.columns]
    under = {column.key: column.under for column in kind.columns if column.under}
    assert {*under.values()} <= {*keys} - {*under}, "under a column that stands there itself"
    head = re.search(
        r"<thead.*?</thead>", organisasi.get(PAGE, {"rekap": kind.key}).content.decode(), re.DOTALL
    ).group()
    texts = [re.sub(r"<[^>]+>", "", text) for text in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", head, re.DOTALL)]
    headings, numbers = texts[: len(texts) // 2], texts[len(texts) // 2 :]
    assert len(headings) == len(keys) - len(under)
    for column in kind.columns:
        assert any(column.heading in heading for heading in headings)
    for column, number in zip(kind.columns, column_numbers(kind.columns), strict=True):
        (place_of,) = [
            at for at, key in enumerate(key for key in keys if key not in under) if key == (column.under or column.key)
        ]
        assert number in numbers[place_of]


def test_the_first_recap_is_that_of_units(place, organisasi):
    assert "Rekap per Unit Kerja" in text_of(organisasi.get(PAGE))


def test_units_and_words_narrow_the_page_and_the_workbook(place, organisasi):
    other = make_workplace()
    asked = {"rekap": "anggaran", "unit": place.unit.slug, "saring": "sub_kegiatan"}
    response = organisasi.get(PAGE, asked)
    assert [row[1] for row in cells(response)] == [place.unit.name] * 2
    assert other.unit.name not in [row[1] for row in cells(response)]
    address = next(link for link in read(response).links if ".xlsx" in link)
    assert address == f"{PAGE}anggaran.xlsx?unit={place.unit.slug}&saring=sub_kegiatan"
    file = organisasi.get(address)
    assert file["Content-Disposition"].endswith(f'"rekap-anggaran-sub-kegiatan-{place.unit.slug}-2024-tw2.xlsx"')
    sheet = opened(file.content).worksheets[1]
    assert [sheet.cell(row, 2).value for row in (5, 6)] == [place.unit.name] * 2
    cover = {row[0].value: row[1].value for row in opened(file.content)["Sampul"].iter_rows() if row[0].value}
    assert cover["Saringan"] == "Tingkat: Sub Kegiatan"
    assert cover["Unit kerja"] == place.unit.name


def test_all_recaps_come_in_one_workbook(place, organisasi):
    file = organisasi.get(f"{PAGE}semua.xlsx")
    assert file["Content-Disposition"].endswith(f'"rekap-{place.unit.slug}-2024-tw2.xlsx"')
    assert len(opened(file.content).sheetnames) == 1 + len(RECAPS)


@pytest.mark.parametrize(
    "address",
    [
        f"{PAGE}?rekap=khayal",
        f"{PAGE}?unit=khayal",
        f"{PAGE}?rekap=anggaran&saring=khayal",
        f"{PAGE}?rekap=unit&saring=program",
        f"{PAGE}khayal.xlsx",
        f"{PAGE}anggaran.xlsx?saring=khayal",
        f"{PAGE}semua.xlsx?saring=program",
        f"{PAGE}anggaran.xlsx?unit=khayal",
    ],
)
def test_what_is_not_there_is_not_found(place, organisasi, address):
    assert organisasi.get(address).status_code == 404


def test_long_recaps_are_paged_with_all_that_was_asked(place, organisasi, monkeypatch):
    monkeypatch.setattr("reports.views.recap.ON_A_PAGE", 2)
    first = organisasi.get(PAGE, {"rekap": "anggaran", "unit": place.unit.slug})
    assert "5 baris, ditampilkan 1–2" in text_of(first)
    following = next(link for link in read(first).links if "halaman=2" in link)
    second = organisasi.get(f"{PAGE}{following}")
    assert f"unit={place.unit.slug}" in following
    assert [row[0] for row in cells(first)] == ["1", "2"]
    assert [row[0] for row in cells(second)] == ["3", "4"]


def test_operators_and_officials_read_the_recap_of_their_own_unit(place):
    other = make_workplace()
    for user in (place.operator, account_of(place.kasi)):
        response = client_of(user).get(PAGE)
        (row,) = cells(response)
        assert row[1].startswith(place.unit.name)
        assert client_of(user).get(PAGE, {"unit": other.unit.slug}).status_code == 404
        assert client_of(user).get(f"{PAGE}unit.xlsx?unit={other.unit.slug}").status_code == 404
        assert 'name="unit"' not in response.content.decode().replace('type="hidden" name="unit"', "")


def test_only_administrators_are_shown_the_way_to_the_keys(place, organisasi):
    assert "/kunci-api/" not in read(organisasi.get(PAGE)).links
    admin = client_of(factories.UserFactory(is_superuser=True))
    assert "/kunci-api/" in read(admin.get(PAGE)).links


def test_the_newest_quarter_is_led_to(place, organisasi):
    response = organisasi.get("/rekap/?rekap=temuan")
    assert response.url == f"{PAGE}?rekap=temuan"


def test_a_quarter_without_anything_says_so(place, organisasi):
    assert "Tidak ada baris" in text_of(organisasi.get("/rekap/2023/1/?rekap=temuan"))


def test_names_lead_to_units_and_reports_that_are_there(place, organisasi):
    factories.PositionFactory(unit=place.unit, name="Belum dibuka", slug="belum-dibuka")
    links = read(organisasi.get(PAGE, {"rekap": "kepatuhan"})).links
    assert place.address() in links
    assert place.report_address(place.kasi) in links
    assert not any("belum-dibuka" in link for link in links)


def test_text_stays_text(place, organisasi):
    place.line.name = "<b>=1+1</b>"
    place.line.save()
    response = organisasi.get(PAGE, {"rekap": "anggaran"})
    assert "&lt;b&gt;=1+1&lt;/b&gt;" in response.content.decode()


@pytest.mark.parametrize("key", RECAPS)
def test_a_unit_more_costs_no_query_more(place, organisasi, key):
    refresh_summaries()
    one = queries_of(organisasi, f"{PAGE}?rekap={key}")
    for _ in range(2):
        make_workplace()
    refresh_summaries()
    assert queries_of(organisasi, f"{PAGE}?rekap={key}") == one
