"""A line on which the page is there before its script."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, Route


@contextmanager
def held(page: Page, pattern: str) -> Iterator[None]:
    """Hold back what `pattern` names until the block ends; whoever types meanwhile does it without a script."""
    waiting: list[Route] = []

    def wait(route: Route) -> None:
        waiting.append(route)

    page.route(pattern, wait)
    yield
    assert waiting, f"nothing asked for {pattern}"
    for route in waiting:
        route.continue_()
    page.unroute(pattern)
