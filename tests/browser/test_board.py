"""Bagian Organisasi on the morning of the deadline, with the keyboard alone; and the camat's page; wide and narrow."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from agreements.enums import NoticeKind, ReportStatus
from agreements.numbers import format_date
from reports.models import Notice, QuarterClosing, QuarterReopening, Report
from tests.browser.accessibility import complaints
from tests.browser.keyboard import choose
from tests.browser.keyboard import press_named as press

pytestmark = pytest.mark.browser

DEADLINE = datetime.date(2024, 7, 5)
BOARD = "/papan/2024/2/"
OFFICE = "/unit/kecamatan-rowokangkung/2024/2/ringkasan/"


@pytest.fixture
def reports(demo, monkeypatch):
    """Let it be the day on which the reports of the second quarter are due, with one that was approved."""
    real = timezone.localdate
    monkeypatch.setattr(timezone, "localdate", lambda *given: real(*given) if given else DEADLINE)
    rows = Report.objects.filter(position__unit__slug="kecamatan-rowokangkung", year=2024, quarter=2)
    rows.filter(position__slug="kepala-seksi-pemerintahan").update(status=ReportStatus.APPROVED, round=1)
    return rows


def test_morning_of_the_deadline(live_server, page: Page, reports, sign_in):
    sign_in("organisasi")
    page.goto(live_server.url)
    press(page, "link", "Papan")
    expect(page.get_by_role("heading", name="laporan diterima")).to_be_visible()
    late = reports.filter(status__in=[ReportStatus.DRAFT, ReportStatus.RETURNED]).count()
    assert late > 1

    # who is due today, and a search on top of it, both in the address
    choose(page.get_by_label("Ketepatan", exact=True), "Jatuh tempo")
    page.get_by_label("Cari unit, jabatan, atau nama pejabat").focus()
    page.keyboard.type("rowokangkung")
    press(page, "button", "Tampilkan")
    expect(page.get_by_role("heading", name=f"{late} dari")).to_be_visible()
    assert "waktu=jatuh-tempo" in page.url
    assert "cari=rowokangkung" in page.url
    expect(page.get_by_text("hari ini").first).to_be_visible()

    # they are reminded in one step, once
    press(page, "link", "Ingatkan yang jatuh tempo")
    expect(page.get_by_text("Batas waktunya Jumat, 5 Juli 2024.")).to_be_visible()
    press(page, "button", f"Kirim {late} pengingat")
    expect(page.get_by_role("status").first).to_contain_text(f"{late} laporan diingatkan kepada")
    assert Notice.objects.filter(kind=NoticeKind.REMINDED).values("report").distinct().count() == late
    page.goto(f"{live_server.url}{BOARD}ingatkan/?cari=rowokangkung")
    expect(page.get_by_text("sudah diingatkan hari ini").first).to_be_visible()

    # one is chosen by its box
    page.goto(f"{live_server.url}{BOARD}?cari=candipuro")
    press(page, "checkbox", "Pilih Camat, Kecamatan Candipuro", "Space")
    press(page, "button", "Ingatkan yang dicentang…")
    expect(page.get_by_role("heading", name="1 laporan akan diingatkan")).to_be_visible()

    # a report is opened from its tile
    page.goto(f"{live_server.url}{BOARD}?cari=rowokangkung&jabatan=sekretaris")
    press(page, "link", "Sekretaris")
    expect(page.get_by_role("navigation", name="Halaman laporan ini")).to_be_visible()

    # what was approved is received, and the board knows
    page.goto(live_server.url + BOARD)
    press(page, "link", "Terima laporan")
    press(page, "checkbox", "Pilih Kepala Seksi Pemerintahan, Kecamatan Rowokangkung", "Space")
    press(page, "button", "Terima yang dicentang")
    expect(page.get_by_role("status").first).to_contain_text(
        "Kepala Seksi Pemerintahan, Kecamatan Rowokangkung diterima"
    )
    press(page, "link", "Papan laporan")
    expect(page.get_by_role("heading", name="1 dari")).to_be_visible()

    # closed for all, reopened for one
    press(page, "link", "Tutup triwulan…")
    press(page, "button", "Ya, tutup triwulan ini")
    press(page, "link", "Papan laporan")
    press(page, "link", "Buka kembali…")
    choose(page.get_by_label("Unit kerja", exact=True), "Kecamatan Rowokangkung")
    page.get_by_label("Alasan dibuka kembali").focus()
    page.keyboard.type("Data BPS terlambat.")
    page.get_by_label("Dibuka sampai").focus()
    page.keyboard.type(format_date(DEADLINE + datetime.timedelta(days=3)))
    press(page, "button", "Buka kembali")
    expect(page.get_by_text("masih terbuka")).to_be_visible()
    assert QuarterClosing.objects.get().quarter == 2
    assert QuarterReopening.objects.get().unit.slug == "kecamatan-rowokangkung"


def test_camat_is_led_to_the_whole_office(live_server, page: Page, reports, sign_in):
    sign_in("camat")
    page.goto(live_server.url)
    press(page, "link", "Ringkasan kantor")
    expect(page.get_by_role("heading", name="Ringkasan kantor")).to_be_visible()
    expect(page.get_by_role("heading", name="Uang lebih cepat daripada hasilnya")).to_be_visible()
    assert page.url == live_server.url + OFFICE


def test_boards_of_every_state_have_no_barriers_and_fit_a_phone(live_server, page: Page, reports, sign_in):
    reports.filter(status=ReportStatus.APPROVED).update(changed_since_approval=True)
    sign_in("organisasi")
    pages = (BOARD, f"{BOARD}?waktu=jatuh-tempo&cari=a", f"{BOARD}?cari=tidakada", OFFICE)
    assert [complaint for address in pages for complaint in complaints(page, live_server.url + address)] == []
