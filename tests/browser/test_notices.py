"""What an account was told, in Chromium: found from any page, opened and marked as read with the keyboard alone."""

import pytest
from playwright.sync_api import Page, expect

from agreements.enums import NoticeKind
from agreements.models import User
from reports.actions import notify
from reports.models import Report

pytestmark = pytest.mark.browser

POSTS = ("kepala-seksi-pemberdayaan-masyarakat", "sekretaris-kecamatan", "kepala-seksi-pemerintahan")


@pytest.fixture
def told(demo):
    camat = User.objects.get(username="camat")
    for report in Report.objects.filter(
        position__slug__in=POSTS, position__unit__slug="kecamatan-rowokangkung", year=2024, quarter=2
    ):
        notify(
            report=report,
            kind=NoticeKind.SUBMITTED,
            key="putaran-1",
            text=f"{report.position.name} mengajukan laporan Triwulan II 2024.",
            users=[camat],
            by=None,
        )
    assert camat.notices.count() == len(POSTS)
    return camat


def test_notices_are_found_opened_and_read_without_a_mouse(live_server, page: Page, told, sign_in):
    sign_in("camat")
    page.goto(live_server.url)
    bell = page.get_by_role("link", name="Pemberitahuan 3 belum dibaca")
    bell.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Pemberitahuan")).to_be_visible()
    items = page.get_by_role("list").filter(has=page.get_by_text("Belum dibaca")).get_by_role("listitem")
    expect(items).to_have_count(3)
    items.first.get_by_role("button", name="Buka laporan").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Isi laporan")).to_be_visible()
    expect(page.get_by_role("link", name="Pemberitahuan 2 belum dibaca")).to_be_visible()
    page.go_back()
    page.reload()
    page.get_by_role("button", name="Tandai semua sudah dibaca").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("2 pemberitahuan ditandai sudah dibaca.")
    expect(page.get_by_text("Belum dibaca")).to_have_count(0)
    expect(page.get_by_role("link", name="Pemberitahuan", exact=True)).to_be_visible()
