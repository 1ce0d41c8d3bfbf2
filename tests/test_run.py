"""bin/run as a user starts it: pages, a kept second start, a clean end. On a database of its own."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

import manage
from tests.architecture import ROOT

# Generous: the machine may be busy with the rest of the suite.
PATIENCE = 300


def environment(folder, **extra) -> dict[str, str]:
    """Return the environment of somebody who configured nothing, with the database in `folder`."""
    named = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE", "LKJIP_DEMO", "LKJIP_DEBUG", "PUBLIC_URL", "SECRET_KEY"}
    named |= {"TEST_DATABASE_URL"}
    plain = {name: value for name, value in os.environ.items() if name not in named}
    return plain | {"LKJIP_VAR_DIR": str(folder), "PIP_NO_INDEX": "1"} | extra


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@contextmanager
def served(folder):
    """Start bin/run, wait until it answers, and yield (process, address, file of what it tells)."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    log = folder / f"told-{port}.txt"
    # A file and not a pipe: a full pipe would stop a server that has much to say.
    with log.open("w", encoding="utf-8") as told:
        process = subprocess.Popen(
            [str(ROOT / "bin" / "run")],
            env=environment(folder, PORT=str(port)),
            stdout=told,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            wait_for(f"{address}/sehat/", process, log)
            yield process, address, log
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def wait_for(address: str, process: subprocess.Popen, log: Path) -> None:
    """Return when the address answers; fail with what was told when the process ends or answers with an error."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert process.poll() is None, log.read_text(encoding="utf-8")
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except urllib.error.HTTPError as error:
            error.close()
            pytest.fail(f"{error}: {log.read_text(encoding='utf-8')}")
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"{address} does not answer: {log.read_text(encoding='utf-8')}")


def wait_for_worker(address: str) -> None:
    """Return when the worker beside the server works: until then it may be starting, which takes longer than the pages."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with urllib.request.urlopen(f"{address}/sehat/", timeout=PATIENCE) as told:
            if json.load(told)["pekerja"] == "bekerja":
                return
        time.sleep(0.2)
    pytest.fail("no worker works")


def spent(process: subprocess.Popen) -> float:
    """Return the processor time of a process and of those that it has waited for: what starting costs, on any machine."""
    fields = Path(f"/proc/{process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


@pytest.mark.skipif((ROOT / ".env").exists(), reason="this checkout is configured by a .env file")
def test_two_starts(tmp_path):
    with served(tmp_path) as (process, address, log):
        with urllib.request.urlopen(f"{address}/masuk/", timeout=PATIENCE) as page:
            assert "operator" in page.read().decode()
        with urllib.request.urlopen(f"{address}/static/css/screen.css", timeout=PATIENCE) as style:
            assert style.status == 200
        wait_for_worker(address)
        first = spent(process)
        # Ctrl-C reaches the whole group, as in a terminal.
        os.killpg(process.pid, signal.SIGINT)
        code = process.wait(timeout=PATIENCE)
        told = log.read_text(encoding="utf-8")
        assert code == 0, told
    assert f"LKjIP Triwulanan: {address}" in told
    assert "operator" in told
    assert "demo-lumajang-2024" in told
    assert "Traceback" not in told

    with sqlite3.connect(tmp_path / "lkjip.sqlite3") as database:
        database.execute("UPDATE agreements_unit SET place = 'Diubah' WHERE slug = 'kecamatan-rowokangkung'")
        database.commit()
    database.close()

    with served(tmp_path) as (process, *_):
        assert spent(process) < first / 2
    with sqlite3.connect(tmp_path / "lkjip.sqlite3") as database:
        kept = database.execute("SELECT place FROM agreements_unit WHERE slug = 'kecamatan-rowokangkung'").fetchone()
    database.close()
    assert kept == ("Diubah",)


def run(folder, *arguments, **extra) -> subprocess.CompletedProcess:
    return subprocess.run(
        [str(ROOT / "bin" / "run"), *arguments],
        env=environment(folder, **extra),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def test_port_in_use_is_said(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as server:
        told = run(tmp_path, PORT=str(server.getsockname()[1]))
    assert told.returncode == 1
    assert "in use" in told.stderr
    assert "Traceback" not in told.stderr


def test_missing_key_is_said(tmp_path):
    told = run(tmp_path, PORT=str(free_port()), LKJIP_DEMO="0")
    assert told.returncode == 1
    assert "SECRET_KEY is missing" in told.stderr
    assert "Traceback" not in told.stderr


@pytest.mark.skipif((ROOT / ".env").exists(), reason="this checkout is configured by a .env file")
def test_the_demo_refuses_a_named_database_of_a_real_place(tmp_path):
    address = f"sqlite:///{tmp_path}/own.sqlite3"
    real = {
        "DATABASE_URL": address,
        "LKJIP_DEMO": "0",
        "SECRET_KEY": "".join(chr(65 + place % 26) for place in range(60)),
        "PUBLIC_URL": "https://lkjip.example.go.id",
    }
    assert run(tmp_path, "--setup", **real).returncode == 0
    units = (
        "from agreements.models import Regency, Unit;"
        "Unit.objects.create(regency=Regency.objects.create(name='Kabupaten Nyata'), name='Kecamatan Nyata', slug='nyata')"
    )
    subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "shell", "--verbosity", "0", "--command", units],
        env=environment(tmp_path, **real),
        check=True,
    )

    told = run(tmp_path, "--setup", DATABASE_URL=address)

    assert told.returncode == 1
    assert "Traceback" not in told.stderr
    with sqlite3.connect(tmp_path / "own.sqlite3") as database:
        assert database.execute("SELECT count(*) FROM agreements_user").fetchone() == (0,)


def test_silent_database_is_said(tmp_path):
    address = f"postgres://nobody@127.0.0.1:{free_port()}/nothing"
    told = run(tmp_path, PORT=str(free_port()), DATABASE_URL=address, LKJIP_DEMO="1")
    assert told.returncode == 1
    assert "does not answer" in told.stderr
    assert "Traceback" not in told.stderr


def test_missing_python_is_said(tmp_path):
    """With no usable Python on the path, a sentence says what to install."""
    (tmp_path / "bin").mkdir()
    for tool in ("bash", "dirname", "env", "cat", "id", "cksum", "mktemp"):
        (tmp_path / "bin" / tool).symlink_to(
            f"/usr/bin/{tool}" if os.path.exists(f"/usr/bin/{tool}") else f"/bin/{tool}"
        )
    copy = tmp_path / "copy" / "bin"
    copy.mkdir(parents=True)
    (copy / "run").write_text((ROOT / "bin" / "run").read_text(encoding="utf-8"), encoding="utf-8")
    told = subprocess.run(
        ["/bin/bash", str(copy / "run")],
        env={"PATH": str(tmp_path / "bin")},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert told.returncode == 1
    assert "Python 3.11 or newer is needed" in told.stderr


def test_ctrl_c_before_a_command_listens_is_no_traceback(monkeypatch):
    def interrupted(argv):
        raise KeyboardInterrupt

    monkeypatch.setattr("django.core.management.execute_from_command_line", interrupted)
    with pytest.raises(SystemExit) as end:
        manage.main()
    # What bin/run takes for an answer, so that it starts no other worker.
    assert end.value.code == 130
    assert "0 | 130)" in (ROOT / "bin" / "run").read_text(encoding="utf-8")
