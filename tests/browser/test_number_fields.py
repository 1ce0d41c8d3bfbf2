"""Number fields outside the entry grid: what is left is read back, what can't be read is said beside the field."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import barriers

pytestmark = pytest.mark.browser


def test_number_is_read_back_or_asked_about(live_server, page: Page, sign_in):
    sign_in("admin")
    page.goto(f"{live_server.url}/organisasi/kecamatan-rowokangkung/profil/")
    # The script for such fields comes after the page: asked for once more, it is there once it has run.
    page.evaluate("import(document.querySelector('script[data-number-fields]').dataset.numberFields)")
    villages = page.get_by_label("Jumlah desa")
    villages.fill("1,706,504")
    villages.press("Tab")
    expect(villages).to_have_value("1.706.504")
    villages.fill("22.90.000")
    villages.press("Tab")
    expect(villages).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_text("“22.90.000”")).to_be_visible()
    assert barriers(page) == []
    villages.fill("7")
    villages.press("Tab")
    expect(page.get_by_text("“22.90.000”")).to_have_count(0)
    expect(villages).not_to_have_attribute("aria-invalid", "true")
