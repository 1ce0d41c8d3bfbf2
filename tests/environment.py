"""Loaded by pytest before the settings (see .pytest.ini): the environment that the suite runs in.

Everything is set outright, so that neither a developer's .env file nor their shell changes what is tested.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_files = Path(tempfile.mkdtemp(prefix="lkjip-test-"))
(_files / "static").mkdir()
atexit.register(shutil.rmtree, _files, ignore_errors=True)

os.environ |= {
    "LKJIP_DEMO": "1",
    "LKJIP_DEBUG": "0",
    "LKJIP_VAR_DIR": str(_files),
    "DATABASE_URL": os.environ.get("TEST_DATABASE_URL") or "sqlite://:memory:",
    # A busy machine is slow; what is noticed would be written where a page only reads.
    "SLOW_QUERY_MS": "600000",
    "SLOW_PAGE_MS": "600000",
    "EMAIL_URL": "",
    "DEFAULT_FROM_EMAIL": "LKjIP Triwulanan <lkjip@localhost>",
    # Playwright keeps an event loop in the thread of the tests; the ORM is called beside it, never inside it.
    "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
}
