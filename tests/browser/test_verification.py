"""Somebody with a paper or a file asks whether it is the approved one; in Chromium, without an account."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import barriers, complaints
from tests.reports.issuing import content_of, issue, reopen
from tests.reports.workplace import make_workplace

pytestmark = pytest.mark.browser

PDF = {"name": "laporan.pdf", "mimeType": "application/pdf"}


@pytest.fixture
def place(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_workplace()


@pytest.fixture
def report(place):
    return place.report(place.kasi)


@pytest.fixture
def row(report):
    return issue(report)


def flipped(content: bytes) -> bytes:
    changed = bytearray(content)
    changed[50_000] ^= 1
    return bytes(changed)


def test_a_typed_code_leads_to_its_document(live_server, page: Page, row):
    page.goto(f"{live_server.url}/masuk/")
    page.get_by_role("link", name="Periksa keaslian dokumen").click()
    page.get_by_label("Kode verifikasi").fill(row.code.lower().replace("-", " "))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Sah")).to_be_visible()
    expect(page.get_by_text(row.pdf_sha256)).to_be_visible()


def test_a_file_is_hashed_here_and_never_sent(live_server, page: Page, row):
    sent = []
    page.on("request", lambda request: sent.append(request.method))
    for address in (f"/verifikasi/{row.code}/", "/verifikasi/"):
        for content, heading in (
            (content_of(row), "Berkas ini asli"),
            (flipped(content_of(row)), "Berkas ini bukan berkas yang disetujui"),
        ):
            page.goto(live_server.url + address)
            expect(page.get_by_text("berkasnya tidak dikirim")).to_be_visible()
            page.get_by_label("Berkas PDF atau Excel").set_input_files({**PDF, "buffer": content})
            page.get_by_role("button", name="Periksa berkas").click()
            expect(page.get_by_role("heading", name=heading)).to_be_visible()
            expect(page.get_by_role("region", name="Hasil pemeriksaan berkas")).to_be_focused()
            assert barriers(page) == []
    assert set(sent) == {"GET"}


def test_a_file_may_be_dropped(live_server, page: Page, row):
    page.goto(f"{live_server.url}/verifikasi/{row.code}/")
    dropped = page.evaluate_handle(
        """bytes => {
            const transfer = new DataTransfer();
            transfer.items.add(new File([new Uint8Array(bytes)], "laporan.pdf"));
            return transfer;
        }""",
        list(content_of(row)),
    )
    page.dispatch_event(".file-drop", "drop", {"dataTransfer": dropped})
    expect(page.get_by_role("heading", name="Berkas ini asli")).to_be_visible()


def test_without_javascript_the_file_is_sent(live_server, browser, row):
    context = browser.new_context(java_script_enabled=False)
    bare = context.new_page()
    bare.goto(f"{live_server.url}/verifikasi/{row.code}/")
    bare.get_by_role("button", name="Periksa berkas").click()
    expect(bare.get_by_role("alert")).to_contain_text("Belum ada berkas yang dipilih.")
    bare.get_by_label("Berkas PDF atau Excel").set_input_files({**PDF, "buffer": flipped(content_of(row))})
    bare.get_by_role("button", name="Periksa berkas").click()
    expect(bare.get_by_role("heading", name="Berkas ini bukan berkas yang disetujui")).to_be_visible()
    context.close()


def test_what_can_not_be_checked_is_told_at_the_field(live_server, page: Page, row):
    page.goto(f"{live_server.url}/verifikasi/")
    page.get_by_role("button", name="Periksa berkas").click()
    expect(page.get_by_role("alert")).to_contain_text("Belum ada berkas yang dipilih.")
    page.eval_on_selector("form.file-form", "form => { form.dataset.most = '10'; }")
    page.get_by_label("Berkas PDF atau Excel").set_input_files({**PDF, "buffer": content_of(row)})
    page.get_by_role("button", name="Periksa berkas").click()
    expect(page.get_by_role("alert")).to_contain_text("lebih besar dari 30 MB")
    assert barriers(page) == []


def test_answers_have_no_barriers_and_fit_a_phone(live_server, page: Page, report, row):
    reopen(report)
    newer = issue(report, 2)
    public = [
        "/verifikasi/",
        "/verifikasi/?kode=abc",
        "/verifikasi/AAAA/",
        f"/verifikasi/{row.code}/",
        f"/verifikasi/{newer.code}/",
        f"/verifikasi/{newer.code}/?sidik={row.pdf_sha256}",
        f"/verifikasi/?sidik={'0' * 64}",
    ]
    assert [complaint for address in public for complaint in complaints(page, live_server.url + address)] == []
