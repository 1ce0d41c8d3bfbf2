"""What the figures of a recap ask: the keys under which `reports.explanation` tells how they came about. Pure."""

from collections.abc import Mapping

from reports.anchors import EFFICIENCY, MEAN_ACHIEVEMENT, TOTALS, indicator_anchor, line_anchor
from reports.computation.formulas import ABSORPTION, IN_TIME, UNITS
from reports.expressions import Formula
from reports.recaps.table import RecapRow

OF_INDICATOR: Mapping[str, str] = {"target": "target", "realization": "realisasi", "achievement": "capaian"}
OF_LINE: Mapping[str, str] = {
    "ceiling": "pagu",
    "spent": "realisasi",
    "remaining": "sisa",
    "absorption": "serapan",
    "cost_planned": "biaya-rencana",
    "cost_per_outcome": "biaya-realisasi",
    "cost_ratio": "rasio-biaya",
}
OF_ALL: Mapping[str, str] = {
    "mean_achievement": MEAN_ACHIEVEMENT,
    "efficiency": EFFICIENCY,
    **{column: f"{TOTALS}-{OF_LINE[column]}" for column in ("ceiling", "spent", "remaining", "absorption")},
}
"""Columns of figures -> how the keys of an indicator, a budget line, a report or unit end."""


OVER_UNITS: Mapping[str, Formula] = {
    "ceiling": UNITS,
    "spent": UNITS,
    "remaining": UNITS,
    "absorption": ABSORPTION,
}
"""Columns -> what computes their total over several units, which has no page of its own."""
OVER_REPORTS: Mapping[str, Formula] = {"in_time_share": IN_TIME}
"""Columns -> what computes them from how reports stand, of one unit or of several."""


def formula_of(row: RecapRow, column: str) -> str:
    """Return the key of the formula of a figure over units or reports, '' for any other figure."""
    found = OVER_REPORTS.get(column) or (None if row.unit else OVER_UNITS.get(column))
    return found.key if found else ""


def question_of(row: RecapRow, column: str) -> str:
    """Return the key of the figure in a column of a row; '' for what is no figure of one unit or report."""
    if not row.unit:
        return ""
    if row.indicator_id is not None and column in OF_INDICATOR:
        return f"{indicator_anchor(row.indicator_id)}-{OF_INDICATOR[column]}"
    if row.line_id is not None:
        return f"{line_anchor(row.line_id)}-{OF_LINE[column]}" if column in OF_LINE else ""
    return OF_ALL.get(column, "") if row.indicator_id is None else ""
