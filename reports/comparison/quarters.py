"""Achievement and absorption over the quarters of a year, of one unit or in the middle of several. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from agreements.numbers import format_percent
from reports.charts import trend
from reports.comparison.choice import Sort
from reports.comparison.sections import Listing, Section
from reports.comparison.units import Compared, about_money
from reports.comparison.values import Question
from reports.computation.comparison import median
from reports.computation.formulas import MEDIAN
from reports.document import figures
from reports.document.blocks import Cell, CellKind, Column
from reports.narrative.words import join
from reports.period import Quarter
from reports.results import Figure

ACHIEVEMENT, ABSORPTION = "Capaian", "Serapan"


@dataclass(frozen=True)
class Spread:
    """A figure of several units: the middle, and the lowest and highest with their units; of one unit, its figure."""

    middle: Figure
    lowest: "End | None"
    highest: "End | None"
    about_middle: Question | None = None

    @classmethod
    def over(cls, entries: Sequence["End"]) -> "Spread":
        """Return the spread of the figures of units."""
        there = sorted(
            (entry for entry in entries if entry.figure.value is not None), key=lambda entry: entry.figure.value or 0
        )
        if len(entries) == 1:
            return cls(entries[0].figure, None, None, entries[0].question)
        return cls(
            median([entry.figure for entry in entries]),
            there[0] if there else None,
            there[-1] if there else None,
            Question(MEDIAN.key),
        )

    @property
    def span(self) -> trend.Span | None:
        """The lowest and the highest value."""
        low, high = (end.figure.value if end else None for end in (self.lowest, self.highest))
        return (low, high) if low is not None and high is not None and low != high else None


@dataclass(frozen=True)
class End:
    """The figure of a unit, at one end of a spread or within it."""

    figure: Figure
    name: str
    question: Question | None = None


@dataclass(frozen=True)
class QuarterFigures:
    """The end of a quarter."""

    quarter: Quarter
    achievement: Spread
    absorption: Spread
    units: int
    """Units that have an achievement."""

    @classmethod
    def over(cls, quarter: Quarter, rows: Sequence[Compared]) -> "QuarterFigures":
        """Return the spread of units at the end of a quarter."""
        return cls(
            quarter,
            Spread.over([End(row.achievement, row.name, _then(row.about_achievement, quarter)) for row in rows]),
            Spread.over(
                [End(row.money.absorption, row.name, _then(about_money("serapan")(row), quarter)) for row in rows]
            ),
            sum(1 for row in rows if row.achievement.value is not None),
        )


def _then(question: Question | None, quarter: Quarter) -> Question | None:
    return replace(question, quarter=quarter) if question else None


def _end(end: End | None) -> Cell:
    if end is None:
        return Cell(figures.DASH, CellKind.PERCENT)
    cell = figures.percent(end.figure)
    return Cell(f"{cell.text} {end.name}", CellKind.PERCENT, cell.value)


def _about(end: End | None) -> Question | None:
    return end.question if end else None


def _middle(figure: Figure) -> Cell:
    left_out = f"tanpa {figure.left_out} unit yang belum ada angkanya" if figure.partial else ""
    return replace(figures.percent(figure), footnote=left_out) if figure.value is not None else figures.percent(figure)


QUARTERS = Listing[QuarterFigures](
    key="tren",
    caption="Capaian dan serapan sampai akhir triwulan",
    columns=(
        Column("triwulan", "Triwulan", 12),
        Column("capaian", "Capaian (median)", 11, CellKind.PERCENT),
        Column("capaian_rendah", "Capaian terendah", 17, CellKind.PERCENT),
        Column("capaian_tinggi", "Capaian tertinggi", 17, CellKind.PERCENT),
        Column("serapan", "Serapan (median)", 11, CellKind.PERCENT),
        Column("serapan_rendah", "Serapan terendah", 16, CellKind.PERCENT),
        Column("serapan_tinggi", "Serapan tertinggi", 16, CellKind.PERCENT),
    ),
    cells=lambda _, row: (
        Cell(row.quarter.name),
        _middle(row.achievement.middle),
        _end(row.achievement.lowest),
        _end(row.achievement.highest),
        _middle(row.absorption.middle),
        _end(row.absorption.lowest),
        _end(row.absorption.highest),
    ),
    keys={"triwulan": lambda row: row.quarter.number},
    usual=Sort("tren", "triwulan"),
    questions={
        "capaian": lambda row: row.achievement.about_middle,
        "capaian_rendah": lambda row: _about(row.achievement.lowest),
        "capaian_tinggi": lambda row: _about(row.achievement.highest),
        "serapan": lambda row: row.absorption.about_middle,
        "serapan_rendah": lambda row: _about(row.absorption.lowest),
        "serapan_tinggi": lambda row: _about(row.absorption.highest),
    },
)
OF_ONE = Listing[QuarterFigures](
    key="tren",
    caption=QUARTERS.caption,
    columns=(
        Column("triwulan", "Triwulan", 40),
        Column("capaian", "Capaian", 30, CellKind.PERCENT),
        Column("serapan", "Serapan", 30, CellKind.PERCENT),
    ),
    cells=lambda _, row: (
        Cell(row.quarter.name),
        figures.percent(row.achievement.middle),
        figures.percent(row.absorption.middle),
    ),
    keys=QUARTERS.keys,
    usual=QUARTERS.usual,
    questions=QUARTERS.questions,
)


def over_quarters(rows: Sequence[QuarterFigures], sort: Sort, *, several: bool) -> Section:
    """Return the section of a year's quarters; `several` tells the middle of units from the figures of one."""
    sentence = _told(rows, several=several)
    added = " (median)" if several else ""
    picture = trend.Trend(
        name="tren",
        title="Tren triwulan: capaian dan serapan",
        description=sentence,
        quarters=tuple(f"TW {row.quarter.roman}" for row in rows),
        series=(
            _series(f"{ACHIEVEMENT}{added}", [row.achievement for row in rows]),
            _series(f"{ABSORPTION}{added}", [row.absorption for row in rows]),
        ),
    )
    there = any(value is not None for series in picture.series for value in series.values)
    listing = QUARTERS if several else OF_ONE
    return listing.section(
        listing.arrange(rows, sort),
        sort,
        heading="Tren triwulan",
        sentence=sentence,
        pictures=[picture] if there else [],
    )


def _series(name: str, spreads: Sequence[Spread]) -> trend.Series:
    return trend.Series(
        name,
        tuple(spread.middle.value for spread in spreads),
        tuple(spread.span for spread in spreads),
    )


def _told(rows: Sequence[QuarterFigures], *, several: bool) -> str:
    """Say quarter by quarter what was reached and spent."""
    parts = []
    for row in rows:
        said = [
            f"{name} {format_percent(spread.middle.value)}"
            for name, spread in (("capaian", row.achievement), ("serapan", row.absorption))
            if spread.middle.value is not None
        ]
        if said:
            parts.append(f"{row.quarter.name}: {join(said)}")
    if not parts:
        return "Belum ada triwulan yang capaian atau serapannya dapat dihitung."
    lead = "Median semua unit sampai akhir triwulan" if several else "Sampai akhir triwulan"
    return f"{lead}. {'; '.join(parts)}."
