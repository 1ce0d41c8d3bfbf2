"""From an invitation to a forgotten password, in Chromium: what people see who have no password yet, or none any more."""

import re
import threading

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from agreements.models import User
from tests.browser.accessibility import barriers, complaints

pytestmark = pytest.mark.browser

NEW = "kuda-lumping-17-agustus"


@pytest.fixture(autouse=True)
def _public_url(settings, live_server):
    settings.PUBLIC_URL = live_server.url


def type_password(page: Page, password: str) -> None:
    fields = page.get_by_label("Kata sandi baru")
    expect(fields).to_have_count(2)
    first, second = fields.all()
    first.fill(password)
    second.fill(password)
    page.get_by_role("button", name="Simpan kata sandi").click()


def test_administrator_adds_an_account_and_its_owner_gets_in(live_server, page: Page, browser, sign_in):
    sign_in("admin")
    page.goto(live_server.url + "/admin/agreements/user/add/")
    page.get_by_label("Nama pengguna").fill("ani")
    page.get_by_role("button", name="Simpan", exact=True).click()
    link = page.get_by_label("Tautan untuk ani").input_value()
    assert barriers(page) == []
    assert re.fullmatch(re.escape(live_server.url) + r"/akun/undangan/\d+/\S+/", link)

    guest = browser.new_context(locale="id-ID").new_page()
    found = complaints(guest, link)
    type_password(guest, "pendek")
    expect(guest.get_by_text("minimal 12 karakter").or_(guest.get_by_text("terlalu pendek")).first).to_be_visible()
    assert [*found, *barriers(guest)] == []
    type_password(guest, NEW)
    expect(guest.get_by_role("status")).to_contain_text("Kata sandi sudah dibuat. Anda sudah masuk.")
    assert [*complaints(guest, link)] == []
    expect(guest.get_by_role("heading", name="Tautan tidak berlaku")).to_be_visible()

    # Deactivated, the open page is the last that its owner sees.
    page.goto(f"{live_server.url}/admin/agreements/user/{User.objects.get(username='ani').pk}/change/")
    page.get_by_label("Aktif", exact=True).uncheck()
    page.get_by_role("button", name="Simpan", exact=True).first.click()
    page.wait_for_url(f"{live_server.url}/admin/agreements/user/")
    guest.goto(live_server.url + "/")
    expect(guest.get_by_role("heading", name="Masuk")).to_be_visible()
    guest.context.close()


def test_forgotten_password_is_replaced_by_mail(live_server, page: Page, demo):
    User.objects.filter(username="camat").update(email="camat@example.go.id")
    page.goto(live_server.url + "/masuk/")
    page.get_by_role("link", name="Lupa kata sandi?").click()
    page.get_by_label("Alamat surel").fill("camat@example.go.id")
    page.get_by_role("button", name="Kirim tautan").click()
    expect(page.get_by_role("heading", name="Periksa surel Anda")).to_be_visible()
    for thread in threading.enumerate():
        if thread.name == "surel":
            thread.join()
    [sent] = mail.outbox
    page.goto(re.search(r"https?://\S+/akun/lupa-sandi/\S+", sent.body).group())
    type_password(page, NEW)
    expect(page.get_by_role("status")).to_contain_text("Kata sandi sudah diganti. Silakan masuk.")
    page.get_by_label("Nama pengguna").fill("camat")
    page.get_by_label("Kata sandi").fill(NEW)
    page.get_by_role("button", name="Masuk").click()
    expect(page.get_by_role("heading", name="Beranda")).to_be_visible()


def test_administrator_invites_again_without_barriers(live_server, page: Page, sign_in):
    sign_in("admin")
    page.goto(f"{live_server.url}/admin/agreements/user/{User.objects.get(username='camat').pk}/undang/")
    page.get_by_role("button", name="Buat tautan undangan").click()
    expect(page.get_by_label("Tautan untuk camat")).to_be_visible()
    assert barriers(page) == []
