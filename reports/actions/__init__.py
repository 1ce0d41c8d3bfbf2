"""The only writer of the quarter: keyword-only, `by=`, one transaction each, with the trail in the same transaction."""

from reports.actions.entries import BudgetChange, IndicatorChange, StaleEntriesError, open_quarter, save_entries

__all__ = [
    "BudgetChange",
    "IndicatorChange",
    "StaleEntriesError",
    "open_quarter",
    "save_entries",
]
