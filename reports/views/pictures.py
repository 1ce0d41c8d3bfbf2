"""The pictures of one unit, for pages about it: whoever sees the unit sees them, and no figure of another."""

from collections.abc import Iterable

from agreements.models import Unit
from reports.comparison.choice import Choice, Sort
from reports.comparison.programmes import by_programme, spending
from reports.comparison.quarters import QuarterFigures, over_quarters
from reports.comparison.reading import Plain, read_unit
from reports.comparison.sections import Section
from reports.comparison.units import compared
from reports.period import Quarter
from reports.queries import totals_of


def quarters_before(quarter: Quarter, opened: Iterable[Quarter]) -> list[Quarter]:
    """Return the quarters of the year before one, in order, as far as any unit opened them."""
    return sorted(other for other in opened if other.year == quarter.year and other < quarter)


def unit_pictures(
    unit: Unit, quarter: Quarter, figures: Plain, opened: Iterable[Quarter], sort: Sort | None = None
) -> tuple[Section, Section]:
    """Return the year's quarters up to this one, and the budget by programme, in three queries (none in Triwulan I).

    Args:
        unit: whose pictures.
        quarter: at whose end.
        figures: the plain values of the unit's summary at its end.
        opened: the quarters that the unit opened; others of the year have no figures.
        sort: the order of a table that the address asks for (`urut`).

    Draw each with `{% include "_components/comparison_section.html" with section=section query=request.GET only %}`.
    """
    order = sort or Sort()
    now = read_unit(unit.slug, unit.name, unit.short_name, unit.kind, figures)
    earlier = quarters_before(quarter, opened)
    found = (totals_of([unit], earlier) if earlier else {}) | {quarter: (now,)}
    rows = [QuarterFigures.over(when, compared(units, Choice(), ())) for when, units in sorted(found.items())]
    return (
        over_quarters(rows, order, several=False),
        spending(by_programme([now]), order, heading="Anggaran per program"),
    )
