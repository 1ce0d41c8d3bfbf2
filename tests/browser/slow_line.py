"""A line on which the page is there before its script."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, Route


@contextmanager
def held(page: Page, pattern: str) -> Iterator[None]:
    """Hold back what `pattern` names until the block ends; whoever types meanwhile does it without a script."""
    waiting: list[Route] = []
    over = False

    def wait(route: Route) -> None:
        if over:
            route.continue_()
        else:
            waiting.append(route)

    page.route(pattern, wait)
    yield
    assert waiting, f"nothing asked for {pattern}"
    # What comes before the route is taken away is let through too.
    over = True
    for route in waiting:
        route.continue_()
    page.unroute(pattern)
