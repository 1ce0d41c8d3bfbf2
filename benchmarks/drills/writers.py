"""Many people at the same cells: `bin/drill writers [--writers 8] [--edits 50] [--cells 4]`.

Writers fill the same few cells of one grid at the same time, over HTTP. Whoever comes late is told both values, looks
again and types anew. At the end every value that was said to be saved stands once in the trail, each beginning with
what the one before it left. Then one job of downloads is asked for ten times at once, one equal save is sent ten
times at once, and one report is handed in ten times at once: one effect each.
"""

import argparse
import random
import sys
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from benchmarks.evidence import faults, saves
from benchmarks.place import QUARTER, YEAR, place, serving, session_of, synthetic_units, typists, unfinished
from benchmarks.typist import Answer, Typist, line

EQUAL = 10


def main() -> None:
    """Run the drill; the exit status is 1 where a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--edits", type=int, default=50)
    parser.add_argument("--cells", type=int, default=4)
    arguments = parser.parse_args()
    with place("lkjip-drill-", units=2) as folder, serving(folder) as server:
        unit, other = synthetic_units()
        unfinished()
        people = typists(server.port, unit, arguments.writers)
        tally = write_together(people, arguments.edits, arguments.cells)
        wrong = [*tally.wrong, *faults(unit), *missing(unit, tally)]
        print(f"{len(tally.saved)} saves by {arguments.writers} writers, {tally.conflicts} told both values")
        wrong += equal_saves(people[0], unit)
        wrong += equal_jobs(server.port, unit)
        wrong += equal_submissions(server.port, other)
    for sentence in wrong:
        print(sentence)
    print("BROKEN" if wrong else "held")
    sys.exit(1 if wrong else 0)


# -- the same cells ----------------------------------------------------------------------------------------------------


@dataclass
class Tally:
    """What writers were told."""

    saved: list[int] = field(default_factory=list)
    """Every amount that was said to be saved; each writer types amounts that nobody else types."""
    conflicts: int = 0
    wrong: list[str] = field(default_factory=list)


def write_together(people: Sequence[Typist], edits: int, cells: int, seed: int = 1) -> Tally:
    """Let everybody make so many edits of the same few cells at the same time."""
    tally = Tally()

    def write(number: int) -> None:
        person, die = people[number], random.Random(seed * 1000 + number)  # noqa: S311 -- a die, no secret
        person.look()
        anchors = person.money_cells()[:cells]
        for edit in range(edits):
            amount = (number + 1) * 1_000_000 + edit * 100 + seed
            _write_one(person, die.choice(anchors), amount, tally)

    at_once([lambda number=number: write(number) for number in range(len(people))])
    return tally


def _write_one(person: Typist, anchor: str, amount: int, tally: Tally) -> None:
    """Type an amount until it is saved; look again after each conflict."""
    for _ in range(200):
        answer = person.save({anchor: amount})
        if answer.saved:
            tally.saved.append(amount)
            return
        told = answer.told.get("cells", {}).get(anchor, {})
        if answer.states.get(anchor) != "conflict" or not both_values(told, amount):
            tally.wrong.append(f"{anchor}: {answer.status} {answer.told}"[:300])
            return
        tally.conflicts += 1
        person.look()
    tally.wrong.append(f"{anchor}: {amount} never got its turn")


def both_values(told: dict[str, object], amount: int) -> bool:
    """Return whether a conflict tells what was typed and what stands saved, and who saved it."""
    mine = "".join(sign for sign in str(told.get("mine", "")).split(";")[0] if sign.isdigit())
    return mine == str(amount) and bool(told.get("theirs")) and str(told.get("told", "")).startswith("Disimpan ")


def missing(unit: object, tally: Tally) -> list[str]:
    """Return what the trail lacks of what was said to be saved, or has twice."""
    kept = Counter(int(float(one["after"]["amount"] or 0)) for told in saves(unit).values() for one in told)
    return [f"{amount} stands {kept[amount]} times in the trail" for amount in tally.saved if kept[amount] != 1]


def at_once(works: Sequence[Callable[[], object]]) -> list[object]:
    """Do works at the same time, begun together; return their results, errors among them."""
    found: list[object] = [None] * len(works)
    start = threading.Barrier(len(works))

    def run(number: int) -> None:
        start.wait()
        try:
            found[number] = works[number]()
        except Exception as error:  # noqa: BLE001 -- told by whoever asked
            found[number] = error

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for error in found:
        if isinstance(error, Exception):
            raise error
    return found


# -- ten times the same ------------------------------------------------------------------------------------------------


def equal_saves(person: Typist, unit: object) -> list[str]:
    """Send one save ten times at once: all are told that it is saved, and the trail has it once."""
    person.look()
    anchor, amount = person.money_cells()[-1], 4_711_000
    before = sum(map(len, saves(unit).values()))
    twins = [Typist(person.send, person.account, person.grid, dict(person.cells)) for _ in range(EQUAL)]
    answers: list[Answer] = at_once([lambda twin=twin: twin.save({anchor: amount}) for twin in twins])
    written = sum(map(len, saves(unit).values())) - before
    told = sum(answer.saved for answer in answers)
    print(f"{EQUAL} equal saves: {told} told saved, {written} written")
    return [] if (told, written) == (EQUAL, 1) else [f"{EQUAL} equal saves: {told} told saved, {written} written"]


def equal_jobs(port: int, unit: object) -> list[str]:
    """Ask ten times at once for all files of a quarter: one job."""
    from agreements.models import User  # noqa: PLC0415 -- after django.setup()
    from reports.models import Batch  # noqa: PLC0415

    send = line(port, session_of(User.objects.get(username="organisasi")))
    form = {"jenis": "reports", "unit": unit.slug}
    answers = at_once([lambda: send("POST", f"/unduhan/{YEAR}/{QUARTER}/mulai/", form)[0] for _ in range(EQUAL)])
    made = Batch.objects.count()
    print(f"{EQUAL} equal requests for downloads: {made} job")
    return [] if made == 1 else [f"{made} jobs, answers {answers}"]


def equal_submissions(port: int, unit: object) -> list[str]:
    """Hand one report in ten times at once: one submission, one line of the trail."""
    from reports.models import Event, ReportSummary, Submission  # noqa: PLC0415 -- after django.setup()

    sound = ReportSummary.objects.filter(position__unit=unit, year=YEAR, quarter=QUARTER, errors=0)
    post = sound.exclude(position__superior=None).select_related("position").first().position
    person = typists(port, unit, 1)[0]
    address = f"/laporan/{unit.slug}/{post.slug}/{YEAR}/{QUARTER}/ajukan/"
    form = Fields.of(person.send("GET", address, None)[1].decode())
    before = Submission.objects.filter(report__position=post).count()
    answers = at_once([lambda: person.send("POST", address, form)[0] for _ in range(EQUAL)])
    handed_in = Submission.objects.filter(report__position=post).count() - before
    told = Event.objects.filter(unit=unit, action="submit_report").count()
    sentence = f"{EQUAL} equal submissions: {handed_in} handed in, {told} in the trail, {sorted(answers)}"
    print(sentence)
    return [] if (handed_in, told) == (1, 1) else [sentence]


class Fields(HTMLParser):
    """Reads the fields of the page on which a report is handed in; every warning gets a reason."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    @classmethod
    def of(cls, page: str) -> dict[str, str]:
        """Return them by name."""
        parser = cls()
        parser.feed(page)
        return parser.found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take a field in."""
        told = dict(attrs)
        if tag == "textarea":
            self.found[told["name"]] = "Sudah diperiksa bersama pelaksana kegiatan."
        elif tag == "input" and told.get("type") == "hidden":
            self.found[told["name"]] = told.get("value") or ""


if __name__ == "__main__":
    main()
