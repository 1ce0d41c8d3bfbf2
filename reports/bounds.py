"""Bounds on what drawing one document may take: a text made to hang the engine costs one file, not the worker.

A worker bounds itself, in its main thread, where it draws; others draw in a process beside them (`reports.apart`).
"""

import resource
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from reports.undrawable import TooMuchError

SECONDS = 60
"""For one document: of processor time or, where somebody waits, by the clock. The longest report of the demo takes
under three."""

MEMORY = 1024 * 1024 * 1024
"""Bytes of one process that draws: a worker stands at about a fifth of it."""


@contextmanager
def bounded_time(seconds: int = SECONDS) -> Iterator[None]:
    """Raise where what follows takes more processor time than it may; the wall's clock would punish a busy machine.

    Raises:
        TooMuchError: at the next step of Python after the time is up. A library in C that never comes back is ended by
            django-q2, with its process.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGPROF, _too_long)
    # Again every second: what is raised within a callback of the collector is told to nobody, and lost.
    signal.setitimer(signal.ITIMER_PROF, seconds, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _too_long(_number: int, _frame: FrameType | None) -> None:
    raise TooMuchError("took longer to draw than any report does")


def bound_processor(seconds: int) -> None:
    """Let this process work so many seconds more, and no longer: then the system ends it, whatever it is busy with."""
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    until = int(time.process_time()) + seconds + 1
    resource.setrlimit(resource.RLIMIT_CPU, (until if hard == resource.RLIM_INFINITY else min(until, hard), hard))


def leave_no_core() -> None:
    """Write no gigabyte to the disk when this process is ended."""
    _, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, hard))


def bound_memory(size: int = MEMORY) -> None:
    """Let this process have so many bytes of its own and no more; what asks for more gets a MemoryError."""
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = size if hard == resource.RLIM_INFINITY else min(size, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (most, hard))
