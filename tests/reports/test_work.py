"""`manage.py work`: one command, the same on every machine."""

import pytest
from django.core.management import call_command

from reports.management.commands import work


def run(monkeypatch, *arguments, status=0):
    """Return what the worker was called with, and the exit status of the command."""
    called = []
    monkeypatch.setattr(work, "run", lambda *options: called.append(options) or status)
    with pytest.raises(SystemExit) as ended:
        call_command("work", *arguments)
    return called[0], ended.value.code


def test_its_folder_is_below_var_unless_named(monkeypatch, settings, tmp_path):
    assert run(monkeypatch) == ((settings.VAR_DIR / "tmp", None), 0)
    assert run(monkeypatch, "--folder", str(tmp_path), "--beside", "7") == ((tmp_path, 7), 0)


def test_a_killed_process_is_told_by_the_exit_status(monkeypatch):
    assert run(monkeypatch, status=1)[1] == 1
