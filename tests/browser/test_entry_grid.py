"""The entry grid like a spreadsheet, in Chromium: keys, pasted blocks, a lost line, two people, and no script at all."""

import re
from decimal import Decimal

import pytest
from playwright.sync_api import Locator, Page, expect

from agreements.models import BudgetLine, Indicator
from reports.demo import DEMO_PASSWORD
from reports.models import BudgetRealization, Event, IndicatorRealization, Report
from tests.browser.accessibility import barriers
from tests.browser.passing import stop_time
from tests.browser.slow_line import held
from tests.browser.test_first_report import DELEGATED, FAMILIES, FOLLOWED_UP, GRID, UNIT, VILLAGES, cell, row, to_enter

pytestmark = pytest.mark.browser

__all__ = ["to_enter"]

SAVED = "tersimpan"
CELLS = "**/isian/sel/"


def state(page: Page, name: str) -> Locator:
    """Return what stands below the cell of a row."""
    return cell(page, name).locator("xpath=ancestor::tr").locator(".cell-state")


def bar(page: Page) -> Locator:
    return page.locator("#keadaan")


def figure_of(start: str) -> Decimal | None:
    row = IndicatorRealization.objects.filter(indicator__unit__slug=UNIT, indicator__name__startswith=start, quarter=2)
    return row.values_list("value", flat=True).first()


def amount_of(name: str) -> Decimal | None:
    rows = BudgetRealization.objects.filter(budget_line__unit__slug=UNIT, budget_line__name=name, quarter=2)
    return rows.values_list("amount", flat=True).first()


def paste(page: Page, text: str) -> None:
    """Paste into the cell that has the focus, as from a spreadsheet."""
    page.evaluate(
        """(text) => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
          if (document.activeElement.dispatchEvent(event)) {
            throw new Error("a block was pasted as one text");
          }
        }""",
        text,
    )


@pytest.fixture
def grid(live_server, page: Page, to_enter, sign_in) -> Page:
    sign_in("operator")
    page.goto(live_server.url + GRID)
    expect(bar(page)).to_contain_text("Belum ada perubahan.")
    return page


def names_of_leaves(page: Page) -> list[str]:
    found = page.locator(".budget-table tbody tr").filter(has=page.locator("input[data-number]")).locator(".row-name")
    return found.all_inner_texts()


def test_column_is_typed_like_in_a_spreadsheet(grid: Page):
    leaves = names_of_leaves(grid)[:6]
    cell(grid, leaves[0]).focus()
    grid.keyboard.press("Control+a")
    for text in ("1885065699", "1,706,504", "Rp 2.660.000,-", "0", "1000,5"):
        grid.keyboard.type(text)
        grid.keyboard.press("Enter")
    expect(cell(grid, leaves[5])).to_be_focused()
    # Read as it was meant, and written as the document does.
    expect(cell(grid, leaves[0])).to_have_value("1.885.065.699")
    expect(cell(grid, leaves[4])).to_have_value("1.000,50")
    grid.keyboard.press("ArrowUp")
    grid.keyboard.press("ArrowUp")
    expect(cell(grid, leaves[3])).to_be_focused()
    grid.keyboard.press("Shift+Enter")
    expect(cell(grid, leaves[2])).to_be_focused()
    grid.keyboard.type("5")
    expect(cell(grid, leaves[2])).to_have_value("5")
    grid.keyboard.press("Escape")
    expect(cell(grid, leaves[2])).to_have_value("2.660.000")
    expect(bar(grid)).to_contain_text("Semua isian tersimpan.")
    assert [amount_of(name) for name in leaves[:5]] == [
        Decimal("1885065699"),
        Decimal("1706504"),
        Decimal("2660000"),
        Decimal("0"),
        Decimal("1000.50"),
    ]


def test_cell_is_saved_by_itself_and_totals_follow(grid: Page):
    field = cell(grid, VILLAGES)
    stop_time(grid)
    field.press_sequentially("2660000")
    grid.clock.run_for(1400)
    expect(state(grid, VILLAGES)).to_contain_text("belum disimpan")
    assert amount_of(VILLAGES) is None
    # 1.5 seconds after the last key, without leaving the cell.
    grid.clock.run_for(200)
    expect(state(grid, VILLAGES)).to_contain_text(SAVED)
    grid.clock.resume()
    expect(field).to_be_focused()
    assert amount_of(VILLAGES) == 2_660_000
    total = row(grid, "Jumlah Kecamatan Rowokangkung")
    expect(total).to_contain_text("938.500.699")
    expect(row(grid, VILLAGES)).to_contain_text("13,69 %")
    expect(grid.locator("#belum-diisi")).to_have_text("3 angka belum diisi")
    grid.keyboard.press("Tab")
    expect(field).to_have_value("2.660.000")
    # What comes back lets the next change through.
    field.fill("2.660.001")
    field.blur()
    expect(total).to_contain_text("938.500.700")
    assert amount_of(VILLAGES) == 2_660_001


