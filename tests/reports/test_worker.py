"""A worker survives being killed, and its chores and processes leave nothing behind.

The last tests start real workers on the test's own database (on SQLite a file), each with a folder of its own as on two
machines, and kill them while they draw.
"""

import datetime
import io
import os
import signal
import subprocess
import sys
import time
import zipfile
from contextlib import contextmanager
from multiprocessing import Event
from pathlib import Path
from threading import Thread

import pytest
from django.conf import settings
from django.db import connections
from django.utils import timezone

from agreements.enums import ItemState, Role
from reports import worker
from reports.actions import start_batch
from reports.bounds import MEMORY
from reports.models import Batch, BatchItem, Notice, Worker
from reports.queries import items_with_files
from reports.serving import item_content
from reports.worker import Regular
from reports.zipping import zipped
from tests import factories
from tests.architecture import ROOT
from tests.reports.batches import QUARTER
from tests.reports.racing import alone, share_database
from tests.reports.workplace import make_workplace

PATIENCE = 120
"""Seconds: the machine may be busy with the rest of the suite."""


# -- chores ------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_chore_that_fails_stops_no_other_and_is_told(monkeypatch, caplog):
    done = []

    def fail():
        raise ZeroDivisionError

    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    every = datetime.timedelta(hours=1)
    monkeypatch.setattr(worker, "CHORES", (Regular("a", every, fail), Regular("b", every, lambda: done.append(1))))
    for _ in range(2):
        worker._do_chores("mesin-1")
    assert done == [1]
    assert caplog.text.count("chore a failed") == 1
    assert Worker.objects.get().name == "mesin-1"


def test_summaries_jobs_and_the_store_are_looked_after():
    assert [chore.name for chore in worker.CHORES] == ["ringkasan", "unduhan", "pembersihan", "gangguan"]


def test_a_database_that_is_away_ends_no_worker(monkeypatch, caplog):
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    monkeypatch.setattr(worker.time, "sleep", lambda seconds: None)

    def away(**_):
        raise OSError("no database")

    monkeypatch.setattr(worker, "note_worker", away)
    monkeypatch.setattr(worker, "forget_worker", away)
    worker._do_chores("mesin-1")
    worker._forget("mesin-1")
    assert "can't reach its database" in caplog.text
    assert "could not take its leave" in caplog.text


# -- processes ---------------------------------------------------------------------------------------------------------


class Ended:
    pid, exitcode = 7, -signal.SIGKILL


def test_all_end_when_one_was_killed(monkeypatch):
    """Its lock of the queue is never given back: started anew alone, it would wait for ever."""
    ended = []
    monkeypatch.setattr(worker.os, "_exit", ended.append)
    monkeypatch.setattr(worker.Sentinel, "reincarnate", lambda self, process: None)
    foreman = worker.Foreman.__new__(worker.Foreman)
    foreman.reincarnate(Ended())
    assert ended == [1]
    process = Ended()
    process.exitcode = 0
    foreman.reincarnate(process)
    assert ended == [1]


def test_a_worker_leaves_though_its_foreman_died_with_the_lock_of_the_event():
    """Told to stop as a group, the foreman may die first, in the middle of looking at the event."""

    class Gone:
        def join(self, timeout):
            assert timeout == worker.GRACE

        def is_alive(self):
            return False

    crew = worker.Crew.__new__(worker.Crew)
    crew.sentinel, crew.stop_event = Gone(), Event()
    crew.stop_event._cond.acquire()
    left = []
    leaving = Thread(target=lambda: left.append(crew.stop()), daemon=True)
    leaving.start()
    leaving.join(10)
    assert left == [True]


# -- real ones ---------------------------------------------------------------------------------------------------------


def address_of_database() -> str:
    """Return the address under which another process reaches the database of this test."""
    found = connections.settings["default"]
    if "sqlite" in found["ENGINE"]:
        return f"sqlite:///{found['NAME']}"
    user = f"{found['USER']}:{found['PASSWORD']}@" if found["USER"] else ""
    port = f":{found['PORT']}" if found["PORT"] else ""
    name = connections["default"].settings_dict["NAME"]
    return f"postgres://{user}{found['HOST']}{port}/{name}"


