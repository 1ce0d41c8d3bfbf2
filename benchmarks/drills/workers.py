"""Kill workers while they draw a quarter: `bin/drill workers [--units 2] [--kills 6]`.

Two workers with folders of their own, as on two machines, share one job. Again and again one of their processes, or a
whole worker, is killed with -9 and started anew. At the end every report is there exactly once, opened from the ZIP,
and the pages answered all the while.
"""

import argparse
import io
import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

from benchmarks.common import children, start_worker
from benchmarks.place import place


def main() -> None:
    """Run the drill and say what was found; the exit status is 1 where a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--units", type=int, default=2, help="synthetic kecamatan beside the demo, twelve reports each")
    parser.add_argument("--kills", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with place("lkjip-drill-", units=arguments.units) as folder:
        sys.exit(drill(folder, arguments.kills, random.Random(arguments.seed)))  # noqa: S311 -- a die, no secret


def drill(folder: Path, kills: int, die: random.Random) -> int:
    """Return 0 where every promise held."""
    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from agreements.models import User  # noqa: PLC0415
    from reports.actions import start_batch  # noqa: PLC0415
    from reports.models import Batch, BatchItem, Notice  # noqa: PLC0415
    from reports.period import Quarter  # noqa: PLC0415

    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client()
    user = User.objects.get(username="organisasi")
    client.force_login(user)
    batch = start_batch(kind="reports", quarter=Quarter(2024, 2), unit=None, workbooks=False, by=user)
    page = f"/unduhan/pekerjaan/{batch.pk}/"
    total = batch.items.count()
    folders = (folder / "first", folder / "second")
    running = [start_worker(folder, 1) for folder in folders]
    slowest, killed, begun = 0.0, 0, time.monotonic()
    while Batch.objects.get(pk=batch.pk).ended is None:
        looked = time.perf_counter()
        assert client.get(page).status_code == 200
        slowest = max(slowest, time.perf_counter() - looked)
        done = BatchItem.objects.filter(batch=batch, state="done").count()
        if killed < kills and done * (kills + 1) >= total * (killed + 1):
            kill(running, die)
            killed += 1
        for number, process in enumerate(running):
            if process.poll() is not None:
                running[number] = start_worker(folders[number], 1)
        time.sleep(0.2)
    seconds = time.monotonic() - begun
    for process in running:
        process.terminate()
    for process in running:
        process.wait()
    archive = zipfile.ZipFile(io.BytesIO(b"".join(client.get(f"{page}berkas.zip"))))
    names = archive.namelist()
    whole = [
        name
        for name in names
        if archive.read(name).startswith(b"%PDF") and archive.read(name).rstrip().endswith(b"%%EOF")
    ]
    told = Notice.objects.filter(batch=batch).count()
    print(f"reports {total}, in the ZIP {len(names)}, different {len(set(names))}, whole {len(whole)}")
    print(f"killed {killed} times, {seconds:.0f} s, notices {told}, slowest page {slowest * 1000:.0f} ms")
    held = len(names) == len(set(names)) == len(whole) == total and told == 1 and killed == kills
    print("held" if held else "BROKEN")
    return 0 if held else 1


def kill(running: list[subprocess.Popen], die: random.Random) -> None:
    """Kill a whole worker, or one of its processes."""
    process = die.choice(running)
    below = children(process.pid)
    family = [process.pid, *below, *(child for pid in below for child in children(pid))]
    try:
        os.kill(die.choice(family), signal.SIGKILL)
    except ProcessLookupError:
        process.kill()


if __name__ == "__main__":
    main()
