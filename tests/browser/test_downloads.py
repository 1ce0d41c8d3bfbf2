"""Downloading a whole quarter, in Chromium: start, watch, leave, come back, mend what failed, open the ZIP."""

import datetime
import zipfile

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from reports import serving, tasks
from reports.models import Batch
from reports.tasks import work_on_batch
from tests.browser.accessibility import complaints
from tests.factories import WorkerFactory
from tests.reports.batches import quick_drawing

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def _quick(monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    quick_drawing(monkeypatch)


def some(monkeypatch, count: int) -> None:
    """Work on the one job for `count` files, as a worker would."""
    with monkeypatch.context() as patch:
        patch.setattr(tasks, "SLICE", -1)
        for _ in range(count):
            work_on_batch(Batch.objects.get().pk)


def test_all_of_a_unit_from_the_click_to_the_zip(live_server, page: Page, sign_in, monkeypatch, tmp_path):
    WorkerFactory(seen=timezone.now() + datetime.timedelta(hours=1))
    sign_in("operator")
    page.goto(f"{live_server.url}/unit/kecamatan-rowokangkung/2024/2/")
    page.get_by_role("link", name="Unduh semua (ZIP)").click()
    page.get_by_role("button", name="Unduh semua").click()
    expect(page.locator("#kemajuan").get_by_text("0 dari 12")).to_be_visible()

    # The page follows by itself.
    some(monkeypatch, 3)
    expect(page.locator("#kemajuan").get_by_text("3 dari 12")).to_be_visible()
    expect(page.get_by_role("link", name="Unduh 3 berkas yang sudah selesai (ZIP)")).to_be_visible()
    job = page.url

    # Left, and found again.
    page.goto(live_server.url)
    with monkeypatch.context() as patch:
        patch.setattr(serving, "OUTPUTS", {})
        some(monkeypatch, 1)
    page.goto(f"{live_server.url}/unduhan/")
    page.get_by_role("link", name="Semua laporan, Kecamatan Rowokangkung, TW II 2024").click()
    assert page.url == job
    expect(page.get_by_role("heading", name="1 berkas gagal dibuat")).to_be_visible()
    expect(page.get_by_text("Ada gangguan saat membuat berkas ini")).to_be_visible()

    some(monkeypatch, 9)
    expect(page.get_by_text("Selesai, 1 gagal")).to_be_visible()
    page.get_by_role("button", name="Coba lagi yang gagal").click()
    expect(page.get_by_text("1 berkas dicoba lagi.")).to_be_visible()
    some(monkeypatch, 2)
    expect(page.get_by_text("Selesai", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Coba lagi yang gagal")).to_have_count(0)

    with page.expect_download() as downloading:
        page.get_by_role("link", name="Unduh ZIP, 12 berkas").click()
    file = tmp_path / "unduhan.zip"
    downloading.value.save_as(file)
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) == 12
        name = "2024-TW-II/Kecamatan Rowokangkung/03 Kepala Seksi Pemerintahan.pdf"
        assert archive.read(name) == b"%PDF Kepala Seksi Pemerintahan"

    page.get_by_role("link", name="Pemberitahuan").click()
    expect(page.get_by_text("12 berkas siap diunduh")).to_be_visible()


def test_a_job_with_a_failure_has_no_barriers_and_fits_a_phone(live_server, page: Page, sign_in, monkeypatch):
    sign_in("organisasi")
    page.goto(f"{live_server.url}/unduhan/2024/2/")
    page.get_by_role("button", name="Unduh semua").click()
    expect(page.get_by_text("Tidak ada pekerja latar yang berjalan")).to_be_visible()
    job = page.url
    with monkeypatch.context() as patch:
        patch.setattr(serving, "OUTPUTS", {})
        some(monkeypatch, 1)
    some(monkeypatch, 1)
    found = complaints(page, job)
    found += complaints(page, f"{live_server.url}/unduhan/")
    assert found == []
