"""The figures of all compared units together: what is written to the Bupati first. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.board import Counts
from reports.comparison.choice import Sort
from reports.comparison.sections import Listing, Section
from reports.comparison.units import Compared
from reports.comparison.values import Question
from reports.computation.comparison import average, median, over_units, share_in_time
from reports.computation.formulas import ABSORPTION, IN_TIME, MEAN_ACHIEVEMENT, MEDIAN, UNITS
from reports.document import figures
from reports.document.blocks import Cell, CellKind, Column
from reports.expressions import Formula
from reports.narrative.across import division, filled_units
from reports.narrative.words import capitalized
from reports.results import Figure


@dataclass(frozen=True)
class Measured:
    """A figure over units: what it is, its cell, and what it goes over."""

    name: str
    cell: Cell
    over: str
    rule: Formula


COUNTY = Listing[Measured](
    key="ringkas",
    caption="Angka seluruh unit",
    columns=(Column("ukuran", "Ukuran", 34), Column("angka", "Angka", 22, CellKind.NUMBER), Column("dari", "Dari", 44)),
    cells=lambda _, row: (Cell(row.name), row.cell, Cell(row.over)),
    keys={},
    usual=Sort(),
    questions={"angka": lambda row: Question(row.rule.key)},
)


def county(rows: Sequence[Compared], owed: Counts) -> Section:
    """Return the section of all units together; nothing of it is a mean of percentages of money.

    `owed` counts the reports of these units.
    """
    reached = [row.achievement for row in rows]
    efficient = [row.efficiency for row in rows]
    money = over_units([row.money for row in rows])
    every = f"{money.units} unit"
    filled = f"{money.filled_units} dari {money.units} unit yang sudah ada realisasinya"
    told = [
        Measured(
            "Rata-rata capaian antarunit", figures.percent(_bare(average(reached))), _of(reached), MEAN_ACHIEVEMENT
        ),
        Measured("Median capaian antarunit", figures.percent(_bare(median(reached))), _of(reached), MEDIAN),
        Measured("Pagu (Rp)", figures.money(_bare(money.whole.ceiling)), every, UNITS),
        Measured("Realisasi (Rp)", figures.money(_bare(money.whole.spent)), filled, UNITS),
        Measured("Serapan terhadap pagu semua unit", figures.percent(_bare(money.whole.absorption)), every, ABSORPTION),
        Measured(
            "Serapan unit yang ada realisasinya", figures.percent(_bare(money.filled.absorption)), filled, ABSORPTION
        ),
        Measured("Median efisiensi antarunit", figures.points(_bare(median(efficient))), _of(efficient), MEDIAN),
        Measured(
            "Laporan tepat waktu",
            figures.percent(share_in_time(owed.in_time, owed.total)),
            in_time_told(owed),
            IN_TIME,
        ),
    ]
    notes = [f"{capitalized(said)}." for said in (division(money), filled_units(money)) if said]
    return COUNTY.section(
        told,
        Sort(),
        heading="Seluruh unit",
        sentence=" ".join(notes) or "Semua unit yang punya pagu sudah ada realisasinya.",
        pictures=(),
    )


def in_time_told(owed: Counts) -> str:
    """Say what the share of reports in time goes over, and how many of the others are not late either."""
    told = [f"{owed.in_time} dari {owed.total} laporan yang seharusnya masuk"]
    if owed.coming:
        told.append(f"{owed.coming} lainnya belum lewat batas waktu")
    if owed.unrecorded:
        told.append(f"{owed.unrecorded} tidak tercatat waktunya")
    return "; ".join(told)


def _bare(figure: Figure) -> Figure:
    """Return the figure without its mark: beside it stands what it goes over."""
    return Figure(figure.value, figure.reason)


def _of(values: Sequence[Figure]) -> str:
    there = sum(figure.value is not None for figure in values)
    return f"{there} dari {len(values)} unit yang ada angkanya"
