"""Reaching things in a page as somebody without a mouse does."""

from playwright.sync_api import Locator, Page, expect

MOST_STEPS = 120
"""No control is farther than this from the top of a page."""

MOST_CHOICES = 40
"""No list that is chosen from by keyboard has more."""


def go_to(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus, where it has none yet, and make sure that this can be seen.

    Raises:
        AssertionError: it is never reached, or its focus shows no outline.
    """
    expect(target).to_be_visible()
    # Found once: to look for it by role and name at each step takes most of the time of a test.
    found = target.element_handle()
    for step in range(MOST_STEPS):
        if step:
            page.keyboard.press("Tab")
        if found.evaluate("element => element === document.activeElement"):
            outline, ring = found.evaluate(
                "element => [getComputedStyle(element).outlineStyle, getComputedStyle(element).boxShadow]"
            )
            assert outline != "none" or ring != "none", f"the focus on {target} can't be seen"
            return
    raise AssertionError(f"{target} is not reached by the keyboard")


def press(page: Page, target: Locator) -> None:
    """Reach a link or button by Tab and press Enter."""
    go_to(page, target)
    strike(page, target)


def press_named(page: Page, role: str, name: str, key: str = "Enter") -> None:
    """Press a key on the first control of a role and name."""
    strike(page, page.get_by_role(role, name=name).first, key)


def strike(page: Page, target: Locator, key: str = "Enter") -> None:
    """Press a key on a control, and wait for the page that it leads to, with its scripts.

    `page.keyboard.press` waits for nothing: what comes next would find the page that is being left.
    """
    target.press(key)
    page.wait_for_load_state()


def choose(field: Locator, wanted: str) -> None:
    """Choose in a list by the arrow keys; by its first letters it is chosen only by who types fast enough."""
    field.press("Home")
    for _ in range(MOST_CHOICES):
        if wanted in field.locator("option:checked").inner_text():
            return
        field.press("ArrowDown")
    raise AssertionError(f"“{wanted}” is not reached by the keyboard")