@contextmanager
def working(tmp_path, name, *arguments):
    """Start a worker with one drawing process and a folder of its own; yield the process."""
    folder = tmp_path / name
    folder.mkdir(exist_ok=True)
    environment = os.environ | {
        "DATABASE_URL": address_of_database(),
        # Queued work is signed: all machines have the same key.
        "SECRET_KEY": settings.SECRET_KEY,
        "MEDIA_DIR": str(settings.MEDIA_ROOT),
        "LKJIP_VAR_DIR": str(folder),
        "WORKER_PROCESSES": "1",
        "TMPDIR": str(folder),
    }
    log = folder / "told.txt"
    with log.open("a") as told:
        process = subprocess.Popen(
            [sys.executable, str(ROOT / "manage.py"), "work", *arguments],
            cwd=folder,
            env=environment,
            stdout=told,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        process.log = log
        try:
            yield process
        finally:
            if process.poll() is None:
                process.terminate()
                try:
                    process.wait(PATIENCE)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()


def wait_until(true, *processes) -> None:
    """Return when something holds; fail when time is up or a process has ended."""
    end = time.monotonic() + PATIENCE
    while not true():
        for process in processes:
            assert process.poll() is None, process.log.read_text()
        assert time.monotonic() < end, [process.log.read_text() for process in processes]
        time.sleep(0.1)


def children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def let_time_pass() -> None:
    """Let the time of whoever was killed run out at once."""
    long_ago = timezone.now() - datetime.timedelta(minutes=5)
    BatchItem.objects.filter(state=ItemState.RUNNING).update(held=long_ago)
    Batch.objects.filter(ended=None).update(queued=long_ago)


def done() -> int:
    return BatchItem.objects.filter(state=ItemState.DONE).count()


@pytest.fixture
def shared(monkeypatch, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    share_database(monkeypatch, tmp_path)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="Linux only")
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("shared")
def test_two_workers_are_killed_on_the_way_and_every_report_is_there_once(tmp_path):
    def ask():
        for _ in range(3):
            make_workplace()
        user = factories.RoleGrantFactory(role=Role.ORGANISASI, unit=None).user
        return start_batch(kind="reports", quarter=QUARTER, unit=None, workbooks=True, by=user)

    batch = alone(ask)
    with working(tmp_path, "first") as first, working(tmp_path, "second") as second:
        wait_until(lambda: alone(done) >= 1, first, second)
        # What draws is bounded itself, and starts no process to draw in.
        assert [below for pid in grandchildren(first.pid) for below in children(pid)] == []
        family = [first.pid, *(child for pid in children(first.pid) for child in [pid, *children(pid)])]
        first.kill()
        first.wait()
        alone(let_time_pass)
        # Nobody of a killed worker goes on beside its successor.
        wait_until(lambda: not any(Path(f"/proc/{pid}/cmdline").exists() for pid in family[1:]), second)
        with working(tmp_path, "first") as again:
            wait_until(lambda: alone(lambda: Batch.objects.get(pk=batch.pk)).ended is not None, again, second)

    items = alone(lambda: items_with_files(batch))
    assert [item.state for item in items] == [ItemState.DONE] * 12
    files = {item.path: item_content(item) for item in items}
    archive = zipfile.ZipFile(io.BytesIO(b"".join(zipped(files.items(), timezone.localtime()))))
    assert len(archive.namelist()) == len(set(archive.namelist())) == 12
    assert {content[:4] for path, content in files.items() if path.endswith("pdf")} == {b"%PDF"}
    assert alone(Notice.objects.count) == 1


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="Linux only")
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("shared")
def test_a_worker_ends_when_one_of_its_processes_is_killed_and_when_it_is_left_alone(tmp_path):
    """Also an idle one, which holds the lock of the queue that it waits at."""
    with working(tmp_path, "first") as first:
        wait_until(lambda: alone(Worker.objects.count) == 1 and grandchildren(first.pid), first)
        family = [first.pid, *children(first.pid), *grandchildren(first.pid)]
        assert {os.getpriority(os.PRIO_PROCESS, pid) for pid in family} == {worker.NICE}, "pages come first"
        wait_until(lambda: [most_memory(pid) for pid in grandchildren(first.pid)].count(str(MEMORY)) == 1, first)
        for pid in grandchildren(first.pid)[:1]:
            os.kill(pid, signal.SIGKILL)
        assert first.wait(PATIENCE) == 1, first.log.read_text()
    assert not any((tmp_path / "first" / "tmp").iterdir())

    beside = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    with working(tmp_path, "second", "--beside", str(beside.pid)) as second:
        wait_until(lambda: alone(Worker.objects.count) == 1, second)
        beside.communicate(b"\n")
        assert second.wait(PATIENCE) == 0, second.log.read_text()
    assert alone(Worker.objects.count) == 0


def most_memory(pid: int) -> str:
    """Return how many bytes of its own a process may have, as the system tells it; '' where it is gone."""
    try:
        limits = Path(f"/proc/{pid}/limits").read_text()
    except OSError:
        return ""
    return next(line.split()[3] for line in limits.splitlines() if line.startswith("Max data size"))


def grandchildren(pid: int) -> list[int]:
    """The processes that the foreman guards."""
    return [child for foreman in children(pid) for child in children(foreman)]
