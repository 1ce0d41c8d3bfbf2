"""All facts of a unit, computed once for all of its reports. Pure."""

from reports.computation.indicators import indicator_results
from reports.computation.money import line_results
from reports.inputs import UnitFacts
from reports.results import FactResults


def compute_facts(facts: UnitFacts) -> FactResults:
    """Return the results of all indicators and budget lines of a unit, and the unit's total.

    One entry at the bottom feeds every report above it (Permenpan RB 53/2014 lampiran II; proved by the twelve
    reports of Rowokangkung: 1.917.807.147 / 935.840.699 / 48,80 % out of the leaves).
    """
    lines, total = line_results(facts.lines)
    return FactResults(indicators=indicator_results(facts), lines=lines, total=total)
