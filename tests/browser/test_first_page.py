"""The first page and the copies of last quarter: what is to be done, by keyboard."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import complaints
from tests.browser.keyboard import press

pytestmark = pytest.mark.browser

REPORT = "/laporan/kecamatan-rowokangkung/kepala-seksi-pemberdayaan-masyarakat/2024/3/"


def test_steps_are_put_away_and_called_back(live_server, page: Page, sign_in):
    sign_in("operator")
    page.goto(live_server.url)
    press(page, page.get_by_role("button", name="Sembunyikan langkah"))
    expect(page.get_by_role("heading", name="Langkah triwulan ini")).to_have_count(0)
    press(page, page.get_by_role("button", name="Tampilkan langkah triwulan ini"))
    expect(page.get_by_role("heading", name="Langkah triwulan ini")).to_be_visible()


def test_next_quarter_takes_over_what_still_holds(live_server, page: Page, sign_in):
    sign_in("operator")
    page.goto(live_server.url)
    press(page, page.get_by_role("link", name="Buka TW III 2024"))
    press(page, page.get_by_role("button", name="Ya, buka TW III 2024"))
    expect(page.get_by_role("status")).to_contain_text("12 laporan siap diisi")
    page.goto(live_server.url + REPORT + "uraian/")
    press(page, page.get_by_role("link", name="Salin dari TW II 2024"))
    offers = page.get_by_role("group", name="Rencana tindak lanjut").get_by_role("checkbox")
    assert offers.count()
    assert not any(box.is_checked() for box in offers.all())
    offers.first.focus()
    page.keyboard.press("Space")
    press(page, page.get_by_role("button", name="Salin yang dicentang"))
    expect(page.get_by_role("status")).to_contain_text("1 teks disalin")
    assert complaints(page, live_server.url + REPORT + "salinan/") == []

    page.goto(live_server.url)
    press(page, page.get_by_role("link", name="Baca salinan triwulan lalu"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Salinan dari triwulan lalu")
    page.goto(live_server.url + REPORT + "uraian/")
    expect(page.get_by_role("group", name="Rencana tindak lanjut 1")).to_contain_text("disalin dari TW II 2024")
    assert complaints(page, live_server.url + REPORT + "uraian/") == []
    press(page, page.get_by_role("link", name="Baca salinan"))
    press(page, page.get_by_role("button", name="Sudah saya baca"))
    expect(page.get_by_role("status")).to_contain_text("Rencana tindak lanjut ke-1 sudah dibaca")
    expect(page.get_by_text("belum dibaca")).to_have_count(0)
