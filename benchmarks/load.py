"""Many people type at once: `python -m benchmarks.load [--users 63] [--seconds 60] [--json]`.

21 synthetic kecamatan, three operators in each, every one with cells of their own, who change one every five seconds:
what the entry grid of 63 people sends on the last day. The server is that of deploy/lkjip-web.service, on this
machine alone, over a database of its own: a file in `--folder`, filled the first time, or that of DATABASE_URL
(empty, or filled by this before). Afterwards every figure that was said to be saved must stand there, and the trail
must hold. With `--seconds 600` it is a soak: `grown_mb` is what the server's processes grew by since the first tenth
of the time. The requests come from this same machine: what sends them takes processor time from what is measured.
"""

import os
import statistics
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from benchmarks.common import TOP, options, p95, show
from benchmarks.evidence import faults, saves
from benchmarks.place import Server, serving, settle, synthetic_units, typists, unfinished
from benchmarks.typist import Typist

USERS, SECONDS, EVERY = 63, 60, 5
UNITS = 21
BOUND_MS = 500


def main() -> None:
    """Print the figures; the exit status is 1 where a figure is wrong or a save failed."""
    parser = options(__doc__)
    parser.add_argument("--users", type=int, default=USERS)
    parser.add_argument("--seconds", type=int, default=SECONDS)
    parser.add_argument("--units", type=int, default=UNITS)
    parser.add_argument("--folder", type=Path, default=TOP / "var" / "load", help="where the database is kept")
    arguments = parser.parse_args()
    folder = arguments.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    settle(folder, arguments.units)
    figures = measure(folder, arguments.users, arguments.seconds)
    show(figures, as_json=arguments.json, row="{name:16} {figure}")
    sys.exit(1 if figures["wrong"] or figures["failed"] else 0)


def measure(folder: Path, users: int, seconds: int) -> dict[str, object]:
    """Return the times of the saves in milliseconds, what failed, what is wrong afterwards, and memory in MB."""
    units = synthetic_units()
    unfinished(units)
    (folder / "server.log").unlink(missing_ok=True)
    with serving(folder) as server:
        people = [person for unit in units for person in typists(server.port, unit, -(-users // len(units)))][:users]
        crowd = Crowd(people, server)
        crowd.work(seconds)
        log = (folder / "server.log").read_text(encoding="utf-8")
    wrong = [*(sentence for unit in units for sentence in faults(unit)), *crowd.lost(units)]
    for sentence in wrong[:20]:
        print(sentence, file=sys.stderr)
    times = [answer for _, answer in crowd.times]
    return {
        "saves": len(times),
        "p50_ms": round(statistics.median(times)),
        "p95_ms": round(p95(times)),
        "max_ms": round(max(times)),
        "failed": sum(crowd.failed.values()),
        "locked": log.count("locked"),
        "wrong": len(wrong),
        "begin_mb": round(crowd.memory[len(crowd.memory) // 10]),
        "end_mb": round(crowd.memory[-1]),
        "grown_mb": round(crowd.memory[-1] - crowd.memory[len(crowd.memory) // 10]),
        "database": "postgresql" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "sqlite",
    }


class Crowd:
    """People who each change a cell every five seconds, one after the other through cells of their own."""

    def __init__(self, people: Sequence[Typist], server: Server) -> None:
        self.people, self.server = people, server
        self.times: list[tuple[float, float]] = []
        """(when, milliseconds) of each save."""
        self.failed: Counter[str] = Counter()
        self.said: dict[tuple[str, str], int] = {}
        """(grid, anchor) -> the last amount that was said to be saved."""
        self.unsure: set[tuple[str, str, int]] = set()
        """Amounts after which no answer came, or that of a server in trouble: they may stand there."""
        self.memory: list[float] = []

    def work(self, seconds: int) -> None:
        """Let everybody look at the grid, then type for so long."""
        for person in self.people:
            person.look()
        begun = time.monotonic()
        threads = [threading.Thread(target=self._type, args=(at, begun, seconds)) for at in range(len(self.people))]
        for thread in threads:
            thread.start()
        while time.monotonic() < begun + seconds:
            self.memory.append(self.server.megabytes())
            time.sleep(min(5, max(1, seconds / 60)))
        for thread in threads:
            thread.join()
        self.memory.append(self.server.megabytes())

    def _type(self, at: int, begun: float, seconds: int) -> None:
        person, same = self.people[at], self._beside(at)
        cells = person.money_cells()[same[0] :: same[1]]
        turn = 0
        while True:
            # Spread over the five seconds, as people are.
            due = begun + turn * EVERY + at * EVERY / len(self.people)
            if due > begun + seconds:
                return
            time.sleep(max(0, due - time.monotonic()))
            anchor, amount = cells[turn % len(cells)], (at + 1) * 100_000 + turn
            try:
                answer = person.save({anchor: amount})
            except OSError as error:
                self.failed[type(error).__name__] += 1
                self.unsure.add((person.grid, anchor, amount))
            else:
                self.times.append((time.monotonic(), answer.milliseconds))
                if answer.saved:
                    self.said[person.grid, anchor] = amount
                else:
                    self.failed[f"{answer.status} {answer.states}"] += 1
                    self.unsure.add((person.grid, anchor, amount))
            turn += 1

    def _beside(self, at: int) -> tuple[int, int]:
        """Return the place of a person among those at the same grid, and how many these are."""
        same = [other for other, person in enumerate(self.people) if person.grid == self.people[at].grid]
        return same.index(at), len(same)

    def lost(self, units: Sequence[object]) -> list[str]:
        """Return the amounts that were said to be saved last and are not what stands there."""
        from reports.models import BudgetRealization  # noqa: PLC0415 -- after django.setup()

        wrong = []
        for (grid, anchor), amount in self.said.items():
            line, quarter = int(anchor.rpartition("-")[2]), int(grid.split("/")[4])
            row = BudgetRealization.objects.get(budget_line=line, quarter=quarter)
            if int(row.amount) != amount and (grid, anchor, int(row.amount)) not in self.unsure:
                wrong.append(f"{grid} {anchor}: {amount} was said to be saved, {row.amount} stands there")
        known = {unit.slug for unit in units if saves(unit)}
        return wrong + [f"{slug} has no trail" for slug in {grid.split("/")[2] for grid, _ in self.said} - known]


if __name__ == "__main__":
    main()
