"""An official hands a report in, gets it back, mends it and opens a revision; in Chromium, without the mouse."""

import re

import pytest
from playwright.sync_api import Page, expect

from agreements.enums import ResponseOption
from agreements.models import User
from reports import actions
from reports.issuing import Answer
from reports.models import Report
from tests.browser.accessibility import barriers, complaints
from tests.browser.keyboard import press
from tests.reports.explaining import reasons_for
from tests.reports.reviewing import draw_cheaply, drawn_for, seen_of

pytestmark = pytest.mark.browser

POST = "kepala-seksi-pemberdayaan-masyarakat"
ADDRESS = f"/laporan/kecamatan-rowokangkung/{POST}/2024/2/"
REASON = "Capaian indikator pertama belum sesuai dengan daftar hadir."


@pytest.fixture(autouse=True)
def _files(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    draw_cheaply(monkeypatch)


@pytest.fixture
def report(demo):
    return read_report()


def read_report() -> Report:
    return Report.objects.select_related("position__unit").get(
        position__slug=POST, position__unit__slug="kecamatan-rowokangkung", year=2024, quarter=2
    )


def account(name: str) -> User:
    return User.objects.get(username=name)


def hand_in() -> None:
    report = read_report()
    actions.submit_report(report=report, version=report.version, reasons=reasons_for(report), by=account("kasi"))


def give_back() -> None:
    """Let the camat pin a remark to the first figure and return the report."""
    anchor = next(key.partition("/")[0] for key in read_report().submissions.last().snapshot if "indikator-" in key)
    actions.add_comment(report=read_report(), anchor=anchor, text="Cocokkan dengan daftar hadir.", by=account("camat"))
    report = read_report()
    answer = Answer((ResponseOption.RECHECK_ACHIEVEMENT,), "Lihat tabel 2.2.")
    actions.return_report(report=report, version=report.version, reason=REASON, answer=answer, by=account("camat"))


def approve() -> None:
    report, camat = read_report(), account("camat")
    actions.approve_report(report=report, seen=seen_of(report), drawn=drawn_for(report, camat), by=camat)


def rewrite(text: str, by: str = "operator") -> None:
    report = read_report()
    actions.save_text(
        report=report, section="closing_absorption", text=text, generated="", version=report.version, by=account(by)
    )


def test_report_is_handed_in_mended_and_handed_in_again_by_keyboard(live_server, page: Page, report, sign_in):
    sign_in("kasi")
    page.goto(live_server.url)
    press(
        page,
        page.get_by_role("region", name="Yang perlu dikerjakan").get_by_role("link", name="Ajukan"),
    )
    expect(page.get_by_role("heading", level=1)).to_have_text("Periksa jawaban")
    press(page, page.get_by_role("button", name="Ajukan ke Camat Rowokangkung"))
    expect(page.get_by_role("status")).to_contain_text("Laporan diajukan ke Camat Rowokangkung")
    expect(page.get_by_role("region", name="Diajukan")).to_contain_text("Menunggu tanggapan Camat Rowokangkung")

    give_back()
    page.goto(live_server.url)
    expect(page.get_by_role("region", name="1 laporan kembali")).to_contain_text(REASON)
    press(page, page.get_by_role("link", name="1 catatan belum diperbaiki"))
    state = page.get_by_role("region", name="Dikembalikan")
    expect(state).to_contain_text(REASON)
    press(page, state.get_by_role("button", name="Sudah diperbaiki"))
    expect(state).to_contain_text("Semua catatan sudah diperbaiki")
    rewrite("Serapan dihitung ulang.", by="kasi")
    page.reload()
    press(page, state.locator("summary").filter(has_text="Apa yang berubah sejak dikembalikan"))
    expect(state.get_by_role("link", name="Penutup: realisasi anggaran")).to_be_visible()
    expect(state.get_by_text("Serapan dihitung ulang.")).to_be_visible()
    press(page, page.get_by_role("link", name="Periksa dan ajukan"))
    press(page, page.get_by_role("button", name="Ajukan ke Camat Rowokangkung"))
    expect(page.get_by_role("region", name="Diajukan")).to_be_visible()
    assert read_report().round == 2


def test_revision_is_opened_by_keyboard(live_server, page: Page, report, sign_in):
    hand_in()
    approve()
    sign_in("kasi")
    page.goto(live_server.url + ADDRESS)
    press(page, page.get_by_role("link", name="Buka revisi"))
    press(page, page.get_by_role("button", name="Buka revisi 2"))
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("Tuliskan alasannya")
    assert barriers(page) == []
    press(page, page.get_by_role("alert").get_by_role("link", name="Alasan revisi"))
    expect(page.get_by_label("Alasan revisi")).to_be_focused()
    page.keyboard.type("Daftar hadir bulan Juni menyusul.")
    press(page, page.get_by_role("button", name="Buka revisi 2"))
    expect(page.get_by_role("status")).to_contain_text("Revisi 2 dibuka.")
    expect(page.get_by_role("region", name="Draf")).to_contain_text("Daftar hadir bulan Juni menyusul.")


def test_works_without_javascript(live_server, browser, report, sign_in, page: Page):
    sign_in("kasi")
    context = browser.new_context(java_script_enabled=False, storage_state=page.context.storage_state())
    bare = context.new_page()
    bare.goto(live_server.url + ADDRESS + "ajukan/")
    bare.get_by_role("button", name="Ajukan ke Camat Rowokangkung").click()
    expect(bare.get_by_role("region", name="Diajukan")).to_be_visible()
    context.close()


def test_stale_page_says_who_was_faster_and_has_no_barriers(live_server, page: Page, report, sign_in):
    sign_in("kasi")
    page.goto(live_server.url + ADDRESS + "ajukan/")
    rewrite("Serapan dihitung ulang.")
    page.get_by_role("button", name="Ajukan ke").click()
    alert = page.get_by_role("alert")
    expect(alert).to_be_focused()
    expect(alert).to_contain_text(
        re.compile("Operator Kecamatan Rowokangkung.*“Penutup: realisasi anggaran” disunting")
    )
    assert barriers(page) == []
    page.get_by_role("button", name="Ajukan ke").click()
    expect(page.get_by_role("status")).to_contain_text("Laporan diajukan ke Camat Rowokangkung")


def test_given_back_and_approved_have_no_barriers_and_fit_a_phone(live_server, page: Page, report, sign_in):
    sign_in("kasi")
    base = live_server.url
    hand_in()
    give_back()
    rewrite("Serapan dihitung ulang.")
    found = complaints(page, base) + complaints(page, base + ADDRESS)
    page.goto(base + ADDRESS)
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate("document.querySelectorAll('.state details').forEach((part) => { part.open = true; })")
        found += barriers(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    hand_in()
    approve()
    found += complaints(page, base + ADDRESS) + complaints(page, base + ADDRESS + "revisi/")
    found += complaints(page, base + ADDRESS + "ajukan/")
    sign_in("operator")
    found += complaints(page, base)
    found += complaints(page, f"{base}/laporan/kecamatan-rowokangkung/camat/2024/2/ajukan/")
    assert found == []
