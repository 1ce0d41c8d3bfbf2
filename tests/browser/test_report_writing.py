"""An official makes the report her own: a text, the lists, photographs; in Chromium."""

import io
import re
import time

import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect

from reports.models import FollowUp, Photo, Report, ReportText
from tests.browser.accessibility import barriers
from tests.browser.passing import stop_time
from tests.browser.slow_line import held

pytestmark = pytest.mark.browser

POST = "kepala-seksi-pemberdayaan-masyarakat"
REPORT = f"/laporan/kecamatan-rowokangkung/{POST}/2024/2/"
TEXT = "Penutup: realisasi anggaran"
OWN = "Serapan kami 7,81 %, sisanya menyusul."


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def report(demo):
    found = Report.objects.get(position__slug=POST, position__unit__slug="kecamatan-rowokangkung", year=2024, quarter=2)
    found.status = "draft"
    found.save()
    return found


def jpeg(colour: str) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (800, 600), colour).save(buffer, "JPEG")
    return buffer.getvalue()


def test_text_is_edited_and_given_back(live_server, page: Page, report, sign_in):
    sign_in("kasi")
    page.goto(live_server.url + REPORT)
    page.get_by_role("link", name="Ubah teks").click()
    page.get_by_role("link", name=TEXT).click()
    box = page.get_by_role("textbox", name="Teks yang dicetak")
    generated = box.input_value()
    box.fill(OWN)
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_role("row", name=TEXT)).to_contain_text("disunting")
    page.goto(live_server.url + REPORT)
    expect(page.get_by_role("region", name="Isi laporan")).to_contain_text(OWN)

    page.goto(live_server.url + REPORT + "teks/")
    page.get_by_role("link", name=TEXT).click()
    page.get_by_role("link", name="Kembalikan ke teks otomatis").click()
    expect(page.get_by_text(OWN)).to_be_visible()
    page.get_by_role("button", name="Ya, pakai teks otomatis").click()
    expect(page.get_by_role("status")).to_contain_text("kembali memakai teks otomatis")
    assert not ReportText.objects.filter(report=report).exists()
    page.get_by_role("link", name=TEXT).click()
    expect(box).to_have_value(generated)


def test_what_was_typed_before_the_script_came_is_saved(live_server, page: Page, report, sign_in):
    sign_in("kasi")
    with held(page, "**/autosave*.js"):
        page.goto(live_server.url + REPORT + "teks/closing_absorption/", wait_until="commit")
        page.get_by_role("textbox", name="Teks yang dicetak").fill(OWN)
    expect(page.locator(".save-state")).to_have_text("Semua tersimpan.")
    assert ReportText.objects.get(report=report, section="closing_absorption").text == OWN


def test_leaving_a_typed_text_saves_it(live_server, page: Page, report, sign_in):
    sign_in("kasi")
    page.goto(live_server.url + REPORT + "teks/closing_absorption/")
    page.get_by_role("textbox", name="Teks yang dicetak").fill(OWN)
    page.get_by_role("link", name="Dokumen").click()
    page.wait_for_url(live_server.url + REPORT)
    page.goto(live_server.url + REPORT + "teks/closing_absorption/")
    expect(page.get_by_role("textbox", name="Teks yang dicetak")).to_have_value(OWN)
    # The page may be there before what it was left with is saved: then it sends it again.
    expect(page.locator(".save-state")).to_have_text(re.compile("Belum ada perubahan|Semua tersimpan"))
    assert ReportText.objects.get(report=report).text == OWN


@pytest.mark.parametrize("delay", [0, 1.5])
def test_a_page_that_is_older_than_the_last_save_is_taken_anew(live_server, page: Page, report, sign_in, delay):
    """A reload right after the last key: the server may draw the page before it has saved what left with the old one."""
    report.follow_ups.all().delete()
    sign_in("kasi")
    address = live_server.url + REPORT + "uraian/"
    page.goto(address)
    older = [page.context.request.get(address).text()]

    def answer(route: Route) -> None:
        if route.request.method == "GET" and older:
            time.sleep(delay)
            route.fulfill(body=older.pop(), content_type="text/html; charset=utf-8")
        else:
            route.continue_()

    first = page.get_by_role("group", name="Rencana tindak lanjut 1").get_by_label("Uraian")
    state = page.locator(".save-state")
    page.on("dialog", lambda dialog: dialog.accept())
    first.fill("Melengkapi data")
    page.route(address, answer)
    page.reload(wait_until="commit")
    expect(first).to_have_value("Melengkapi data")
    first.fill("Melengkapi data keluarga")
    expect(state).to_have_text("Semua tersimpan.")
    assert [row.text for row in report.follow_ups.all()] == ["Melengkapi data keluarga"]


