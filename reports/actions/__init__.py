"""The only writer of the quarter: keyword-only, `by=`, one transaction each, with the trail in the same transaction."""

from reports.actions.closing import (
    AlreadyClosedError,
    QuarterNotEndedError,
    ReopeningError,
    close_quarter,
    reopen_quarter,
)
from reports.actions.comments import NoSuchPlaceError, add_comment, mark_read, mend_comment
from reports.actions.entries import (
    BudgetChange,
    CorrectionNeedsReasonError,
    IndicatorChange,
    Saved,
    StaleEntriesError,
    open_quarter,
    save_entries,
)
from reports.actions.held import StaleReportError
from reports.actions.notices import claim_digest, notify, read_notices, release_digest
from reports.actions.photos import NewPhoto, PhotoChange, delete_photo, save_photos
from reports.actions.report import arrange_report, reset_text, save_text
from reports.actions.review import (
    NoAnswerError,
    NotReadyError,
    approve_report,
    receive_report,
    return_report,
    revise_report,
    send_back_report,
    submit_report,
)
from reports.actions.steps import ChangedSinceSeenError, NoReasonError
from reports.actions.writing import save_writing

__all__ = [
    "AlreadyClosedError",
    "BudgetChange",
    "ChangedSinceSeenError",
    "CorrectionNeedsReasonError",
    "IndicatorChange",
    "NewPhoto",
    "NoAnswerError",
    "NoReasonError",
    "NoSuchPlaceError",
    "NotReadyError",
    "PhotoChange",
    "QuarterNotEndedError",
    "ReopeningError",
    "Saved",
    "StaleEntriesError",
    "StaleReportError",
    "add_comment",
    "approve_report",
    "arrange_report",
    "claim_digest",
    "close_quarter",
    "delete_photo",
    "mark_read",
    "mend_comment",
    "notify",
    "open_quarter",
    "read_notices",
    "receive_report",
    "release_digest",
    "reopen_quarter",
    "reset_text",
    "return_report",
    "revise_report",
    "save_entries",
    "save_photos",
    "save_text",
    "save_writing",
    "send_back_report",
    "submit_report",
]
