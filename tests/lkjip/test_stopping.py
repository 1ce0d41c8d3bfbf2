"""A process that is told to stop while it loads ends when it has loaded, wherever that stood."""

import subprocess
import sys

import pytest
from django.conf import settings

SCRIPT = """
import os, signal, sys
from lkjip import stopping


class Callback:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGINT)


def stop(*_):
    sys.exit(0)


signal.signal(signal.SIGINT, stop)
if "--held" in sys.argv:
    stopping.post_fork(None, None)
callback = Callback()
del callback
print("loaded")
stopping.post_worker_init(None)
print("serves")
"""


def load(*arguments):
    return subprocess.run(
        [sys.executable, "-c", SCRIPT, *arguments], cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    )


def test_a_stop_waits_until_all_is_loaded():
    done = load("--held")
    assert (done.stdout, done.stderr) == ("loaded\n", "")


def test_without_it_the_stop_is_told_and_lost():
    done = load()
    assert done.stdout == "loaded\nserves\n"
    assert "SystemExit" in done.stderr


@pytest.mark.parametrize("place", ["bin/run", "deploy/lkjip-web.service"])
def test_whatever_starts_gunicorn_names_it(place):
    assert "--config python:lkjip.stopping" in (settings.BASE_DIR / place).read_text(encoding="utf-8")
