"""The plan of a year in Chromium: a draft moved, saved and signed by keyboard."""

import pytest
from playwright.sync_api import Page, expect

from agreements.models import Agreement
from agreements.queries import load_promise
from tests.browser.keyboard import press

pytestmark = pytest.mark.browser

DRAFT = "/pk/kecamatan-rowokangkung/kepala-seksi-pemerintahan/2024/murni/"


def test_rows_change_places_by_keyboard_and_a_signature_locks_them(live_server, page: Page, sign_in):
    sign_in("operator")
    agreement = Agreement.objects.get(position__slug="kepala-seksi-pemerintahan", year=2024)
    before = [aim.text for aim in load_promise(agreement).aims]
    page.goto(f"{live_server.url}{DRAFT}sunting/")
    page.locator("#id_sasaran-0-text").focus()
    page.keyboard.press("Alt+ArrowDown")
    page.locator("#id_sasaran-0-butir-0-quarter_4").fill("22.90.000")
    page.locator(".save-bar").get_by_role("button", name="Simpan").click()
    expect(page.get_by_role("alert")).to_contain_text("Tertulis “22.90.000”")
    page.locator("#id_sasaran-0-butir-0-quarter_4").fill("1")
    page.locator(".save-bar").get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Perjanjian Kinerja disimpan.")).to_be_visible()
    promise = load_promise(agreement)
    assert [aim.text for aim in promise.aims] == [before[1], before[0], *before[2:]]

    page.goto(f"{live_server.url}{DRAFT}tanda-tangan/")
    page.get_by_label("Tanggal tanda tangan").fill("5 Januari 2024")
    press(page, page.get_by_role("button", name="Catat sudah ditandatangani"))
    expect(page.get_by_role("button", name="Buat Perubahan")).to_be_visible()
    press(page, page.get_by_role("button", name="Buat Perubahan"))
    expect(page.get_by_text("1 draf Perubahan dibuat: Kepala Seksi Pemerintahan.")).to_be_visible()
    assert [row.kind for row in agreement.position.agreements.order_by("pk")] == ["murni", "perubahan"]
