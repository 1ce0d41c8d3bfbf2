"""What a ZIP of a whole quarter costs. Run from the top: `LKJIP_DEMO=1 python -m benchmarks.bulk [--json]`.

Over the database of the environment, which `manage.py generate_scale` has filled (21 kecamatan give 252 reports a
quarter). Each job starts with an empty store and is worked on by real workers (`manage.py work`) in a folder of their
own, first with one drawing process, then with two; each is asked for once more with nothing changed. A third job is
drawn by two while this process asks for as many pages as 63 people who open one every five seconds: that one tells
what pages and drawing do to each other. By the clock: neighbours count.

- `seconds_one_worker`, `seconds_two_workers`: from the click to the last file, workers already there
- `bulk_two_workers_over_one`: the throughput of two over that of one
- `second_zip_over_first`: a job with nothing changed over the one that drew everything, both with one process
- `changed_zip_over_first`: a job for which 10 of 252 reports changed (each of another office, as far as they go; put
  back at the end), over the same
- `zip_first_byte_ms`, `zip_sent_ms`: from the click on the finished job's ZIP to its first byte, and to its last
- `memory_mb_per_worker`: the largest resident memory that a drawing process had, as often as the job was looked at
- `memory_own_mb`: the same with pages that several processes share counted in parts (Pss)
- `memory_growth_mb`: by how much that of one was larger in a second job of as many reports than in the first
- `page_p95_idle_ms`, `page_p95_burst_ms`: the list of downloads, before all and after, and while two draw
- `burst_rate`: the rate of drawing beside these pages over the rate without them

`--quick` draws everything once, with one process, and tells what follows from that alone.
"""

import datetime
import os
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice, zip_longest
from pathlib import Path
from typing import Any

import django

from benchmarks.common import children, options, p95, show, start_worker

YEAR, QUARTER = 2024, 2
PATIENCE = 3600
LOOKS = 200
PACE = 5 / 63
"""Seconds from page to page: three operators in each of 21 kecamatan, each at a page every five seconds."""

PAUSE = 0.5
"""Seconds between two looks at the job, so that looking does not count."""

CHANGED, OF = 10, 252
"""Reports of a kabupaten that say something else since they were drawn, of how many."""


def main() -> None:
    """Measure and print."""
    parser = options(__doc__)
    parser.add_argument("--unit", default="", help="only this unit (its slug); all by default")
    parser.add_argument("--quick", action="store_true", help="one drawing process alone, and everything once")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="lkjip-bulk-") as folder:
        os.environ["MEDIA_DIR"] = folder
        os.environ.setdefault("LOG_LEVEL", "ERROR")
        os.environ["DJANGO_SETTINGS_MODULE"] = "lkjip.settings"
        django.setup()
        settle()
        figures = (quickly if arguments.quick else measure)(Path(folder), arguments.unit)
    show(figures, as_json=arguments.json, row="{name:28} {figure:10.2f}")


def settle() -> None:
    """Leave nothing to the workers that is not measured.

    Cancel jobs that an interrupted measurement left behind, and sum up what is not summed up yet, as the first worker
    would do beside its drawing after each new version.
    """
    from reports.actions import cancel_batch  # noqa: PLC0415 -- after django.setup()
    from reports.models import Batch  # noqa: PLC0415
    from reports.refreshing import refresh_summaries  # noqa: PLC0415

    for left in Batch.objects.filter(ended=None):
        cancel_batch(batch=left, by=account())
    refresh_summaries()


