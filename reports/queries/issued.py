"""Issued reports: found by code, by the hash of a file, or by report, and where each stands today. Reads only."""

import hashlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.core.files.base import File
from django.db.models import Q, QuerySet
from django.db.models.fields.json import KT

from agreements.enums import DecisionOutcome, DecisionStage, ReportForm
from reports.layouts import layout_for
from reports.models import Decision, IssuedReport, Report, Submission
from reports.narrative.words import post_of_unit
from reports.period import Quarter
from reports.usage import FINAL

logger = logging.getLogger(__name__)

FILES: Mapping[str, str] = {"pdf": "PDF", "xlsx": "Excel"}
"""The files of an issued report, by their ending."""


class Standing(StrEnum):
    """What an issued revision is worth today."""

    VALID = "valid"
    REVISING = "revising"
    """Valid, while a newer revision is being written."""
    RETURNED = "returned"
    """Bagian Organisasi gave it back after it was approved, and no newer revision is approved yet."""
    SUPERSEDED = "superseded"


@dataclass(frozen=True)
class IssuedDocument:
    """An issued revision with what its cover prints and where it stands; `latest` is the newest of its report."""

    row: IssuedReport
    latest: IssuedReport
    standing: Standing
    title: str
    unit: str
    position: str
    official: str
    """'' where the form's cover names nobody."""
    quarter: Quarter

    def kind_of(self, sha256: str) -> str:
        """Return which of its files has the hash ('PDF'), '' where none has."""
        return next((name for ending, name in FILES.items() if getattr(self.row, f"{ending}_sha256") == sha256), "")


class DamagedFileError(Exception):
    """A stored file is gone, or no longer the one that was issued."""


# -- finding -----------------------------------------------------------------------------------------------------------


def _issued() -> QuerySet[IssuedReport]:
    """Return issued reports with a few words of their frozen inputs, which are large and stay where they are."""
    return (
        IssuedReport.objects.defer("inputs", "snapshot")
        .select_related("report__position__unit")
        .annotate(
            printed_position=KT("inputs__position"),
            printed_official=KT("inputs__signer__name"),
            printed_unit=KT("inputs__facts__unit__name"),
            printed_form=KT("inputs__form"),
            approver=KT("inputs__approval__name"),
            approver_title=KT("inputs__approval__title"),
        )
    )


def issued_by_code(code: str) -> IssuedDocument | None:
    """Return what was issued under a code, as `codes.read_code` returns it."""
    return _document(_issued().filter(code=code).first())


def issued_by_hash(sha256: str) -> IssuedDocument | None:
    """Return what was issued as the PDF or workbook with a SHA-256; every file of it carries its own code."""
    return _document(_issued().filter(Q(pdf_sha256=sha256) | Q(xlsx_sha256=sha256)).first())


def issues_of(report: Report) -> tuple[IssuedReport, ...]:
    """Return all issued revisions of a report, newest first, with who approved them."""
    return tuple(_issued().filter(report=report).select_related("by__official", "supersedes").order_by("-revision"))


def current_issue(report: Report) -> IssuedReport | None:
    """Return the issued revision that an approved or received report stands for, None for any other report."""
    if report.status not in FINAL:
        return None
    return report.issues.defer("inputs", "snapshot").filter(revision=report.revision).first()


# -- standing ----------------------------------------------------------------------------------------------------------


def _document(row: IssuedReport | None) -> IssuedDocument | None:
    if row is None:
        return None
    latest = row.report.issues.defer("inputs", "snapshot").order_by("-revision")[0]
    position = row.report.position
    unit_name, post = row.printed_unit or position.unit.name, row.printed_position or position.name
    quarter = Quarter(row.report.year, row.report.quarter)
    return IssuedDocument(
        row=row,
        latest=latest,
        standing=_standing(row, latest),
        title=f"Laporan Kinerja {post_of_unit(post, unit_name)}",
        unit=unit_name,
        position=post,
        official=row.printed_official or "" if _names_the_official(row.printed_form) else "",
        quarter=quarter,
    )


def _standing(row: IssuedReport, latest: IssuedReport) -> Standing:
    if latest.revision > row.revision:
        return Standing.SUPERSEDED
    if _was_returned(row):
        return Standing.RETURNED
    return Standing.VALID if row.report.revision == row.revision else Standing.REVISING


def _was_returned(row: IssuedReport) -> bool:
    """Whether Bagian Organisasi returned the report in one of the rounds that this revision was handed in.

    The status alone would not tell: a superior, too, returns a report, after somebody opened its next revision.
    """
    rounds = Submission.objects.filter(report=row.report_id, revision=row.revision).values("round")
    return Decision.objects.filter(
        report=row.report_id,
        stage=DecisionStage.ORGANISASI,
        outcome=DecisionOutcome.RETURNED,
        round__in=rounds,
    ).exists()


def _names_the_official(form: str | None) -> bool:
    return form in ReportForm and layout_for(ReportForm(form)).cover.official


# -- files -------------------------------------------------------------------------------------------------------------


def open_issued(row: IssuedReport, ending: str) -> File:
    """Return a stored file, open at its beginning, after its content was found to be what was issued.

    Raises:
        DamagedFileError: the file is gone, or a byte of it has changed.
    """
    field = getattr(row, ending)
    try:
        stored: File = field.storage.open(field.name)
    except OSError as error:
        logger.error("issued file %s (%s) can't be read: %s", field.name, row.code, error)
        raise DamagedFileError(field.name) from error
    found = hashlib.sha256()
    for chunk in stored.chunks():
        found.update(chunk)
    if found.hexdigest() != getattr(row, f"{ending}_sha256"):
        stored.close()
        logger.error("issued file %s (%s) has changed: its SHA-256 is %s", field.name, row.code, found.hexdigest())
        raise DamagedFileError(field.name)
    stored.seek(0)
    return stored
