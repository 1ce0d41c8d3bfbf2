"""A session that ends while somebody types into the grid: nothing typed is lost."""

from decimal import Decimal

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from agreements.models import Indicator
from reports.demo import DEMO_PASSWORD
from reports.models import IndicatorRealization
from tests.browser.test_first_report import DELEGATED, FAMILIES, GRID, UNIT, cell, to_enter

pytestmark = pytest.mark.browser

__all__ = ["to_enter"]

GIVEN_BACK = "Ketikan yang tadi belum tersimpan masih ada"


@pytest.fixture
def interrupted(live_server, page: Page, to_enter, sign_in):
    """Lose the session, type two figures, press save: a sentence, and the way to the login page."""
    sign_in("operator")
    page.goto(live_server.url + GRID)
    # Before the typing: on a busy machine the figures would else be saved by themselves while the second is typed.
    Session.objects.all().delete()
    cell(page, FAMILIES).fill("21")
    cell(page, DELEGATED).fill("3")
    page.get_by_role("button", name="Simpan").click()
    expect(page.locator("#keadaan")).to_contain_text("Sesi Anda berakhir. Ketikan Anda masih ada di peramban ini.")
    expect(cell(page, FAMILIES)).to_have_value("21")
    page.get_by_role("link", name="Masuk lagi").click()
    expect(page.get_by_role("heading", name="Masuk")).to_be_visible()


def sign_in_again(page: Page, username: str) -> None:
    page.get_by_label("Nama pengguna").fill(username)
    page.get_by_label("Kata sandi").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    expect(page.get_by_role("heading", name="Angka triwulan")).to_be_visible()


def families() -> Indicator:
    return Indicator.objects.get(unit__slug=UNIT, name__startswith=FAMILIES)


def test_what_was_typed_is_given_back_and_sent(page: Page, interrupted):
    sign_in_again(page, "operator")
    expect(page.get_by_text(GIVEN_BACK)).to_be_visible()
    expect(cell(page, FAMILIES)).to_have_value("21")
    expect(cell(page, DELEGATED)).to_have_value("3")
    expect(page.locator("#keadaan")).to_contain_text("Semua isian tersimpan.")
    assert families().realizations.get(quarter=2).value == 21
    page.reload()
    expect(page.get_by_text(GIVEN_BACK)).to_be_hidden()


def test_figure_that_somebody_saved_meanwhile_is_asked_about(page: Page, interrupted):
    IndicatorRealization.objects.create(indicator=families(), year=2024, quarter=2, value=Decimal(20))
    sign_in_again(page, "operator")
    expect(cell(page, FAMILIES)).to_have_value("21")
    expect(page.get_by_role("button", name="Pakai ketikan saya: 21")).to_be_visible()
    assert families().realizations.get(quarter=2).value == 20


def test_another_account_gets_nothing_of_it(page: Page, interrupted):
    sign_in_again(page, "camat")
    page.wait_for_load_state()
    expect(page.get_by_text(GIVEN_BACK)).to_be_hidden()
    assert not page.locator("input[data-number]").count()
    # It stays with the one who typed it.
    page.locator("details.account summary").click()
    page.get_by_role("button", name="Keluar").click()
    expect(page.get_by_role("heading", name="Masuk")).to_be_visible()
    page.goto(page.url.split("/masuk/")[0] + GRID)
    sign_in_again(page, "operator")
    expect(page.get_by_text(GIVEN_BACK)).to_be_visible()
    expect(page.locator("#keadaan")).to_contain_text("Semua isian tersimpan.")
    assert families().realizations.get(quarter=2).value == 21
