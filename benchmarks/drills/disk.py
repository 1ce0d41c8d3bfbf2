"""Fill the disk: `bin/drill disk` (SQLite), `bin/drill disk --postgresql` (as root: it mounts a small tmpfs).

Database and files stand on a disk of their own, which is filled to the last byte while somebody saves. The save that
finds no room is told so in a sentence, with 507; `/sehat/` says it; what was saved before is there, whole. Once there
is room the same server goes on by itself. For PostgreSQL the tables alone stand on the small disk: without room for
its log it stops altogether, which the drill on restarts shows.
"""

import argparse
import http.client
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.drills.cluster import cluster
from benchmarks.evidence import faults, saves
from benchmarks.place import Server, serving, settle, synthetic_units, typists, unfinished
from benchmarks.typist import Answer, Typist

MEGABYTES = {"sqlite": 96, "postgresql": 160}
MOST = 3000
"""Saves until the disk should be full: pages that have room inside take rows for a while."""


def main() -> None:
    """Run the drill; the exit status is 1 where a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--postgresql", action="store_true")
    kind = "postgresql" if parser.parse_args().postgresql else "sqlite"
    os.environ["LOW_DISK_MB"] = "5"
    with tempfile.TemporaryDirectory(prefix="lkjip-drill-") as folder:
        Path(folder).chmod(0o755)
        place, small = Path(folder) / "place", Path(folder) / "disk"
        with small_disk(small, MEGABYTES[kind]):
            if kind == "sqlite":
                os.environ.pop("DATABASE_URL", None)
                place.mkdir()
                wrong = drilled(small, small, place)
            else:
                with cluster(small / "postgresql", place / "log") as server:
                    os.environ["DATABASE_URL"] = server.url
                    wrong = drilled(place, small, place)
    for sentence in wrong:
        print(sentence)
    print("BROKEN" if wrong else "held")
    sys.exit(1 if wrong else 0)


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[None]:
    """Mount a disk in memory of so many MB at a folder."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=755", "lkjip-drill", str(folder)]
    subprocess.run(command, check=True)  # noqa: S603 -- our own command
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)  # noqa: S603, S607


def drilled(folder: Path, disk: Path, log: Path) -> list[str]:
    """Fill the place, then the disk; return what went wrong. What the server tells goes to `log`, on another disk."""
    from django.db import connections  # noqa: PLC0415 -- Django is set up by `settle`

    settle(folder, units=1)
    unit = synthetic_units()[0]
    unfinished([unit])
    with serving(log) as server:
        person = typists(server.port, unit, 1)[0]
        person.look()
        connections.close_all()
        said = [save(person, 1)]
        stuffing = disk / "stuffing"
        stuff(stuffing)
        told = until_full(person, said)
        health = asked(server)
        wrong = [] if told else ["the disk was full and nobody was told"]
        print(f"{len(said)} saves, then {told}")
        print(f"/sehat/: {health}")
        if told and (told[0] != 507 or "penuh" not in str(told[1])):
            wrong.append(f"the save was answered with {told}")
        if health[0] == 200 and health[1]["status"] == "sehat":
            wrong.append("/sehat/ finds nothing to look at")
        stuffing.unlink()
        person.look()
        said.append(save(person, len(said) + 1))
        print(f"with room again: {asked(server)[1]['basis_data']}, save {len(said)} taken")
        kept = [int(float(one["after"]["amount"] or 0)) for told_ in saves(unit).values() for one in told_]
        wrong += [f"{amount} was said to be saved and is not" for amount in said if amount not in kept]
        return wrong + faults(unit)


def stuff(path: Path) -> None:
    """Fill the rest of a disk."""
    with path.open("wb", buffering=0) as target:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while target.write(b"\0" * size) == size:
                    continue
            except OSError:
                continue


def save(person: Typist, number: int) -> int:
    """Save an amount with a long note, so that rows grow; return the amount."""
    amount = 1_000_000 + number
    answer = attempt(person, amount)
    if not answer.saved:
        raise RuntimeError(f"{answer.status} {answer.told}"[:500])
    return amount


def attempt(person: Typist, amount: int) -> Answer:
    """Send an amount into one of the cells, with a note that nothing can be compressed in."""
    cells = person.money_cells()
    return person.save({cells[amount % len(cells)]: amount}, note=os.urandom(450).hex())


def until_full(person: Typist, said: list[int]) -> tuple[int, object] | None:
    """Save until there is no room; return (status, message) of the save that found none."""
    for _ in range(MOST):
        amount = 1_000_000 + len(said) + 1
        answer = attempt(person, amount)
        if not answer.saved:
            return answer.status, answer.told.get("message", answer.told)
        said.append(amount)
    return None


def asked(server: Server) -> tuple[int, dict[str, object]]:
    """Return what `/sehat/` answers."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request("GET", "/sehat/")
    response = connection.getresponse()
    told = response.status, json.loads(response.read())
    connection.close()
    return told


if __name__ == "__main__":
    main()
