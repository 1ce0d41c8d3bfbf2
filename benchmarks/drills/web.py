"""Kill the pages in the middle of a save: `bin/drill web [--kills 50]`.

Four people save three cells of their own at a time, all three with one amount that nobody else types. Again and again
a process of the web server, now and then the whole server, is killed with -9 while they save. At the end each save
stands in the trail as a whole or not at all, whatever was said to be saved stands there, every row is what its last
save left, and the pages answer.
"""

import argparse
import os
import random
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence

from benchmarks.evidence import faults, saves
from benchmarks.place import Server, place, serving, synthetic_units, typists, unfinished
from benchmarks.typist import Typist, at_work

TOGETHER = 3
"""Cells in one save."""


def main() -> None:
    """Run the drill; the exit status is 1 where a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--people", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with place("lkjip-drill-") as folder, serving(folder) as server:
        unit = synthetic_units()[0]
        unfinished([unit])
        people = typists(server.port, unit, arguments.people)
        begun = time.monotonic()
        crowd = Crowd(people)
        with at_work(len(people), crowd.work):
            killed = kill_again_and_again(server, arguments.kills, random.Random(arguments.seed), crowd)  # noqa: S311
        server.wait()
        people[0].look()
        wrong = [*faults(unit), *halves(unit, crowd.said)]
        print(
            f"killed {killed['process']} processes and {killed['server']} servers in {time.monotonic() - begun:.0f} s,"
            f" {killed['answering']} of them while a save was under way;"
            f" {len(crowd.said)} saves told, {crowd.cut} cut off, {len(by_amount(unit))} in the trail"
        )
    for sentence in wrong:
        print(sentence)
    print("BROKEN" if wrong else "held")
    sys.exit(1 if wrong else 0)


class Crowd:
    """People who save without pause, whatever happens to the server."""

    def __init__(self, people: Sequence[Typist]) -> None:
        self.people = people
        self.said: list[int] = []
        """Amounts that were said to be saved, in all cells that were sent."""
        self.cut = 0
        """Saves whose answer never came."""
        self.under_way = 0
        self.last = ""
        """What the last save that was not taken was told."""

    def work(self, at: int, over: threading.Event) -> None:
        """Save until it is over."""
        person, number = self.people[at], 0
        while not over.is_set():
            number += 1
            amount = (at + 1) * 10_000_000 + number
            try:
                person.look()
                anchors = person.money_cells()[at * TOGETHER : (at + 1) * TOGETHER]
                self.under_way += 1
                try:
                    answer = person.save(dict.fromkeys(anchors, amount))
                finally:
                    self.under_way -= 1
                if answer.saved:
                    self.said.append(amount)
                else:
                    self.last = f"{answer.status} {answer.states}"
            except OSError as error:
                self.last = repr(error)
                self.cut += 1
                time.sleep(0.05)
            except Exception as error:  # noqa: BLE001 -- half an answer, as of a server that died while it spoke
                if not isinstance(error, ValueError | KeyError) and "HTTP" not in type(error).__name__:
                    print(f"{type(error).__name__}: {error}", file=sys.stderr)
                self.cut += 1


def kill_again_and_again(server: Server, kills: int, die: random.Random, crowd: Crowd) -> Counter[str]:
    """Kill a process of the server at a time nobody knows, every tenth time all of them; return what was killed."""
    killed: Counter[str] = Counter()
    while killed["process"] + killed["server"] < kills:
        wait_for_work(crowd)
        time.sleep(die.uniform(0, 0.12))
        killed["answering"] += crowd.under_way > 0
        if (killed["process"] + killed["server"]) % 10 == 9:
            server.kill()
            killed["server"] += 1
            server.start()
            continue
        victims = server.workers
        if not victims:
            continue
        try:
            os.kill(die.choice(victims), signal.SIGKILL)
        except ProcessLookupError:
            continue
        killed["process"] += 1
    return killed


def wait_for_work(crowd: Crowd, seconds: int = 300) -> None:
    """Wait until somebody was told that something is saved: the server works again."""
    said, end = len(crowd.said), time.monotonic() + seconds
    while len(crowd.said) == said:
        if time.monotonic() > end:
            raise RuntimeError(f"nobody could save anything for {seconds} s; last: {crowd.last}")
        time.sleep(0.005)


def by_amount(unit: object) -> Counter[int]:
    """Return how many cells each amount was written into, by the trail."""
    typed = (int(float(one["after"]["amount"] or 0)) for told in saves(unit).values() for one in told)
    return Counter(amount for amount in typed if amount > 10_000_000)


def halves(unit: object, said: Sequence[int]) -> list[str]:
    """Return which saves are there in part, or were said to be saved and are not."""
    kept = by_amount(unit)
    wrong = [f"{amount} stands in {count} of {TOGETHER} cells" for amount, count in kept.items() if count != TOGETHER]
    return wrong + [f"{amount} was said to be saved and is not" for amount in said if kept[amount] != TOGETHER]


if __name__ == "__main__":
    main()
