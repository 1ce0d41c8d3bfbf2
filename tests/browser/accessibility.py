"""What a page must bear in a browser: no finding of axe, no sideways scroll, a focus that is seen."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

EVERY_WIDTH = (1280, 360, 320)
LAYOUTS = (1280, 320)
"""Widths whose layouts differ: between 360 and 320 no style sheet changes anything (`test_accessibility.py`)."""

UNSEEN = """most => {
  const shown = element => element.checkVisibility({ visibilityProperty: true });
  const look = element => {
    const style = getComputedStyle(element);
    const outline = style.outlineStyle === "none" || style.outlineWidth === "0px" ? "" : style.outline;
    return outline + style.boxShadow;
  };
  // The ring of a control that is drawn by its label stands there.
  const drawn = element => [element, element.parentElement, element.nextElementSibling].filter(Boolean);
  const controls = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
    .filter(element => !element.disabled && element.type !== "hidden" && element.tabIndex === 0 && shown(element))
    .slice(0, most);
  document.activeElement.blur();
  const before = controls.map(element => drawn(element).map(look));
  const unseen = controls.filter((element, at) => {
    element.focus({ preventScroll: true });
    return drawn(element).every((one, place) => look(one) === before[at][place]);
  });
  document.activeElement.blur();
  return unseen.map(element => element.outerHTML.slice(0, 160));
}"""

SCAN = """async () => {
  // Contrast takes two thirds of a scan, and is the same for all that is written in the same colours on the same grounds in
  // the same size: one of each is looked at, in whatever width it is met first. What is lifted out of the flow may lie on
  // anything, and is looked at every time.
  const rule = axe._audit.rules.find(({ id }) => id === "color-contrast");
  if (!window.lookedAt) {
    window.lookedAt = new Set();
    window.contrastMatches = rule.matches;
  }
  const grounds = new Map();
  const groundOf = element => {
    if (!element) {
      return "";
    }
    if (!grounds.has(element)) {
      const style = getComputedStyle(element);
      const lifted = style.position !== "static" && style.position !== "relative";
      const above = groundOf(element.parentElement);
      const own = [style.backgroundColor, style.backgroundImage, style.opacity, style.filter, style.mixBlendMode].join();
      grounds.set(element, above === null || lifted ? null : `${above}/${own}`);
    }
    return grounds.get(element);
  };
  const isNew = element => {
    const ground = groundOf(element);
    if (ground === null) {
      return true;
    }
    const { color, fontSize, fontWeight, textShadow } = getComputedStyle(element);
    const key = [element.localName, element.className, ground, color, fontSize, fontWeight, textShadow].join("|");
    const fresh = !window.lookedAt.has(key);
    window.lookedAt.add(key);
    return fresh;
  };
  rule.matches = (node, ...more) => window.contrastMatches.call(rule, node, ...more) && isNew(node);
  // No rule that is on asks for the style sheets, which axe would copy into the page against its policy.
  const { violations } = await axe.run(document, { resultTypes: ["violations"], preload: false });
  return violations.map(({ id, impact, help, nodes }) => `${id} (${impact}): ${help}: ${nodes[0].target}`);
}"""


def barriers(page: Page) -> list[str]:
    """Return all findings of an axe scan, with the first place of each; a second scan of a page asks for what is new."""
    # What is there to be read may be there before its styles and scripts.
    page.wait_for_load_state()
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return page.evaluate(SCAN)


WIDEST = """() => {
  // What ends farther out is cut off by a frame of its own.
  const wide = document.documentElement.scrollWidth + 1;
  const ends = Array.from(document.querySelectorAll("body *"), (element) => [element.getBoundingClientRect().right, element]);
  const [right, element] = ends.filter(([end]) => end <= wide).sort(([a], [b]) => a - b).pop();
  return `${element.tagName.toLowerCase()} “${element.textContent.trim().slice(0, 40)}” ends at ${Math.round(right)}`;
}"""


def sideways(page: Page) -> list[str]:
    """Return by how much the page is wider than its window, and what makes it so."""
    width, wide = page.viewport_size["width"], page.evaluate("document.documentElement.scrollWidth")
    return [f"scrolls sideways to {wide}: {page.evaluate(WIDEST)}"] if wide > width else []


def unseen_focus(page: Page, most: int = 60) -> list[str]:
    """Give each of the first controls the focus and return those that look the same with it.

    A key is pressed first, because browsers show the focus to who uses the keyboard.
    """
    page.keyboard.press("Tab")
    return [f"the focus is not seen on {control}" for control in page.evaluate(UNSEEN, most)]


def complaints(page: Page, address: str) -> list[str]:
    """Open a page once, look at it in every width, and return what is wrong with it."""
    page.goto(address)
    page.evaluate("document.fonts.ready")
    found = []
    for width in EVERY_WIDTH:
        page.set_viewport_size({"width": width, "height": 800})
        told = [*sideways(page), *(barriers(page) if width in LAYOUTS else ())]
        found += [f"{address} at {width}: {one}" for one in told]
    return found
