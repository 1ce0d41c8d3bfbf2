"""The whole office on one screen: who sees it, what it says and where it leads, and the way to it."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from agreements.enums import ReportStatus
from reports.models import BudgetRealization, QuarterClosing
from reports.refreshing import refresh_summaries
from reports.views import office as office_page
from tests import factories
from tests.pages import client_of, queries_of, read, text_of
from tests.reports.reviewing import make_office
from tests.reports.workplace import appoint

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2024, 7, 9)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: TODAY)


@pytest.fixture
def office():
    return make_office(ReportStatus.SUBMITTED)


def page(office, who="superior"):
    return client_of(office.users[who]).get(office.place.address("ringkasan/"))


def pay_for(office):
    """Let the money of one line run ahead: 95 % spent, and of its two outcomes one at 60 % and one at 35 %."""
    office.place.line.indicators.set([office.place.direct, office.place.ratio])
    BudgetRealization.objects.filter(budget_line=office.place.line).update(amount=Decimal(9_500_000))


def test_what_waits_stands_first_and_leads_to_the_review(office):
    response = page(office)
    assert "1 laporan menunggu Anda" in text_of(response)
    assert office.place.report_address(office.place.kasi, "reviu/") in read(response).links
    assert "menunggu Anda" not in text_of(page(office, "operator"))


def test_reports_and_lateness_are_told(office):
    words = text_of(page(office))
    assert "0 dari 2 laporan diterima, 1 lewat batas" in words
    assert "1 laporan jatuh tempo dan belum diajukan" in words
    assert "Camat" in words


def test_figures_are_those_of_the_unit(office):
    words = text_of(page(office))
    assert "Pagu Rp 15.000.000" in words
    assert "Realisasi Rp 5.320.000" in words
    assert "Serapan 35,47 %" in words


def test_money_that_is_far_ahead_is_named_with_its_post_and_leads_to_its_cell(office):
    pay_for(office)
    response = page(office)
    words = text_of(response)
    assert "Sub Kegiatan Keluarga" in words
    assert "Serapan 95,00 %" in words
    assert "Jumlah keluarga yang diberdayakan Capaian 60,00 %" in words
    assert office.place.address("isian/") + f"#anggaran-{office.place.line.pk}" in read(response).links


def test_office_without_gaps_is_told_so(office):
    assert "Tidak ada anggaran yang jauh mendahului hasilnya." in text_of(page(office))


def test_many_lines_are_behind_a_click(office, monkeypatch):
    pay_for(office)
    office.place.other_line.indicators.set([office.place.direct])
    BudgetRealization.objects.filter(budget_line=office.place.other_line).update(amount=Decimal(5_000_000))
    assert "Tampilkan semua" not in text_of(page(office))
    monkeypatch.setattr(office_page, "SHOWN", 1)
    assert "Tampilkan semua (2)" in text_of(page(office))


def test_closed_quarter_is_said(office):
    QuarterClosing.objects.create(year=2024, quarter=2, at=timezone.now(), by=office.users["organisasi"])
    assert "sudah ditutup" in text_of(page(office))


def test_quarter_that_nobody_opened_can_be_looked_at(office):
    response = client_of(office.users["superior"]).get(office.place.address("ringkasan/").replace("/2/", "/3/"))
    assert response.status_code == 200
    assert "Belum dibuka" in text_of(response)


@pytest.mark.parametrize("who", ["operator", "holder", "superior", "organisasi", "inspector", "admin"])
def test_whoever_sees_the_unit_sees_it(office, who):
    assert page(office, who).status_code == 200


def test_stranger_knows_nothing_of_it(office):
    assert page(office, "stranger").status_code == 404


def test_head_of_the_office_is_led_here(office):
    address = office.place.address("ringkasan/")
    assert address in read(client_of(office.users["superior"]).get("/")).links
    assert address not in read(client_of(office.users["holder"]).get("/")).links
    assert address in read(client_of(office.users["operator"]).get("/")).links


def test_three_posts_cost_what_one_costs(office):
    pay_for(office)
    refresh_summaries()
    client, address = client_of(office.users["superior"]), office.place.address("ringkasan/")
    one = queries_of(client, address)
    for name in ("a", "b"):
        post = factories.PositionFactory(unit=office.place.unit, superior=office.place.camat, name=name, slug=name)
        appoint(post)
        factories.ReportFactory(position=post, status=ReportStatus.SUBMITTED)
    refresh_summaries()
    assert queries_of(client, address) == one