def test_lists_save_themselves_through_a_lost_line(live_server, page: Page, report, sign_in):
    report.follow_ups.all().delete()
    report.obstacles.all().delete()
    sign_in("kasi")
    page.goto(live_server.url + REPORT + "uraian/")
    state = page.locator(".save-state")
    first = page.get_by_role("group", name="Rencana tindak lanjut 1").get_by_label("Uraian")
    stop_time(page)
    first.fill("Melengkapi data")
    page.clock.run_for(1400)
    expect(state).to_have_text("Belum disimpan.")
    page.clock.run_for(200)
    expect(state).to_have_text("Semua tersimpan.")
    page.clock.resume()
    assert [row.text for row in report.follow_ups.all()] == ["Melengkapi data"]

    def save_and_lose(route):
        route.fetch()
        route.abort()

    page.route("**/uraian/", save_and_lose, times=1)
    first.fill("Melengkapi data keluarga")
    expect(state).to_contain_text("Belum terhubung.")
    page.context.set_offline(True)
    first.fill("Melengkapi data keluarga miskin")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto(live_server.url + REPORT + "uraian/")
    # What was typed is back, and goes on where it was.
    expect(first).to_have_value("Melengkapi data keluarga miskin")
    expect(state).to_have_text("Semua tersimpan.")
    assert [row.text for row in report.follow_ups.all()] == ["Melengkapi data keluarga miskin"]

    obstacle = page.get_by_role("group", name="Hambatan dan solusi 1")
    obstacle.get_by_role("textbox", name="Solusi").fill("Dijemput")
    expect(state).to_contain_text("Belum lengkap. Hambatan: Tuliskan hambatannya")
    assert barriers(page) == []
    obstacle.get_by_role("textbox", name="Hambatan").fill("Data terlambat")
    expect(state).to_have_text("Semua tersimpan.")
    assert report.obstacles.get().solution == "Dijemput"


def test_both_texts_are_shown_where_somebody_else_was_faster(live_server, page: Page, report, sign_in):
    sign_in("kasi")
    page.goto(live_server.url + REPORT + "teks/closing_absorption/")
    ReportText.objects.update_or_create(
        report=report, section="closing_absorption", defaults={"text": "Dari operator."}
    )
    page.get_by_role("textbox", name="Teks yang dicetak").fill(OWN)
    expect(page.locator(".save-state")).to_contain_text("Baru saja diubah orang lain")
    assert barriers(page) == []
    page.get_by_role("button", name="Lihat keduanya").click()
    expect(page.get_by_role("region", name="Yang tersimpan sekarang")).to_contain_text("Dari operator.")
    expect(page.get_by_role("textbox", name="Teks yang dicetak")).to_have_value(OWN)
    assert ReportText.objects.get(report=report, section="closing_absorption").text == "Dari operator."
    page.get_by_role("button", name="Simpan").click()
    page.wait_for_url(live_server.url + REPORT + "teks/")
    assert ReportText.objects.get(report=report, section="closing_absorption").text == OWN


def test_photographs_are_uploaded_described_and_deleted(live_server, page: Page, report, sign_in):
    sign_in("kasi")
    page.goto(live_server.url + REPORT + "foto/")
    pictures = [
        {"name": f"{colour}.jpg", "mimeType": "image/jpeg", "buffer": jpeg(colour)} for colour in ("green", "red")
    ]
    new = page.get_by_role("region", name="Tambah foto")
    new.get_by_label("Pilih foto").set_input_files(pictures)
    new.get_by_label("Keterangan").fill("Rapat kader PKK")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_role("status")).to_contain_text("2 foto ditambahkan.")
    shown = page.get_by_role("img", name="Rapat kader PKK")
    expect(shown).to_have_count(2)
    for picture in shown.all():
        # No `wait_for_function`: where it has to wait, it evaluates text, which our policy forbids.
        expect(picture).to_have_js_property("complete", True)
        assert picture.evaluate("image => image.naturalWidth") > 0

    second = page.get_by_role("group", name="Foto 2")
    second.get_by_label("Keterangan").fill("Kunjungan")
    second.get_by_label("Tanggal kegiatan").fill("2 Mei 2024")
    second.get_by_label("Urutan").fill("1")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_role("group", name="Foto 1").get_by_label("Keterangan")).to_have_value("Kunjungan")
    assert [(photo.text, photo.order) for photo in report.photos.all()] == [("Kunjungan", 1), ("Rapat kader PKK", 2)]

    page.get_by_role("link", name="Hapus foto 2").click()
    page.get_by_role("button", name="Ya, hapus").click()
    expect(page.get_by_role("status")).to_contain_text("Foto dihapus dari laporan.")
    assert list(Photo.objects.filter(report=report).values_list("text", flat=True)) == ["Kunjungan"]


