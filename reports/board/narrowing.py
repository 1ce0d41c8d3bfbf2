"""What an address narrows the board to, and in which order the units stand: read, applied and written back. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from agreements.enums import UnitKind
from reports.board.cells import REMIND_AGAIN, STATES, Cell, PostKind, Timing, UnitRow

OWED = "belum-diajukan"
"""The states in which a report is still with its makers, asked for together."""

STATE_CHOICES: Mapping[str, str] = {OWED: "Belum diajukan (semua)", **STATES}
TIMES: Mapping[str, str] = {
    "jatuh-tempo": "Jatuh tempo, masih di unit",
    Timing.OVERDUE: "Lewat batas, belum pernah diajukan",
    Timing.TODAY: "Batas waktunya hari ini, belum pernah diajukan",
    Timing.RUNNING: "Masih ada waktu, belum pernah diajukan",
    "diajukan-terlambat": "Diajukan terlambat",
    "terlambat": "Lewat batas atau diajukan terlambat",
    Timing.IN_TIME: "Tepat waktu",
}
POSTS: Mapping[str, str] = {
    PostKind.CAMAT: "Camat",
    PostKind.SEKRETARIS: "Sekretaris",
    PostKind.KASUBBAG: "Kasubbag",
    PostKind.KASI: "Kasi",
    PostKind.STAF: "Staf pelaksana",
    PostKind.HEAD: "Kepala perangkat daerah",
}
KINDS: Mapping[str, str] = {kind.value: kind.label for kind in UnitKind if kind != UnitKind.REGENCY}
MARKS: Mapping[str, str] = {
    "galat": "Ada galat",
    "peringatan": "Ada peringatan",
    "temuan": "Ada galat atau peringatan",
    "berubah": "Berubah sesudah diajukan",
    "belum-diingatkan": f"Jatuh tempo, belum diingatkan {REMIND_AGAIN} hari ini",
    "diingatkan": f"Sudah diingatkan {REMIND_AGAIN} hari ini",
}
ORDERS: Mapping[str, str] = {
    "": "Nama unit",
    "terlambat": "Terbanyak lewat batas atau terlambat",
    "diterima": "Terbanyak belum diterima",
    "temuan": "Terbanyak galat",
}

ON_TIME: Mapping[str, Callable[[Cell], bool]] = {
    "terlambat": lambda cell: cell.late,
    "jatuh-tempo": lambda cell: cell.pressing,
    "diajukan-terlambat": lambda cell: cell.timing == Timing.LATE,
}
MARKED: Mapping[str, Callable[[Cell], bool]] = {
    "galat": lambda cell: bool(cell.errors),
    "peringatan": lambda cell: bool(cell.warnings),
    "temuan": lambda cell: bool(cell.errors or cell.warnings),
    "berubah": lambda cell: cell.changed,
    "belum-diingatkan": lambda cell: cell.unreminded,
    "diingatkan": lambda cell: cell.reminded_lately,
}
OF_REMINDERS = frozenset({"belum-diingatkan", "diingatkan"})
"""Marks that follow from no finding."""

FIRST: Mapping[str, Callable[[UnitRow], int]] = {
    "terlambat": lambda row: -row.counts.late,
    "diterima": lambda row: row.counts.received - row.counts.total,
    "temuan": lambda row: -row.counts.errors,
}

MOST_SOUGHT = 100
"""Characters of a search; more is no name."""


@dataclass(frozen=True)
class Narrowing:
    """What the address asks for; '' for everything. What it can't mean narrows nothing."""

    state: str = ""
    time: str = ""
    post: str = ""
    kind: str = ""
    mark: str = ""
    unit: str = ""
    words: str = ""
    order: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "Narrowing":
        """Read the query of an address."""

        def among(name: str, choices: Mapping[str, str]) -> str:
            value = asked.get(name, "")
            return value if value in choices else ""

        return cls(
            state=among("status", STATE_CHOICES),
            time=among("waktu", TIMES),
            post=among("jabatan", POSTS),
            kind=among("jenis", KINDS),
            mark=among("tanda", MARKS),
            unit=asked.get("unit", "").strip()[:MOST_SOUGHT],
            words=" ".join(asked.get("cari", "").replace("\0", " ").split())[:MOST_SOUGHT],
            order=among("urut", ORDERS),
        )

    @property
    def parameters(self) -> dict[str, str]:
        """The query again, without what asks for everything."""
        named = {
            "status": self.state,
            "waktu": self.time,
            "jabatan": self.post,
            "jenis": self.kind,
            "tanda": self.mark,
            "unit": self.unit,
            "cari": self.words,
            "urut": self.order,
        }
        return {name: value for name, value in named.items() if value}

    @property
    def query(self) -> str:
        """The query as an address carries it: '' or 'status=draft&cari=camat'."""
        return urlencode(self.parameters)

    def __bool__(self) -> bool:
        """Whether anything is left out."""
        return bool(self.parameters.keys() - {"urut"})

    @property
    def rests_on_findings(self) -> bool:
        """Whether nobody can say what is shown first without knowing what the checks find in everything."""
        return bool(self.mark and self.mark not in OF_REMINDERS) or self.order == "temuan"

    def keep(self, cells: Iterable[Cell]) -> tuple[Cell, ...]:
        """Return the cells that the address asks for."""
        tests = tuple(self._tests())
        return tuple(cell for cell in cells if all(test(cell) for test in tests))

    def _tests(self) -> Iterable[Callable[[Cell], bool]]:
        if self.state:
            yield lambda cell: cell.owed if self.state == OWED else cell.state == self.state
        if self.time:
            yield ON_TIME.get(self.time, lambda cell: cell.timing == self.time)
        if self.post:
            yield lambda cell: cell.post.kind == self.post
        if self.kind:
            yield lambda cell: cell.post.unit_kind == self.kind
        if self.mark:
            yield MARKED[self.mark]
        if self.unit:
            yield lambda cell: cell.post.unit_slug == self.unit
        if self.words:
            sought = self.words.casefold().split()
            yield lambda cell: all(word in _haystack(cell) for word in sought)


def _haystack(cell: Cell) -> str:
    return f"{cell.post.unit} {cell.post.name} {cell.post.official}".casefold()


def in_order(rows: Iterable[UnitRow], order: str) -> tuple[UnitRow, ...]:
    """Return units as the order asks, by name among equals."""
    found = tuple(rows)
    return tuple(sorted(found, key=FIRST[order])) if order in FIRST else found
