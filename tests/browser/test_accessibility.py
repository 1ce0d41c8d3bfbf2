"""What the scan of a page must find, although it looks at one of a kind only."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page

from tests.browser.accessibility import EVERY_WIDTH, LAYOUTS, barriers, unseen_focus

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="id"><head><title>Percobaan</title><style>
  body { background: white; color: black; }
  td { color: #222; }
  .faint { color: #bbb; }
  @media (max-width: 340px) { .narrow { color: #bbb; } }
  .floating { position: absolute; top: 0; left: 0; color: white; }
  .ground { background: %s; position: absolute; top: 0; left: 0; width: 20rem; height: 3rem; }
  main { margin-top: 4rem; }
  .bare:focus { outline: none; }
</style></head><body><main><h1>Percobaan</h1>
  <table><tr><th>Baris</th></tr>%s</table>
  <p class="narrow">Hanya di layar sempit.</p>
  <a class="bare" href="#a">Tautan</a> <a href="#b">Tautan lain</a>
  <div class="ground"></div><p class="floating">Di atas sesuatu</p>
</main></body></html>"""
ROWS = "<tr><td>Sama</td></tr>" * 30


def scan(page: Page, content: str) -> dict[int, list[str]]:
    page.set_content(content)
    found = {}
    for width in EVERY_WIDTH:
        page.set_viewport_size({"width": width, "height": 800})
        found[width] = barriers(page)
    return found


def test_each_fault_is_found_in_the_width_that_has_it_first(page: Page):
    found = scan(page, PAGE % ("#006", ROWS))
    assert [len(told) for told in found.values()] == [0, 0, 1]
    assert "color-contrast" in found[320][0]
    assert ".narrow" in found[320][0]
    odd = scan(page, PAGE % ("#006", ROWS + '<tr><td class="faint">Lain</td></tr><tr><td><input></td></tr>'))
    assert [told.split()[0] for told in odd[1280]] == ["color-contrast", "label"]
    assert ".faint" in odd[1280][0]
    # The ground changes below what is written in the same colour as before.
    page.evaluate("document.querySelector('.ground').style.background = '#eee'")
    assert any(".floating" in told for told in barriers(page))


def test_no_style_sheet_changes_anything_between_the_narrow_widths():
    _, phone, narrowest = EVERY_WIDTH
    assert (EVERY_WIDTH[0], narrowest) == LAYOUTS
    sheets = [path.read_text(encoding="utf-8") for path in (Path(settings.BASE_DIR) / "static").rglob("*.css")]
    bounds = [
        float(number) * (16 if unit in {"rem", "em"} else 1)
        for sheet in sheets
        for query in re.findall(r"@media[^{]*", sheet)
        for number, unit in re.findall(r"width\s*[:<>=]+\s*([\d.]+)(rem|em|px)", query)
    ]
    assert len(bounds) > 10
    assert [bound for bound in bounds if narrowest <= bound <= phone] == []


def test_a_focus_that_is_not_seen_is_told(page: Page):
    page.set_content(PAGE % ("#006", ROWS))
    (told,) = unseen_focus(page)
    assert 'class="bare"' in told
