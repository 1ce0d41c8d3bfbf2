"""What pages weigh on the wire, and when they can be used. Run from the top: `python -m benchmarks.weight [--json]`.

A server with the settings of a real place (compressed files with hashed names) over the demo's Kecamatan Rowokangkung,
its budget grown until the entry grid has 130 rows to fill in. Chromium counts the bytes that arrive, with an empty
cache and again with what it kept; then once more with an empty cache through a line of 400 kbit/s with 400 ms to the
server, until the page can be used. Requests to the grid are timed one by one, by the clock: neighbours count.
"""

import os
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from benchmarks.common import TOP, options, p95, show

UNIT, QUARTER = "kecamatan-rowokangkung", "2024/2"
GRID = f"/unit/{UNIT}/{QUARTER}/isian/"
PAGES = {"login": "/masuk/", "home": "/", "grid": GRID}
ROWS = 130
REQUESTS = 40
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
"""400 kbit/s both ways, in bytes a second."""


@dataclass(frozen=True)
class Weight:
    """What a page weighs on the wire, in kB (1,000 bytes), and who else was asked for a part of it."""

    first: float
    """With an empty cache."""
    repeat: float
    script: float
    """Of the first load, compressed as it came."""
    foreign: frozenset[str]


BOUNDS = Weight(first=150, repeat=30, script=60, foreign=frozenset())
"""The most that each page may weigh; `tests/browser/test_weight.py` holds them to it."""


def main() -> None:
    """Print the figures, as a table or as JSON."""
    as_json = options(__doc__).parse_args().json
    show(measure(), as_json=as_json, row="{name:24} {figure}")


def measure() -> dict[str, object]:
    """Return kB (1,000 bytes) per page, seconds until it can be used, and milliseconds of the server."""
    figures: dict[str, object] = {"rows": ROWS}
    with served() as (address, password), sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"]
        )
        state = signed_in(browser, address, password)
        weights = weigh(browser, address, state)
        for name, weight in weights.items():
            slow = visitor(browser, name, state)
            figures |= {
                f"{name} first kB": weight.first,
                f"{name} repeat kB": weight.repeat,
                f"{name} script kB": weight.script,
                f"{name} usable s": round(load(slow, address + PAGES[name], SLOW)["seconds"], 2),
            }
            slow.close()
        figures["foreign hosts"] = sorted(frozenset().union(*(weight.foreign for weight in weights.values())))
        context = browser.new_context(storage_state=state)
        figures |= timed("grid", lambda: context.request.get(address + GRID))
        figures |= timed("autosave", autosave(context, address))
        browser.close()
    return figures


def weigh(browser: Browser, address: str, state: dict) -> dict[str, Weight]:
    """Return what each page weighs, by its name."""
    found = {}
    for name, path in PAGES.items():
        context = visitor(browser, name, state)
        first = load(context, address + path)
        again = load(context, address + path)
        context.close()
        foreign = (first["hosts"] | again["hosts"]) - {urlsplit(address).hostname}
        found[name] = Weight(first["bytes"] / 1000, again["bytes"] / 1000, first["script"] / 1000, frozenset(foreign))
    return found


def visitor(browser: Browser, name: str, state: dict) -> BrowserContext:
    """Return a browser with an empty cache for a page; who logs in has no cookies yet."""
    return browser.new_context(storage_state=None if name == "login" else state)


def load(context: BrowserContext, address: str, line: dict[str, object] | None = None) -> dict[str, object]:
    """Open a page in a new tab; return what came over the wire, and how long it took until it can be used."""
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    if line:
        wire.send("Network.emulateNetworkConditions", line)
    kinds: dict[str, str] = {}
    found = {"bytes": 0, "script": 0, "hosts": set()}

    def responded(event: dict) -> None:
        kinds[event["requestId"]] = event["type"]
        if event["response"]["url"].startswith("http"):
            found["hosts"].add(urlsplit(event["response"]["url"]).hostname)

    def finished(event: dict) -> None:
        found["bytes"] += event["encodedDataLength"]
        if kinds.get(event["requestId"]) == "Script":
            found["script"] += event["encodedDataLength"]

    wire.on("Network.responseReceived", responded)
    wire.on("Network.loadingFinished", finished)
    start = time.monotonic()
    page.goto(address, wait_until="commit")
    usable(page)
    found["seconds"] = time.monotonic() - start
    page.wait_for_load_state("networkidle")
    page.close()
    return found


