"""A kecamatan that is in no fixture, from its first page to its printed report, in Chromium.

The administrator sets it up and invites; its operator imports budget and agreements from sheets, enters a quarter by
keyboard and by paste, loses the line in between, meets a conflict, and prints the report.
"""

import io
import re
from pathlib import Path

import pypdf
import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import Browser, Page, expect

from agreements.models import BudgetLine, Position
from reports.models import BudgetRealization, IndicatorRealization
from tests.browser.accessibility import barriers, complaints
from tests.browser.keyboard import press
from tests.browser.test_accounts import type_password
from tests.browser.test_entry_grid import SAVED, bar, paste, state
from tests.browser.test_first_report import cell, row

pytestmark = pytest.mark.browser

UNIT = "kecamatan-tirtasari"
YEAR = f"{UNIT}/2025/"
QUARTER = f"/unit/{YEAR}3/"
OPERATOR = "operator-tirtasari"
PASSWORD = "sumur-batu-kelapa-71"
CAMAT, KASI = "Camat", "Kepala Seksi Pemerintahan"
HOLDERS = {
    CAMAT: ("RATNA KUSUMA, S.STP", "19800101 200501 2 001", "Pembina"),
    KASI: ("BAYU PRATAMA, S.Sos", "19850202 201001 1 002", "Penata"),
}
SERVICE, VILLAGES, PUNCTUAL = (
    "Persentase pelayanan yang selesai tepat waktu",
    "Jumlah desa yang dibina",
    "Persentase laporan desa yang tepat waktu",
)
PLANNING, EVALUATION, GOVERNING = (
    "Penyusunan Dokumen Perencanaan Perangkat Daerah",
    "Evaluasi Kinerja Perangkat Daerah",
    "Peningkatan Efektifitas Kegiatan Pemerintahan di Tingkat Kecamatan",
)
BUDGET = (
    ("7.01.01", "PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH KABUPATEN/KOTA", None),
    ("7.01.01.2.01", "Perencanaan, Penganggaran, dan Evaluasi Kinerja Perangkat Daerah", "13.500.000"),
    ("7.01.01.2.01.0001", PLANNING, 8_500_000),
    ("7.01.01.2.01.0007", EVALUATION, "5.000.000"),
    ("7.01.02", "PROGRAM PENYELENGGARAAN PEMERINTAHAN DAN PELAYANAN PUBLIK", None),
    ("7.01.02.2.01", "Koordinasi Penyelenggaraan Kegiatan Pemerintahan di Tingkat Kecamatan", 24_000_000),
    ("7.01.02.2.01.0002", GOVERNING, 24_000_000),
)
PROMISES = (
    (CAMAT, "Meningkatnya pelayanan publik kecamatan", SERVICE, "Persen", 90, (80, 85, 88, 90), None, BUDGET[4][1]),
    (KASI, "Terlaksananya koordinasi pemerintahan", VILLAGES, "Desa", "12", ("3", "6", "9", "12"), SERVICE, GOVERNING),
    (None, None, PUNCTUAL, "%", "95,5", ("90", "92,5", "94", "95,5"), None, None),
)


def budget_sheet() -> bytes:
    """Return the budget as a kecamatan makes it: a title above, codes, sums in some parents, amounts as text or number."""
    book = Workbook()
    for line in (("RINCIAN BELANJA KECAMATAN TIRTASARI",), (), ("Kode Rekening", "Uraian", "Pagu (Rp)"), *BUDGET):
        book.active.append(line)
    return _bytes(book)


def promise_sheet(template: Path) -> bytes:
    """Return the downloaded template with the promises of two posts below its headings."""
    book = load_workbook(template)
    sheet = book.active
    columns = {cell.value: cell.column for cell in sheet[1]}
    sheet.delete_rows(2, sheet.max_row)
    for number, (post, aim, indicator, unit, target, quarters, supports, line) in enumerate(PROMISES, start=2):
        told = {"Jabatan": post, "Sasaran": aim, "Indikator kinerja": indicator, "Satuan": unit, "Target": target}
        told |= {"Mendukung indikator": supports, "Program/Kegiatan/Sub Kegiatan": line, "Penanggung jawab": post}
        told |= dict(zip(("TW I", "TW II", "TW III", "TW IV"), quarters, strict=True))
        for heading, value in told.items():
            sheet.cell(number, columns[heading], value)
    return _bytes(book)


