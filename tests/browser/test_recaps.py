"""The recaps in Chromium: found from the menu, narrowed by hand, downloaded as asked, read on a phone; a key is made."""

import re

import openpyxl
import pytest
from playwright.sync_api import expect

from reports.recaps import RECAPS
from tests.browser.accessibility import barriers, complaints

pytestmark = pytest.mark.browser


def test_a_recap_is_narrowed_shared_and_downloaded(page, live_server, sign_in, tmp_path):
    sign_in("organisasi")
    page.goto(f"{live_server.url}/rekap/2024/2/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Rekap per Unit Kerja")
    page.get_by_role("navigation", name="Rekap").get_by_role("link", name="Realisasi Anggaran").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rekap Realisasi Anggaran")
    page.get_by_text("Unit kerja: semua").click()
    page.get_by_label("Kecamatan Rowokangkung").check()
    page.get_by_label("Tingkat").select_option("Program")
    page.get_by_role("button", name="Tampilkan").click()
    expect(page.get_by_text("Unit kerja: Kecamatan Rowokangkung")).to_be_visible()
    assert "unit=kecamatan-rowokangkung" in page.url
    assert "saring=program" in page.url
    page.wait_for_load_state()
    rows = page.get_by_role("row").count() - 2
    with page.expect_download() as waiting:
        page.get_by_role("link", name=re.compile("^Unduh Excel")).click()
    path = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(path)
    assert path.name == "rekap-anggaran-program-kecamatan-rowokangkung-2024-tw2.xlsx"
    sheet = openpyxl.load_workbook(path).worksheets[1]
    assert [sheet.cell(5 + row, 3).value for row in range(rows)] == ["Program"] * rows
    # The address alone shows the same to somebody else.
    shared = page.url
    page.goto(f"{live_server.url}/")
    page.goto(shared)
    expect(page.get_by_label("Tingkat")).to_have_value("program")


def test_no_recap_has_a_barrier_or_scrolls_sideways(page, live_server, sign_in):
    sign_in("organisasi")
    found = []
    for key in RECAPS:
        found += complaints(page, f"{live_server.url}/rekap/2024/2/?rekap={key}")
    assert found == []


def test_a_key_is_made_copied_and_revoked(page, live_server, sign_in):
    sign_in("admin")
    page.goto(f"{live_server.url}/kunci-api/")
    page.get_by_label("Pemakai").fill("Dasbor Kominfo")
    page.get_by_label("Semua unit, juga yang baru").check()
    page.get_by_role("button", name="Buat kunci").click()
    token = page.get_by_label("Kunci", exact=True).input_value()
    assert token.startswith("lkjip_")
    assert barriers(page) == []
    address = f"{live_server.url}/api/v1/units?year=2024&quarter=2"
    answer = page.context.request.get(address, headers={"Authorization": f"Bearer {token}"})
    assert answer.json()["resource"] == "units"
    page.get_by_role("link", name="Cabut kunci Dasbor Kominfo").click()
    expect(page.get_by_role("button", name="Ya, cabut")).to_be_visible()
    assert barriers(page) == []
    page.get_by_role("button", name="Ya, cabut").click()
    expect(page.get_by_text("Kunci Dasbor Kominfo dicabut.")).to_be_visible()
    assert page.context.request.get(address, headers={"Authorization": f"Bearer {token}"}).status == 401
