"""Chromium against a live server with the demo office in it."""

from collections.abc import Callable

import pytest
from django.core.management import call_command

from reports.demo import DEMO_PASSWORD


@pytest.fixture
def demo(transactional_db):
    """Load the demo offices and accounts."""
    call_command("load_demo", verbosity=0, issued=False)


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
