"""The only door from rows to figures, and the reads that more than one view needs. Reads only.

Everything costs a fixed number of queries, whatever the number of indicators, lines or posts.
"""

from reports.queries.agreements import agreements_of_post, agreements_of_unit
from reports.queries.closing import closing_of, is_closed
from reports.queries.deadlines import first_submissions, punctuality
from reports.queries.facts import load_facts
from reports.queries.issued import (
    FILES,
    DamagedFileError,
    IssuedDocument,
    Standing,
    current_issue,
    issued_by_code,
    issued_by_hash,
    issues_of,
    open_issued,
)
from reports.queries.lists import (
    account_name,
    final_years,
    hold_unit,
    holidays,
    last_saved,
    later_final_reports,
    opened_posts,
    opened_quarters,
    positions_below,
    positions_held,
    quarter_is_open,
    report_statuses,
    reports_of,
    spent_until,
    suppliers,
    units_visible_to,
)
from reports.queries.notices import DueSoon, digest_readers, due_soon, notices_of, notices_to_mail, unread_count
from reports.queries.people import People, people_of, people_of_reports
from reports.queries.posts import appointment_on
from reports.queries.reports import (
    agreement_in_force,
    deadline_of,
    issued_inputs,
    load_agreement_inputs,
    load_inputs,
    load_unit_inputs,
    signing_date,
)
from reports.queries.trail import ReportTrail, report_trail, sealed_lines, units_with_a_trail
from reports.queries.writing import Writing, last_change, load_photos, load_writing, text_editors

__all__ = [
    "FILES",
    "DamagedFileError",
    "DueSoon",
    "IssuedDocument",
    "People",
    "ReportTrail",
    "Standing",
    "Writing",
    "account_name",
    "agreement_in_force",
    "agreements_of_post",
    "agreements_of_unit",
    "appointment_on",
    "closing_of",
    "current_issue",
    "deadline_of",
    "digest_readers",
    "due_soon",
    "final_years",
    "first_submissions",
    "hold_unit",
    "holidays",
    "is_closed",
    "issued_by_code",
    "issued_by_hash",
    "issued_inputs",
    "issues_of",
    "last_change",
    "last_saved",
    "later_final_reports",
    "load_agreement_inputs",
    "load_facts",
    "load_inputs",
    "load_photos",
    "load_unit_inputs",
    "load_writing",
    "notices_of",
    "notices_to_mail",
    "open_issued",
    "opened_posts",
    "opened_quarters",
    "people_of",
    "people_of_reports",
    "positions_below",
    "positions_held",
    "punctuality",
    "quarter_is_open",
    "report_statuses",
    "report_trail",
    "reports_of",
    "sealed_lines",
    "signing_date",
    "spent_until",
    "suppliers",
    "text_editors",
    "units_visible_to",
    "units_with_a_trail",
    "unread_count",
]
