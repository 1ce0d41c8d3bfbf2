"""Where a place of a report is mended."""

import pytest
from django.test import RequestFactory

from agreements.enums import Formula
from reports.outputs import prepare
from reports.snapshot import snapshot_of
from reports.views.desk import Desk
from reports.views.places import place_address
from tests import factories
from tests.pages import client_of
from tests.reports.workplace import QUARTER, make_workplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return make_workplace()


def desk_of(place):
    request = RequestFactory().get("/")
    request.user = place.operator
    return Desk.take(request, place.unit.slug, place.kasi.slug, 2024, 2)


@pytest.mark.parametrize(
    ("anchor", "page"),
    [
        ("teks-closing_counts", "teks/closing_counts/"),
        ("strategi-butir-3", "uraian/#daftar-strategi"),
        ("strategi-anggaran-3-2", "uraian/#daftar-strategi"),
        ("strategi-penutup-1", "uraian/#daftar-penutup"),
        ("tindak-lanjut-1", "uraian/#daftar-lanjut"),
        ("hambatan-2", "uraian/#daftar-hambatan"),
        ("aktivitas-1", "uraian/#daftar-aktivitas"),
        ("foto-1a2b", "foto/"),
        ("tanda-tangan", "atur/"),
    ],
)
def test_words_are_mended_on_the_pages_of_the_report(place, anchor, page):
    assert place_address(desk_of(place), anchor) == place.report_address(place.kasi, page)


@pytest.mark.parametrize(
    ("anchor", "page"),
    [("indikator-12", "#indikator-12"), ("anggaran-7", "#anggaran-7"), ("jumlah", "")],
)
def test_figures_are_mended_in_the_grid_of_the_report(place, anchor, page):
    assert place_address(desk_of(place), anchor) == place.address("isian/") + f"?laporan=kasi-desa{page}"


def test_computed_figure_is_found_among_all_of_the_unit(place):
    """The grid of one report keeps a computed indicator only where the report promises it."""
    parent = place.direct
    parent.formula, parent.unit_of_measure = Formula.MEAN_OF_CHILDREN, "%"
    parent.save()
    anchor = f"indikator-{parent.pk}"
    assert place_address(desk_of(place), anchor) == place.address("isian/") + f"#{anchor}"


def test_whole_report_has_no_one_place(place):
    assert place_address(desk_of(place), "") == ""


def test_every_place_of_a_report_leads_somewhere(place, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    report = place.report(place.kasi)
    factories.FollowUpFactory(report=report)
    factories.StrategyItemFactory(strategy__report=report, strategy__indicator=place.direct)
    prepared = prepare(place.kasi, QUARTER)
    desk, client = desk_of(place), client_of(place.operator)
    anchors = {key.partition("/")[0] for key in snapshot_of(prepared.inputs, prepared.results)}
    assert len(anchors) > 5
    for anchor in anchors:
        page, _, place_in_page = place_address(desk, anchor).partition("#")
        response = client.get(page)
        assert response.status_code == 200, anchor
        assert not place_in_page or f'id="{place_in_page}"' in response.content.decode(), anchor
