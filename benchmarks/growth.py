"""How pages grow with the kabupaten. From the top: `LKJIP_DEMO=1 python -m benchmarks.growth [--json] [--rounds 40]`.

Board, recap (page and workbook) and entry grid at 1, 21 and 210 kecamatan of twelve officials, with one year and with
five. Each size has a database of its own: a file in `--folder`, filled by `manage.py generate_scale` the first time, at
the lowest priority (210 of five years take half an hour of a core), or that of `--database`, an address in which
`{size}` stands for the size ('postgres:///growth{size}', which must be there; the size is '210x5'). Each page is asked
for in a process of its own: p50 and p95 by the clock, processor time and queries as in `benchmarks.pages`, and the
largest size that the process had, in MB, beyond what it had before the first request. `units` compares the processor
time with that of fewer units before it, `years` with that of the fewest years.
"""

import hashlib
import json
import os
import resource
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks import pages
from benchmarks.common import TOP, options, show

UNITS, YEARS = (1, 21, 210), (1, 5)
ROUNDS = 40
YEAR = 2024
ONE = "--page"
HEAD = f"{'':22} {'p50':>8} {'p95':>8} {'processor':>10} {'units':>6} {'years':>6} {'queries':>8} {'kB':>6} {'MB':>6}"
ROW = (
    "{name:22} {figure[p50]:8.1f} {figure[p95]:8.1f} {figure[processor]:10.1f} {figure[units]:6.2f}"
    " {figure[years]:6.2f} {figure[queries]:8} {figure[kB]:6} {figure[MB]:6.1f}"
)

PAGES: Mapping[str, tuple[str, str]] = {
    "board": pages.PAGES["board"],
    "recap": pages.PAGES["recaps"],
    "recap, workbook": ("organisasi", "/rekap/{year}/{quarter}/capaian.xlsx"),
    "entry grid": pages.PAGES["entry grid"],
}


def main(words: Sequence[str] | None = None) -> None:
    """Print the figures of all sizes; inside a process of its own, those of one page."""
    parser = options(__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="requests of each page")
    parser.add_argument("--units", type=int, nargs="+", default=UNITS, help="how many kecamatan, the fewest first")
    parser.add_argument("--years", type=int, nargs="+", default=YEARS, help="of how many years, the fewest first")
    parser.add_argument("--folder", type=Path, default=TOP / "var" / "growth", help="where databases are kept")
    parser.add_argument("--database", default="", help="address of a database, with {size} in it")
    parser.add_argument(ONE, choices=PAGES, help="measure this page alone, over the database of the environment")
    arguments = parser.parse_args(words)
    if arguments.rounds < 2:
        parser.error("--rounds: two at least, for a 95th percentile")
    if arguments.page:
        print(json.dumps(one(arguments.page, arguments.rounds)))
        return
    sizes = [Size(units, years) for years in arguments.years for units in arguments.units]
    places = {size: filled(size, arguments.folder, arguments.database) for size in sizes}
    figures = {
        (page, size): apart(page, arguments.rounds, environment)
        for page in PAGES
        for size, environment in places.items()
    }
    show(compared(figures), as_json=arguments.json, row=ROW, head=HEAD)


class Size(NamedTuple):
    """How large a kabupaten is."""

    units: int
    years: int

    def __str__(self) -> str:
        return f"{self.units}x{self.years}"


def filled(size: Size, folder: Path, database: str) -> dict[str, str]:
    """Return the environment of a database of some size, filled where it was empty."""
    place = folder.resolve() / str(size)
    place.mkdir(parents=True, exist_ok=True)
    address = database.format(size=size) or f"sqlite:///{place}/lkjip.sqlite3"
    environment = {**os.environ, "LKJIP_DEMO": "1", "LKJIP_VAR_DIR": str(place), "DATABASE_URL": address}
    manage("migrate", "-v0", environment=environment)
    mark = place / f"filled-{hashlib.sha256(address.encode()).hexdigest()[:12]}"
    if not mark.exists():
        words = ("--units", str(size.units), "--year", str(YEAR), "--years", str(size.years))
        manage("generate_scale", *words, environment=environment)
        mark.touch()
    manage("refresh_summaries", environment=environment)
    return environment


def manage(*words: str, environment: Mapping[str, str]) -> None:
    """Run a command of `manage.py` behind all others; its output goes nowhere, what goes wrong ends this."""
    command = ["nice", "-n", "19", sys.executable, str(TOP / "manage.py"), *words]
    subprocess.run(command, env=environment, cwd=TOP, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 -- our own


def apart(page: str, rounds: int, environment: Mapping[str, str]) -> dict[str, float]:
    """Measure a page in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.growth", ONE, page, "--rounds", str(rounds)]
    done = subprocess.run(command, env=environment, cwd=TOP, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603
    return json.loads(done.stdout.splitlines()[-1])


def one(page: str, rounds: int) -> dict[str, float]:
    """Measure a page over the database of the environment, in a process that has done nothing else."""
    pages.ready()
    account, address = PAGES[page]
    places = pages.where()
    before = largest()
    figures = pages.cost(account.format(**places), address.format(**places), rounds)
    return {**figures, "MB": round(largest() - before, 1)}


def largest() -> float:
    """Return the largest size that this process had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def compared(figures: Mapping[tuple[str, Size], Mapping[str, float]]) -> dict[str, dict[str, float]]:
    """Return the figures by name, with the ratios of processor time to fewer units, and to fewer years."""
    found: dict[str, dict[str, float]] = {}
    last: dict[tuple[str, int], float] = {}
    first: dict[tuple[str, int], float] = {}
    for (page, size), row in figures.items():
        spent = row["processor"]
        fewer = {
            "units": last.get((page, size.years), spent),
            "years": first.setdefault((page, size.units), spent),
        }
        found[f"{page}, {size}"] = {**row, **{name: round(spent / other, 2) for name, other in fewer.items()}}
        last[page, size.years] = spent
    return found


if __name__ == "__main__":
    main()
