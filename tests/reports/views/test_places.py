"""Where a place of a report is mended."""

from dataclasses import replace

import pytest
from django.test import RequestFactory

from agreements.enums import Formula, Role
from reports.checks.passages import Writing
from reports.checks.unwritten import PLACES
from reports.outputs import prepare
from reports.snapshot import snapshot_of
from reports.views.desk import Desk
from reports.views.places import Spot
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
        ("teks-closing_counts", "teks/closing_counts/#id_text"),
        ("strategi-butir-3", "uraian/#daftar-strategi"),
        ("strategi-anggaran-3-2", "uraian/#daftar-strategi"),
        ("strategi-penutup-1", "uraian/#id_penutup-0-text"),
        ("tindak-lanjut-1", "uraian/#id_lanjut-0-text"),
        ("hambatan-2", "uraian/#id_hambatan-1-text"),
        ("aktivitas-1", "uraian/#id_aktivitas-0-text"),
        ("foto-1a2b", "foto/"),
        ("tanda-tangan", "atur/#id_signed_on"),
    ],
)
def test_words_are_mended_on_the_pages_of_the_report(place, anchor, page):
    assert Spot.of(desk_of(place)).place(anchor) == place.report_address(place.kasi, page)


@pytest.mark.parametrize(
    ("anchor", "page"),
    [("indikator-12", "#indikator-12"), ("anggaran-7", "#anggaran-7"), ("jumlah", "")],
)
def test_figures_are_mended_in_the_grid_of_the_report(place, anchor, page):
    assert Spot.of(desk_of(place)).place(anchor) == place.address("isian/") + f"?laporan=kasi-desa{page}"


def test_computed_figure_is_found_among_all_of_the_unit(place):
    """The grid of one report keeps a computed indicator only where the report promises it."""
    parent = place.direct
    parent.formula, parent.unit_of_measure = Formula.MEAN_OF_CHILDREN, "%"
    parent.save()
    anchor = f"indikator-{parent.pk}"
    assert Spot.of(desk_of(place)).place(anchor) == place.address("isian/") + f"#{anchor}"


def test_a_sum_is_found_among_all_of_the_unit(place):
    anchor = f"anggaran-{place.kegiatan.pk}"
    assert Spot.of(desk_of(place)).place(anchor) == place.address("isian/") + f"#{anchor}"
    anchor = f"anggaran-{place.line.pk}"
    assert Spot.of(desk_of(place)).place(anchor) == place.address("isian/") + f"?laporan=kasi-desa#{anchor}"


def test_a_strategy_is_found_by_its_subject(place):
    report = place.report(place.kasi)
    factories.StrategyItemFactory(strategy__report=report, strategy__order=1, strategy__indicator=place.direct)
    factories.StrategyItemFactory(strategy__report=report, strategy__order=2, strategy__indicator=place.ratio)
    anchor = f"strategi-indikator-{place.ratio.pk}"
    assert Spot.of(desk_of(place)).place(anchor) == place.report_address(place.kasi, "uraian/#id_strategi-1-subject")
    anchor += "/butir-0-text"
    assert Spot.of(desk_of(place)).place(anchor) == place.report_address(
        place.kasi, "uraian/#id_strategi-1-butir-0-text"
    )


def test_who_may_only_read_is_led_to_the_page(place):
    place.approve(place.kasi)
    assert Spot.of(desk_of(place)).place("teks-closing_counts") == place.report_address(
        place.kasi, "teks/closing_counts/"
    )
    assert Spot.of(desk_of(place)).place("tindak-lanjut-1") == place.report_address(place.kasi, "uraian/#daftar-lanjut")


def test_whole_report_has_no_one_place(place):
    assert Spot.of(desk_of(place)).place("") == ""


def test_every_place_of_a_report_leads_somewhere(place, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    report = place.report(place.kasi)
    factories.FollowUpFactory(report=report)
    factories.StrategyItemFactory(strategy__report=report, strategy__indicator=place.direct)
    factories.PhotoFactory(report=report)
    prepared = prepare(place.kasi, QUARTER)
    desk, client = desk_of(place), client_of(place.operator)
    reader = client_of(factories.RoleGrantFactory(role=Role.INSPECTOR, unit=None).user)
    anchors = {key.partition("/")[0] for key in snapshot_of(prepared.inputs, prepared.results)}
    anchors |= {passage.anchor for passage in Writing(prepared.inputs, prepared.results).passages}
    anchors |= {*PLACES.values()}
    assert len(anchors) > 5
    assert any("/butir-0-text" in anchor for anchor in anchors)
    for anchor in anchors:
        assert not anchor.startswith("foto-") or "#id_foto-0-text" in Spot.of(desk).place(anchor)
        page, _, place_in_page = Spot.of(desk).place(anchor).partition("#")
        response = client.get(page)
        assert response.status_code == 200, anchor
        assert not place_in_page or f'id="{place_in_page}"' in response.content.decode(), anchor
        # Who only reads is led to where it stands.
        page, _, place_in_page = replace(Spot.of(desk), may_edit=False).place(anchor).partition("#")
        response = reader.get(page)
        assert response.status_code == 200, anchor
        assert not place_in_page or f'id="{place_in_page}"' in response.content.decode(), anchor
