"""What a report says of its own: edited section texts, its form and the date of its signature."""

import datetime

from django.db import transaction

from agreements.enums import ReportForm
from agreements.models import User
from reports.actions.held import HeldReport
from reports.actions.written import text_content, write_text
from reports.document.edited import plain
from reports.models import Report, ReportText
from reports.narrative import SENTENCES


@transaction.atomic
def save_text(*, report: Report, section: str, text: str, generated: str, version: int, by: User) -> bool:
    """Print `text` in place of what is generated for a section; return False where nothing changes.

    `generated` is the generated text that the user saw beside it; it is kept, so that later figures can be told from
    those the text was written with. A text equal to it is none of its own: the section prints what is generated again.

    Raises:
        ValueError: no such section, or an empty text.
        Refused, StaleReportError: see `HeldReport.take`.
    """
    text, generated = plain(text), plain(generated)
    if section not in SENTENCES or not text:
        raise ValueError(f"no text for {section!r}")
    if text == generated:
        return reset_text(report=report, section=section, version=version, by=by)
    held = HeldReport.take(report, version, by)
    before = text_content(ReportText.objects.filter(report=report, section=section).first())
    after = {"section": section, "text": text, "generated": generated}
    if before == after:
        return False
    # Whoever changes a copied text has read it.
    write_text(held, section, text, generated, origin=None)
    held.finish("save_text", before, after)
    return True


@transaction.atomic
def reset_text(*, report: Report, section: str, version: int, by: User) -> bool:
    """Print what is generated again; the edited text stays in the trail. Return False where there was none.

    Raises:
        Refused, StaleReportError: see `HeldReport.take`.
    """
    held = HeldReport.take(report, version, by)
    standing = ReportText.objects.filter(report=held.row, section=section).first()
    if standing is None:
        return False
    before = text_content(standing)
    standing.delete()
    held.finish("reset_text", before, None)
    return True


@transaction.atomic
def arrange_report(
    *, report: Report, form: ReportForm | None, signed_on: datetime.date | None, version: int, by: User
) -> bool:
    """Choose the form of a report (None: that of the post) and the date of its signature (None: the default one).

    Returns False where nothing changes.

    Raises:
        Refused, StaleReportError: see `HeldReport.take`.
    """
    held = HeldReport.take(report, version, by)
    before = _arrangement(held.row)
    held.row.form = form or ""
    held.row.signed_on = signed_on
    after = _arrangement(held.row)
    if before == after:
        return False
    held.row.save(update_fields=["form", "signed_on"])
    held.finish("arrange_report", before, after)
    return True


def _arrangement(row: Report) -> dict[str, object]:
    return {"form": row.form, "signed_on": row.signed_on.isoformat() if row.signed_on else None}
