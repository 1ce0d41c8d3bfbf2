"""What an address asks for: which units, which programme or indicator, in which order. Pure.

Words that mean nothing narrow nothing; `unknown` names them, so that the page can say so.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from agreements.enums import UnitKind
from reports.comparison.values import LineFigures, UnitFigures

ALL = "semua"
"""Asks for all kinds of units."""


@dataclass(frozen=True)
class Sort:
    """The order of one table: its key, its column, and whether the greatest come first."""

    table: str = ""
    column: str = ""
    descending: bool = False

    @classmethod
    def read(cls, text: str) -> "Sort":
        """Read 'peringkat.-capaian'."""
        table, _, column = text.partition(".")
        return cls(table, column.removeprefix("-"), column.startswith("-"))

    def __str__(self) -> str:
        return f"{self.table}.{'-' if self.descending else ''}{self.column}"


@dataclass(frozen=True)
class Option:
    """What a filter offers."""

    value: str
    label: str
    count: int


@dataclass(frozen=True)
class Choice:
    """What is chosen; '' and () ask for everything."""

    kind: str = ""
    units: tuple[str, ...] = ()
    programme: str = ""
    indicator: str = ""
    line: str = ""
    sort: Sort = Sort()
    unknown: tuple[str, ...] = ()


def read_choice(asked: Mapping[str, Sequence[str]], units: Sequence[UnitFigures]) -> Choice:
    """Return what the values of an address ask for, among the units that may be seen."""
    single = {name: (values[-1].strip() if values else "") for name, values in asked.items()}
    unknown: list[str] = []

    def known(name: str, values: Iterable[str]) -> str:
        value = single.get(name, "")
        if value and value not in set(values):
            unknown.append(value)
            return ""
        return value

    slugs = {unit.slug for unit in units}
    ticked = tuple(dict.fromkeys(asked.get("unit", ())))
    unknown += [slug for slug in ticked if slug not in slugs]
    return Choice(
        kind=known("jenis", [ALL, *UnitKind.values]) or _usual_kind(units),
        units=tuple(slug for slug in ticked if slug in slugs),
        programme=known("program", (line.key for unit in units for line in unit.programmes)),
        indicator=known("indikator", (entry.key for unit in units for entry in unit.indicators)),
        line=known("kode", (line.key for unit in units for line in unit.lines)),
        sort=Sort.read(single.get("urut", "")),
        unknown=tuple(unknown),
    )


def _usual_kind(units: Sequence[UnitFigures]) -> str:
    """Return the kind that is compared unless another is asked for: only the like can be compared."""
    kinds = {unit.kind for unit in units}
    return UnitKind.KECAMATAN.value if UnitKind.KECAMATAN in kinds else ALL


def of_kind(units: Sequence[UnitFigures], choice: Choice) -> tuple[UnitFigures, ...]:
    """Return the units of the chosen kind."""
    return tuple(unit for unit in units if choice.kind in ("", ALL, unit.kind))


def chosen(units: Sequence[UnitFigures], choice: Choice) -> tuple[UnitFigures, ...]:
    """Return the units that the choice asks for; ticked ones of another kind are not among them."""
    return tuple(unit for unit in of_kind(units, choice) if not choice.units or unit.slug in choice.units)


def kind_options(units: Sequence[UnitFigures]) -> tuple[Option, ...]:
    """Return the kinds of units there are, with how many."""
    counts = Counter(unit.kind for unit in units)
    return tuple(Option(kind.value, kind.label, counts[kind]) for kind in UnitKind if counts[kind])


def programme_options(units: Sequence[UnitFigures]) -> tuple[Option, ...]:
    """Return the programmes of units, by code."""
    return line_options(line for unit in units for line in unit.programmes)


def line_options(lines: Iterable[LineFigures]) -> tuple[Option, ...]:
    """Return budget lines, each once, by code; several names of one code are told by the most frequent."""
    names: dict[str, Counter[str]] = {}
    codes: dict[str, str] = {}
    for line in lines:
        names.setdefault(line.key, Counter())[line.name] += 1
        codes[line.key] = line.known_code
    return tuple(
        Option(key, f"{codes[key]} {names[key].most_common(1)[0][0]}".strip(), names[key].total())
        for key in sorted(names, key=lambda key: (not codes[key], key))
    )


def indicator_options(units: Sequence[UnitFigures], chosen_key: str = "") -> tuple[Option, ...]:
    """Return the indicators that two units or more have, the most common first; and the chosen one."""
    names: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for unit in units:
        for key, name in {entry.key: entry.name for entry in unit.indicators}.items():
            names.setdefault(key, name)
            counts[key] += 1
    kept = (key for key in names if counts[key] > 1 or key == chosen_key)
    return tuple(
        Option(key, names[key], counts[key]) for key in sorted(kept, key=lambda key: (-counts[key], names[key]))
    )
