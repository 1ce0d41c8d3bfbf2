"""Time that passes in a page when a test says so: what a page does by itself after a while is waited for by nobody."""

import datetime

from playwright.sync_api import Page

BEGIN = datetime.datetime(2024, 7, 1, 8, tzinfo=datetime.UTC)


def stop_time(page: Page) -> None:
    """Let no time pass in a page but what `page.clock.run_for` lets pass, until `page.clock.resume`."""
    page.clock.install(time=BEGIN)
    page.clock.pause_at(BEGIN + datetime.timedelta(minutes=1))
