"""The comparison in Chromium: no word over another, the right width of picture, filters without a mouse."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

PAGES = (
    "/perbandingan/2024/2/",
    "/perbandingan/2024/2/biaya/",
    "/perbandingan/2024/2/?jenis=semua&urut=peringkat.unit",
)

# Texts of a shown drawing that stick out of it, or lie on one another, as the browser has set them.
CLASHES = """() => [...document.querySelectorAll('svg.chart-drawing')].filter(svg => svg.checkVisibility()).flatMap(svg => {
  const paper = svg.getBoundingClientRect(), boxes = [...svg.querySelectorAll('text')].map(text => [text.textContent, text.getBoundingClientRect()]);
  return boxes.flatMap(([one, a], i) => [
    ...(a.left < paper.left - 1 || a.right > paper.right + 1 || a.top < paper.top - 1 || a.bottom > paper.bottom + 1 ? [one + ' sticks out'] : []),
    ...boxes.slice(i + 1).filter(([, b]) => a.left < b.right - 1 && b.left < a.right - 1 && a.top + 4 < b.bottom - 4 && b.top + 4 < a.bottom - 4).map(([other]) => one + ' lies on ' + other)
  ]);
})"""


@pytest.mark.parametrize("width", [1280, 360])
def test_words_of_pictures_stand_clear(live_server, page: Page, sign_in, width):
    page.set_viewport_size({"width": width, "height": 800})
    sign_in("organisasi")
    for address in PAGES:
        page.goto(live_server.url + address)
        page.evaluate("document.fonts.ready")
        assert page.evaluate(CLASHES) == []


def test_filters_and_order_are_in_the_address_and_need_no_mouse(live_server, page: Page, sign_in):
    sign_in("organisasi")
    page.goto(live_server.url)
    page.get_by_role("navigation", name="Utama").get_by_role("link", name="Perbandingan").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Jenis unit").select_option("semua")
    page.get_by_role("button", name="Tampilkan").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**jenis=semua**")
    page.locator("#tabel-angka").get_by_role("link", name="Unit kerja").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**urut=angka.unit**")
    assert "jenis=semua" in page.url
    expect(page.locator("#tabel-angka tbody th").first).to_have_text("Bagian Organisasi Sekretariat Daerah")