def test_photographs_are_dropped_and_pasted(live_server, page: Page, report, sign_in):
    sign_in("kasi")
    # On a slow line somebody chooses before the script is there.
    with held(page, "**/photos*.js"):
        page.goto(live_server.url + REPORT + "foto/", wait_until="commit")
        field = page.get_by_label("Pilih foto")
        field.set_input_files([{"name": "a.jpg", "mimeType": "image/jpeg", "buffer": jpeg("red")}])
    expect(page.get_by_text("1 foto dipilih: a.jpg")).to_be_visible()
    give = """([kind, name, type, bytes]) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(bytes)], name, { type }));
      const target = document.querySelector(".photo-new");
      target.dispatchEvent(kind === "drop"
        ? new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true })
        : new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }"""
    page.evaluate(give, ["drop", "b.jpg", "image/jpeg", list(jpeg("green"))])
    page.evaluate(give, ["paste", "image.jpg", "image/jpeg", list(jpeg("blue"))])
    page.evaluate(give, ["drop", "laporan.pdf", "application/pdf", [1, 2, 3]])
    expect(page.get_by_text("3 foto dipilih: a.jpg, b.jpg, image.jpg")).to_be_visible()
    assert barriers(page) == []
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_role("img", name="Foto")).to_have_count(3)
    assert Photo.objects.filter(report=report).count() == 3


def test_rows_change_places_by_keyboard(live_server, page: Page, report, sign_in):
    report.follow_ups.all().delete()
    for number, text in enumerate(("Satu", "Dua", "Tiga"), 1):
        FollowUp.objects.create(report=report, order=number, text=text)
    sign_in("kasi")
    page.goto(live_server.url + REPORT + "uraian/")
    rows = page.locator(".row-item").filter(has=page.get_by_role("textbox"))
    last = page.get_by_role("group", name="Rencana tindak lanjut 3")
    up = last.get_by_role("button", name="Naikkan Rencana tindak lanjut 3")
    up.focus()
    page.keyboard.press("Enter")
    expect(up).to_be_focused()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.get_by_text("Rencana tindak lanjut 3: sekarang urutan 1 dari 3.")).to_be_attached()
    assert rows.count() >= 3
    assert barriers(page) == []
    page.get_by_role("button", name="Simpan").click()
    expect(page.locator(".save-state")).to_have_text("Semua tersimpan.")
    assert [row.text for row in report.follow_ups.order_by("order")] == ["Tiga", "Satu", "Dua"]


def test_lists_work_without_javascript(live_server, browser, report, sign_in, page: Page):
    sign_in("kasi")
    context = browser.new_context(java_script_enabled=False, storage_state=page.context.storage_state())
    bare = context.new_page()
    bare.goto(live_server.url + REPORT + "uraian/")
    follow_ups = bare.get_by_role("region", name="Rencana tindak lanjut")
    rows = follow_ups.get_by_role("group")
    before = rows.count()
    rows.nth(before - 1).get_by_label("Uraian").fill("Melatih kader baru")
    follow_ups.get_by_role("button", name="Tambah baris").click()
    expect(rows).to_have_count(before + 3)
    expect(rows.nth(before - 1).get_by_label("Uraian")).to_have_value("Melatih kader baru")
    rows.nth(before - 1).get_by_label("Urutan").fill("1")
    bare.get_by_role("button", name="Simpan").last.click()
    expect(bare.get_by_role("status")).to_contain_text("Disimpan: rencana tindak lanjut.")
    expect(rows.nth(0).get_by_label("Uraian")).to_have_value("Melatih kader baru")
    context.close()


def test_refused_lists_have_no_barriers(live_server, page: Page, report, sign_in):
    sign_in("kasi")
    page.goto(live_server.url + REPORT + "uraian/")
    page.get_by_role("region", name="Rencana tindak lanjut").get_by_label("Urutan").first.fill("satu")
    page.get_by_role("button", name="Simpan").last.click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("Urutan ditulis dengan angka bulat")
    assert barriers(page) == []
