"""Back up and restore a kabupaten of five years: `bin/drill backup [--units 105] [--into postgres:///empty]`.

105 kecamatan with one year are as many rows as 21 with five. Each approved report has its issued files, and each unit
a trail of 500 lines; what `generate_scale` does not draw is copied from twelve reports that are, under names of their
own. Then `manage.py backup` and `manage.py restore` run as an operator runs them, and a second backup, of what was
restored, must hold the same tables, files and ids. Of each process the largest size that it had is told, in MB.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from benchmarks.common import TOP
from benchmarks.place import place, synthetic_units

DRAWN = 12
LINES = 500


def main() -> None:
    """Run the drill; the exit status is 1 where what came back is not what was there."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--units", type=int, default=105)
    parser.add_argument("--into", default="", help="address of an empty database; left out: a SQLite file")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with place("lkjip-drill-", units=arguments.units) as folder:
        fill()
        here = dict(os.environ)
        elsewhere = {
            **here,
            "DATABASE_URL": arguments.into or f"sqlite:///{folder}/elsewhere.sqlite3",
            "MEDIA_DIR": str(folder / "elsewhere"),
        }
        figures: dict[str, object] = timed(here, "backup", folder / "first")
        (file,) = (folder / "first").glob("*.zip")
        figures["megabytes"] = round(file.stat().st_size / 1e6)
        figures |= timed(elsewhere, "restore", file)
        timed(elsewhere, "backup", folder / "second")
        (again,) = (folder / "second").glob("*.zip")
        figures |= compared(file, again)
    print(json.dumps(figures) if arguments.json else "\n".join(f"{name:20} {told}" for name, told in figures.items()))
    sys.exit(0 if figures["equal"] else 1)


def fill() -> None:
    """Give every approved report its issued files, and every unit a trail."""
    from reports.actions.trail import Line, record  # noqa: PLC0415 -- after django.setup()
    from reports.demo.scale import issue_some  # noqa: PLC0415
    from reports.models import IssuedReport, Report  # noqa: PLC0415
    from reports.usage import FINAL  # noqa: PLC0415

    issue_some(DRAWN)
    patterns = [Pattern.of(row) for row in IssuedReport.objects.order_by("-pk")[:DRAWN]]
    waiting = Report.objects.filter(status__in=FINAL, issues=None).order_by("pk")
    for batch in batched(waiting.iterator(), 100):
        IssuedReport.objects.bulk_create(
            [pattern.copied(report) for pattern, report in zip(cycle(patterns), batch, strict=False)]
        )
    for unit in synthetic_units():
        lines = [
            Line("save_entry", f"reports.budgetrealization:{at}", {"amount": str(at)}, {"amount": str(at + 1)})
            for at in range(LINES)
        ]
        record(unit=unit, by=None, lines=lines)


@dataclass(frozen=True)
class Pattern:
    """An issued report whose files stand for those of others."""

    fields: Mapping[str, object]
    pdf: bytes
    xlsx: bytes

    @classmethod
    def of(cls, row: object) -> "Pattern":
        """Take a row and its files."""
        own = {"id", "report", "code", "pdf", "xlsx", "supersedes", "revision"}
        names = [field.attname for field in row._meta.concrete_fields if field.name not in own]
        return cls({name: getattr(row, name) for name in names}, row.pdf.read(), row.xlsx.read())

    def copied(self, report: object) -> object:
        """Return the row of another report, with files of its own."""
        from django.core.files.base import ContentFile  # noqa: PLC0415 -- after django.setup()
        from django.core.files.storage import default_storage  # noqa: PLC0415

        from reports.models import IssuedReport  # noqa: PLC0415

        return IssuedReport(
            **self.fields,
            report=report,
            revision=1,
            code=f"DRILL{report.pk}",
            pdf=default_storage.save(f"terbit/salinan-{report.pk}.pdf", ContentFile(self.pdf)),
            xlsx=default_storage.save(f"terbit/salinan-{report.pk}.xlsx", ContentFile(self.xlsx)),
        )


def batched(rows: Iterable[object], size: int) -> Iterator[list[object]]:
    """Yield rows in lists."""
    left = iter(rows)
    while batch := list(islice(left, size)):
        yield batch


def timed(environment: Mapping[str, str], command: str, place: Path) -> dict[str, float]:
    """Run a command of `manage.py`; return the seconds it took, of them at work, and the megabytes."""
    begun = time.monotonic()
    words = [sys.executable, str(TOP / "manage.py"), command, str(place)]
    process = subprocess.Popen(words, env=environment, cwd=TOP, stdout=subprocess.DEVNULL)  # noqa: S603 -- our own
    largest = 0.0
    while True:
        # Asked of the process itself: what the system counts at its end begins with this one's size, at the fork.
        largest = max(largest, most_megabytes(process.pid))
        done, status, used = os.wait4(process.pid, os.WNOHANG)
        if done:
            break
        time.sleep(0.05)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, words)
    return {
        f"{command}_s": round(time.monotonic() - begun, 1),
        f"{command}_processor_s": round(used.ru_utime + used.ru_stime, 1),
        f"{command}_mb": round(largest),
    }


def most_megabytes(pid: int) -> float:
    """Return the largest size that a process had so far; 0 of one that has ended."""
    found = re.search(r"^VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0


def compared(first: Path, second: Path) -> dict[str, object]:
    """Return how much there is, and whether two backups hold the same tables, files and ids, by their hashes."""
    from reports.backups import read_manifest  # noqa: PLC0415 -- after django.setup()

    one, other = read_manifest(first), read_manifest(second)
    equal = (one.tables, one.files, dict(one.sequences)) == (other.tables, other.files, dict(other.sequences))
    return {"rows": one.rows, "files": one.files.size, "equal": equal}


if __name__ == "__main__":
    main()
