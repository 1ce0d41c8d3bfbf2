"""A report as a page and as files."""

import datetime
import json
from decimal import Decimal

import pytest

from agreements.enums import Role
from tests import factories
from tests.pages import client_of, read, text_of
from tests.reports.workplace import account_of, make_workplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return make_workplace()


@pytest.fixture
def client(place):
    return client_of(place.operator)


def test_shows_the_document_with_its_figures(client, place):
    factories.IndicatorRealizationFactory(indicator=place.direct, value=Decimal(21))
    response = client.get(place.report_address(place.kasi))
    words = text_of(response)
    assert response.status_code == 200
    assert "BAB I" in words
    assert "60,00 %" in words
    assert "Draf" in words
    assert "/static/css/document.css" in response.content.decode()


def test_findings_lead_to_the_cells(client, place):
    response = client.get(place.report_address(place.kasi))
    page = read(response)
    assert place.address("isian/") + f"?laporan=kasi-desa#indikator-{place.direct.pk}" in page.links
    assert place.address("isian/") + f"?laporan=kasi-desa#anggaran-{place.line.pk}" in page.links
    assert "galat" in text_of(response)


def test_findings_of_texts_lead_to_where_they_are_written(client, place):
    """Every page that a check names is one of the report, and opens."""
    report = place.report(place.kasi)
    factories.ReportTextFactory(report=report, section="closing", text="Sampai dengan 31 Juni 2024.")
    factories.FollowUpFactory(report=report, text="Mulai 31 Juni 2024")
    factories.PhotoFactory(report=report, text="Rapat", taken_on=datetime.date(2024, 7, 1))
    factories.StrategyItemFactory(strategy__report=report, strategy__indicator=place.direct, text="Mulai 31 Juni 2024")

    page = client.get(place.report_address(place.kasi)).content.decode()

    step = "uraian/#id_strategi-0-butir-0-text"
    for address in ("teks/closing/#id_text", "uraian/#id_lanjut-0-text", "foto/#id_foto-0-text", step):
        link = place.report_address(place.kasi) + address
        assert f'href="{link}">Perbaiki<' in page
        assert client.get(link).status_code == 200


def test_links_to_files_and_other_quarters(client, place):
    factories.ReportFactory(position=place.kasi, quarter=1)
    links = read(client.get(place.report_address(place.kasi))).links
    for extension in ("pdf", "xlsx", "json"):
        assert place.report_address(place.kasi, f"unduh.{extension}") in links
    assert f"/laporan/{place.unit.slug}/kasi-desa/2024/1/" in links


@pytest.mark.parametrize(
    ("extension", "content_type", "start"),
    [
        ("pdf", "application/pdf", b"%PDF-"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK"),
        ("json", "application/json", b"{"),
    ],
)
def test_downloads(client, place, extension, content_type, start):
    response = client.get(place.report_address(place.kasi, f"unduh.{extension}"))
    assert response.status_code == 200
    assert response["Content-Type"].startswith(content_type)
    assert response["Content-Disposition"].startswith('attachment; filename="')
    assert response["Content-Disposition"].endswith(f'.{extension}"')
    assert "kasi-desa" in response["Content-Disposition"]
    assert response.content.startswith(start)


def test_downloaded_data_is_this_report(client, place):
    data = json.loads(client.get(place.report_address(place.camat, "unduh.json")).content)
    assert (data["unit"], data["position"], data["year"], data["quarter"]) == (place.unit.slug, "camat", 2024, 2)


@pytest.mark.parametrize("extension", ["html", "exe", "pdf.exe"])
def test_no_other_files(client, place, extension):
    assert client.get(place.report_address(place.kasi, f"unduh.{extension}")).status_code == 404


@pytest.mark.parametrize("file", ["", "unduh.pdf", "unduh.xlsx", "unduh.json"])
def test_stranger_finds_nothing(place, file):
    assert client_of(make_workplace().operator).get(place.report_address(place.kasi, file)).status_code == 404


@pytest.mark.parametrize("file", ["", "unduh.json"])
def test_everybody_of_the_unit_and_the_roles_may_read(place, file):
    readers = [account_of(place.kasi), account_of(place.camat), factories.UserFactory(is_superuser=True)]
    readers += [factories.RoleGrantFactory(role=role, unit=None).user for role in (Role.ORGANISASI, Role.INSPECTOR)]
    for user in readers:
        assert client_of(user).get(place.report_address(place.kasi, file)).status_code == 200


def test_report_that_nobody_opened_is_not_found(client, place):
    assert client.get(f"/laporan/{place.unit.slug}/kasi-desa/2024/3/").status_code == 404
    assert client.get(f"/laporan/{place.unit.slug}/bukan-jabatan/2024/2/").status_code == 404


def test_report_without_agreement_still_opens(client, place):
    lone = factories.PositionFactory(unit=place.unit)
    factories.ReportFactory(position=lone)
    assert client.get(place.report_address(lone)).status_code == 200


def test_text_stays_text(client, place):
    place.direct.name = "<script>alert(1)</script>"
    place.direct.save()
    body = client.get(place.report_address(place.kasi)).content.decode()
    assert "<script>alert(1)" not in body
    assert "&lt;script&gt;alert(1)" in body


def test_editors_are_led_to_the_texts(client, place):
    teks = place.report_address(place.kasi, "teks/")
    response = client.get(place.report_address(place.kasi))
    assert teks in read(response).links
    assert "Ubah teks" in text_of(response)
    assert "Ubah teks" not in text_of(client_of(account_of(place.camat)).get(place.report_address(place.kasi)))


def test_text_that_figures_have_left_stands_beside_the_document(client, place):
    section = place.report_address(place.kasi, "teks/closing_counts/")
    page = read(client.get(section)).fields
    assert client.post(section, page | {"text": "Belum ada yang tercapai."}).status_code == 302
    sentence = "Angka di bagian ini berubah sejak disunting"
    assert sentence not in text_of(client.get(place.report_address(place.kasi)))
    factories.IndicatorRealizationFactory(indicator=place.direct, value=Decimal(35))
    response = client.get(place.report_address(place.kasi))
    words = text_of(response)
    assert sentence in words
    assert "2 catatan" in words, "that the agreement is a draft is the other one"
    assert section in read(response).links
