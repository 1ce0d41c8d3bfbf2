"""What one unit of the same outcome cost in each kecamatan, from the same budget line. Pure.

Rupiah per laporan and rupiah per keluarga are no figures of one scale: each unit of measure has its own picture.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agreements.enums import BudgetLevel
from agreements.numbers import format_money, format_rupiah
from reports.anchors import indicator_anchor, line_anchor
from reports.charts import bars
from reports.charts.axes import Measure
from reports.charts.shapes import Tone
from reports.comparison.choice import Option, Sort, line_options
from reports.comparison.sections import Listing, Section
from reports.comparison.values import LineFigures, OutcomeFigures, Question, UnitFigures
from reports.computation.comparison import median
from reports.computation.figures import missing
from reports.document import figures
from reports.document.blocks import Cell, CellKind, Column
from reports.narrative import REASONS
from reports.narrative.words import figure_with_unit
from reports.results import CostPerOutcome, Figure, Reason

NO_COST = CostPerOutcome(*[missing(Reason.NO_MONEY)] * 3)
WITHOUT_LINE = "tidak punya baris anggaran ini"
PER = {"%": "poin persentase"}
"""What the cost of one unit of measure is told per, where that has another name."""

_SALARY = (
    "Orang/bulan mengukur lamanya orang digaji, bukan hasil: besarnya menurut pangkat pegawai, jadi biaya per"
    " orang/bulan tidak menunjukkan unit yang lebih hemat."
)
_SHARE = (
    "Persen bukan satuan hasil: satu poin persentase dapat berarti pekerjaan yang besarnya berbeda di tiap unit, jadi"
    " biayanya tidak menunjukkan unit yang lebih hemat."
)
_PAPER = (
    "Banyaknya {per} tidak mengukur isi pekerjaannya: jadikan biayanya bahan bertanya, bukan ukuran hemat atau boros."
)
NO_MEASURES_OF_COST: Mapping[str, str] = {
    "%": _SHARE, "persen": _SHARE, "orang/bulan": _SALARY, "orang / bulan": _SALARY, "orang bulan": _SALARY,
    "bulan": _SALARY,
}  # fmt: skip
"""Units of measure whose cost says nothing of one unit against another, with what is said instead of a headline."""
CAUTIOUS: Mapping[str, str] = dict.fromkeys(("dokumen", "laporan", "kegiatan", "rapat", "berkas", "surat"), _PAPER)
"""Units of measure whose cost is told with a caution."""


@dataclass(frozen=True)
class Cost:
    """A unit with its line of a code, and the outcome that the line pays for; None where it has none."""

    unit: UnitFigures
    line: LineFigures | None
    outcome: OutcomeFigures | None

    @property
    def cost(self) -> CostPerOutcome:
        """What one unit of the outcome cost."""
        if self.outcome is not None:
            return self.outcome.cost
        if self.line is None:
            return NO_COST
        return CostPerOutcome(*[missing(Reason.NO_OUTCOME)] * 3)

    @property
    def reason(self) -> str:
        """Why there is no cost; '' where there is one."""
        if self.line is None:
            return WITHOUT_LINE
        reason = self.cost.realized.reason
        return REASONS[reason] if reason else ""


def lines_with_outcomes(units: Sequence[UnitFigures]) -> tuple[Option, ...]:
    """Return the budget lines that pay for an outcome: sub kegiatan first, those of most units first."""
    order = list(BudgetLevel)[::-1]
    levels: dict[str, BudgetLevel] = {}
    lines = [line for unit in units for line in unit.lines if line.outcomes]
    for line in lines:
        levels.setdefault(line.key, line.level)
    return tuple(sorted(line_options(lines), key=lambda option: (order.index(levels[option.value]), option.value)))


def usual_line(units: Sequence[UnitFigures], options: Sequence[Option]) -> str:
    """Return the line that is shown unless another is asked for: the first that costs something in most units.

    Those whose unit of measure can be compared come before all others.
    """

    def counted(option: Option) -> tuple[bool, int]:
        lines = [line for unit in units if (line := unit.line(option.value))]
        costed = [outcome for line in lines for outcome in line.outcomes[:1] if outcome.cost.realized.value is not None]
        return any(_measure(outcome) not in NO_MEASURES_OF_COST for outcome in costed), len(costed)

    return max(options, key=counted).value if options else ""


def _measure(outcome: OutcomeFigures) -> str:
    return outcome.unit_of_measure.strip().casefold()


def costs(units: Sequence[UnitFigures], key: str) -> tuple[Cost, ...]:
    """Return every unit once with its line; money that pays for several outcomes can't be divided among them."""
    found = []
    for unit in units:
        line = unit.line(key)
        found.append(Cost(unit, line, line.outcomes[0] if line and line.outcomes else None))
    return tuple(found)


