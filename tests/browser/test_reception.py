"""Receiving, giving back, closing and reopening in Chromium, with the keyboard alone, wide and narrow."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from agreements.enums import ReportStatus
from agreements.models import User
from agreements.numbers import format_date
from reports.models import QuarterClosing, QuarterReopening, Report
from tests.browser.accessibility import complaints
from tests.browser.keyboard import choose
from tests.browser.keyboard import press_named as press

pytestmark = pytest.mark.browser

BOARD = "/penerimaan/2024/2/"


@pytest.fixture
def approved(demo):
    rows = Report.objects.filter(position__unit__slug="kecamatan-rowokangkung", year=2024, quarter=2)
    rows.update(status=ReportStatus.APPROVED, round=1)
    assert rows.count() > 3
    return rows


def test_reports_are_received_and_given_back_without_a_mouse(live_server, page: Page, approved, sign_in):
    sign_in("organisasi")
    page.goto(live_server.url)
    press(page, "link", "Penerimaan")
    waiting = approved.count()
    for post in ("Sekretaris Kecamatan", "Kepala Seksi Pemerintahan"):
        press(page, "checkbox", f"Pilih {post}, Kecamatan Rowokangkung", "Space")
    press(page, "button", "Terima yang dicentang")
    expect(page.get_by_role("status").first).to_contain_text("2 laporan diterima")
    assert approved.filter(status=ReportStatus.RECEIVED).count() == 2
    press(page, "link", "Kembalikan Kepala Seksi Pemberdayaan Masyarakat, Kecamatan Rowokangkung")
    press(page, "button", "Kembalikan laporan")
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_label("Alasan dikembalikan").focus()
    page.keyboard.type("Tabel 2.1 keliru.")
    press(page, "button", "Kembalikan laporan")
    expect(page.get_by_role("status").first).to_contain_text("berlanjut sebagai revisi 2")
    assert approved.filter(status=ReportStatus.APPROVED).count() == waiting - 3


def test_all_are_ticked_at_once(live_server, page: Page, approved, sign_in):
    sign_in("organisasi")
    page.goto(live_server.url + BOARD + "?unit=kecamatan-rowokangkung")
    press(page, "button", "Centang semua")
    press(page, "button", "Terima yang dicentang")
    expect(page.get_by_role("heading", name="Tidak ada laporan yang menunggu diterima")).to_be_visible()
    assert not approved.exclude(status=ReportStatus.RECEIVED).exists()


def test_quarter_is_closed_and_reopened_without_a_mouse(live_server, page: Page, approved, sign_in):
    sign_in("organisasi")
    page.goto(live_server.url + BOARD)
    press(page, "link", "Tutup triwulan ini…")
    press(page, "button", "Ya, tutup triwulan ini")
    expect(page.get_by_role("status").first).to_contain_text("ditutup untuk semua unit")
    press(page, "link", "Buka kembali untuk satu unit")
    choose(page.get_by_label("Unit kerja"), "Kecamatan Rowokangkung")
    page.get_by_label("Alasan dibuka kembali").focus()
    page.keyboard.type("Data BPS terlambat.")
    until = timezone.localdate() + datetime.timedelta(days=3)
    page.get_by_label("Dibuka sampai").focus()
    page.keyboard.type(format_date(until))
    press(page, "button", "Buka kembali")
    expect(page.get_by_text("masih terbuka")).to_be_visible()
    row = QuarterReopening.objects.get()
    assert (row.unit.slug, row.until) == ("kecamatan-rowokangkung", until)


def test_corrected_figure_asks_for_its_reason_at_once(live_server, page: Page, approved, sign_in):
    sign_in("operator")
    page.goto(live_server.url + "/unit/kecamatan-rowokangkung/2024/2/isian/")
    reason = page.get_by_label("Alasan perubahan angka yang sudah disetujui")
    expect(reason).to_be_hidden()
    cell = page.locator("[data-approved] .cell-input input").first
    before = cell.input_value()
    cell.fill("7")
    expect(reason).to_be_visible()
    assert page.locator("#koreksi li:visible").count() >= 1
    cell.fill(before)
    expect(reason).to_be_hidden()
    cell.fill("7")
    press(page, "link", "Tulis alasannya")
    expect(reason).to_be_focused()
    page.keyboard.type("Salah salin dari SPJ.")
    # Leaving the reason sends what waited for it.
    page.keyboard.press("Tab")
    expect(page.locator("#keadaan")).to_contain_text("Semua isian tersimpan")
    assert approved.filter(changed_since_approval=True, revision__gte=2).exists()


def test_closed_and_reopened_quarters_have_no_barriers_and_fit_a_phone(live_server, page: Page, approved, sign_in):
    one = approved.first()
    Report.objects.filter(pk=one.pk).update(changed_since_approval=True)
    organisasi = User.objects.get(username="organisasi")
    closing = QuarterClosing.objects.create(year=2024, quarter=1, at=timezone.now(), by=organisasi)
    today = timezone.localdate()
    QuarterReopening.objects.create(
        closing=closing, unit=one.position.unit, reason="Data terlambat.", until=today, at=timezone.now(), by=organisasi
    )
    sign_in("organisasi")
    pages = (BOARD, f"{BOARD}?status=approved", "/penerimaan/2024/1/", "/penerimaan/2024/1/buka-kembali/")
    found = [complaint for address in pages for complaint in complaints(page, live_server.url + address)]
    sign_in("operator")
    found += complaints(page, live_server.url + "/unit/kecamatan-rowokangkung/2024/2/isian/")
    assert found == []
