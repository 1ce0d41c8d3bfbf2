"""The units of deploy/ run what is there, as somebody who is not root; systemd reads them."""

import configparser
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

from reports.worker import NICE
from tests.architecture import ROOT

DEPLOY = ROOT / "deploy"
SERVICES = sorted(path.name for path in DEPLOY.glob("*.service"))
TIMERS = sorted(path.name for path in DEPLOY.glob("*.timer"))
PLACE = "/srv/lkjip"


class Unit(configparser.ConfigParser):
    """A unit of systemd: names keep their case, and one may be given twice (the last counts here)."""

    def __init__(self, name: str) -> None:
        super().__init__(interpolation=None, strict=False, delimiters=("=",), comment_prefixes=("#",))
        self.optionxform = str
        self.read_string((DEPLOY / name).read_text(encoding="utf-8"))


def commands(name: str) -> list[list[str]]:
    """Return the words of every command that a service runs."""
    text = (DEPLOY / name).read_text(encoding="utf-8")
    return [shlex.split(line) for line in re.findall(r"^Exec\w+=[+-]?(.+)$", text, re.MULTILINE)]


def test_all_that_a_place_needs_is_there():
    assert SERVICES == ["lkjip-backup.service", "lkjip-notices.service", "lkjip-web.service", "lkjip-worker.service"]
    assert TIMERS == ["lkjip-backup.timer", "lkjip-notices.timer"]


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_runs_what_is_in_the_tree_and_not_as_root(name):
    service = Unit(name)["Service"]
    assert service["User"] == "lkjip"
    assert service["WorkingDirectory"] == PLACE
    assert service["NoNewPrivileges"] == service["PrivateTmp"] == "true"
    for words in commands(name):
        program = words[0].removeprefix(f"{PLACE}/")
        if program == ".venv/bin/python":
            assert words[1] == "manage.py"
            command = load_command_class(get_commands()[words[2]], words[2])
            command.create_parser("manage.py", words[2]).parse_args(words[3:])
        elif program.startswith(".venv/bin/"):
            assert re.search(rf"^{Path(program).name}==", (ROOT / "requirements.txt").read_text(), re.MULTILINE)
        elif program.startswith("/"):
            assert program == "/usr/bin/install"
        else:
            assert (ROOT / program).exists()


@pytest.mark.parametrize("name", ["lkjip-web.service", "lkjip-worker.service"])
def test_what_serves_is_started_anew_when_it_was_killed_and_after_a_boot(name):
    unit = Unit(name)
    assert unit["Service"]["Restart"] == "always"
    assert unit["Install"]["WantedBy"] == "multi-user.target"


def test_pages_come_before_background_work():
    """The worker makes itself nice, on every machine and however it was started; the backup is told to be."""
    assert NICE == 19
    assert int(Unit("lkjip-backup.service")["Service"]["Nice"]) >= 10


@pytest.mark.parametrize("name", TIMERS)
def test_a_timer_starts_its_service_every_day_also_after_a_night_without_power(name):
    timer = Unit(name)
    assert name.replace(".timer", ".service") in SERVICES
    assert re.fullmatch(r"\d\d:\d\d", timer["Timer"]["OnCalendar"])
    assert timer["Timer"]["Persistent"] == "true"
    assert timer["Install"]["WantedBy"] == "timers.target"


def test_systemd_reads_every_unit(tmp_path):
    """With the programs of this tree in the place of those of /srv/lkjip, it finds nothing to say."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd here")
    place = tmp_path / "lkjip"
    for program in (".venv/bin/python", ".venv/bin/gunicorn", "bin/run"):
        (place / program).parent.mkdir(parents=True, exist_ok=True)
        (place / program).write_text("#!/bin/sh\n")
        (place / program).chmod(0o755)
    for name in SERVICES + TIMERS:
        text = (DEPLOY / name).read_text(encoding="utf-8").replace(PLACE, str(place))
        (tmp_path / name).write_text(text.replace("User=lkjip", "User=daemon"))
    told = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *(str(tmp_path / name) for name in SERVICES + TIMERS)],
        capture_output=True,
        text=True,
        check=False,
    )
    ours = [line for line in told.stderr.splitlines() if "lkjip" in line]
    assert (told.returncode, ours) == (0, [])
