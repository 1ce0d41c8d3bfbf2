"""The only writer of the quarter: keyword-only, `by=`, one transaction each, with the trail in the same transaction."""

from reports.actions.entries import BudgetChange, IndicatorChange, StaleEntriesError, open_quarter, save_entries
from reports.actions.held import StaleReportError
from reports.actions.notices import claim_digest, notify, read_notices, release_digest
from reports.actions.photos import NewPhoto, PhotoChange, delete_photo, save_photos
from reports.actions.report import arrange_report, reset_text, save_text
from reports.actions.writing import save_writing

__all__ = [
    "BudgetChange",
    "IndicatorChange",
    "NewPhoto",
    "PhotoChange",
    "StaleEntriesError",
    "StaleReportError",
    "arrange_report",
    "claim_digest",
    "delete_photo",
    "notify",
    "open_quarter",
    "read_notices",
    "release_digest",
    "reset_text",
    "save_entries",
    "save_photos",
    "save_text",
    "save_writing",
]
