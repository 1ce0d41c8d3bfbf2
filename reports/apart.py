"""Draws in a process of its own: a text made to hang the engine or to fill the memory costs that process alone.

It serves all threads of this one, one document after another. It begins with the first document, is killed when one
takes too long, rests (ends) after some idle minutes, and is exchanged after so many documents, of each of which the
engine leaves a little behind in memory. Its input ends with this process, however that ends, and so does it.
"""

import hashlib
import json
import struct
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from types import MappingProxyType
from typing import BinaryIO

from django.conf import settings

from reports.bounds import MEMORY, SECONDS
from reports.document.rendered import RenderedFile
from reports.undrawable import BusyError, RenderError, TooMuchError

PATIENCE = 30
"""Seconds that a document waits for its turn, before whoever waits is told to try again."""

IDLE = 15 * 60
"""Seconds without a document after which the process rests. The next one waits half a second more, for a new one."""

MOST = 250
"""Documents of one process: the engine leaves 25 kB of each behind in memory."""

GRACE = 2
"""Seconds to end in by itself and tidy up."""

REFUSED = 10 * 60
"""Seconds that a page is refused at once after it took too much: who tries again gets the answer, not the minute."""

READY, DRAWN, UNDRAWABLE, TOO_MUCH, OF_SYSTEM, BROKEN = b"RDUTSB"
"""First byte of what the process says; behind it stands the PDF, or what was in the way."""

LONGEST = 500 * 1024 * 1024
"""Bytes of a message: what says that it is longer is no document."""

_LENGTH = struct.Struct("!Q")


# -- messages ----------------------------------------------------------------------------------------------------------


def send(stream: BinaryIO, *messages: bytes) -> None:
    """Write messages, each behind its length."""
    for message in messages:
        stream.write(_LENGTH.pack(len(message)))
        stream.write(message)
    stream.flush()


