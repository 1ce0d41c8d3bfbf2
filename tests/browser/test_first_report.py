"""From a figure typed in a browser to a finished PDF: an operator's first day, in Chromium."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from agreements.models import BudgetLine, Indicator
from reports.demo import DEMO_PASSWORD
from reports.models import BudgetRealization, IndicatorRealization

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
    page.goto(live_server.url)

    # What is missing, and for whose report.
    expect(page.get_by_role("heading", name="Triwulan II 2024")).to_be_visible()
    expect(page.get_by_role("heading", name="4 angka belum diisi")).to_be_visible()
    task = page.get_by_role("listitem").filter(has=page.get_by_role("link", name=FAMILIES))
    expect(task).to_contain_text("ditunggu")
    expect(task).to_contain_text("Kepala Seksi Pemberdayaan Masyarakat")
    task.get_by_role("link").click()

    # The grid; each cell is saved by itself, but for one number that is wrong.
    expect(page).to_have_url(re.compile(re.escape(live_server.url + GRID) + r"#indikator-\d+$"))
    expect(page.locator("#keadaan")).to_contain_text("Belum ada perubahan.")
    cell(page, FAMILIES).fill("21")
    cell(page, FOLLOWED_UP).fill("49,23")
    cell(page, DELEGATED).fill("3 laporan")
    cell(page, VILLAGES).fill("2.66.000")
    page.get_by_role("button", name="Simpan").click()
    expect(cell(page, VILLAGES)).to_be_focused()
    expect(row(page, VILLAGES)).to_contain_text("Tertulis “2.66.000”")
    expect(cell(page, VILLAGES)).to_have_value("2.66.000")
    expect(cell(page, VILLAGES)).to_have_attribute("aria-invalid", "true")
    expect(row(page, DELEGATED)).to_contain_text("tersimpan")
    expect(cell(page, DELEGATED)).to_have_value("3")

    # Mended; achievement, absorption and roll-ups are there.
    cell(page, VILLAGES).fill("Rp 2.660.000,-")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Semua isian tersimpan.").first).to_be_visible()
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


@pytest.fixture
def scriptless(live_server, browser, to_enter):
    """The grid, opened by the operator in a browser without JavaScript."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/masuk/?next={GRID}")
    page.get_by_label("Nama pengguna").fill("operator")
    page.get_by_label("Kata sandi").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    # As it was before anybody changes something behind it.
    expect(cell(page, FAMILIES)).to_have_value("")
    yield page
    context.close()


def test_refused_page_asks_without_javascript(scriptless: Page):
    """The page with an error summary and a choice between two values."""
    page = scriptless
    fact = IndicatorRealization.objects.create(
        indicator=Indicator.objects.get(unit__slug=UNIT, name__startswith=FAMILIES), year=2024, quarter=2, value=20
    )
    cell(page, FAMILIES).fill("21")
    cell(page, VILLAGES).fill("banyak")
    page.get_by_role("button", name="Simpan").click()
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("2 isian perlu diperbaiki. Belum ada yang disimpan.")
    expect(cell(page, VILLAGES)).to_have_value("banyak")
    choice = page.get_by_role("radio", name="Pakai ketikan saya: 21")
    expect(choice).to_be_visible()
    choice.check()
    cell(page, VILLAGES).fill("0")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_role("status").filter(has_text="2 isian disimpan.")).to_be_visible()
    fact.refresh_from_db()
    assert fact.value == 21


def test_grid_works_without_javascript(scriptless: Page):
    cell(scriptless, FAMILIES).fill("21")
    scriptless.get_by_role("button", name="Simpan").click()
    expect(scriptless.get_by_role("status").filter(has_text="1 isian disimpan.")).to_be_visible()
