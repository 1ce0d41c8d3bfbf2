"""Remarks of those who review a report, pinned to a place in it, and who has read it."""

from django.db import transaction
from django.utils import timezone

from agreements.enums import NoticeKind
from agreements.models import User
from reports.actions.notices import read_request
from reports.actions.steps import ChangedSinceSeenError, named, tell
from reports.actions.trail import Line, record
from reports.frozen import fingerprint
from reports.models import Comment, Reading, Report, subject_of
from reports.outputs import prepare
from reports.period import Quarter
from reports.policies import check_can_mend, check_can_review
from reports.queries import hold_unit, people_of
from reports.snapshot import places, snapshot_of
from reports.workflow import MAKERS

WHOLE = "Seluruh laporan"
"""Label of a remark on no place in particular."""


class NoSuchPlaceError(ValueError):
    """The report prints nothing at the anchor of a remark."""


@transaction.atomic
def add_comment(*, report: Report, anchor: str, text: str, by: User) -> Comment:
    """Pin a remark to a place of the report as it prints now ('' for the whole report).

    Raises:
        ValueError: an empty text.
        NoSuchPlaceError: the report has no such place.
        Refused: the report does not wait for this account.
    """
    row = _hold(report)
    today = timezone.localdate()
    people = people_of(row, today)
    check_can_review(by, row, today, people)
    text = text.strip()
    if not text:
        raise ValueError("an empty remark")
    label = _place_of(row, anchor)
    comment = Comment.objects.create(
        report=row, round=row.round, anchor=anchor, label=label, text=text, at=timezone.now(), by=by
    )
    after = {"comment": comment.pk, "anchor": anchor, "label": label, "text": text, "round": row.round}
    record(unit=row.position.unit, by=by, lines=[Line("add_comment", subject_of(row), None, after)])
    tell(row, NoticeKind.COMMENTED, MAKERS, f"{named(row)} mendapat catatan atasan.", by, people)
    return comment


def _place_of(report: Report, anchor: str) -> str:
    """Return what stands at an anchor of the report, in words."""
    if not anchor:
        return WHOLE
    prepared = prepare(report.position, Quarter(report.year, report.quarter))
    found = places(snapshot_of(prepared.inputs, prepared.results))
    if anchor not in found:
        raise NoSuchPlaceError(f"nothing at {anchor!r}")
    return found[anchor]


@transaction.atomic
def mend_comment(*, comment: Comment, by: User) -> bool:
    """Say that what a remark asked for is done; return False where somebody said so before.

    Raises:
        Refused: the account may not edit the report now.
    """
    row = _hold(comment.report)
    check_can_mend(by, row, timezone.localdate())
    changed = Comment.objects.filter(pk=comment.pk, mended_at=None).update(mended_at=timezone.now(), mended_by=by)
    if not changed:
        return False
    after = {"comment": comment.pk, "anchor": comment.anchor, "label": comment.label, "text": comment.text}
    record(unit=row.position.unit, by=by, lines=[Line("mend_comment", subject_of(row), None, after)])
    return True


@transaction.atomic
def mark_read(*, report: Report, seen: str, by: User) -> bool:
    """Note that somebody who decides has read the report of this round, as it was when its fingerprint was `seen`.

    What it said is kept with the reading, so that an approval can rest on it, and a change since then be shown. Return
    False where the same was noted before; a reading of other content takes its place.

    Raises:
        ChangedSinceSeenError: the report says something else by now.
        Refused: the report does not wait for this account.
    """
    row = _hold(report)
    check_can_review(by, row, timezone.localdate())
    prepared = prepare(row.position, Quarter(row.year, row.quarter))
    if fingerprint(prepared.inputs) != seen:
        raise ChangedSinceSeenError(f"{row} has changed since it was read")
    read_request(report=row, by=by)
    before = Reading.objects.filter(report=row, round=row.round, by=by).values_list("fingerprint", flat=True).first()
    if before == seen:
        return False
    kept = {"at": timezone.now(), "fingerprint": seen, "snapshot": snapshot_of(prepared.inputs, prepared.results)}
    Reading.objects.update_or_create(report=row, round=row.round, by=by, defaults=kept)
    # The row is replaced by a newer reading; that this one was done stays in the trail.
    earlier = None if before is None else {"fingerprint": before}
    after = {"round": row.round, "revision": row.revision, "fingerprint": seen}
    record(unit=row.position.unit, by=by, lines=[Line("mark_read", subject_of(row), earlier, after)])
    return True


def _hold(report: Report) -> Report:
    """Lock the unit, then read the report."""
    hold_unit(report.position.unit)
    return Report.objects.select_related("position__unit").get(pk=report.pk)
