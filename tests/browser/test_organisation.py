"""A kecamatan that is in no fixture, from nothing to twelve posts with holders and an operator who gets in."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from agreements.models import Appointment, Official, Position, Unit
from reports.demo import DEMO_PASSWORD
from tests.browser.accessibility import barriers, complaints
from tests.sheets import workbook

pytestmark = pytest.mark.browser

NEW = "kuda-lumping-17-agustus"
PEOPLE = {
    "Camat": "Ratna Dewi, S.STP, M.Si",
    "Sekretaris Kecamatan": "Bambang Irawan, SE",
    "Kepala Seksi Pemerintahan": "Lilik Suryani, S.Sos",
    "Kepala Seksi Pemberdayaan Masyarakat": "Wahyu Nugraha, S.AP",
    "Kepala Seksi Pelayanan Umum": "Endang Lestari, SH",
    "Kasubbag Keuangan": "Teguh Prakoso, SE",
    "Kasubbag Umum dan Kepegawaian": "Nanik Handayani, S.Sos",
    "Bendahara Sub Bagian Keuangan": "Rudi Hartono",
    "Pengadministrasi Umum Seksi Pemerintahan": "Sulastri",
    "Pengadministrasi Umum Seksi Pemberdayaan Masyarakat": "Imam Syafii",
    "Pengadministrasi Umum Sub Bagian Umum dan Kepegawaian": "Titik Maryani",
    "Pengadministrasi Sarpras Sub Bagian Umum dan Kepegawaian": "Dwi Purwanto",
}


def nip(number: int) -> str:
    return f"19800101 200501 {1 + number % 2} 9{number:02}"


class Hands:
    """What an administrator does with the hands: fields filled in, keys typed, and presses of a button or link."""

    def __init__(self) -> None:
        self.fields = self.keys = self.presses = 0

    def fill(self, field: Locator, text: str) -> None:
        field.fill(text)
        self.fields += 1
        self.keys += len(text)

    def press(self, target: Locator) -> None:
        target.click()
        self.presses += 1


@pytest.fixture(autouse=True)
def _public_url(settings, live_server):
    settings.PUBLIC_URL = live_server.url
    settings.MAIL = False


def set_up(page: Page, address: str, hands: Hands) -> str:
    """Set up Kecamatan Senduro from the list of units on, and return the link of its operator."""
    page.goto(f"{address}/organisasi/")
    hands.press(page.get_by_role("link", name="Siapkan kecamatan baru"))
    hands.fill(page.get_by_label("Nama unit"), "Kecamatan Senduro")
    assert barriers(page) == []
    hands.press(page.get_by_role("button", name="Buat kecamatan, lalu pejabatnya"))
    expect(page.get_by_role("status")).to_contain_text("Kecamatan Senduro dibuat dengan 12 jabatan.")
    hands.fill(page.get_by_label("Mulai bertugas, bila sama untuk semua"), "2/1/2026")
    for number, (post, name) in enumerate(PEOPLE.items(), 1):
        hands.fill(page.get_by_label(f"Nama dan gelar, {post}", exact=True), name)
        hands.fill(page.get_by_label(f"NIP, {post}", exact=True), nip(number))
    assert barriers(page) == []
    hands.press(page.get_by_role("button", name="Simpan pejabat"))
    expect(page.get_by_role("heading", name="12 pejabat tanpa akun")).to_be_visible()
    hands.press(page.get_by_role("button", name="Undang semua"))
    expect(page.get_by_role("heading", name="13 akun diundang")).to_be_visible()
    assert barriers(page) == []
    return page.get_by_label("Tautan untuk operator-senduro").input_value()


def test_a_kecamatan_is_set_up_with_five_presses_and_its_operator_gets_in(
    live_server, page: Page, browser: Browser, sign_in
):
    sign_in("admin")
    hands = Hands()
    link = set_up(page, live_server.url, hands)
    hands.press(page.get_by_role("link", name="Selesai"))
    expect(page.get_by_text("12 jabatan, 12 terisi hari ini.")).to_be_visible()
    expect(page.get_by_text("Ratna Dewi, S.STP, M.Si")).to_be_visible()
    # The profile is all that is left: it may be filled in later.
    lacks = page.get_by_role("region", name="Yang masih kurang").get_by_role("listitem")
    expect(lacks).to_have_count(1)
    expect(lacks).to_contain_text("profil belum lengkap")
    assert (hands.fields, hands.presses) == (26, 5)
    # At a second each, slower than people who look for every key, this is eight minutes.
    assert hands.keys < 480

    unit = Unit.objects.get(name="Kecamatan Senduro")
    assert Appointment.objects.filter(position__unit=unit).count() == 12
    assert Position.objects.get(unit=unit, slug="camat").superior.name == "Bupati Lumajang"
    assert Official.objects.filter(account__isnull=False, appointments__position__unit=unit).count() == 12

    guest = browser.new_context(locale="id-ID").new_page()
    guest.goto(link)
    for field in guest.get_by_label("Kata sandi baru").all():
        field.fill(NEW)
    guest.get_by_role("button", name="Simpan kata sandi").click()
    expect(guest.get_by_text("Anda sudah masuk")).to_be_visible()
    expect(guest.get_by_text("Kecamatan Senduro").first).to_be_visible()
    guest.context.close()


def test_it_works_without_javascript(live_server, browser: Browser, demo):
    context = browser.new_context(java_script_enabled=False, locale="id-ID")
    page = context.new_page()
    page.goto(f"{live_server.url}/masuk/")
    page.get_by_label("Nama pengguna").fill("admin")
    page.get_by_label("Kata sandi").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    page.goto(f"{live_server.url}/organisasi/kecamatan-baru/")
    page.get_by_label("Nama unit").fill("Kecamatan Senduro")
    page.get_by_role("textbox", name="Jabatan tambahan").fill("Ajudan Camat")
    page.get_by_label("Dipakai: Bendahara Sub Bagian Keuangan").uncheck()
    page.get_by_role("button", name="Tambah jabatan").click()
    expect(page.get_by_text("Barisnya ditambah")).to_be_visible()
    expect(page.get_by_label("Nama unit")).to_have_value("Kecamatan Senduro")
    page.get_by_role("button", name="Buat kecamatan, lalu pejabatnya").click()
    expect(page.get_by_text("Kecamatan Senduro dibuat dengan 12 jabatan.")).to_be_visible()
    context.close()


def test_a_sheet_fills_the_posts(live_server, page: Page, sign_in, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    sign_in("organisasi")
    page.goto(f"{live_server.url}/organisasi/kecamatan-candipuro/pejabat/")
    page.get_by_role("link", name="Impor dari lembar").click()
    rows = [[post, name, nip(number), "2 Januari 2026"] for number, (post, name) in enumerate(PEOPLE.items(), 1)]
    sheet = tmp_path / "pejabat.xlsx"
    sheet.write_bytes(workbook([["Jabatan", "Nama", "NIP", "Mulai"], *rows[1:7]]))
    page.get_by_label("Berkas Excel").set_input_files(sheet)
    page.get_by_role("button", name="Unggah dan periksa").click()
    expect(page.get_by_text("Belum ada yang disimpan.")).to_be_visible()
    assert complaints(page, page.url) == []
    page.get_by_role("button", name="Tunjuk semua").click()
    expect(page.get_by_role("status")).to_contain_text("6 pejabat ditunjuk dari lembar.")


def test_a_refused_page_leads_to_what_is_wrong(live_server, page: Page, sign_in):
    sign_in("organisasi")
    page.goto(f"{live_server.url}/organisasi/kecamatan-candipuro/pejabat/")
    page.get_by_label("Nama dan gelar, Kasubbag Keuangan").fill("Teguh Prakoso")
    page.get_by_label("NIP, Kasubbag Keuangan").fill("19801301 200501 1 001")
    # The page stands still where somebody types: gliding, it once took the button away under the press.
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    page.get_by_role("button", name="Simpan pejabat").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text(re.compile("NIP, Kasubbag Keuangan: NIP “198013012005011001” memuat tanggal lahir"))
    summary.get_by_role("link").first.click()
    expect(page.get_by_label("NIP, Kasubbag Keuangan")).to_be_focused()
    expect(page.get_by_label("Nama dan gelar, Kasubbag Keuangan")).to_have_value("Teguh Prakoso")
    assert barriers(page) == []
