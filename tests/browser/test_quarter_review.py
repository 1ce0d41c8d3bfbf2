"""A whole quarter with four people and the public, in Chromium, without the mouse: enter, hand in, return with two remarks,
mend, approve on a phone, receive, verify by code, correct a figure that was approved.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from agreements.models import Indicator
from reports.demo import DEMO_PASSWORD
from reports.models import IndicatorRealization, IssuedReport, Report
from tests.browser.accessibility import barriers
from tests.browser.keyboard import choose, go_to, press

pytestmark = pytest.mark.browser

UNIT = "kecamatan-rowokangkung"
POST = "kepala-seksi-pemberdayaan-masyarakat"
NAME = "Kepala Seksi Pemberdayaan Masyarakat"
FAMILIES = "Jumlah keluarga yang mengikuti pembentukan"
REPORT = f"/laporan/{UNIT}/{POST}/2024/2/"
REASON = "Target diuraikan menurut jenisnya, sesuai Perjanjian Kinerja yang sudah ditandatangani."
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}


@pytest.fixture(autouse=True)
def _files(settings, tmp_path, live_server):
    settings.MEDIA_ROOT = tmp_path
    settings.PUBLIC_URL = live_server.url


@pytest.fixture
def found(live_server):
    """Collect what axe finds on every page that somebody stopped at."""
    complaints = []
    yield complaints
    assert complaints == []


def look(page: Page, found: list[str], heading: str) -> None:
    """Wait for the page with a heading, and scan it as it stands."""
    expect(page.get_by_role("heading", level=1).first).to_contain_text(heading)
    found += [f"{page.url}: {barrier}" for barrier in barriers(page)]
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def sign_in(page: Page, base: str, username: str, size: dict[str, int]) -> None:
    """Become somebody else, by keyboard."""
    page.context.clear_cookies()
    page.set_viewport_size(size)
    page.goto(f"{base}/masuk/")
    go_to(page, page.get_by_label("Nama pengguna"))
    page.keyboard.type(username)
    page.keyboard.press("Tab")
    page.keyboard.type(DEMO_PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{base}/")


def report() -> Report:
    return Report.objects.get(position__slug=POST, position__unit__slug=UNIT, year=2024, quarter=2)


def cell(page: Page, name: str):
    return page.get_by_role("textbox", name=re.compile(f"^Realisasi {re.escape(name)}"))


def type_into(page: Page, field, text: str) -> None:
    """Reach a field by Tab and write over what stands in it."""
    go_to(page, field)
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def remark(page: Page, place: str, text: str) -> None:
    """Write a remark on the page that has just been opened, whose place is chosen or chosen now."""
    chosen = page.get_by_label("Tempat").locator("option:checked")
    if place not in chosen.inner_text():
        go_to(page, page.get_by_label("Tempat"))
        choose(page.get_by_label("Tempat"), place)
    expect(chosen).to_contain_text(place)
    type_into(page, page.get_by_role("textbox", name="Catatan"), text)
    press(page, page.get_by_role("button", name="Simpan catatan"))
    expect(page.get_by_role("status").first).to_contain_text("Catatan disimpan")


def test_a_quarter_from_the_first_figure_to_the_revision(live_server, page: Page, demo, found):
    base = live_server.url
    indicator = Indicator.objects.get(unit__slug=UNIT, name__startswith=FAMILIES)
    fact = IndicatorRealization.objects.get(indicator=indicator, quarter=2)
    fact.delete()

    # The operator enters what is missing.
    sign_in(page, base, "operator", DESK)
    look(page, found, "Triwulan II 2024")
    press(page, page.get_by_role("listitem").filter(has_text="ditunggu").get_by_role("link", name=FAMILIES))
    expect(page).to_have_url(re.compile(r"/isian/#indikator-\d+$"))
    expect(page.locator("#keadaan")).to_contain_text("Belum ada perubahan.")
    type_into(page, cell(page, FAMILIES), "20")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Semua isian tersimpan.").first).to_be_visible()

    # The official hands in.
    sign_in(page, base, "kasi", DESK)
    look(page, found, "Beranda")
    press(page, page.get_by_role("link", name="Ajukan", exact=True).first)
    look(page, found, "Periksa jawaban")
    # One warning is left, and it is right: the remark beside the figure is offered as its reason, a dash is none.
    why = page.get_by_role("textbox", name=re.compile("^Alasan"))
    expect(why).to_have_value("5 dari 10 jenis fasilitasi")
    type_into(page, why, "-")
    press(page, page.get_by_role("button", name="Ajukan ke Camat Rowokangkung"))
    expect(page.get_by_role("alert")).to_contain_text("Tuliskan alasannya dengan kata-kata")
    press(page, page.get_by_role("alert").get_by_role("link", name=re.compile("^Alasan")))
    expect(why).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type(REASON)
    look(page, found, "Periksa jawaban")
    press(page, page.get_by_role("button", name="Ajukan ke Camat Rowokangkung"))
    expect(page.get_by_role("status").first).to_contain_text("Laporan diajukan ke Camat Rowokangkung")

    # The camat returns it with two remarks.
    sign_in(page, base, "camat", PHONE)
    look(page, found, "Beranda")
    press(page, page.get_by_role("link", name=re.compile("^Kotak masuk")))
    look(page, found, "Kotak masuk")
    press(page, page.get_by_role("link", name=NAME).first)
    look(page, found, NAME)
    expect(page.locator("#temuan")).to_contain_text(REASON)
    press(page, page.get_by_role("link", name="Tulis catatan"))
    look(page, found, "Tulis catatan")
    remark(page, FAMILIES, "Daftar hadir menyebut 21 keluarga.")
    look(page, found, NAME)
    summary = page.locator("summary").filter(has_text="Catat pada teks laporan")
    press(page, summary)
    press(page, page.get_by_role("link", name="Catat pada Penutup: realisasi anggaran"))
    look(page, found, "Tulis catatan")
    remark(page, "Penutup: realisasi anggaran", "Jelaskan sisa anggarannya.")
    type_into(page, page.get_by_label("Alasan bila dikembalikan"), "Dua hal perlu diperbaiki.")
    press(page, page.get_by_role("button", name="Kembalikan"))
    expect(page.get_by_role("status").first).to_contain_text("dikembalikan")
    look(page, found, "Kotak masuk")
    assert report().status == "returned"

    # Operator and official mend; nothing typed was lost.
    sign_in(page, base, "operator", DESK)
    look(page, found, "Triwulan II 2024")
    page.goto(base + REPORT)
    look(page, found, NAME)
    state = page.get_by_role("region", name="Dikembalikan")
    expect(state).to_contain_text("Dua hal perlu diperbaiki.")
    press(page, state.get_by_role("link", name=re.compile("^Perbaiki .*" + re.escape(FAMILIES))))
    expect(cell(page, FAMILIES)).to_have_value("20")
    type_into(page, cell(page, FAMILIES), "21")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Semua isian tersimpan.").first).to_be_visible()
    sign_in(page, base, "kasi", DESK)
    page.goto(base + REPORT)
    for _ in range(2):
        left = page.get_by_role("button", name=re.compile("^Sudah diperbaiki")).count()
        press(page, page.get_by_role("button", name=re.compile("^Sudah diperbaiki")).first)
        expect(page.get_by_role("button", name=re.compile("^Sudah diperbaiki"))).to_have_count(left - 1)
    press(page, page.get_by_role("link", name="Periksa dan ajukan").first)
    # The warning says the same as then, so its reason still stands.
    expect(page.get_by_role("main")).to_contain_text(REASON)
    press(page, page.get_by_role("button", name="Ajukan ke Camat Rowokangkung"))
    expect(page.get_by_role("status").first).to_contain_text("Laporan diajukan ke Camat Rowokangkung")
    assert report().round == 2

    # The camat sees what changed, and approves on the phone.
    sign_in(page, base, "camat", PHONE)
    page.goto(base + REPORT + "reviu/")
    look(page, found, NAME)
    changes = page.locator("#perubahan")
    expect(changes).to_contain_text("20 keluarga")
    expect(changes).to_contain_text("21 keluarga")
    boxes = page.get_by_role("group", name="Tanggapan atasan langsung").get_by_role("checkbox")
    assert [box.is_checked() for box in boxes.all()] == [False] * 6
    go_to(page, page.get_by_role("checkbox", name="Laporan sudah baik"))
    page.keyboard.press("Space")
    press(page, page.get_by_role("button", name="Setujui"))
    expect(page.get_by_role("status").first).to_contain_text("disetujui")
    issued = IssuedReport.objects.get(report=report())

    # Bagian Organisasi receives.
    sign_in(page, base, "organisasi", DESK)
    press(page, page.get_by_role("link", name="Penerimaan").first)
    look(page, found, "Penerimaan laporan")
    go_to(page, page.get_by_role("checkbox", name=f"Pilih {NAME}"))
    page.keyboard.press("Space")
    press(page, page.get_by_role("button", name="Terima yang dicentang"))
    expect(page.get_by_role("status").first).to_contain_text("diterima")
    assert report().status == "received"

    # Anybody verifies the paper by its code.
    page.context.clear_cookies()
    page.set_viewport_size(PHONE)
    page.goto(f"{base}/verifikasi/")
    look(page, found, "Periksa keaslian")
    type_into(page, page.get_by_label("Kode verifikasi"), issued.code.lower().replace("-", " "))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Sah", exact=True)).to_be_visible()
    look(page, found, "Sah")

    # A figure that was approved is corrected with a reason: a revision opens, the issued report stays.
    sign_in(page, base, "operator", DESK)
    page.goto(f"{base}/unit/{UNIT}/2024/2/isian/#indikator-{indicator.pk}")
    type_into(page, cell(page, FAMILIES), "22")
    page.keyboard.press("Control+Enter")
    asked = page.get_by_label("Alasan perubahan angka yang sudah disetujui")
    expect(asked).to_be_visible()
    look(page, found, "Angka triwulan")
    go_to(page, asked)
    page.keyboard.type("Satu keluarga tercatat menyusul.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Semua isian tersimpan.").first).to_be_visible()
    again = report()
    assert (again.status, again.revision, again.changed_since_approval) == ("draft", 2, True)
    page.goto(base + REPORT)
    expect(page.get_by_text("angka berubah sejak disetujui").first).to_be_visible()
    look(page, found, NAME)
    page.goto(issued.address)
    expect(page.get_by_role("heading", name="Sah, sedang direvisi")).to_be_visible()
    look(page, found, "Sah, sedang direvisi")
