"""An official makes the report her own: a text, the lists, photographs; in Chromium."""

import io

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from reports.models import Photo, Report, ReportText
from tests.browser.accessibility import barriers, complaints

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
    expect(page.get_by_role("status")).to_contain_text(f"Teks “{TEXT}” disimpan.")
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


def test_leaving_a_typed_text_asks(live_server, page: Page, report, sign_in):
    sign_in("kasi")
    page.goto(live_server.url + REPORT + "teks/closing_absorption/")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_role("textbox", name="Teks yang dicetak").fill(OWN)
    page.get_by_role("link", name="Dokumen").click()
    page.wait_for_url(live_server.url + REPORT)
    assert asked == ["beforeunload"]


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


def test_pages_have_no_barriers_and_fit_a_phone(live_server, page: Page, report, sign_in):
    sign_in("kasi")
    ReportText.objects.create(report=report, section="closing_absorption", text=OWN, generated="Terserap 7,82 %.")
    photo = Photo.objects.create(report=report, order=1, text="Rapat kader PKK")
    pages = ["", "teks/", "teks/closing_absorption/", "teks/closing_absorption/kembalikan/", "uraian/", "foto/"]
    pages += [f"foto/{photo.pk}/hapus/", "atur/"]
    found = [complaint for name in pages for complaint in complaints(page, live_server.url + REPORT + name)]
    page.context.clear_cookies()
    sign_in("organisasi")
    found += complaints(page, live_server.url + REPORT + "bentuk/?bentuk=kasi&bentuk=staf")
    found += complaints(page, live_server.url + REPORT + "uraian/")
    assert found == []


def test_refused_lists_have_no_barriers(live_server, page: Page, report, sign_in):
    sign_in("kasi")
    page.goto(live_server.url + REPORT + "uraian/")
    page.get_by_role("region", name="Rencana tindak lanjut").get_by_label("Urutan").first.fill("satu")
    page.get_by_role("button", name="Simpan").last.click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("Urutan ditulis dengan angka bulat")
    assert barriers(page) == []
