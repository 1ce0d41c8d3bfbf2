"""Excel both ways, in Chromium: a budget goes in, figures go out as a sheet, and come back, in both widths."""

import io

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from agreements.models import BudgetLine
from reports.models import BudgetRealization
from tests.browser.accessibility import complaints
from tests.reports.importing_sheets import budget_sheet
from tests.sheets import saved

pytestmark = pytest.mark.browser

UNIT = "kecamatan-rowokangkung"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BUDGET = (
    ("7.01.07", "Program baru", 30, 5),
    ("7.01.07.2.01", "Kegiatan baru", 30, 5),
    ("7.01.07.2.01.0001", "Sub kegiatan satu", 20, 5),
    ("7.01.07.2.01.0002", "Sub kegiatan dua", "9,00", None),
)


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def choose(page: Page, content: bytes) -> None:
    page.get_by_label("Berkas Excel").set_input_files({"name": "a.xlsx", "mimeType": XLSX, "buffer": content})
    page.get_by_role("button", name="Unggah dan periksa").click()


def test_budget_goes_in(live_server, page: Page, sign_in):
    sign_in("operator")
    page.goto(f"{live_server.url}/unit/{UNIT}/2024/2/")
    page.get_by_role("link", name="Impor anggaran").click()
    assert complaints(page, page.url) == []
    page.get_by_label("Realisasi").select_option("2")
    choose(page, budget_sheet(BUDGET))
    expect(page.get_by_text("sedangkan jumlah 2 baris di bawahnya").first).to_be_visible()
    assert complaints(page, page.url) == []
    page.get_by_role("button", name="Terapkan semua").click()
    expect(page.get_by_text("Anggaran diimpor: 4 baris baru")).to_be_visible()
    assert BudgetLine.objects.get(code="7.01.07.2.01.0002").ceilings.get().amount == 9


def test_figures_go_out_and_come_back(live_server, page: Page, sign_in):
    sign_in("operator")
    page.goto(f"{live_server.url}/unit/{UNIT}/2024/2/isian/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh Excel untuk diisi").click()
    book = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()))
    filled = [row for row in book["Isian"].iter_rows(min_row=5) if str(row[0].value).startswith("anggaran-")]
    key, filled[0][8].value = filled[0][0].value.removeprefix("anggaran-"), "1.234.567,89"
    filled[1][8].value = "22.90.000"

    page.get_by_role("link", name="Unggah Excel").click()
    assert complaints(page, page.url) == []
    choose(page, saved(book))
    expect(page.get_by_text("kelompok angka “90” bukan tiga angka")).to_be_visible()
    expect(page.get_by_role("button", name="Terapkan semua")).to_have_count(0)
    assert complaints(page, page.url) == []

    filled[1][8].value = None
    page.get_by_role("link", name="Unggah berkas lain").click()
    choose(page, saved(book))
    page.get_by_role("button", name="Terapkan semua").click()
    expect(page.get_by_role("heading", name="Angka triwulan")).to_be_visible()
    assert str(BudgetRealization.objects.get(budget_line=key, quarter=2).amount) == "1234567.89"
