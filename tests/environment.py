"""Loaded by pytest before the settings (see .pytest.ini): the environment that the suite runs in."""

import os

os.environ["LKJIP_DEMO"] = "1"
# Playwright keeps an event loop in the thread of the tests; the ORM is called beside it, never inside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
if os.environ.get("TEST_DATABASE_URL"):
    os.environ["DATABASE_URL"] = os.environ["TEST_DATABASE_URL"]
else:
    os.environ.pop("DATABASE_URL", None)
