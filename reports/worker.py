"""A worker: django-q2's processes, made to survive being killed, with the regular chores beside them.

Two things would leave a worker half alive. A process that is killed while it waits at a queue keeps the lock of that
queue for ever, and its successor waits in vain; so when one of them dies of a signal, all of them end, and whoever
started the worker (bin/run, systemd) starts it anew. And processes whose parent is killed would go on without it,
beside the new ones; so each asks the kernel to end with its parent.
"""

import ctypes
import gc
import logging
import os
import signal
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing import Event
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Thread
from uuid import uuid4

from django.db import close_old_connections, connections
from django_q.cluster import Cluster, Sentinel, get_mp_context
from django_q.signals import post_spawn

from reports.actions import claim_chore, forget_worker, note_worker, tend_batches
from reports.bounds import bound_memory
from reports.folders import OwnFolder
from reports.incidents import sweep_incidents, write_down
from reports.pdf import draw_here
from reports.refreshing import refresh_summaries
from reports.tasks import sweep

logger = logging.getLogger(__name__)

NICE = 19
"""Pages come first: at 19 a burst of drawing leaves them at 1.02 to 1.12 of their time (p95), without at twice it."""

GRACE = 10
"""Seconds that work under way gets when the worker is told to stop; then it is left for another one."""

PDEATHSIG = 1  # of prctl(2)


@dataclass(frozen=True)
class Regular:
    """Something that the workers of all machines together do again and again."""

    name: str
    every: timedelta
    do: Callable[[], object]


CHORES = (
    Regular("ringkasan", timedelta(seconds=3), refresh_summaries),
    Regular("unduhan", timedelta(seconds=5), lambda: tend_batches(by=None)),
    Regular("pembersihan", timedelta(hours=1), sweep),
    Regular("gangguan", timedelta(hours=1), sweep_incidents),
)


# -- processes ---------------------------------------------------------------------------------------------------------


def end_with_parent() -> None:
    """Ask the kernel to kill this process when its parent ends; elsewhere than on Linux nothing happens."""
    try:
        ctypes.CDLL(None).prctl(PDEATHSIG, signal.SIGKILL)
    except (AttributeError, OSError):
        logger.warning("processes of a killed worker go on here until their work is done")


class Foreman(Sentinel):
    """Guards the processes of a worker, and ends with all of them when one is killed."""

    def reincarnate(self, process: BaseProcess) -> None:
        """Start a process anew that ended by itself."""
        if process.exitcode is not None and process.exitcode < 0:
            logger.error("process %s of the worker died of signal %s", process.pid, -process.exitcode)
            os._exit(1)
        super().reincarnate(process)


class Crew(Cluster):
    """The processes of a worker."""

    def start(self) -> int:
        """Start them under a foreman."""
        self.stop_event, self.start_event = Event(), Event()
        self.sentinel = get_mp_context().Process(
            target=Foreman,
            name=f"Process-{uuid4().hex}",
            args=(self.stop_event, self.start_event, self.cluster_id, self.broker, self.timeout),
        )
        self.sentinel.start()
        return self.pid

    def stop(self) -> bool:
        """Let work under way finish for a while, then end it; what was not finished is taken on by others."""
        # A foreman that was killed may hold the lock of the event for ever: a thread asks, and nobody waits for it.
        Thread(target=self.stop_event.set, daemon=True).start()
        self.sentinel.join(GRACE)
        if not self.sentinel.is_alive():
            return True
        self.sentinel.kill()
        self.sentinel.join()
        return False


# -- the worker --------------------------------------------------------------------------------------------------------


def run(folder: Path, beside: int | None = None, every: int = 1) -> int:
    """Work until told to stop, or until the process `beside` is gone; return the exit status.

    0 when it was told to, 1 when one of its processes was killed: then it is to be started anew.
    """
    own = OwnFolder(folder)
    told: list[int] = []
    os.nice(NICE)
    connections.close_all()
    # Its processes draw as bounded ones, each for itself; what the engine loads now they share.
    draw_here()
    os.register_at_fork(after_in_child=end_with_parent)
    post_spawn.connect(own.use_own_part)
    post_spawn.connect(_spare_collector)
    post_spawn.connect(_bound_memory)
    crew = Crew()
    for number in (signal.SIGTERM, signal.SIGINT):
        # A list and not an event: setting one from a handler can wait for a lock that the interrupted line holds.
        signal.signal(number, lambda number, _: told.append(number))
    name = f"{socket.gethostname()}-{os.getpid()}"
    crew.start()
    try:
        while crew.sentinel.is_alive():
            _do_chores(name)
            own.sweep()
            time.sleep(every)
            if told or (beside is not None and not _is_running(beside)):
                crew.stop()
                return 0
        logger.error("the processes of the worker are gone")
        return 1
    finally:
        _forget(name)
        own.remove()


def _spare_collector(**_: object) -> None:
    """Keep what a process was started with out of every collection, and in pages shared with its parent."""
    gc.freeze()


def _bound_memory(**_: object) -> None:
    """Let a document that would fill the machine fail alone."""
    bound_memory()


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _do_chores(name: str) -> None:
    """Give a sign of life and do what is due; what fails is told and tried again next time."""
    close_old_connections()
    try:
        note_worker(name=name, by=None)
    except Exception:
        logger.exception("the worker can't reach its database")
        time.sleep(1)
        return
    for chore in CHORES:
        try:
            if claim_chore(name=chore.name, every=chore.every, by=None):
                chore.do()
        except Exception:
            logger.exception("chore %s failed", chore.name)
    write_down()


def _forget(name: str) -> None:
    try:
        forget_worker(name=name, by=None)
    except Exception:
        logger.exception("the worker could not take its leave")
