"""What benchmarks and drills share: their options, how figures are printed, and workers to measure or to kill."""

import argparse
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent


def options(about: str) -> argparse.ArgumentParser:
    """Return the options that every benchmark has; `about` is its docstring."""
    parser = argparse.ArgumentParser(description=about.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    return parser


def show(figures: Mapping[str, object], *, as_json: bool, row: str = "{name:24} {figure:8.2f}", head: str = "") -> None:
    """Print figures by name as one JSON object, or as a table: `row` is the format of a line, `head` stands above."""
    if as_json:
        print(json.dumps(figures))
        return
    if head:
        print(head)
    for name, figure in figures.items():
        print(row.format(name=name, figure=figure))


def p95(times: Sequence[float]) -> float:
    """Return the 95th percentile."""
    return statistics.quantiles(times, n=20)[-1]


def start_worker(folder: Path, processes: int) -> subprocess.Popen:
    """Start a worker with some drawing processes and a folder of its own, which ends with this process."""
    return subprocess.Popen(  # noqa: S603 -- our own command
        [sys.executable, str(TOP / "manage.py"), "work", "--folder", str(folder), "--beside", str(os.getpid())],
        env=os.environ | {"WORKER_PROCESSES": str(processes)},
    )


def children(pid: int) -> list[int]:
    """Return the processes that a process started; none of one that has ended."""
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []
