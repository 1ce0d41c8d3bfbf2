"""Units with figures for comparisons."""

from dataclasses import replace
from decimal import Decimal

from agreements.enums import BudgetLevel, UnitKind
from reports.comparison.choice import Choice
from reports.comparison.sections import Section
from reports.comparison.units import compared
from reports.comparison.values import IndicatorFigures, LineFigures, OutcomeFigures, PaidFigures, UnitFigures
from reports.computation.money import line_result
from reports.results import CostPerOutcome, Figure, Reason


def figure(value) -> Figure:
    return value if isinstance(value, Figure) else missing() if value is None else Figure(Decimal(value))


def missing(reason: Reason = Reason.NO_REALIZATION) -> Figure:
    return Figure(None, reason)


def left(value, members) -> Figure:
    """Return a figure that had to leave members out."""
    return Figure(Decimal(value), left_out=members)


def line(code, ceiling, spent, *outcomes, name="", level=BudgetLevel.SUB_KEGIATAN) -> LineFigures:
    return LineFigures(code, level, name or f"Baris {code}", line_result(1, figure(ceiling), figure(spent)), outcomes)


def programme(code, ceiling, spent, name="") -> LineFigures:
    return line(code, ceiling, spent, name=name or f"Program {code}", level=BudgetLevel.PROGRAM)


def pays(found: LineFigures, achievement, indicators=4, without=0) -> LineFigures:
    """Return a programme whose indicators reached something."""
    return replace(found, paid_for=PaidFigures(figure(achievement), indicators, without))


def outcome(realized, planned="100", measure="laporan", target="10", realization="8") -> OutcomeFigures:
    cost, plan = figure(realized), figure(planned)
    ratio = figure("1.50") if cost.value is not None else missing()
    return OutcomeFigures(
        "Jumlah laporan", measure, figure(target), figure(realization), CostPerOutcome(cost, plan, ratio)
    )


def unit(name, achievement=None, ceiling=None, spent=None, *, kind=UnitKind.KECAMATAN, lines=(), indicators=(), **more):
    return UnitFigures(
        slug=name.lower().replace(" ", "-"),
        name=f"{UnitKind(kind).label.split()[0]} {name}",
        short_name=name,
        kind=kind,
        achievement=figure(achievement),
        efficiency=figure("1.25"),
        total=line_result(0, figure(ceiling), figure(spent)),
        lines=tuple(lines),
        indicators=tuple(
            IndicatorFigures(word, "%", figure(100), figure(value), figure(value)) for word, value in indicators
        ),
        **more,
    )


def rows_of(*units):
    return compared(units, Choice(), ())


def texts(section: Section) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in section.table.rows]


SUKODONO = unit("Sukodono", "61", 1000, 981)
PADANG = unit("Padang", "101.06", 2000, 832)
KLAKAH = unit("Klakah", "87.62", 1000, 500)