def test_figure_taken_back_on_its_way_counts_as_saved_only_when_it_is(grid: Page):
    field = cell(grid, FAMILIES)
    with held(grid, CELLS):
        field.fill("5")
        expect(state(grid, FAMILIES)).to_contain_text("menyimpan")
        field.press("Escape")
        expect(field).to_have_value("")
        expect(bar(grid)).to_contain_text("1 isian belum disimpan.")
    expect(bar(grid)).to_contain_text("Semua isian tersimpan.")
    assert figure_of(FAMILIES) is None


def test_what_was_typed_before_the_script_came_is_saved(live_server, page: Page, to_enter, sign_in):
    sign_in("operator")
    with held(page, "**/grid*.js"):
        page.goto(live_server.url + GRID, wait_until="commit")
        cell(page, FAMILIES).fill("7")
    expect(row(page, FAMILIES).locator(".cell-state")).to_contain_text(SAVED)
    assert figure_of(FAMILIES) == 7
    expect(cell(page, FAMILIES)).to_be_focused()
    page.keyboard.press("Escape")
    expect(cell(page, FAMILIES)).to_have_value("7")


def test_what_is_ambiguous_is_asked_and_what_is_wrong_is_told(grid: Page):
    field = cell(grid, FAMILIES)
    field.fill("1.500")
    field.blur()
    expect(state(grid, FAMILIES)).to_contain_text("maksudnya 1.500 (titik sebagai pemisah ribuan) atau 1,5")
    assert barriers(grid) == []
    state(grid, FAMILIES).get_by_role("button", name="1500", exact=True).click()
    expect(state(grid, FAMILIES)).to_contain_text(SAVED)
    assert figure_of(FAMILIES) == 1500
    money = cell(grid, VILLAGES)
    money.fill("22.90.000")
    money.blur()
    expect(state(grid, VILLAGES)).to_contain_text("Tertulis “22.90.000”")
    expect(money).to_have_attribute("aria-invalid", "true")
    expect(bar(grid)).to_contain_text("1 isian perlu Anda lihat.")
    bar(grid).get_by_role("link", name="Lihat").click()
    expect(money).to_be_focused()
    assert amount_of(VILLAGES) is None
    # Given up: what stood before comes back.
    money.fill("")
    money.blur()
    expect(state(grid, VILLAGES)).to_be_hidden()


def test_nothing_moves_below_a_button_while_it_is_pressed(grid: Page):
    """A sentence under the cell that was left would push the button away from under the pointer, and lose the click."""
    cell(grid, VILLAGES).fill("2.66.000")
    button = grid.get_by_role("button", name="Simpan")
    button.hover()
    before = button.bounding_box()
    grid.mouse.down()
    expect(button).to_be_focused()
    assert button.bounding_box() == before
    expect(state(grid, VILLAGES)).to_have_text("belum disimpan")
    grid.mouse.up()
    expect(state(grid, VILLAGES)).to_contain_text("Tertulis “2.66.000”")
    expect(cell(grid, VILLAGES)).to_be_focused()


def test_a_release_that_nobody_tells_of_holds_nothing_up(grid: Page):
    field = cell(grid, VILLAGES)
    field.fill("2.66.000")
    field.hover()
    # As a menu or a scroll bar does: the press is told, its end is not.
    grid.evaluate("document.body.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, button: 0 }))")
    grid.keyboard.press("Tab")
    expect(state(grid, VILLAGES)).to_contain_text("Tertulis “2.66.000”")
    grid.evaluate("document.body.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, button: 0 }))")
    cell(grid, FAMILIES).evaluate(
        "field => { field.focus(); field.value = '1,5,'; field.dispatchEvent(new Event('input', { bubbles: true })); field.blur(); }"
    )
    expect(state(grid, FAMILIES)).to_contain_text("Tertulis “1,5,”")


def test_what_is_typed_over_a_figure_on_its_way_is_asked_about(grid: Page):
    version = cell(grid, VILLAGES).locator("xpath=ancestor::tr").locator("input[name$='-versi']")
    before = version.input_value()
    with held(grid, CELLS):
        cell(grid, VILLAGES).fill("2660000")
        grid.keyboard.press("Enter")
        expect(state(grid, VILLAGES)).to_contain_text("menyimpan")
        cell(grid, VILLAGES).fill("2.66.000")
        grid.keyboard.press("Enter")
    # Also once the answer has come.
    expect(version).not_to_have_value(before)
    expect(state(grid, VILLAGES)).to_contain_text("Tertulis “2.66.000”")
    assert amount_of(VILLAGES) == Decimal("2660000")


