"""Issued files are sent as they were approved, or not at all; the list tells which revision holds."""

import hashlib
import logging

import pytest
from django.core.files.storage import default_storage

from agreements.models import Official
from tests.pages import client_of, queries_of, read, text_of
from tests.reports.issuing import content_of, issue, reopen
from tests.reports.workplace import make_workplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_workplace()


@pytest.fixture
def report(place):
    return place.report(place.kasi)


@pytest.fixture
def client(place):
    return client_of(place.operator)


def flip_a_byte(row):
    content = bytearray(content_of(row))
    content[50_000] ^= 1
    with open(default_storage.path(row.pdf.name), "wb") as stored:
        stored.write(content)


@pytest.mark.parametrize(("ending", "kind"), [("pdf", "application/pdf"), ("xlsx", "spreadsheetml.sheet")])
@pytest.mark.parametrize("page", ["terbit/1.{}", "unduh.{}"])
def test_the_stored_file_is_sent(client, place, report, ending, kind, page):
    row = issue(report)
    Official.objects.update(name="ORANG LAIN")
    response = client.get(place.report_address(place.kasi, page.format(ending)))
    assert hashlib.sha256(response.getvalue()).hexdigest() == getattr(row, f"{ending}_sha256")
    assert kind in response["Content-Type"]
    assert response["Cache-Control"] == "private, no-store"
    name = f"lkjip-{place.unit.slug}-kasi-desa-2024-tw2-revisi-1.{ending}"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'


def test_an_older_revision_stays_readable(client, place, report):
    first = issue(report)
    reopen(report)
    second = issue(report, 2)
    for row in (first, second):
        response = client.get(place.report_address(place.kasi, f"terbit/{row.revision}.pdf"))
        assert response.getvalue() == content_of(row)
    assert client.get(place.report_address(place.kasi, "unduh.pdf")).getvalue() == content_of(second)


def test_a_reopened_report_is_drawn_anew(client, place, report):
    row = issue(report)
    reopen(report)
    response = client.get(place.report_address(place.kasi, "unduh.xlsx"))
    assert response.status_code == 200
    assert response.content != content_of(row, "xlsx")


def test_data_of_an_approved_report_is_still_given(client, place, report):
    issue(report)
    assert client.get(place.report_address(place.kasi, "unduh.json")).json()["schema"] == 1


@pytest.mark.parametrize("page", ["terbit/1.pdf", "unduh.pdf"])
def test_a_damaged_file_is_refused_and_logged(client, place, report, page, caplog):
    row = issue(report)
    flip_a_byte(row)
    with caplog.at_level(logging.ERROR, "reports"):
        response = client.get(place.report_address(place.kasi, page))
    assert response.status_code == 500
    assert "Berkas tidak dikirim" in text_of(response)
    assert row.code in text_of(response)
    assert row.code in caplog.text


@pytest.mark.parametrize("page", ["terbit/2.pdf", "terbit/1.json", "terbit/1.html", "terbit/0.pdf"])
def test_what_was_not_issued_is_not_found(client, place, report, page):
    issue(report)
    assert client.get(place.report_address(place.kasi, page)).status_code == 404


def test_strangers_get_nothing(place, report):
    issue(report)
    stranger = client_of(make_workplace().operator)
    for page in ("terbit/", "terbit/1.pdf", "terbit/1.xlsx"):
        assert stranger.get(place.report_address(place.kasi, page)).status_code == 404


def test_the_list_tells_who_approved_what_and_what_holds(client, place, report):
    first = issue(report)
    reopen(report)
    second = issue(report, 2)
    response = client.get(place.report_address(place.kasi, "terbit/"))
    said = text_of(response)
    assert said.index("Revisi 2") < said.index("menggantikan revisi 1") < said.index("Revisi 1 digantikan")
    assert "10 Juli 2024 SITI RAHAYU, S.Sos, Plt. Camat Contoh" in said
    links = read(response).links
    for row in (first, second):
        assert f"/verifikasi/{row.code}/" in links
        for ending in ("pdf", "xlsx"):
            assert place.report_address(place.kasi, f"terbit/{row.revision}.{ending}") in links


def test_a_report_that_was_never_approved_says_so(client, place, report):
    response = client.get(place.report_address(place.kasi, "terbit/"))
    assert "belum pernah disetujui" in text_of(response)
    assert place.report_address(place.kasi, "terbit/") not in read(client.get(place.report_address(place.kasi))).links


def test_the_report_leads_to_its_issues(client, place, report):
    issue(report)
    assert place.report_address(place.kasi, "terbit/") in read(client.get(place.report_address(place.kasi))).links


def test_the_list_costs_the_same_with_more_rows(client, place, report):
    issue(report)
    one = queries_of(client, place.report_address(place.kasi, "terbit/"))
    for number in (2, 3):
        reopen(report)
        issue(report, number)
    assert queries_of(client, place.report_address(place.kasi, "terbit/")) == one
