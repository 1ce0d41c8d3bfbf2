"""A place to measure or to break: a database and a folder of its own, its accounts, and a server on this machine."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import django

from benchmarks.common import TOP, children
from benchmarks.typist import Typist, line

YEAR, QUARTER = 2024, 2


@contextmanager
def place(prefix: str, units: int = 1, year: str = str(YEAR)) -> Iterator[Path]:
    """Make a synthetic kabupaten in a folder that goes away afterwards; yield the folder.

    On PostgreSQL where DATABASE_URL says so (an empty database), else on a SQLite file in the folder.
    """
    with tempfile.TemporaryDirectory(prefix=prefix) as folder:
        settle(Path(folder), units, year)
        yield Path(folder)


def settle(folder: Path, units: int, year: str = str(YEAR)) -> None:
    """Set Django up on the database of the environment, or on a file in a folder, and fill it."""
    os.environ |= {
        "LKJIP_DEMO": "1",
        "LKJIP_VAR_DIR": str(folder),
        "MEDIA_DIR": str(folder / "media"),
        "DJANGO_SETTINGS_MODULE": "lkjip.settings",
        "LOG_LEVEL": os.environ.get("LOG_LEVEL", "ERROR"),
    }
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 -- after django.setup()

    call_command("migrate", verbosity=0)
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        call_command("generate_scale", units=units, year=year, stdout=nowhere)


def unfinished(units: Sequence[object] = ()) -> None:
    """Give the handed in reports of some units, or of all, back, so that a figure is typed and not corrected."""
    from agreements.enums import ReportStatus  # noqa: PLC0415 -- after django.setup()
    from reports.models import Report  # noqa: PLC0415

    reports = Report.objects.filter(position__unit__in=units) if units else Report.objects.all()
    reports.exclude(status=ReportStatus.DRAFT).update(status=ReportStatus.RETURNED)


def synthetic_units() -> list[object]:
    """Return the units of the synthetic kabupaten, by name, without those of the demo."""
    from agreements.models import Unit  # noqa: PLC0415 -- after django.setup()

    operators = "operator-"
    made = Unit.objects.filter(grants__user__username__startswith=operators, positions__reports=True).distinct()
    return [unit for unit in made.order_by("name") if unit.slug not in DEMO]


DEMO = {"kecamatan-rowokangkung", "kecamatan-candipuro", "kecamatan-ranuyoso", "bagian-organisasi-sekretariat-daerah"}


def session_of(user: object) -> str:
    """Return the key of a new session of an account."""
    from django.test import Client  # noqa: PLC0415 -- after django.setup()

    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value


def typists(port: int, unit: object, count: int, quarter: int = QUARTER) -> list[Typist]:
    """Return so many operators of a unit, each an account of its own, before the grid of a quarter."""
    from agreements.enums import Role  # noqa: PLC0415 -- after django.setup()
    from agreements.models import RoleGrant, User  # noqa: PLC0415

    found = []
    for number in range(count):
        user, _ = User.objects.get_or_create(username=f"juru-ketik-{unit.pk}-{number}")
        RoleGrant.objects.get_or_create(user=user, unit=unit, role=Role.OPERATOR)
        grid = f"/unit/{unit.slug}/{YEAR}/{quarter}/isian/"
        found.append(Typist(line(port, session_of(user)), user.pk, grid))
    return found


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


@dataclass
class Server:
    """The pages, served as in deploy/lkjip-web.service; `log` holds what it tells."""

    log: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    process: subprocess.Popen | None = None

    def start(self) -> None:
        """Start it, and wait until it listens."""
        words = ["--bind", f"127.0.0.1:{self.port}", "--worker-class", "gthread", "--workers", "2", "--threads", "4"]
        with self.log.open("a", encoding="utf-8") as told:
            self.process = subprocess.Popen(  # noqa: S603 -- our own command
                [
                    sys.executable,
                    "-m",
                    "gunicorn",
                    "lkjip.wsgi",
                    *words,
                    "--no-control-socket",
                    "--log-level",
                    "warning",
                ],
                cwd=TOP,
                env={**os.environ, **self.environment},
                stdout=told,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.wait()

    def wait(self, seconds: int = 60) -> None:
        """Wait until it listens."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            if self.process.poll() is not None:
                raise RuntimeError(self.log.read_text(encoding="utf-8"))
            time.sleep(0.05)
        raise RuntimeError(f"the server does not listen: {self.log.read_text(encoding='utf-8')}")

    @property
    def workers(self) -> list[int]:
        """The processes that answer."""
        return children(self.process.pid)

    def megabytes(self) -> float:
        """Return the memory that its processes have for themselves, in MB; pages that they share count by parts."""
        return sum(proportional_kilobytes(pid) for pid in (self.process.pid, *self.workers)) / 1024

    def kill(self) -> None:
        """Kill all of it with -9."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """Let it end what it answers."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.kill()


def proportional_kilobytes(pid: int) -> int:
    """Return the proportional size of a process, in kB; 0 of one that is gone."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next(int(row.split()[1]) for row in rollup.splitlines() if row.startswith("Pss:"))


@contextmanager
def serving(folder: Path, **environment: str) -> Iterator[Server]:
    """Serve the pages; yields the server."""
    server = Server(folder / "server.log", environment)
    try:
        server.start()
        yield server
    finally:
        server.stop()
