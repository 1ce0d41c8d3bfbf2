"""Bounds on what drawing one document may take: a text made to hang the engine costs one file, not the worker.

They are of Linux and of the process's main thread, where workers draw; elsewhere nothing is bounded.
"""

import resource
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from reports.pdf import RenderError

SECONDS = 60
"""Of processor time for one document: the longest report of the demo takes under three."""

MEMORY = 1024 * 1024 * 1024
"""Bytes of one process that draws: a worker stands at about a fifth of it."""


class TooLongError(RenderError):
    """A document took longer to draw than any report does."""


@contextmanager
def bounded_time(seconds: int = SECONDS) -> Iterator[None]:
    """Raise where what follows takes more processor time than it may; the wall's clock would punish a busy machine.

    Raises:
        TooLongError: at the next step of Python after the time is up. A library in C that never comes back is ended by
            django-q2, with its process.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGPROF, _too_long)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _too_long(_number: int, _frame: FrameType | None) -> None:
    raise TooLongError("took longer to draw than any report does")


def bound_memory(size: int = MEMORY) -> None:
    """Let this process have so many bytes of its own and no more; what asks for more gets a MemoryError."""
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = size if hard == resource.RLIM_INFINITY else min(size, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (most, hard))