def usable(page: Page) -> None:
    """Wait until somebody can work: the grid's script has spoken, another page has come to its end."""
    if page.url.endswith("/isian/"):
        page.get_by_text("Setiap isian disimpan sendiri.").wait_for()
    else:
        page.wait_for_load_state("load")


def timed(name: str, request: Callable[[], object]) -> dict[str, float]:
    """Return median and 95th percentile of a request, in milliseconds by the clock."""
    request()
    found = []
    for _ in range(REQUESTS):
        start = time.monotonic()
        response = request()
        found.append((time.monotonic() - start) * 1000)
        if response.status != 200:
            raise RuntimeError(f"{name}: {response.status}")
    return {
        f"{name} median ms": round(statistics.median(found)),
        f"{name} p95 ms": round(p95(found)),
    }


def autosave(context: BrowserContext, address: str) -> Callable[[], object]:
    """Return what saves another amount into one cell each time, as the grid's script does."""
    page = context.new_page()
    page.goto(address + GRID)
    account = page.locator("#isian").get_attribute("data-account")
    cell = page.locator(".budget-table input[data-number]").last
    anchor = cell.get_attribute("name").removesuffix("-nilai")
    data = {
        "akun": account,
        **{
            f"{anchor}-{part}": page.locator(f"[name={anchor}-{part}]").input_value()
            for part in ("nilai", "ket", "alasan", "versi", "awal")
        },
    }
    token = page.locator("[name=csrfmiddlewaretoken]").first.input_value()
    page.close()
    amount = iter(range(1_000_000))

    def save() -> object:
        data[f"{anchor}-nilai"] = str(next(amount))
        response = context.request.post(
            f"{address}{GRID}sel/", form=data, headers={"X-CSRFToken": token, "Referer": address}
        )
        told = response.json()["cells"][anchor]
        if told["state"] != "saved":
            raise RuntimeError(told)
        data[f"{anchor}-versi"], data[f"{anchor}-awal"] = str(told["version"]), told["original"]
        return response

    return save


def signed_in(browser: Browser, address: str, password: str) -> dict:
    """Sign in as the operator and return the cookies."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}/masuk/")
    page.get_by_label("Nama pengguna").fill("operator")
    page.get_by_label("Kata sandi").fill(password)
    page.get_by_role("button", name="Masuk").click()
    page.wait_for_url(f"{address}/")
    state = context.storage_state()
    context.close()
    return state


@contextmanager
def served() -> Iterator[tuple[str, str]]:
    """Serve the grown demo as a real place does; yields its address, and the password of the operator."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        password = secrets.token_urlsafe(16)
        here = {**os.environ, "LKJIP_VAR_DIR": folder, "DATABASE_URL": f"sqlite:///{folder}/lkjip.sqlite3"}
        place = {
            **here,
            "LKJIP_DEMO": "0",
            "SECRET_KEY": secrets.token_urlsafe(64),
            "PUBLIC_URL": "https://localhost",
            "SECURE_SSL_REDIRECT": "0",
        }
        run("-m", "benchmarks.grown", password, str(ROWS), env={**here, "LKJIP_DEMO": "1"}).wait()
        run("manage.py", "collectstatic", "--no-input", "-v0", env=place).wait()
        kind = ("--worker-class", "gthread", "--threads", "4", "--log-level", "warning")
        server = run("-m", "gunicorn", "lkjip.wsgi", "--bind", f"127.0.0.1:{port}", *kind, env=place)
        try:
            wait_for(port)
            # Browsers take cookies for https alone from this name too.
            yield f"http://localhost:{port}", password
        finally:
            server.terminate()
            server.wait()


def run(*words: str, env: dict[str, str]) -> subprocess.Popen:
    """Start Python with some words at the top of the project."""
    command = [sys.executable, *words]
    return subprocess.Popen(command, cwd=TOP, env={**env, "LOG_LEVEL": "WARNING"})  # noqa: S603 -- only our own words


def wait_for(port: int) -> None:
    """Wait until something listens."""
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the server does not start")


if __name__ == "__main__":
    main()
