"""The whole way of a document: handed in, approved, checked by code and by file, damaged, returned, revised."""

import datetime
import hashlib
import io

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import load_workbook
from pypdf import PdfReader

from agreements.models import Official
from reports.actions import approve_report, revise_report, send_back_report, submit_report
from reports.codes import address_of, read_code
from reports.models import BudgetRealization
from tests.pages import client_of, text_of
from tests.reports.reviewing import drawn_for, make_office, seen_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    settings.PUBLIC_URL = "https://lkjip.example.go.id"
    monkeypatch.setattr(timezone, "localdate", lambda *args: datetime.date(2024, 7, 8))
    return make_office()


def approve(office):
    users = office.users
    submit_report(report=office.again(), version=office.again().version, by=users["holder"])
    report = office.again()
    drawn = drawn_for(report, users["superior"])
    return approve_report(report=report, seen=seen_of(report), drawn=drawn, by=users["superior"])


def check(client, row, content):
    return text_of(client.post(f"/verifikasi/{row.code}/", {"berkas": SimpleUploadedFile("a.pdf", content)}))


def test_an_approved_document_is_checked_from_its_print_to_its_last_byte(client, office):
    row = approve(office)
    with default_storage.open(row.pdf.name) as stored:
        content = stored.read()

    printed = " ".join(PdfReader(io.BytesIO(content)).pages[-1].extract_text().split())
    assert row.code in printed
    assert row.address == address_of(row.code, "https://lkjip.example.go.id")
    assert read_code(row.address) == row.code
    with default_storage.open(row.xlsx.name) as stored:
        cover = load_workbook(stored)["Sampul"]
        assert row.code in [cell.value for line in cover.iter_rows() for cell in line]

    page = text_of(client.get(f"/verifikasi/{row.code}/"))
    official = office.place.kasi.appointments.get().official.name
    assert "Sah" in page
    assert official in page
    assert "Berkas ini asli" in check(client, row, content)

    changed = bytearray(content)
    changed[len(content) // 2] ^= 1
    assert "Berkas ini bukan berkas yang disetujui" in check(client, row, bytes(changed))

    # The same byte, in the store: neither address sends the file any more, and the page still answers.
    with open(default_storage.path(row.pdf.name), "wb") as stored:
        stored.write(changed)
    reader = client_of(office.users["inspector"])
    for address in ("unduh.pdf", "terbit/1.pdf"):
        assert "Berkas tidak dikirim" in text_of(reader.get(office.place.report_address(office.place.kasi, address)))
    assert "Berkas ini bukan berkas yang disetujui" in check(client, row, bytes(changed))
    assert "Berkas ini asli" in check(client, row, content)


def test_what_changes_after_approval_changes_no_byte_that_is_sent(client, office):
    row = approve(office)
    Official.objects.update(name="ORANG LAIN")
    BudgetRealization.objects.update(amount=1)
    reader = client_of(office.users["inspector"])
    sent = reader.get(office.place.report_address(office.place.kasi, "unduh.pdf")).getvalue()
    assert hashlib.sha256(sent).hexdigest() == row.pdf_sha256
    assert "ORANG LAIN" not in text_of(client.get(f"/verifikasi/{row.code}/"))


def test_the_page_follows_the_report(client, office):
    def told(row):
        return text_of(client.get(f"/verifikasi/{row.code}/"))

    first = approve(office)
    organisasi = office.users["organisasi"]
    send_back_report(report=office.again(), version=office.again().version, reason="Angka keliru", by=organisasi)
    assert "Dikembalikan" in told(first)
    assert "Angka keliru" not in told(first)
    second = approve(office)
    assert "Digantikan oleh revisi 2" in told(first)
    assert second.code in told(first)
    assert "ini revisi terakhirnya" in told(second)
    revise_report(
        report=office.again(), version=office.again().version, reason="Melengkapi", by=office.users["operator"]
    )
    assert "Sah, sedang direvisi" in told(second)
