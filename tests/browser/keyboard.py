"""Reaching things in a page as somebody without a mouse does."""

from playwright.sync_api import Locator, Page, expect

MOST_STEPS = 120
"""No control is farther than this from the top of a page."""


def go_to(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus, where it has none yet, and make sure that this can be seen.

    Raises:
        AssertionError: it is never reached, or its focus shows no outline.
    """
    expect(target).to_be_visible()
    for step in range(MOST_STEPS):
        if step:
            page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            outline = target.evaluate("element => getComputedStyle(element).outlineStyle")
            ring = target.evaluate("element => getComputedStyle(element).boxShadow")
            assert outline != "none" or ring != "none", f"the focus on {target} can't be seen"
            return
    raise AssertionError(f"{target} is not reached by the keyboard")


def press(page: Page, target: Locator) -> None:
    """Reach a link or button by Tab and press Enter."""
    go_to(page, target)
    page.keyboard.press("Enter")
