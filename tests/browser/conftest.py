"""Chromium against a live server with the demo office in it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from reports.demo import DEMO_PASSWORD
from tests.browser.offices import put_demo

# Generous: an expectation that holds costs nothing by it, and a busy machine is no fault of the page.
expect.set_options(timeout=30_000)


@pytest.fixture
def demo(transactional_db):
    """Have the demo's offices and accounts."""
    put_demo()


@pytest.fixture
def sign_in(demo, live_server, page) -> Callable[[str], None]:
    """Return a function that signs in as a demo user."""

    def sign_in(username: str) -> None:
        page.goto(f"{live_server.url}/masuk/")
        page.get_by_label("Nama pengguna").fill(username)
        page.get_by_label("Kata sandi").fill(DEMO_PASSWORD)
        page.get_by_role("button", name="Masuk").click()
        page.wait_for_url(f"{live_server.url}/")

    return sign_in
