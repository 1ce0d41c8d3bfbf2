"""Each process that draws has a temporary folder of its own, and what a killed one left is removed."""

import os
import subprocess
import sys
import tempfile

import pytest

from reports.folders import OwnFolder


@pytest.fixture(autouse=True)
def _temporary(monkeypatch):
    monkeypatch.setenv("TMPDIR", os.environ.get("TMPDIR", "/tmp"))
    monkeypatch.setattr(tempfile, "tempdir", None)


def test_each_worker_has_a_folder_of_its_own(tmp_path):
    first, second = OwnFolder(tmp_path), OwnFolder(tmp_path)
    assert first.path != second.path
    assert {path.name for path in tmp_path.iterdir()} == {first.path.name, second.path.name}
    second.remove()
    assert [path.name for path in tmp_path.iterdir()] == [first.path.name]
    first.remove()


def test_what_a_killed_worker_left_is_removed(tmp_path):
    left = tmp_path / "pekerja-lama"
    (left / "12345" / "weasyprint-abc").mkdir(parents=True)
    (left / ".lock").touch()
    own = OwnFolder(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [own.path.name]
    own.remove()


def test_what_a_killed_process_left_is_removed(tmp_path):
    own = OwnFolder(tmp_path)
    own.use_own_part()
    assert tempfile.gettempdir() == str(own.path / str(os.getpid()))
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    (own.path / str(gone.pid)).mkdir()
    own.sweep()
    assert {path.name for path in own.path.iterdir()} == {".lock", str(os.getpid())}
    own.remove()


def test_a_folder_that_is_just_being_made_is_not_taken_for_one_left_behind(tmp_path, monkeypatch):
    """Another process begins between the making of the folder and its lock: it waits until the lock is there."""
    second = """
import sys
from pathlib import Path
from reports.folders import OwnFolder
OwnFolder(Path(sys.argv[1]))
"""
    made, started = tempfile.mkdtemp, []

    def make(**named):
        path = made(**named)
        open(f"{path}/.lock", "w").close()
        started.append(subprocess.Popen([sys.executable, "-c", second, str(tmp_path)]))
        with pytest.raises(subprocess.TimeoutExpired):
            started[0].wait(0.5)
        return path

    monkeypatch.setattr(tempfile, "mkdtemp", make)
    own = OwnFolder(tmp_path)
    assert started[0].wait() == 0
    assert own.path.exists()
    own.remove()