def measure(folder: Path, unit: str) -> dict[str, float]:
    """Return the figures by name."""
    idle = looks(LOOKS)
    one = run(folder, 1, unit, again=True)
    two = run(folder, 2, unit)
    burst = run(folder, 2, unit, pages := [])
    idle += looks(LOOKS)
    figures = {
        "files": one.files,
        "seconds_one_worker": one.first,
        "seconds_two_workers": two.first,
        "bulk_two_workers_over_one": one.first / two.first,
        "second_zip_over_first": one.second / one.first,
        "changed_zip_over_first": one.changed / one.first,
        "zip_first_byte_ms": one.sent[0],
        "zip_sent_ms": one.sent[1],
        "memory_mb_per_worker": max(run.memory["Rss"] for run in (one, two, burst)),
        "memory_own_mb": max(run.memory["Pss"] for run in (one, two, burst)),
        "memory_growth_mb": one.grown,
        "page_p95_idle_ms": p95(idle),
        "page_p95_burst_ms": p95(pages),
        "burst_rate": two.first / burst.first,
    }
    return {name: round(figure, 3) for name, figure in figures.items()}


def quickly(folder: Path, unit: str) -> dict[str, float]:
    """Return those figures that one process tells, which draws everything once."""
    one = run(folder, 1, unit)
    figures = {
        "files": one.files,
        "seconds_one_worker": one.first,
        "second_zip_over_first": one.second / one.first,
        "changed_zip_over_first": one.changed / one.first,
        "zip_first_byte_ms": one.sent[0],
        "zip_sent_ms": one.sent[1],
        "memory_mb_per_worker": one.memory["Rss"],
        "memory_own_mb": one.memory["Pss"],
    }
    return {name: round(figure, 3) for name, figure in figures.items()}


@dataclass(frozen=True)
class Run:
    """What a job took, in seconds; with nothing changed, and with a little; the most megabytes of a process.

    `sent` are the milliseconds to the first byte of the ZIP, and to the last. `grown` are the megabytes that drawing
    everything a second time took beyond the first; 0 where it was not.
    """

    files: int
    first: float
    second: float
    changed: float
    sent: tuple[float, float]
    memory: Mapping[str, float]
    grown: float


def run(folder: Path, processes: int, unit: str, pages: list | None = None, *, again: bool = False) -> Run:
    """Draw a quarter with workers of their own and an empty store."""
    empty(folder)
    with workers(folder / f"{processes}-{time.monotonic_ns()}", processes) as worker:
        sizes: list[Mapping[str, float]] = []
        first, batch = job(unit, pages, worker=worker.pid, sizes=sizes)
        files = batch.items.count()
        first_sizes, grown = tuple(sizes), 0.0
        second, batch = job(unit)
        whole = sent(batch)
        with touched(unit, max(1, round(files * CHANGED / OF))):
            changed, _ = job(unit)
        if again:
            empty(folder)
            job(unit, worker=worker.pid, sizes=sizes)
            grown = most(sizes)["Rss"] - most(first_sizes)["Rss"]
        return Run(files, first, second, changed, whole, most(sizes), grown)


@contextmanager
def touched(unit: str, count: int):
    """Let some reports say another date while this lasts, each of another office as far as they go."""
    from reports.models import Report  # noqa: PLC0415

    rows = Report.objects.filter(year=YEAR, quarter=QUARTER, issues=None).order_by("position__order")
    if unit:
        rows = rows.filter(position__unit__slug=unit)
    offices: dict[int, list[tuple[int, datetime.date | None]]] = {}
    for office, *row in rows.values_list("position__unit", "pk", "signed_on"):
        offices.setdefault(office, []).append((row[0], row[1]))
    in_turn = (row for each in zip_longest(*offices.values()) for row in each if row is not None)
    kept = dict(islice(in_turn, count))
    for report, signed_on in kept.items():
        other = (signed_on or datetime.date(YEAR, 7, 1)) + datetime.timedelta(days=1)
        Report.objects.filter(pk=report).update(signed_on=other)
    try:
        yield
    finally:
        for report, signed_on in kept.items():
            Report.objects.filter(pk=report).update(signed_on=signed_on)