def _quantity(figure: Figure, row: Cost) -> Cell:
    if row.outcome is None:
        return Cell(figures.DASH, CellKind.NUMBER)
    if figure.value is None:
        return figures.missing(figure, CellKind.NUMBER)
    return Cell(figure_with_unit(figure.value, row.outcome.unit_of_measure), CellKind.NUMBER, figure.value)


def _reached(row: Cost) -> tuple[Cell, Cell]:
    if row.outcome is None or (row.line and len(row.line.outcomes) > 1):
        return Cell(figures.DASH, CellKind.NUMBER), Cell(figures.DASH, CellKind.NUMBER)
    return _quantity(row.outcome.target, row), _quantity(row.outcome.realization, row)


def _money(figure: Figure | None) -> Cell:
    return Cell(figures.DASH, CellKind.MONEY) if figure is None else figures.money(figure)


def _told_cost(row: Cost, figure: Figure) -> Cell:
    if figure.value is not None:
        return figures.money(figure)
    return Cell(figures.DASH, CellKind.MONEY, footnote=row.reason)


def _ratio(row: Cost) -> Cell:
    value = row.cost.ratio.value
    return Cell(figures.DASH, CellKind.NUMBER) if value is None else figures.points(row.cost.ratio)


def _outcome_name(row: Cost) -> str:
    if row.line is None or not row.line.outcomes:
        return figures.DASH
    return "; ".join(outcome.indicator for outcome in row.line.outcomes)


def _costs(row: Cost) -> bool:
    return row.cost.realized.value is not None


def _about_line(row: Cost, word: str) -> Question | None:
    return Question(line_anchor(row.line.money.id), row.unit.slug).also(word) if row.line else None


def _about_outcome(row: Cost, word: str) -> Question | None:
    """Ask for a figure of the one outcome of a line; of several none is shown."""
    if row.outcome is None or (row.line and len(row.line.outcomes) > 1):
        return None
    return Question(indicator_anchor(row.outcome.indicator_id), row.unit.slug).also(word)


COSTS = Listing[Cost](
    key="biaya",
    caption="Biaya per hasil",
    columns=(
        Column("unit", "Unit kerja", 15),
        Column("indikator", "Hasil yang dibiayai", 21),
        Column("target", "Target", 9, CellKind.NUMBER),
        Column("kinerja", "Realisasi kinerja", 9, CellKind.NUMBER),
        Column("pagu", "Pagu (Rp)", 12, CellKind.MONEY),
        Column("realisasi", "Realisasi anggaran (Rp)", 12, CellKind.MONEY),
        Column("rencana", "Biaya rencana (Rp)", 9, CellKind.MONEY),
        Column("biaya", "Biaya per hasil (Rp)", 9, CellKind.MONEY),
        Column("rasio", "Biaya/ rencana", 7, CellKind.NUMBER),
    ),
    cells=lambda _, row: (
        Cell(row.unit.name),
        Cell(_outcome_name(row)),
        *_reached(row),
        _money(row.line.money.ceiling if row.line else None),
        _money(row.line.money.spent if row.line else None),
        _money(row.cost.planned) if row.cost.realized.value is not None else Cell(figures.DASH, CellKind.MONEY),
        _told_cost(row, row.cost.realized),
        _ratio(row),
    ),
    keys={
        "unit": lambda row: row.unit.name,
        "pagu": lambda row: row.line.money.ceiling.value if row.line else None,
        "realisasi": lambda row: row.line.money.spent.value if row.line else None,
        "rencana": lambda row: row.cost.planned.value if row.cost.realized.value is not None else None,
        "biaya": lambda row: row.cost.realized.value,
        "rasio": lambda row: row.cost.ratio.value,
    },
    usual=Sort("biaya", "biaya"),
    questions={
        "target": lambda row: _about_outcome(row, "target"),
        "kinerja": lambda row: _about_outcome(row, "realisasi"),
        "pagu": lambda row: _about_line(row, "pagu"),
        "realisasi": lambda row: _about_line(row, "realisasi"),
        "rencana": lambda row: _about_line(row, "biaya-rencana") if _costs(row) else None,
        "biaya": lambda row: _about_line(row, "biaya-realisasi") if row.outcome else None,
        "rasio": lambda row: _about_line(row, "rasio-biaya") if _costs(row) else None,
    },
)