def receive(stream: BinaryIO) -> bytes:
    """Return the next message.

    Raises:
        EOFError: the other end is gone.
    """
    (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    if length > LONGEST:
        raise EOFError(f"a message of {length} bytes")
    return _exactly(stream, length)


def _exactly(stream: BinaryIO, length: int) -> bytes:
    found = stream.read(length)
    if len(found) < length:
        raise EOFError("the other process is gone")
    return found


def pack(page: str, draft: bool, attachments: Iterable[RenderedFile], pictures: Mapping[str, str]) -> tuple[bytes, ...]:
    """Return a document to be drawn as messages: what it is, then the content of each attached file."""
    files = tuple(attachments)
    told = {
        "page": page,
        "draft": draft,
        "attachments": [(file.name, file.content_type) for file in files],
        "pictures": dict(pictures),
    }
    return (json.dumps(told).encode(), *(file.content for file in files))


def unpack(stream: BinaryIO) -> dict[str, object]:
    """Return the next document as arguments of the engine.

    Raises:
        EOFError: there is none any more.
    """
    told = json.loads(receive(stream))
    told["attachments"] = tuple(RenderedFile(*named, receive(stream)) for named in told["attachments"])
    return told


def pack_error(error: OSError) -> bytes:
    """Return what was in the way, with its number: a full disk is told to people as such."""
    return json.dumps([error.errno, str(error)]).encode()


def unpack_error(answer: bytes) -> Exception:
    """Return the exception that an answer tells of."""
    said = answer[1:].decode(errors="replace")
    if answer[0] == OF_SYSTEM:
        return OSError(*json.loads(said))
    return {UNDRAWABLE: RenderError, TOO_MUCH: TooMuchError}.get(answer[0], RuntimeError)(said)


# -- the process -------------------------------------------------------------------------------------------------------


class Drawer:
    """The process that draws, seen from the one that asks it to."""

    def __init__(
        self,
        *,
        seconds: int = SECONDS,
        memory: int = MEMORY,
        patience: int = PATIENCE,
        idle: int = IDLE,
        most: int = MOST,
    ) -> None:
        self._seconds, self._memory, self._patience, self._idle, self._most = seconds, memory, patience, idle, most
        self.forget()

    def forget(self) -> None:
        """Know of no process: in a forked process it is the parent's."""
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._rest_timer: threading.Timer | None = None
        self._drawn, self._used = 0, time.monotonic()
        self._too_much: deque[tuple[bytes, int]] = deque(maxlen=100)

    @property
    def pid(self) -> int | None:
        """Of the process, None while there is none."""
        return self._process.pid if self._process else None

    def draw(
        self,
        page: str,
        *,
        draft: bool = False,
        attachments: Iterable[RenderedFile] = (),
        pictures: Mapping[str, str] = MappingProxyType({}),
    ) -> bytes:
        """Return a page as PDF, as `reports.pdf.draw_page` does.

        Raises:
            TooMuchError: it took too long, or too much memory.
            BusyError: its turn did not come.
            RenderError: the engine could not draw it whole.
        """
        job = pack(page, draft, attachments, pictures)
        if not self._turn.acquire(timeout=self._patience):
            raise BusyError(f"no turn within {self._patience} s")
        try:
            self._refuse_again(job)
            return self._ask_once(job)
        finally:
            self._used = time.monotonic()
            self._rest_later()
            self._turn.release()

    def close(self) -> None:
        """End the process; at once where it still draws for somebody."""
        free = self._turn.acquire(blocking=False)
        self._end(kill=not free)
        if self._rest_timer is not None:
            self._rest_timer.cancel()
        if free:
            self._turn.release()

    def _refuse_again(self, job: tuple[bytes, ...]) -> None:
        """Refuse what took too much a moment ago: ten impatient clicks would keep all threads waiting."""
        if self._too_much and any(until > time.monotonic() and _digest(job) == one for one, until in self._too_much):
            raise TooMuchError("took too much a moment ago")

    def _ask_once(self, job: tuple[bytes, ...]) -> bytes:
        try:
            return self._ask(job)
        except TooMuchError:
            self._too_much.append((_digest(job), int(time.monotonic()) + REFUSED))
            raise

    def _ask(self, job: tuple[bytes, ...]) -> bytes:
        """Have a document drawn, with the turn held; whatever goes wrong, no answer is left over for the next one."""
        process = self._running()
        try:
            with self._watched(process) as overdue:
                send(process.stdin, *job)
                answer = receive(process.stdout)
        except (EOFError, OSError) as error:
            ended = self._end(kill=True)
            why = f"not drawn within {self._seconds} s" if overdue.is_set() else f"its process ended with {ended}"
            raise TooMuchError(why) from error
        except BaseException:
            self._end(kill=True)
            raise
        self._drawn += 1
        if overdue.is_set() or answer[0] in {TOO_MUCH, BROKEN}:
            self._end(kill=True)
        elif self._drawn >= self._most:
            self._end()
        if answer[0] != DRAWN:
            raise unpack_error(answer)
        return answer[1:]

    def _running(self) -> "subprocess.Popen[bytes]":
        """Return the process, a new one where there is none that lives."""
        if self._process is not None and self._process.poll() is None:
            return self._process
        self._end(kill=True)
        process = self._process = subprocess.Popen(  # noqa: S603 -- our own module
            [sys.executable, "-m", "reports.drawer", str(self._seconds), str(self._memory)],
            cwd=settings.BASE_DIR,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._drawn = 0
        try:
            with self._watched(process):
                said = receive(process.stdout)
            if said[0] != READY:
                raise unpack_error(said)
        except BaseException as error:
            ended = self._end(kill=True)
            if isinstance(error, EOFError):
                raise RuntimeError(f"the process that draws did not start: it ended with {ended}") from error
            raise
        return process

    @contextmanager
    def _watched(self, process: "subprocess.Popen[bytes]") -> Iterator[threading.Event]:
        """Kill the process if what follows takes too long, and tell whether that was done.

        Nothing less comes through: a library in C looks at no signal of Python, and a process that neither reads nor
        writes lets whoever writes to it or reads from it wait for ever.
        """
        overdue = threading.Event()

        def stop() -> None:
            overdue.set()
            process.kill()

        timer = threading.Timer(self._seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            yield overdue
        finally:
            timer.cancel()
            timer.join()

    def _end(self, *, kill: bool = False) -> int | None:
        """End the process, if there is one, and return its status; it tidies up and goes where it is not killed."""
        process, self._process = self._process, None
        if process is None:
            return None
        if kill:
            process.kill()
        for stream in (process.stdin, process.stdout):
            with suppress(OSError):
                stream.close()
        try:
            return process.wait(GRACE)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()

    def _rest_later(self) -> None:
        """See that the process ends once nobody has asked for a while; one thread waits for that at a time."""
        if self._process is not None and self._rest_timer is None:
            self._wait(self._idle)

    def _wait(self, seconds: int) -> None:
        self._rest_timer = threading.Timer(seconds, self._rest)
        self._rest_timer.daemon = True
        self._rest_timer.start()

    def _rest(self) -> None:
        with self._turn:
            self._rest_timer = None
            if self._process is None:
                return
            left = self._idle - int(time.monotonic() - self._used)
            if left > 0:
                self._wait(left)
            else:
                self._end()


def _digest(job: tuple[bytes, ...]) -> bytes:
    return hashlib.sha256(job[0]).digest()
