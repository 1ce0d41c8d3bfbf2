"""What the pages of the desk cost. Run from the top: `LKJIP_DEMO=1 python -m benchmarks.pages [--json] [--rounds 40]`.

Over the database of the environment, which `manage.py generate_scale` has filled: 21 kecamatan, twelve officials each,
four quarters, beside the demo. Requests go through the whole application in this process, signed in as the demo's
accounts, through the same door as those of the web server. p50 and p95 are by the clock, in milliseconds, until the
whole answer is there, so neighbours on the machine count; `processor` and `busy95` are this process alone (the median,
and its 95th percentile), without what PostgreSQL spends; `after` is what it does once the answer is sent (on average);
`queries` are those of one request.

Below the pages stands the longest grid, of 130 rows with figures in all of them, which a kecamatan of the demo is given
for the time of the measurement, and what the checks of a whole office of twelve take without a page: from the rows, and
from inputs that are loaded already.
"""

import os
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any, NamedTuple
from unittest.mock import patch

from benchmarks.common import options, p95, show
from benchmarks.grown import UNIT, grow

QUARTER = 3
ROUNDS = 40
LONGEST = 130
GROWN_GRID = f"/unit/{UNIT}/2024/2/isian/"
HEAD = f"{'':26} {'p50':>8} {'p95':>8} {'processor':>10} {'busy95':>8} {'after':>6} {'queries':>8} {'kB':>6}"
ROW = (
    "{name:26} {figure[p50]:8.1f} {figure[p95]:8.1f} {figure[processor]:10.1f} {figure[busy95]:8.1f}"
    " {figure[after]:6.1f} {figure[queries]:8} {figure[kB]:6}"
)

# name: (account, address). {place} is a kecamatan of the database without its 'kecamatan-', {year} its year.
PAGES: Mapping[str, tuple[str, str]] = {
    "home": ("organisasi", "/"),
    "board": ("organisasi", "/papan/{year}/{quarter}/"),
    "board, late ones": ("organisasi", "/papan/{year}/{quarter}/?waktu=terlambat"),
    "board of the year": ("organisasi", "/papan/{year}/"),
    "reception": ("organisasi", "/penerimaan/{year}/{quarter}/"),
    "comparison": ("organisasi", "/perbandingan/{year}/{quarter}/"),
    "comparison, one programme": ("organisasi", "/perbandingan/{year}/{quarter}/?program=7.01.01"),
    "cost comparison": ("organisasi", "/perbandingan/{year}/{quarter}/biaya/"),
    "recaps": ("organisasi", "/rekap/{year}/{quarter}/"),
    "downloads": ("organisasi", "/unduhan/"),
    "downloads of a quarter": ("organisasi", "/unduhan/{year}/{quarter}/"),
    "notices": ("organisasi", "/pemberitahuan/"),
    "home of a camat": ("camat-{place}", "/"),
    "office": ("camat-{place}", "/unit/kecamatan-{place}/{year}/{quarter}/ringkasan/"),
    "inbox": ("camat-{place}", "/kotak-masuk/"),
    "unit": ("operator-{place}", "/unit/kecamatan-{place}/{year}/{quarter}/"),
    "entry grid": ("operator-{place}", "/unit/kecamatan-{place}/{year}/{quarter}/isian/"),
    "checks of a unit": ("operator-{place}", "/unit/kecamatan-{place}/{year}/{quarter}/periksa/"),
    "report of a camat": ("camat-{place}", "/laporan/kecamatan-{place}/camat/{year}/{quarter}/"),
}


def main() -> None:
    """Print the figures, as a table or as JSON."""
    parser = options(__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="requests of each page")
    arguments = parser.parse_args()
    show(measure(arguments.rounds), as_json=arguments.json, row=ROW, head=HEAD)


def measure(rounds: int) -> dict[str, dict[str, float]]:
    """Return p50, p95, processor time, queries and size of each page."""
    places = where()
    figures = {
        name: cost(account.format(**places), address.format(**places), rounds)
        for name, (account, address) in PAGES.items()
    }
    with longer_grid():
        figures[f"entry grid, {LONGEST} rows"] = cost("operator", GROWN_GRID, rounds)
    return figures | checked(places, rounds)


@contextmanager
def longer_grid() -> Iterator[None]:
    """Give the demo's kecamatan a grid of `LONGEST` rows while this lasts; nothing of it stays."""
    from django.db import transaction  # noqa: PLC0415 -- after django.setup()

    from agreements.models import Unit  # noqa: PLC0415
    from reports.refreshing import refresh_summaries  # noqa: PLC0415

    with within_transaction(), transaction.atomic():
        grow(LONGEST, filled=True)
        refresh_summaries(Unit.objects.get(slug=UNIT))
        yield
        transaction.set_rollback(True)


def within_transaction() -> AbstractContextManager:
    """Keep the connection between two requests, which Django would close where it is within a transaction."""
    from django.db import connections  # noqa: PLC0415 -- after django.setup()

    return patch.object(connections["default"], "close_if_unusable_or_obsolete")


