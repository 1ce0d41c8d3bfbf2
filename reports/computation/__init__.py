"""All arithmetic of the reports, each formula once, in Decimal. Pure: from inputs to results, nothing else.

`figures` holds the sums, means and quotients with their reasons; `indicators` what was reached; `money` what was
spent; `efficiency` the two together; `report` the tables of one report. The rounding rule stands in `reports.rounding`.
"""

from reports.computation.efficiency import cost_per_outcome
from reports.computation.facts import compute_facts, compute_quarter_before
from reports.computation.figures import displayed, points
from reports.computation.indicators import achievement, predicate, to_date
from reports.computation.report import compute_report, compute_unit

__all__ = [
    "achievement",
    "compute_facts",
    "compute_quarter_before",
    "compute_report",
    "compute_unit",
    "cost_per_outcome",
    "displayed",
    "points",
    "predicate",
    "to_date",
]
