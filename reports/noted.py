"""What this process noticed while it worked: whom it answers, and the faults and slow moments nobody wrote down yet.

Log lines stay where the process runs; the administrator looks at one page for all machines. So what is worth a look
waits here, in memory and within bounds, until the process is between two pieces of work and `reports.incidents` writes
it into the database: never inside a transaction that is about to be rolled back, and never while the database is away.
"""

import contextvars
import logging
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

SLOW = "lkjip.lambat"
"""The logger of queries and pages that took long."""

MOST_WAITING = 100
HEAD, TAIL = 1000, 3000
"""Characters of a long text that are kept from its beginning and from its end."""


@dataclass(frozen=True)
class Asked:
    """The request that is being answered: the number that a page gives to quote, and who asked."""

    number: str
    who: Callable[[], str] = str

    @property
    def user(self) -> str:
        """User name as far as it is known by now; '' for strangers, and before anybody looked."""
        return self.who()


ASKED: contextvars.ContextVar[Asked | None] = contextvars.ContextVar("asked", default=None)


@dataclass(frozen=True)
class Noticed:
    """A fault or a slow moment."""

    at: datetime
    slow: bool
    number: str
    user: str
    text: str
    """The message, and of a fault how it came about."""


_waiting: deque[Noticed] = deque(maxlen=MOST_WAITING)
_lock = threading.Lock()


class NoticeFaults(logging.Handler):
    """Notices errors of any logger, and whatever `SLOW` tells."""

    def emit(self, record: logging.LogRecord) -> None:
        """Keep what is worth a look until it is written down; the newest `MOST_WAITING` of it."""
        if record.levelno < logging.ERROR and record.name != SLOW:
            return
        asked = ASKED.get() or Asked("")
        with _lock:
            _waiting.append(
                Noticed(
                    at=datetime.fromtimestamp(record.created, UTC),
                    slow=record.name == SLOW,
                    number=asked.number,
                    user=asked.user,
                    text=_shortened(self.format(record)),
                )
            )


def _shortened(text: str) -> str:
    """Return the beginning and the end of a long text: of a traceback, the end says what happened."""
    text = text.replace("\0", "")
    return text if len(text) <= HEAD + TAIL else f"{text[:HEAD]}\n…\n{text[-TAIL:]}"


def is_waiting() -> bool:
    """Return whether there is anything to write down: asked after each request."""
    return bool(_waiting)


def take() -> tuple[Noticed, ...]:
    """Return what waits, and wait for nothing any more."""
    with _lock:
        taken = tuple(_waiting)
        _waiting.clear()
    return taken


def put_back(taken: tuple[Noticed, ...]) -> None:
    """Wait again for what could not be written down; what came in meanwhile is newer."""
    with _lock:
        room = MOST_WAITING - len(_waiting)
        _waiting.extendleft(reversed(taken[-room:] if room else ()))
