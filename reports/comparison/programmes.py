"""Money in its ceiling: by programme over units, or of one programme by unit. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from agreements.numbers import format_percent, format_rupiah
from reports.anchors import line_anchor
from reports.charts import bars
from reports.charts.axes import Measure
from reports.charts.shapes import Tone
from reports.comparison.choice import Sort, line_options
from reports.comparison.sections import Listing, Section
from reports.comparison.units import Compared, about_money
from reports.comparison.values import Question, UnitFigures
from reports.computation.comparison import Together, over_units
from reports.computation.formulas import ABSORPTION, UNITS
from reports.document import figures
from reports.document.blocks import Cell, CellKind, Column
from reports.narrative import REASONS
from reports.narrative.across import division, unfinished
from reports.results import Figure, LineResult


@dataclass(frozen=True)
class Spending:
    """A programme, or a unit: what it is called, and its money."""

    name: str
    code: str
    together: Together
    units: int = 1
    """Units that have it."""
    about_money: Question | None = None
    """None for a programme of several units, which is a sum over them."""

    @property
    def money(self) -> LineResult:
        """Over all units that have it."""
        return self.together.whole

    @property
    def told(self) -> Figure:
        """The absorption that is compared with others: of the units that have both amounts."""
        return self.together.filled.absorption


def by_programme(units: Sequence[UnitFigures]) -> tuple[Spending, ...]:
    """Return the programmes of units, the same code together."""
    found = []
    for option in line_options(line for unit in units for line in unit.programmes):
        owners = [(unit.slug, line) for unit in units if (line := unit.line(option.value))]
        lines = [line for _, line in owners]
        code = lines[0].known_code
        found.append(
            Spending(
                name=option.label.removeprefix(code).strip(),
                code=code,
                together=over_units([line.money for line in lines]),
                units=len(lines),
                about_money=Question(line_anchor(lines[0].money.id), owners[0][0]) if len(lines) == 1 else None,
            )
        )
    return tuple(found)


def by_unit(rows: Sequence[Compared]) -> tuple[Spending, ...]:
    """Return the money of each unit in a comparison."""
    return tuple(Spending(row.unit.name, "", over_units([row.money]), about_money=row.about_money) for row in rows)


def _marked(cell: Cell, row: Spending, *, own: bool = False) -> Cell:
    """Return a figure over several units with what it leaves out; `own` is that of units that have both amounts."""
    if row.units < 2 or cell.value is None:
        return cell
    if own:
        return replace(cell, footnote=unfinished(row.together))
    return replace(cell, footnote=division(row.together))


def _about(word: str) -> Callable[[Spending], Question]:
    """Return what asks for a figure of the money of a row; a sum over units is told by its formula."""
    own = about_money(word)
    over = Question((ABSORPTION if word == "serapan" else UNITS).key)
    return lambda row: own(row) or over


BUDGET = Listing[Spending](
    key="anggaran",
    caption="Pagu dan realisasi anggaran",
    columns=(
        Column("kode", "Kode", 10),
        Column("nama", "Program", 35),
        Column("unit", "Unit", 7, CellKind.ROW_NUMBER),
        Column("pagu", "Pagu (Rp)", 17, CellKind.MONEY),
        Column("realisasi", "Realisasi (Rp)", 17, CellKind.MONEY),
        Column("serapan", "Serapan", 14, CellKind.PERCENT),
        Column("terisi", "Unit yang ada realisasinya", 10, CellKind.ROW_NUMBER),
        Column("serapan_terisi", "Serapan unit itu", 14, CellKind.PERCENT),
    ),
    cells=lambda _, row: (
        Cell(row.code or figures.DASH),
        Cell(row.name),
        Cell(str(row.units), CellKind.ROW_NUMBER),
        figures.money(row.money.ceiling),
        _marked(figures.money(row.money.spent), row),
        _marked(figures.percent(row.money.absorption), row),
        Cell(f"{row.together.filled_units} dari {row.together.units}", CellKind.ROW_NUMBER),
        _marked(figures.percent(row.told), row, own=True),
    ),
    keys={
        "kode": lambda row: row.code or None,
        "nama": lambda row: row.name,
        "pagu": lambda row: row.money.ceiling.value,
        "realisasi": lambda row: row.money.spent.value,
        "serapan": lambda row: row.money.absorption.value,
        "serapan_terisi": lambda row: row.told.value,
    },
    usual=Sort("anggaran", "pagu", descending=True),
    questions={word: _about(word) for word in ("pagu", "realisasi", "serapan")},
)
OF_UNITS = replace(
    BUDGET,
    columns=tuple(
        replace(column, header={"nama": "Unit kerja"}.get(column.key, column.header)) for column in BUDGET.columns
    ),
)


def spending(rows: Sequence[Spending], sort: Sort, *, heading: str, of_units: bool = False) -> Section:
    """Return the section of money in its ceiling; `of_units` says that the rows are units and not programmes."""
    listing = OF_UNITS if of_units else BUDGET
    ordered = listing.arrange(rows, sort)
    sentence = _told(rows)
    picture = bars.Bars(
        name="anggaran",
        title=f"{heading}: realisasi di dalam pagu",
        description=sentence,
        measure=Measure.MONEY,
        legend=(("bar", "realisasi"), ("whole", "pagu")),
        bars=tuple(_bar(row) for row in ordered),
    )
    without = ["kode", "unit"] if of_units else [] if any(row.units > 1 for row in rows) else ["unit"]
    if not any(row.units > 1 and row.together.uneven for row in rows):
        without += ["terisi", "serapan_terisi"]
    return listing.section(
        ordered, sort, heading=heading, sentence=sentence, pictures=[picture] if rows else [], without=without
    )


def _bar(row: Spending) -> bars.Bar:
    money = row.money
    if money.ceiling.value is None and money.spent.value is None:
        assert money.spent.reason is not None
        return bars.Bar(row.name, None, REASONS[money.spent.reason])
    said = figures.money(money.spent).text if money.spent.reason is None else REASONS[money.spent.reason]
    if money.absorption.value is not None:
        said = f"{said} ({format_percent(money.absorption.value)})"
    if row.units > 1 and row.together.uneven:
        said = f"{said}, {row.together.filled_units}/{row.together.units} unit"
    return bars.Bar(row.name, money.spent.value, said, Tone.BRAND, whole=money.ceiling.value)


def _told(rows: Sequence[Spending]) -> str:
    """Say what has the largest ceiling, and where least and most of it was spent."""
    there = [row for row in rows if row.told.value is not None]
    if not there:
        return "Belum ada pagu dan realisasi yang dapat digambar."
    largest = max(there, key=lambda row: row.money.ceiling.value or 0)
    said = f"Pagu terbesar: {largest.name}, {_amounts(largest)}."
    if any(row.units > 1 and row.together.uneven for row in there):
        said += " Serapan dibandingkan di antara unit yang sudah ada realisasinya."
    if len(there) > 1:
        lowest = min(there, key=lambda row: row.told.value or 0)
        highest = max(there, key=lambda row: row.told.value or 0)
        said += f" Serapan terendah: {lowest.name}, {_share(lowest)}; tertinggi: {highest.name}, {_share(highest)}."
    return said


def _amounts(row: Spending) -> str:
    ceiling = row.money.ceiling.value
    assert ceiling is not None
    return f"{format_rupiah(ceiling)}, terserap {_share(row)}"


def _share(row: Spending) -> str:
    assert row.told.value is not None
    share = format_percent(row.told.value)
    together = row.together
    if together.units > 1 and together.uneven:
        return f"{share} ({together.filled_units} dari {together.units} unit)"
    if together.whole.spent.partial:
        return f"{share} (realisasi baru sebagian diisi)"
    return share
