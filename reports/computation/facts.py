"""All facts of a unit, computed once for all of its reports. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from reports.computation.indicators import indicator_results, results_then
from reports.computation.money import line_results
from reports.inputs import UnitFacts
from reports.period import Quarter
from reports.results import FactResults
from reports.rules import EARLIER_YEARS


def compute_facts(facts: UnitFacts) -> FactResults:
    """Return the results of all indicators and budget lines of a unit, and the unit's total.

    One entry at the bottom feeds every report above it (Permenpan RB 53/2014 lampiran II; proved by the twelve
    reports of Rowokangkung: 1.917.807.147 / 935.840.699 / 48,80 % out of the leaves).
    """
    lines, total = line_results(facts.lines)
    return FactResults(
        indicators=indicator_results(facts),
        lines=lines,
        total=total,
        earlier={quarter: results_then(facts, quarter) for quarter in _compared_with(facts)},
    )


def compute_quarter_before(facts: UnitFacts, spent: Mapping[int, Decimal | None]) -> FactResults | None:
    """Return what stood at the end of the quarter before, to be read beside this one's figures; None in TW I.

    `spent` holds the amounts typed then, by line. Targets and ceilings are those of today, so of lines only what was
    spent is a figure of then.
    """
    before = facts.quarter.previous
    if before.year != facts.quarter.year:
        return None
    then = {key: replace(line, spent=spent.get(key), missing_reason="") for key, line in facts.lines.items()}
    lines, total = line_results(then)
    return FactResults(indicators=indicator_results(replace(facts, quarter=before)), lines=lines, total=total)


def _compared_with(facts: UnitFacts) -> tuple[Quarter, ...]:
    """Return the earlier quarters that reports compare with, of years of which the system holds anything.

    The same quarter of last year, and the ends of the years before (Permenpan RB 53/2014 lampiran II).
    """
    now = facts.quarter
    held = {year for entry in facts.indicators.values() for year in entry.earlier}
    ends = (Quarter(now.year - back, 4) for back in range(1, EARLIER_YEARS + 1))
    return tuple(quarter for quarter in {now.same_last_year: None} | dict.fromkeys(ends) if quarter.year in held)