def cost_section(rows: Sequence[Cost], sort: Sort, *, heading: str) -> Section:
    """Return the section of one budget line: a picture per unit of measure, the cheapest first, and one table."""
    there = [row for row in rows if row.cost.realized.value is not None]
    measures: dict[str, list[Cost]] = {}
    for row in there:
        assert row.outcome is not None
        measures.setdefault(_measure(row.outcome), []).append(row)
    groups = sorted(measures.values(), key=lambda group: -len(group))
    told = [_told(group) for group in groups]
    left = [row for row in rows if row.cost.realized.value is None]
    sentence = " ".join([*told, _left(left)] if left else told) or "Tidak ada unit untuk dibandingkan."
    pictures = [
        bars.Bars(
            name=f"biaya-{number}",
            title=f"Biaya per {_per(group[0])}",
            description=said,
            measure=Measure.MONEY,
            legend=(("bar", "biaya per hasil"), ("mark", "rencana (pagu / target)")),
            bars=tuple(_bar(row) for row in sorted(group, key=lambda row: row.cost.realized.value or 0)),
        )
        for number, (group, said) in enumerate(zip(groups, told, strict=True), 1)
    ]
    outcomes = {_outcome_name(row) for row in rows} - {figures.DASH}
    same = len(outcomes) == 1
    return COSTS.section(
        COSTS.arrange(rows, sort),
        sort,
        heading=heading,
        sentence=sentence,
        pictures=pictures,
        without=["indikator"] if same else [],
        remarks=[f"Hasil yang dibiayai: {outcome}." for outcome in outcomes if same],
    )


def _per(row: Cost) -> str:
    assert row.outcome is not None
    measure = row.outcome.unit_of_measure.strip()
    return PER.get(measure, measure.lower())


def _bar(row: Cost) -> bars.Bar:
    value = row.cost.realized.value
    assert value is not None
    return bars.Bar(row.unit.short_name, value, f"Rp {format_money(value)}", Tone.BRAND, mark=row.cost.planned.value)


def _told(group: Sequence[Cost]) -> str:
    """Say what a unit of the outcome cost at least, at most and in the middle; or why that says nothing."""
    assert group[0].outcome is not None
    measure = _measure(group[0].outcome)
    if measure in NO_MEASURES_OF_COST:
        return NO_MEASURES_OF_COST[measure]
    caution = CAUTIOUS.get(measure, "").format(per=_per(group[0]))
    return f"{_ends(group)} {caution}".strip()


def _ends(group: Sequence[Cost]) -> str:
    ordered = sorted(group, key=lambda row: row.cost.realized.value or 0)
    per = _per(ordered[0])
    first, last = _amount(ordered[0]), _amount(ordered[-1])
    if len(ordered) == 1:
        return f"Satu {per} di {ordered[0].unit.short_name} menghabiskan {first}."
    middle = median([row.cost.realized for row in ordered]).value
    assert middle is not None
    return (
        f"Satu {per} menghabiskan {first} di {ordered[0].unit.short_name} dan {last} di"
        f" {ordered[-1].unit.short_name}; median {len(ordered)} unit {format_rupiah(middle)}."
    )


def _amount(row: Cost) -> str:
    assert row.cost.realized.value is not None
    return format_rupiah(row.cost.realized.value)


def _left(rows: Sequence[Cost]) -> str:
    reasons: dict[str, list[str]] = {}
    for row in rows:
        reasons.setdefault(row.reason, []).append(row.unit.short_name)
    parts = [f"{', '.join(names)} ({reason})" for reason, names in reasons.items()]
    return f"Tanpa biaya per hasil: {'; '.join(parts)}."
