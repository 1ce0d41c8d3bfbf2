"""Opening an approved report again."""

import pytest

from agreements.enums import ReportStatus
from reports import actions
from tests.pages import client_of, read, text_of
from tests.reports.reviewing import draw_cheaply, drawn_for, make_office, seen_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    draw_cheaply(monkeypatch)


@pytest.fixture
def office():
    """An office whose kasi has an approved report."""
    office = make_office()
    report, camat = office.again(), office.users["superior"]
    actions.submit_report(report=report, version=report.version, by=office.users["holder"])
    report = office.again()
    actions.approve_report(report=report, seen=seen_of(report), drawn=drawn_for(report, camat), by=camat)
    return office


def address(office):
    return office.place.report_address(office.place.kasi, "revisi/")


def fields(response, reason):
    carried = {name: value for name, value in read(response).fields.items() if name in {"version", "seen", "line"}}
    return carried | {"reason": reason}


def test_says_what_a_revision_means(office):
    words = text_of(client_of(office.users["holder"]).get(address(office)))
    assert "tetap berlaku dan dapat diverifikasi sampai revisi 2 disetujui" in words
    assert office.report.issues.get().code in words
    assert "Buka revisi 2" in words


@pytest.mark.parametrize("who", ["holder", "operator"])
def test_is_opened_with_a_reason(office, who):
    client = client_of(office.users[who])
    response = client.post(address(office), fields(client.get(address(office)), "Pagu berubah."), follow=True)
    assert response.redirect_chain == [(office.place.report_address(office.place.kasi), 302)]
    words = text_of(response)
    assert "Revisi 2 dibuka." in words
    assert "Dibuka sebagai revisi 2" in words
    assert "Pagu berubah." in words
    assert "Belum ada yang berubah sejak disetujui." in words
    report = office.again()
    assert (report.status, report.revision) == (ReportStatus.DRAFT, 2)


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_needs_a_reason(office, reason):
    client = client_of(office.users["holder"])
    response = client.post(address(office), fields(client.get(address(office)), reason))
    assert response.status_code == 422
    assert "Alasan revisi : Tuliskan alasannya" in text_of(response)
    assert office.again().status == ReportStatus.APPROVED


def test_reason_that_is_too_long_is_refused_and_kept(office):
    client = client_of(office.users["holder"])
    reason = "a" * 2001
    response = client.post(address(office), fields(client.get(address(office)), reason))
    assert response.status_code == 422
    assert read(response).fields["reason"].strip() == reason
    assert office.again().status == ReportStatus.APPROVED


def test_stale_page_keeps_the_reason_and_says_who_was_faster(office):
    client = client_of(office.users["holder"])
    page = client.get(address(office))
    report = office.again()
    actions.revise_report(report=report, version=report.version, reason="Lebih dulu.", by=office.users["operator"])
    response = client.post(address(office), fields(page, "Pagu berubah."))
    words = text_of(response)
    assert response.status_code == 409
    assert "Revisi belum dibuka." in words
    assert "Pagu berubah." in words
    assert "Lebih dulu." in words
    assert office.users["operator"].username in words
    assert office.again().revision == 2


def test_stale_page_of_a_report_that_may_still_be_opened_keeps_the_reason_in_its_field(office):
    client = client_of(office.users["holder"])
    response = client.post(address(office), {"version": "0", "reason": "Pagu berubah."})
    assert response.status_code == 409
    assert read(response).fields["reason"].strip() == "Pagu berubah."
    assert client.post(address(office), fields(response, "Pagu berubah.")).status_code == 302


@pytest.mark.parametrize("who", ["superior", "organisasi", "inspector", "admin"])
def test_is_refused_to_everybody_else(office, who):
    client = client_of(office.users[who])
    page = client.get(address(office))
    assert "Laporan ini direvisi oleh pejabatnya atau operator unitnya." in text_of(page)
    assert "Buka revisi 2" not in text_of(page)
    version = office.again().version
    assert client.post(address(office), {"version": version, "reason": "Pagu berubah."}).status_code == 403
    assert office.again().status == ReportStatus.APPROVED


def test_draft_is_not_revised():
    office = make_office()
    client = client_of(office.users["holder"])
    assert "Laporan ini berstatus draf, jadi tidak dapat direvisi." in text_of(client.get(address(office)))
    response = client.post(address(office), {"version": office.again().version, "reason": "Pagu berubah."})
    assert response.status_code == 403
