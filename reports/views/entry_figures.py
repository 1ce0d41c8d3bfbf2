"""The computed figures beside the cells of the entry grid, as the texts that its page shows. Words, computes nothing.

The page draws them once from its rows; while somebody types they come again as JSON, by the anchor of the row and the
name of the place (`data-live` in the template).
"""

from collections.abc import Mapping

from agreements.enums import Formula
from reports.anchors import indicator_anchor, line_anchor
from reports.computation import compute_facts
from reports.inputs import IndicatorEntry, TermEntry, UnitFacts
from reports.narrative.across import is_judged
from reports.period import Quarter
from reports.results import Figure, IndicatorResult, LineResult
from reports.templatetags.numbers import exact, figure, money, percent, reason
from reports.usage import missing_facts

TOTAL = "anggaran-jumlah"
"""Anchor of the row that sums the unit."""


def mean_told(children: int) -> str:
    """Say what the realization of a mean is made of."""
    return f"rata-rata capaian {children} indikator" if children else "menunggu angka indikator di bawahnya"


def partial_told(spent: Figure) -> str:
    """Say how many lines a sum had to leave out; '' where it is whole."""
    return f"baru sebagian: {spent.left_out} baris belum diisi" if spent.partial else ""


def ratio_told(result: IndicatorResult, unit_of_measure: str) -> str:
    """Say what the terms of a ratio come to; '' where they come to nothing yet."""
    return "" if result.realization.value is None else f"= {figure(result.realization)} {unit_of_measure}".rstrip()


def predicate_told(result: IndicatorResult, quarter: Quarter) -> str:
    """Say the predikat of an achievement, at the year's end; '' before, as reports and comparisons do."""
    return result.predicate if is_judged(quarter) else ""


def taken_place(term: TermEntry) -> str:
    """Name the place of a part of a ratio that another indicator gives."""
    return f"unsur-{term.id}"


def taken_told(term: TermEntry, quarter: int) -> str:
    """Write a part of a ratio that another indicator gives."""
    return exact(term.values.get(quarter))


def missing_told(count: int) -> str:
    """Say how many figures are still missing."""
    return f"{count} angka belum diisi" if count else "semua angka terisi"


def figures_of(facts: UnitFacts) -> dict[str, object]:
    """Return `rows` (anchor -> place -> text), `missing` (the anchors without a figure) and `missing_told`."""
    results = compute_facts(facts)
    rows = {
        indicator_anchor(key): _indicator(entry, results.indicators[key], facts.quarter)
        for key, entry in facts.indicators.items()
        if entry.used
    }
    rows |= {line_anchor(key): _line(results.lines[key]) for key in facts.lines}
    rows[TOTAL] = _line(results.total)
    missing = missing_facts(facts)
    return {
        "rows": rows,
        "missing": [*map(indicator_anchor, missing.indicators), *map(line_anchor, missing.lines)],
        "missing_told": missing_told(missing.count),
    }


def _indicator(entry: IndicatorEntry, result: IndicatorResult, quarter: Quarter) -> Mapping[str, str]:
    told = {
        "capaian": percent(result.achievement),
        "sebab": reason(result.achievement),
        "predikat": predicate_told(result, quarter),
    }
    if entry.formula == Formula.MEAN_OF_CHILDREN:
        told |= {"realisasi": percent(result.realization), "rincian": mean_told(len(result.children))}
    if entry.formula == Formula.RATIO:
        told["rasio"] = ratio_told(result, entry.unit_of_measure)
        taken = (term for term in entry.terms if term.source_id is not None)
        told |= {taken_place(term): taken_told(term, quarter.number) for term in taken}
    return told


def _line(result: LineResult) -> Mapping[str, str]:
    return {
        "realisasi": money(result.spent),
        "rincian": partial_told(result.spent),
        "sisa": money(result.remaining),
        "serapan": percent(result.absorption),
        "sebab": reason(result.absorption),
    }
