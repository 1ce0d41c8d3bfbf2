"""The pictures of the guide, taken from the pages that it tells of; and what it names must stand there.

The pictures in `docs/images` are replaced where `TAKE_PICTURES=1` asks for it, each with a file of the words that it shows
(`tests/browser/pictured.py`). Every run takes them all the same, and fails when a page shows something else by now, or
lost something that the guide names.
"""

import io
import os
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from reports.views.guidebook import guide_chapters
from tests.browser.pictured import grown_old, keep, words_of

pytestmark = pytest.mark.browser

IMAGES = Path(settings.BASE_DIR) / "docs" / "images"
WIDE, PHONE = {"width": 1000, "height": 660}, {"width": 390, "height": 700}
LIGHT = 60_000
COLOURS = 48
UNIT = "kecamatan-rowokangkung"
REPORT = f"/laporan/{UNIT}/kepala-seksi-pemberdayaan-masyarakat/2024/3/"
REVIEW = f"/laporan/{UNIT}/kepala-seksi-pemerintahan/2024/2/reviu/"

# chapter: account, pages of which the first has the picture
PAGES = {
    "beranda": ("operator", ["/"]),
    "isi-angka": ("operator", [f"/unit/{UNIT}/2024/3/isian/", "/"]),
    "excel": ("operator", [f"/unit/{UNIT}/2024/3/isian/"]),
    "uraian-dan-teks": ("operator", [f"{REPORT}uraian/"]),
    "salinan": ("operator", [f"{REPORT}salinan/"]),
    "foto": ("operator", [f"{REPORT}foto/"]),
    "periksa-dan-ajukan": ("operator", [f"{REPORT}periksa/", f"{REPORT}ajukan/", "/"]),
    "camat-dan-atasan": ("camat", [REVIEW, "/"]),
    "bagian-organisasi": ("organisasi", ["/"]),
    "perjanjian-kinerja": ("operator", [f"/perjanjian/{UNIT}/2024/"]),
    "anggaran": ("operator", [f"/unit/{UNIT}/2024/3/isian/"]),
    "organisasi": ("admin", [f"/organisasi/{UNIT}/", "/organisasi/"]),
    "bila-ada-kendala": ("operator", ["/"]),
    "panduan-lkjip-triwulanan": ("operator", ["/"]),
}


def begin_the_quarter(page: Page, base: str) -> None:
    """Open the next quarter, type a figure and take over what still holds, so that the pages have something to show."""
    page.goto(base)
    page.get_by_role("link", name="Buka TW III 2024").click()
    page.get_by_role("button", name="Ya, buka TW III 2024").click()
    expect(page.get_by_role("status")).to_contain_text("12 laporan siap diisi")
    page.goto(f"{base}{REPORT}salinan/")
    for box in page.get_by_role("group", name="Rencana tindak lanjut").get_by_role("checkbox").all():
        box.check()
    for box in page.get_by_role("group", name="Strategi", exact=True).get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Salin yang dicentang").click()
    expect(page.get_by_text("teks disalin")).to_be_visible()
    # What the checks say beside the cells comes a while after a figure is saved: in the picture or not, as it happens.
    page.route("**/isian/sel/", lambda route: route.abort() if route.request.method == "GET" else route.continue_())


def prepare(page: Page, chapter: str) -> None:
    """Bring a page to where its picture begins."""
    if chapter == "isi-angka":
        figure = page.locator("input[data-number]").first
        figure.fill("21")
        figure.press("Tab")
        expect(page.locator(".cell-state").first).to_contain_text("tersimpan")
        page.locator("#kinerja").evaluate("section => section.scrollIntoView({behavior: 'instant'})")
    elif chapter == "uraian-dan-teks":
        page.locator("#daftar-lanjut").evaluate(
            "section => section.scrollIntoView({block: 'center', behavior: 'instant'})"
        )


def light(picture: bytes) -> bytes:
    """Return a picture as a PNG of few colours."""
    buffer = io.BytesIO()
    Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLOURS).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def test_guide_names_and_shows_what_the_pages_have(live_server, browser: Browser, page: Page, sign_in):
    chapters = guide_chapters()
    assert PAGES.keys() == {chapter.anchor for chapter in chapters}
    sign_in("operator")
    begin_the_quarter(page, live_server.url)
    signed_in, lost, old = "operator", [], []
    for chapter in sorted(chapters, key=lambda chapter: PAGES[chapter.anchor][0] != "operator"):
        who, addresses = PAGES[chapter.anchor]
        if who != signed_in:
            sign_in(who)
            signed_in = who
        size = PHONE if chapter.anchor == "camat-dan-atasan" else WIDE
        words = ""
        for number, address in enumerate(addresses):
            page.set_viewport_size(size if number == 0 else WIDE)
            page.goto(live_server.url + address)
            page.evaluate("document.fonts.ready")
            if number == 0 and chapter.pictures:
                prepare(page, chapter.anchor)
                (file,) = chapter.pictures
                taken = light(page.screenshot())
                assert len(taken) < LIGHT, f"{file} has {len(taken)} bytes"
                shown, told = words_of(page), (IMAGES / file).with_suffix(".txt")
                if os.environ.get("TAKE_PICTURES"):
                    (IMAGES / file).write_bytes(taken)
                    keep(told, shown)
                old += [f"{file}: {difference}" for difference in grown_old(told, shown)]
                with Image.open(IMAGES / file) as kept:
                    assert kept.size == (size["width"], size["height"]), f"{file} is of another page"
            words += " " + (page.locator("body").text_content() or "")
        words = " ".join(words.split()).casefold()
        lost += [f"{chapter.title}: {name}" for name in chapter.named if name.casefold() not in words]
    assert lost == []
    assert old == [], "take the pictures anew with TAKE_PICTURES=1, and look at them"


def test_a_picture_grows_old_by_what_it_shows_for_certain(tmp_path):
    place = tmp_path / "halaman.txt"
    shown = [(True, "a Beranda"), (True, "h1 Isi angka"), (False, "p Di tepi")]
    keep(place, shown)
    assert grown_old(place, shown) == []
    # What moved over the edge is no other page.
    assert grown_old(place, [(False, "a Beranda"), (True, "h1 Isi angka"), (True, "p Di tepi")]) == []
    now = [(True, "a Beranda"), (True, "a Perjanjian"), (True, "h1 Isi semua angka")]
    assert grown_old(place, now) == ["gone: h1 Isi angka", "new: a Perjanjian", "new: h1 Isi semua angka"]