def job(
    unit: str, pages: list | None = None, *, worker: int | None = None, sizes: list[Mapping[str, float]] | None = None
) -> tuple[float, Any]:
    """Ask for all reports and wait until they are there; return the seconds and the job.

    Meanwhile look at a page, where `pages` collects the times, and at the worker's memory, where `sizes` collects that.
    """
    from reports.actions import start_batch  # noqa: PLC0415 -- after django.setup()
    from reports.models import Batch  # noqa: PLC0415
    from reports.period import Quarter  # noqa: PLC0415

    begun = time.monotonic()
    batch = start_batch(
        kind="reports", quarter=Quarter(YEAR, QUARTER), unit=found_unit(unit), workbooks=False, by=account()
    )
    while Batch.objects.get(pk=batch.pk).ended is None:
        if time.monotonic() - begun > PATIENCE:
            sys.exit("the job does not end")
        if worker and sizes is not None:
            sizes.append(memory(worker))
        if pages is None:
            time.sleep(PAUSE)
        else:
            pages += looks(10)
    states = set(batch.items.values_list("state", flat=True))
    if states != {"done"}:
        sys.exit(f"not every file was made: {states}")
    return time.monotonic() - begun, batch


def sent(batch: Any) -> tuple[float, float]:
    """Return the milliseconds from a click on the ZIP of a job to its first byte, and to its last."""
    from django.urls import reverse  # noqa: PLC0415 -- after django.setup()

    client, address = signed_in(), reverse("download_zip", args=(batch.pk,))
    begun = time.perf_counter()
    response = client.get(address)
    assert response.status_code == 200, address
    chunks = iter(response)
    next(chunks)
    first = time.perf_counter()
    for _ in chunks:
        pass
    return (first - begun) * 1000, (time.perf_counter() - begun) * 1000


def found_unit(slug: str):
    """Return the unit, None for all."""
    from agreements.models import Unit  # noqa: PLC0415

    return Unit.objects.get(slug=slug) if slug else None


def account():
    """Return the demo's account of Bagian Organisasi."""
    from agreements.models import User  # noqa: PLC0415

    return User.objects.get(username="organisasi")


def looks(count: int) -> list[float]:
    """Return how long a page took, in milliseconds, `count` times, at the pace of many people."""
    client = signed_in()
    client.get("/unduhan/")
    times = []
    for _ in range(count):
        begun = time.perf_counter()
        assert client.get("/unduhan/").status_code == 200
        took = time.perf_counter() - begun
        times.append(took * 1000)
        time.sleep(max(0, PACE - took))
    return times


def signed_in():
    """Return a browser of Bagian Organisasi."""
    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client()
    client.force_login(account())
    return client


@contextmanager
def workers(folder: Path, processes: int):
    """Run a worker with some drawing processes, in a folder of its own; yield its process once it is there."""
    from reports.models import Worker  # noqa: PLC0415

    Worker.objects.all().delete()
    folder.mkdir()
    process = start_worker(folder, processes)
    try:
        while not Worker.objects.exists():
            if process.poll() is not None:
                sys.exit("the worker did not start")
            time.sleep(0.2)
        yield process
    finally:
        process.terminate()
        process.wait()


def memory(worker: int) -> Mapping[str, float]:
    """Return the largest memory of a process below a worker, in megabytes: resident, and its part of what is shared."""
    below = [child for foreman in children(worker) for child in children(foreman)]
    return most(size for pid in below if (size := size_of(pid)))


def size_of(process: int) -> Mapping[str, float]:
    """Return the memory of a process, in megabytes, as Linux tells it; nothing where it has ended."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()[1:]
    except (FileNotFoundError, ProcessLookupError):
        return {}
    told = dict(line.split(":") for line in lines)
    return {name: int(told[name].split()[0]) / 1024 for name in ("Rss", "Pss")}


def most(sizes: Iterable[Mapping[str, float]]) -> Mapping[str, float]:
    """Return the largest of each kind of memory."""
    found = tuple(sizes)
    return {name: max((size[name] for size in found if size), default=0.0) for name in ("Rss", "Pss")}


def empty(folder: Path) -> None:
    """Forget everything that was drawn."""
    import shutil  # noqa: PLC0415

    shutil.rmtree(folder / "gambar", ignore_errors=True)


if __name__ == "__main__":
    main()
