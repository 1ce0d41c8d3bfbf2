"""What units reached against what they spent, and their ranking with predikat. Pure."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from agreements.numbers import format_percent
from reports.anchors import EFFICIENCY, MEAN_ACHIEVEMENT, TOTALS, indicator_anchor, line_anchor
from reports.charts import bars, scatter
from reports.charts.axes import Measure
from reports.charts.shapes import Tone, graded
from reports.comparison.choice import Choice, Sort
from reports.comparison.sections import Listing, Section
from reports.comparison.values import PaidFigures, Question, UnitFigures
from reports.computation.comparison import median, ranks
from reports.computation.figures import missing, points
from reports.computation.formulas import MEAN_OF_OUTCOMES
from reports.computation.indicators import predicate
from reports.document import figures
from reports.document.blocks import Cell, CellKind, Column
from reports.narrative import REASONS
from reports.narrative.across import YEARLY, left_indicators
from reports.narrative.words import join
from reports.results import Figure, LineResult, Reason
from reports.rules import PREDICATE_BANDS

Bands = Sequence[tuple[Decimal, str]]
"""(lower bound in %, predikat); none means the scale of `reports.rules`."""

NO_LINE = LineResult(0, *[missing(Reason.NO_MONEY)] * 4)
NO_INDICATOR = missing(Reason.NO_OUTCOME)
NO_WHOLE = missing(Reason.NOTHING_TO_AVERAGE)
PARTIAL = "jumlah tanpa baris yang belum ada angkanya"
DIVIDED = "realisasi belum lengkap, dibagi seluruh pagu; serapan sebenarnya dapat lebih tinggi"
RESTING = "dihitung dari capaian atau serapan yang belum lengkap"
MEAN = "rata-rata tanpa indikator yang belum ada angkanya"


@dataclass(frozen=True)
class Compared:
    """A unit in a comparison: all its figures, or those of one indicator or one programme."""

    unit: UnitFigures
    achievement: Figure
    efficiency: Figure
    money: LineResult
    promised: int = 0
    """Indicators that the achievement goes over, and how many of them have none; 0 of a single indicator."""
    without: int = 0
    rank: int | None = None
    predicate: str = ""
    about_achievement: Question | None = None
    about_money: Question | None = None
    """Of the unit or the programme: 'jumlah', 'anggaran-7'."""
    about_efficiency: Question | None = None
    """None for a selection, which has none."""

    @property
    def name(self) -> str:
        """What pictures call it."""
        return self.unit.short_name

    @property
    def filled(self) -> int:
        """Indicators that have an achievement."""
        return self.promised - self.without

    @property
    def left(self) -> str:
        """What its achievement leaves out: '5 dari 58 indikator belum ada angkanya'; '' for nothing."""
        if self.achievement.value is None or not self.achievement.partial:
            return ""
        return left_indicators(self.without, self.promised)

    @property
    def called(self) -> str:
        """Its name in a sentence about its achievement, with what that leaves out."""
        return f"{self.name} ({self.left})" if self.left else self.name


def compared(units: Sequence[UnitFigures], choice: Choice, bands: Bands) -> tuple[Compared, ...]:
    """Return the units with the figures that are compared, ranked by achievement.

    With a programme the money is that programme's, and the achievement that of the indicators it pays for; with an
    indicator the achievement is its. There is no efficiency then: the kabupaten's definition goes over whole units.
    """
    money = [_money(unit, choice.programme) for unit in units]
    reached = [_reached(unit, choice) for unit in units]
    achieved = [found.achievement for found in reached]
    whole = not (choice.programme or choice.indicator)
    return tuple(
        Compared(
            unit=unit,
            achievement=found.achievement,
            efficiency=unit.efficiency if whole else NO_WHOLE,
            money=line,
            promised=found.indicators,
            without=found.without,
            rank=rank,
            predicate=predicate(found.achievement.value, bands),
            about_achievement=_about_achievement(unit, choice),
            about_money=_about_money(unit, choice.programme),
            about_efficiency=Question(EFFICIENCY, unit.slug) if whole else None,
        )
        for unit, line, found, rank in zip(units, money, reached, ranks(achieved), strict=True)
    )


def _money(unit: UnitFigures, programme: str) -> LineResult:
    if not programme:
        return unit.total
    line = unit.line(programme)
    return line.money if line else NO_LINE


def _reached(unit: UnitFigures, choice: Choice) -> PaidFigures:
    """Return the achievement that is compared, and of how many indicators it is the mean (0 of a single one)."""
    if choice.indicator:
        entry = unit.indicator(choice.indicator)
        return PaidFigures(entry.achievement if entry else NO_INDICATOR, 0, 0)
    if choice.programme:
        line = unit.line(choice.programme)
        return line.paid_for if line and line.paid_for else PaidFigures(NO_INDICATOR, 0, 0)
    return PaidFigures(unit.achievement, unit.promised, unit.without_achievement)


def _about_achievement(unit: UnitFigures, choice: Choice) -> Question | None:
    if choice.programme and not choice.indicator:
        return Question(MEAN_OF_OUTCOMES.key)
    if not choice.indicator:
        return Question(MEAN_ACHIEVEMENT, unit.slug)
    entry = unit.indicator(choice.indicator)
    return Question(indicator_anchor(entry.id), unit.slug).also("capaian") if entry else None


def _about_money(unit: UnitFigures, programme: str) -> Question | None:
    if not programme:
        return Question(TOTALS, unit.slug)
    line = unit.line(programme)
    return Question(line_anchor(line.money.id), unit.slug) if line else None


def about_money(word: str) -> Callable[[Any], Question | None]:
    """Return what asks for a figure of the money of a row: 'pagu'."""
    return lambda row: row.about_money.also(word) if row.about_money else None


# -- achievement against absorption ------------------------------------------------------------------------------------


def _marked(cell: Cell, figure: Figure, note: str) -> Cell:
    """Return the cell of a figure with a footnote of its own where it left something out."""
    return replace(cell, footnote=note) if figure.partial and cell.value is not None else cell


def _achieved_cell(row: Compared) -> Cell:
    return _marked(figures.percent(row.achievement), row.achievement, MEAN if row.without else row.left)


def _filled(row: Compared) -> Cell:
    """Say how many of its indicators the mean goes over."""
    if not row.promised:
        return Cell(figures.DASH, CellKind.ROW_NUMBER)
    return Cell(f"{row.filled} dari {row.promised}", CellKind.ROW_NUMBER)


def _unneeded(rows: Sequence[Compared]) -> list[str]:
    """Return the column of filled indicators where all are: it says nothing then."""
    return [] if any(row.left and row.without for row in rows) else ["indikator"]


FIGURES = Listing[Compared](
    key="angka",
    caption="Capaian, serapan, dan anggaran",
    columns=(
        Column("no", "No.", 5, CellKind.ROW_NUMBER),
        Column("unit", "Unit kerja", 27),
        Column("capaian", "Capaian", 12, CellKind.PERCENT),
        Column("indikator", "Indikator yang ada angkanya", 10, CellKind.ROW_NUMBER),
        Column("serapan", "Serapan", 12, CellKind.PERCENT),
        Column("efisiensi", "Efisiensi", 10, CellKind.NUMBER),
        Column("pagu", "Pagu (Rp)", 17, CellKind.MONEY),
        Column("realisasi", "Realisasi (Rp)", 17, CellKind.MONEY),
    ),
    cells=lambda number, row: (
        Cell(str(number), CellKind.ROW_NUMBER, Decimal(number)),
        Cell(row.unit.name),
        _achieved_cell(row),
        _filled(row),
        _marked(figures.percent(row.money.absorption), row.money.absorption, DIVIDED),
        _marked(figures.points(row.efficiency), row.efficiency, RESTING),
        figures.money(row.money.ceiling),
        _marked(figures.money(row.money.spent), row.money.spent, PARTIAL),
    ),
    keys={
        "unit": lambda row: row.unit.name,
        "capaian": lambda row: row.achievement.value,
        "serapan": lambda row: row.money.absorption.value,
        "efisiensi": lambda row: row.efficiency.value,
        "pagu": lambda row: row.money.ceiling.value,
        "realisasi": lambda row: row.money.spent.value,
    },
    usual=Sort("angka", "capaian", descending=True),
    questions={
        "capaian": lambda row: row.about_achievement,
        "serapan": about_money("serapan"),
        "efisiensi": lambda row: row.about_efficiency,
        "pagu": about_money("pagu"),
        "realisasi": about_money("realisasi"),
    },
)


def against(
    rows: Sequence[Compared],
    sort: Sort,
    *,
    of_what: str,
    of_money: str,
    whole: bool = True,
    remarks: Sequence[str] = (),
) -> Section:
    """Return the section of achievement against absorption; `of_what` and `of_money` name the two axes.

    Where only a part of each unit is compared and not the `whole`, there is no efficiency, and no column of it.
    """
    ordered = FIGURES.arrange(rows, sort)
    shown = [
        scatter.Point(number, row.name, row.money.absorption.value, row.achievement.value)
        for number, row in enumerate(ordered, 1)
        if row.money.absorption.value is not None and row.achievement.value is not None
    ]
    middle = _middle(rows)
    sentence = _told(rows, middle)
    picture = scatter.Scatter(
        name="serapan",
        title="Capaian terhadap serapan",
        description=sentence,
        x_title=of_money,
        y_title=of_what,
        points=tuple(shown),
        middle=middle,
        upper_left="capaian tinggi, serapan rendah",
        lower_right="serapan tinggi, capaian rendah",
    )
    return FIGURES.section(
        ordered,
        sort,
        key="serapan",
        heading="Capaian terhadap serapan",
        sentence=sentence,
        pictures=[picture] if shown else [],
        without=_unneeded(rows) + ([] if whole else ["efisiensi"]),
        remarks=remarks,
    )


def _middle(rows: Sequence[Compared]) -> tuple[Decimal, Decimal] | None:
    """Return the medians of absorption and achievement of the units that have both; None for less than two units."""
    there = _there(rows)
    x = median([row.money.absorption for row in there]).value
    y = median([row.achievement for row in there]).value
    return (x, y) if len(there) > 1 and x is not None and y is not None else None


def _there(rows: Sequence[Compared]) -> list[Compared]:
    return [row for row in rows if row.achievement.value is not None and row.money.absorption.value is not None]


def _told(rows: Sequence[Compared], middle: tuple[Decimal, Decimal] | None) -> str:
    """Say what the picture shows: the medians, and who stands out in the two telling corners."""
    there = _there(rows)
    if not there:
        return "Belum ada unit yang capaian dan serapannya dapat dihitung."
    left = f" {len(rows) - len(there)} unit belum ada angkanya." if len(there) < len(rows) else ""
    if middle is None:
        return f"{_both(there[0])}.{left}"
    sentences = [f"Median {len(there)} unit: serapan {format_percent(middle[0])}, capaian {format_percent(middle[1])}."]
    costly = [row for row in there if _costly(row, middle)]
    cheap = [row for row in there if _cheap(row, middle)]
    if costly:
        sentences.append(f"{_both(min(costly, key=_gap))}: serapan di atas dan capaian di bawah median.")
    if cheap:
        sentences.append(f"{_both(max(cheap, key=_gap))}: capaian di atas dan serapan di bawah median.")
    return " ".join(sentences) + left


def _both(row: Compared) -> str:
    absorbed, achieved = row.money.absorption.value, row.achievement.value
    assert absorbed is not None
    assert achieved is not None
    partly = " (realisasi anggaran belum lengkap)" if row.money.absorption.partial else ""
    said = f"{row.name} menyerap {format_percent(absorbed)} pagu{partly} dengan capaian {format_percent(achieved)}"
    return f"{said} ({row.left})" if row.left else said


def _costly(row: Compared, middle: tuple[Decimal, Decimal]) -> bool:
    return _absorbed(row) > middle[0] and _achieved(row) < middle[1]


def _cheap(row: Compared, middle: tuple[Decimal, Decimal]) -> bool:
    return _absorbed(row) < middle[0] and _achieved(row) > middle[1]


def _gap(row: Compared) -> Decimal:
    found = points(row.achievement, row.money.absorption).value
    assert found is not None
    return found


def _absorbed(row: Compared) -> Decimal:
    assert row.money.absorption.value is not None
    return row.money.absorption.value


def _achieved(row: Compared) -> Decimal:
    assert row.achievement.value is not None
    return row.achievement.value


# -- ranking with predikat ---------------------------------------------------------------------------------------------

RANKING = Listing[Compared](
    key="peringkat",
    caption="Peringkat",
    columns=(
        Column("peringkat", "Peringkat", 14, CellKind.ROW_NUMBER),
        Column("unit", "Unit kerja", 46),
        Column("capaian", "Capaian", 18, CellKind.PERCENT),
        Column("indikator", "Indikator yang ada angkanya", 18, CellKind.ROW_NUMBER),
        Column("predikat", "Predikat", 22),
    ),
    cells=lambda _, row: (
        Cell("–" if row.rank is None else str(row.rank), CellKind.ROW_NUMBER),
        Cell(row.unit.name),
        _achieved_cell(row),
        _filled(row),
        Cell(row.predicate or "–"),
    ),
    keys={
        "peringkat": lambda row: row.rank,
        "unit": lambda row: row.unit.name,
        "capaian": lambda row: row.achievement.value,
    },
    usual=Sort("peringkat", "peringkat"),
    questions={"capaian": lambda row: row.about_achievement},
)


def ranking(rows: Sequence[Compared], sort: Sort, bands: Bands, *, of_what: str, judged: bool = True) -> Section:
    """Return the section of the ranking: a bar per unit with its predikat, the highest first.

    Before the year is over nobody is `judged`: against the year's target half a year looks low whoever did it.
    """
    heading = "Peringkat dan predikat" if judged else "Peringkat"
    scale = sorted(bands or PREDICATE_BANDS, reverse=True)
    tones = {label: graded(place, len(scale)) for place, (_, label) in enumerate(scale)}
    ordered = RANKING.arrange(rows, RANKING.usual)
    sentence = _ranked(ordered, [label for _, label in scale] if judged else ())
    picture = bars.Bars(
        name="peringkat",
        title=f"Peringkat: {of_what}",
        description=sentence,
        measure=Measure.PERCENT,
        bars=tuple(_bar(row, tones if judged else {}) for row in ordered),
        steps=tuple(scale) if judged else (),
    )
    return RANKING.section(
        RANKING.arrange(rows, sort),
        sort,
        heading=heading,
        sentence=sentence,
        pictures=[picture] if rows else [],
        without=_unneeded(rows) + ([] if judged else ["predikat"]),
    )


def _bar(row: Compared, tones: dict[str, Tone]) -> bars.Bar:
    value, reason = row.achievement.value, row.achievement.reason
    if value is None:
        assert reason is not None
        return bars.Bar(row.name, None, REASONS[reason])
    filled = f" ({row.filled}/{row.promised})" if row.left and row.without else ""
    told = f" · {row.predicate}" if tones else ""
    return bars.Bar(row.name, value, f"{format_percent(value)}{told}{filled}", tones.get(row.predicate, Tone.BRAND))


def _ranked(rows: Sequence[Compared], labels: Sequence[str]) -> str:
    """Say who stands first and last, and how many have each predikat; without `labels` none is told."""
    there = [row for row in rows if row.achievement.value is not None]
    if not there:
        return "Belum ada unit yang capaiannya dapat dihitung."
    counts = Counter(row.predicate for row in there)
    told = join([f"{counts[label]} {label.lower()}" for label in labels if counts[label]])
    first, last = there[0], there[-1]
    ends = f"{first.called} tertinggi dengan {format_percent(_achieved(first))}"
    if len(there) > 1:
        ends += f", {last.called} terendah dengan {format_percent(_achieved(last))}"
    left = f" {len(rows) - len(there)} unit belum ada angkanya." if len(there) < len(rows) else ""
    judged = f"Predikat: {told}." if labels else YEARLY
    return f"{ends}. {judged}{left}"
