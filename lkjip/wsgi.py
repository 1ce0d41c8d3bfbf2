"""WSGI entry, for gunicorn and for the benchmark of the pages: everything is loaded before the first request."""

import gc
import os
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.core.signals import request_finished
from django.core.wsgi import get_wsgi_application
from django.template.loader import get_template

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lkjip.settings")

MOST_IN_A_REQUEST = 300_000
"""New objects at which the collector runs even in the middle of a request, so that none takes all memory."""

LEFT_OVER = 5_000
"""Objects that requests may leave behind before they are collected."""


def settle() -> None:
    """Load what requests need, and take it out of the sight of the garbage collector.

    Modules and compiled templates stay for as long as the process does: 150,000 objects that a full collection looks
    through for nothing, in the middle of some request. Measured (40 requests, processor time): a full collection took
    up to 165 ms and takes 25 to 40 ms since, p95 of a unit's page fell from 267 to 118 ms. A higher threshold instead
    made collections rarer and longer, and p95 no better. Under gunicorn's `--preload` this happens once, before the
    fork, and the processes go on sharing these pages of memory.
    """
    import_module(settings.ROOT_URLCONF)
    for engine in settings.TEMPLATES:
        for folder in map(Path, engine["DIRS"]):
            for file in sorted(folder.rglob("*.html")):
                get_template(str(file.relative_to(folder)))
    gc.collect()
    gc.freeze()


def collect_between_requests() -> None:
    """Let the garbage collector run when an answer has been sent, and not while somebody waits for one.

    What a page is made of is alive until the page is: a collection in between looks through up to 200,000 objects and
    frees none, and after `gc.freeze()` Python holds so few objects for old that it does so several times a request.
    """
    gc.set_threshold(MOST_IN_A_REQUEST)
    request_finished.connect(_collect)


def _collect(**_signal: object) -> None:
    """Collect what requests left behind, once it is worth it: the count falls with every object that is gone."""
    if gc.get_count()[0] > LEFT_OVER:
        gc.collect()


application = get_wsgi_application()
settle()
collect_between_requests()
