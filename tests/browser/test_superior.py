"""A hurried camat with a phone: reads, ticks, approves or gives back, in at most three taps; in Chromium."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from agreements.enums import ReportStatus, ResponseOption
from agreements.models import User
from reports import actions
from reports.frozen import fingerprint
from reports.issuing import Answer
from reports.models import Comment, Reading, Report, SuperiorResponse
from reports.queries import load_inputs
from tests.browser.accessibility import barriers, complaints
from tests.browser.slow_line import held
from tests.reports.workplace import QUARTER

pytestmark = pytest.mark.browser

POST = "kepala-seksi-pemerintahan"
REVIEW = f"/laporan/kecamatan-rowokangkung/{POST}/2024/2/reviu/"
PHONE = {"width": 360, "height": 740}
FINGER = 44


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def report(demo) -> Report:
    found = report_of(POST)
    assert found.status == ReportStatus.SUBMITTED
    return found


def report_of(post: str) -> Report:
    return Report.objects.select_related("position__unit").get(
        position__slug=post, position__unit__slug="kecamatan-rowokangkung", year=2024, quarter=2
    )


@pytest.fixture
def phone(live_server, browser: Browser, report, sign_in, page: Page) -> Iterator[Page]:
    """Return a page on a phone that the camat is signed in on."""
    sign_in("camat")
    context = browser.new_context(
        viewport=PHONE, has_touch=True, is_mobile=True, locale="id-ID", storage_state=page.context.storage_state()
    )
    yield context.new_page()
    context.close()


class Finger:
    """Counts its taps."""

    def __init__(self) -> None:
        self.taps = 0

    def __call__(self, target: Locator) -> None:
        self.taps += 1
        target.tap()


def read_to_the_end(page: Page) -> None:
    page.get_by_role("region", name="Isi laporan").last.evaluate("region => region.scrollIntoView({block: 'end'})")
    page.mouse.wheel(0, 200)
    expect(page.get_by_text("Sudah dibaca.")).to_be_visible()


def boxes(page: Page) -> Locator:
    return page.get_by_role("group", name="Tanggapan atasan langsung").get_by_role("checkbox")


def test_camat_finds_reads_and_approves_in_three_taps(live_server, phone: Page, report):
    phone.goto(live_server.url)
    phone.get_by_role("link", name="Kotak masuk 1 menunggu").tap()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Kotak masuk")
    phone.get_by_role("link", name="Kepala Seksi Pemerintahan").tap()
    expect(phone.get_by_role("heading", name="Menunggu tanggapan Anda")).to_be_visible()
    read_to_the_end(phone)
    assert Reading.objects.get(report=report).by.username == "camat"

    phone.evaluate("window.scrollTo(0, 0)")
    finger = Finger()
    finger(phone.get_by_role("link", name="Beri tanggapan"))
    expect(boxes(phone)).to_have_count(6)
    assert not any(box.is_checked() for box in boxes(phone).all())
    finger(phone.get_by_text("Laporan sudah baik").last)
    finger(phone.get_by_role("button", name="Setujui"))
    expect(phone.get_by_role("status")).to_contain_text("disetujui dan diterbitkan")
    assert finger.taps <= 3
    assert SuperiorResponse.objects.get(report=report).options == [ResponseOption.GOOD]
    expect(phone.get_by_text("Tidak ada laporan yang menunggu tanggapan Anda.")).to_be_visible()


def test_camat_gives_back_in_three_taps(live_server, phone: Page, report):
    phone.goto(live_server.url + REVIEW)
    finger = Finger()
    finger(phone.get_by_role("link", name="Beri tanggapan"))
    finger(phone.get_by_label("Alasan bila dikembalikan"))
    phone.keyboard.type("Realisasi belum sesuai data desa.")
    finger(phone.get_by_role("button", name="Kembalikan"))
    expect(phone.get_by_role("status")).to_contain_text("dikembalikan untuk diperbaiki")
    assert finger.taps <= 3
    report.refresh_from_db()
    assert report.status == ReportStatus.RETURNED


def test_second_tap_while_the_files_are_drawn_sends_nothing(live_server, phone: Page, report):
    phone.goto(live_server.url + REVIEW)
    sent = []
    phone.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    phone.get_by_text("Laporan sudah baik").last.tap()
    said = phone.evaluate(
        """() => {
            const form = document.querySelector("form[data-slow]");
            const button = form.querySelector("button[value=setujui]");
            button.click();
            button.click();
            return form.querySelector("[data-slow-state]").textContent;
        }"""
    )
    assert said.startswith("Sedang disimpan.")
    expect(phone.get_by_role("status")).to_contain_text("disetujui dan diterbitkan")
    assert [address for address in sent if address.endswith("/reviu/")] == [live_server.url + REVIEW]


def test_what_is_tapped_is_as_large_as_a_finger(live_server, phone: Page, report):
    phone.goto(live_server.url + REVIEW)
    targets = [
        *phone.locator(".answer-box").all(),
        *phone.locator(".decision .btn, .decide-bar .btn, .remark-link:visible, .review-main .btn:visible").all(),
        *phone.locator(".report-tabs a, .site-nav a").all(),
    ]
    small = [(target.inner_text(), size) for target in targets if min(size := sizes(target)) < FINGER]
    assert len(targets) > 15
    assert small == []


def test_pages_of_a_report_take_one_row_of_a_phone_and_those_of_its_contents_a_second(live_server, phone: Page, report):
    for name, rows in (("reviu/", 1), ("", 1), ("jejak/", 1), ("teks/", 2)):
        phone.goto(live_server.url + REVIEW.removesuffix("reviu/") + name)
        tabs = phone.get_by_role("navigation", name="Halaman laporan ini").get_by_role("link").all()
        assert len({round(tab.bounding_box()["y"]) for tab in tabs}) == rows, name


def sizes(target: Locator) -> tuple[float, float]:
    box = target.bounding_box()
    return box["width"], box["height"]


def test_decision_is_never_hidden(live_server, page: Page, phone: Page, report):
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(live_server.url + REVIEW)
    for place in (0, 1500, 6000):
        page.evaluate("place => window.scrollTo({top: place, behavior: 'instant'})", place)
        for name in ("Setujui", "Kembalikan"):
            expect(page.get_by_role("button", name=name)).to_be_in_viewport(ratio=1)
    phone.goto(live_server.url + REVIEW)
    for place in (0, 1500, 6000):
        phone.evaluate("place => window.scrollTo({top: place, behavior: 'instant'})", place)
        expect(phone.get_by_role("link", name="Beri tanggapan")).to_be_in_viewport(ratio=1)


def test_everything_works_with_the_keyboard_alone(live_server, page: Page, report, sign_in):
    sign_in("camat")
    page.goto(live_server.url + REVIEW)
    tab_to(page, "id_options_0")
    page.keyboard.press("Space")
    tab_to(page, "id_options_3")
    page.keyboard.press("Space")
    tab_to(page, "id_note")
    page.keyboard.type("Lengkapi lampirannya.")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Setujui")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("disetujui dan diterbitkan")
    assert SuperiorResponse.objects.get(report=report).options == ["good", "recheck_figures"]


def tab_to(page: Page, target: str) -> None:
    for _ in range(400):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == target:
            return
    raise AssertionError(f"{target} is not reached with the keyboard")


def test_boxes_stay_ticked_while_a_remark_is_written(live_server, phone: Page, report):
    phone.goto(live_server.url + REVIEW)
    phone.get_by_text("Laporan segera diperbaiki").last.tap()
    phone.get_by_label("Catatan tanggapan").fill("Segera.")
    phone.get_by_role("link", name="Catat pada").first.tap()
    expect(phone.get_by_label("Tempat")).not_to_have_value("")
    phone.get_by_label("Catatan").fill("Angka ini keliru.")
    # Who comes back on a slow line ticks before the script is there: that stays too.
    with held(phone, "**/review*.js"):
        phone.get_by_role("button", name="Simpan catatan").tap()
        expect(phone.get_by_role("region", name="Catatan dan keputusan")).to_contain_text("Angka ini keliru.")
        phone.get_by_text("Capaian diteliti ulang").last.tap()
    expect(phone.get_by_role("checkbox", name="Laporan segera diperbaiki")).to_be_checked()
    expect(phone.get_by_role("checkbox", name="Capaian diteliti ulang")).to_be_checked()
    expect(phone.get_by_label("Catatan tanggapan")).to_have_value("Segera.")
    assert [box.is_checked() for box in boxes(phone).all()].count(True) == 2
    # Once: somebody who comes back later finds nothing ticked.
    phone.reload()
    assert not any(box.is_checked() for box in boxes(phone).all())


def test_works_without_javascript(live_server, browser: Browser, page: Page, report, sign_in):
    sign_in("camat")
    context = browser.new_context(viewport=PHONE, java_script_enabled=False, storage_state=page.context.storage_state())
    bare = context.new_page()
    bare.goto(live_server.url + REVIEW)
    assert not Reading.objects.filter(report=report).exists()
    bare.get_by_role("link", name="Tulis catatan").click()
    bare.get_by_label("Catatan").fill("Rapikan penutupnya.")
    bare.get_by_role("button", name="Simpan catatan").click()
    expect(bare.get_by_role("status").first).to_contain_text("Catatan disimpan")
    assert Comment.objects.get(report=report).anchor == ""
    bare.get_by_role("button", name="Sudah dibaca, kembali ke kotak masuk").click()
    expect(bare.get_by_role("status")).to_contain_text("sudah dibaca")
    bare.get_by_role("checkbox", name="Pilih Kepala Seksi Pemerintahan").check()
    bare.get_by_role("checkbox", name="Laporan sudah baik").check()
    bare.get_by_role("button", name="Setujui yang dipilih").click()
    expect(bare.get_by_role("status")).to_contain_text("disetujui dan diterbitkan")
    context.close()


def test_pages_have_no_barriers_and_fit_a_phone(live_server, page: Page, report, sign_in):
    camat, operator = User.objects.get(username="camat"), User.objects.get(username="operator")
    actions.add_comment(report=report, anchor="", text="Periksa lagi.", by=camat)
    answer = Answer.of(["poor"])
    actions.return_report(report=report, version=report.version, reason="Salah.", answer=answer, by=camat)
    report.refresh_from_db()
    report.follow_ups.create(order=9, text="Menata arsip desa.")
    actions.submit_report(report=report, version=report.version, by=operator)
    report.refresh_from_db()
    sign_in("camat")
    found = complaints(page, live_server.url + "/kotak-masuk/")
    found += complaints(page, live_server.url + REVIEW)
    found += complaints(page, live_server.url + REVIEW + "catatan/?tempat=tanda-tangan")
    seen = fingerprint(load_inputs(report.position, QUARTER))
    actions.mark_read(report=report, seen=seen, by=camat)
    found += complaints(page, live_server.url + "/kotak-masuk/")
    page.get_by_role("button", name="Setujui yang dipilih").click()
    expect(page.get_by_role("alert")).to_be_focused()
    found += barriers(page)
    page.goto(live_server.url + REVIEW)
    page.get_by_role("button", name="Kembalikan").click()
    expect(page.get_by_role("alert")).to_be_focused()
    found += barriers(page)
    assert found == []
