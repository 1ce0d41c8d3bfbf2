"""A PostgreSQL server of its own, to be restarted or filled up: made and thrown away by a drill."""

import glob
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.place import free_port

USER = "postgres"


@dataclass
class Cluster:
    """A server on this machine that takes whoever comes from this machine."""

    programs: Path
    folder: Path
    port: int

    @property
    def url(self) -> str:
        """The address of its database."""
        return f"postgres://{USER}@127.0.0.1:{self.port}/{USER}"

    def control(self, *words: str) -> None:
        """Run `pg_ctl`, and wait for it."""
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c shared_buffers=64MB"
        log = ("-l", str(self.folder / "told.txt")) if words[0] != "stop" else ()
        start = ("-o", options) if words[0] != "stop" else ()
        run(self.programs / "pg_ctl", "-D", self.folder / "data", "-w", "-s", *log, *start, *words)


def run(*words: object) -> None:
    """Run a program, as the user who may run servers where this is root, who may not."""
    command = [str(word) for word in words]
    if os.geteuid() == 0:
        command = ["runuser", "-u", USER, "--", *command]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL, cwd="/")  # noqa: S603


def programs() -> Path:
    """Return the folder of the server's programs."""
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"), key=lambda name: int(name.split("/")[4]))
    there = found[-1] if found else shutil.which("initdb")
    if there is None:
        raise SystemExit("This drill needs the programs of a PostgreSQL server: apt-get install postgresql")
    return Path(there).parent


@contextmanager
def cluster(folder: Path, log: Path | None = None) -> Iterator[Cluster]:
    """Make a server in an empty folder and start it; `log` is a folder elsewhere for its write-ahead log."""
    made = Cluster(programs(), folder, free_port())
    for place in (folder, *([log] if log else [])):
        place.mkdir(parents=True, exist_ok=True)
        if os.geteuid() == 0:
            shutil.chown(place, USER)
    elsewhere = ("--waldir", log / "wal") if log else ()
    run(
        made.programs / "initdb", "-D", folder / "data", "-U", USER, "--auth=trust", "--encoding=UTF8",
        "--locale=C.UTF-8", "--wal-segsize=4", *elsewhere,
    )  # fmt: skip
    try:
        made.control("start")
        yield made
    finally:
        subprocess.run(  # noqa: S603 -- our own command; it may be down already
            [*(["runuser", "-u", USER, "--"] if os.geteuid() == 0 else []), str(made.programs / "pg_ctl"), "-D",
             str(folder / "data"), "-m", "immediate", "-w", "stop"],
            check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/",
        )  # fmt: skip
