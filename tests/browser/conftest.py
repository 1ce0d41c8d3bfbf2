"""Chromium against a live server with the demo office in it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from agreements.models import User
from tests.browser.offices import put_demo
from tests.pages import client_of

# Generous: an expectation that holds costs nothing by it, and a busy machine is no fault of the page.
expect.set_options(timeout=30_000)


@pytest.fixture
def demo(transactional_db):
    """Have the demo's offices and accounts."""
    put_demo()


@pytest.fixture
def sign_in(demo, live_server, page) -> Callable[[str], None]:
    """Return a function that signs in as a demo user, and opens no page: that of the login has tests of its own."""

    def sign_in(username: str) -> None:
        session = client_of(User.objects.get(username=username)).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])

    return sign_in
