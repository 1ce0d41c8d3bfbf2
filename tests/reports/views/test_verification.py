"""The public pages: what a code is worth, what a file is, and nothing more told than the cover prints."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from agreements.enums import ReportStatus
from reports.queries import issued_by_code
from reports.views.verification import A_MINUTE
from tests.pages import queries_of, read, text_of
from tests.reports.issuing import code_of, content_of, issue, reopen
from tests.reports.workplace import make_workplace

pytestmark = pytest.mark.django_db

SEARCH = "/verifikasi/"


@pytest.fixture
def place(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_workplace()


@pytest.fixture
def report(place):
    return place.report(place.kasi)


def page_of(row):
    return f"/verifikasi/{row.code}/"


def check_file(client, address, content, name="laporan.pdf"):
    return client.post(address, {"berkas": SimpleUploadedFile(name, content)})


# -- codes -------------------------------------------------------------------------------------------------------------


def test_a_valid_document_is_told_as_its_cover_prints_it(client, report):
    row = issue(report)
    response = client.get(page_of(row))
    found = issued_by_code(row.code)
    said = text_of(response)
    for words in ("Sah", found.title, found.unit, found.official, "Triwulan II 2024", "10 Juli 2024, revisi 1"):
        assert words in said
    for exact in (row.code, row.pdf_sha256, row.xlsx_sha256):
        assert exact in said
    for hidden in ("SITI RAHAYU", "NIP", report.position.appointments.get().official.nip, row.by.username):
        assert hidden not in said


def test_each_standing_has_its_words(client, report):
    first = issue(report)
    reopen(report)
    assert "Sah, sedang direvisi" in text_of(client.get(page_of(first)))
    second = issue(report, 2)
    response = client.get(page_of(first))
    assert "Digantikan oleh revisi 2" in text_of(response)
    assert "Sejak 10 Juli 2024 penggantinya" in text_of(response)
    assert page_of(second) in read(response).links
    assert "Sah" in text_of(client.get(page_of(second)))


def test_a_returned_document_is_told(client, report):
    from tests.reports.test_queries_issued import send_back

    row = issue(report)
    send_back(report)
    assert "Dikembalikan" in text_of(client.get(page_of(row)))


@pytest.mark.parametrize("code", ["0000-0000-0000-0000", "abc", "7K3M-9QXT-0B4N-WZ5U", "%00", "é" * 16, "A" * 500])
def test_an_unknown_code_is_one_page_whatever_it_is(client, report, code):
    issue(report)
    response = client.get(f"/verifikasi/{code}/")
    assert response.status_code == 404
    assert response.content == client.get("/verifikasi/ZZZZ-ZZZZ-ZZZZ-ZZZZ/").content
    assert "Tidak dikenal" in text_of(response)


def test_a_code_is_read_however_it_is_typed(client, report):
    row = issue(report)
    typed = row.code.lower().replace("-", " ").replace("0", "o")
    assert client.get(SEARCH, {"kode": typed}).url == page_of(row)
    assert client.get(f"/verifikasi/{row.code.replace('-', '').lower()}/").status_code == 200
    assert client.get(SEARCH, {"kode": row.address}).url == page_of(row)


def test_what_can_not_be_a_code_is_told_and_kept(client):
    response = client.get(SEARCH, {"kode": '7K3M "salah"'})
    assert response.status_code == 422
    assert read(response).fields["kode"] == '7K3M "salah"'
    assert "Kode terdiri atas 16 huruf dan angka" in text_of(response)


def test_a_typed_code_that_nobody_issued_is_unknown(client):
    response = client.get(SEARCH, {"kode": code_of(9)}, follow=True)
    assert response.status_code == 404


# -- files -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("ending", "name"), [("pdf", "PDF"), ("xlsx", "Excel")])
@pytest.mark.parametrize("by_code", [True, False])
def test_the_very_file_is_told(client, report, ending, name, by_code):
    row = issue(report)
    response = check_file(client, page_of(row) if by_code else SEARCH, content_of(row, ending), "<b>a.pdf")
    said = text_of(response)
    assert "Berkas ini asli" in said
    assert f"<b>a.pdf persis sama, sampai ke bita terakhir, dengan {name} yang disetujui" in said
    assert row.code in said


@pytest.mark.parametrize("at", [0, 50_000, -1])
@pytest.mark.parametrize("by_code", [True, False])
def test_one_flipped_byte_is_called_out(client, report, at, by_code):
    row = issue(report)
    content = bytearray(content_of(row))
    content[at] ^= 1
    said = text_of(check_file(client, page_of(row) if by_code else SEARCH, bytes(content)))
    assert "Berkas ini bukan berkas yang disetujui" in said
    assert "Berkas ini asli" not in said


def test_the_file_of_another_revision_is_told_from_changed_ones(client, report):
    first = issue(report)
    reopen(report)
    second = issue(report, 2)
    response = check_file(client, page_of(second), content_of(first))
    assert "Berkas ini dari dokumen lain" in text_of(response)
    assert "revisi 1" in text_of(response)
    assert page_of(first) in read(response).links
    said = text_of(check_file(client, SEARCH, content_of(first)))
    assert "Berkas ini asli" in said
    assert "Digantikan oleh revisi 2" in said


def test_a_hash_that_the_browser_reckoned_is_as_good_as_the_file(client, report):
    row = issue(report)
    for address in (page_of(row), SEARCH):
        assert "Berkas ini asli" in text_of(client.get(address, {"sidik": row.pdf_sha256.upper()}))
        assert "bukan berkas yang disetujui" in text_of(client.get(address, {"sidik": "0" * 64}))
        refused = client.get(address, {"sidik": "xyz"})
        assert refused.status_code == 422
        assert "64 angka heksadesimal" in text_of(refused)


@pytest.mark.parametrize("by_code", [True, False])
def test_a_refused_file_is_told_on_the_page(client, report, by_code):
    row = issue(report)
    response = client.post(page_of(row) if by_code else SEARCH)
    assert response.status_code == 422
    assert "Belum ada berkas yang dipilih." in text_of(response)


def test_a_file_is_taken_without_a_session_and_gives_none(report):
    row = issue(report)
    client = Client(enforce_csrf_checks=True)
    response = check_file(client, page_of(row), content_of(row))
    assert response.status_code == 200
    assert not response.cookies


def test_nothing_is_stored_of_a_checked_file(client, report, tmp_path):
    row = issue(report)
    before = sorted(path.name for path in tmp_path.rglob("*"))
    check_file(client, page_of(row), content_of(row))
    check_file(client, SEARCH, b"lain")
    assert sorted(path.name for path in tmp_path.rglob("*")) == before


# -- manners -----------------------------------------------------------------------------------------------------------


def test_an_address_that_asks_too_often_waits(client, report):
    row = issue(report)
    answers = [client.get(page_of(row)).status_code for _ in range(A_MINUTE - 1)]
    assert check_file(client, SEARCH, b"lain").status_code == 200
    assert set(answers) == {200}
    for response in (client.get(SEARCH), client.get("/verifikasi/salah/"), check_file(client, SEARCH, b"lain")):
        assert response.status_code == 429
        assert 0 < int(response["Retry-After"]) <= 60
        assert "Tunggu sebentar" in text_of(response)
    assert client.get(page_of(row), REMOTE_ADDR="192.0.2.9").status_code == 200


def test_pages_are_kept_by_nobody_and_listed_nowhere(client, report):
    row = issue(report)
    for address in (SEARCH, page_of(row), "/verifikasi/salah/"):
        response = client.get(address)
        assert "no-store" in response["Cache-Control"]
        assert response["X-Robots-Tag"] == "noindex"


def test_revisions_do_not_raise_the_price(client, report):
    row = issue(report)
    one = queries_of(client, page_of(row))
    for number in (2, 3):
        reopen(report, ReportStatus.DRAFT)
        issue(report, number)
    assert queries_of(client, page_of(row)) <= one
