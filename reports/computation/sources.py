"""Parts of ratios that are other indicators' figures: each is typed once, where it belongs. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from agreements.enums import Aggregation, Formula, TermTakes
from reports.computation.indicators import to_date
from reports.inputs import IndicatorEntry, RealizationEntry, TargetEntry, TermEntry


def with_sources(indicators: Mapping[int, IndicatorEntry], quarter: int) -> dict[int, IndicatorEntry]:
    """Return the indicators with the values of all terms that are taken from others, up to a quarter of the year.

    A term takes the figure to date of its source at each quarter's end, or the target of the year, also in the earlier
    years that are held. What was typed for it before it had a source no longer counts. Proved by Rowokangkung 04: the
    21 of 35 keluarga of the kegiatan are realization and target of its first sub kegiatan.
    """
    return {key: _resolved(entry, indicators, quarter) for key, entry in indicators.items()}


def _resolved(entry: IndicatorEntry, indicators: Mapping[int, IndicatorEntry], quarter: int) -> IndicatorEntry:
    if entry.formula != Formula.RATIO or all(term.source_id is None for term in entry.terms):
        return entry
    earlier = {
        year: replace(held, terms=tuple(_filled(term, indicators, year, 4) for term in held.terms))
        for year, held in entry.earlier.items()
    }
    return replace(
        entry,
        terms=tuple(_filled(term, indicators, None, quarter) for term in entry.terms),
        earlier=earlier,
        realizations={**_reasons(entry, indicators, quarter), **entry.realizations},
    )


def _filled(term: TermEntry, indicators: Mapping[int, IndicatorEntry], year: int | None, last: int) -> TermEntry:
    """Return a term with the values of its source in an earlier year, or in the year of the report (None)."""
    if term.source_id is None:
        return term
    source = indicators.get(term.source_id)
    held = source if source is None or year is None else source.earlier.get(year)
    if source is None or held is None:
        return replace(term, values={})
    if term.takes == TermTakes.TARGET:
        return replace(term, values=_targets(held.target, last))
    return replace(term, values=_figures(source.aggregation, held.realizations, last))


def _targets(target: TargetEntry | None, last: int) -> dict[int, Decimal | None]:
    if target is None or target.value is None:
        return {}
    return dict.fromkeys(range(1, last + 1), target.value)


def _figures(
    aggregation: Aggregation, realizations: Mapping[int, RealizationEntry], last: int
) -> dict[int, Decimal | None]:
    typed = {number: row.value for number, row in realizations.items()}
    figures = {number: to_date(aggregation, typed, number).value for number in range(1, last + 1)}
    return {number: value for number, value in figures.items() if value is not None}


def _reasons(
    entry: IndicatorEntry, indicators: Mapping[int, IndicatorEntry], quarter: int
) -> dict[int, RealizationEntry]:
    """Return, per quarter, the reason typed for the absence of a source's figure: it explains the ratio's too.

    Only where nothing of the ratio is typed; else whoever types the rest gives its reason.
    """
    if any(term.source_id is None for term in entry.terms):
        return {}
    found: dict[int, RealizationEntry] = {}
    for term in entry.terms:
        source = indicators.get(term.source_id or 0)
        if source is None or term.takes == TermTakes.TARGET:
            continue
        for number, typed in source.realizations.items():
            if number <= quarter and typed.value is None and typed.missing_reason.strip():
                found.setdefault(number, RealizationEntry(value=None, missing_reason=typed.missing_reason))
    return found
