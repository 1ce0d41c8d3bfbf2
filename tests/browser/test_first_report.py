"""From a figure typed in a browser to a finished PDF: an operator's first day, in Chromium."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from agreements.models import BudgetLine, Indicator
from reports.demo import DEMO_PASSWORD
from reports.models import BudgetRealization, IndicatorRealization
from tests.browser.accessibility import barriers, complaints

pytestmark = pytest.mark.browser

UNIT = "kecamatan-rowokangkung"
GRID = f"/unit/{UNIT}/2024/2/isian/"
REPORT = f"/laporan/{UNIT}/kepala-seksi-pemberdayaan-masyarakat/2024/2/"

# Beginnings of names in the demo; the figures of TW II 2024 are those of the published reports.
FOLLOWED_UP = "Persentase hasil fasilitasi dan koordinasi yang ditindaklanjuti"  # target 96,83
FAMILIES = "Jumlah keluarga yang mengikuti pembentukan"  # target 35
DELEGATED = "Jumlah laporan pelaksanaan urusan pemerintahan yang terkait"  # target 6, one of two under programme 2
PROGRAM_2 = "Persentase pelayanan PATEN sesuai SP dan SOP"
VILLAGES = "Fasilitasi administrasi tata pemerintahan desa"  # ceiling 19.425.000


@pytest.fixture
def to_enter(demo):
    """Take four figures out of the quarter, so that there is something to enter."""
    for start in (FOLLOWED_UP, FAMILIES, DELEGATED):
        indicator = Indicator.objects.get(unit__slug=UNIT, name__startswith=start)
        IndicatorRealization.objects.get(indicator=indicator).delete()
    BudgetRealization.objects.get(budget_line=BudgetLine.objects.get(unit__slug=UNIT, name=VILLAGES)).delete()


def row(page: Page, name: str) -> Locator:
    return page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=name))


def cell(page: Page, name: str) -> Locator:
    return page.get_by_role("textbox", name=re.compile(f"^Realisasi {re.escape(name)}"))


def test_operator_enters_a_quarter_and_takes_the_pdf(live_server, page: Page, to_enter, sign_in, tmp_path: Path):
    sign_in("operator")

    # What is missing, and for whose report.
    expect(page.get_by_role("heading", name="Triwulan II 2024")).to_be_visible()
    expect(page.get_by_role("heading", name="4 angka belum diisi")).to_be_visible()
    task = page.get_by_role("listitem").filter(has=page.get_by_role("link", name=FAMILIES))
    expect(task).to_contain_text("ditunggu")
    expect(task).to_contain_text("Kepala Seksi Pemberdayaan Masyarakat")
    task.get_by_role("link").click()

    # The grid; one number is wrong.
    expect(page).to_have_url(re.compile(re.escape(live_server.url + GRID) + r"#indikator-\d+$"))
    cell(page, FAMILIES).fill("21")
    cell(page, FOLLOWED_UP).fill("49,23")
    cell(page, DELEGATED).fill("3 laporan")
    cell(page, VILLAGES).fill("2.66.000")
    expect(page.get_by_text("4 isian belum disimpan.")).to_be_visible()
    page.get_by_role("button", name="Simpan").click()

    # A sentence, and nothing typed is lost.
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("1 isian perlu diperbaiki. Belum ada yang disimpan.")
    expect(summary).to_contain_text("Tertulis “2.66.000”")
    families = Indicator.objects.get(unit__slug=UNIT, name__startswith=FAMILIES)
    assert not families.realizations.exists()
    expect(cell(page, FAMILIES)).to_have_value("21")
    expect(cell(page, FOLLOWED_UP)).to_have_value("49,23")
    expect(cell(page, DELEGATED)).to_have_value("3 laporan")
    expect(cell(page, VILLAGES)).to_have_value("2.66.000")
    expect(cell(page, VILLAGES)).to_have_attribute("aria-invalid", "true")
    summary.get_by_role("link").click()
    expect(cell(page, VILLAGES)).to_be_focused()

    # Mended and saved; achievement, absorption and roll-ups are there.
    cell(page, VILLAGES).fill("Rp 2.660.000,-")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_role("status")).to_contain_text("4 isian disimpan.")
    expect(page.get_by_text("semua angka terisi")).to_be_visible()
    expect(row(page, FAMILIES)).to_contain_text("60,00 %")  # 21 of 35
    expect(row(page, FOLLOWED_UP)).to_contain_text("50,84 %")  # 49,23 of 96,83
    expect(row(page, DELEGATED)).to_contain_text("50,00 %")  # 3 of 6
    expect(row(page, PROGRAM_2)).to_contain_text("25,00 %")  # mean of 0 and 50
    expect(cell(page, VILLAGES)).to_have_value("2.660.000")
    expect(row(page, VILLAGES)).to_contain_text("13,69 %")  # of 19.425.000
    total = row(page, "Jumlah Kecamatan Rowokangkung")
    expect(total).to_contain_text("1.917.807.147")
    expect(total).to_contain_text("938.500.699")  # 935.840.699 of the published reports, and 2.660.000
    expect(total).to_contain_text("48,94 %")

    # The report as a page, and as a file.
    page.goto(live_server.url + "/")
    page.get_by_role("link", name="Kepala Seksi Pemberdayaan Masyarakat", exact=True).click()
    expect(page).to_have_url(live_server.url + REPORT)
    expect(page.get_by_role("region", name="Isi laporan")).to_contain_text("60,00 %")
    with page.expect_download() as started:
        page.get_by_role("link", name="Unduh PDF").click()
    file = tmp_path / started.value.suggested_filename
    started.value.save_as(file)
    assert file.suffix == ".pdf"
    assert "kepala-seksi-pemberdayaan-masyarakat" in file.name
    assert file.read_bytes().startswith(b"%PDF-")


def test_pages_have_no_barriers_and_fit_a_phone(live_server, page: Page, to_enter, sign_in):
    found = complaints(page, live_server.url + "/masuk/")
    sign_in("operator")
    for address in ("/", GRID, REPORT):
        found += complaints(page, live_server.url + address)
    assert found == []


def test_refused_page_has_no_barriers(live_server, page: Page, to_enter, sign_in):
    """The page with an error summary and a choice between two values."""
    sign_in("operator")
    page.goto(live_server.url + GRID)
    fact = IndicatorRealization.objects.create(
        indicator=Indicator.objects.get(unit__slug=UNIT, name__startswith=FAMILIES), year=2024, quarter=2, value=20
    )
    cell(page, FAMILIES).fill("21")
    cell(page, VILLAGES).fill("banyak")
    page.get_by_role("button", name="Simpan").click()
    choice = page.get_by_role("radio", name="Pakai ketikan saya: 21")
    expect(choice).to_be_visible()
    assert barriers(page) == []
    choice.check()
    cell(page, VILLAGES).fill("0")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_role("status")).to_contain_text("2 isian disimpan.")
    fact.refresh_from_db()
    assert fact.value == 21


def test_grid_works_without_javascript(live_server, browser, to_enter):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/masuk/?next={GRID}")
    page.get_by_label("Nama pengguna").fill("operator")
    page.get_by_label("Kata sandi").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    cell(page, FAMILIES).fill("21")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_role("status")).to_contain_text("1 isian disimpan.")
    context.close()