def test_a_file_is_fetched_without_being_asked_to_leave(grid: Page):
    """The page stays where it is, with what stands in it unsaved, and saved or not nobody is asked about leaving."""
    asked = []
    grid.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    link = grid.get_by_role("link", name="Unduh Excel untuk diisi")
    for text in ("", "22.90.000"):
        cell(grid, VILLAGES).fill(text or "2660000")
        with grid.expect_download() as started:
            link.click()
        assert started.value.suggested_filename.endswith(".xlsx")
        expect(cell(grid, VILLAGES)).to_have_value(text or "2.660.000")
    assert asked == []
    grid.goto(grid.url)
    assert asked == ["beforeunload"], "whoever really leaves is asked"


def test_block_is_pasted_after_a_look_and_undone_at_once(grid: Page):
    leaves = names_of_leaves(grid)[:5]
    before = [amount_of(name) for name in leaves]
    cell(grid, leaves[0]).focus()
    paste(grid, "1.000\r\n22.90.000\r\n\r\n3,500,000\r\n22.90\r\n")
    dialog = grid.get_by_role("dialog", name="Periksa yang ditempel")
    expect(dialog).to_contain_text("2 isian akan diisi, 1 ditanyakan di isiannya, 1 dilewati.")
    expect(dialog.get_by_role("row").nth(1)).to_contain_text(re.compile(r"1\.000\s*Rp\s1\.000"))
    expect(dialog.get_by_role("row").nth(2)).to_contain_text("Tertulis “22.90.000”")
    expect(dialog.get_by_role("row").nth(3)).to_contain_text("kosong, tidak diubah")
    assert barriers(grid) == []
    grid.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert [amount_of(name) for name in leaves] == before

    paste(grid, "1.000\r\n22.90.000\r\n\r\n3,500,000\r\n22.90\r\n")
    dialog.get_by_role("button", name="Isi 3 isian").click()
    expect(state(grid, leaves[0])).to_contain_text(SAVED)
    expect(state(grid, leaves[3])).to_contain_text(SAVED)
    expect(state(grid, leaves[4])).to_contain_text("maksudnya 22,90")
    assert [amount_of(name) for name in leaves] == [1000, before[1], before[2], 3_500_000, before[4]]

    grid.keyboard.press("Control+z")
    expect(bar(grid)).to_contain_text("Semua isian tersimpan.")
    expect(grid.get_by_role("button", name="Urungkan")).to_be_hidden()
    assert [amount_of(name) for name in leaves] == before


def test_pasted_rows_are_found_by_their_names(grid: Page):
    """As copied with the whole tree: names, ceilings and sums beside the amounts, in another order."""
    leaves = names_of_leaves(grid)[:2]
    program = grid.locator(".budget-table .depth-0 .row-name").first.inner_text()
    cell(grid, leaves[0]).focus()
    paste(
        grid, f"{program}\t9.000.000\t99\n{leaves[1]}\t500.000\t222.000\n{leaves[0].upper()}\t1\t111.000,25\nLain\t1\t5"
    )
    dialog = grid.get_by_role("dialog")
    expect(dialog).to_contain_text("2 isian akan diisi, 2 dilewati.")
    expect(dialog).to_contain_text("baris jumlah, dihitung sendiri")
    expect(dialog).to_contain_text("tidak ada barisnya di halaman ini")
    expect(dialog.get_by_role("rowheader", name="Lain", exact=True)).to_be_visible()
    dialog.get_by_role("button", name="Isi 2 isian").click()
    expect(state(grid, leaves[1])).to_contain_text(SAVED)
    assert [amount_of(name) for name in leaves] == [Decimal("111000.25"), 222_000]


def test_what_the_server_refuses_is_not_sent_over_and_over(grid: Page):
    sent = []
    grid.clock.install()
    grid.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    field = cell(grid, FAMILIES)
    field.fill("21")
    remarks = field.locator("xpath=ancestor::tr")
    remarks.locator("summary").click()
    remarks.get_by_label("Alasan bila angkanya belum ada").fill("Menunggu BPS.")
    grid.keyboard.press("Tab")
    expect(state(grid, FAMILIES)).to_contain_text("Angkanya sudah ada, jadi alasan ini perlu dikosongkan.")
    seen = len(sent)
    grid.clock.run_for(10_000)
    assert len(sent) == seen
    remarks.get_by_label("Alasan bila angkanya belum ada").fill("")
    remarks.get_by_label("Keterangan", exact=True).fill("Data Juni\nbaris kedua")
    grid.keyboard.press("Tab")
    expect(state(grid, FAMILIES)).to_contain_text(SAVED)
    seen = len(sent)
    grid.clock.run_for(10_000)
    assert len(sent) == seen
    assert figure_of(FAMILIES) == 21


