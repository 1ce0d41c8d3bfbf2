"""What a page must bear in a browser: no barrier of weight, no sideways scroll."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDTHS = (1280, 360)
HEAVY = {"serious", "critical"}


def barriers(page: Page) -> list[str]:
    """Return the serious and critical findings of an axe scan, with the first place of each."""
    found = Axe().run(page).response["violations"]
    return [
        f"{row['id']} ({row['impact']}): {row['help']}: {row['nodes'][0]['target']}"
        for row in found
        if row["impact"] in HEAVY
    ]


def complaints(page: Page, address: str) -> list[str]:
    """Open a page in both widths and return what is wrong with it."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(address)
        page.evaluate("document.fonts.ready")
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            found.append(f"{address} at {width}: scrolls sideways to {wide}")
        found += [f"{address} at {width}: {barrier}" for barrier in barriers(page)]
    return found
