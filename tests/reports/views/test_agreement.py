"""The Perjanjian Kinerja as a page and as files, and the ways that lead to it."""

import datetime
from decimal import Decimal

import pytest

from agreements.enums import AgreementKind
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
        "belum dicatat, jadi ini masih draf",
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


def test_a_draft_without_its_mark_is_for_who_notes_the_signature(client, place):
    """Else an unsigned paper without any mark would go round."""
    address, page = place.agreement_address(place.kasi, "unduh.pdf"), place.agreement_address(place.kasi)
    clean = f"{address}?untuk=tanda-tangan"
    for way in (page, place.agreement_address(place.kasi, "tanda-tangan/")):
        assert clean in read(client.get(way)).links
    marked, unmarked = client.get(address).content, client.get(clean).content
    assert marked != unmarked
    reader = client_of(account_of(place.kasi))
    assert clean not in read(reader.get(page)).links
    assert reader.get(clean).status_code == 403
    assert reader.get(address).status_code == 200
    place.kasi.agreements.update(signed_on=datetime.date(2024, 1, 10))
    assert clean not in read(client.get(page)).links
    assert client.get(clean).status_code == 403, "what is signed is drawn in one way alone"


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


# -- signing -----------------------------------------------------------------------------------------------------------


def sign(client, place, date="10 Januari 2024", kind="murni", typed=()):
    address = place.agreement_address(place.kasi, "tanda-tangan/", kind)
    page = read(client.get(address)).fields
    return client.post(address, page | {"signed_on": date} | dict(typed))


def test_a_signature_locks_the_paper_with_the_amounts_it_shows(client, place):
    response = sign(client, place, typed={"place": "Lumajang"})
    assert response.url == place.agreement_address(place.kasi)
    words = text_of(client.get(response.url))
    assert "Lumajang, 10 Januari 2024" in words
    assert "Buat Perubahan" in words
    assert "Catat tanda tangan" not in words
    agreement = place.kasi.agreements.get()
    assert agreement.budgets.get().amount_signed == 10_000_000
    factories.CeilingFactory(budget_line=place.line, amount=1, from_date=datetime.date(2024, 2, 1))
    assert "10.000.000" in text_of(client.get(response.url))
    assert sign(client, place).status_code == 403


def test_the_units_own_place_is_not_stored(client, place):
    sign(client, place)
    assert place.kasi.agreements.get().signed_place == ""
    assert "Contoh, 10 Januari 2024" in text_of(client.get(place.agreement_address(place.kasi)))


@pytest.mark.parametrize(
    ("date", "sentence"),
    [("", "Tuliskan tanggal yang tertulis di kertas"), ("31 Juni", "31 Juni"), ("1 Januari 2999", "belum tiba")],
)
def test_a_date_that_is_none_is_refused(client, place, date, sentence):
    response = sign(client, place, date)
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert read(response).fields["signed_on"] == date
    assert place.kasi.agreements.get().signed_on is None


def test_what_changed_since_it_was_shown_is_not_signed(client, place):
    response = sign(client, place, typed={"seen": "lain"})
    assert response.status_code == 409
    assert "baru saja diubah orang lain" in text_of(response)


def test_a_new_perubahan_has_its_own_paper(client, place):
    sign(client, place)
    start = {"source": "perubahan", "post": place.kasi.pk}
    client.post(f"/perjanjian/{place.unit.slug}/2024/buat/", start)
    words = text_of(client.get(place.agreement_address(place.kasi, kind="perubahan")))
    assert "PERUBAHAN PERJANJIAN KINERJA TAHUN 2024" in words
    assert "belum dicatat, jadi ini masih draf" in words
    response = client.get(place.agreement_address(place.kasi, "unduh.pdf", "perubahan"))
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert sign(client, place, "2 September 2024", "perubahan").status_code == 302
    assert "2 September 2024" in text_of(client.get(place.agreement_address(place.kasi, kind="perubahan")))