def test_lost_line_keeps_what_was_typed_and_sends_it_once(grid: Page):
    events = Event.objects.filter(action="save_entry").count()
    grid.context.set_offline(True)
    cell(grid, FAMILIES).fill("21")
    cell(grid, FOLLOWED_UP).fill("49,23")
    cell(grid, VILLAGES).fill("2.660.000")
    grid.keyboard.press("Tab")
    expect(bar(grid)).to_contain_text("Belum terhubung. 3 isian menunggu")
    expect(state(grid, FAMILIES)).to_contain_text("menunggu sambungan")
    assert figure_of(FAMILIES) is None
    grid.context.set_offline(False)
    expect(bar(grid)).to_contain_text("Semua isian tersimpan.")
    assert (figure_of(FAMILIES), figure_of(FOLLOWED_UP), amount_of(VILLAGES)) == (21, Decimal("49.23"), 2_660_000)
    assert Event.objects.filter(action="save_entry").count() == events + 3
    assert grid.evaluate("Object.keys(localStorage)") == []


def test_answer_that_was_lost_writes_nothing_twice(grid: Page):
    """The line breaks after the server has saved and before the browser hears of it."""
    events = Event.objects.filter(action="save_entry").count()

    def save_and_lose(route):
        route.fetch()
        route.abort()

    grid.route(CELLS, save_and_lose, times=1)
    cell(grid, FAMILIES).fill("21")
    cell(grid, FAMILIES).blur()
    expect(bar(grid)).to_contain_text("Belum terhubung.")
    assert figure_of(FAMILIES) == 21
    grid.get_by_role("button", name="Simpan").click()
    expect(bar(grid)).to_contain_text("Semua isian tersimpan.")
    assert Event.objects.filter(action="save_entry").count() == events + 1

    # A server in trouble says which; what was typed waits as for a lost line.
    trouble = {"message": "Ruang penyimpanan server penuh. Nomor gangguan: 3F9A1C2B."}
    grid.route(CELLS, lambda route: route.fulfill(status=507, json=trouble), times=1)
    grid.clock.install()
    cell(grid, FAMILIES).fill("22")
    cell(grid, FAMILIES).blur()
    expect(bar(grid)).to_contain_text(f"{trouble['message']} 1 isian menunggu")
    # Tried again by itself.
    grid.clock.run_for(5000)
    expect(bar(grid)).to_contain_text("Semua isian tersimpan.")
    assert figure_of(FAMILIES) == 22


def test_browser_closed_without_a_line_gives_back_and_sends(grid: Page, live_server):
    grid.route(CELLS, lambda route: route.abort())
    cell(grid, FAMILIES).fill("21")
    cell(grid, VILLAGES).fill("22.90.000")
    cell(grid, VILLAGES).blur()
    expect(state(grid, FAMILIES)).to_contain_text("menunggu sambungan")
    grid.on("dialog", lambda dialog: dialog.accept())
    grid.goto(live_server.url + "/")
    grid.unroute(CELLS)
    grid.goto(live_server.url + GRID)
    expect(grid.get_by_text("Ketikan yang tadi belum tersimpan masih ada")).to_be_visible()
    # The page may have sent the figure with its last breath, or this one sends it: saved it is, once.
    expect(cell(grid, FAMILIES)).to_have_value("21")
    expect(bar(grid)).to_contain_text("1 isian perlu Anda lihat.")
    expect(cell(grid, VILLAGES)).to_have_value("22.90.000")
    assert figure_of(FAMILIES) == 21
    # Logging out asks, and forgets.
    asked = []
    grid.on("dialog", lambda dialog: asked.append(dialog.message))
    grid.locator("details.account summary").click()
    grid.get_by_role("button", name="Keluar").click()
    expect(grid.get_by_role("heading", name="Masuk")).to_be_visible()
    assert "Keluar dan buang ketikan itu?" in asked[0]
    assert grid.evaluate("Object.keys(localStorage)") == []


