"""The Perjanjian Kinerja as a page and as files, and the ways that lead to it."""

import datetime
from decimal import Decimal

import pytest

from agreements.enums import AgreementKind
from tests import factories
from tests.pages import client_of, read, text_of
from tests.reports.workplace import make_workplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return make_workplace()


@pytest.fixture
def client(place):
    return client_of(place.operator)


@pytest.fixture
def amended(place):
    old = place.kasi.agreements.get()
    return factories.AgreementFactory(
        position=place.kasi, kind=AgreementKind.PERUBAHAN, supersedes=old, signed_on=datetime.date(2024, 10, 2)
    )


def test_shows_the_paper(client, place):
    response = client.get(place.agreement_address(place.kasi))
    words = text_of(response)
    for expected in (
        "Pihak pertama berjanji akan mewujudkan target kinerja",
        "Jumlah keluarga yang diberdayakan",
        "JUMLAH",
        "tanggal belum dicatat",
    ):
        assert expected in words
    assert "/static/css/document.css" in response.content.decode()


def test_leads_back_to_the_unit_where_a_quarter_of_the_year_is_open(client, place):
    assert place.address() in read(client.get(place.agreement_address(place.kasi))).links
    closed = make_workplace(opened=False)
    words = text_of(client_of(closed.operator).get(closed.agreement_address(closed.kasi)))
    assert closed.unit.name in words


def test_leads_to_its_files_and_to_the_other_agreement_of_the_year(client, place, amended):
    links = read(client.get(place.agreement_address(place.kasi))).links
    for extension in ("pdf", "xlsx"):
        assert place.agreement_address(place.kasi, f"unduh.{extension}") in links
    other = place.agreement_address(place.kasi, kind="perubahan")
    assert other in links
    words = text_of(client.get(other))
    assert "PERUBAHAN PERJANJIAN KINERJA TAHUN 2024" in words
    assert "2 Oktober 2024" in words


@pytest.mark.parametrize(
    ("extension", "content_type", "start"),
    [
        ("pdf", "application/pdf", b"%PDF-"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK"),
    ],
)
def test_files(client, place, extension, content_type, start):
    response = client.get(place.agreement_address(place.kasi, f"unduh.{extension}"))
    assert response["Content-Type"] == content_type
    assert response["Content-Disposition"] == (
        f'attachment; filename="pk-{place.unit.slug}-kasi-desa-2024.{extension}"'
    )
    assert response["Cache-Control"] == "private, no-store"
    assert response.content.startswith(start)


@pytest.mark.parametrize(
    "address", ["2024/perubahan/", "2025/murni/", "2024/lain/", "2024/murni/unduh.json", "2024/perubahan/unduh.pdf"]
)
def test_what_is_not_there_is_not_found(client, place, address):
    assert client.get(f"/pk/{place.unit.slug}/kasi-desa/{address}").status_code == 404
    assert client.get(f"/pk/{place.unit.slug}/tidak-ada/2024/murni/").status_code == 404


def test_report_and_unit_lead_to_it(client, place):
    link = place.agreement_address(place.kasi)
    assert link in read(client.get(place.report_address(place.kasi))).links
    page = read(client.get(place.address()))
    assert {link, place.agreement_address(place.camat)} <= set(page.links)


def test_a_report_without_an_agreement_leads_nowhere(client, place):
    place.kasi.agreements.get().delete()
    assert "/pk/" not in client.get(place.report_address(place.kasi)).content.decode()


def test_the_report_leads_to_the_agreement_that_it_prints(client, place, amended):
    amended.signed_on = datetime.date(2024, 5, 2)
    amended.save()
    factories.AgreementItemFactory(agreement=amended, indicator=place.direct, target_signed=Decimal(35))
    links = read(client.get(place.report_address(place.kasi))).links
    assert place.agreement_address(place.kasi, kind="perubahan") in links
    assert place.agreement_address(place.kasi) not in links
