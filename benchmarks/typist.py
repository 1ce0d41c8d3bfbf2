"""Accounts that type into the entry grid as `static/js/grid.js` does: over HTTP on this machine, or in this process."""

import http.client
import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode

TOKEN = "a" * 32
"""Cookie and header of the same content: what Django asks of a form."""

Send = Callable[[str, str, Mapping[str, str] | None], tuple[int, bytes]]
"""(method, path, fields) -> (status, body)"""


def line(port: int, session: str, patience: int = 60) -> Send:
    """Return what sends requests of a session to a server on this machine, each on a line of its own."""

    def send(method: str, path: str, data: Mapping[str, str] | None = None) -> tuple[int, bytes]:
        headers = {"Cookie": f"sessionid={session}; csrftoken={TOKEN}", "Accept": "application/json"}
        if data is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": TOKEN}
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=patience)
        try:
            connection.request(method, path, urlencode(data) if data is not None else None, headers)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    return send


@dataclass
class Answer:
    """What became of a save: the status, the state of each cell that was sent, and all that was told."""

    status: int
    states: Mapping[str, str]
    told: Mapping[str, object]
    milliseconds: float

    @property
    def saved(self) -> bool:
        """Whether every cell was saved."""
        return self.status == 200 and set(self.states.values()) == {"saved"}


@dataclass
class Typist:
    """Somebody at the grid of a unit and quarter. `account` is the id of the account that is signed in."""

    send: Send
    account: int
    grid: str
    """Address of the grid."""
    cells: dict[str, dict[str, object]] = field(default_factory=dict)
    """By anchor: what stands in a cell as this page knows it."""

    def look(self) -> None:
        """See what stands in all cells."""
        status, body = self.send("GET", f"{self.grid}sel/", None)
        if status != 200:
            raise ConnectionError(f"{self.grid}: {status}")
        self.cells = json.loads(body)["cells"]

    def money_cells(self) -> list[str]:
        """Return the anchors of the cells that take an amount, in order."""
        return sorted(anchor for anchor in self.cells if anchor.startswith("anggaran-"))

    def save(self, amounts: Mapping[str, int], note: str | None = None) -> Answer:
        """Send amounts into cells, by anchor, together; a save that is taken is what this page knows from then on."""
        data = {"akun": str(self.account)}
        for anchor, amount in amounts.items():
            cell = self.cells[anchor]
            data |= {name: str(text) for name, text in cell["fields"].items()}
            data |= {f"{anchor}-nilai": str(amount), f"{anchor}-versi": str(cell["version"])}
            data[f"{anchor}-awal"] = str(cell["original"])
            if note is not None:
                data[f"{anchor}-ket"] = note
        begun = time.perf_counter()
        status, body = self.send("POST", f"{self.grid}sel/", data)
        took = (time.perf_counter() - begun) * 1000
        try:
            told = json.loads(body)
        except ValueError:
            told = {}
        cells = {anchor: told["cells"][anchor] for anchor in amounts} if status == 200 else {}
        for anchor, cell in cells.items():
            if cell["state"] == "saved":
                self.cells[anchor] = cell
        return Answer(status, {anchor: cell["state"] for anchor, cell in cells.items()}, told, took)


@contextmanager
def at_work(count: int, work: Callable[[int, threading.Event], None]) -> Iterator[None]:
    """Let people work side by side during the block; each is told its number and when it is over, and finishes."""
    over = threading.Event()
    threads = [threading.Thread(target=work, args=(at, over)) for at in range(count)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()
