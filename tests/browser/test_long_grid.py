"""An entry grid of 130 rows, in Chromium: typed through with Enter, and filled from a column of Excel."""

import re

import pytest
from playwright.sync_api import Page, expect

from benchmarks.grown import grow
from reports.models import BudgetRealization, Report
from tests.browser.test_entry_grid import bar, paste
from tests.browser.test_first_report import GRID, UNIT

pytestmark = pytest.mark.browser

ROWS = 130
CELLS = "#isian input[data-number]"


@pytest.fixture
def grid(live_server, page: Page, sign_in) -> Page:
    grow(ROWS)
    # Approved reports would ask for a reason.
    Report.objects.filter(position__unit__slug=UNIT).update(status="draft")
    sign_in("operator")
    page.goto(live_server.url + GRID)
    expect(bar(page)).to_contain_text("Belum ada perubahan.")
    expect(page.locator("#isian tr[id]").filter(has=page.locator("input[data-number]"))).to_have_count(ROWS)
    return page


def shown(page: Page) -> dict[str, str]:
    """Return what stands in the cells, by name, in their order."""
    return dict(page.locator(CELLS).evaluate_all("cells => cells.map((cell) => [cell.name, cell.value])"))


def stored() -> dict[str, str]:
    """Return the amounts of the quarter as the grid names and writes them (none has a thousand here)."""
    rows = BudgetRealization.objects.filter(budget_line__unit__slug=UNIT, budget_line__year=2024, quarter=2)
    return {f"anggaran-{row.budget_line_id}-nilai": f"{row.amount:.0f}" for row in rows}


def assert_saved(page: Page, wanted: dict[str, str]) -> None:
    """Make sure that the page and the database hold what was put into the cells, after all was sent."""
    expect(bar(page)).to_contain_text("Semua isian tersimpan.")
    assert page.evaluate("Object.keys(localStorage)") == [], "nothing waits in the browser"
    page.reload()
    assert shown(page) == wanted
    amounts = {name: text for name, text in wanted.items() if name.startswith("anggaran-")}
    assert len(amounts) > 50
    assert stored() == amounts


def test_all_rows_are_typed_through_with_enter(grid: Page):
    # Indicators keep theirs: some are bounded, parts of one another, or empty for a reason.
    wanted = {
        name: str(101 + at) if name.startswith("anggaran-") else text
        for at, (name, text) in enumerate(shown(grid).items())
    }
    grid.locator(CELLS).first.focus()
    grid.keyboard.press("Control+a")
    for text in wanted.values():
        grid.keyboard.type(text)
        grid.keyboard.press("Enter")
    # Behind the last cell comes the button.
    expect(grid.get_by_role("button", name="Simpan")).to_be_focused()
    assert_saved(grid, wanted)


def test_a_column_of_120_values_is_pasted(grid: Page):
    before = shown(grid)
    pasted = {
        name: str(501 + at) if name.startswith("anggaran-") else text
        for at, (name, text) in enumerate([*before.items()][-120:])
    }
    grid.locator(f"[name={next(iter(pasted))}]").focus()
    paste(grid, "\r\n".join(pasted.values()))
    dialog = grid.get_by_role("dialog", name="Periksa yang ditempel")
    expect(dialog.locator("tbody tr")).to_have_count(120)
    dialog.get_by_role("button", name=re.compile(r"^Isi \d+ isian$")).click()
    assert_saved(grid, before | pasted)
