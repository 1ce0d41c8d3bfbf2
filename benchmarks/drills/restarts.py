"""Restart PostgreSQL under people and workers: `bin/drill restarts [--restarts 4]`.

A server of its own holds a synthetic kecamatan. Three people look at pages and save cells, and a worker draws a
quarter, while the server is restarted again and again, half of the times as after a power cut. What was asked for
while it was away is answered with 503 and a sentence; nothing that is asked for after it is back goes wrong, the
worker goes on by itself, and whatever was said to be saved is there.
"""

import argparse
import os
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

import psycopg2

from benchmarks.common import start_worker
from benchmarks.drills.cluster import Cluster, cluster
from benchmarks.evidence import faults
from benchmarks.place import QUARTER, YEAR, Server, serving, settle, synthetic_units, typists, unfinished
from benchmarks.typist import Typist, at_work

PATIENCE = 600


def main() -> None:
    """Run the drill; the exit status is 1 where a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--restarts", type=int, default=4)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="lkjip-drill-") as folder:
        Path(folder).chmod(0o755)
        with cluster(Path(folder) / "postgresql") as server:
            os.environ["DATABASE_URL"] = server.url
            # What the worker tells of an outage fills pages, and is what it should tell.
            os.environ["LOG_LEVEL"] = "CRITICAL"
            settle(Path(folder) / "place", units=1)
            wrong = drill(Path(folder) / "place", server, arguments.restarts)
    for sentence in wrong:
        print(sentence)
    print("BROKEN" if wrong else "held")
    sys.exit(1 if wrong else 0)


def drill(folder: Path, database: Cluster, restarts: int) -> list[str]:
    """Return what went wrong."""
    from django.db import connections  # noqa: PLC0415 -- after django.setup()

    from reports.models import Batch, BatchItem  # noqa: PLC0415

    unit = synthetic_units()[0]
    unfinished([unit])
    with serving(folder) as pages:
        people = typists(pages.port, unit, 3)
        number = job(people[0], pages)
        total = BatchItem.objects.filter(batch=number).count()
        connections.close_all()
        worker = start_worker(folder / "worker", 1)
        watch = Watch(people)
        try:
            with at_work(len(people), watch.work):
                for turn in range(restarts):
                    wait_for(lambda turn=turn: done(number) >= total * (turn + 1) // (restarts + 2), worker)
                    connections.close_all()
                    left = time.monotonic()
                    database.control("restart", "-m", ("fast", "immediate")[turn % 2])
                    wait_until_back(database)
                    watch.away.append((left, time.monotonic()))
                wait_for(lambda: Batch.objects.get(pk=number).ended is not None, worker)
        finally:
            went_on = worker.poll() is None
            worker.terminate()
            worker.wait()
        outages = ", ".join(f"{back - left:.1f}" for left, back in watch.away)
        print(
            f"restarted {restarts} times (away {outages} s); {done(number)} of {total} reports drawn, worker"
            f" {'went on by itself' if went_on else 'ended'}"
        )
        print(f"answers while it was away: {dict(watch.counted(away=True))}; else: {dict(watch.counted(away=False))}")
        wrong = [*faults(unit), *watch.wrong()]
        if done(number) != total or not went_on:
            wrong.append(f"{done(number)} of {total} reports, worker {'there' if went_on else 'gone'}")
        return wrong


def job(person: Typist, pages: Server) -> int:  # noqa: ARG001 -- the server must be there
    """Ask for all files of the quarter of the person's unit; return the number of the job."""
    from reports.models import Batch  # noqa: PLC0415 -- after django.setup()

    slug = person.grid.split("/")[2]
    status, _ = person.send("POST", f"/unduhan/{YEAR}/{QUARTER}/mulai/", {"jenis": "reports", "unit": slug})
    if status != 302:
        raise RuntimeError(f"the job was answered with {status}")
    return Batch.objects.get().pk


def done(number: int) -> int:
    """Return how many files of a job are made."""
    from reports.models import BatchItem  # noqa: PLC0415 -- after django.setup()

    return BatchItem.objects.filter(batch=number, state="done").count()


def wait_for(true, worker) -> None:
    """Wait until something holds."""
    end = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > end or worker.poll() is not None:
            raise RuntimeError(
                f"waited in vain; the worker has {'ended' if worker.poll() is not None else 'not ended'}"
            )
        time.sleep(0.2)


def wait_until_back(database: Cluster) -> None:
    """Wait until the database takes a connection and answers."""
    end = time.monotonic() + 60
    while True:
        try:
            psycopg2.connect(database.url, connect_timeout=2).close()
        except psycopg2.OperationalError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
        else:
            return


class Watch:
    """People who look and save without pause; every answer with the time at which it was asked for."""

    def __init__(self, people: list[Typist]) -> None:
        self.people = people
        self.away: list[tuple[float, float]] = []
        self.answers: list[tuple[float, float, str, int]] = []
        """(asked, answered, what, status); 0 where the line broke."""

    def work(self, at: int, over: threading.Event) -> None:
        """Look and save until it is over."""
        person, number = self.people[at], 0
        page = person.grid.removesuffix("isian/")
        while not over.is_set():
            number += 1
            self._ask("page", lambda: person.send("GET", page, None)[0])
            if self._ask("look", lambda: person.look() or 200) == 200:
                anchor = person.money_cells()[at]
                self._ask("save", lambda: person.save({anchor: number * 1000}).status)  # noqa: B023 -- called at once
            time.sleep(0.1)

    def _ask(self, what: str, ask) -> int:
        asked = time.monotonic()
        try:
            status = ask()
        except ConnectionError as error:
            status = int(str(error).rpartition(" ")[2]) if str(error)[-3:].isdigit() else 0
        except OSError:
            status = 0
        self.answers.append((asked, time.monotonic(), what, status))
        return status

    def _met(self, asked: float, answered: float) -> bool:
        """Whether the database was away at some time between asking and answer."""
        return any(asked < back and answered > left for left, back in self.away)

    def counted(self, *, away: bool) -> Counter[int]:
        """Return how often each status was answered, to those who met an outage or to all others."""
        return Counter(status for asked, answered, _, status in self.answers if self._met(asked, answered) is away)

    def wrong(self) -> list[str]:
        """Return the answers that should not have been: any but 200, or 503 where the database was away meanwhile."""
        found = []
        for asked, answered, what, status in self.answers:
            allowed = {200, 503} if self._met(asked, answered) else {200}
            if status not in allowed:
                found.append(f"{what} was answered with {status}, {'' if len(allowed) > 1 else 'not '}during an outage")
        return found


if __name__ == "__main__":
    main()
