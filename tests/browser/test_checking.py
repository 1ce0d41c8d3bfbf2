"""From what the checks found to a report that is handed in: mend a figure through its link, say why a warning stands."""

import re

import pytest
from playwright.sync_api import Page, expect

from reports.models import BudgetRealization, FindingReason, Report
from tests.browser.accessibility import barriers
from tests.browser.keyboard import go_to, press

pytestmark = pytest.mark.browser

UNIT = "kecamatan-rowokangkung"
POST = "kepala-seksi-pemberdayaan-masyarakat"
REPORT = f"/laporan/{UNIT}/{POST}/2024/2/"
LINE = "Peningkatan ketahanan pangan keluarga"
WHY = "Target diuraikan menurut jenisnya, sesuai Perjanjian Kinerja."


@pytest.mark.parametrize("size", [{"width": 1280, "height": 900}, {"width": 360, "height": 740}])
def test_a_finding_is_mended_through_its_link_and_a_warning_gets_its_reason(
    live_server, page: Page, demo, sign_in, size
):
    page.set_viewport_size(size)
    spent = BudgetRealization.objects.get(budget_line__unit__slug=UNIT, budget_line__name=LINE, quarter=2)
    amount = spent.amount
    spent.delete()
    sign_in("operator")
    found = []

    def look():
        found.extend(f"{page.url}: {barrier}" for barrier in barriers(page))
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]

    page.goto(live_server.url + REPORT + "periksa/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Temuan pemeriksaan")
    look()

    # The error leads to its field, which has the focus.
    error = page.locator(".finding-error").filter(has_text=LINE)
    press(page, error.get_by_role("link", name=re.compile("^Perbaiki")))
    field = page.get_by_role("textbox", name=re.compile(f"^Realisasi {LINE}"))
    expect(field).to_be_focused()
    page.keyboard.type(str(int(amount)))
    page.keyboard.press("Control+Enter")
    expect(page.locator("#keadaan")).to_contain_text("Semua isian tersimpan.")

    # What is left is a warning; its reason is kept, and shown on the page of the whole office.
    page.goto(live_server.url + REPORT + "periksa/")
    expect(page.locator(".finding-error")).to_have_count(0)
    why = page.get_by_role("textbox", name=re.compile("^Alasan"))
    go_to(page, why)
    page.keyboard.press("Control+A")
    page.keyboard.type(WHY)
    press(page, page.get_by_role("button", name="Simpan alasan"))
    expect(page.get_by_role("status").first).to_contain_text("1 alasan disimpan.")
    look()
    assert FindingReason.objects.filter(text=WHY).exists()
    page.goto(f"{live_server.url}/unit/{UNIT}/2024/2/periksa/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Temuan pemeriksaan")
    look()

    # Then the report is handed in without another word.
    page.goto(live_server.url + REPORT + "periksa/")
    press(page, page.get_by_role("link", name="Baca jawaban dan ajukan"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Periksa jawaban")
    expect(page.get_by_role("main")).to_contain_text(WHY)
    look()
    press(page, page.get_by_role("button", name=re.compile("^Ajukan ke")))
    expect(page.get_by_role("status").first).to_contain_text("Laporan diajukan")
    assert (
        Report.objects.get(position__slug=POST, position__unit__slug=UNIT, quarter=2, year=2024).status == "submitted"
    )
    assert found == []