@pytest.mark.parametrize(("choice", "kept"), [("Pakai ketikan saya: 25", 25), ("Biarkan yang tersimpan: 20", 20)])
def test_two_browsers_on_one_cell_choose(grid: Page, browser, live_server, choice, kept):
    context = browser.new_context()
    other = context.new_page()
    other.goto(f"{live_server.url}/masuk/?next={GRID}")
    other.get_by_label("Nama pengguna").fill("operator")
    other.get_by_label("Kata sandi").fill(DEMO_PASSWORD)
    other.get_by_role("button", name="Masuk").click()
    expect(bar(other)).to_contain_text("Belum ada perubahan.")
    cell(grid, FAMILIES).fill("20")
    cell(grid, FAMILIES).blur()
    expect(state(grid, FAMILIES)).to_contain_text(SAVED)

    cell(other, FAMILIES).fill("25")
    cell(other, FAMILIES).blur()
    expect(state(other, FAMILIES)).to_contain_text("Disimpan Operator Kecamatan Rowokangkung")
    assert figure_of(FAMILIES) == 20
    assert barriers(other) == []
    state(other, FAMILIES).get_by_role("button", name=choice).click()
    expect(cell(other, FAMILIES)).to_have_value(str(kept))
    expect(bar(other)).not_to_contain_text("perlu Anda lihat")
    expect(bar(other)).not_to_contain_text("belum disimpan")
    assert figure_of(FAMILIES) == kept
    other.reload()
    expect(cell(other, FAMILIES)).to_have_value(str(kept))
    context.close()


def test_approved_figure_asks_for_one_reason_before_anything_is_sent(live_server, page: Page, to_enter, sign_in):
    kasi = Report.objects.get(
        position__slug="kepala-seksi-pemberdayaan-masyarakat", position__unit__slug=UNIT, quarter=2
    )
    Report.objects.filter(pk=kasi.pk).update(status="approved", round=max(kasi.round, 1))
    sign_in("operator")
    page.goto(live_server.url + GRID)
    cell(page, FAMILIES).fill("21")
    cell(page, FAMILIES).blur()
    expect(state(page, FAMILIES)).to_contain_text("menunggu alasan")
    expect(bar(page)).to_contain_text("Tulis alasan perubahan")
    assert figure_of(FAMILIES) is None
    reason = page.get_by_label("Alasan perubahan angka yang sudah disetujui")
    reason.press_sequentially("Salah salin dari SPJ.")
    reason.blur()
    expect(state(page, FAMILIES)).to_contain_text(SAVED)
    expect(reason).to_be_hidden()
    kasi.refresh_from_db()
    assert (kasi.status, figure_of(FAMILIES)) == ("draft", 21)
    assert Event.objects.filter(action="save_entry").last().after["reason"] == "Salah salin dari SPJ."


def test_finding_leads_into_the_cell(live_server, page: Page, to_enter, sign_in):
    sign_in("operator")
    line = BudgetLine.objects.get(unit__slug=UNIT, name=VILLAGES)
    page.goto(f"{live_server.url}{GRID}#anggaran-{line.pk}")
    expect(cell(page, VILLAGES)).to_be_focused()
    expect(cell(page, VILLAGES)).to_be_in_viewport()


def test_what_others_save_and_what_the_checks_say_comes_in(grid: Page):
    cell(grid, DELEGATED).focus()
    indicator = Indicator.objects.get(unit__slug=UNIT, name__startswith=FAMILIES)
    IndicatorRealization.objects.create(indicator=indicator, year=2024, quarter=2, value=21)
    grid.clock.install()
    money = cell(grid, VILLAGES)
    money.fill("19.425.001")
    money.blur()
    expect(state(grid, VILLAGES)).to_contain_text(SAVED)
    grid.clock.run_for(2500)
    expect(row(grid, VILLAGES)).to_contain_text("melebihi pagu")
    expect(cell(grid, FAMILIES)).to_have_value("21")
    expect(state(grid, FAMILIES)).to_contain_text("baru diubah orang lain")


def test_phone_shows_cards_without_sideways_scroll(grid: Page):
    for width in (360, 320):
        grid.set_viewport_size({"width": width, "height": 740})
        cell(grid, FAMILIES).fill("1.500")
        cell(grid, FAMILIES).blur()
        expect(state(grid, FAMILIES)).to_contain_text("maksudnya")
        assert grid.evaluate("document.documentElement.scrollWidth") <= width
        cell(grid, FAMILIES).focus()
        paste(grid, "1\n2\n3")
        expect(grid.get_by_role("dialog")).to_be_visible()
        assert grid.evaluate("document.documentElement.scrollWidth") <= width
        assert barriers(grid) == []
        grid.get_by_role("button", name="Batal").click()
