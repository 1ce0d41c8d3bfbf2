"""What an account still owes, on its first page."""

import datetime

import pytest
from django.utils import timezone

from agreements.enums import DecisionOutcome, ReportStatus
from reports.models import QuarterClosing, QuarterReopening, Report
from reports.views.owed import owed_reports
from tests import factories
from tests.pages import client_of, queries_of, read, text_of
from tests.reports.reviewing import make_office
from tests.reports.workplace import appoint

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2024, 7, 3)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: TODAY)


@pytest.fixture
def office():
    return make_office()


def home(office, who="holder"):
    return client_of(office.users[who]).get("/")


def give_back(office, reason="Periksa capaian.", late_days=None):
    """Let the kasi's report have been handed in and returned, with one remark open and one mended."""
    Report.objects.filter(pk=office.report.pk).update(status=ReportStatus.RETURNED, round=1)
    camat, kasi = office.users["superior"], office.users["holder"]
    factories.SubmissionFactory(report=office.report, round=1, by=kasi, late_days=late_days)
    factories.DecisionFactory(report=office.report, round=1, outcome=DecisionOutcome.RETURNED, reason=reason, by=camat)
    factories.CommentFactory(report=office.report, by=camat)
    factories.CommentFactory(report=office.report, by=camat, mended_at=timezone.now(), mended_by=kasi)


def test_draft_with_all_its_figures_leads_to_the_check_of_answers(office):
    response = home(office)
    words = text_of(response)
    assert "laporan kembali" not in words
    assert "Batas waktu: Jumat, 5 Juli 2024 (2 hari kerja lagi)" in words
    assert office.place.report_address(office.place.kasi, "ajukan/") in read(response).links


def test_draft_without_its_figures_leads_to_the_grid(office):
    office.place.direct.realizations.all().delete()
    response = home(office)
    assert "1 angka belum diisi" in text_of(response)
    assert office.place.report_address(office.place.kasi, "ajukan/") not in read(response).links
    assert office.place.address("isian/") + "?laporan=kasi-desa" in read(response).links


@pytest.mark.parametrize("who", ["holder", "operator"])
def test_returned_report_says_why_and_what_is_left(office, who):
    give_back(office)
    response = home(office, who)
    words = text_of(response)
    assert f"oleh {office.users['superior'].official.name}: Periksa capaian." in words
    assert "1 catatan belum diperbaiki" in words
    assert "Jumat, 5 Juli 2024 (tepat waktu)" in words
    assert office.place.report_address(office.place.kasi) + "#catatan" in read(response).links


def test_lateness_is_that_of_the_day_it_was_handed_in(office, monkeypatch):
    give_back(office, late_days=2)
    monkeypatch.setattr(timezone, "localdate", lambda: datetime.date(2024, 12, 1))
    words = text_of(home(office))
    assert "(terlambat 2 hari kerja)" in words
    assert "sudah lewat" not in words


def test_returned_ones_stand_in_front_then_the_oldest(office):
    place = office.place
    give_back(office)
    old = factories.ReportFactory(position=place.camat, quarter=1)
    found = owed_reports([place.camat, place.kasi], {}, TODAY)
    assert [(row.line.position, row.line.quarter.number, row.returned) for row in found] == [
        (place.kasi, 2, True),
        (place.camat, 1, False),
        (place.camat, 2, False),
    ]
    assert found[1].line.due.late
    assert not found[1].ready
    assert old.status == ReportStatus.DRAFT


@pytest.mark.parametrize("status", [ReportStatus.SUBMITTED, ReportStatus.APPROVED, ReportStatus.RECEIVED])
def test_what_was_handed_in_is_owed_no_more(office, status):
    Report.objects.filter(pk=office.report.pk).update(status=status, round=1)
    words = text_of(home(office))
    assert "Yang perlu dikerjakan" not in words
    assert "Triwulan II 2024: tidak ada yang perlu dikerjakan" in words


def test_operator_is_reminded_of_what_came_back_and_of_old_drafts_alone(office):
    assert "laporan kembali" not in text_of(home(office, "operator"))
    factories.ReportFactory(position=office.place.camat, quarter=1)
    words = text_of(home(office, "operator"))
    assert "1 laporan kembali atau dari triwulan lain" in words
    assert "Camat, TW I 2024" in words
    give_back(office)
    assert "2 laporan kembali atau dari triwulan lain" in text_of(home(office, "operator"))


def test_opened_revision_is_owed(office):
    Report.objects.filter(pk=office.report.pk).update(revision=2, round=1)
    words = text_of(home(office, "operator"))
    assert "1 laporan kembali atau dari triwulan lain" in words
    assert "revisi 2" in words


def test_closed_quarter_is_not_offered_to_be_handed_in(office):
    by = office.users["organisasi"]
    closing = QuarterClosing.objects.create(year=2024, quarter=2, at=timezone.now(), by=by)
    response = home(office)
    assert "Triwulannya sudah ditutup." in text_of(response)
    address = office.place.report_address(office.place.kasi, "ajukan/")
    assert address not in read(response).links
    QuarterReopening.objects.create(
        closing=closing, unit=office.place.unit, reason="Data.", until=TODAY, at=timezone.now(), by=by
    )
    response = home(office)
    assert "sudah ditutup" not in text_of(response)
    assert address in read(response).links


def test_closed_quarters_stand_last(office):
    place = office.place
    give_back(office)
    factories.ReportFactory(position=place.camat, quarter=1)
    QuarterClosing.objects.create(year=2024, quarter=2, at=timezone.now(), by=office.users["organisasi"])
    found = owed_reports([place.camat, place.kasi], {}, TODAY)
    assert [(row.line.quarter.number, row.closed) for row in found] == [(1, False), (2, True), (2, True)]


def test_long_list_is_folded(office):
    for year in range(2020, 2024):
        for quarter in (1, 2):
            factories.ReportFactory(position=office.place.kasi, year=year, quarter=quarter)
    response = home(office)
    assert "8 laporan kembali atau dari triwulan lain" in text_of(response)
    folded = response.content.decode().split("Tampilkan semua laporan yang perlu dikerjakan")
    assert [part.count('class="owed ') + part.count('class="owed"') for part in folded] == [5, 3]


@pytest.mark.parametrize("who", ["superior", "inspector", "stranger"])
def test_nobody_owes_the_reports_of_others(office, who):
    give_back(office)
    assert "Periksa capaian." not in text_of(home(office, who))


def test_reason_stays_text(office):
    give_back(office, "<script>alert(1)</script>")
    assert "<script>alert(1)" not in home(office).content.decode()


@pytest.mark.parametrize("who", ["holder", "operator"])
def test_costs_a_fixed_number_of_queries(office, who):
    place = office.place
    client = client_of(office.users[who])

    def add(*years):
        for year in years:
            report = factories.ReportFactory(position=place.kasi, year=year, status=ReportStatus.RETURNED, round=1)
            factories.DecisionFactory(report=report, round=1, outcome=DecisionOutcome.RETURNED, reason="Keliru.")
            factories.SubmissionFactory(report=report, round=1)
            position = factories.PositionFactory(unit=place.unit, superior=place.camat)
            appoint(position)
            factories.ReportFactory(position=position, quarter=1)

    add(2021)
    cost = queries_of(client, "/")
    add(2022, 2023)
    assert queries_of(client, "/") == cost
    assert cost < 75
