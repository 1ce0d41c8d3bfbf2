"""Temporary folders of processes that draw, which leave nothing behind even where they are killed."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOCK = ".lock"


class OwnFolder:
    """The temporary folder of a process, held by a lock; folders whose lock is free were left by a killed one."""

    def __init__(self, root: Path) -> None:
        root.mkdir(parents=True, exist_ok=True)
        with _one_at_a_time(root):
            for left in root.iterdir():
                _remove_if_left(left)
            self.path = Path(tempfile.mkdtemp(prefix="pekerja-", dir=root))
            self._lock = (self.path / LOCK).open("w")
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        _use(self.path)

    def sweep(self) -> None:
        """Remove the folders of processes that are gone."""
        for folder in self.path.iterdir():
            if folder.name.isdecimal() and not Path("/proc", folder.name).exists():
                shutil.rmtree(folder, ignore_errors=True)

    def use_own_part(self, **_: object) -> None:
        """Give a process that was just started a part of its own."""
        folder = self.path / str(os.getpid())
        folder.mkdir(exist_ok=True)
        _use(folder)

    def remove(self) -> None:
        """Take it away when the process ends."""
        shutil.rmtree(self.path, ignore_errors=True)
        self._lock.close()


@contextmanager
def _one_at_a_time(root: Path) -> Iterator[None]:
    """Make one folder after another: one that is just being made has no lock yet, and would pass for one left over."""
    gate = os.open(root, os.O_RDONLY)
    try:
        fcntl.flock(gate, fcntl.LOCK_EX)
        yield
    finally:
        os.close(gate)


def _use(folder: Path) -> None:
    os.environ["TMPDIR"] = tempfile.tempdir = str(folder)


def _remove_if_left(folder: Path) -> None:
    try:
        with (folder / LOCK).open("r+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
    except OSError:
        # Held by a living process, or no folder.
        return