def _bytes(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def upload(page: Page, name: str, content: bytes) -> None:
    """Hand in a sheet, and stop at its preview."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    page.get_by_label("Berkas Excel").set_input_files({"name": name, "mimeType": kind, "buffer": content})
    page.get_by_role("button", name="Unggah dan periksa").click()
    expect(page.get_by_text("Belum ada yang disimpan.")).to_be_visible()
    assert barriers(page) == []


def log_in(page: Page, address: str) -> None:
    page.goto(f"{address}/masuk/")
    page.get_by_label("Nama pengguna").fill(OPERATOR)
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    page.wait_for_url(f"{address}/")


def set_up(page: Page, address: str) -> str:
    """Make the kecamatan with its posts, holders and accounts, and return the link for its operator."""
    page.goto(f"{address}/organisasi/kecamatan-baru/")
    page.get_by_label("Nama unit").fill("Kecamatan Tirtasari")
    page.get_by_role("button", name="Buat kecamatan, lalu pejabatnya").click()
    expect(page.get_by_text("Kecamatan Tirtasari dibuat dengan 12 jabatan.")).to_be_visible()
    page.get_by_label("Mulai bertugas, bila sama untuk semua").fill("2 Januari 2025")
    for post, (name, nip, rank) in HOLDERS.items():
        page.get_by_label(f"Nama dan gelar, {post}", exact=True).fill(name)
        page.get_by_label(f"NIP, {post}", exact=True).fill(nip)
        page.get_by_label(f"Pangkat/golongan, {post}", exact=True).fill(rank)
    page.get_by_role("button", name="Simpan pejabat").click()
    expect(page.get_by_text("2 pejabat ditunjuk.")).to_be_visible()
    # The flow leads on, whether somebody goes through at once or comes back later.
    page.get_by_role("link", name="Nanti saja").click()
    expect(page.get_by_text("2 dari 12 jabatan terisi; yang lain dapat menyusul.")).to_be_visible()
    assert barriers(page) == []
    page.get_by_role("link", name="Lanjut: akun dan undangan").click()
    expect(page.get_by_label("Nama pengguna operator")).to_have_value(OPERATOR)
    page.get_by_role("button", name="Undang semua").click()
    expect(page.get_by_role("heading", name="3 akun diundang")).to_be_visible()
    return page.get_by_label(f"Tautan untuk {OPERATOR}").input_value()


def accept(page: Page, link: str) -> None:
    page.goto(link)
    type_password(page, PASSWORD)
    expect(page.get_by_text("Kata sandi sudah dibuat.")).to_be_visible()


def promise(page: Page, address: str, folder: Path) -> None:
    """Import the budget and the agreements, led by the steps, and record both signatures."""
    page.goto(f"{address}{QUARTER}")
    expect(page.get_by_text("Belum ada Perjanjian Kinerja 2025, jadi belum ada laporan")).to_be_visible()
    assert barriers(page) == []
    steps = page.get_by_role("region", name="Langkah triwulan ini")
    steps.get_by_role("link", name="Impor anggaran").click()
    upload(page, "anggaran.xlsx", budget_sheet())
    expect(page.get_by_text("7 baru")).to_be_visible()
    page.get_by_role("button", name="Terapkan semua").click()
    expect(page.get_by_text("Anggaran diimpor: 7 baris baru")).to_be_visible()
    expect(page.locator(".budget-table .row-name")).to_have_text([name for _, name, _ in BUDGET])
    page.get_by_role("link", name="Kecamatan Tirtasari, Triwulan I 2025").click()
    steps.get_by_role("link", name="Perjanjian Kinerja").click()
    page.get_by_role("link", name="Impor", exact=True).click()
    with page.expect_download() as started:
        page.get_by_role("link", name="Unduh templat").click()
    template = folder / "templat.xlsx"
    started.value.save_as(template)
    upload(page, "perjanjian.xlsx", promise_sheet(template))
    expect(page.get_by_text("3 baru")).to_be_visible()
    page.get_by_role("button", name="Terapkan semua").click()
    expect(page.get_by_text(f"Perjanjian Kinerja diimpor: {CAMAT}, {KASI}.")).to_be_visible()
    for post in (CAMAT, KASI):
        page.goto(f"{address}/perjanjian/{YEAR}")
        page.get_by_role("link", name=f"Tanda tangan {post}").click()
        page.get_by_label("Tanggal tanda tangan").fill("6 Januari 2025")
        page.get_by_role("button", name="Catat sudah ditandatangani").click()
        expect(page.get_by_text(f"Perjanjian Kinerja {post} dicatat sudah ditandatangani.")).to_be_visible()


def enter(page: Page, address: str, browser: Browser) -> None:
    """Fill the grid: keys, a lost line, a pasted column, and a cell that somebody else saved first."""
    page.goto(f"{address}{QUARTER}")
    page.get_by_role("link", name="Buka TW III 2025").first.click()
    assert barriers(page) == []
    page.get_by_role("button", name="Ya, buka TW III 2025").click()
    expect(page.get_by_text("2 laporan siap diisi.")).to_be_visible()
    press(page, page.get_by_role("link", name="Isi angka").first)
    expect(bar(page)).to_contain_text("Belum ada perubahan.")
    context = browser.new_context(locale="id-ID")
    other = context.new_page()
    log_in(other, address)
    other.goto(f"{address}{QUARTER}isian/")
    expect(bar(other)).to_contain_text("Belum ada perubahan.")

    cell(page, SERVICE).focus()
    page.keyboard.type("85,5")
    page.keyboard.press("Enter")
    expect(cell(page, VILLAGES)).to_be_focused()
    expect(state(page, SERVICE)).to_contain_text(SAVED)
    page.context.set_offline(True)
    page.keyboard.type("8")
    page.keyboard.press("Enter")
    page.keyboard.type("94")
    page.keyboard.press("Tab")
    expect(bar(page)).to_contain_text("Belum terhubung. 2 isian menunggu")
    # While the line is down, a colleague counts one village more.
    cell(other, VILLAGES).fill("9")
    cell(other, VILLAGES).blur()
    expect(state(other, VILLAGES)).to_contain_text(SAVED)
    context.close()
    page.context.set_offline(False)
    expect(state(page, PUNCTUAL)).to_contain_text(SAVED)
    expect(state(page, VILLAGES)).to_contain_text("Yang mana yang dipakai?")
    assert barriers(page) == []
    state(page, VILLAGES).get_by_role("button", name="Biarkan yang tersimpan: 9").click()

    cell(page, PLANNING).focus()
    paste(page, "6375000\r\n3.333.333\r\nRp 18.000.000,-\r\n")
    page.get_by_role("dialog", name="Periksa yang ditempel").get_by_role("button", name="Isi 3 isian").click()
    expect(bar(page)).to_contain_text("Semua isian tersimpan.")
    for name, share in {SERVICE: "95,00 %", VILLAGES: "75,00 %", PUNCTUAL: "98,43 %"}.items():
        expect(row(page, name)).to_contain_text(share)
    total = row(page, "Jumlah Kecamatan Tirtasari")
    for figure in ("37.500.000", "27.708.333", "73,89 %"):
        expect(total).to_contain_text(figure)


def printed(page: Page, address: str, post: str, folder: Path) -> str:
    """Take the PDF of a post's report, and return what stands in it, every run of spaces as one."""
    page.goto(f"{address}/laporan/{UNIT}/{post}/2025/3/")
    with page.expect_download() as started:
        page.get_by_role("link", name="Unduh PDF").click()
    file = folder / started.value.suggested_filename
    started.value.save_as(file)
    text = " ".join(sheet.extract_text() for sheet in pypdf.PdfReader(file).pages)
    return re.sub(r"\s+", " ", text)


def test_kecamatan_from_nothing_to_its_printed_report(
    live_server, page: Page, browser: Browser, sign_in, settings, tmp_path: Path
):
    settings.PUBLIC_URL = live_server.url
    sign_in("admin")
    link = set_up(page, live_server.url)
    assert Position.objects.filter(unit__slug=UNIT).count() == 12
    context = browser.new_context(locale="id-ID", timezone_id="Asia/Jakarta")
    page = context.new_page()
    accept(page, link)
    promise(page, live_server.url, tmp_path)
    assert set(BudgetLine.objects.filter(unit__slug=UNIT).values_list("code", "name")) == {line[:2] for line in BUDGET}
    enter(page, live_server.url, browser)
    entered = IndicatorRealization.objects.filter(indicator__unit__slug=UNIT, quarter=3)
    assert sorted(str(value.normalize()) for value in entered.values_list("value", flat=True)) == ["85.5", "9", "94"]
    spent = BudgetRealization.objects.filter(budget_line__unit__slug=UNIT, quarter=3)
    assert sorted(map(int, spent.values_list("amount", flat=True))) == [3_333_333, 6_375_000, 18_000_000]

    kasi = printed(page, live_server.url, "kepala-seksi-pemerintahan", tmp_path)
    for words in ("BAYU PRATAMA, S.Sos", "RATNA KUSUMA, S.STP", VILLAGES, PUNCTUAL, GOVERNING):
        assert words in kasi
    for line in (
        f"{VILLAGES} 12 Desa 9 Desa 75,00 %",
        f"{PUNCTUAL} 95,50 % 94 % 98,43 %",
        # Ceiling, spent, absorption; target, realization, achievement; efficiency.
        f"{VILLAGES} 24.000.000 18.000.000 75,00 % 12 Desa 9 Desa 75,00 % 0,00",
    ):
        assert line in kasi
    camat = printed(page, live_server.url, "camat", tmp_path)
    assert f"{SERVICE} 90 Persen 85,5 Persen 95,00 %" in camat
    addresses = (
        QUARTER,
        f"{QUARTER}isian/",
        f"/perjanjian/{YEAR}",
        f"/perjanjian/{YEAR}pohon/",
        f"/pk/{UNIT}/camat/2025/murni/",
    )
    assert [told for place in addresses for told in complaints(page, live_server.url + place)] == []
    context.close()
