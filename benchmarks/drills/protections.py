"""Take protections away and see that tests notice: `bin/drill protections [--only NAME] [--list] [--json]`.

`protections.toml` says of each which text of which file makes it, what stands there instead, and which tests must fail
then. In a copy of this checkout all of them are first seen to pass. Then one text after the other is replaced, its
tests run, and each of them must find something wrong: by an assertion of its own, for one that merely breaks would have
broken of anything. The text is put back before the next. On SQLite, or on PostgreSQL with TEST_DATABASE_URL.

A minute for five of them: `--only` may be given more than once, and ends with a star for all names that begin so.
"""

import argparse
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from benchmarks.common import TOP
from benchmarks.drills.outcomes import FAILED, PASSED

TABLE = Path(__file__).with_suffix(".toml")
LEFT_OUT = shutil.ignore_patterns(".git", ".env", ".venv", "var", "__pycache__", ".*_cache", ".hypothesis")
PATIENCE = 900
"""Seconds for the tests of one protection; a test that hangs without it says nothing."""
MEMORY = 3 * 1024**3
"""Bytes of each process: what keeps hostile files from filling the machine is taken away here."""
DATABASES = ("sqlite", "postgresql")


@dataclass(frozen=True)
class Edit:
    """A text that stands once in a file, and what takes its place."""

    file: str
    text: str
    instead: str


@dataclass(frozen=True)
class Protection:
    """What is taken away together, and the tests ("file::test", or one case of it) that must fail then."""

    name: str
    edits: tuple[Edit, ...]
    tests: tuple[str, ...]
    on: str
    """The database that it is of; '' for either."""


def protections() -> tuple[Protection, ...]:
    """Return the table."""
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return tuple(
        Protection(
            name,
            tuple(Edit(one["file"], one["text"], one["instead"]) for one in (row, *row.get("also", ()))),
            tuple(row["tests"]),
            row.get("on", ""),
        )
        for name, row in rows.items()
    )


def main() -> None:
    """Run the drill; the exit status is 1 where a protection can be taken away and no test notices."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", action="append", metavar="NAME", default=[])
    parser.add_argument("--list", action="store_true", help="print the names with their tests, and run nothing")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    asked = tuple(row for row in protections() if chosen(row.name, arguments.only))
    if not asked:
        parser.error("no protection of that name; see --list")
    if arguments.list:
        print("\n".join(f"{row.name}\n  " + "\n  ".join(row.tests) for row in asked))
        return
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, resource.getrlimit(resource.RLIMIT_DATA)[1]))
    told = drill(asked, quiet=arguments.json)
    if arguments.json:
        print(json.dumps(told))
    sys.exit(0 if told["of"] == told["held"] else 1)


def chosen(name: str, patterns: Sequence[str]) -> bool:
    """Return whether a name was asked for; all are where none is named."""
    return not patterns or any(fnmatch(name, pattern) for pattern in patterns)


def drill(asked: Sequence[Protection], *, quiet: bool) -> dict[str, object]:
    """Take each of the protections away; return how many held, and what was wrong with the others."""
    here = DATABASES[bool(os.environ.get("TEST_DATABASE_URL"))]
    rows = [row for row in asked if row.on in ("", here)]
    wrong: dict[str, list[str]] = {}
    with tempfile.TemporaryDirectory(prefix="lkjip-drill-") as folder:
        place = copied(Path(folder))
        every = sorted({test for row in rows for test in row.tests})
        standing = run(place, every, PATIENCE * 4) if every else {}
        for row in rows:
            begun = time.monotonic()
            found = not_passing(row.tests, standing) or taken_away(place, row)
            if found:
                wrong[row.name] = found
            if not quiet:
                print(f"{row.name:36} {'BROKEN' if found else 'held':6} {time.monotonic() - begun:4.0f} s", flush=True)
                print("".join(f"  {sentence}\n" for sentence in found), end="", flush=True)
    if not quiet:
        others = len(asked) - len(rows)
        print(f"{len(rows) - len(wrong)} of {len(rows)} held on {here}; {others} are of the other database")
    return {"database": here, "of": len(rows), "held": len(rows) - len(wrong), "wrong": wrong}


def copied(folder: Path) -> Path:
    """Copy the checkout, as it is on the disk, into a folder."""
    return Path(shutil.copytree(TOP, folder / "checkout", ignore=LEFT_OUT))


def taken_away(place: Path, row: Protection) -> list[str]:
    """Take a protection away, run its tests, put it back; return what is wrong with it."""
    try:
        with without(place, row.edits):
            return unnoticed(row.tests, run(place, row.tests, PATIENCE))
    except (MisplacedError, NothingRanError) as error:
        return [str(error)]


class MisplacedError(Exception):
    """A text does not stand once in its file."""


class NothingRanError(Exception):
    """Tests could not be begun, or did not end."""


@contextmanager
def without(place: Path, edits: Iterable[Edit]) -> Iterator[None]:
    """Replace texts in a checkout for a while."""
    before: dict[Path, tuple[bytes, os.stat_result]] = {}
    try:
        for edit in edits:
            path = place / edit.file
            content = path.read_text(encoding="utf-8")
            if content.count(edit.text) != 1:
                raise MisplacedError(f"{edit.file} holds the text {content.count(edit.text)} times: {edit.text!r}")
            before.setdefault(path, (path.read_bytes(), path.stat()))
            path.write_text(content.replace(edit.text, edit.instead), encoding="utf-8")
        yield
    finally:
        for path, (content, stat) in before.items():
            path.write_bytes(content)
            # What Python compiled of the other text is known by its time.
            os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def run(place: Path, tests: Iterable[str], patience: int) -> dict[str, str]:
    """Run tests in a checkout; return how each ended (`outcomes.ended`).

    Raises:
        NothingRanError: a module can't be imported, there is no such test, or they took longer than `patience` seconds.
    """
    told, log = place.parent / "outcomes.json", place.parent / "told.txt"
    told.unlink(missing_ok=True)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "--tb=short",
        "-p",
        "benchmarks.drills.outcomes",
        "-p",
        "no:randomly",
    ]
    command += ["-p", "no:cacheprovider", f"--outcomes={told}", *tests]
    with log.open("w") as output:
        process = subprocess.Popen(  # noqa: S603 -- our own command
            command, cwd=place, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired as error:
            raise NothingRanError(f"the tests took longer than {patience} s") from error
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
    found = json.loads(told.read_text()) if told.exists() else {}
    if not found:
        raise NothingRanError(f"the tests could not be run:\n{log.read_text()[-2000:]}")
    return found


def ends_of(test: str, outcomes: Mapping[str, str]) -> list[str]:
    """Return how a test, or each case of it, ended."""
    return [ended for name, ended in outcomes.items() if name == test or name.startswith(f"{test}[")]


def not_passing(tests: Iterable[str], outcomes: Mapping[str, str]) -> list[str]:
    """Return a sentence for each test that does not pass as things are."""
    ends = {test: ends_of(test, outcomes) for test in tests}
    return [
        f"{test} does not pass with it: {', '.join(sorted(set(found) - {PASSED})) or 'was not run'}"
        for test, found in ends.items()
        if not found or set(found) != {PASSED}
    ]


def unnoticed(tests: Iterable[str], outcomes: Mapping[str, str]) -> list[str]:
    """Return a sentence for each test that found nothing wrong: one case of it that does is enough."""
    ends = {test: ends_of(test, outcomes) for test in tests}
    return [
        f"{test} does not fail without it: {', '.join(sorted(set(found))) or 'was not run'}"
        for test, found in ends.items()
        if FAILED not in found
    ]


if __name__ == "__main__":
    main()
