"""The figures of units for comparisons, as summaries hold them. Reads only, in a fixed number of queries."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import chain

from agreements.models import Unit
from reports.comparison.reading import read_totals, read_unit
from reports.comparison.values import UnitFigures, find_codes, with_codes
from reports.period import Quarter
from reports.queries.summaries import unit_summaries_of

Bands = tuple[tuple[Decimal, str], ...]


ByQuarter = dict[Quarter, tuple[UnitFigures, ...]]


def figures_of(units: Iterable[Unit], quarters: Iterable[Quarter], indicator: str | None = None) -> ByQuarter:
    """Return units at the ends of quarters, in the order of the units, with their indicators and programmes.

    Of the indicators all, or only those with a key ('' for none). In three queries, like all here.
    """
    return _read(tuple(units), quarters, "compared", indicator)


def costs_of(units: Iterable[Unit], quarters: Iterable[Quarter]) -> ByQuarter:
    """Return units at the ends of quarters, in their order, with all budget lines and the outcomes these pay for."""
    return _read(tuple(units), quarters, "costs")


def _read(units: Sequence[Unit], quarters: Iterable[Quarter], part: str, indicator: str | None = None) -> ByQuarter:
    found = {
        quarter: tuple(
            read_unit(unit.slug, unit.name, unit.short_name, unit.kind, getattr(values[unit.pk], part), indicator)
            for unit in units
        )
        for quarter, values in unit_summaries_of(units, quarters, parts=[part]).items()
    }
    codes = find_codes(chain.from_iterable(found.values()))
    return {quarter: tuple(with_codes(unit, codes) for unit in figures) for quarter, figures in found.items()}


def totals_of(units: Iterable[Unit], quarters: Iterable[Quarter]) -> ByQuarter:
    """Return achievement and absorption of units at the ends of quarters, without indicators and budget lines.

    Some milliseconds for a year of a kabupaten, where all figures take many times as long to be read.
    """
    rows = tuple(units)
    return {
        quarter: tuple(read_totals(unit.slug, unit.name, unit.short_name, unit.kind, values[unit.pk]) for unit in rows)
        for quarter, values in unit_summaries_of(rows, quarters).items()
    }


def bands_of(units: Sequence[Unit]) -> Bands:
    """Return the predikat scale of the kabupaten that units belong to; () for the scale of `reports.rules`."""
    if not units:
        return ()
    return tuple((band.lower, band.label) for band in units[0].regency.bands.all())
