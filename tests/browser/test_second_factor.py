"""Setting up a second step and signing in by it, in Chromium: with the key that the QR code holds, or a recovery code."""

import base64
import re
import time

import pytest
from playwright.sync_api import Page, expect

from agreements.onetime import code_at, step_of
from tests.browser.accessibility import LAYOUTS, barriers, sideways, unseen_focus
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.browser


def sign_in_with_password(page: Page, base: str) -> None:
    page.goto(f"{base}/masuk/")
    page.get_by_label("Nama pengguna").fill("ani")
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk").click()


def look(page: Page) -> list[str]:
    """Return what is wrong with the page that is open, wide and narrow."""
    found = []
    for width in LAYOUTS:
        page.set_viewport_size({"width": width, "height": 800})
        found += [
            f"{page.title()} at {width}: {told}" for told in (*sideways(page), *unseen_focus(page), *barriers(page))
        ]
    return found


def test_a_second_step_is_set_up_and_asked_for(live_server, page: Page, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    # What moves into its place would be looked at on the way.
    page.emulate_media(reduced_motion="reduce")
    UserFactory(username="ani", is_superuser=True, is_staff=True)
    sign_in_with_password(page, live_server.url)
    expect(page.get_by_role("heading", name="Verifikasi dua langkah")).to_be_visible()
    found = look(page)
    page.get_by_text("Tidak dapat memindai?").click()
    key = base64.b32decode(page.locator(".second-factor-key").inner_text().replace(" ", ""))
    # Of this step: it counts for half a minute at least, however slow the machine.
    page.get_by_label("Kode enam angka").fill(code_at(key, step_of(int(time.time()))))
    page.get_by_label("Kata sandi Anda").fill(PASSWORD)
    page.get_by_role("button", name="Pasang").click()
    expect(page.get_by_role("heading", name="Kode cadangan")).to_be_visible()
    codes = page.locator(".recovery-codes code").all_inner_texts()
    assert all(re.fullmatch(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}", code) for code in codes)
    found += look(page)
    page.get_by_role("link", name="Sudah saya simpan").click()
    page.goto(f"{live_server.url}/akun/dua-langkah/")
    expect(page.get_by_text("Kode cadangan yang tersisa")).to_be_visible()
    found += look(page)

    page.context.clear_cookies()
    sign_in_with_password(page, live_server.url)
    expect(page.get_by_role("heading", name="Langkah kedua")).to_be_visible()
    found += look(page)
    page.get_by_label("Kode enam angka, atau kode cadangan").fill("000")
    page.get_by_role("button", name="Masuk").click()
    expect(page.get_by_text("Kode ini tidak cocok atau sudah dipakai.")).to_be_visible()
    found += look(page)
    page.get_by_label("Kode enam angka, atau kode cadangan").fill(codes[0].lower())
    page.get_by_role("button", name="Masuk").click()
    expect(page.get_by_text("Satu kode cadangan terpakai, tersisa 9.")).to_be_visible()
    assert found == []
