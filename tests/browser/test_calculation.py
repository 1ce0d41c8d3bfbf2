"""How a figure came about, by keyboard: the panel beside the report, onward to what was typed, and back."""

import pytest
from playwright.sync_api import Page, expect

from reports.models import Report
from tests.browser.accessibility import barriers, complaints
from tests.browser.keyboard import press

pytestmark = pytest.mark.browser

REPORT = "/laporan/kecamatan-rowokangkung/sekretaris-kecamatan/2024/2/"
OFFICE = "/unit/kecamatan-rowokangkung/2024/2/ringkasan/"


def question(page: Page, name: str):
    return page.get_by_role("link", name=f"{name} hitungan").first


def test_a_figure_is_followed_down_and_the_panel_closed_again(live_server, page: Page, sign_in):
    sign_in("sekretaris")
    page.goto(live_server.url + REPORT)
    asked = question(page, "55,91 %")
    press(page, asked)
    panel = page.get_by_role("dialog")
    expect(panel.get_by_role("heading", name="Realisasi")).to_be_focused()
    expect(panel).to_contain_text("(100 + 62,5 + 50 + 73,33 + 0 + 50 + 55,56) / 7 = 55,91")
    assert barriers(page) == []

    press(page, panel.get_by_role("link", name="62,50 % hitungan"))
    expect(panel.get_by_role("heading", name="Capaian")).to_be_focused()
    press(page, panel.get_by_role("button", name="Kembali"))
    expect(panel.get_by_role("heading", name="Realisasi")).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(asked).to_be_focused()


def test_what_was_typed_leads_to_the_grid(live_server, page: Page, sign_in):
    Report.objects.filter(position__unit__slug="kecamatan-rowokangkung").update(status="draft")
    sign_in("operator")
    page.goto(live_server.url + REPORT)
    question(page, "47.000").click()
    panel = page.get_by_role("dialog")
    panel.get_by_role("link", name="Rp 47.000 hitungan").click()
    expect(panel.get_by_role("heading", name="Diketik")).to_be_visible()
    panel.get_by_role("link", name="Buka isian angkanya").click()
    expect(page.get_by_role("heading", name="Angka triwulan")).to_be_visible()
    assert "#anggaran-" in page.url


def test_without_script_the_link_is_a_page(live_server, browser, page: Page, sign_in):
    sign_in("camat")
    context = browser.new_context(java_script_enabled=False, storage_state=page.context.storage_state())
    plain = context.new_page()
    plain.goto(live_server.url + REPORT)
    question(plain, "55,91 %").click()
    expect(plain.get_by_role("heading", name="Hitungan")).to_be_visible()
    expect(plain.get_by_text("(100 + 62,5 + 50 + 73,33 + 0 + 50 + 55,56) / 7 = 55,91")).to_be_visible()
    context.close()


def test_pages_are_read_without_barrier(live_server, page: Page, sign_in):
    sign_in("sekretaris")
    page.goto(live_server.url + REPORT)
    key = question(page, "55,91 %").get_attribute("href")
    for address in (key, f"{REPORT}hitungan/", f"{REPORT}hitungan/?angka=jumlah-pagu"):
        assert complaints(page, live_server.url + address) == []


def test_the_panel_fits_a_phone(live_server, page: Page, sign_in):
    page.set_viewport_size({"width": 360, "height": 740})
    sign_in("sekretaris")
    page.goto(live_server.url + REPORT)
    question(page, "55,91 %").click()
    expect(page.get_by_role("dialog").get_by_role("heading", name="Realisasi")).to_be_visible()
    assert barriers(page) == []
    assert page.evaluate("document.querySelector('dialog').scrollWidth <= window.innerWidth")


def test_the_office_tells_of_its_figures_too(live_server, page: Page, sign_in):
    sign_in("camat")
    page.goto(live_server.url + OFFICE)
    page.get_by_role("link", name="hitungan pagu").click()
    expect(page.get_by_role("dialog").get_by_role("heading", name="Pagu")).to_be_visible()