def checked(places: Mapping[str, object], rounds: int) -> dict[str, dict[str, float]]:
    """Return what it costs to check all reports of an office."""
    from agreements.models import Unit  # noqa: PLC0415 -- after django.setup()
    from reports.checks import check_report  # noqa: PLC0415
    from reports.computation import compute_facts  # noqa: PLC0415
    from reports.layouts import compute_in_form  # noqa: PLC0415
    from reports.outputs import check_unit  # noqa: PLC0415
    from reports.period import Quarter  # noqa: PLC0415

    unit, when = Unit.objects.get(slug=f"kecamatan-{places['place']}"), Quarter(places["year"], QUARTER)
    loaded = [row.inputs for row in check_unit(unit, when)]

    def pure() -> None:
        facts = {id(inputs.facts): inputs.facts for inputs in loaded}
        results = {key: compute_facts(value) for key, value in facts.items()}
        for inputs in loaded:
            check_report(inputs, compute_in_form(inputs, results[id(inputs.facts)]))

    return {
        "office, rows to findings": repeated(lambda: list(check_unit(unit, when)), rounds),
        "office, inputs to findings": repeated(pure, rounds),
    }


def repeated(work: Callable[[], object], rounds: int) -> dict[str, float]:
    """Return what some work costs that sends nothing."""
    with counted() as queries:
        work()
    taken = []
    for _ in range(rounds):
        begun, busy = time.perf_counter(), time.process_time()
        work()
        taken.append(Taken((time.perf_counter() - begun) * 1000, (time.process_time() - busy) * 1000, 0))
    return told(taken, len(queries), 0)


def where() -> dict[str, object]:
    """Return what stands for the places of the addresses: the first synthetic kecamatan that reports in a quarter."""
    from agreements.models import User  # noqa: PLC0415 -- after django.setup()
    from reports.models import Report  # noqa: PLC0415

    operators = User.objects.filter(username__startswith="operator-", grants__isnull=False)
    known = {name.removeprefix("operator-") for name in operators.values_list("username", flat=True)}
    found = Report.objects.filter(quarter=QUARTER, position__slug="camat").order_by("-year", "position__unit__slug")
    for slug, year in found.values_list("position__unit__slug", "year"):
        place = slug.removeprefix("kecamatan-")
        if place in known and User.objects.filter(username=f"camat-{place}").exists():
            return {"place": place, "year": year, "quarter": QUARTER}
    raise SystemExit("Nothing to measure: run LKJIP_DEMO=1 python manage.py generate_scale --units 21 --year 2024")


def cost(account: str, address: str, rounds: int) -> dict[str, float]:
    """Return what a page costs, once everything that is kept in the process is there."""
    from django.core.handlers.wsgi import WSGIHandler  # noqa: PLC0415 -- after django.setup()
    from django.test import Client  # noqa: PLC0415

    from agreements.models import User  # noqa: PLC0415

    client = Client()
    client.force_login(User.objects.get(username=account))
    cookies = "; ".join(f"{name}={cookie.value}" for name, cookie in client.cookies.items())
    answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answers {answer.status_code} to {account}")
    with counted() as queries:
        client.get(address)
    application = WSGIHandler()
    taken = [once(application, address, cookies) for _ in range(rounds)]
    return told(taken, len(queries), len(answer.content) // 1000)


class Taken(NamedTuple):
    """Milliseconds of a request: by the clock and of this process until the answer is there, and after it."""

    clock: float
    busy: float
    after: float


def told(taken: Sequence[Taken], queries: int, kilobytes: int) -> dict[str, float]:
    """Return the figures of some rounds."""
    busy = [row.busy for row in taken]
    return {
        "p50": round(statistics.median(row.clock for row in taken), 1),
        "p95": round(p95([row.clock for row in taken]), 1),
        "processor": round(statistics.median(busy), 1),
        "busy95": round(p95(busy), 1),
        "after": round(statistics.mean(row.after for row in taken), 1),
        "queries": queries,
        "kB": kilobytes,
    }


def once(application: Callable[..., Any], address: str, cookies: str) -> Taken:
    """Ask for a page as the web server does: the answer is sent whole, then closed."""
    from django.test import RequestFactory  # noqa: PLC0415 -- after django.setup()

    environment = RequestFactory().get(address, headers={"Cookie": cookies}).environ
    statuses: list[str] = []
    begun, busy = time.perf_counter(), time.process_time()
    answer = application(environment, lambda status, _headers: statuses.append(status))
    b"".join(answer)
    there, worked = time.perf_counter(), time.process_time()
    answer.close()
    if not statuses[0].startswith("200"):
        raise SystemExit(f"{address} answers {statuses[0]}")
    return Taken(
        *((end - start) * 1000 for start, end in ((begun, there), (busy, worked), (worked, time.process_time())))
    )


@contextmanager
def counted():
    """Collect the statements of what happens inside."""
    from django.db import connection  # noqa: PLC0415 -- after django.setup()

    found: list[str] = []

    def note(execute, sql, params, many, context):
        found.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found


def ready() -> None:
    """Load everything as a process that serves pages does."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lkjip.settings")
    from django.conf import settings  # noqa: PLC0415 -- the environment names the settings first

    from lkjip import wsgi  # noqa: PLC0415

    assert wsgi.application
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]


if __name__ == "__main__":
    ready()
    main()
