"""The chooser of a quarter is one component: newest first on every page, and what was asked goes along."""

import re

import pytest

from agreements.enums import Role
from tests import factories
from tests.architecture import ROOT
from tests.pages import client_of
from tests.reports.workplace import make_workplace

pytestmark = pytest.mark.django_db

PAGES = {
    "board": "/papan/2024/2/?unit={unit}",
    "reception": "/penerimaan/2024/2/",
    "comparison": "/perbandingan/2024/2/",
    "costs": "/perbandingan/2024/2/biaya/",
    "recap": "/rekap/2024/2/?rekap=anggaran",
    "downloads": "/unduhan/2024/2/",
    "office": "/unit/{unit}/2024/2/ringkasan/",
    "unit": "/unit/{unit}/2024/2/",
    "report": "/laporan/{unit}/kasi-desa/2024/2/",
}


@pytest.fixture
def place():
    made = make_workplace()
    for year, quarter in ((2024, 1), (2023, 4)):
        factories.ReportFactory(position=made.kasi, year=year, quarter=quarter)
    return made


@pytest.mark.parametrize("page", PAGES)
def test_every_page_offers_the_newest_quarter_first(place, page):
    user = factories.RoleGrantFactory(role=Role.ORGANISASI, unit=None).user
    response = client_of(user).get(PAGES[page].format(unit=place.unit.slug))
    assert response.status_code == 200
    (chooser,) = re.findall(r'<nav class="quarters" aria-label="Triwulan">(.*?)</nav>', response.content.decode(), re.S)
    offered = re.findall(r"TW (\w+) (\d+)", re.sub("<[^>]+>", "", chooser))
    order = [(int(year), ["I", "II", "III", "IV"].index(quarter)) for quarter, year in offered]
    assert order == sorted(order, reverse=True)
    assert len(order) >= 3
    assert chooser.count('aria-current="page"') == 1
    if "?" in PAGES[page]:
        links = re.findall(r'href="(/(?:papan|rekap)/\d+/\d/[^"]*)"', chooser)
        assert links
        assert all(link.partition("?")[2].startswith(("unit=", "rekap=anggaran")) for link in links), "what was asked"


def test_no_page_draws_a_chooser_of_its_own():
    drawn = [path for path in (ROOT / "templates").rglob("*.html") if 'aria-label="Triwulan"' in path.read_text()]
    assert [path.name for path in drawn] == ["quarters.html"]
